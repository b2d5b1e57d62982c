"""Codes that rows keep, with the words that people read. In this room, since every app that keeps rows sees it."""

from django.db.models import TextChoices


class Codes(TextChoices):
    """A list in which `NAME = auto(), "label"` has the code `name`; another code stands there in full.

    A code that was once kept stays: whoever renames a member writes the old code beside the label (tests/codes.json).
    """

    @staticmethod
    def _generate_next_value_(name: str, start: int, count: int, last_values: list[str]) -> str:
        return name.lower()
