"""The reference of a referral: readable by phone, and silent about order and place."""

import re
import secrets
import unicodedata
from typing import Final

from django.urls import register_converter

from law.writing import digits_in

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base32: no I, L, O and U, which are misheard or misread."""

SHAPE = "[0-9A-Za-z]{4}-[0-9A-Za-z]{4}"

_LOOKS_LIKE: Final = str.maketrans(
    # what is misread within our alphabet; then Cyrillic and Greek letters that look like ours
    "ILOU" + "АВЕЅІЈКМНОРСТХУЗ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "110V" + "ABES1JKMH0PCTXY3" + "ABEZH1KMN0PTYX",
)

_IN_WORDS: Final = re.compile(r"(?<![^\W_])[^\W_]{4}[\W_]{0,3}[^\W_]{4}(?![^\W_])")
"""Twice four letters or digits with hardly anything between them, and none beside them."""


def new_reference() -> str:
    """Return a random reference of 40 bits, as "K7QM-4TRX"."""
    characters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{characters[:4]}-{characters[4:]}"


def read_reference(typed: str) -> str | None:
    """Return the reference that was meant, or None when it cannot be one."""
    characters = signs(typed)
    if len(characters) != 8 or not set(characters) <= set(ALPHABET):
        return None
    return f"{characters[:4]}-{characters[4:]}"


def find_reference(copied: str) -> str | None:
    """The reference in what somebody copied, perhaps with words around it: "aanmelding K7QM-4TRX", "K7QM-4TRX.zip"."""
    if meant := read_reference(copied):
        return meant
    found = _IN_WORDS.search(unicodedata.normalize("NFKC", copied))
    return read_reference(found[0]) if found else None


def signs(typed: str) -> str:
    """Letters and digits as they were meant, in capitals, from any script or look-alike; the rest is left out."""
    plain = unicodedata.normalize("NFKC", typed)
    kept = "".join(digits_in(one) or (one if one.isalpha() or one == "|" else "") for one in plain)
    return kept.upper().translate(_LOOKS_LIKE)


class ReferenceConverter:
    """A reference in an address, as people type it: capitals or not."""

    regex = SHAPE

    def to_python(self, value: str) -> str:
        return value.upper()

    def to_url(self, value: str) -> str:
        return value


register_converter(ReferenceConverter, "reference")  # once, for the addresses of team and receiver alike
