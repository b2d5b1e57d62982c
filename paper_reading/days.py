"""The days that stand in a text, in words and in numbers, spaced, misread or impossible."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from directory.notation import likely_day
from paper_reading.folding import fold
from paper_reading.text import PaperText

FIRST = date(2018, 1, 1)
"""Earlier days on these papers are those of laws."""
YEARS_AHEAD = 10
MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
_SHORT = {
    "jan": 1,
    "feb": 2,
    "febr": 2,
    "mrt": 3,
    "apr": 4,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "sept": 9,
    "okt": 10,
    "nov": 11,
    "dec": 12,
}
_NUMBERS = {fold(name): number for number, name in enumerate(MONTHS, start=1)}
_LIKE_DIGIT = r"[0-9OoQDlI|!©@SsBbZzg]"
_MONTH_WORDS = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_DAY_BEFORE = re.compile(
    rf"(?:(?<![\w©@|!])({_LIKE_DIGIT}{{1,2}})|(?<=[a-z])([0-9]{{1,2}})|(?<!\d)(?<!\d\s)([0-3]\s[0-9]))"
    r"\s*(?:ste|de|e|°)?\s*[-–./]?\s*$"
)
_YEAR_AFTER = re.compile(
    rf"\s*[-–./,]?\s*(?:([0-9]{{4}})(?!\d)|([0-9](?:\s?[0-9]){{3}})(?!\d)|({_LIKE_DIGIT}{{4,5}})(?!\w)"
    rf"|(2[0OoQ©]\s[0-9OlI]{{2}})(?!\w)|([’'][0-9]{{2}})(?!\d)|([0-9][0-9a-zA-Z©@|]{{3,4}})(?!\w))"
)
_IN_NUMBERS = re.compile(
    rf"(?<![\w./-])({_LIKE_DIGIT}{{1,2}})\s?([/.\-–])\s?({_LIKE_DIGIT}{{1,2}})\s?\2\s?({_LIKE_DIGIT}{{4}}"
    rf"|[’']?[0-9]{{2}})(?![\w/-])(?!\.\d)"
)
_YEAR_FIRST = re.compile(r"(?<![\w./-])(20[0-9]{2})([-./])([0-9]{2})\2([0-9]{2})(?![\d-])")
_ABBREVIATED = re.compile(rf"(?<![\w])({_LIKE_DIGIT}{{1,2}})\s?([a-z]{{3,4}})\.?\s?([0-9]{{4}})(?!\w)", re.IGNORECASE)
_MISSPELT = re.compile(rf"(?<!\w)({_LIKE_DIGIT}{{1,2}})\s+([A-Za-zéë0-9|!]{{3,12}})\s+({_LIKE_DIGIT}{{4,5}})(?!\w)")
_OF_MONTH = re.compile(
    rf"(?<!\w)(eerste|1ste|1e|laatste)\s+dag\s+van\s+(?:de\s+maand\s+)?({'|'.join(MONTHS)})\s+(20[0-9]{{2}})(?!\d)",
    re.IGNORECASE,
)
_SAME_DAY = re.compile(r"(?<!\w)(?:de|die)?zelfde\s+(?:dag|datum)(?!\w)", re.IGNORECASE)
_NEAR = 200
_ENOUGH_DIGITS = 2
_DIGITS = str.maketrans("OoQDlI|!©@SsBbZzg", "00001111005588229")


def _number_words() -> dict[str, int]:
    """By folded word the numbers up to 99, and the ordinals of the days of a month."""
    ones = ["", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"]
    ones += ["dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien"]
    found = {one: number for number, one in enumerate(ones) if one}
    for ten, name in ((20, "twintig"), (30, "dertig"), (40, "veertig"), (50, "vijftig")):
        found[name] = ten
        found |= {f"{ones[one]}en{name}": ten + one for one in range(1, 10)}
    ordinals = {f"{name}ste": number for name, number in found.items() if number in (1, 8) or number > 19}
    ordinals |= {f"{name}de": number for name, number in found.items() if 1 < number < 20 and number != 8}
    ordinals |= {"eerste": 1, "derde": 3}
    return {fold(name): number for name, number in (found | ordinals).items()}


_IN_WORDS = _number_words()
_WORD = "|".join(sorted(_IN_WORDS, key=len, reverse=True))
_DAY_IN_WORDS = re.compile(rf"({_WORD})({_MONTH_WORDS})(?:(2o[0-9iso]{{2}})|{fold('tweeduizend')}(?:en)?({_WORD}))")


@dataclass(frozen=True, slots=True)
class PrintedDay:
    """A day as it is printed; `value` None when nobody can say which one, `clean` when nothing had to be guessed."""

    start: int
    end: int
    raw: str
    value: date | None
    clean: bool
    spelled_year: int | None = None

    @property
    def is_short(self) -> bool:
        """Whether its year is printed in two digits or in words, which is no sign of a bad scanner."""
        return bool(re.search(r"(?<!\d)[0-9]{2}$", self.raw)) or self.raw[:1].isalpha()

    @property
    def is_old(self) -> bool:
        """Whether it is surely the day of a law, as it stands."""
        return self.value is not None and self.value < FIRST


def find_days(text: PaperText, *, today: date) -> list[PrintedDay]:
    """All days of the text, in order."""
    found = [*_with_month(text, today), *_in_numbers(text, today), *_in_words(text, today)]
    found.sort(key=lambda day: (day.start, -day.end))
    kept: list[PrintedDay] = []
    for day in found:
        if not kept or day.start >= kept[-1].end:
            kept.append(day)
    return _with_same_days(text, kept)


def _with_same_days(text: PaperText, days: list[PrintedDay]) -> list[PrintedDay]:
    """ "Op dezelfde dag" is the day that was named last; never certain."""
    found = [*days]
    for match in _SAME_DAY.finditer(text.chars):
        before = [day for day in days if match.start() - _NEAR < day.end <= match.start()]
        if before:
            found.append(PrintedDay(match.start(), match.end(), match.group(), before[-1].value, clean=False))
    return sorted(found, key=lambda day: day.start)


def _with_month(text: PaperText, today: date) -> list[PrintedDay]:
    found, chars = [], text.chars
    spans = [
        (hit.start, hit.end, number)
        for number, name in enumerate(MONTHS, start=1)
        for hit in text.find(name, fuzzy=False)
    ]
    for start, end, month in spans:
        before = _DAY_BEFORE.search(chars, max(0, start - 14), start)
        after = _YEAR_AFTER.match(chars, end)
        if before and after:
            day, year = _first_group(before), _first_group(after)
            place = next(before.start(group) for group in (1, 2, 3) if before[group])
            found.append(_day(text, place, after.end(), (day, month, year), today))
    for match in _ABBREVIATED.finditer(chars):
        month = _SHORT.get(match[2].lower(), 0)
        if month:
            found.append(_day(text, match.start(), match.end(), (match[1], month, match[3]), today))
    for match in _MISSPELT.finditer(chars):
        close = get_close_matches(fold(match[2]), list(_NUMBERS), n=1, cutoff=0.7)
        if close and fold(match[2]) not in _NUMBERS and sum(one.isdigit() for one in match[3]) >= _ENOUGH_DIGITS:
            read = _day(text, match.start(), match.end(), (match[1], _NUMBERS[close[0]], match[3]), today)
            found.append(PrintedDay(read.start, read.end, read.raw, read.value, clean=False))
    for match in _OF_MONTH.finditer(chars):
        named, in_year = _NUMBERS[fold(match[2])], int(match[3])
        number = calendar.monthrange(in_year, named)[1] if match[1].lower() == "laatste" else 1
        found.append(PrintedDay(match.start(), match.end(), match.group(), date(in_year, named, number), clean=False))
    return [day for day in found if day is not None]


def _in_words(text: PaperText, today: date) -> list[PrintedDay]:
    """ "Eén januari tweeduizend vijfentwintig"."""
    found = []
    for match in _DAY_IN_WORDS.finditer(text.folded):
        start, end = text.unfolded(0, match)
        if not text.chars[start - 1 : start].isalpha() and not text.chars[end : end + 1].isalnum():
            year = text.chars[end - 4 : end] if match[3] else str(2000 + _IN_WORDS[match[4]])
            day = str(_IN_WORDS[match[1]])
            found.append(_day(text, start, end, (day, _NUMBERS[match[2]], year), today))
    return found


def _in_numbers(text: PaperText, today: date) -> list[PrintedDay]:
    found = []
    for match in _IN_NUMBERS.finditer(text.chars):
        year, month = match[4], match[3]
        if sum(one.isdigit() for one in match.group()) < 3 or (match[2] == "." and _is_number_of_part(text, match)):
            continue
        if not month.isdigit():
            read = likely_day(f"{match[1]}/{month}/{year}", first=FIRST, last=_last(today))
            found.append(PrintedDay(match.start(), match.end(), match.group(), read, clean=False))
        else:
            found.append(_day(text, match.start(), match.end(), (match[1], int(month), year), today))
    found.extend(
        _day(text, match.start(), match.end(), (match[4], int(match[3]), match[1]), today)
        for match in _YEAR_FIRST.finditer(text.chars)
    )
    return found


def _is_number_of_part(text: PaperText, match: re.Match[str]) -> bool:
    """Whether "3.1.24" is the number of a paragraph or a version, and not a day."""
    before = text.chars[max(0, match.start() - 12) : match.start()].casefold().rstrip(" .:")
    starts_line = text.chars[: match.start()].rstrip(" \t").endswith("\n") or match.start() == 0
    named = before.endswith(("art", "artikel", "punt", "versie", "v", "par", "§", "nr", "titel"))
    return len(match[4]) == 2 and (starts_line or named)


def _first_group(match: re.Match[str]) -> str:
    return next(group for group in match.groups() if group)


def _last(today: date) -> date:
    return date(today.year + YEARS_AHEAD, 12, 31)


def _day(text: PaperText, start: int, end: int, parts: tuple[str, int, str], today: date) -> PrintedDay:
    day, month, year = "".join(parts[0].split()), parts[1], "".join(parts[2].split())
    raw = " ".join(text.chars[start:end].split())
    spaced = day != parts[0] or year != parts[2]
    is_short = len(year.lstrip("’'")) == 2
    if is_short:
        year = "20" + year.lstrip("’'")
    value = _date(day, month, year)
    if value is not None and (value < FIRST or value <= _last(today)):
        return PrintedDay(start, end, raw, value, clean=not is_short and not spaced)
    # A letter between digits can be one digit only; a digit that was misread can be several.
    value = _date(day.translate(_DIGITS), month, year.translate(_DIGITS))
    if value is not None and FIRST <= value <= _last(today):
        return PrintedDay(start, end, raw, value, clean=False)
    month_word = MONTHS[month - 1] if 1 <= month <= 12 else str(month)
    read = likely_day(f"{day} {month_word} {year}", first=FIRST, last=_last(today))
    return PrintedDay(start, end, raw, read, clean=False)


def _date(day: str, month: int, year: str) -> date | None:
    if not (day.isascii() and day.isdigit() and year.isascii() and year.isdigit()):
        return None
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None
