"""Whether a referral was allowed at the moment it was filed, and at the moment it was sent (D26)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from agreements.models import Agreement
from agreements.past import PastAnswer, answer_for_moment
from law import gate
from law.facts import AgreementFacts, PartnerFacts, Region
from law.gate import Decision, decide
from law.known import freeze_consent
from law.obstacles import Obstacle
from referrals.models import Referral


@dataclass(frozen=True)
class JudgedMoment:
    """What happened at a moment, in words, and whether it was allowed."""

    words: str
    answer: PastAnswer


def judged_moments(referral: Referral, *, at: datetime) -> list[JudgedMoment]:
    """Filing, and sending when it was sent or may have been: under the papers that it was filed under (R44).

    Corrections are not judged here: that one of them did not leave is nothing for the team to learn (D4, ADR 0023).
    """
    papers = Agreement.objects.with_papers().get(pk=referral.agreement_id)
    moments = [("Aangemeld", referral.filed_at)]
    mail = referral.transmission
    if mail.sent_at is not None:
        moments.append(("Verstuurd", mail.sent_at))
    elif mail.is_ambiguous and (attempt := mail.attempt_set.order_by("number").last()) is not None:
        moments.append(("Misschien verstuurd", attempt.started_at))
    return [JudgedMoment(words, _judge(referral, papers, moment=moment, at=at)) for words, moment in moments]


def _judge(referral: Referral, papers: Agreement, *, moment: datetime, at: datetime) -> PastAnswer:
    """Ask all that was asked when it was sent; the mailbox to which it went belongs to what this house asks (D27)."""
    consent, recipient = referral.consent, referral.transmission.recipient
    withdrawal = getattr(consent, "withdrawal", None)

    def ask(partner: PartnerFacts | None, agreement: AgreementFacts | None, known_at: datetime | None) -> Decision:
        is_end_known = withdrawal is not None and (known_at is None or withdrawal.recorded_at <= known_at)
        decision = gate.check(
            consent=freeze_consent(consent, is_end_known=is_end_known),
            residence=referral.residence_id,
            region=Region(referral.residence.region),
            partner=partner,
            agreement=agreement,
            sender=referral.filed_by,
            on=timezone.localdate(moment),
        )
        mailbox = agreement and agreement.protocol_facts and agreement.protocol_facts.mailbox_facts
        if mailbox and mailbox.address != recipient:
            return decide(decision.on, [*decision.obstacles, Obstacle.MAILBOX_CHANGED], decision.notes)
        return decision

    return answer_for_moment(ask, agreement=papers, residence=referral.residence, moment=moment, at=at)
