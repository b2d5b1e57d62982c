"""The second factor: an app for codes or a passkey, asked of every role (D2).

django-allauth does it (ADR 0038, 0061); what differs is here.
"""

import base64
import logging
import secrets
import time
import uuid
from typing import Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import mark_safe

from accounts.models import AcmIdmIdentity, User
from accounts.stored_factors import OF_NO_ROW, sealed
from vault.key_ring import VaultError, unseal

log = logging.getLogger(__name__)

PROOF_HOLDS = 15 * 60
"""Seconds for which password or code need not be given again, before what `law.roles.asks_proof` marks (ADR 0064)."""

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What proves who sits here; reserve codes only stand in for one of these."""

ACMIDM = "acmidm"
"""The kind of proof that ACM/IDM asked itself (ADR 0062)."""

_FIRST = "first_factor"
"""In the session of who came by a mailed link: whose first factor may be linked in it."""


class SealedSecrets(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Keeps the secrets sealed, and says what is wrong in Dutch."""

    error_messages = {  # noqa: RUF012  # the base class declares it so
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Deze code klopt niet, of u gebruikte ze al. Wacht op de volgende code in uw app.",
        "cannot_generate_recovery_codes": "Koppel eerst een app of een passkey. Daarna krijgt u reservecodes.",
        "cannot_delete_authenticator": "Dit is het enige waarmee u inlogt. Koppel eerst iets anders.",
    }

    def encrypt(self, text: str) -> str:
        return sealed(text, OF_NO_ROW)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret in the row it was sealed for; what does not open becomes a secret that nobody knows.

        So a value that was changed or moved fits no code, and the other ways to sign in still work.
        """
        try:
            return unseal(base64.b64decode(encrypted_text), context=getattr(encrypted_text, "context", b"")).decode()
        except (VaultError, ValueError) as error:
            log.error("the secret of a second factor does not open: %s", error)
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return has_another(authenticator)

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002  # of the library
        return f"Passkey {passkeys_of(user).count() + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The site that passkeys are made for: as configured, whatever the request says."""
        return {"id": settings.SITE_URL.partition("://")[2].partition(":")[0], "name": settings.PRODUCT_NAME}

    def build_totp_svg(self, url: str) -> str:
        """The QR code as an element of the page: without the prologue of a file of its own."""
        svg: str = super().build_totp_svg(url)
        return mark_safe(svg[svg.index("<svg") :])  # noqa: S308  # drawn by the library: only shapes


# --- who sits here -------------------------------------------------------------------------------------------------


def is_set(user: User) -> bool:
    """Whether this person linked an app or added a passkey."""
    return bool(Authenticator.objects.filter(user=user, type__in=FACTORS).exists())


def has_acmidm(user: Any) -> bool:
    """Whether this person can sign in with ACM/IDM."""
    return bool(settings.ACMIDM_ISSUER) and AcmIdmIdentity.objects.filter(user=user).exists()


def is_passkey_alone(user: Any) -> bool:
    """Whether a passkey is all that opens this account: it has no password, and ACM/IDM does not open it (ADR 0061)."""
    return not user.has_usable_password() and not has_acmidm(user)


