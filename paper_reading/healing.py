"""The words of these papers, found back where a scanner took a letter for another one ("gcldt", "vcorzitter").

Used only on a paper that shows damage: there nothing that depends on it is ever sure.
"""

import re
from functools import cache

from paper_reading.folding import fold

_WORDS = """
functionaris functionarissen gegevensbescherming advies adviezen gegeven uitgebracht ontwerp
samenwerkingsovereenkomst overeenkomst protocol gesloten afgesloten ondertekend werking treedt inwerkingtreding
ingang vanaf geldt kracht duur bepaalde onbepaalde opzegtermijn opzeggingstermijn opzeggen opzegging beëindigen
schriftelijk maanden maand jaarlijks evalueren evaluatie geëvalueerd mailbox mailadres e-mailadres volgende
versleuteld encryptie opgemaakt gedaan getekend vertegenwoordigd vertegenwoordiger zetel
maatschappelijke maatschappelijk gevestigd gelegen nummer ondernemingsnummer ingeschreven gegevenslek gegevenslekken
datalek datalekken inbreuk
persoonsgegevens contacten contactpunt voorzitter algemeen directeur burgemeester administrateur-generaal waarnemend
schepen raad maatschappelijk welzijn bijzonder comité sociale dienst bureau leidend ambtenaar lokaal Opgroeien
agentschap openbaar centrum algemeen welzijnswerk decreet artikel contracterende partijen tussen hierna wachtwoord
verificatiecode verifieerbaar
"""
_SHORTEST = 5
_LETTERS_FOR_ONE_ERROR = 6
_OTHER_WORDS = frozenset(map(fold, ("besloten", "gesproken", "beloven", "werkingen")))
"""Words of the language that are one letter away from one of these papers."""


@cache
def _by_length() -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    for word in _WORDS.split():
        found.setdefault(len(fold(word)), set()).add(fold(word))
    return {length: frozenset(words) for length, words in found.items()}


@cache
def _split_letters() -> re.Pattern[str]:
    """The words of these papers in folded text where an m was read as "rn" or a w as "vv"."""
    words = sorted({fold(word) for word in (*_WORDS.split(), "team")}, key=len, reverse=True)
    torn = [word for word in words if ("m" in word or "w" in word) and "rn" not in word]
    return re.compile("|".join(word.replace("m", "(?:m|rn)").replace("w", "(?:w|vv)") for word in torn))


def split_letters(folded: str) -> list[int]:
    """Places of letters that are half of another one: the n of "rnaanden", the second v of "vverking"."""
    found = []
    for word in _split_letters().finditer(folded):
        found += [word.start() + one.start() + 1 for one in re.finditer("rn|vv", word.group())]
    return found


_SPECK_BEFORE = re.compile(r"^[ \t_‘’‚„'`,.»«*}{°~\\-]+(?=[\w(•|])", re.MULTILINE)
_SPECK_BEHIND = re.compile(
    r"(?:[ \t]{1,20}(?:[^\w\s)”\"|]|[À-ÿĳa-zA-Z])(?=[ \t]{0,9}\|?[ \t]{0,9}$|[ \t]+(?:[^\w\s]|[À-ÿĳ])[ \t]{0,9}$))+",
    re.MULTILINE,
)
_FAINT_BAR = re.compile(r"(?:(?<=^)|(?<=\s))[‚„}](?=\s?\w)", re.MULTILINE)
_IN_A_TABLE = re.compile(r"^.*\|.*$", re.MULTILINE)


def without_specks(page: str) -> str:
    """A recognised page without what dust and the edge of the paper were taken for; faint bars of a table are bars."""
    if len(_IN_A_TABLE.findall(page)) > 2:
        page = _FAINT_BAR.sub("|", page)
    return _SPECK_BEHIND.sub("", _SPECK_BEFORE.sub("", page.replace("\\", "")))


@cache
def healed(folded: str) -> str:
    """The one word of these papers that this folded word is a misreading of, or the word itself."""
    words = _by_length().get(len(folded), frozenset())
    if len(folded) < _SHORTEST or folded in words or folded in _OTHER_WORDS:
        return folded
    allowed = max(1, len(folded) // _LETTERS_FOR_ONE_ERROR)
    close = [word for word in words if sum(one != other for one, other in zip(word, folded, strict=True)) <= allowed]
    return close[0] if len(close) == 1 else folded
