"""Two past years and the months since, so that the figures and the dossier for the evaluation show something.

Long over: every referral of then is erased on the side of the team, and followed up to the end at the receiver. Rows
are made at once instead of by actions, for nobody lived these years; the numbers of each kind are chosen, not drawn.
"""

import uuid
from datetime import date, datetime, timedelta
from itertools import cycle
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from agreements.models import Agreement
from consent import information
from consent.models import Channel, Client, Consent, Interpreter, Language, Withdrawal
from directory.models import Municipality
from example import accounts
from example.referrals import TOLD
from figures.period import last_closed_year, midnight
from ocmw_intake.actions.standing import keep_standing
from ocmw_intake.models import (
    DATA_MUST_GO,
    ContactAttempt,
    ContactChannel,
    Deletion,
    Ground,
    Intake,
    Outcome,
    OutcomeKind,
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
    for number, part in ((closed - 1, 0.6), (closed, 1.0), (closed + 1, 0.8)):
        until = min(midnight(date(number + 1, 1, 1)), at - SAFE_AGE)
        PastYear(westerlo, "Westerlo", kempen, carla).pass_by(midnight(date(number, 1, 2)), until, part)
        PastYear(brussels, "Brussel", demer, driss).pass_by(midnight(date(number, 1, 2)), until, part / 2)


class PastYear:
    """The referrals under one agreement in one year."""

    def __init__(self, agreement: Agreement, municipality: str, member: User, worker: User) -> None:
        self.agreement, self.member, self.worker = agreement, member, worker
        self.residence = Municipality.objects.get(name=municipality, region__in=["VLG", "BRU"])

    def pass_by(self, start: datetime, until: datetime, part: float) -> None:
        """File `part` of the usual number, evenly spread, and follow each up to its end."""
        kinds = [kind for kind, number in ENDINGS.items() for _one in range(round(number * part))]
        kinds = kinds[::2] + kinds[1::2]
        if until <= start or not kinds:
            return
        step = (until - start) / len(kinds)
        referrals = [self._referral(start + step * place + timedelta(hours=9), place) for place in range(len(kinds))]
        Consent.objects.bulk_create(one.consent for one in referrals)
        Transmission.objects.bulk_create(one.transmission for one in referrals)
        Referral.objects.bulk_create(referrals)
        self._follow_up(referrals, kinds)
        self._tell_the_team(referrals)
        for one in referrals:
            keep_standing(one.pk, at=one.filed_at)

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
        """An attempt and an outcome each; what had to go is deleted."""
        intakes = [
            Intake(
                referral=one, partner=one.partner, received_at=one.filed_at + timedelta(minutes=1), status="to_contact"
            )
            for one in referrals
        ]
        Intake.objects.bulk_create(intakes)
        attempts, outcomes, deletions = [], [], []
        for intake, kind, days in zip(intakes, kinds, cycle(DAYS_TO_ATTEMPT), strict=False):
            at = intake.received_at + timedelta(days=days)
            common: dict[str, Any] = {"intake": intake, "recorded_at": at}
            attempts.append(
                ContactAttempt(
                    made_on=timezone.localdate(at), channel=ContactChannel.PHONE, made_by=self.worker,
                    reached=kind.ground == Ground.REACHED, **common,
                )
            )  # fmt: skip
            outcomes.append(Outcome(kind=kind, recorded_by=self.worker, **common))
            if kind in DATA_MUST_GO:
                gone = at + timedelta(days=2)
                deletions.append(
                    Deletion(
                        intake=intake, declared_on=timezone.localdate(gone), declared_by=self.worker, declared_at=gone
                    )
                )
        ContactAttempt.objects.bulk_create(attempts)
        Outcome.objects.bulk_create(outcomes)
        Deletion.objects.bulk_create(deletions)

    def _tell_the_team(self, referrals: list[Referral]) -> None:
        """Some clients withdrew, and some data were corrected."""
        withdrawn = referrals[::WITHDRAWN_EVERY]
        Withdrawal.objects.bulk_create(
            Withdrawal(
                consent=one.consent, withdrawn_on=timezone.localdate(one.filed_at), recorded_by=self.member,
                recorded_at=one.filed_at + timedelta(hours=5),
            )
            for one in withdrawn
        )  # fmt: skip
        DeletionDeclaration.objects.bulk_create(
            DeletionDeclaration(
                referral=one, declared_on=timezone.localdate(one.filed_at), declared_by=self.worker,
                declared_at=one.filed_at + timedelta(hours=6),
            )
            for one in withdrawn
        )  # fmt: skip
        fields = cycle([("address_defect", Defect.OUTDATED), ("phone_defect", Defect.WRONG)])
        Correction.objects.bulk_create(
            Correction(
                referral=one, how=ReportedBy.SITE, reported_by=self.worker, reported_at=one.filed_at,
                answer=Answer.CORRECTED, answered_by=self.member, answered_at=one.filed_at, **{column: defect},
            )
            for one, (column, defect) in zip(referrals[::CORRECTED_EVERY], fields, strict=False)
        )  # fmt: skip
