"""A past day is judged twice, and the two answers are put together (D26).

The law and the papers are asked as they are known now: what is dated, counts on its day, whenever it was typed. This
house is asked as it was then: a mailbox that was checked on that day stays checked, and a check that came later, for
another mailbox, changes nothing of it. Before the papers were registered here, this house asked nothing.
"""

from law.findings import Asker
from law.gate import Decision, decide
from law.obstacles import Obstacle


def judged_by(papers: Decision, house: Decision | None) -> Decision:
    """The reasons of the papers in the one decision, and of this house in the other; None: not registered by then."""
    reasons = [one for one in papers.obstacles if one.asked_by is Asker.PAPERS]
    if house is not None and Obstacle.NO_LEGAL_GROUND_IN_REGION not in reasons:
        reasons += [one for one in house.obstacles if one.asked_by is Asker.HOUSE]
        # The paper may name a mailbox that this house did not have yet: then it had not checked it either.
        if Obstacle.MAILBOX_MISSING in house.obstacles and Obstacle.MAILBOX_MISSING not in reasons:
            reasons.append(Obstacle.MAILBOX_NOT_VERIFIED)
    return decide(papers.on, reasons, papers.notes)


def asked_by(asker: Asker, decision: Decision) -> tuple[Obstacle, ...]:
    """The reasons of one of the two."""
    return tuple(one for one in decision.obstacles if one.asked_by is asker)
