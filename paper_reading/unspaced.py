"""A page of which a text layer lost the spaces, with spaces again: by capitals, digits and the words of such papers."""

import re
from functools import cache

from paper_reading.places import places

_WORDS = """
de het een en van voor aan met op te in is door die dat dit tot naar om bij zijn haar hun wordt worden heeft hebben werd
kan zal als of uit over via per ten der den mevrouw heer tussen volgende volgens
maatschappelijke zetel ondernemingsnummer nummer vertegenwoordigd ingeschreven kruispuntbank ondernemingen gelegen
gevestigd lokaal lokale team opgroeien regie agentschap openbaar centrum maatschappelijk welzijn algemeen directeur
burgemeester voorzitter vast bureau raad bijzonder comité sociale dienst schepen waarnemend administrateur generaal
steunt samenwerkingsovereenkomst overeenkomst protocol gesloten ondertekend functionaris gegevensbescherming advies gaf
gegeven uitgebracht gegevens gegevenslek datalek inbreuk versleuteld gestuurd verzonden mailbox mailadres adres
gemeld meldt melden treedt werking opzegtermijn opzegging opzeggen bedraagt maanden maand jaar evalueren evaluatie
jaarlijks vanaf duur bepaalde onbepaalde opgemaakt gedaan artikel mededeling persoonsgegevens elektronische partijen
partij januari februari maart april mei juni juli augustus september oktober november december twee drie vier vijf zes
negen twaalf exemplaren kind gezin ocmw caw functionarissen beide elke elk naam namens deze
"""
_SHORTEST = 25  # characters of a line that must have had a space
_MOST = 400
_FEWEST_LINES = 3
_ADDRESS = re.compile(r"([A-Za-z0-9._-]+@(?:[a-z0-9-]+\.)+(?:be|eu|com|net|org|example|test))(?=$|[^a-z]|[a-z]{2})")
_BETWEEN = re.compile(
    r"(?<=OCMW)(?=[A-Za-z])|(?<=CAW)(?=[A-Za-z])|(?<=DPO)(?=[a-z])|(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|(?<=[A-ZÀ-Þ])(?<!OCM)(?<!CA)(?=[A-ZÀ-Þ][a-zà-ÿ])|(?<=[a-zà-ÿ])(?=\d)|(?<=\d)(?=[A-Za-z])"
    r"|(?<=[a-zà-ÿ0-9)][,;:])(?=\S)|(?<=[a-zà-ÿ)]\.)(?=[A-ZÀ-Þ])|(?<=\d\.)(?=[A-ZÀ-Þ])"
)
_LETTERS = re.compile(r"[A-Za-zà-ÿÀ-Þ]+")
_UNKNOWN, _KNOWN, _SMALL = 2.0, 1.0, 1.6


def respaced(page: str) -> str:
    """The page, with spaces in the lines that have none though they are long; other pages as they are."""
    lines = page.split("\n")
    glued = [
        at for at, line in enumerate(lines) if len(line.strip()) > _SHORTEST and not re.search(r"\s", line.strip())
    ]
    full = sum(len(line.strip()) > _SHORTEST for line in lines)
    if len(glued) < _FEWEST_LINES or len(glued) * 2 < full:
        return page
    return "\n".join(_line(line) for line in lines)


def is_unspaced(pages: list[str]) -> bool:
    """Whether the spaces of a page were lost: where its words end is a guess, and nothing of it is certain."""
    return any(respaced(page) != page for page in pages)


def _line(line: str) -> str:
    parts = _ADDRESS.split(line)
    return " ".join(_address(part) if index % 2 else _words(part) for index, part in enumerate(parts) if part)


def _words(glued: str) -> str:
    return _LETTERS.sub(lambda one: _apart(one.group()), _BETWEEN.sub(" ", glued))


def _address(printed: str) -> str:
    """The address, with the words before it apart: "naarkindgezin@dorp.example"."""
    local, _, domain = printed.partition("@")
    before, dot, last = local.rpartition(".")
    head = re.match(r"^(?:.*?(?:naar|aan|adres|mailbox|via|op))(?=[a-z])", local)
    if head and (len(local) > _SHORTEST or head.end() < len("mailbox") + 1):
        return f"{_words(head.group())} {local[head.end() :]}@{domain}"
    return f"{before}{dot}{last}@{domain}"


@cache
def _known() -> frozenset[str]:
    return frozenset(_WORDS.split()) | {place.name.lower() for place in places().values() if place.name.isalpha()}


@cache
def _apart(word: str) -> str:
    """One run of letters as the words of these papers, where that says more than leaving it whole."""
    low = word[:_MOST].lower()
    if low in _known() or len(low) < 4:
        return word
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(low) + 1):
        options = []
        for start in range(max(0, end - 30), end):
            piece = low[start:end]
            cost = (_SMALL if len(piece) < 3 else _KNOWN) if piece in _known() else _UNKNOWN + len(piece)
            options.append((best[start][0] + cost, start))
        best.append(min(options))
    cuts, at = [], len(low)
    while at:
        cuts.append((best[at][1], at))
        at = best[at][1]
    pieces = [word[start:end] for start, end in reversed(cuts)]
    is_name = word[:1].isupper()
    if is_name and not all(piece.lower() in _known() for piece in pieces):
        return word
    return " ".join(pieces) + word[_MOST:]
