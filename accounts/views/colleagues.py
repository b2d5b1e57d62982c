"""Who has access to a receiver, a team or the agency: for its heads, and for administrators (D34)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_safe

from accounts import leaving
from accounts.actions import access, invitations, review
from accounts.answers import form_for
from accounts.forms import ConfirmForm, InvitationForm, SuccessorForm
from accounts.models import ROLE_OF_KIND, Invitation, Membership, User, post_in_words
from accounts.request import SignedInRequest
from directory.models import Organisation
from law.facts import OrganisationKind
from law.refusal import Refusal
from law.roles import Role, allowed_to, asks_proof

MANAGERS = (Role.TEAM_MEMBER, Role.SOCIAL_WORKER, Role.ADMINISTRATOR)
"""Who may lead something, or administer; which place is theirs is asked of each page."""

SHOWN = 500
"""Accesses and invitations on one page; a place with more has to be looked at by an operator."""


@allowed_to(*MANAGERS)
@require_safe
def colleagues(request: SignedInRequest, organisation_id: UUID) -> HttpResponse:
    """List who has access here since when, who used it last when, and who is invited."""
    place, now = _managed(request, organisation_id), timezone.now()
    members = Membership.objects.visible_to(request.user).filter(organisation=place).select_related("user")
    invited = Invitation.objects.visible_to(request.user).filter(organisation=place).open()
    context = {
        "organisation": place,
        "members": members.order_by("user__name", "pk")[:SHOWN],
        "invitations": [{"invitation": one, "state": one.state(now)} for one in invited.order_by("-sent_at")[:SHOWN]],
        "may_invite": bool(invitations.posts_to_give(request.user, place)),
        "shows_use": access.shows_use(request.user, place),
        "can_have_head": place.kind != OrganisationKind.AGENCY,
        "is_head": access.leads(request.user, place),
        "may_confirm": bool(review.asked_of(request.user, place)),
    }
    return render(request, "accounts/colleagues.html", context)


@allowed_to(*MANAGERS)
@asks_proof
@require_http_methods(["GET", "POST"])
def invite(request: SignedInRequest, organisation_id: UUID) -> HttpResponse:
    """Ask whom to invite as what, and mail the link; the answer is the same for an address that has an account."""
    place = _managed(request, organisation_id)
    posts = invitations.posts_to_give(request.user, place)
    if not posts:
        messages.error(request, "Hier nodigt het hoofd de collega’s uit. U kunt wel toegang beëindigen.")
        return redirect("accounts:colleagues", place.pk)
    form = form_for(request, InvitationForm, posts=[(post.code, post.label) for post in posts])
    if form.is_valid():
        post = next(one for one in posts if one.code == form.cleaned_data["post"])
        name, email = form.cleaned_data["name"], form.cleaned_data["email"]
        try:
            invitations.invite(
                organisation=place, role=post.role, is_head=post.is_head, name=name, email=email,
                by=request.user, at=timezone.now(),
            )  # fmt: skip
        except Refusal as refused:
            form.add_error("email", str(refused))
        else:
            messages.success(request, f"De uitnodiging vertrekt naar {email}.")
            return redirect("accounts:colleagues", place.pk)
    return render(request, "accounts/invite.html", {"organisation": place, "form": form, "posts": posts})


@allowed_to(*MANAGERS)
@asks_proof
@require_http_methods(["GET", "POST"])
def renew_invitation(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Send the link once more, after a press on the button; the former one ends."""
    found = _invitation(request, pk)
    if request.method == "POST":
        try:
            invitations.renew_invitation(invitation=found, by=request.user, at=timezone.now())
        except Refusal as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"Een nieuwe link vertrekt naar {found.email}. De vorige werkt niet meer.")
    return redirect("accounts:colleagues", found.organisation_id)


