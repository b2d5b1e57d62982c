"""Who works at a receiver: for its heads of service, and for the administrator who names them."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts import actions
from accounts.answers import form_for
from accounts.forms import InvitationForm
from accounts.models import ROLE_OF_KIND, Invitation, Membership
from accounts.request import SignedInRequest
from directory.models import Organisation
from law.facts import OrganisationKind
from law.refusal import Refusal
from law.roles import Role, allowed_to, asks_proof


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
@asks_proof
@require_http_methods(["GET", "POST"])
def invite(request: SignedInRequest, organisation_id: UUID) -> HttpResponse:
    """Ask whom to invite, and mail the link; the answer is the same for an address that has an account."""
    led = _led(request, organisation_id)
    form = form_for(request, InvitationForm)
    if form.is_valid():
        try:
            actions.invite(organisation=led, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as refused:
            form.add_error("email", str(refused))
        else:
            messages.success(request, f"De uitnodiging vertrekt naar {form.cleaned_data['email']}.")
            return redirect("accounts:colleagues", led.pk)
    return render(request, "accounts/invite.html", {"organisation": led, "form": form})


@allowed_to(Role.SOCIAL_WORKER)
@asks_proof
@require_http_methods(["GET", "POST"])
def withdraw_invitation(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take back an invitation, after a press on the button."""
    found = get_object_or_404(Invitation.objects.visible_to(request.user).select_related("organisation"), pk=pk)
    if request.method == "POST":
        try:
            actions.withdraw_invitation(invitation=found, by=request.user, at=timezone.now())
        except Refusal as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "De uitnodiging is ingetrokken. De link werkt niet meer.")
    return redirect("accounts:colleagues", found.organisation_id)


@allowed_to(Role.SOCIAL_WORKER)
@asks_proof
@require_http_methods(["GET", "POST"])
def remove_colleague(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Ask whether a colleague should lose access, and end it."""
    found = _colleague(request, pk)
    if request.method == "POST":
        try:
            actions.remove_colleague(membership=found, by=request.user, at=timezone.now())
        except Refusal as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"{found.user.name} heeft geen toegang meer.")
        return redirect("accounts:colleagues", found.organisation_id)
    return render(request, "accounts/remove_colleague.html", {"membership": found})


@allowed_to(Role.SOCIAL_WORKER)
@asks_proof
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
    """List who works at a receiver, to name the head that invites the others; or in a team, to name its head."""
    led = {Role.SOCIAL_WORKER, Role.TEAM_MEMBER}
    receivers = [kind for kind in OrganisationKind if led & ROLE_OF_KIND[kind]]
    found = get_object_or_404(Organisation.objects.visible_to(request.user), pk=organisation_id, kind__in=receivers)
    members = Membership.objects.visible_to(request.user).filter(organisation=found).select_related("user")
    context = {"organisation": found, "members": members.order_by("user__name", "pk")}
    return render(request, "accounts/heads.html", context)


@allowed_to(Role.ADMINISTRATOR)
@asks_proof
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
    except Refusal as refused:
        messages.error(request, str(refused))
    else:
        done = "is nu diensthoofd" if is_head else "is niet langer diensthoofd"
        messages.success(request, f"{membership.user.name} {done}.")
