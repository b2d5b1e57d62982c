"""Where an agreement can stand, in the words of the glossary."""

from django.db import models


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
