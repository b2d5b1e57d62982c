"""Changing the own password, and getting a new one by mail; the answer is the same for every address."""

from datetime import datetime
from typing import Any

from allauth.account.views import PasswordChangeView
from allauth.core.ratelimit import consume
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts import second_factor
from accounts.actions import recovery
from accounts.forms import ChosenPasswordForm, LostPasswordForm
from accounts.models import PASSWORD_LINK, PasswordLink, User
from accounts.passkey_forms import PasskeyByLinkForm
from accounts.tasks import answer_lost_passwords
from accounts.views.passkeys import options_to_make
from law.refusal import Overtaken
from law.roles import allowed_to_signed_in, open_to_everyone
from outbox.nudging import nudge


class ChangePassword(PasswordChangeView):  # type: ignore[misc]  # allauth has no types
    """Ask the password of now and another one; every other session of the person ends."""

    def dispatch(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        """Who signs in with ACM/IDM or a passkey alone has none; the library would lead to a page we do not have."""
        if isinstance(request.user, User) and not request.user.has_usable_password():
            way = "een passkey" if second_factor.is_passkey_alone(request.user) else "ACM/IDM"
            messages.info(request, f"U logt in met {way}. U hebt hier geen wachtwoord.")
            return redirect("accounts:own")
        response: HttpResponse = super().dispatch(request, *args, **options)
        return response

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        recovery.note_new_password(by=self.request.user, at=timezone.now())
        return response

    def get_default_success_url(self) -> str:
        return "/mijn-account/"


change_password = allowed_to_signed_in(ChangePassword.as_view())


@open_to_everyone
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lost_password(request: HttpRequest) -> HttpResponse:
    """Ask of which address, keep the address, and say what follows; a worker finds out whether it has an account."""
    form = LostPasswordForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        email = form.cleaned_data["email"].lower()
        if not consume(request, action="reset_password", key=email):
            return render(request, "429.html", status=429)
        recovery.ask_password(email=email, at=timezone.now())
        nudge(answer_lost_passwords)
        return redirect("lost_password_asked")
    return render(request, "account/lost_password.html", {"form": form})


@open_to_everyone
@login_not_required
@require_safe
def lost_password_asked(request: HttpRequest) -> HttpResponse:
    """Say what to do now; nothing of the address."""
    return render(request, "account/lost_password_asked.html")


@open_to_everyone
@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def choose_password(request: HttpRequest) -> HttpResponse:
    """Take the password that the holder of a link chooses; signing in, with the second factor, comes after it.

    Who has no second factor any more links one at once: only a mailed link lets that be (ADR 0061).
    """
    if first := PASSWORD_LINK.first_step(request):
        return first
    now = timezone.now()
    link = PasswordLink.objects.addressed_to(PASSWORD_LINK.digest_in(request), at=now).first()
    if link is None:
        return render(request, "account/link_unknown.html", status=404)
    if request.method == "POST" and not consume(request, action="choose_password"):
        return render(request, "429.html", status=429)
    posted = request.POST if request.method == "POST" else None
    lost_passkey = second_factor.is_passkey_alone(link.user) and not second_factor.is_set(link.user)
    if lost_passkey and "wachtwoord" not in request.GET:
        return _choose_passkey(request, link, PasskeyByLinkForm(posted), at=now)
    form = ChosenPasswordForm(posted, email=link.user.email)
    if form.is_valid():
        try:
            user = recovery.choose_password(link=link, password=form.cleaned_data["password"], at=now)
        except Overtaken:
            return redirect(request.path)  # the page says how it is now
        if not second_factor.is_set(user):  # lost, and taken away after a call: only this link may link another
            second_factor.sign_in_by_link(request, user)
            return redirect("mfa_index")
        messages.success(request, "Uw nieuwe wachtwoord is bewaard. Log ermee in. U bent overal uitgelogd.")
        return redirect("account_login")
    return render(request, "account/choose_password.html", {"form": form, "email": link.user.email})


def _choose_passkey(request: HttpRequest, link: PasswordLink, form: PasskeyByLinkForm, *, at: datetime) -> HttpResponse:
    """Take a new passkey of who had nothing else, and lost it."""
    if form.is_valid():
        name, credential = form.cleaned_data["passkey_name"], form.cleaned_data["credential"]
        try:
            passkey = recovery.choose_passkey(link=link, name=name, credential=credential, at=at)
        except Overtaken:
            return redirect(request.path)
        second_factor.sign_in_with_new(request, passkey)
        messages.success(request, "Uw nieuwe passkey is klaar. Overal elders bent u uitgelogd.")
        return redirect("mfa_index")
    context = {"form": form, "email": link.user.email, "passkey_options": options_to_make(link.user)}
    return render(request, "account/choose_passkey.html", context)
