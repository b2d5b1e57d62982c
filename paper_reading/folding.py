"""Text without what a scanner or a text layer gets wrong: spaces, hyphens, accents, l for 1, O for 0."""

import re
import unicodedata
from functools import cache

_ALIKE = {"0": "o", "©": "o", "®": "o", "@": "o", "ø": "o", "1": "i", "l": "i", "|": "i", "!": "i", "5": "s", "$": "s"}
"""Characters that look alike, each as one of them."""


@cache
def fold_character(character: str) -> str:
    """What is left of one character: a letter or digit, or nothing (a ligature leaves two)."""
    kept = []
    for part in unicodedata.normalize("NFKD", character.casefold()):
        part = _ALIKE.get(part, part)
        if part.isascii() and part.isalnum():
            kept.append(part)
    return "".join(kept)


@cache
def fold(text: str) -> str:
    """The text as it is compared."""
    return "".join(map(fold_character, text))


@cache
def cue(phrases: str) -> re.Pattern[str]:
    """A pattern for folded text that finds any of these phrases, written as "treedt in werking|gaat in"."""
    return re.compile("|".join(re.escape(fold(one)) for one in sorted(phrases.split("|"), key=len, reverse=True)))
