"""Asking both parties for their part of an evaluation, and what they bring (R45, ADR 0089)."""

import logging
from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.actions.guests import end_links, lock_open, send_link
from accounts.models import User
from agreements.actions.messages import write_message
from agreements.actions.writing import record
from agreements.letters import duties as letters
from agreements.models import (
    Agreement,
    BottleneckKind,
    Evaluation,
    EvaluationLink,
    EvaluationPart,
    MessageKind,
)
from agreements.models.evaluation_links import LINK_WORKS_FOR
from agreements.rules.deadlines import evaluation_due_on
from agreements.terms.evaluation import EvaluationQuestion
from agreements.terms.papers import Amendment, Party
from audit.events import Event
from directory.days_off import is_public_holiday
from law.refusal import Refusal, refuse
from law.reminding import DAYS_TO_CATCH_UP
from law.workdays import is_workday, workday_after
from outbox.models import Kind

log = logging.getLogger(__name__)

REMINDED_AFTER = 10
"""Working days after which who did not fill in its part is asked once more."""


@transaction.atomic
def ask(*, agreement: Agreement, by: User | None, at: datetime) -> Evaluation:
    """Ask each side that did not bring its part yet: the partner by a link, the team by a mail to its page.

    Asking again renews the link. `by` is None for the clock. Raises Refusal when both brought theirs.
    """
    Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    today = timezone.localdate(at)
    evaluation, is_new = Evaluation.objects.get_or_create(
        agreement=agreement, held_on=None, defaults={"asked_on": today}
    )
    missing = [party for party in Party if evaluation.part_of(party) is None]
    if not missing:
        refuse("Beide partijen vulden hun deel al in.")
    if not is_new and evaluation.asked_on is None:
        evaluation.asked_on = today
        evaluation.save(update_fields=["asked_on"])
    if Party.PARTNER in missing:
        _ask_partner(evaluation, by=by, at=at)
    if Party.AGENCY in missing:
        _ask_team(evaluation, by=by, at=at)
    details = {"evaluation": str(evaluation.pk), "parties": [party.value for party in missing]}
    record(Event.EVALUATION_ASKED, agreement, by=by, at=at, details=details)
    return evaluation


def _ask_partner(evaluation: Evaluation, *, by: User | None, at: datetime) -> None:
    """By mail to each contact person; without any address the page tells it, and somebody calls."""
    addresses = {address.lower() for address in evaluation.agreement.mail_addresses_of(Party.PARTNER)}
    end_links(evaluation.links.exclude(email__in=addresses), at=at)  # of who is no contact person any more
    about = {"evaluation": evaluation}
    for address in sorted(addresses):
        send_link(
            EvaluationLink, mail=Kind.EVALUATION, email=address, valid_for=LINK_WORKS_FOR, by=by, at=at, about=about
        )


def _ask_team(evaluation: Evaluation, *, by: User | None, at: datetime) -> None:
    writing = letters.own_part(evaluation.agreement)
    for address in evaluation.agreement.mail_addresses_of(Party.AGENCY):
        write_message(
            kind=MessageKind.EVALUATION,
            agreement=evaluation.agreement,
            to_party=Party.AGENCY,
            recipient=address,
            subject=writing.subject,
            body=writing.body,
            by=by,
            at=at,
        )


@transaction.atomic
def fill_in(
    *,
    evaluation: Evaluation,
    party: Party,
    discuss: Collection[EvaluationQuestion],
    met: Collection[BottleneckKind],
    wishes: Collection[Amendment],
    filled_in_by: str,
    seen: str,
    link: EvaluationLink | None = None,
    by: User | None,
    at: datetime,
) -> EvaluationPart:
    """Keep what one side brings; each of its people can change it until the day of the evaluation.

    `seen` is which answers stood on the page (`EvaluationPart.seen`): what somebody else sent meanwhile stays. Raises
    Refusal then, and when the evaluation was held; Overtaken when the link works no more.
    """
    evaluation = Evaluation.objects.select_for_update(no_key=True).get(pk=evaluation.pk)
    if evaluation.held_on is not None:
        refuse("Deze evaluatie is al gehouden. U kunt uw deel niet meer wijzigen.")
    if link is not None:
        lock_open(link, at=at)
    before = EvaluationPart.objects.filter(evaluation=evaluation, party=party).first()
    if seen != (before.seen if before else ""):
        refuse("Iemand anders vulde dit intussen in. Kijk na wat er nu staat. Verstuur daarna opnieuw.")
    answers = {"discuss": [*discuss], "met": [*met], "wishes": [*wishes]}
    part, _ = EvaluationPart.objects.update_or_create(
        evaluation=evaluation,
        party=party,
        defaults={**answers, "filled_in_by": filled_in_by, "filled_in_at": at},
    )
    details = {"evaluation": str(evaluation.pk), "party": party.value}
    record(Event.EVALUATION_PART_FILLED_IN, evaluation.agreement, by=by, at=at, details=details)
    return part


def ask_all(*, at: datetime) -> int:
    """Ask for what is due by today and was not asked, and once more who did not answer; returns how many were asked.

    On working days only. What was missed is caught up for a month; what is late longer stands on the list of the
    administrators, with a button: a first start does not write to everyone.
    """
    today = timezone.localdate(at)
    if not is_workday(today, is_public_holiday):
        return 0
    asked = 0
    for agreement in Agreement.objects.unreplaced().with_papers().order_by("created_at", "pk"):
        try:
            asked += _ask_when_due(agreement, today=today, at=at)
        except Refusal as refused:  # somebody pressed the button just now
            log.info("evaluation of agreement %s: %s", agreement.pk, type(refused).__name__)
        except Exception as error:
            log.error("evaluation of agreement %s: %s", agreement.pk, type(error).__name__)
    return asked


@transaction.atomic
def _ask_when_due(agreement: Agreement, *, today: date, at: datetime) -> bool:
    coming = next((one for one in agreement.evaluations.all() if one.held_on is None), None)
    if coming is None or coming.asked_on is None:
        due_on = evaluation_due_on(agreement)
        is_due = due_on is not None and due_on <= today <= due_on + timedelta(days=DAYS_TO_CATCH_UP)
        if is_due:
            ask(agreement=agreement, by=None, at=at)
        return is_due
    waits = len(coming.parts.all()) < len(Party) and coming.reminded_on is None
    if not waits or today < workday_after(coming.asked_on, REMINDED_AFTER, is_public_holiday):
        return False
    Evaluation.objects.filter(pk=coming.pk).update(reminded_on=today)
    ask(agreement=agreement, by=None, at=at)
    return True
