"""Two past years and the months since, so that the figures and the dossier for the evaluation show something.

Long over: every referral of then is erased on the side of the team, and followed up to the end at the receiver. Rows
are written in bulk instead of by actions, for nobody lived these years; the numbers of each kind are chosen, not drawn.
"""

import uuid
from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle
from typing import Any, Final

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from accounts.models import User
from agreements.models import Agreement
from consent import information
from consent.models import Channel, Client, Consent, Interpreter, Language, Withdrawal
from directory.models import Municipality
from example import accounts
from example.referrals import TOLD
from figures.period import last_closed_year, midnight
from ocmw_intake.models import (
    Cause,
    ContactAttempt,
    ContactChannel,
    Deletion,
    Ending,
    Ground,
    Intake,
    IntakeStatus,
    Outcome,
    OutcomeKind,
    WithdrawalEnding,
)
from outbox.models import Kind, Transmission, TransmissionStatus
from referrals.models import Answer, Correction, Defect, DeletionDeclaration, Referral, ReportedBy
from referrals.terms.reference import new_reference

ENDINGS: Final = {
    OutcomeKind.WANTS_HELP: 26,
    OutcomeKind.DECLINES: 12,
    OutcomeKind.NOT_REACHED: 8,
    OutcomeKind.REFERRED_ON: 5,
    OutcomeKind.MOVED: 3,
}
"""How the contact ended, in a year with one agreement; fewer in the year before."""

DAYS_TO_OPENING: Final = (0, 0, 1, 1, 1, 2, 3, 5, 9)
DAYS_TO_ATTEMPT: Final = (0, 1, 1, 2, 2, 3, 4, 6, 10, 16)
SAFE_AGE: Final = timedelta(days=120)
"""What is younger, the example leaves to the referrals that someone can work on."""

WITHDRAWN_EVERY: Final = 9
CORRECTED_EVERY: Final = 7


@transaction.atomic
def add_past_years(users: dict[str, User], *, at: datetime) -> None:
    """The years of both agreements that were in force then."""
    closed = last_closed_year(timezone.localdate(at))
    westerlo = Agreement.objects.get(partner__name=accounts.OCMW_WESTERLO)
    brussels = Agreement.objects.get(partner__name=accounts.CAW_BRUSSELS)
    kempen, demer = users[accounts.TEAM_MEMBER_KEMPEN.email], users[accounts.TEAM_MEMBER_DEMER.email]
    carla, driss = users[accounts.SOCIAL_WORKER_WESTERLO.email], users[accounts.SOCIAL_WORKER_BRUSSELS.email]
    past = PastRows()
    at_westerlo = PastYears(westerlo, "Westerlo", kempen, carla, past)
    at_brussels = PastYears(brussels, "Brussel", demer, driss, past)
    for number, part in ((closed - 1, 0.6), (closed, 1.0), (closed + 1, 0.8)):
        until = min(midnight(date(number + 1, 1, 1)), at - SAFE_AGE)
        at_westerlo.pass_by(midnight(date(number, 1, 2)), until, part)
        at_brussels.pass_by(midnight(date(number, 1, 2)), until, part / 2)
    past.write()


class PastRows:
    """The rows of all past years, by table, until they are written at once."""

    ORDER: Final = (
        Consent, Transmission, Referral, Intake, ContactAttempt, Outcome, Deletion,
        WithdrawalEnding,
        Withdrawal, DeletionDeclaration, Correction,
    )  # fmt: skip
    """Tables in the order in which their rows can be written."""

    def __init__(self) -> None:
        self.of: dict[type[Model], list[Any]] = {table: [] for table in self.ORDER}

    def add(self, *rows: Model) -> None:
        for row in rows:
            self.of[type(row)].append(row)

    def write(self) -> None:
        for table in self.ORDER:
            table._default_manager.bulk_create(self.of[table])


