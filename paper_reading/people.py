"""Persons with their functions, as papers name them: "An Peeters, voorzitter en de heer Bo Maes, directeur"."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from paper_reading.folding import fold
from paper_reading.spacing import OF_NAMES, mend_name, one_line
from paper_reading.text import PaperText

_BROKEN = re.compile(r"(?<=[a-zà-ÿ])-\n[ ]*(?=[a-zà-ÿ])")
_PREFIXES = (
    "",
    "waarnemend ",
    "wnd. ",
    "adjunct-",
    "adjunct ",
    "plaatsvervangend ",
    "dienstdoend ",
    "(adjunct-)",
    "gedelegeerd ",
)
_CHAIRED = (
    "", " van het OCMW", " OCMW", " van de Raad voor Maatschappelijk Welzijn", " Raad voor Maatschappelijk Welzijn",
    " van de raad voor maatschappelijk welzijn van het OCMW", " van het Vast Bureau", " Vast Bureau",
    " van het vast bureau van het OCMW", " van de OCMW-raad", " OCMW-raad",
    " van het Bijzonder Comité voor de Sociale Dienst", " Bijzonder Comité voor de Sociale Dienst",
    " bijzonder comité sociale dienst",
    " van de raad van bestuur", " raad van bestuur", " van het bestuursorgaan", " van de gemeenteraad",
    " van de gemeenteraad en de raad voor maatschappelijk welzijn", " RMW", " van de RMW", " BCSD", " van het BCSD",
)  # fmt: skip
_BASES = (
    "administrateur-generaal", "leidend ambtenaar", "algemeen directeur", "directeur", "burgemeester", "secretaris",
    "algemeen secretaris", "schepen", "schepen van sociale zaken", "schepen van welzijn", "financieel directeur",
    "afdelingshoofd", "afdelingshoofd welzijn", "diensthoofd", "diensthoofd sociale dienst", "hoofd sociale dienst",
    "hoofdmaatschappelijk werker", "clustermanager", "manager", "coördinator", "gedelegeerd bestuurder", "bestuurder",
    "teamverantwoordelijke", "regiomanager", "stafmedewerker", "directeur sociale zaken", "directeur welzijn",
    "zonaal manager",
    "directeur mens", "directeur samenleving", "sectormanager", "administrateur generaal", "burgemeester-voorzitter",
    "provinciaal coördinator", "hoofd maatschappelijk werk", "hoofd van de dienst maatschappelijk werk",
    "regiodirecteur", "directrice", "président", "présidente", "ondervoorzitter", "administrateur délégué",
)  # fmt: skip


def _loosely(phrases: str) -> str:
    """A pattern that finds these phrases with a space behind any of their letters."""
    return "|".join(r"\s*".join(re.escape(one) for one in phrase if one != " ") for phrase in phrases.split("|"))


_TITLES = re.compile(
    "(?<![A-Za-z])(?:"
    + _loosely("de heer|dhr.|mevrouw|mevr.|meneer")
    + r"|dhr|mevr|mw\.?|heer|hr\.?|mej\.?|dr\.?|ir\.?|ing\.?|drs\.?|prof\.?|mr\.?|meester"
    r"|[ip]\.\s?o\.|\(?get\.\)?)(?![A-Za-z])\s*",
    re.IGNORECASE,
)
_CONNECTORS = re.compile(
    r"(?<!\w)(?:"
    + _loosely(
        "rechtsgeldig|vertegenwoordigd|door|haar|zijn|hun|namens deze|in de persoon van|met name"
        "|respectievelijk|resp.|functies|functie|handelend|optredend|in zijn hoedanigheid van|in haar hoedanigheid van"
        "|in hun hoedanigheid van|in de hoedanigheid van|in hoedanigheid van|in zijn functie van"
        "|in haar functie van|in de functie van|zijnde|anderzijds|enerzijds"
        "|genaamd|voor wie optreden|voor wie optreedt|namens wie optreden|namens wie optreedt|waarvoor optreden"
        "|waarvoor optreedt|waarvoor tekent|waarvoor tekenen|voor dewelke optreden|voor dewelke optreedt|bij monde van"
        "|het vast bureau|de raad|als|représentée par|représenté par|représentée|représenté|et|par"
        "|de leidend ambtenaar|de leidende ambtenaar"
    )
    + r")(?!\w)",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"[,;:()/\t\n‘©®*|~_=—]|\s[.](?=\s)|\s[-–]\s|(?<!\w)en(?!\w)|(?<!\w)e n(?!\w)|\s{3,}", re.IGNORECASE
)
_NAME = re.compile(r"[A-ZÀ-Þ][\w.’'À-ÿ-]*(?:\s+(?:[A-Za-zÀ-ÿ’'][\w.’'À-ÿ-]*)){1,5}")
_NOT_A_NAME = re.compile(
    r"\b(?:OCMW|CAW|DMW|Opgroeien|Raad|Welzijn|Bureau|Kind|Gezin|Brussel|Datum|Handtekening|Naam|Functie|Voor|Namens"
    r"|Artikel|Plaats|Team|Opgemaakt|Gedaan|Partij|Partijen|Maatschappelijk|Bijlage|Elk|Elke|Comité|Sociale|Dienst|Stempel"
    r"|Gemeente|Stad|Werking|Lokale|Bijlage|Fiche|Technische|Gelezen|Goedgekeurd|Vlaamse|Agentschap|Lokaal|Ontvangen|Ontvangst|Gemeentehuis|Stadhuis|Protocol|Overeenkomst|Contact|Pagina|Deel|Vak|Luik|Hoofdstuk|Met|Akkoord|Ondertekening)\b"
)
_SURNAME_FIRST = re.compile(
    r"((?:[A-ZÀ-Þ][A-ZÀ-Þ’'-]+ )*[A-ZÀ-Þ][A-ZÀ-Þ’'-]{2,}) ([A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-ZÀ-Þ]?[a-zà-ÿ]+)?)"
)
"""DE CLERCQ Annelies."""
_MISREAD_TITLE = re.compile(r"(?:[a-zà-ÿ]{1,8}\s+){1,2}(?=[A-ZÀ-Þ])")
"""Before a name: "de hcer Bo Maes"."""
_LONGEST_FUNCTION = 8
_LEFT_OVER = 4
_SHORTEST_WORD = 3
_GLUED = 2  # characters between a function and what still belongs to it
_OWN_WORDS = frozenset(
    map(
        fold,
        (
            "Opgroeien regie",
            "Opgroeien",
            "van Opgroeien regie",
            "van Opgroeien",
            "van het OCMW",
            "de leidend",
            "ambtenaar",
            "van het agentschap",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person as the paper names them."""

    name: str
    function: str
    exact: bool

    def as_dict(self) -> dict[str, str]:
        return {"name": self.name, "function": self.function}


