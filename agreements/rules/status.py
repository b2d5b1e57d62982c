"""Where an agreement stands, in one word of the glossary. Only words: what may and may not is for `law.gate` alone."""

from agreements.models import Agreement
from agreements.terms.status import Status
from law.days import has_come
from law.gate import Decision
from law.obstacles import Obstacle

_OVER = {
    Obstacle.AGREEMENT_ENDED,
    Obstacle.AGREEMENT_NOTICE_EXPIRED,
    Obstacle.PROTOCOL_ENDED,
    Obstacle.PROTOCOL_NOTICE_EXPIRED,
    Obstacle.PROTOCOL_ENDED_FOR_BREACH,
    Obstacle.LEGAL_GROUND_GONE,
}
_WITHOUT_ADVICE = {Obstacle.ADVICE_OF_AGENCY_MISSING, Obstacle.ADVICE_OF_PARTNER_MISSING}
_TO_SIGN = {
    Obstacle.AGREEMENT_NOT_SIGNED_BY_AGENCY,
    Obstacle.AGREEMENT_NOT_SIGNED_BY_PARTNER,
    Obstacle.PROTOCOL_NOT_SIGNED_BY_AGENCY,
    Obstacle.PROTOCOL_NOT_SIGNED_BY_PARTNER,
    Obstacle.ADVICE_OF_AGENCY_AFTER_SIGNATURE,
    Obstacle.ADVICE_OF_PARTNER_AFTER_SIGNATURE,
}
_UNFINISHED = {
    Obstacle.AGREEMENT_INCOMPLETE,
    Obstacle.AGREEMENT_DOUBTED,
    Obstacle.AGREEMENT_WITHOUT_START,
    Obstacle.AGREEMENT_WITHOUT_NOTICE_PERIOD,
    Obstacle.PROTOCOL_MISSING,
    Obstacle.PROTOCOL_INCOMPLETE,
    Obstacle.PROTOCOL_DOUBTED,
    Obstacle.PROTOCOL_WITHOUT_START,
    Obstacle.PROTOCOL_WITHOUT_NOTICE_PERIOD,
}
_LATER = {Obstacle.AGREEMENT_NOT_YET_IN_FORCE, Obstacle.PROTOCOL_NOT_YET_IN_FORCE}


def status_of(agreement: Agreement, decision: Decision) -> Status:
    """The word for an agreement on the day of the decision, which comes from `law.gate.check_agreement`.

    The mailbox does not count: papers can be in force while nothing may be sent. "Wacht op advies DPO" means that a DPO
    was asked, or that one of the two answered; before that the papers are "in opmaak".
    """
    found = set(decision.obstacles)
    protocol = agreement.protocol_facts
    if found & _OVER:
        return Status.ENDED
    if Obstacle.SHARING_SUSPENDED in found:
        return Status.SUSPENDED
    if found & _WITHOUT_ADVICE:
        advices = protocol.dpo_advices.all() if protocol else []
        asked = any(has_come(one.asked_on or one.advised_on, decision.on) for one in advices)
        return Status.AWAITING_ADVICE if asked else Status.DRAFT
    if found & _TO_SIGN:
        return Status.TO_SIGN
    if found & _UNFINISHED:
        return Status.DRAFT
    if found & _LATER:
        return Status.NOT_YET_IN_FORCE
    papers = [agreement, protocol] if protocol else [agreement]
    if any(has_come(paper.notice_given_on, decision.on) for paper in papers):
        return Status.UNDER_NOTICE
    return Status.IN_FORCE
