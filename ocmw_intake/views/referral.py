"""One referral at the receiver: what was done and what comes next. Never the four fields (D3)."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.answers import form_for
from accounts.request import SignedInRequest
from law.retention import Terms, decide_by
from law.roles import Role, allowed_to
from ocmw_intake import actions
from ocmw_intake.actions.writing import has_contract
from ocmw_intake.forms.contact import ContactResultForm
from ocmw_intake.models import (
    Intake,
    IntakeStatus,
    attempts_before_giving_up,
    attempts_of,
    closings_of,
    has_begun,
    last_tried_on,
    outcomes_of,
    terms_of,
)
from ocmw_intake.onward.views.ledger import passed_on
from ocmw_intake.page import follow_up_of, is_over, last_day_to_delete, list_url, load, may_change_file, write
from ocmw_intake.views.assignment import handling
from ocmw_intake.views.reports import reports_of
from referrals.rules.archives import archives_of
from referrals.rules.whom_to_call import whom_to_call
from referrals.words.summary import erasure_words, reminded_on


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def referral(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show one referral with what was done and what comes next, and log an attempt to reach the client."""
    found = load(request, reference)
    at = timezone.now()
    form = form_for(request, ContactResultForm, initial={"made_on": timezone.localdate(at)})
    done = "Het contact is genoteerd."
    if form.is_valid() and (answer := write(request, found, form, actions.log_contact, done, **form.cleaned_data)):
        return answer
    intake = follow_up_of(request, found)
    terms = terms_of(found.partner_id)
    archives = archives_of(found, only_sent=True)
    contract = has_contract(found.partner_id, at)
    has_opened = found.opened_at is not None or has_begun(found.pk)
    context = {
        "referral": found,
        "list_url": list_url(request),
        "handling": handling(request, intake),
        "status": IntakeStatus(found.intake_status),
        "state": intake.state(timezone.localdate(at), terms),
        "form": form,
        "may_log": contract and not is_over(found),
        "has_opened": has_opened,
        "may_open": request.user.is_bound_by_secrecy(timezone.localdate(at)),
        "intake": intake,
        "attempts": _rows(intake),
        "outcomes": outcomes_of(intake.pk),
        "closings": closings_of(intake.pk),
        "kept_until": intake.kept_until(terms),
        "is_file_over": intake.is_file_over(timezone.localdate(at), terms),
        "erasure": erasure_words(found),
        "terms": terms,
        "delete_by": last_day_to_delete(found, terms),
        "decide_by": _decide_by(found, intake, terms),
        "is_over": is_over(found),
        "has_contract": contract,
        "may_change_file": may_change_file(found),
        "archives": [one for one in archives if not one.is_superseded or not found.must_go],
        "reports": reports_of(found, archives),
        "passed_on": passed_on(intake, found, user=request.user),
        "reminded_on": reminded_on(found),
        "whom_to_call": whom_to_call(found),
        "may_stop_reminders": not has_opened,
    }
    return render(request, "ocmw_intake/referral.html", context)


def _decide_by(found: Any, intake: Intake, terms: Terms) -> date | None:
    """The last day to say how the contact ended, of who was tried and has no outcome yet (D23)."""
    if found.intake_status not in (IntakeStatus.NOT_REACHED, IntakeStatus.REACHED):
        return None
    last = last_tried_on(intake.pk)
    return decide_by(last, terms) if last else None


def _rows(intake: Intake) -> list[dict[str, Any]]:
    """Every attempt, with in words whether the client was reached; those in vain say which one they were."""
    needed = attempts_before_giving_up(intake.partner_id)
    rows, failed = [], 0
    for attempt in attempts_of(intake.pk):
        words = "ja" if attempt.reached else "nee"
        if not attempt.reached and attempt.struck_at is None:
            failed += 1
            words = f"nee, poging {failed} van {needed}" if failed <= needed else f"nee, poging {failed}"
        rows.append({"attempt": attempt, "reached": words})
    return rows
