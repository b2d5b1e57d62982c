"""The seat of a party as the paper prints it: street and number, postal code, municipality."""

import re
from collections.abc import Iterator

from paper_reading.days import MONTHS
from paper_reading.folding import cue, fold
from paper_reading.places import PrintedTown, place_at_start
from paper_reading.spacing import mend
from paper_reading.terms import Found
from paper_reading.text import PaperText

_SEAT_CUES = (
    "maatschappelijke zetel te", "met zetel te", "zetel te", "gelegen te", "gevestigd te",
    "maatschappelijke zetel", "zetel", "gevestigd", "gelegen", "kantoorhoudend te",
    "met adres", "adres", "met kantoren te",
)  # fmt: skip
_POSTAL = re.compile(r"(?<![\w./-])(?:B-?\s?)?([1-9lI|zZsSbB][0-9OoQDlI|!©@SsBbZz]{3})(?![\w./])\s*[-–]?\s*(?=[A-Z'’])")
_MONTH_BEFORE = re.compile(f"(?:{cue('|'.join(MONTHS)).pattern})$")
_STREET_BEFORE = re.compile(
    r"(?:^|[,;:(\n]|\bte\b)\s*([A-Z][^,;:()]{2,60}?\s[lIO]?\d+[^,;:()]{0,14}),?\s*(?:(?:te|in)\s+)?$"
)
_LINE_OF_STREET = re.compile(r"\n[ \t]*([A-ZÀ-Þ][^\n,;]{2,40}\s\d+[a-zA-Z]?(?:[ ,/]+(?:bus )?\w{1,4})?)[ ,]*\n\s*$")
"""A street with its number alone on the line above the municipality, below a name, as on an envelope."""
_SEAT_OF_AGENCY = cue("Hallepoort")
_BUILDING = re.compile(
    r"^(?:in |aan )?(?:de |het )?(?:stadhuis|gemeentehuis|sociaal huis|welzijnshuis|administratief centrum),"
    r"\s*(?=[A-Z'’])",
    re.IGNORECASE,
)
_CAPITAL_TOWN = re.compile(r"[A-ZÀ-Þ’'][\w’'-]*(?:[ ](?:(?:aan|op|den|de|het|ten|ter|bij)[ ]){0,2}[A-ZÀ-Þ][\w’'-]*)*")
_TOWN = re.compile(r"[^,;.()\n]{0,40}")
_DIGITS = str.maketrans("OoQDlI|!©@SsBbZz", "0000111100558822")
_NUMBER_OF_HOUSE = re.compile(r"(?<!\w)(?=[0-9OlI|©@]*[0-9])[0-9OlI|©@]{2,4}(?!\w)")


_STREET = re.compile(
    r"(?:de |het |'[ts] )?[A-ZÀ-Þ'’][\w'’-]*\.?(?:[ ]+(?:[\w'’-]{1,3}\.|[\w'’-]+)){0,5}[ ]+\d{1,4}[ ]?[a-zA-Z]?"
    r"(?:[ ]?[/,-]?[ ]?(?:bus )?\w{1,5})?"
)
_NO_STREET = cue("en|met|je|vind|vindt|OCMW|CAW|nummer|ondernemingsnummer|vertegenwoordiger|naam|telefoon|dienst|team")
"""Words that stand around a street, and in no name of one."""
_BEHIND_STREET = re.compile(r"(?<=\d)\s+(?:en|met|waar|hierna)\b.*$", re.DOTALL)
_BEFORE_STREET = re.compile(
    r"^.*\b(?:vindt?|ligt|zit|staat|bereikt)\b.{0,20}?\b(?:in|aan|op)\s+(?:de\s+|het\s+)?(?=[A-ZÀ-Þ])", re.DOTALL
)
_LEAD = re.compile(
    r"^[\s:,]*(?:(?:te|op|in|is|zijn|ligt|aan|het adres|de|het|van (?:het |de )?[\w -]{2,30}? (?:is|ligt))\b[\s:,]*)*"
)
"""Between the label and the street: "De zetel van het OCMW is Markt 1"."""
_LINE_OF_ITS_OWN = re.compile(r":[ \t]*([A-ZÀ-Þ][^\n:,;]{2,60}\s\d+\w{0,2}(?: bus \w+)?)[ \t]*\n[^\n:]{3,40}:[ \t]*$")
"""In a form: the street behind its label, and below it the label of the postal code."""


def seat_in(text: PaperText, start: int, end: int) -> Found | None:
    """The seat that a stretch of text names."""
    hits = text.find(*_SEAT_CUES, start=start, end=end, fuzzy=False) or text.find(
        "gevestigd te", "maatschappelijke zetel te", start=start, end=end
    )
    # "zetel" and then "Ten Bosse 1", which is not "zetel te" and "n Bosse 1"
    hits = [hit for hit in hits if not text.chars[hit.end : hit.end + 1].isalpha()] or hits
    for postal in _postal_codes(text, start, end):
        place = town_at(text, postal.end())
        before = [hit for hit in hits if hit.end <= postal.start() and postal.start() - hit.end < 160]
        if not before:
            continue
        cue_before = max(before, key=lambda hit: hit.end)
        found = _address(text, cue_before.end, postal, place)
        if found:
            says_seat = "zetel" in fold(text.chars[cue_before.start : cue_before.end])
            one_address = len({one[1] for one in _postal_codes(text, start, end)}) == 1
            return Found(found.value, found.start, found.end, found.exact and (says_seat or one_address))
    return _seat_without_cue(text, start, end)


