"""The pages where one links an app and gets reserve codes: those of django-allauth, with the trail."""

from typing import Any

from allauth.account.views import ReauthenticateView as PasswordAgainView
from allauth.mfa.base.views import AuthenticateView, IndexView, ReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone

from accounts import actions
from accounts.second_factor import remember_proof
from audit.events import Event
from law.roles import allowed_to_half_signed_in, allowed_to_signed_in, open_to_everyone


class GiveCode(AuthenticateView):  # type: ignore[misc]  # allauth has no types
    """Ask the code at the sign-in."""

    def _build_forms(self) -> Any:
        """Only the form of the code: what is posted without one, the library takes for a security key."""
        posted = self.request.POST if self.request.method == "POST" else None
        self.webauthn_form = None
        self.auth_form = self.get_form_class()(posted, user=self.stage.login.user)
        return self.auth_form

    def form_valid(self, form: Any) -> HttpResponse:
        if form.authenticator.type == Authenticator.Type.RECOVERY_CODES:
            actions.record_own_act(Event.RECOVERY_CODE_USED, by=form.user, at=timezone.now())
        response: HttpResponse = super().form_valid(form)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        if form.has_error("code", "incorrect_code"):
            actions.record_wrong_code(user=form.user, at=timezone.now())
        response: HttpResponse = super().form_invalid(form)
        return response


class GiveCodeAgain(ReauthenticateView):  # type: ignore[misc]
    """Ask a code once more before what `law.roles.asks_proof` marks; lead on to what was being done."""

    def form_valid(self, form: Any) -> HttpResponse:
        if form.authenticator.type == Authenticator.Type.RECOVERY_CODES:
            actions.record_own_act(Event.RECOVERY_CODE_USED, by=form.user, at=timezone.now())
        actions.record_own_act(Event.PROVED_AGAIN, by=form.user, at=timezone.now())
        response: HttpResponse = super().form_valid(form)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        if form.has_error("code", "incorrect_code"):
            actions.record_wrong_code(user=form.user, at=timezone.now())
        response: HttpResponse = super().form_invalid(form)
        return response


class GivePasswordAgain(PasswordAgainView):  # type: ignore[misc]
    """Ask the password once more: before the second factor changes, or instead of a code."""

    def form_valid(self, form: Any) -> HttpResponse:
        actions.record_own_act(Event.PROVED_AGAIN, by=form.user, at=timezone.now())
        response: HttpResponse = super().form_valid(form)
        return response


class LinkApp(ActivateTOTPView):  # type: ignore[misc]
    """Show the QR code, and ask a code that proves the app reads it."""

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        actions.record_own_act(Event.APP_LINKED, by=self.request.user, at=timezone.now())
        remember_proof(self.request)
        return response


class UnlinkApp(DeactivateTOTPView):  # type: ignore[misc]
    """For a new phone: the app of the old one ends, and the page that links a new one follows."""

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        actions.record_own_act(Event.APP_UNLINKED, by=self.request.user, at=timezone.now())
        return response


class NewRecoveryCodes(GenerateRecoveryCodesView):  # type: ignore[misc]
    """End the reserve codes that are left, and show ten new ones."""

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        actions.record_own_act(Event.RECOVERY_CODES_MADE, by=self.request.user, at=timezone.now())
        return response


give_code = open_to_everyone(GiveCode.as_view())
give_code_again = allowed_to_signed_in(GiveCodeAgain.as_view())
give_password_again = allowed_to_half_signed_in(GivePasswordAgain.as_view())
index = allowed_to_signed_in(IndexView.as_view())
link_app = allowed_to_half_signed_in(LinkApp.as_view())
unlink_app = allowed_to_signed_in(UnlinkApp.as_view())
recovery_codes = allowed_to_signed_in(ViewRecoveryCodesView.as_view())
new_recovery_codes = allowed_to_signed_in(NewRecoveryCodes.as_view())
