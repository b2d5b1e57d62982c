"""The page of one referral, and its password."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.idle import is_no_activity
from accounts.models import User
from accounts.request import SignedInRequest
from consent.models import Reason
from law.obstacles import Obstacle
from law.refusal import Refusal
from law.roles import Role, allowed_to, asks_proof
from outbox.conclusion import cause_of
from outbox.models import WAITS_LONG, Attempt, ReturnCause, TransmissionStatus
from outbox.reasons import last_answer, what_report_says, why_attempt, why_returned
from outbox.spelling import spell
from referrals import actions
from referrals.models import (
    Correction,
    Referral,
    ReferralStatus,
    SheetOpening,
    corrections_of,
    deletion_notices_of,
    slip_of,
)
from referrals.rules.archives import archives_of, may_read
from referrals.views.page import list_url
from referrals.words.dossier import dossier_of
from referrals.words.opening import opening_lines
from referrals.words.summary import (
    breach_report,
    client_rows_of,
    consent_rows,
    correction_lines,
    deletion_lines,
    referral_rows,
    reminder_lines,
    signed_sheet_of,
)
from referrals.words.timeline import ending, timeline, to_look_at, tries_of
from statements.written import one_written_once, written_once
from vault.printing import page_or_pdf


@allowed_to(Role.TEAM_MEMBER)
@require_safe
def referral(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show one referral of my team: where it is, what was sent, and why it may be held back."""
    found = load(request, reference)
    load_along(found)
    tries = tries_of(found.transmission_id)
    context = {
        "referral": found,
        "list_url": list_url(request),
        "client_rows": client_rows_of(found, at=timezone.now()),
        "referral_rows": referral_rows(found),
        "consent_rows": consent_rows(found.consent),
        "openings": opening_lines(_openings(request.user, found.pk), reader=request.user, at=timezone.now()),
        "leads_team": found.team in request.user.teams_led,
        "signed_sheet": signed_sheet_of(found),
        "may_add_sheet": actions.may_keep_signed_sheet(found),
        "timeline": timeline(found, tries),
        "ended_as_wrong": any(one.reason == Reason.WRONG_RECEIVER for one in deletion_notices_of(found)),
        "slip": slip_of(found.pk),
        "own_withdrawal": getattr(found, "own_withdrawal", None),
        "may_make_slip": actions.may_make_slip(found),
        "may_withdraw": found.consent.withdrawn_on is None,
        "may_correct": is_correctable(found),
        "open_correction": _open_correction(found),
        "corrections": correction_lines(found),
        "deletion": deletion_lines(found),
        "breach": breach_report(found),
        "reminders": reminder_lines(found),
        **_sending(found, tries, at=timezone.now()),
        "archives": [one for one in archives_of(found) if may_read(one, found)],
    }
    return render(request, "referrals/referral.html", context)


@written_once
def _openings(user: User, referral: UUID) -> QuerySet[SheetOpening]:
    return SheetOpening.objects.visible_to(user).filter(referral=referral).select_related("referral__team")


def _open_correction(found: Referral) -> Correction | None:
    """The report that still asks for an answer; a client who took back consent needs none."""
    if found.consent.withdrawn_on is not None:
        return None
    return next((one for one in corrections_of(found) if not one.answer), None)


@allowed_to(Role.TEAM_MEMBER)
@require_safe
def filed(request: SignedInRequest, reference: str) -> HttpResponse:
    """Confirm that a referral was filed: how it stands with the mail, what to tell the client, what comes next."""
    found = load(request, reference)
    context = {
        "referral": found,
        "may_make_slip": actions.may_make_slip(found),
        "may_add_sheet": actions.may_keep_signed_sheet(found) and signed_sheet_of(found) is None,
        **_sending(found, tries_of(found.transmission_id), at=timezone.now()),
    }
    return render(request, "referrals/filed.html", context)


