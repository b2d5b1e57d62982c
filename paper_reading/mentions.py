"""Who of both sides is named where: by its own name, or as the paper itself calls it."""

import re
from functools import lru_cache

from paper_reading.folding import cue, fold
from paper_reading.terms import PaperSide
from paper_reading.text import PaperText

AGENCY_WORDS = (
    "Opgroeien", "intern verzelfstandigd agentschap", "agentschap", "Kind en Gezin", "Kind & Gezin",
    "mededelende instantie", "mededelende partij", "verstrekkende instantie",
)  # fmt: skip
PARTNER_WORDS = (
    "OCMW", "openbaar centrum voor maatschappelijk welzijn", "CAW", "centrum voor algemeen welzijnswerk",
    "centrum algemeen welzijnswerk",
)  # fmt: skip
HOUSES = (
    "Welzijnshuis", "Sociaal Huis", "OCMW-vereniging", "Welzijnsvereniging", "Zorgbedrijf", "Huis van Welzijn",
    "Welzijnsregio",
)  # fmt: skip
"""Under what other names an OCMW does its work."""
_RECEIVING = ("ontvangende instantie", "ontvangende partij", "ontvangende overheid")
_LATEST_NAME = 700  # characters behind a side in which the paper says how it is called
_CALLED = re.compile(
    r"(?<!\w)hierna(?:\s+(?:ook|verder|kortweg))?(?:\s+(?:genoemd|te\s+noemen|aangeduid\s+als|vermeld\s+als))?\s*[:,]?"
    r"\s*[\"“”'‘’«„(]*\s*((?:het|de)\s+[A-Za-zÀ-ÿ-]{4,30})",
    re.IGNORECASE,
)
_DEFINED = re.compile(
    r"^[ \t]*[\"“]?((?:[Hh]et|[Dd]e) [A-Za-zÀ-ÿ-]{4,24}|Centrum|Bestuur)[\"”]?[ \t]*[:=][ \t]+"
    r"(?=OCMW|CAW|[Oo]penbaar|Opgroeien)",
    re.MULTILINE,
)
"""In a list of words: "het bestuur: OCMW Voorbeelddorp"."""
_ROLES = re.compile(
    r"^[ \t]*(?:de\s+)?(?:(verstrekker|zender|verzender|afzender|verstrekkende\s+\w+|zendende\s+\w+)"
    r"|(ontvanger|bestemmeling|afnemer))[ \t]*(?:[:\t]|[ ]{2,})",
    re.IGNORECASE | re.MULTILINE,
)
_ROLE_IN_LABEL = re.compile(r"^[^\n:\t.]{3,60}[ ](?:(verstrekker)|(ontvanger))[ )]*[:\t]", re.IGNORECASE | re.MULTILINE)
_LETTERS = re.compile(
    r"^\W*(verwerkingsverantwoordelijke|partij|instantie)\s+([A-B1-2])\b", re.IGNORECASE | re.MULTILINE
)
_NO_ROLE = cue("partij|partijen|overeenkomst|samenwerkingsovereenkomst|protocol|decreet|gegevens|cliënt|cliënten|OCMW")


@lru_cache(maxsize=8)
def _names_given(text: PaperText) -> tuple[tuple[str, PaperSide], ...]:
    """How the paper itself calls a side: "hierna het Centrum", or a form with "Verstrekker:" and "Ontvanger:"."""
    found: dict[str, PaperSide] = {}
    for called in _CALLED.finditer(text.chars):
        before = _named_as_themselves(text, max(0, called.start() - _LATEST_NAME), called.start())
        if before and not _NO_ROLE.search(fold(called[1])):
            found.setdefault(called[1], before[-1][2])
    for defined in _DEFINED.finditer(text.chars):
        behind = _named_as_themselves(text, defined.end(), defined.end() + 40)
        if behind and not _NO_ROLE.search(fold(defined[1])):
            found.setdefault(defined[1], behind[0][2])
    for letter in _LETTERS.finditer(text.chars):
        behind = _named_as_themselves(text, letter.end(), letter.end() + _LATEST_NAME)
        for word in (letter[1], "partij", "meldpunt") if behind else ():
            found.setdefault(f"{word} {letter[2]}", behind[0][2])
    for role in _ROLES.finditer(text.chars):
        side = PaperSide.AGENCY if role[1] else PaperSide.PARTNER
        word = role[1] or role[2]
        found.setdefault(f"de {word}", side)
        found.setdefault(f"\n{word}", side)
    in_labels = {one[1] or one[2]: bool(one[1]) for one in _ROLE_IN_LABEL.finditer(text.chars)}
    if len(set(in_labels.values())) == len(PaperSide):  # "Advies DPO verstrekker:", "Advies DPO ontvanger:"
        for word, is_agency in in_labels.items():
            found.setdefault(word, PaperSide.AGENCY if is_agency else PaperSide.PARTNER)
    return tuple(found.items())


def mentions(text: PaperText, start: int, end: int) -> list[tuple[int, int, PaperSide]]:
    """Where either side is named, in order."""
    found = _named_as_themselves(text, start, end)
    for name, side in _names_given(text):
        found += [
            (hit.start, hit.end, side)
            for hit in text.find(name, start=start, end=end, fuzzy=False)
            if not text.chars[hit.start - 1 : hit.start].isalpha() and not text.chars[hit.end : hit.end + 1].isalpha()
            if not name.startswith("\n") or text.chars[: hit.start].rstrip(" \t").endswith("\n")
        ]
    return sorted(found)


def _named_as_themselves(text: PaperText, start: int, end: int) -> list[tuple[int, int, PaperSide]]:
    found = [
        (hit.start, hit.end, PaperSide.AGENCY) for hit in text.find(*AGENCY_WORDS, start=start, end=end, fuzzy=False)
    ]
    found += [
        (hit.start, hit.end, PaperSide.PARTNER)
        for hit in text.find(*PARTNER_WORDS, *HOUSES, *_RECEIVING, start=start, end=end, fuzzy=False)
    ]
    return sorted(found)
