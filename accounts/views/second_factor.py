"""The pages of the second factor: those of django-allauth, with the trail; for passkeys see `passkeys`."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.views import ReauthenticateView as PasswordAgainView
from allauth.mfa.base.views import AuthenticateView, IndexView, ReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.decorators import method_decorator

from accounts.actions import factors, sign_in
from accounts.guessing import attempt_at
from accounts.second_factor import app_of, close_link, is_passkey_alone, is_set, passkeys_of, remember_proof
from accounts.views.passkeys import as_text
from audit.events import Event
from law.refusal import Refusal
from law.roles import allowed_to_half_signed_in, allowed_to_signed_in, open_to_everyone


class GiveCode(AuthenticateView):  # type: ignore[misc]  # allauth has no types
    """Ask the code or the passkey at the sign-in."""

    def _build_forms(self) -> Any:
        """The form of the code, and that of the passkey for who has one; of these, the one that was posted."""
        user, posted = self.stage.login.user, self.request.POST if self.request.method == "POST" else None
        has_passkey = passkeys_of(user).exists()
        is_passkey = has_passkey and posted is not None and "credential" in posted
        self.auth_form = self.get_form_class()(None if is_passkey else posted, user=user)
        give_passkey = self.get_webauthn_form_class()(posted if is_passkey else None, user=user)
        self.webauthn_form: Any = give_passkey if has_passkey else None
        return self.webauthn_form if is_passkey else self.auth_form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if self.webauthn_form:
            context["passkey_options"] = as_text(context.pop("js_data")["request_options"])
            context["has_app"] = app_of(self.stage.login.user) is not None
            if not context["has_app"]:
                self.auth_form.fields["code"].help_text = "Typ een reservecode van 8 cijfers. Elke code werkt één keer."
        return context

    def form_valid(self, form: Any) -> HttpResponse:
        if form is self.auth_form and form.authenticator.type == Authenticator.Type.RECOVERY_CODES:
            sign_in.record_own_act(Event.RECOVERY_CODE_USED, by=form.user, at=timezone.now())
        response: HttpResponse = super().form_valid(form)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        if form is self.webauthn_form and not form.has_error("credential", "copied"):
            factors.record_refused_passkey(user=form.user, at=timezone.now())
        if form.has_error("code", "incorrect_code"):
            attempt = attempt_at(self.request, form.user.email)
            sign_in.record_wrong_code(user=form.user, attempt=attempt, at=timezone.now())
        response: HttpResponse = super().form_invalid(form)
        return response


class GiveCodeAgain(ReauthenticateView):  # type: ignore[misc]
    """Ask a code once more before what `law.roles.asks_proof` marks; lead on to what was being done."""

    def form_valid(self, form: Any) -> HttpResponse:
        if form.authenticator.type == Authenticator.Type.RECOVERY_CODES:
            sign_in.record_own_act(Event.RECOVERY_CODE_USED, by=form.user, at=timezone.now())
        sign_in.record_own_act(Event.PROVED_AGAIN, by=form.user, at=timezone.now())
        response: HttpResponse = super().form_valid(form)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        if form.has_error("code", "incorrect_code"):
            attempt = attempt_at(self.request, form.user.email)
            sign_in.record_wrong_code(user=form.user, attempt=attempt, at=timezone.now())
        response: HttpResponse = super().form_invalid(form)
        return response


class GivePasswordAgain(PasswordAgainView):  # type: ignore[misc]
    """Ask the password once more: before the second factor changes, or instead of a code."""

    def form_valid(self, form: Any) -> HttpResponse:
        sign_in.record_own_act(Event.PROVED_AGAIN, by=form.user, at=timezone.now())
        response: HttpResponse = super().form_valid(form)
        return response


PASSKEYS_ONLY = (
    "Een app en reservecodes komen na een wachtwoord, en dat hebt u niet. Voeg liever een tweede passkey toe."
)


@method_decorator(reauthentication_required(app="allauth.mfa"), name="dispatch")
class LinkApp(ActivateTOTPView):  # type: ignore[misc]
    """Show the QR code, and ask a code that proves the app reads it. With another phone the app of the old one ends."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Also for who has an app: nobody is without one in between. Not for who has no password before it."""
        if is_passkey_alone(request.user):
            messages.info(request, PASSKEYS_ONLY)
            return redirect("mfa_index")
        response: HttpResponseBase = super(ActivateTOTPView, self).dispatch(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        user = self.request.user
        return {**context, "is_another": app_of(user) is not None, "is_first": not is_set(user)}

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        factors.end_former_app(by=self.request.user, at=timezone.now())
        response: HttpResponse = super().form_valid(form)
        sign_in.record_own_act(Event.APP_LINKED, by=self.request.user, at=timezone.now())
        close_link(self.request)
        self.request.is_known_from_now = True  # for the middleware
        return response


class UnlinkApp(DeactivateTOTPView):  # type: ignore[misc]
    """End the app of who has a passkey; the last way to sign in stays."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            factors.remove_factor(factor=self.authenticator, by=self.request.user, at=timezone.now())
        except Refusal as refused:  # the passkey was removed at the same moment
            messages.error(self.request, str(refused))
        else:
            remember_proof(self.request)
            messages.success(self.request, "De app is losgekoppeld. Wie er nog mee ingelogd was, is dat niet meer.")
        return redirect("mfa_index")


class NewRecoveryCodes(GenerateRecoveryCodesView):  # type: ignore[misc]
    """End the reserve codes that are left, and show ten new ones."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_passkey_alone(request.user):
            messages.info(request, PASSKEYS_ONLY)
            return redirect("mfa_index")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        sign_in.record_own_act(Event.RECOVERY_CODES_MADE, by=self.request.user, at=timezone.now())
        return response


class Index(IndexView):  # type: ignore[misc]
    """List with what one signs in; for who has nothing yet, the choice."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        app, passkeys = app_of(self.request.user), passkeys_of(self.request.user)
        is_alone = is_passkey_alone(self.request.user)
        is_only_one = len(passkeys) + (app is not None and not is_alone) == 1
        return {**context, "passkeys": passkeys, "app": app, "is_only_one": is_only_one, "is_alone": is_alone}


give_code = open_to_everyone(GiveCode.as_view())
give_code_again = allowed_to_signed_in(GiveCodeAgain.as_view())
give_password_again = allowed_to_half_signed_in(GivePasswordAgain.as_view())
index = allowed_to_half_signed_in(Index.as_view())
link_app = allowed_to_half_signed_in(LinkApp.as_view())
unlink_app = allowed_to_signed_in(UnlinkApp.as_view())
recovery_codes = allowed_to_signed_in(ViewRecoveryCodesView.as_view())
new_recovery_codes = allowed_to_signed_in(NewRecoveryCodes.as_view())
