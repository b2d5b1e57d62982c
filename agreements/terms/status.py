"""Where an agreement can stand, in the words of the glossary."""

from django.db import models

from law.findings import Stage
from law.gate import Decision


class Status(models.TextChoices):
    """The words on screen, from the first draft to the end."""

    DRAFT = "draft", "in opmaak"
    AWAITING_ADVICE = "awaiting_advice", "wacht op advies DPO"
    TO_SIGN = "to_sign", "te ondertekenen"
    NOT_YET_IN_FORCE = "not_yet_in_force", "nog niet in werking"
    IN_FORCE = "in_force", "in werking"
    UNDER_NOTICE = "under_notice", "opgezegd"
    SUSPENDED = "suspended", "opgeschort"
    ENDED = "ended", "beëindigd"

    @property
    def tone(self) -> str:
        """The colour that repeats the word (templates/components/tag.html)."""
        return _TONES[self]


_TONES = {
    Status.DRAFT: "info",
    Status.AWAITING_ADVICE: "info",
    Status.TO_SIGN: "info",
    Status.NOT_YET_IN_FORCE: "info",
    Status.IN_FORCE: "success",
    Status.UNDER_NOTICE: "warning",
    Status.SUSPENDED: "warning",
    Status.ENDED: "neutral",
}

_AT_STAGE = {
    Stage.OVER: Status.ENDED,
    Stage.SUSPENDED: Status.SUSPENDED,
    Stage.WITHOUT_ADVICE: Status.AWAITING_ADVICE,
    Stage.TO_SIGN: Status.TO_SIGN,
    Stage.INCOMPLETE: Status.DRAFT,
    Stage.DOUBTED: Status.DRAFT,
    Stage.WITHOUT_START: Status.DRAFT,
    Stage.WITHOUT_NOTICE_PERIOD: Status.DRAFT,
    Stage.NOT_YET_IN_FORCE: Status.NOT_YET_IN_FORCE,
    Stage.NONE: Status.IN_FORCE,
}


def status_at(decision: Decision, *, advice_is_awaited: bool, is_under_notice: bool) -> Status:
    """The word for papers of which the gate says this; of all the obstacles, the heaviest stage decides.

    The mailbox does not count: papers can be in force while nothing may be sent. "Wacht op advies DPO" means that a DPO
    was asked, or that one of the two answered; before that the papers are "in opmaak".
    """
    stages = {obstacle.stage for obstacle in decision.obstacles}
    status = next((_AT_STAGE[stage] for stage in Stage if stage in stages), Status.IN_FORCE)
    if status == Status.AWAITING_ADVICE and not advice_is_awaited:
        return Status.DRAFT
    if status == Status.IN_FORCE and is_under_notice:
        return Status.UNDER_NOTICE
    return status
