"""After a copy was put back: what receivers noted since is noted again, before anything leaves (R57, ADR 0058)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from accounts.models import User
from audit.events import Event
from audit.record import record_event
from consent.models import Withdrawal
from ocmw_intake.actions.standing import keep_standing
from ocmw_intake.actions.writing import lock_intake
from ocmw_intake.journal import Act
from ocmw_intake.models import ClientWithdrawal, Deletion, Ending, Intake, Outcome, WithdrawalEnding

Entry = Mapping[str, Any]
"""One act of the journal: `act`, `referral`, `by`, `at`, and its answers as text."""


def replay(entries: Sequence[Entry], *, by: User, at: datetime) -> None:
    """Note again what the copy lost, in the order in which it happened; what it knows already changes nothing.

    A referral that was filed since the copy is not there any more: its lines are passed over.
    """
    for entry in entries:
        act = _ACTS.get(Act(entry["act"]))
        intake = Intake.objects.filter(referral=entry["referral"]).select_related("referral", "partner").first()
        if act is not None and intake is not None and act(lock_intake(intake.referral, even_when_over=True), entry, by):
            keep_standing(intake.referral_id, at=at)
            record_event(Event.RESTORED_AT_RECEIVER, by=by, at=at, about=intake, organisation=intake.partner)


def person(entry: Entry, instead: User) -> User:
    """Who did it; whoever puts the copy back, when that account is not in it."""
    return (User.objects.filter(pk=entry["by"]).first() if entry["by"] else None) or instead


def moment(entry: Entry) -> datetime:
    return datetime.fromisoformat(entry["at"])


def day(entry: Entry, name: str = "on") -> date | None:
    return date.fromisoformat(entry[name]) if entry[name] else None


def _withdrawn(intake: Intake, entry: Entry, by: User) -> bool:
    if hasattr(intake, "withdrawal"):
        return False
    noted = {"withdrawn_on": day(entry), "recorded_by": person(entry, by), "recorded_at": moment(entry)}
    ClientWithdrawal.objects.create(intake=intake, **noted)
    return True


def _ended(intake: Intake, entry: Entry, by: User) -> bool:
    is_withdrawn = hasattr(intake, "withdrawal") or Withdrawal.objects.filter(consent__referral=intake.referral_id)
    if hasattr(intake, "withdrawal_ending") or not is_withdrawn:
        return False
    said = {"deleted_on": day(entry), "said_by": person(entry, by), "said_at": moment(entry)}
    WithdrawalEnding.objects.create(intake=intake, kind=Ending(entry["kind"]), **said)
    intake.file_number = entry["file_number"]
    intake.save(update_fields=["file_number"])
    return True


def _deleted(intake: Intake, entry: Entry, by: User) -> bool:
    if hasattr(intake, "deletion"):
        return False
    declared = {"declared_on": day(entry), "declared_by": person(entry, by), "declared_at": moment(entry)}
    Deletion.objects.create(intake=intake, **declared)
    intake.file_number = ""
    intake.save(update_fields=["file_number"])
    return True


def _outcome(intake: Intake, entry: Entry, by: User) -> bool:
    """The outcome that came last holds: a mistake that was taken back stays taken back."""
    recorded = intake.outcomes.order_by("-recorded_at").first()
    known = [moment for moment in (recorded and recorded.recorded_at, recorded and recorded.replaced_at) if moment]
    if known and max(known) >= moment(entry):
        return False
    is_taken_back = entry["act"] == Act.TAKEN_BACK
    taken_back_by = person(entry, by) if is_taken_back else None
    intake.outcomes.filter(replaced_at=None).update(replaced_at=moment(entry), taken_back_by=taken_back_by)
    if not is_taken_back:
        Outcome.objects.create(
            intake=intake,
            kind=entry["kind"],
            referred_to=entry["referred_to"],
            keeps_file=entry["keeps_file"],
            stopped_on=day(entry, "stopped_on"),
            recorded_by=person(entry, by),
            recorded_at=moment(entry),
        )
    intake.file_number = entry["file_number"]
    intake.save(update_fields=["file_number"])
    return True


_ACTS: dict[Act, Callable[[Intake, Entry, User], bool]] = {
    Act.WITHDRAWN: _withdrawn,
    Act.ENDED: _ended,
    Act.DELETED: _deleted,
    Act.OUTCOME: _outcome,
    Act.TAKEN_BACK: _outcome,
}
"""What is passed on to a partner is noted again by the room that knows it."""
