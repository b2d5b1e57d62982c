"""The second factor: codes of an app on a phone, asked of every role (D2).

django-allauth does it (ADR 0038); what differs is here.
"""

import base64
import time

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import app_settings
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.safestring import mark_safe

from accounts.models import User
from vault.key_ring import seal, unseal

PROOF_HOLDS = 15 * 60
"""Seconds for which password or code need not be given again, before what `law.roles.asks_proof` marks (ADR 0064)."""

CONTEXT = b"second factor"
"""What the secrets are sealed for: elsewhere they do not open."""


class SealedSecrets(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Keeps the secrets sealed, and says what is wrong in Dutch."""

    error_messages = {  # noqa: RUF012  # the base class declares it so
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Deze code klopt niet, of u gebruikte ze al. Wacht op de volgende code in uw app.",
        "cannot_generate_recovery_codes": "Koppel eerst uw app. Daarna krijgt u reservecodes.",
    }

    def encrypt(self, text: str) -> str:
        return base64.b64encode(seal(text.encode(), context=CONTEXT)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(base64.b64decode(encrypted_text), context=CONTEXT).decode()

    def build_totp_svg(self, url: str) -> str:
        """The QR code as an element of the page: without the prologue of a file of its own."""
        svg: str = super().build_totp_svg(url)
        return mark_safe(svg[svg.index("<svg") :])  # noqa: S308  # drawn by the library: only shapes


def is_set(user: User) -> bool:
    """Whether this person linked an app."""
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists())


def is_proved(request: HttpRequest) -> bool:
    """Whether who sits here gave a code today, since the present app was linked; a new app ends the older sessions."""
    records = get_authentication_records(request, request.user)
    moments = [one["at"] for one in records if one["method"] == "mfa"]
    # Django counts the age of a session from its last change, so by itself it could live for days. Counted here from
    # the sign-in: a proof that is given again in between makes nothing longer.
    if not moments or time.time() - min(one["at"] for one in records) >= settings.SESSION_COOKIE_AGE:
        return False
    linked = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).first()
    return bool(linked and linked.created_at.timestamp() <= max(moments))


def remember_proof(request: HttpRequest, *, in_between: bool = False) -> None:
    """Note in the session that a code was just given: at the sign-in, or in between."""
    record_authentication(request, request.user, "mfa", in_between=in_between or None)


def was_asked_lately(request: HttpRequest, *, seconds: int, is_code_enough: bool = True) -> bool:
    """Whether password or code were given so short ago that asking again protects nothing.

    A code that was asked in between, and not at the sign-in, does not always say enough.
    """
    records = get_authentication_records(request, request.user)
    moments = [one["at"] for one in records if is_code_enough or "in_between" not in one]
    return bool(moments) and time.time() - max(moments) < seconds


def where_to_prove(user: User) -> str:
    """The name of the page where this person shows again who sits here."""
    return "mfa_reauthenticate" if is_set(user) else "account_reauthenticate"


def use_up(user: User, code: str) -> bool:
    """Whether this code was not used before. The library forgets a code after one period, and takes it for longer."""
    is_taken_for = (2 * app_settings.TOTP_TOLERANCE + 1) * app_settings.TOTP_PERIOD
    return bool(cache.add(f"second_factor.used:{user.pk}:{code}", True, timeout=is_taken_for))