@allowed_to(*MANAGERS)
@asks_proof
@require_http_methods(["GET", "POST"])
def withdraw_invitation(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take back an invitation, after a press on the button."""
    found = _invitation(request, pk)
    if request.method == "POST":
        try:
            invitations.withdraw_invitation(invitation=found, by=request.user, at=timezone.now())
        except Refusal as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "De uitnodiging is ingetrokken. De link werkt niet meer.")
    return redirect("accounts:colleagues", found.organisation_id)


@allowed_to(*MANAGERS)
@asks_proof
@require_http_methods(["GET", "POST"])
def end_access(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Ask whether somebody should lose access and who takes over the work, and do both."""
    found = _colleague(request, pk)
    on_hand = _on_hand(request.user, found, at=timezone.now())
    form = form_for(request, SuccessorForm, **on_hand)
    if form.is_valid():
        successor = form.cleaned_data.get("successor")
        try:
            access.end_access(membership=found, successor=successor, by=request.user, at=timezone.now())
        except Refusal as refused:
            form.add_error(None, str(refused))
        else:
            moved = f" Het werk is nu bij {successor.name}." if successor else ""
            messages.success(request, f"{found.user.name} heeft geen toegang meer.{moved}")
            return redirect("accounts:colleagues", found.organisation_id)
    return render(request, "accounts/end_access.html", {"membership": found, "form": form, **on_hand})


def _on_hand(by: User, membership: Membership, *, at: datetime) -> dict[str, Any]:
    """What the leaver has on hand, in words, and who could take it; only a head learns and gives it away (D4, D8)."""
    work = leaving.work_of(membership.role)
    place = membership.organisation
    number = work.count(membership.user, place) if work is not None and access.leads(by, place) else 0
    if work is None or not number:
        return {"work": "", "colleagues": []}
    return {"work": work.words(number), "colleagues": access.who_can_take_over(membership, at=at)}


@allowed_to(*MANAGERS)
@asks_proof
@require_http_methods(["GET", "POST"])
def confirm(request: SignedInRequest, organisation_id: UUID) -> HttpResponse:
    """Ask who still works here, of those about whom I answer."""
    place, now = _managed(request, organisation_id), timezone.now()
    asked = {str(one.pk): one for one in review.asked_of(request.user, place)}
    people = [(key, _with_day(one, at=now)) for key, one in asked.items()]
    form = form_for(request, ConfirmForm, people=people)
    if form.is_valid():
        chosen = [asked[key] for key in form.cleaned_data["people"]]
        try:
            count = review.confirm(memberships=chosen, by=request.user, at=now)
        except Refusal as refused:
            form.add_error(None, str(refused))
        else:
            words = "1 collega" if count == 1 else f"{count} collega’s"
            messages.success(request, f"U bevestigde {words}. Over drie maanden vragen wij het opnieuw.")
            return redirect("accounts:colleagues", place.pk)
    context = {"organisation": place, "form": form, "has_people": bool(people)}
    return render(request, "accounts/confirm.html", context)


def _with_day(membership: Membership, *, at: datetime) -> str:
    day = date_format(timezone.localdate(review.ends_at(membership, at=at)), "j F Y")
    role = post_in_words(Role(membership.role), is_head=membership.is_head)
    return f"{membership.user.name}, {role} (anders eindigt de toegang op {day})"


@allowed_to(*MANAGERS)
@asks_proof
@require_http_methods(["GET", "POST"])
def set_head(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Name a colleague head, or end that, after a press on the button."""
    found = _colleague(request, pk)
    if request.method == "POST":
        is_head = request.POST.get("is_head") == "yes"
        try:
            access.set_head(membership=found, is_head=is_head, by=request.user, at=timezone.now())
        except Refusal as refused:
            messages.error(request, str(refused))
        else:
            done = "is nu hoofd" if is_head else "is niet langer hoofd"
            messages.success(request, f"{found.user.name} {done}.")
    return redirect("accounts:colleagues", found.organisation_id)


def _managed(request: SignedInRequest, organisation_id: UUID) -> Organisation:
    """The place in the address, of which I am head or that I administer; 404 for any other."""
    found = next((one for one in request.user.led if one.pk == organisation_id), None)
    if found is not None:
        return found
    if not request.user.has_role(Role.ADMINISTRATOR):
        raise Http404
    gives_access = [kind for kind in OrganisationKind if ROLE_OF_KIND[kind]]
    return get_object_or_404(Organisation.objects.visible_to(request.user), pk=organisation_id, kind__in=gives_access)


def _colleague(request: SignedInRequest, pk: UUID) -> Membership:
    visible = Membership.objects.visible_to(request.user).select_related("user", "organisation")
    return get_object_or_404(visible, pk=pk)


def _invitation(request: SignedInRequest, pk: UUID) -> Invitation:
    return get_object_or_404(Invitation.objects.visible_to(request.user).select_related("organisation"), pk=pk)