def _postal_codes(text: PaperText, start: int, end: int) -> Iterator[re.Match[str]]:
    """Where a postal code seems to stand; "maart 2026" holds none, and that of the agency is not asked."""
    for postal in _POSTAL.finditer(text.chars, start, end):
        if _SEAT_OF_AGENCY.search(text.folded_between(max(0, postal.start() - 60), postal.start())):
            continue
        if not _MONTH_BEFORE.search(fold(text.chars[max(start, postal.start() - 14) : postal.start()])):
            yield postal


def _seat_without_cue(text: PaperText, start: int, end: int) -> Found | None:
    """ "OCMW Voorbeeld, Kerkstraat 1, 2440 Voorbeeld": street and number right before code and municipality."""
    for postal in _postal_codes(text, start, end):
        place = town_at(text, postal.end())
        street = _STREET_BEFORE.search(text.chars, max(start, postal.start() - 90), postal.start())
        if street and (found := _address(text, street.start(1), postal, place)):
            is_there = place is not None and postal[1] in place.postal_codes
            return Found(found.value, found.start, found.end, exact=found.exact and is_there)
    return None


def _address(text: PaperText, first: int, postal: re.Match[str], place: PrintedTown | None) -> Found | None:
    raw = text.chars[first : postal.start()]
    raw = _LEAD.sub("", raw, count=1) if raw.strip(" ,:\n\t") else ""
    parts = [one for one in re.split(r"\s[-–](?:\s|$)|\s\d{4}\.\d{3}\.\d{3}\W", raw) if one.strip()]
    raw = (parts[-1] if parts else "").rpartition(":")[2]  # "Adres ontvanger: Markt 1"
    stacked = _LINE_OF_STREET.search(raw) or _LINE_OF_ITS_OWN.search(text.chars, max(0, first - 80), postal.start())
    raw = stacked[1] if stacked else raw
    first_name, _, _ = raw.partition(" / ")  # a street of Brussels in two languages
    raw = first_name if re.search(r"\d", first_name) else raw
    code = postal[1].translate(_DIGITS)
    if not postal[1].isdigit() and (place is None or code not in place.postal_codes):
        code = next(iter(place.postal_codes)) if place and len(place.postal_codes) == 1 else code
    end = postal.end() + _length_of_place(text, postal.end(), place)
    printed = _TOWN.match(text.chars, postal.end())
    named = (
        re.split(r"\s[-–](?=\s)|\s{3,}|\s+(?:en|met|is|hierna|waar|dat|die)\s", printed.group())[0] if printed else ""
    )
    is_torn = text.is_torn(postal.end(), end)
    town = place.name if place else mend(named, torn=is_torn)
    if not place and not is_torn and (whole := _CAPITAL_TOWN.match(town)):
        town = whole.group()
    if not re.search(r"\d|z/n|\s[lI|]\W*$", raw):  # the street stands behind the municipality
        behind = re.match(
            r"[\s,]*([A-Z][^,;()]{2,60}?\d+[^,;()\n]{0,14}(?:\s*\n\s*bus \w+)?)(?=[,;.\n(]|$)",
            text.chars[end : end + 100],
        )
        if not behind:
            return None
        raw, end = behind[1], end + behind.end()
    torn = text.is_torn(first, end)
    street = _house_in_street(mend(raw, torn=torn).strip(" ,;:-–|"))
    street = re.sub(r"^(?:in|aan|op)\s+(?:de|het)\s+|\s+(?:te|in)$", "", street)
    street = re.sub(r"\s+,", ",", street)
    repaired = re.sub(r"(?<=[a-z])\s?[lI|]$", " 1", street) if re.search(r"\s[lI|]\W*$", raw) else street
    repaired = _NUMBER_OF_HOUSE.sub(lambda one: one.group().translate(_DIGITS), repaired)
    exact = (
        not torn
        and repaired == street
        and _STREET.fullmatch(street) is not None
        and not _NO_STREET.search(fold(street))
        and place is not None
        and (not place.postal_codes or postal[1] in place.postal_codes)
    )
    return Found(f"{repaired}, {code} {town.strip()}", first, end, exact) if street else None


def _house_in_street(street: str) -> str:
    """The street as an address is written: no "nr." before its number, no name of the building before it."""
    street = re.sub(r"(?<=\w)\s+(?:nr\.?|nummer)\s+(?=\d)", " ", street)
    street = _BEFORE_STREET.sub("", _BEHIND_STREET.sub("", street))
    return _BUILDING.sub("", re.sub(r"^(?:OCMW|CAW)(?: van)? [A-ZÀ-Þ][\w-]*\s+(?=\S.*\s\d)", "", street))


def _length_of_place(text: PaperText, start: int, place: PrintedTown | None) -> int:
    if place is None:
        found = re.match(r"[A-Za-zÀ-ÿ'’-]+(?: [A-Z][A-Za-zÀ-ÿ'’-]+)?", text.chars[start:])
        return found.end() if found else 0
    hits = text.find(place.name, start=start, end=start + 80, fuzzy=False)
    return hits[0].end - start if hits else 0


def town_at(text: PaperText, at: int) -> PrintedTown | None:
    """The municipality that is named here; none when the name goes on, as "Veldegem-aan-Zee" after "Veldegem"."""
    place = place_at_start(text.folded_between(at, at + 60))
    hits = text.find(place.name, start=at, end=at + 90, fuzzy=False) if place else []
    if not hits:
        return None
    following = text.chars[hits[0].end : hits[0].end + 2]
    goes_on = following[:1].isalpha() or (following[:1] in {"-", "’", "'"} and following[1:].isalpha())
    return None if goes_on else place
