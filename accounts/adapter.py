"""What differs from django-allauth's own ways: accounts are made by us, and each sign-in is in the trail (D11)."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils import timezone

from accounts import actions
from accounts.models import User


class ClosedSignUpAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """No one signs up: an account is made by invitation."""

    error_messages = {  # noqa: RUF012  # the base class declares it so
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Dit account is niet actief. Vraag uw beheerder om hulp.",
        "email_password_mismatch": "Dit e-mailadres en dit wachtwoord horen niet bij elkaar. Probeer het opnieuw.",
        "too_many_login_attempts": "U hebt te vaak geprobeerd om in te loggen. Wacht een half uur en probeer opnieuw.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        super().authentication_failed(request, **credentials)
        actions.record_failed_sign_in(email=credentials.get("email", ""), at=timezone.now())

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        actions.record_sign_in(by=user, at=timezone.now())

    def logout(self, request: HttpRequest) -> None:
        user: Any = request.user
        super().logout(request)
        if user.is_authenticated:
            actions.record_sign_out(by=user, at=timezone.now())