class PastYears:
    """The referrals under one agreement, year by year."""

    def __init__(self, agreement: Agreement, municipality: str, member: User, worker: User, past: PastRows) -> None:
        self.agreement, self.member, self.worker, self.past = agreement, member, worker, past
        self.residence = Municipality.objects.get(name=municipality, region__in=["VLG", "BRU"])

    def pass_by(self, start: datetime, until: datetime, part: float) -> None:
        """File `part` of the usual number, evenly spread, and follow each up to its end."""
        kinds = [kind for kind, number in ENDINGS.items() for _one in range(round(number * part))]
        kinds = kinds[::2] + kinds[1::2]
        if until <= start or not kinds:
            return
        step = (until - start) / len(kinds)
        referrals = [self._referral(start + step * place + timedelta(hours=9), place) for place in range(len(kinds))]
        for one in referrals:
            self.past.add(one.consent, one.transmission, one)
        self._follow_up(referrals, kinds)
        self._correct(referrals)

    def _referral(self, at: datetime, place: int) -> Referral:
        key, reference = uuid.uuid4(), new_reference()
        team, partner = self.agreement.team, self.agreement.partner
        told: dict[str, Any] = dict.fromkeys([*TOLD, "is_free", "is_explicit", "is_decided_together"], True)
        consent = Consent(
            team=team, receiver=partner, obtained_by=self.member, client=Client.PARENT, recorded_at=at,
            given_on=timezone.localdate(at), channel=Channel.ORAL, language=Language.DUTCH,
            interpreter=Interpreter.NONE, text_version=information.CURRENT, **told,
        )  # fmt: skip
        mail = Transmission(
            kind=Kind.REFERRAL, subject_id=key, reference=reference, papers_id=self.agreement.pk,
            recipient="vroeger@voorbeeld.example", message_id=f"<{key}@voorbeeld.example>", dated_at=at, due_at=at,
            created_at=at, status=TransmissionStatus.SENT, sent_at=at + timedelta(minutes=1), attempt_count=1,
        )  # fmt: skip
        return Referral(
            id=key, reference=reference, team=team, partner=partner, residence=self.residence,
            agreement=self.agreement, consent=consent, transmission=mail, filed_by=self.member, filed_at=at,
            opened_at=at + timedelta(days=DAYS_TO_OPENING[place % len(DAYS_TO_OPENING)], hours=2),
            erased_at=at + timedelta(days=45),
        )  # fmt: skip

    def _follow_up(self, referrals: list[Referral], kinds: list[OutcomeKind]) -> None:
        """An attempt and an outcome each; what had to go is deleted. Some clients withdrew as well."""
        for place, (one, kind, days) in enumerate(zip(referrals, kinds, cycle(DAYS_TO_ATTEMPT), strict=False)):
            received_at: datetime = one.filed_at + timedelta(minutes=1)
            at = received_at + timedelta(days=days)
            intake = Intake(referral=one, partner=one.partner, received_at=received_at, status=IntakeStatus.CLOSED)
            common: dict[str, Any] = {"intake": intake, "recorded_at": at}
            attempt = ContactAttempt(
                made_on=timezone.localdate(at), channel=ContactChannel.PHONE, made_by=self.worker,
                reached=kind.ground == Ground.REACHED, **common,
            )  # fmt: skip
            stopped_on = timezone.localdate(at) if kind == OutcomeKind.NOT_REACHED else None
            said = {"kind": kind, "keeps_file": kind.keeps_file(answer=True), "stopped_on": stopped_on}
            self.past.add(intake, attempt, Outcome(**said, recorded_by=self.worker, **common))
            if not said["keeps_file"]:
                since = datetime.combine(stopped_on, time.min, UTC) if stopped_on else at
                self._delete(intake, Cause(kind), since=since, declared_at=at + timedelta(days=2))
            if place % WITHDRAWN_EVERY == 0:
                self._withdraw(one, intake)

    def _delete(self, intake: Intake, cause: Cause, *, since: datetime, declared_at: datetime) -> None:
        """The data had to go, and went: with the team's declaration when the team asked, else with the receiver's."""
        intake.status, intake.must_go_since, intake.must_go_because = IntakeStatus.DELETED, since, cause
        declared = {
            "declared_on": timezone.localdate(declared_at), "declared_by": self.worker, "declared_at": declared_at,
        }  # fmt: skip
        if cause == Cause.TEAM:
            self.past.add(DeletionDeclaration(referral=intake.referral, **declared))
            said = {"kind": Ending.EVERYTHING_DELETED, "deleted_on": declared["declared_on"], "said_at": declared_at}
            self.past.add(WithdrawalEnding(intake=intake, said_by=self.worker, **said))
        else:
            self.past.add(Deletion(intake=intake, **declared))

    def _withdraw(self, referral: Referral, intake: Intake) -> None:
        at = referral.filed_at + timedelta(hours=5)
        on = timezone.localdate(referral.filed_at)
        self.past.add(Withdrawal(consent=referral.consent, withdrawn_on=on, recorded_by=self.member, recorded_at=at))
        self._delete(intake, Cause.TEAM, since=at, declared_at=at + timedelta(hours=1))

    def _correct(self, referrals: list[Referral]) -> None:
        fields = cycle([("address_defect", Defect.OUTDATED), ("phone_defect", Defect.WRONG)])
        for one, (column, defect) in zip(referrals[::CORRECTED_EVERY], fields, strict=False):
            self.past.add(
                Correction(
                    referral=one, how=ReportedBy.SITE, reported_by=self.worker, reported_at=one.filed_at,
                    answer=Answer.CORRECTED, answered_by=self.member, answered_at=one.filed_at, **{column: defect},
                )
            )  # fmt: skip
