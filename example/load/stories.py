"""What became of one invented referral: opened or not, withdrawn, corrected, contacted, ended."""

from datetime import UTC, datetime, time, timedelta
from random import Random

from django.db import models
from django.utils import timezone

from accounts.models import User
from consent.models import Reason, Withdrawal
from ocmw_intake.models import (
    Cause,
    ClientWithdrawal,
    ContactAttempt,
    ContactChannel,
    Deletion,
    Ending,
    Intake,
    IntakeStatus,
    Outcome,
    OutcomeKind,
    WithdrawalEnding,
)
from referrals.models import (
    FOUR_FIELDS,
    Answer,
    Correction,
    Defect,
    DeletionDeclaration,
    DeletionNotice,
    Referral,
    ReportedBy,
    SpokeWith,
)

OBSTACLES = ("mailbox_missing", "agreement_ended", "sharing_suspended", "consent_withdrawn")
OPEN_WHILE = timedelta(days=45)
"""Younger referrals are mostly still worked on, older ones hardly ever."""


class Story:
    """Rolls the dice for one referral; `rows` are what is to be written besides it."""

    def __init__(self, referral: Referral, *, member: User, worker: User, chance: Random, until: datetime) -> None:
        self.referral, self.member, self.worker = referral, member, worker
        self.chance, self.until = chance, until
        self.withdrawn_at: datetime | None = None
        self.rows: list[models.Model] = []

    def tell(self) -> None:
        """Nothing happens to what never arrived."""
        received_at = self.referral.transmission.sent_at
        if received_at is None:
            return
        if self.chance.random() < 0.85:
            self.referral.opened_at = self._after(received_at, days=10)
        self.intake = Intake(
            referral=self.referral,
            partner_id=self.referral.partner_id,
            received_at=received_at,
            status=IntakeStatus.TO_CONTACT,
        )
        if self.chance.random() < 0.04:
            self._withdraw(received_at)
        else:
            if self.chance.random() < 0.03:
                self._correct(received_at)
            self._follow_up(received_at)
        self.rows.insert(0, self.intake)

    def _after(self, moment: datetime, *, days: float) -> datetime:
        """Some time later, mostly soon; never past the end of the period."""
        return min(moment + timedelta(days=days) * self.chance.random() ** 2, self.until)

    def _withdraw(self, received_at: datetime) -> None:
        at = self.withdrawn_at = self._after(received_at, days=30)
        on = timezone.localdate(at)
        self.rows += [
            Withdrawal(
                consent=self.referral.consent,
                withdrawn_on=on,
                reason=self.chance.choice(list(Reason)),
                recorded_by=self.member,
                recorded_at=at,
            ),
            DeletionNotice(
                referral=self.referral,
                reason=Reason.CHANGED_MIND,
                asked_by=self.member,
                asked_at=at,
                called_on=on,
                called_by=self.member,
                spoke_with=SpokeWith.SOCIAL_WORKER,
            ),
        ]
        self._must_go(at, Cause.TEAM)
        if self._is_done(at):
            declared = {"declared_on": on, "declared_by": self.worker, "declared_at": at}
            self.rows.append(DeletionDeclaration(referral=self.referral, **declared))
            self._say_all_is_gone(at)
            self.intake.status = IntakeStatus.DELETED

    def _correct(self, received_at: datetime) -> None:
        at = self._after(received_at, days=20)
        self.rows.append(
            Correction(
                referral=self.referral,
                **{self.chance.choice(list(FOUR_FIELDS)): self.chance.choice(list(Defect))},
                how=ReportedBy.SITE,
                reported_by=self.worker,
                reported_at=at,
                answer=Answer.RIGHT,
                answered_by=self.member,
                answered_at=at,
            )
        )

    def _follow_up(self, received_at: datetime) -> None:
        """Attempts, an outcome, and what follows from it."""
        if not self._is_done(received_at) and self.chance.random() < 0.5:
            return
        was_reached = self.chance.random() < 0.75
        at = received_at
        for number in range(self.chance.randrange(1, 4)):
            at = self._after(at, days=8)
            self._try(at, reached=was_reached and number == 0)
        self.intake.status = IntakeStatus.REACHED if was_reached else IntakeStatus.NOT_REACHED
        if self._is_done(received_at):
            self._end(at, was_reached=was_reached)

    def _try(self, at: datetime, *, reached: bool) -> None:
        self.rows.append(
            ContactAttempt(
                intake=self.intake,
                made_on=timezone.localdate(at),
                channel=self.chance.choice(list(ContactChannel)),
                reached=reached,
                made_by=self.worker,
                recorded_at=at,
            )
        )

    def _end(self, at: datetime, *, was_reached: bool) -> None:
        kinds = (OutcomeKind.WANTS_HELP, OutcomeKind.DECLINES, OutcomeKind.REFERRED_ON)
        kind = self.chance.choices(kinds, [6, 3, 1])[0] if was_reached else OutcomeKind.NOT_REACHED
        keeps_file = kind.keeps_file(answer=True)
        stopped_on = timezone.localdate(at) if kind == OutcomeKind.NOT_REACHED else None
        said = {"kind": kind, "keeps_file": keeps_file, "stopped_on": stopped_on}
        self.rows.append(Outcome(intake=self.intake, **said, recorded_by=self.worker, recorded_at=at))
        self.intake.status = IntakeStatus.CLOSED
        if keeps_file:
            self.intake.file_number = f"{at:%Y}/{self.chance.randrange(100_000):05}" if was_reached else ""
            return
        cause = Cause(kind)
        if kind == OutcomeKind.DECLINES and self.chance.random() < 0.1:
            cause = Cause.WITHDRAWN
            on = timezone.localdate(at)
            answers = {"withdrawn_on": on, "recorded_by": self.worker, "recorded_at": at}
            self.rows.append(ClientWithdrawal(intake=self.intake, **answers))
        # Who gave up says a day (D23), as `with_standing` reads it.
        since = datetime.combine(stopped_on, time.min, UTC) if stopped_on else at
        self._must_go(since, cause)
        if self._is_done(at):
            declared = {"declared_on": timezone.localdate(at), "declared_by": self.worker, "declared_at": at}
            self.rows.append(Deletion(intake=self.intake, **declared))
            if cause == Cause.WITHDRAWN:
                self._say_all_is_gone(at)
            self.intake.status = IntakeStatus.DELETED

    def _say_all_is_gone(self, at: datetime) -> None:
        said = {"kind": Ending.EVERYTHING_DELETED, "deleted_on": timezone.localdate(at), "said_at": at}
        self.rows.append(WithdrawalEnding(intake=self.intake, said_by=self.worker, **said))

    def _must_go(self, since: datetime, cause: Cause) -> None:
        self.intake.status = IntakeStatus.TO_DELETE
        self.intake.must_go_since, self.intake.must_go_because = since, cause

    def _is_done(self, since: datetime) -> bool:
        """Whether what began then has come to its end by now."""
        return self.chance.random() < (0.98 if self.until - since > OPEN_WHILE else 0.35)
