"""The pages on the way to ACM/IDM and back (ADR 0062)."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.core.ratelimit import consume
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import acmidm, second_factor
from accounts.actions import identities, sign_in
from accounts.models import AcmIdmIdentity, User
from accounts.request import SignedInRequest
from audit.events import Event
from law.refusal import Refusal
from law.roles import allowed_to_signed_in, open_to_everyone

SIGN_IN, ACCEPT, PROVE = "sign_in", "accept", "prove"
_START = {SIGN_IN: "account_login", ACCEPT: "accounts:accept_invitation", PROVE: "start"}


@open_to_everyone
@login_not_required
@never_cache
@require_safe
def go(request: HttpRequest) -> HttpResponse:
    """Lead to ACM/IDM, to sign in; with `voor=uitnodiging` to accept an invitation."""
    what = ACCEPT if request.GET.get("voor") == "uitnodiging" else SIGN_IN
    if not acmidm.is_on() or (what == SIGN_IN and request.user.is_authenticated):
        return redirect(_START[what])
    return _go(request, what, back=get_next_redirect_url(request) or "")


@allowed_to_signed_in
@require_safe
def prove(request: SignedInRequest) -> HttpResponse:
    """Lead to ACM/IDM once more, before what `law.roles.asks_proof` marks."""
    if not acmidm.is_on() or not second_factor.has_acmidm(request.user):
        return redirect("start")
    return _go(request, PROVE, back=get_next_redirect_url(request) or "", again=True)


def _go(request: HttpRequest, what: str, *, back: str, again: bool = False) -> HttpResponse:
    if not consume(request, action="acmidm"):
        return render(request, "429.html", status=429)
    try:
        return acmidm.go(request, what, back=back, again=again)
    except acmidm.NotRecognised as error:
        messages.error(request, str(error))
        return redirect(_START[what])


@open_to_everyone
@login_not_required
@never_cache
@require_safe
def come_back(request: HttpRequest) -> HttpResponse:
    """Take who was recognised where that person was going."""
    if not acmidm.is_on():
        return redirect("account_login")
    if not consume(request, action="acmidm"):
        return render(request, "429.html", status=429)
    try:
        person, purpose = acmidm.recognise(request)
    except acmidm.NotRecognised as error:
        messages.error(request, str(error))
        return redirect("start" if request.user.is_authenticated else "account_login")
    if purpose.what == ACCEPT:
        acmidm.keep(request, person)
        return redirect("accounts:accept_invitation")
    if purpose.what == PROVE:
        return _prove(request, person, purpose)
    return _sign_in(request, person, purpose)


def _sign_in(request: HttpRequest, person: acmidm.Person, purpose: acmidm.Purpose) -> HttpResponse:
    now = timezone.now()
    try:
        user = identities.who_may_enter(person=person, at=now)
    except Refusal as refused:
        identities.record_refused_sign_in(person=person, at=now)
        messages.error(request, str(refused))
        return redirect("account_login")
    return enter(request, user, person, back=purpose.back)


def enter(request: HttpRequest, user: User, person: acmidm.Person, *, back: str = "") -> HttpResponse:
    """Sign in who was recognised; when ACM/IDM asked no second factor, ours follows."""
    record_authentication(request, user, "acmidm")
    if not person.has_mfa:
        acmidm.note_sign_in(request)
        response: HttpResponse = perform_login(request, Login(user=user, redirect_url=back or None))
        return response
    if not user.is_active:
        return redirect("account_inactive")
    get_adapter().login(request, user)
    record_authentication(request, user, "mfa", type=second_factor.ACMIDM)
    acmidm.note_sign_in(request)
    return redirect(back or "start")


def _prove(request: HttpRequest, person: acmidm.Person, purpose: acmidm.Purpose) -> HttpResponse:
    mine = AcmIdmIdentity.objects.visible_to(request.user).filter(fingerprint=bytes.fromhex(person.fingerprint))
    if not isinstance(request.user, User) or not mine.exists():
        messages.error(request, acmidm.FAILED)
        return redirect("start")
    record_authentication(request, request.user, "acmidm", reauthenticated=True)
    sign_in.record_own_act(Event.PROVED_AGAIN, by=request.user, at=timezone.now())
    return redirect(purpose.back or "start")