@cache
def _functions() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of all functions as folded text, and how each is written."""
    written: dict[str, str] = {}
    for base in (*_BASES, *(f"voorzitter{suffix}" for suffix in _CHAIRED)):
        for prefix in _PREFIXES:
            written.setdefault(fold(prefix + base), prefix + base)
    longest_first = sorted(written, key=len, reverse=True)
    return re.compile("|".join(longest_first)), written


@dataclass(frozen=True, slots=True)
class FunctionSpan:
    start: int
    end: int
    words: str


def functions_in(text: PaperText, start: int, end: int) -> list[FunctionSpan]:
    """Where a function stands, and how it is written."""
    pattern, written = _functions()
    found = []
    for match in pattern.finditer(text.folded_between(start, end)):
        first, last = text.unfolded(start, match)
        if text.chars[first - 1 : first].isalpha() or text.chars[last : last + 1].isalpha():
            continue  # inside another word: a mayor is no "Schepens"
        raw = one_line(text.chars[first:last])
        known = written[match.group()]
        is_clean = raw.casefold() == known.casefold()
        found.append(FunctionSpan(first, last, raw[:1].lower() + raw[1:] if is_clean and not raw.isupper() else known))
    return found


def people_in(text: PaperText, start: int, end: int) -> tuple[list[NamedPerson], bool]:
    """The persons of a stretch of text, each with the function of that name; and whether nothing is left over."""
    torn = text.is_torn(start, end)
    names: list[tuple[int, str, bool]] = []
    functions: list[tuple[int, str]] = []
    place, is_whole = start, True
    for span in [*functions_in(text, start, end), FunctionSpan(end, end, "")]:
        for piece_at, piece in _pieces(text.chars, place, span.start):
            name, exact = _as_name(piece, torn=torn)
            if not name and (misread_title := _MISREAD_TITLE.match(piece)):
                name, exact = _as_name(piece[misread_title.end() :], torn=torn)[0], False
            is_glued = piece_at - place < _GLUED and not text.chars[place : piece_at + 1].lstrip(" )").startswith(
                (";", ",", "\n")
            )
            if is_glued and names and len(names) == len(functions) and functions[-1][0] > names[-1][0]:
                is_whole = False  # "An Peeters, afdelingshoofd Lokale Teams": the function goes on
                continue
            if name:
                names.append((piece_at, name, exact))
                continue
            unknown = _nearest(_as_function(piece))
            if unknown and (names or unknown in _functions()[1].values()):
                functions.append((piece_at, unknown))
            is_whole = is_whole and (len(fold(piece)) < _LEFT_OVER or fold(piece) in _OWN_WORDS)
        if span.words:
            functions.append((span.start, span.words))
        place = span.end
    if len(functions) > len(names):
        functions = [one for one in functions if one[1] != "leidend ambtenaar"]
    return _pair(names, functions), is_whole and len(names) == len(functions)


def _nearest(function: str) -> str:
    """The function that a scanner spelled as this, or this."""
    if not function:
        return ""
    close = get_close_matches(fold(function), list(_functions()[1]), n=1, cutoff=0.88)
    return _functions()[1][close[0]] if close else function


def _pieces(chars: str, start: int, end: int) -> list[tuple[int, str]]:
    stretch = _BROKEN.sub("", chars[start:end]).replace("-\n", "-")
    stretch = _TITLES.sub(lambda one: "," + " " * (len(one.group()) - 1), stretch)
    stretch = _CONNECTORS.sub(lambda one: "," + " " * (len(one.group()) - 1), stretch)
    found: list[tuple[int, str]] = []
    place = 0
    stretch = re.sub(r"(?<=[A-Za-zÀ-ÿ])[ ]*\n[ ]*(?=[A-Za-zÀ-ÿ])", " ", stretch)
    for gap in [*_SPLIT.finditer(stretch), None]:
        piece = stretch[place : gap.start() if gap else len(stretch)]
        if piece.strip():
            torn_off = bool(found) and stretch[place - 2 : place].lower() == "en" and _is_half_a_name(found[-1][1])
            if torn_off and piece[:1] == " ":
                found[-1] = (found[-1][0], f"{found[-1][1]}en {piece.strip()}")  # "Katle en Peeters" is one person
            else:
                found.append((start + place, piece.strip()))
        place = gap.end() if gap else place
    return found


def _is_half_a_name(piece: str) -> bool:
    """Whether it is one word with a capital: a first name that a space tore off at "en"."""
    return piece.isalpha() and piece[:1].isupper() and piece[1:].islower()


def _as_name(piece: str, *, torn: bool) -> tuple[str, bool]:
    """The piece as a person's name, and whether it is printed in one piece; nothing when it is not a name."""
    if all(len(word.strip(".")) < _SHORTEST_WORD for word in piece.split()):
        return "", False  # initials at the foot of a page: "HV RV KG"
    small = [word for word in piece.split() if word.islower() and len(word) > _SHORTEST_WORD and word not in OF_NAMES]
    if not torn and len(small) > 1:
        return "", False  # a sentence
    name = mend_name(piece).strip(' .:“”"•·*-')
    if surname_first := _SURNAME_FIRST.fullmatch(name):
        return (
            (f"{surname_first[2]} {surname_first[1].title()}", False)
            if not _NOT_A_NAME.search(name) and not _NOT_A_NAME.search(name.title())
            else ("", False)
        )
    if (
        not _NAME.fullmatch(name)
        or _NOT_A_NAME.search(name.title() if name.isupper() else name)
        or _NOT_A_NAME.match(piece)
        or any(one.isdigit() for one in name)
    ):
        return "", False
    return name, name == one_line(piece).strip(' .:“”"•·*-') and not torn


def _as_function(piece: str) -> str:
    words = one_line(piece).strip(' .:“”"').split()
    is_function = 0 < len(words) <= _LONGEST_FUNCTION and words[0][:1].islower() and len("".join(words)) > 4
    return " ".join(words) if is_function else ""


def _pair(names: list[tuple[int, str, bool]], functions: list[tuple[int, str]]) -> list[NamedPerson]:
    """Each name with its function: in turn when there are as many, else the one that follows the name."""
    if len(names) == len(functions):
        return [NamedPerson(name[1], function[1], name[2]) for name, function in zip(names, functions, strict=True)]
    people = []
    if names and functions and functions[0][0] < names[0][0]:
        for place, name, exact in names:
            before = [words for at, words in functions if at < place]
            people.append(NamedPerson(name, before[-1] if before else "", exact))
        return people
    for index, (place, name, exact) in enumerate(names):
        until = names[index + 1][0] if index + 1 < len(names) else float("inf")
        following = [words for at, words in functions if place < at < until]
        people.append(NamedPerson(name, following[0] if following else "", exact))
    return people