@is_no_activity
@allowed_to(Role.TEAM_MEMBER)
@require_safe
def state(request: SignedInRequest, reference: str) -> HttpResponse:
    """How it stands with the mail, as a part of a page: `static/live.js` asks it."""
    found = load(request, reference)
    context = {"referral": found, **_sending(found, tries_of(found.transmission_id), at=timezone.now())}
    return render(request, "referrals/parts/state.html", context)


def _sending(found: Referral, tries: list[Attempt], *, at: datetime) -> dict[str, Any]:
    """What can be done with a message that did not leave, and why it failed or came back."""
    transmission = found.transmission
    is_stopped = found.status in (ReferralStatus.BLOCKED, ReferralStatus.FAILED)
    mailbox_changed = Obstacle.MAILBOX_CHANGED.code in transmission.obstacles
    last = last_answer(transmission, tries)
    returned = transmission.returned_at is not None
    return {
        "obstacles": [Obstacle.of(code) for code in transmission.obstacles]
        if found.status == ReferralStatus.BLOCKED
        else [],
        "ending": ending(found),
        "is_late": transmission.created_at <= at - WAITS_LONG,
        "is_stopped": is_stopped,
        "mailbox_changed": mailbox_changed,
        "can_retry": is_stopped and not mailbox_changed,
        "can_cancel": (is_stopped or found.status == ReferralStatus.QUEUED) and not transmission.is_ambiguous,
        "returned_for_the_mailbox": cause_of(transmission.return_code) in (ReturnCause.ADDRESS, ReturnCause.MAILBOX),
        "reported": [what_report_says(report) for report in to_look_at(transmission.pk)],
        "failure": why_returned(transmission.return_code) if returned else why_attempt(last) if last else "",
    }


@allowed_to(Role.TEAM_MEMBER)
@asks_proof
@require_http_methods(["GET", "POST"])
def password(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show the password after a press on the button, to read it out by phone; the reading is in the trail (D2)."""
    found = load(request, reference)
    if request.method == "GET":  # as after signing in again
        return redirect("referrals:referral", found.reference)
    try:
        archive = request.POST.get("archive", "")
        groups = spell(actions.read_password(found, by=request.user, at=timezone.now(), archive=archive))
    except Refusal:
        groups = []
    return render(request, "referrals/password.html", {"referral": found, "groups": groups})


@allowed_to(Role.TEAM_MEMBER)
@asks_proof
@require_http_methods(["GET", "POST"])
def dossier(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show, to print, all that is known of a client who asks for it; after a press on the button, as it is an act."""
    found = load(request, reference)
    if request.method == "GET":  # as after signing in again
        return redirect("referrals:referral", found.reference)
    at = timezone.now()
    load_along(found)
    actions.read_dossier(found, by=request.user, at=at)
    context = {"referral": found, "at": at, **dossier_of(found)}
    return page_or_pdf(request, "referrals/dossier.html", context, name="inzage", by_post=True)


def is_correctable(referral: Referral) -> bool:
    """Data were sent, and the consent still stands."""
    return referral.transmission.status == TransmissionStatus.SENT and referral.consent.withdrawn_on is None


def load(request: SignedInRequest, reference: str) -> Referral:
    """The referral in the address, with its status; 404 for who is not in its team."""
    found = _visible(request.user, reference)
    if found is None:
        raise Http404
    return found


@one_written_once
def _visible(user: User, reference: str) -> QuerySet[Referral]:
    related = ("team", "partner", "residence", "filed_by", "taken_over_by", "consent__withdrawal", "agreement")
    found = Referral.objects.visible_to(user).with_status().select_related(*related, *_ENDED)
    return found.filter(reference=reference)


_ENDED = ("own_withdrawal", "deletion_declaration")


def load_along(found: Referral) -> None:
    """Load once what a page says more things about: requests to delete, reports, and whose papers these are."""
    found.loaded_notices, found.loaded_reports = deletion_notices_of(found), corrections_of(found)
    if (found.agreement.team_id, found.agreement.partner_id) == (found.team_id, found.partner_id):
        found.agreement.team, found.agreement.partner = found.team, found.partner
