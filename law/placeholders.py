"""Placeholders of the blank templates that were left in a field of a paper ("xxxx", "…", "(in te vullen)", "[DATUM]").

The patterns come from the two templates, local agreement and GBO agreement. They look at one short field at a time, and
let real names pass: "O.C.M.W...", "Max XX", "PLAATS 12", a list that ends in ",…".
"""

import re
from functools import lru_cache

_PATTERNS = (
    r"\bx{3,}\b",  # xxxx
    r"(?<!,)(?<!, )…",  # … and ……, but not the "and so on" of a list
    r"\.{4,}",  # ....
    r"(?<![\w.,])(?<!, )\.{3}(?!\.)",  # ... on its own, not the end of "O.C.M.W..."
    r"_{3,}",  # the lines to sign on
    r"[\[(][^\])]*\b(?:in\s+te\s+vullen|invullen|schrappen)\b",  # (in te vullen door …), (plaats invullen)
    r"\(hier\s+moet(?:en)?\b",  # (hier moet het adres ingevuld worden)
    r"^in\s+te\s+vullen\b",
    r"\((?:voornaam|naam)(?:\s+gemeente|\s+vertegenwoordiger\s+\d+|\s+en\s+e-?mailadres)?\)",  # (naam gemeente)
    r"\(functie,\s+bijv",
    r"\[\s*(?:naam|datum|plaats|adres|functie|gemeente|ondernemingsnummer)\b[^\]]*\]",  # [NAAM CAW], [DATUM]
    # nothing but the name of the field
    r"^(?:naam|datum|plaats|functie|naam\s+en\s+functie|ondernemingsnummer|contactgegevens\s+dpo)$",
    r"\bnog\s+(?:in\s+te\s+vullen|aan\s+te\s+vullen|te\s+bepalen)\b",
    r"\bn\.t\.b\b",
)
_PLACEHOLDER = re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS), re.IGNORECASE)
# Ordinary words when in small letters.
_IN_CAPITALS = re.compile(r"\bNAAM\s+(?:CAW|OCMW|DMW)\b|\bte\s+PLAATS\b|\bop\s+DATUM\b")


@lru_cache(maxsize=4096)  # the same places and functions stand in hundreds of papers
def has_placeholder(text: str) -> bool:
    """Whether a placeholder was left in this field; an empty field holds none, what is missing is found elsewhere."""
    text = text.strip()
    return bool(_PLACEHOLDER.search(text) or _IN_CAPITALS.search(text))
