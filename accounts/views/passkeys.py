"""The pages where one adds passkeys, removes them and signs in with one alone: those of django-allauth, with the trail.

A passkey needs a script of the browser. Each page says so in words, and offers the app, for who has none.
"""

import json
from typing import Any

from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.webauthn.internal import auth, flows
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    EditWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone

from accounts.actions import factors, sign_in
from accounts.models import User
from accounts.passkey_forms import SignInWithPasskeyForm
from accounts.second_factor import close_link, is_passkey_alone, is_set, remember_proof
from audit.events import Event
from law.refusal import Refusal
from law.roles import allowed_to_half_signed_in, allowed_to_signed_in, open_to_everyone


def as_text(options: dict[str, Any]) -> str:
    """What the browser asks the passkey, as an attribute of the page holds it."""
    return json.dumps(dict(options["publicKey"]), default=dict)


def options_to_make(user: User) -> str:
    """What the browser asks the device that makes a passkey for this account, with a challenge for this session."""
    return as_text(auth.begin_registration(user, passwordless=True))


def _without(user: User, other: str = "Koppel een app voor codes.") -> dict[str, Any]:
    """What a page says to do where no passkey works: the other ways, or another browser for who has none."""
    is_alone = is_passkey_alone(user)
    return {
        "is_alone": is_alone,
        "otherwise": "Gebruik een andere browser of een ander toestel." if is_alone else other,
    }


class AddPasskey(AddWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """Add a passkey that the device unlocks with a finger, face or pin code."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super(AddWebAuthnView, self).get_context_data(**kwargs)
        options = options_to_make(self.request.user)
        return {
            **context,
            "passkey_options": options,
            "is_first": not is_set(self.request.user),
            **_without(self.request.user),
        }

    def form_valid(self, form: Any) -> HttpResponse:
        user = self.request.user
        name, credential = form.cleaned_data["name"], form.cleaned_data["credential"]
        factors.add_passkey(name=name, credential=credential, by=user, at=timezone.now())
        close_link(self.request)
        messages.success(self.request, "Uw passkey is toegevoegd. U kunt er voortaan mee inloggen.")
        if is_passkey_alone(user):  # a reserve code follows a password
            return redirect("mfa_index")
        has_new_codes = flows.auto_generate_recovery_codes(self.request) is not None
        return redirect("mfa_view_recovery_codes" if has_new_codes else "mfa_index")


class RemovePasskey(RemoveWebAuthnView):  # type: ignore[misc]
    """Ask whether a passkey should go; the last way to sign in stays."""

    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            factors.remove_factor(factor=self.get_object(), by=self.request.user, at=timezone.now())
        except Refusal as refused:
            messages.error(self.request, str(refused))
        else:
            remember_proof(self.request)
            messages.success(self.request, "De passkey is verwijderd. Wie er nog mee ingelogd was, is dat niet meer.")
        return redirect("mfa_index")


class RenamePasskey(EditWebAuthnView):  # type: ignore[misc]
    """Give a passkey another name."""

    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().form_valid(form)
        except Refusal as refused:
            messages.error(self.request, str(refused))
            return redirect("mfa_index")
        return response


class SignInWithPasskey(LoginWebAuthnView):  # type: ignore[misc]
    """Sign in without a password."""

    template_name = "mfa/webauthn/login.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        options = as_text(auth.begin_authentication(user=None))
        context = {"passkey_options": options, "form": SignInWithPasskeyForm(), "next": get_next_redirect_url(request)}
        return render(request, self.template_name, context)

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.error(self.request, " ".join(form.errors["credential"]))
        return redirect(self.request.get_full_path())

    def form_valid(self, form: Any) -> HttpResponse:
        passkey = form.cleaned_data["credential"]
        login = Login(user=passkey.user, redirect_url=get_next_redirect_url(self.request))
        response: HttpResponse = flows.perform_passwordless_login(self.request, passkey, login)
        return response


class GivePasskeyAgain(ReauthenticateWebAuthnView):  # type: ignore[misc]
    """Ask a passkey once more before what `law.roles.asks_proof` marks, or before the second factor changes."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        options = as_text(context.pop("js_data")["request_options"])
        return {**context, "passkey_options": options, **_without(self.request.user, "Typ een code of uw wachtwoord.")}

    def form_invalid(self, form: Any) -> HttpResponse:
        if not form.has_error("credential", "copied"):
            factors.record_refused_passkey(user=self.request.user, at=timezone.now())
        messages.error(self.request, " ".join(form.errors["credential"]))
        return redirect(self.request.get_full_path())

    def form_valid(self, form: Any) -> HttpResponse:
        sign_in.record_own_act(Event.PROVED_AGAIN, by=self.request.user, at=timezone.now())
        response: HttpResponse = super().form_valid(form)
        return response


add_passkey = allowed_to_half_signed_in(AddPasskey.as_view())
remove_passkey = allowed_to_signed_in(RemovePasskey.as_view())
rename_passkey = allowed_to_signed_in(RenamePasskey.as_view())
give_passkey_again = allowed_to_signed_in(GivePasskeyAgain.as_view())
sign_in_with_passkey = open_to_everyone(SignInWithPasskey.as_view())