def app_of(user: User) -> Authenticator | None:
    """The app for codes of this person: at most one."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()


def passkeys_of(user: User) -> QuerySet[Authenticator]:
    """The passkeys of this person, the oldest first."""
    mine: QuerySet[Authenticator] = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
    return mine.order_by("created_at", "pk")


def has_another(authenticator: Authenticator) -> bool:
    """Whether the person can sign in without this one: not by reserve codes, a bad row, an app without password."""
    kinds = FACTORS[-1:] if is_passkey_alone(authenticator.user) else FACTORS
    others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=kinds).exclude(pk=authenticator.pk)
    return not all(one.is_unreadable for one in others)


def is_proved(request: HttpRequest) -> bool:
    """Whether who sits here proved it today, with an app or passkey that is still there.

    So removing one ends the sessions that gave it. A reserve code counts as long as something is left that stood
    beside it when it was given.
    """
    records = get_authentication_records(request, request.user)
    proofs = [one for one in records if one["method"] == "mfa"]
    # Django counts the age of a session from its last change, so by itself it could live for days. Counted here from
    # the sign-in: a proof that is given again in between makes nothing longer.
    if not proofs or time.time() - min(one["at"] for one in records) >= settings.SESSION_COOKIE_AGE:
        return False
    last = proofs[-1]
    if last.get("type") == ACMIDM:
        return has_acmidm(request.user)
    factors = Authenticator.objects.filter(user=request.user, type__in=FACTORS)
    linked = dict(factors.values_list("pk", "created_at"))
    if last.get("type") in FACTORS:
        return last["id"] in linked
    return any(created_at.timestamp() <= last["at"] for created_at in linked.values())


def fits(user: User | None, code: str) -> Authenticator | None:
    """What this code opens this account with; it is then used up. As much work for nobody, who has no code."""
    owner = uuid.uuid4() if user is None else user.pk
    for one in Authenticator.objects.filter(user_id=owner).exclude(type=Authenticator.Type.WEBAUTHN):
        if user is not None and one.wrap().validate_code(code):
            is_new = one.type != Authenticator.Type.TOTP or use_up(user, normalize_user_code(code))
            return one if is_new else None
    return None


def remember_proof(request: HttpRequest, factor: Authenticator | None = None, *, in_between: bool = False) -> None:
    """Note in the session what was just given; without a factor, the one that was linked last and is trusted now."""
    if factor is None:
        mine = Authenticator.objects.filter(user=request.user, type__in=FACTORS)
        factor = mine.order_by("-created_at", "-pk").first()
    record_authentication(request, request.user, "mfa", id=factor.pk, type=factor.type, in_between=in_between or None)


def was_asked_lately(request: HttpRequest, *, seconds: int, is_code_enough: bool = True) -> bool:
    """Whether password or code were given so short ago that asking again protects nothing.

    A code that was asked in between, and not at the sign-in, does not always say enough.
    """
    records = get_authentication_records(request, request.user)
    moments = [one["at"] for one in records if is_code_enough or "in_between" not in one]
    return bool(moments) and time.time() - max(moments) < seconds


def where_to_prove(user: User) -> str:
    """The name of the page where this person shows again who sits here."""
    if passkeys_of(user).exists():
        return "mfa_reauthenticate_webauthn"
    if is_set(user):
        return "mfa_reauthenticate"
    return "acmidm_prove" if has_acmidm(user) else "account_reauthenticate"


def use_up(user: User, code: str) -> bool:
    """Whether this code was not used before. The library forgets a code after one period, and takes it for longer."""
    is_taken_for = (2 * app_settings.TOTP_TOLERANCE + 1) * app_settings.TOTP_PERIOD
    return bool(cache.add(f"second_factor.used:{user.pk}:{code}", True, timeout=is_taken_for))


# --- the first factor ----------------------------------------------------------------------------------------------


def sign_in_by_link(request: HttpRequest, user: User) -> None:
    """Sign in who followed a link that was mailed to this person, to link the first app or passkey.

    Only such a session may do so: a password alone can be stolen. It opens nothing else until then.
    """
    get_account_adapter().login(request, user)
    record_authentication(request, user, "link")
    request.session[_FIRST] = str(user.pk)


def sign_in_with_new(request: HttpRequest, passkey: Authenticator) -> None:
    """Sign in who made a passkey on the page of a mailed link: the device verified its owner just now."""
    get_account_adapter().login(request, passkey.user)
    remember_proof(request, passkey)


def may_link_first(request: HttpRequest) -> bool:
    """Whether who sits here came by a mailed link; it holds until the first app or passkey is linked."""
    return bool(request.session.get(_FIRST) == str(request.user.pk))


def close_link(request: HttpRequest) -> None:
    """Note that the link did its work."""
    remember_proof(request)
    request.session.pop(_FIRST, None)
