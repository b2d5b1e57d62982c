"""Where an agreement stands, in one word of the glossary. Only words: what may and may not is for `law.gate` alone."""

from agreements.models import Agreement
from agreements.terms.status import PaperStatus, status_at
from law.days import has_come
from law.gate import Decision


def status_of(agreement: Agreement, decision: Decision) -> PaperStatus:
    """The word for an agreement on the day of the decision, which comes from `law.gate.check_agreement`."""
    protocol = agreement.protocol_facts
    papers = [agreement, protocol] if protocol else [agreement]
    advices = protocol.dpo_advices.all() if protocol else []
    return status_at(
        decision,
        advice_is_awaited=any(has_come(advice.asked_on or advice.advised_on, decision.on) for advice in advices),
        is_under_notice=any(has_come(paper.notice_given_on, decision.on) for paper in papers),
    )
