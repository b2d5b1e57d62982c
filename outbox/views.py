"""What is stuck on its way out, for administrators: kind, reference, state and reason; never what is in it (D8)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audit.request import PersonRequest
from law.refusal import Refusal
from law.roles import Role, allowed_to
from outbox import actions, shared_faults, standstill
from outbox.couriers import pages_of_mails
from outbox.models import (
    CANCELLABLE,
    CARRIES_CLIENT_DATA,
    STOPPED,
    Kind,
    SharedFault,
    Transmission,
    TransmissionStatus,
    reports_to_look_at,
)
from outbox.reasons import what_to_do, why_returned, why_stuck

LONGEST_LIST = 100
PAGE_WORDS = {
    Kind.MESSAGE: "Dit bericht bekijken",
    Kind.MAILBOX_CHECK: "Deze mailbox bekijken",
    Kind.EVALUATION: "Deze evaluatie bekijken",
    Kind.OWN_PART: "De vraag aan de partner bekijken",
    Kind.INVITATION: "De uitnodigingen van deze plaats bekijken",
    Kind.BREACH_DRILL: "De oefeningen bekijken",
    Kind.HOUSE_ALARM: "De werking bekijken",
}
"""Where the link of a mail leads, in words; of other mails it leads to papers."""


@allowed_to(Role.ADMINISTRATOR)
@require_safe
def stuck(request: PersonRequest) -> HttpResponse:
    """List what should have left by now, and what came back."""
    visible = Transmission.objects.visible_to(request.user).without_content()
    at = timezone.now()
    found = list(visible.stuck(at, most=LONGEST_LIST + 1).prefetch_related("attempt_set", reports_to_look_at()))
    pages = pages_of_mails([one.pk for one in found[:LONGEST_LIST]])
    context = {
        "rows": [_row(one, pages.get(one.pk, "")) for one in found[:LONGEST_LIST]],
        "has_more": len(found) > LONGEST_LIST,
        "faults": [_fault(one) for one in shared_faults.shown(at)],
        "left_to_a_person": standstill.current().left_to_a_person,
    }
    return render(request, "outbox/stuck.html", context)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def retry(request: PersonRequest, transmission_id: UUID) -> HttpResponse:
    """Try a mail again, or at once when it waits."""
    return _do(request, transmission_id, "can_retry", actions.retry, "De mail staat klaar en vertrekt zo meteen.")


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def cancel(request: PersonRequest, transmission_id: UUID) -> HttpResponse:
    """Cancel a mail without client data that did not leave."""
    return _do(request, transmission_id, "can_cancel", actions.cancel, "De mail is geannuleerd.")


def _do(request: PersonRequest, transmission_id: UUID, right: str, action: Any, done: str) -> HttpResponse:
    visible = Transmission.objects.visible_to(request.user).without_content().prefetch_related(reports_to_look_at())
    found = get_object_or_404(visible, pk=transmission_id)
    if request.method == "POST":
        try:
            if not _row(found)[right]:
                raise Refusal("Dat kan nu niet meer met deze mail. Kijk hoe het ermee staat.")
            action(found, by=request.user, at=timezone.now())
            messages.success(request, done)
        except Refusal:
            messages.error(request, "Dat kan nu niet met deze mail. Kijk in de lijst hoe het ermee staat.")
    return redirect("outbox:stuck")


def _fault(fault: SharedFault) -> dict[str, Any]:
    return {"fault": fault, "why": why_returned(fault.code), "what_to_do": what_to_do(fault.cause)}


def _row(transmission: Transmission, page: str = "") -> dict[str, Any]:
    is_of_a_team = transmission.kind in CARRIES_CLIENT_DATA
    waits = transmission.status == TransmissionStatus.QUEUED
    is_only_reported = transmission.status == TransmissionStatus.SENT and not transmission.returned_at
    is_stopped = transmission.status in STOPPED
    can_retry = waits or (is_stopped and not is_of_a_team)
    can_cancel = (waits or is_stopped) and transmission.kind in CANCELLABLE and not transmission.is_ambiguous
    return {
        "transmission": transmission,
        "page": page,
        "page_words": PAGE_WORDS.get(Kind(transmission.kind), "De papieren bekijken"),
        "status": "teruggekomen" if transmission.returned_at else transmission.get_status_display(),
        "tone": "info" if waits or is_only_reported else "error",
        "why": why_stuck(transmission, list(transmission.attempt_set.all()), transmission.reports.all()),
        "can_retry": can_retry,
        "can_cancel": can_cancel,
        "for_you": "" if can_retry or can_cancel else _for_you(transmission),
    }


def _for_you(transmission: Transmission) -> str:
    """What remains for an administrator who can neither repeat nor cancel a mail."""
    if transmission.status in STOPPED:
        return "Het team beslist over deze mail. U kunt alleen de papieren in orde brengen."
    if transmission.returned_at:
        return "Deze mail kunt u niet opnieuw versturen. Kijk na of het adres nog klopt."
    return "U hoeft niets te doen: de mail is al weg."
