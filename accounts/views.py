"""The page about one's own account, colleagues of a receiver, and the page where an invitation is accepted."""

from datetime import datetime
from uuid import UUID

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import actions
from accounts.forms import InvitationForm, NewAccountForm, SecrecyForm
from accounts.models import ROLE_OF_KIND, Invitation, InvitationState, Membership, User
from accounts.request import SignedInRequest
from directory.models import Organisation
from law.facts import OrganisationKind
from law.roles import Role, allowed_to, allowed_to_signed_in, open_to_everyone

HANDLE_CLIENTS = (Role.TEAM_MEMBER, Role.SOCIAL_WORKER)
"""Whose declaration of professional secrecy the law asks (R6–R8)."""


@allowed_to_signed_in
@require_http_methods(["GET", "POST"])
def own_account(request: SignedInRequest) -> HttpResponse:
    """Show who one is here, and take the declaration of professional secrecy (R6–R8)."""
    if request.method == "POST":
        actions.declare_secrecy(by=request.user, at=timezone.now())
        messages.success(request, "Uw verklaring over het beroepsgeheim is geregistreerd.")
        return redirect("accounts:own")
    return render(
        request,
        "accounts/own_account.html",
        {
            "memberships": request.user.memberships,
            "handles_clients": request.user.has_role(*HANDLE_CLIENTS),
            "led": request.user.organisations_led,
        },
    )


# --- colleagues, for a head of service -----------------------------------------------------------------------------


