"""Where an agreement can stand, in the words of the glossary."""

from enum import auto

from audit.codes import Codes
from law.findings import PaperStage
from law.gate import Decision


class PaperStatus(Codes):
    """The words on screen, from the first draft to the end."""

    DRAFT = auto(), "in opmaak"
    AWAITING_ADVICE = auto(), "wacht op advies DPO"
    TO_SIGN = auto(), "te ondertekenen"
    NOT_YET_IN_FORCE = auto(), "nog niet in werking"
    IN_FORCE = auto(), "in werking"
    UNDER_NOTICE = auto(), "opgezegd"
    SUSPENDED = auto(), "opgeschort"
    ENDED = auto(), "beëindigd"

    @property
    def tone(self) -> str:
        """The colour that repeats the word (templates/components/tag.html)."""
        return _TONES[self]


_TONES = {
    PaperStatus.DRAFT: "info",
    PaperStatus.AWAITING_ADVICE: "info",
    PaperStatus.TO_SIGN: "info",
    PaperStatus.NOT_YET_IN_FORCE: "info",
    PaperStatus.IN_FORCE: "success",
    PaperStatus.UNDER_NOTICE: "warning",
    PaperStatus.SUSPENDED: "warning",
    PaperStatus.ENDED: "neutral",
}

_AT_STAGE = {
    PaperStage.OVER: PaperStatus.ENDED,
    PaperStage.SUSPENDED: PaperStatus.SUSPENDED,
    PaperStage.WITHOUT_ADVICE: PaperStatus.AWAITING_ADVICE,
    PaperStage.TO_SIGN: PaperStatus.TO_SIGN,
    PaperStage.INCOMPLETE: PaperStatus.DRAFT,
    PaperStage.DOUBTED: PaperStatus.DRAFT,
    PaperStage.WITHOUT_START: PaperStatus.DRAFT,
    PaperStage.WITHOUT_NOTICE_PERIOD: PaperStatus.DRAFT,
    PaperStage.NOT_YET_IN_FORCE: PaperStatus.NOT_YET_IN_FORCE,
    PaperStage.NONE: PaperStatus.IN_FORCE,
}


def status_at(decision: Decision, *, advice_is_awaited: bool, is_under_notice: bool) -> PaperStatus:
    """The word for papers of which the gate says this; of all the obstacles, the heaviest stage decides.

    The mailbox does not count: papers can be in force while nothing may be sent. "Wacht op advies DPO" means that a DPO
    was asked, or that one of the two answered; before that the papers are "in opmaak".
    """
    stages = {obstacle.stage for obstacle in decision.obstacles}
    status = next((_AT_STAGE[stage] for stage in PaperStage if stage in stages), PaperStatus.IN_FORCE)
    if status == PaperStatus.AWAITING_ADVICE and not advice_is_awaited:
        return PaperStatus.DRAFT
    if status == PaperStatus.IN_FORCE and is_under_notice:
        return PaperStatus.UNDER_NOTICE
    return status
