"""Who handles a follow-up: taking it, giving it to a colleague, giving it back (ADR 0032)."""

import uuid
from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.events import Event
from audit.record import Code, record_event
from directory.models import Organisation
from law.refusal import Overtaken, Refusal
from ocmw_intake.actions.refusals import DATA_DELETED
from ocmw_intake.actions.writing import require_secrecy
from ocmw_intake.models import Intake, IntakeQuerySet, IntakeStatus, handlers_at

NOT_A_COLLEAGUE = "Kies een collega uit de lijst."
"""Only a social worker of the same receiver handles its follow-ups (R8)."""


def take(intake: Intake, *, by: User, at: datetime) -> None:
    """Put a follow-up that nobody handles on one's own name. Raises as `assign` does."""
    assign(intake, to=by.pk, instead_of=None, by=by, at=at)


def take_when_free(intake: Intake, *, by: User, at: datetime) -> None:
    """Put a follow-up on the name of who does something for it, when nobody handles it: who calls follows up."""
    handlers = handlers_at([intake.partner_id])
    if handlers.of(intake) is None and by.pk in handlers.names[intake.partner_id]:
        take(intake, by=by, at=at)


def leave(intake: Intake, *, by: User, at: datetime) -> None:
    """Give a follow-up that one handles back to nobody. Raises as `assign` does."""
    assign(intake, to=None, instead_of=by.pk, by=by, at=at)


@transaction.atomic
def assign(intake: Intake, *, to: uuid.UUID | None, instead_of: uuid.UUID | None, by: User, at: datetime) -> None:
    """Let a social worker of the same receiver handle a follow-up, or nobody.

    `instead_of` is who handled it when the person looked: of two who choose at once the second is told of the first.
    Who handles it already, keeps it: a second press changes nothing. Raises SecrecyNotDeclared, or Refusal.
    """
    require_secrecy(by, at)
    locked = Intake.objects.select_for_update(no_key=True).get(pk=intake.pk)
    if locked.status == IntakeStatus.DELETED:
        raise Refusal(DATA_DELETED)
    handlers = handlers_at([locked.partner_id])
    if to is not None and to not in handlers.names[locked.partner_id]:
        raise Refusal(NOT_A_COLLEAGUE)
    handler = handlers.of(locked)
    if handler == to:
        return
    if handler != instead_of:
        raise Overtaken(_handled_by(handlers.name_of(locked)))
    locked.assigned_to_id = to
    locked.save(update_fields=["assigned_to"])
    record_event(Event.FOLLOW_UP_ASSIGNED, by=by, at=at, about=locked, organisation=locked.partner)


@transaction.atomic
def hand_over(*, organisation: Organisation, giver: User, taker: User, by: User, at: datetime) -> int:
    """Give every follow-up that `giver` handles at this receiver to `taker`; returns how many.

    For who leaves (D34): `giver` still works here while this is done. Raises SecrecyNotDeclared, or Refusal.
    """
    require_secrecy(by, at)
    handlers = handlers_at([organisation.pk])
    if taker.pk == giver.pk or not {taker.pk, by.pk} <= set(handlers.names[organisation.pk]):
        raise Refusal(NOT_A_COLLEAGUE)
    handled = handled_follow_ups(giver, organisation).select_for_update(no_key=True, of=("self",)).order_by("pk")
    count = Intake.objects.filter(pk__in=list(handled.values_list("pk", flat=True))).update(assigned_to=taker)
    if count:
        details: dict[str, Code] = {"to": str(taker.pk), "count": count}
        event = Event.FOLLOW_UPS_HANDED_OVER
        record_event(event, by=by, at=at, about=giver, organisation=organisation, details=details)
    return count


def count_handled(person: User, receiver: Organisation) -> int:
    """How many follow-ups `hand_over` would give to somebody else."""
    return handled_follow_ups(person, receiver).count()


def handled_follow_ups(person: User, receiver: Organisation) -> IntakeQuerySet:
    """What is on this person's name at a receiver and still asks for something."""
    return Intake.objects.filter(partner=receiver, assigned_to=person).exclude(status=IntakeStatus.DELETED)


def _handled_by(name: str) -> str:
    """Meanwhile the handler became another than the person saw; the name is empty when there is none any more."""
    if not name:
        return "Niemand volgt deze aanmelding nog op. Zet ze op uw naam als u dat wilt."
    return f"{name} volgt deze aanmelding al op. Overleg eerst met {name}."
