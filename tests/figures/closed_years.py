"""Small worlds of which the figures are counted by hand (R80)."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from agreements.models import Agreement
from figures.receiver_side import tell_receiver_side
from figures.scope import Scope
from law.roles import Role
from ocmw_intake.models import ContactAttempt, Intake, Outcome, OutcomeKind
from referrals.models import Referral
from tests.builders.accounts import a_user
from tests.builders.referrals import a_referral

EVERYTHING = Scope(sees_all=True, own_teams=frozenset(), own_partners=frozenset())
IN_2025 = datetime(2025, 6, 2, 8, 0, tzinfo=UTC)
AFTERWARDS = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
LAST_YEAR = "?periode=2025"


def arrived(agreement: Agreement, number: int, *, at: datetime = IN_2025, **changes: Any) -> list[Referral]:
    """So many referrals that were filed and sent at this moment."""
    by = a_user(Role.TEAM_MEMBER, agreement.team)
    return [
        a_referral(
            team=agreement.team, partner=agreement.partner, agreement=agreement, filed_by=by, filed_at=at, sent=True,
            **changes,
        )
        for _number in range(number)
    ]  # fmt: skip


def outcome(referral: Referral, kind: str, *, at: datetime, replaced_at: datetime | None = None) -> None:
    intake = Intake.objects.get(referral=referral)
    Outcome.objects.create(
        intake=intake, **what_was_said(kind, at=at), recorded_by=referral.filed_by, recorded_at=at,
        replaced_at=replaced_at,
    )  # fmt: skip


def what_was_said(kind: str, *, at: datetime) -> dict[str, Any]:
    """The columns of an outcome: an own file where one is possible, and since when one gave up (D23)."""
    given_up = timezone.localdate(at) if kind == OutcomeKind.NOT_REACHED else None
    return {"kind": kind, "keeps_file": OutcomeKind(kind).keeps_file(answer=True), "stopped_on": given_up}


def attempt(referral: Referral, *, days: int, recorded: datetime | None = None) -> None:
    day = timezone.localdate(referral.filed_at) + timedelta(days=days)
    ContactAttempt.objects.create(
        intake=Intake.objects.get(referral=referral), made_on=day, channel="phone", reached=False,
        made_by=referral.filed_by, recorded_at=recorded or referral.filed_at + timedelta(days=days),
    )  # fmt: skip


def outcomes(agreement: Agreement, at: datetime = IN_2025, **numbers: int) -> None:
    """Referrals that arrived, so many with each outcome."""
    for kind, number in numbers.items():
        for referral in arrived(agreement, number, at=at):
            if kind != "no_outcome":
                outcome(referral, kind, at=at + timedelta(days=9))


def numbers(agreement: Agreement, table: str = "outcomes", *, of: int = 2025) -> dict[str, int | None]:
    return tell_receiver_side(of, (agreement.team_id, agreement.partner_id)).tables[table]
