"""How a typed place is understood: one spelling for comparing names, and a postal code taken apart from a name."""

import re
import unicodedata
from typing import NamedTuple

_LONGEST = 100  # characters of typed text that are looked at; the longest name has 28
_POSTAL_CODE = re.compile(r"(?:\bBE?[ -]*)?(?<![0-9])([1-9][0-9]{3})(?![0-9])", re.IGNORECASE)
_SAINT = {"st": "sint", "saint": "sint", "sankt": "sint", "ste": "sinte", "sainte": "sinte"}
_OUR_LADY = re.compile(r"^olv(rouw)?")


class TypedPlace(NamedTuple):
    """What someone typed to find a municipality; a part that was not typed is empty."""

    postal_code: str
    name_key: str


def search_key(name: str) -> str:
    """Return the name as it is compared: small letters only, without accents, spaces, hyphens or apostrophes.

    "st. Truiden", "SINT-TRUIDEN" and "Sint Truiden" give the same key, "Saint-Gilles" and "St-Gilles" too.
    """
    decomposed = unicodedata.normalize("NFKD", name[:_LONGEST].casefold())
    words = re.findall(r"[a-z]+", "".join(letter for letter in decomposed if not unicodedata.combining(letter)))
    # "st" at the end is a word that is still being typed ("Staden"), not an abbreviation.
    full = [_SAINT.get(word, word) for word in words[:-1]] + words[-1:]
    return _OUR_LADY.sub("onzelievevrouw", "".join(full))


def read_place(text: str) -> TypedPlace:
    """Take "2260", "Westerlo", "2260 Westerlo" or "Westerlo (B-2260)" apart; a single letter is not a name."""
    text = text[:_LONGEST]
    code = _POSTAL_CODE.search(text)
    key = search_key(_POSTAL_CODE.sub(" ", text, count=1))
    return TypedPlace(postal_code=code[1] if code else "", name_key=key if len(key) > 1 else "")
