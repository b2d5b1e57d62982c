"""Passing a client's four fields on to a partner: choose, ask consent, type them, send; what comes after (R78, R90).

The four fields are typed from the receiver's own archive; those of the team are never read or shown (D3, D21).
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.answers import form_for
from accounts.request import SignedInRequest
from directory.models import Organisation
from law.obstacles import Obstacle
from law.refusal import Refusal
from law.roles import Role, allowed_to, asks_proof
from ocmw_intake import actions
from ocmw_intake.actions.refusals import CONSENT_WITHDRAWN, CONSENT_WITHDRAWN_WITH_FILE, DATA_ARE_TO_GO, DATA_DELETED
from ocmw_intake.actions.writing import has_contract
from ocmw_intake.forms.ending import WithdrawnForm
from ocmw_intake.onward import actions as onward_actions
from ocmw_intake.onward.forms import OnwardConsentForm, OwnArchiveForm
from ocmw_intake.onward.models import OnwardConsent, OnwardDeletion, OnwardSharing
from ocmw_intake.onward.rules import partners_of, way_to
from ocmw_intake.page import declare_first, follow_up_of, is_over, load, stop, write
from outbox.spelling import spell
from referrals.terms.contents import TEXT_NAME


@allowed_to(Role.SOCIAL_WORKER)
@require_safe
def onward(request: SignedInRequest, reference: str) -> HttpResponse:
    """Choose a partner: the core actors of the GBO agreements of this receiver, and whether the way is open."""
    found = load(request, reference)
    if is_over(found) or found.must_go:
        return stop(request, found, _over(found))
    at = timezone.now()
    on = timezone.localdate(at)
    passed = set(follow_up_of(request, found).onward_consents.filter(ended_at=None).values_list("partner", flat=True))
    ways = [way_to(partner, found, on=on) for partner in partners_of(found.partner)]
    rows = [
        {
            "way": way,
            "status": "al doorgegeven"
            if way.partner.pk in passed
            else "kan"
            if way.papers.may_send
            else "kan nog niet",
            "tone": "neutral" if way.partner.pk in passed else "success" if way.papers.may_send else "warning",
        }
        for way in ways
    ]
    return render(
        request,
        "ocmw_intake/onward.html",
        {"referral": found, "rows": rows, "has_contract": has_contract(found.partner_id, at)},
    )


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def onward_partner(request: SignedInRequest, reference: str, partner_id: UUID) -> HttpResponse:
    """Say what stands in the way to this partner; else ask about consent, and go on to the four fields."""
    found, at = load(request, reference), timezone.now()
    partner = _partner(found.partner, partner_id)
    if is_over(found) or found.must_go:
        return stop(request, found, _over(found))
    if not request.user.is_bound_by_secrecy(timezone.localdate(at)):
        return declare_first(request)
    standing = follow_up_of(request, found).onward_consents.filter(partner=partner, ended_at=None).first()
    if standing is not None:
        return _to_standing(request, found, standing, partner)
    way = way_to(partner, found, on=timezone.localdate(at))
    if not way.papers.may_send:
        return _refused(request, found, way.partner, way.papers)
    form = form_for(request, OnwardConsentForm, partner=partner, today=timezone.localdate(at))
    if form.is_valid():
        try:
            consent = onward_actions.record_onward_consent(
                found, partner=partner, **form.build(), by=request.user, at=at
            )
        except actions.SecrecyNotDeclared:
            return declare_first(request)
        except Refusal as refusal:
            if refusal.field != "given_on":
                return _refuse(request, found, partner, refusal)
            form.add_error("given_on", refusal.sentence)
        else:
            return redirect("ocmw_intake:onward_data", found.reference, consent.pk)
    return render(request, "ocmw_intake/onward_consent.html", {"referral": found, "partner": partner, "form": form})


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def onward_data(request: SignedInRequest, reference: str, consent_id: UUID) -> HttpResponse:
    """Ask the four fields from the receiver's own archive, and pass them on; also again, after a correction (D21, R88).

    Nothing of the team's referral is shown or read.
    """
    found, at = load(request, reference), timezone.now()
    consent = get_object_or_404(follow_up_of(request, found).onward_consents.select_related("partner"), pk=consent_id)
    if is_over(found) or found.must_go:
        return stop(request, found, _over(found))
    if consent.ended_at is not None:
        return redirect("ocmw_intake:referral", found.reference)
    if not request.user.is_bound_by_secrecy(timezone.localdate(at)):
        return declare_first(request)
    way = way_to(consent.partner, found, on=timezone.localdate(at))
    if not way.papers.may_send:
        return _refused(request, found, way.partner, way.papers)
    form = form_for(request, OwnArchiveForm, residence=found.residence)
    if form.is_valid():
        try:
            onward_actions.share_onward(
                found, consent_id=consent.pk, identification=form.build(), by=request.user, at=at
            )
        except actions.SecrecyNotDeclared:
            return declare_first(request)
        except Refusal as refusal:
            return _refuse(request, found, consent.partner, refusal)
        messages.success(request, f"De gegevens vertrekken naar {consent.partner.name}, meestal binnen een minuut.")
        return redirect("ocmw_intake:referral", found.reference)
    context = {"referral": found, "consent": consent, "way": way, "form": form}
    return render(request, "ocmw_intake/onward_data.html", context)


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def onward_mailbox_works(request: SignedInRequest, reference: str, partner_id: UUID) -> HttpResponse:
    """Record that the partner said its mailbox works again, after a mail from here came back (D30)."""
    found = load(request, reference)
    partner, at = _partner(found.partner, partner_id), timezone.now()
    agreement = way_to(partner, found, on=timezone.localdate(at)).agreement
    mailbox = agreement.mailbox_of(partner.pk) if agreement else None
    if request.method == "POST" and mailbox is not None:
        onward_actions.partner_mailbox_works(receiver=found.partner, mailbox=mailbox, by=request.user, at=at)
        messages.success(request, f"Genoteerd: de mailbox van {partner.name} werkt weer. U kunt opnieuw doorgeven.")
    return redirect("ocmw_intake:onward_partner", found.reference, partner.pk)


def _to_standing(request: SignedInRequest, found: Any, consent: OnwardConsent, partner: Organisation) -> HttpResponse:
    """What comes next under a consent that stands: the four fields, or how it is with what was passed on."""
    if not consent.sharings.exists():
        return redirect("ocmw_intake:onward_data", found.reference, consent.pk)
    messages.info(request, f"U gaf de gegevens al door aan {partner.name}. Kijk hieronder hoe het ermee staat.")
    return redirect("ocmw_intake:referral", found.reference)


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def onward_retry(request: SignedInRequest, reference: str, sharing_id: UUID) -> HttpResponse:
    """Send the same mail again; the gate is asked anew."""
    found = load(request, reference)
    visible = OnwardSharing.objects.visible_to(request.user).filter(intake__referral=found)
    sharing = get_object_or_404(visible.select_related("partner"), pk=sharing_id)
    if request.method == "POST":
        try:
            decision = onward_actions.retry_onward(sharing, by=request.user, at=timezone.now())
        except actions.SecrecyNotDeclared:
            return declare_first(request)
        except Refusal as refusal:
            return _refuse(request, found, sharing.partner, refusal)
        if decision is not None:
            return _refused(request, found, sharing.partner, decision)
        messages.success(request, "De mail staat weer klaar. Ze vertrekt meestal binnen een minuut.")
    return redirect("ocmw_intake:referral", found.reference)


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def onward_withdrawn(request: SignedInRequest, reference: str, consent_id: UUID) -> HttpResponse:
    """Record that the client takes back the consent for one partner; the partner is asked to delete (R55, R56)."""
    found, at = load(request, reference), timezone.now()
    consent = get_object_or_404(follow_up_of(request, found).onward_consents.select_related("partner"), pk=consent_id)
    form = form_for(request, WithdrawnForm, initial={"on": timezone.localdate(at)})
    done = "De intrekking is geregistreerd. Er vertrekt niets meer naar deze partner."
    if form.is_valid() and (
        answer := write(
            request, found, form, onward_actions.withdraw_onward, done, consent_id=consent.pk, **form.cleaned_data
        )
    ):
        return answer
    if consent.ended_at is not None:
        return redirect("ocmw_intake:referral", found.reference)
    context = {"referral": found, "partner": consent.partner, "form": form}
    return render(request, "ocmw_intake/onward_withdrawn.html", context)


@allowed_to(Role.SOCIAL_WORKER)
@asks_proof
@require_http_methods(["GET", "POST"])
def onward_password(request: SignedInRequest, reference: str, archive_id: UUID) -> HttpResponse:
    """Show the password of an archive for a partner, to read out by phone; never by an address alone (D2)."""
    found = load(request, reference)
    archive: OnwardSharing | OnwardDeletion | None = (
        OnwardSharing.objects.visible_to(request.user).filter(intake__referral=found, pk=archive_id).first()
        or OnwardDeletion.objects.visible_to(request.user)
        .filter(consent__intake__referral=found, pk=archive_id)
        .first()
    )
    if archive is None:
        raise Http404
    if request.method == "GET":  # as after signing in again
        return redirect("ocmw_intake:referral", found.reference)
    try:
        secret = onward_actions.read_onward_password(archive, by=request.user, at=timezone.now())
    except actions.SecrecyNotDeclared:
        return declare_first(request)
    except Refusal as refusal:
        return stop(request, found, refusal)
    context = {
        "referral": found,
        "partner": archive.consent.partner,
        "archive": archive,
        "groups": spell(secret),
        "text_name": TEXT_NAME,
    }
    return render(request, "ocmw_intake/onward_password.html", context)


def _partner(receiver: Organisation, partner_id: UUID) -> Organisation:
    """One of the partners of this receiver; 404 for any other organisation."""
    for partner in partners_of(receiver):
        if partner.pk == partner_id:
            return partner
    raise Http404


def _over(found: Any) -> Refusal:
    if found.is_withdrawn or found.is_withdrawn_here:
        return Refusal(CONSENT_WITHDRAWN_WITH_FILE if found.has_own_file else CONSENT_WITHDRAWN)
    return Refusal(DATA_DELETED if found.deleted_on else DATA_ARE_TO_GO)


def _refuse(request: SignedInRequest, found: Any, partner: Organisation, refusal: Refusal) -> HttpResponse:
    """Say it with the referral; or every reason, when the gate refuses."""
    if refusal.decision is not None:
        return _refused(request, found, partner, refusal.decision)
    return stop(request, found, refusal)


def _refused(request: SignedInRequest, found: Any, partner: Organisation, decision: Any) -> HttpResponse:
    """Every reason why this cannot go to this partner today."""
    context = {
        "referral": found,
        "partner": partner,
        "decision": decision,
        "mailbox_returns": Obstacle.ONWARD_MAILBOX_RETURNS in decision.obstacles,
    }
    return render(request, "ocmw_intake/onward_refused.html", context)
