"""Where, when and by whom the paper was drawn up and signed (R16, R11)."""

import re
from dataclasses import dataclass
from itertools import islice

from paper_reading.days import PrintedDay
from paper_reading.folding import cue, fold
from paper_reading.mentions import mentions
from paper_reading.people import NamedPerson, functions_in, people_in
from paper_reading.places import place_at_start, places
from paper_reading.spacing import OF_NAMES, mend
from paper_reading.terms import Found, PaperSide
from paper_reading.text import Hit, PaperText

DRAWN_UP = (
    "opgemaakt te",
    "gedaan te",
    "ondertekend te",
    "getekend te",
    "getekend in",
    "aldus opgemaakt",
    "opgemaakt in",
    "gedaan in",
    "opgesteld te",
    "aldus overeengekomen te",
    "opgemaakt op",
    "aldus overeengekomen en ondertekend",
    "aldus overeengekomen",
)
_SIGNED_ON = ("ondertekend op", "getekend op", "gedaan op", "ondertekening:", "opgemaakt")
_LONGEST_PLACE = 60
_NO_PLACE = re.compile(
    r"\b(?:PLAATS|plaats|invullen|twee|drie|exemplaren|zoveel|evenveel|tweevoud|drievoud|origineel"
    r"|originelen)\b|[….]{2,}|xxx",
    re.IGNORECASE,
)
_BLOCK = 1600
_SHORTEST_SURNAME = 3
_LONGEST_HEADING = 9  # words
_LONGEST_LINE = 250
"""Characters of a line that can say who signs."""
_OF_AGENCY = cue("administrateur|leidend ambtenaar")
_HEADING = re.compile(
    r"(?:v\s?o\s?o\s?r|n\s?a\s?m\s?e\s?n\s?s)\s+(?:h\s?e\s?t\s+)?(?:agentschap\s+|lokaal\s+team\s+)?$", re.IGNORECASE
)
_LATE = 0.6
"""From this part of the text on a place and a day on one line are those of signing."""
_SAME_PHRASE = 150
_DAY_OF_SIGNING = re.compile(
    "ondertekendop|geslotenop|handtekening|(?<!ingangs)(?<!aanvangs)(?<!start)(?<!begin)(?<!eind)datum"
)
"""In folded words: "Datum: 15/09/2025" and not "Ingangsdatum"."""
_STAMP = cue("datum|ondertekend|signed|getekend|date")
_PLACE_OF_FORM = re.compile(
    r"(?<![\w-])Plaats(?: en (?:datum|dag))?(?: van ondertekening)?\s*:\s*"
    r"([A-Z][A-Za-zÀ-ÿ'’-]+(?: [A-Za-zÀ-ÿ'’-]+){0,3})"
)
_RECORD = re.compile(
    r"(?<!\w)(?:elektronisch |digitaal )?(?:ondertekend|getekend|signed) (?:door|by)\s*:?\s+([^\n\d]{4,140}?),?\s+"
    r"(?:op|on)\s+(?=\d)",
    re.IGNORECASE,
)
_RECORD_DAY = 4
_MOST_PLACES = 20
_PLACE_AND_DAY = re.compile(
    r"^[ \t]*([A-Z][A-Za-zÀ-ÿ' -]{1,30}),\s+(?:(?:op|de|den)\s+)?(?=\S{1,4}[\s/.-])", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """The words "Opgemaakt te …": where they stand, and the place."""

    start: int
    end: int
    place: Found | None


def find_drawn_up(text: PaperText, days: list[PrintedDay]) -> Drawn | None:
    """The last time that the paper says where it was drawn up: "Opgemaakt te …", or a place and a day on a line."""
    late = int(len(text.chars) * _LATE)
    hits = (
        text.find(*DRAWN_UP, fuzzy=False)
        or text.find(*_SIGNED_ON, start=late, fuzzy=False)
        or text.find("opgemaakt te", "opgemaakt te Brussel op", "aldus opgemaakt te")
    )
    with_place = [hit for hit in hits if _place(text, hit)]
    if with_place:
        return Drawn(with_place[-1].start, with_place[-1].end, _place(text, with_place[-1]))
    starts = {day.start for day in days}
    for line in _PLACE_AND_DAY.finditer(text.chars, int(len(text.chars) * _LATE)):
        if line.end() in starts:
            exact = fold(line[1]) in places()
            return Drawn(line.start(1), line.end(), Found(line[1].strip(), line.start(1), line.end(1), exact))
    forms = _PLACE_OF_FORM.finditer(text.chars)
    for form in (one for one in forms if one.start() > late or "ondertekening" in one.group()):
        start = text.chars.rfind("\n", 0, form.start()) + 1
        return Drawn(start, form.end(1), Found(form[1].strip(), form.start(1), form.end(1), exact=False))
    return Drawn(hits[-1].start, hits[-1].end, None) if hits else None


def places_with_a_day(text: PaperText) -> list[int]:
    """Where a line begins with a place and a comma ends, behind which a day may stand: that of a letter is one too."""
    return [line.end() for line in islice(_PLACE_AND_DAY.finditer(text.chars), _MOST_PLACES)]


def _place(text: PaperText, hit: Hit) -> Found | None:
    """The place that is printed behind "Opgemaakt te"; also after "in twee exemplaren te"."""
    at = hit.end
    window = text.chars[at : at + 120]
    names_it = text.chars[hit.start : hit.end].endswith(" in") and window.lstrip()[:1].isupper()
    if not names_it and not fold(text.chars[hit.start : hit.end]).endswith("te"):
        found = re.search(r"(?<!\w)t\s?e\s+(?=[A-Z'’])", window)
        if not found:
            return None
        at += found.end()
    else:
        at += len(window) - len(window.lstrip(" :\n\t"))
    raw = re.match(rf"[^,;:\d\n\t(]{{0,{_LONGEST_PLACE}}}", text.chars[at:])
    assert raw is not None
    words = re.split(
        r"\s(?:o\s?p|in\s{0,2}(?:tweevoud|drievoud|twee|2|drie|3|zoveel|evenveel)|de|den|datum)(?:\s|$)",
        raw.group(),
        maxsplit=1,
    )[0]
    end = at + len(words)
    torn = text.is_torn(at, end)
    known = place_at_start(text.folded_between(at, end + 2))
    name = mend(words, torn=torn).strip(" .-–")
    if not name or not name[:1].isupper() or _NO_PLACE.search(name):
        return None
    if known and fold(known.name) == fold(name):
        return Found(known.name, at, end, exact=known.name == name and hit.exact)
    rest = name[len(known.name) :] if known and fold(name).startswith(fold(known.name)) else ""
    if known and rest[:1] == " " and rest.islower():  # "Roeselare cp": the next word, misread
        return Found(known.name, at, end, exact=False)
    return Found(name, at, end, exact=not torn and hit.exact and fold(name) in places())


def signing_days(days: list[PrintedDay], drawn: Drawn | None, text: PaperText) -> list[PrintedDay]:
    """The days on which the paper says it was signed: first the one in "Opgemaakt te …", then those with signatures."""
    if drawn is None:
        late = [day for day in days if day.start > len(text.chars) * _LATE]
        return [day for day in late if _DAY_OF_SIGNING.search(_before(text, day))]
    until = max(drawn.end + _SAME_PHRASE, text.sentence(drawn.start)[1])
    behind = [day for day in days if drawn.start < day.start < min(until, drawn.end + 2 * _SAME_PHRASE)]
    stamps = [day for day in days if day.start > drawn.end and day not in behind and _STAMP.search(_before(text, day))]
    return [*behind, *stamps]


def _before(text: PaperText, day: PrintedDay) -> str:
    return text.folded_between(max(0, day.start - 50), day.start)


@dataclass(frozen=True, slots=True)
class SigningRecord:
    """A line of a signing platform: "Ondertekend door An Peeters, directeur, op 04/09/2025 16:22"."""

    start: int
    end: int
    name: str
    function: str
    day: PrintedDay


def signing_records(text: PaperText, days: list[PrintedDay]) -> list[SigningRecord]:
    """What a signing platform says of each signature."""
    found = []
    for line in _RECORD.finditer(text.chars):
        day = next((one for one in days if line.end() <= one.start < line.end() + _RECORD_DAY), None)
        people, _ = people_in(text, line.start(1), line.end(1))
        if day and people:
            found.append(SigningRecord(line.start(), day.end, people[0].name, people[0].function, day))
    return found


def signed_by_record(records: list[SigningRecord], known: dict[PaperSide, list[NamedPerson]]) -> "list[Signatory]":
    """Who signed according to the platform, each on the side on which the paper introduces them; never certain."""
    sides = {fold(person.name): side for side, people in known.items() for person in people}
    return [
        Signatory(NamedPerson(one.name, one.function, exact=False), sides.get(fold(one.name)), exact=False)
        for one in records
    ]


@dataclass(frozen=True, slots=True)
class Signatory:
    person: NamedPerson
    side: PaperSide | None
    exact: bool

    def as_dict(self) -> dict[str, str]:
        return {"party": self.side or "", **self.person.as_dict()}


def read_signatories(
    text: PaperText, drawn: Drawn | None, known: dict[PaperSide, list[NamedPerson]]
) -> tuple[list[Signatory], tuple[int, int]]:
    """Who signs: those who represent the parties, found back under the paper, and whoever else stands there."""
    start = drawn.end if drawn else int(len(text.chars) * 0.85)
    end = min(len(text.chars), start + _BLOCK)
    found: list[tuple[int, Signatory]] = []
    spans: list[tuple[int, int]] = []
    for side, people in known.items():
        for person in people:
            hits = text.find(person.name, start=start, end=end) or _with_initial(text, person.name, start, end)
            if hits:
                hit = hits[0]
                exact = person.exact and hit.exact and " ".join(text.chars[hit.start : hit.end].split()) == person.name
                found.append((hit.start, Signatory(person, side, exact)))
                spans.append((hit.start, hit.end))
    if not found and drawn and drawn.place is None:  # names stand before "elektronisch ondertekend op"
        before, span = read_signatories(text, None, known)
        return [Signatory(one.person, one.side, exact=False) for one in before], span
    others = [
        one
        for one in _others(text, start, end, spans)
        if fold(one[1].person.name) not in {fold(other.person.name) for _, other in found}
    ]
    found += others
    if not others and _has_strangers(text, start, end, spans):
        found = [(at, Signatory(one.person, one.side, exact=False)) for at, one in found]
    found.sort(key=lambda one: (one[1].side == PaperSide.PARTNER, one[0]))
    return [one[1] for one in found], (start, end)


def _with_initial(text: PaperText, name: str, start: int, end: int) -> list[Hit]:
    """ "A. Peeters" for An Peeters."""
    first, _, last = name.partition(" ")
    short = [f"{first[:letters]}. {last}" for letters in (1, 2)]
    found = text.find(*short, start=start, end=end, fuzzy=False) if len(fold(last)) > _SHORTEST_SURNAME else []
    return [
        Hit(hit.start, hit.end, exact=False) for hit in found if not text.chars[hit.start - 1 : hit.start].isalpha()
    ]


def _others(text: PaperText, start: int, end: int, taken: list[tuple[int, int]]) -> list[tuple[int, Signatory]]:
    """Names under the paper that its introduction does not have."""
    headings = [(at, side) for at, _, side in mentions(text, start, end) if _is_for(text, at)]
    if not headings:
        return _beside(text, start, end, taken)
    found = []
    stretches = [
        (at, headings[index + 1][0] if index + 1 < len(headings) else end, side)
        for index, (at, side) in enumerate(headings)
    ]
    apart = all(
        text.chars.count("\n", first, last) > 0 and "\n" in text.chars[first:last].strip()
        for first, last, _ in stretches
    )
    for first, last, side in stretches:
        found += _on_the_line(text, first, side, taken)
        place = text.chars.find("\n", first, last)
        if place < 0:
            continue
        for name_at, name, function in _name_lines(text, place, last):
            if any(low < name_at + len(name) and name_at < high for low, high in taken):
                continue
            found.append(
                (name_at, Signatory(NamedPerson(name, function, exact=False), side if apart else None, exact=False))
            )
    return found


def _on_the_line(
    text: PaperText, start: int, side: PaperSide, taken: list[tuple[int, int]]
) -> list[tuple[int, Signatory]]:
    """Who stands behind the colon of "Voor OCMW Voorbeeld: An Peeters, voorzitter, en Bo Maes, ondervoorzitter"."""
    end = text.chars.find("\n", start)
    colon = text.chars.find(":", start, end)
    if colon < 0 or not 0 <= end - start < _LONGEST_LINE:
        return []
    people, _ = people_in(text, colon + 1, end)
    others = [one for one in people if one.function and not any(one.name in text.chars[a:b] for a, b in taken)]
    return [
        (
            text.chars.find(one.name, colon, end),
            Signatory(NamedPerson(one.name, one.function, exact=False), side, exact=False),
        )
        for one in others
    ]


def _beside(text: PaperText, start: int, end: int, taken: list[tuple[int, int]]) -> list[tuple[int, Signatory]]:
    """Names on the line of somebody who was introduced: of one who signs in the place of another."""
    found = []
    for at, name, function in _name_lines(text, start, end):
        first = text.chars.rfind("\n", 0, at) + 1
        last = first + len(text.line(at))
        if any(first <= low < last for low, _ in taken) and not any(low <= at < high for low, high in taken):
            found.append((at, Signatory(NamedPerson(name, function, exact=False), None, exact=False)))
    return found


def names_below(text: PaperText, drawn: Drawn | None) -> list[tuple[int, Signatory]]:
    """Every person whose name stands alone on a line near the end, on the side that is named above; never certain.

    Where nothing names a side, an administrator-general is of the agency and anybody else of the partner.
    """
    start = min(drawn.start if drawn else len(text.chars), int(len(text.chars) * _LATE))
    end = min(len(text.chars), start + 2 * _BLOCK)
    found: list[tuple[int, Signatory]] = []
    names = {at: (name, function) for at, name, function in _name_lines(text, start, end, alone=False)}
    headings = [
        (at, side)
        for at, _, side in mentions(text, start, end)
        if len(text.line(at).split()) <= _LONGEST_HEADING and text.line(at).strip()[-1:] != "."
    ]
    for at, (name, function) in sorted(names.items()):
        words = name.split()
        if len(words) < 2 or any(word[:1].islower() and word not in OF_NAMES for word in words):
            continue
        if any(one.person.name == name for _, one in found):
            continue
        above = [side for place, side in headings if place < at]
        below = [side for place, side in headings if at < place < text.chars.find("\n\n", at) and _is_for(text, place)]
        above += below[:1]  # "Liesl Vandamme, afdelingshoofd, namens Opgroeien regie"
        side = PaperSide.AGENCY if _OF_AGENCY.search(fold(function)) else above[-1] if above else PaperSide.PARTNER
        found.append((at, Signatory(NamedPerson(name, function, exact=False), side, exact=False)))
    return found


def _is_for(text: PaperText, at: int) -> bool:
    """Whether "voor" or "namens" stands before the side that is named here."""
    return bool(_HEADING.search(text.chars[max(0, at - 40) : at]))


def _has_strangers(text: PaperText, start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    """Whether a name stands under the paper that is of nobody who was introduced."""
    return any(
        not any(low < at + len(name) and at < high for low, high in taken)
        for at, name, _ in _name_lines(text, max(start, text.chars.find("\n", start, end)), end)
    )


def _name_lines(text: PaperText, start: int, end: int, *, alone: bool = True) -> list[tuple[int, str, str]]:
    """Lines that hold nothing but a name, with the function below or beside it; or a function of some side."""
    found = []
    place = start
    for line in text.chars[start:end].split("\n"):
        at, place = place, place + len(line) + 1
        if not line.strip() or _STAMP.search(fold(line)):
            continue
        if mentions(text, at, at + len(line)) and (alone or not functions_in(text, at, at + len(line))):
            continue
        people, _ = people_in(text, at, at + len(line))
        for person in people:
            if len(person.name.split()) <= 5:
                below = functions_in(text, at, min(end, place + 120))
                found.append(
                    (
                        at + max(0, line.find(person.name.split()[0])),
                        person.name,
                        person.function or (below[0].words if below else ""),
                    )
                )
    return found
