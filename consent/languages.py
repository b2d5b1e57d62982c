"""How the languages of clients run, and what must stand apart in them."""

from typing import Final

DUTCH: Final = "nl"
RIGHT_TO_LEFT: Final = frozenset({"ar"})


def direction(language: str) -> str:
    """Return how a language runs, as HTML says it."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def kept_apart(text: str, language: str) -> str:
    """Return a Dutch name or a number as it must stand in this language, or its characters would change places."""
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}" if language in RIGHT_TO_LEFT else text
