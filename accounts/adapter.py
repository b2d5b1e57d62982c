"""What differs from django-allauth's own ways: accounts are made by us, and each sign-in is in the trail (D11)."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from accounts import actions, answers
from accounts.models import User
from accounts.second_factor import has_acmidm, is_set, passkeys_of, was_asked_lately
from audit.events import Event


class ClosedSignUpAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """No one signs up: an account is made by invitation."""

    error_messages = {  # noqa: RUF012  # the base class declares it so
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Dit account is niet actief. Vraag uw beheerder om hulp.",
        "email_password_mismatch": "Dit e-mailadres en dit wachtwoord horen niet bij elkaar. Probeer het opnieuw.",
        "incorrect_password": "Dit wachtwoord klopt niet. Probeer het opnieuw.",
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
            "mfa_reauthenticate": is_set(user),
            "acmidm_prove": has_acmidm(user),
        }
        return [{"id": name, "description": name, "url": reverse(name)} for name, is_there in pages.items() if is_there]

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        super().authentication_failed(request, **credentials)
        actions.record_failed_sign_in(email=credentials.get("email", ""), at=timezone.now())

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        actions.record_own_act(Event.SIGNED_IN, by=user, at=timezone.now())

    def logout(self, request: HttpRequest) -> None:
        user: Any = request.user
        super().logout(request)
        if user.is_authenticated:
            answers.forget(user)
            actions.record_own_act(Event.SIGNED_OUT, by=user, at=timezone.now())
