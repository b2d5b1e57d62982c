"""What differs from django-allauth's own ways: accounts are made by us, and each sign-in is in the trail (D11)."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.ratelimit import consume
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from accounts import answers, devices, guessing, second_factor
from accounts.actions import sign_in
from accounts.models import User
from accounts.second_factor import has_acmidm, is_passkey_alone, is_set, passkeys_of, was_asked_lately
from audit.events import Event

log = logging.getLogger(__name__)


class ClosedSignUpAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """No one signs up: an account is made by invitation."""

    error_messages = {  # noqa: RUF012  # the base class declares it so
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Dit account is niet actief. Vraag uw beheerder om hulp.",
        "email_password_mismatch": "Dit e-mailadres en dit wachtwoord horen niet bij elkaar. Probeer het opnieuw.",
        "incorrect_password": "Dit wachtwoord klopt niet. Probeer het opnieuw.",
        "code_needed_too": "Er werd te vaak geprobeerd. Typ ook de code van uw app, dan kunt u toch verder.",
        "not_all_right": "E-mailadres, wachtwoord en code kloppen niet allemaal. Probeer het opnieuw.",
        "flooded": "Er zijn nu te veel pogingen. Wacht een minuut en probeer opnieuw.",
        "rate_limited": "U hebt te vaak geprobeerd. Wacht een half uur en probeer opnieuw.",
        "too_many_login_attempts": "U hebt te vaak geprobeerd om in te loggen. Wacht een half uur en probeer opnieuw.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **options: Any) -> bool:
        """Ask the password again before the second factor changes, unless it was given in the last minutes.

        A code alone is what somebody with a borrowed phone has; it counts for who has no password. A passkey counts
        always: it verified its owner.
        """
        seconds, is_code_enough = settings.ACCOUNT_REAUTHENTICATION_TIMEOUT, not self.request.user.has_usable_password()
        return not was_asked_lately(self.request, seconds=seconds, is_code_enough=is_code_enough)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """The pages where someone shows again who sits here; first the one before the second factor changes."""
        pages = {
            "account_reauthenticate": user.has_usable_password(),
            "mfa_reauthenticate_webauthn": passkeys_of(user).exists(),
            "mfa_reauthenticate": is_set(user) and not is_passkey_alone(user),
            "acmidm_prove": has_acmidm(user),
        }
        return [{"id": name, "description": name, "url": reverse(name)} for name, is_there in pages.items() if is_there]

    def get_client_ip(self, request: HttpRequest) -> str:
        """Of a visitor, as the last proxy of ours saw it; too few proxies are our own mistake, and stop no sign-in."""
        try:
            return str(super().get_client_ip(request))
        except ImproperlyConfigured:
            log.error("X-Forwarded-For names fewer addresses than PROXY_COUNT: the limits count the nearest proxy")
            return str(request.META.get("REMOTE_ADDR", ""))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Stop a flood from one address, and ask the code together with the password where guessing goes on."""
        attempt, at = guessing.attempt_at(request, credentials.get("email", "")), timezone.now()
        if not attempt.is_known and not consume(request, action="sign_in"):
            raise self.validation_error("flooded")
        if guessing.is_out_of_codes(attempt, at=at):
            raise self.validation_error("too_many_login_attempts")
        request.asks_both = guessing.asks_both(attempt, at=at)  # type: ignore[attr-defined]  # for the next step
        if request.asks_both and not request.POST.get("code"):  # type: ignore[attr-defined]
            raise self.validation_error("code_needed_too")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        user: Any = super().authenticate(request, **credentials)
        if not getattr(request, "asks_both", False):
            return user
        factor = second_factor.fits(user, request.POST.get("code", ""))
        if user is not None and factor is None:
            attempt = guessing.attempt_at(request, user.email)
            sign_in.record_wrong_code(user=user, attempt=attempt, at=timezone.now())
        if user is None or factor is None:
            raise self.validation_error("not_all_right")
        request.gave_code = factor  # type: ignore[attr-defined]  # for `accounts.stages`
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        super().authentication_failed(request, **credentials)
        email = credentials.get("email", "")
        attempt = guessing.attempt_at(request, email)
        sign_in.record_failed_sign_in(email=email, attempt=attempt, at=timezone.now())

    def get_login_stages(self) -> list[str]:
        ours = {"allauth.mfa.stages.AuthenticateStage": "accounts.stages.CodeStage"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def login(self, request: HttpRequest, user: User) -> None:
        is_first, is_known = user.last_login is None, guessing.is_known_device(request, user)
        super().login(request, user)
        sign_in.record_own_act(Event.SIGNED_IN, by=user, at=timezone.now())
        if not second_factor.is_set(user):
            return
        request.is_known_from_now = True  # type: ignore[attr-defined]  # for the middleware
        if not is_known and not is_first:
            device = devices.in_words(request.headers.get("User-Agent", ""))
            sign_in.tell_of_new_device(user=user, device=device, at=timezone.now())

    def logout(self, request: HttpRequest) -> None:
        user: Any = request.user
        super().logout(request)
        if user.is_authenticated:
            answers.forget(user)
            sign_in.record_own_act(Event.SIGNED_OUT, by=user, at=timezone.now())
