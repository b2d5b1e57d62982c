"""The information for clients, version 2026-2: all that D18 asks, in six languages (R52, R58). Never changed.

Each language has a file of its own. The translations were made from the Dutch, and wait for someone who grew up with
the language.
"""

from typing import Final

from consent.sheet import WholeSheet
from consent.wording_2026_2 import ar, en, fr, nl, tr, uk

SHEETS: Final[dict[str, WholeSheet]] = {
    "nl": nl.SHEET,
    "fr": fr.SHEET,
    "en": en.SHEET,
    "ar": ar.SHEET,
    "tr": tr.SHEET,
    "uk": uk.SHEET,
}