@allowed_to(Role.SOCIAL_WORKER)
@require_safe
def colleagues(request: SignedInRequest, organisation_id: UUID) -> HttpResponse:
    """List who has access to my receiver, and who is invited; for its heads."""
    led, now = _led(request, organisation_id), timezone.now()
    members = Membership.objects.visible_to(request.user).filter(organisation=led).select_related("user")
    invited = Invitation.objects.visible_to(request.user).filter(organisation=led).open()
    context = {
        "organisation": led,
        "members": members.order_by("user__name", "pk"),
        "invitations": [{"invitation": one, "state": one.state(now)} for one in invited.order_by("-invited_at")],
    }
    return render(request, "accounts/colleagues.html", context)


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def invite(request: SignedInRequest, organisation_id: UUID) -> HttpResponse:
    """Ask whom to invite, and mail the link; the answer is the same for an address that has an account."""
    led = _led(request, organisation_id)
    form = InvitationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.invite(organisation=led, **form.cleaned_data, by=request.user, at=timezone.now())
        except actions.Refused as refused:
            form.add_error("email", str(refused))
        else:
            messages.success(request, f"De uitnodiging vertrekt naar {form.cleaned_data['email']}.")
            return redirect("accounts:colleagues", led.pk)
    return render(request, "accounts/invite.html", {"organisation": led, "form": form})


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def withdraw_invitation(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take back an invitation, after a press on the button."""
    found = get_object_or_404(Invitation.objects.visible_to(request.user).select_related("organisation"), pk=pk)
    if request.method == "POST":
        try:
            actions.withdraw_invitation(invitation=found, by=request.user, at=timezone.now())
        except actions.Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "De uitnodiging is ingetrokken. De link werkt niet meer.")
    return redirect("accounts:colleagues", found.organisation_id)


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def remove_colleague(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Ask whether a colleague should lose access, and end it."""
    found = _colleague(request, pk)
    if request.method == "POST":
        try:
            actions.remove_colleague(membership=found, by=request.user, at=timezone.now())
        except actions.Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"{found.user.name} heeft geen toegang meer.")
        return redirect("accounts:colleagues", found.organisation_id)
    return render(request, "accounts/remove_colleague.html", {"membership": found})


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def set_head(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Name a colleague head of service, or end that, after a press on the button."""
    found = _colleague(request, pk)
    _set_head(request, found)
    return redirect("accounts:colleagues", found.organisation_id)


def _led(request: SignedInRequest, organisation_id: UUID) -> Organisation:
    """The receiver in the address, of which I am head; 404 for any other."""
    found = next((one for one in request.user.organisations_led if one.pk == organisation_id), None)
    if found is None:
        raise Http404
    return found


def _colleague(request: SignedInRequest, pk: UUID) -> Membership:
    visible = Membership.objects.visible_to(request.user).select_related("user", "organisation")
    return get_object_or_404(visible, pk=pk)


# --- heads, for an administrator -----------------------------------------------------------------------------------


@allowed_to(Role.ADMINISTRATOR)
@require_safe
def heads(request: SignedInRequest, organisation_id: UUID) -> HttpResponse:
    """List who works at a receiver, to name the head that invites the others."""
    receivers = [kind for kind in OrganisationKind if Role.SOCIAL_WORKER in ROLE_OF_KIND[kind]]
    found = get_object_or_404(Organisation.objects.visible_to(request.user), pk=organisation_id, kind__in=receivers)
    members = Membership.objects.visible_to(request.user).filter(organisation=found).select_related("user")
    context = {"organisation": found, "members": members.order_by("user__name", "pk")}
    return render(request, "accounts/heads.html", context)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def name_head(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Name a head of service, or end that, after a press on the button."""
    found = _colleague(request, pk)
    _set_head(request, found)
    return redirect("accounts:heads", found.organisation_id)


def _set_head(request: SignedInRequest, membership: Membership) -> None:
    if request.method != "POST":
        return
    is_head = request.POST.get("is_head") == "yes"
    try:
        actions.set_head(membership=membership, is_head=is_head, by=request.user, at=timezone.now())
    except actions.Refused as refused:
        messages.error(request, str(refused))
    else:
        done = "is nu diensthoofd" if is_head else "is niet langer diensthoofd"
        messages.success(request, f"{membership.user.name} {done}.")


# --- accepting -----------------------------------------------------------------------------------------------------


@open_to_everyone
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Make an account, or add the role to one's own after signing in; opening the link changes nothing."""
    now = timezone.now()
    found = Invitation.objects.addressed_to(token).first()
    if found is None or found.state(now) != InvitationState.OPEN:
        return render(request, "accounts/invitation_unknown.html", status=404)
    if request.method == "POST" and not consume(request, action="invitation"):
        return render(request, "429.html", status=429)
    is_own = isinstance(request.user, User) and request.user.email == found.email
    posted = request.POST if request.method == "POST" else None
    if not is_own and found.has_account:
        return render(request, "accounts/invitation_sign_in.html", {"invitation": found})
    form = SecrecyForm(posted) if is_own else NewAccountForm(posted, email=found.email, initial={"name": found.name})
    if form.is_valid():
        try:
            return _accept(request, found, form, at=now)
        except actions.LinkEnded:
            return render(request, "accounts/invitation_unknown.html", status=404)
        except actions.AccountExists:
            return redirect(request.path)
        except actions.RoleDoesNotFit as refused:
            form.add_error(None, str(refused))
    return render(request, "accounts/accept_invitation.html", {"invitation": found, "form": form, "is_own": is_own})


def _accept(request: HttpRequest, invitation: Invitation, form: Form, *, at: datetime) -> HttpResponse:
    """Do what was asked, and lead to the first page with something to do."""
    if isinstance(form, NewAccountForm):
        name, password = form.cleaned_data["name"], form.cleaned_data["password"]
        actions.accept_with_new_account(invitation=invitation, name=name, password=password, at=at)
        messages.success(request, "Uw account is klaar. Log in met uw e-mailadres en uw wachtwoord.")
        return redirect("account_login")
    assert isinstance(request.user, User)  # the other form is for who is signed in
    actions.accept(invitation=invitation, by=request.user, at=at)
    messages.success(request, f"U hebt nu toegang voor {invitation.organisation.name}.")
    return redirect("start")
