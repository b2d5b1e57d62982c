"""The slip and the page to withdraw alone, each language in a file of its own; the Dutch one counts (D10).

What is printed here binds nobody to a version: the consent names the sheet (`consent.information`), not these words.
"""

from typing import Final

from consent.client_words import ar, en, fr, nl, tr, uk
from consent.client_words.form import SlipWords, StopWords
from consent.languages import DUTCH, kept_apart

_LANGUAGES: Final[dict[str, tuple[SlipWords, StopWords]]] = {
    "nl": (nl.SLIP, nl.STOP),
    "fr": (fr.SLIP, fr.STOP),
    "en": (en.SLIP, en.STOP),
    "ar": (ar.SLIP, ar.STOP),
    "tr": (tr.SLIP, tr.STOP),
    "uk": (uk.SLIP, uk.STOP),
}

LANGUAGES: Final = tuple(_LANGUAGES)
"""In the order of the sheets, Dutch first."""


def spoken(language: str) -> str:
    """Return this language when there are words in it, else Dutch."""
    return language if language in _LANGUAGES else DUTCH


def slip(language: str, **facts: str) -> SlipWords:
    """Return the slip in a language, filled in."""
    words, _page = _LANGUAGES[spoken(language)]
    return words.naming(**{name: kept_apart(text, language) for name, text in facts.items()})


def stop(language: str) -> StopWords:
    """Return the page to withdraw alone in a language."""
    return _LANGUAGES[spoken(language)][1]
