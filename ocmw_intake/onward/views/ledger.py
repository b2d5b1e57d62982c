"""What a receiver passed on to partners: the ledger of the receiver, and the lines about one referral (R90–R93).

Only the own receiver reads it: for everybody else it stands behind the wall (D4).
"""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.request import SignedInRequest
from law.obstacles import Obstacle
from law.roles import Role, allowed_to
from ocmw_intake.actions import SecrecyNotDeclared
from ocmw_intake.models import Intake
from ocmw_intake.onward import actions as onward_actions
from ocmw_intake.onward.models import OnwardConsent, OnwardDeletion, OnwardSharing, onward_consents_of
from ocmw_intake.onward.rules import held_back
from ocmw_intake.page import declare_first
from outbox.models import STOPPED, Transmission, TransmissionStatus, reports_to_look_at
from outbox.reasons import what_report_says
from referrals.models import last_corrected
from statements.written import written_once

PAGE = 25
MOST_AT_ONCE = 25

_TONES = {TransmissionStatus.SENT: "success", TransmissionStatus.FAILED: "error", TransmissionStatus.BLOCKED: "error"}


@dataclass(frozen=True)
class LedgerLine:
    """One mail to a partner: where it is, in words, and what can be done with it."""

    row: OnwardSharing | OnwardDeletion
    status: str
    tone: str
    why: list[str]
    can_retry: bool
    can_read: bool


@dataclass
class Passed:
    """All that went to one partner under one consent, and what was asked back."""

    consent: OnwardConsent
    sharings: list[LedgerLine]
    deletions: list[LedgerLine] = field(default_factory=list)
    has_old_data: bool = False

    @property
    def stands(self) -> bool:
        return self.consent.ended_at is None


def passed_on(intake: Intake, referral: Any, *, user: User) -> list[Passed]:
    """What was passed on about one referral, by partner and consent, the oldest first, for whom may see it."""
    lines: dict[Any, Passed] = {}
    for consent in onward_consents_of(intake.pk):
        lines[consent.pk] = Passed(consent, [])
    for sharing in _sharings(user, intake.pk):
        lines[sharing.consent_id].sharings.append(_line(sharing, sharing.transmission, is_kept=sharing.has_password))
    for deletion in _deletions(user, intake.pk):
        lines[deletion.consent_id].deletions.append(_line(deletion, deletion.transmission, is_kept=True))
    corrected = last_corrected(referral.pk) if lines else None
    for passed in lines.values():
        last = passed.sharings[-1].row if passed.sharings else None
        passed.has_old_data = bool(
            isinstance(last, OnwardSharing)
            and passed.stands
            and corrected
            and corrected.answered_at
            and corrected.answered_at > last.shared_at
        )
    return list(lines.values())


@written_once
def _sharings(user: User, intake: UUID) -> QuerySet[Any]:
    found = OnwardSharing.objects.visible_to(user).filter(intake=intake)
    return found.with_lines().order_by("shared_at", "pk")


@written_once
def _deletions(user: User, intake: UUID) -> QuerySet[OnwardDeletion]:
    found = OnwardDeletion.objects.visible_to(user).filter(consent__intake=intake).select_related("transmission")
    found = found.prefetch_related(reports_to_look_at("transmission__"))
    return found.defer("transmission__message", "transmission__password")


@allowed_to(Role.SOCIAL_WORKER)
@require_safe
def ledger(request: SignedInRequest) -> HttpResponse:
    """List what my receivers passed on, the newest first: reference, partner, day and where it is."""
    sharings = OnwardSharing.objects.visible_to(request.user).with_lines().order_by("-shared_at", "pk")
    page = Paginator(sharings, PAGE).get_page(request.GET.get("pagina"))
    waiting = held_back(request.user, at=timezone.now(), most=MOST_AT_ONCE)
    context = {
        "waiting": waiting,
        "can_go": sum(one.can_go for one in waiting),
        "lines": [_line(one, one.transmission, is_kept=False) for one in page],
        "page": page,
    }
    return render(request, "ocmw_intake/onward_ledger.html", context)


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def onward_send_waiting(request: SignedInRequest) -> HttpResponse:
    """Send in one press all that was held back and can go again (D29, D30)."""
    if request.method == "POST":
        at = timezone.now()
        ready = [one.sharing for one in held_back(request.user, at=at, most=MOST_AT_ONCE) if one.can_go]
        try:
            going = onward_actions.send_onward_again(ready, by=request.user, at=at)
        except SecrecyNotDeclared:
            return declare_first(request)
        if going:
            messages.success(request, f"{going} {'mail vertrekt' if going == 1 else 'mails vertrekken'} nu.")
        if going < len(ready) or not ready:
            messages.warning(request, "Dat kan nu niet meer. Kijk hieronder hoe het ermee staat.")
    return redirect("ocmw_intake:onward_ledger")


def _line(row: OnwardSharing | OnwardDeletion, mail: Transmission, *, is_kept: bool) -> LedgerLine:
    is_sharing = isinstance(row, OnwardSharing)
    is_taken_back = is_sharing and row.consent.ended_at is not None
    has_left = mail.status == TransmissionStatus.SENT or mail.is_ambiguous
    status, tone = str(mail.get_status_display()), _TONES.get(TransmissionStatus(mail.status), "info")
    if mail.returned_at is not None:
        status, tone = "teruggekomen", "error"
    elif is_taken_back and has_left:
        status, tone = "ingetrokken", "warning"
    elif mail.status == TransmissionStatus.CANCELLED:
        status, tone = "geannuleerd", "neutral"
    return LedgerLine(
        row=row,
        status=status,
        tone=tone,
        why=_why(mail),
        can_retry=is_sharing and not is_taken_back and mail.status in STOPPED,
        can_read=has_left and not is_taken_back and is_kept,
    )


def _why(mail: Transmission) -> list[str]:
    if mail.status == TransmissionStatus.BLOCKED:
        return [Obstacle.of(code).sentence for code in mail.obstacles]
    words = []
    if mail.status == TransmissionStatus.FAILED:
        words.append("De mail raakte niet weg. Bel de partner als het dringend is.")
    if mail.returned_at is not None:
        words.append(f"De mail kwam terug op {date_format(timezone.localdate(mail.returned_at))}. Bel de partner.")
    words += [what_report_says(report) for report in mail.reports.all()]
    if mail.is_ambiguous and mail.status != TransmissionStatus.SENT:
        words.append("Misschien kwam de mail toch aan.")
    return words
