"""Terms in months: notice and evaluation, in digits or in words."""

import re
from dataclasses import dataclass

from law.placeholders import has_placeholder
from paper_reading.folding import cue, fold
from paper_reading.text import PaperText

_WORDS = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")
_NUMBERS = {fold(word): number for number, word in enumerate(_WORDS, start=1)} | {
    fold("achttien"): 18,
    fold("vierentwintig"): 24,
    fold("half"): 0,
}
_NUMBER_WORDS = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_PERIOD = re.compile(
    rf"(?P<digits>[0-9oi]{{1,2}})?(?P<word>{_NUMBER_WORDS})?(?:opeenvolgende|volle|volledige"
    rf"|kaiender)*(?P<unit>maand|jaar|week|weken|dagen|dag)"
)
_NOTICE = cue(
    "opzegtermijn|opzeggingstermijn|opzegperiode|opzeggingsperiode|vooropzeg|opzegging|opzeggen|opgezegd"
    "|beëindigen|beëindigd|opzeg|stopzetten|een einde maken|een einde stellen"
)
_NOTICE_WORDS = (
    "opzeg",
    "beëindigen",
    "opgezegd",
    "beëindigd",
    "stopzetten",
    "stop te zetten",
    "einde te stellen",
    "een einde maken",
)
_EVALUATION = cue("evalueren|evaluatie|geëvalueerd|evalueert|evaluatiemoment")
_EACH = (
    (
        "halfjaarlijks|om het half jaar|elk half jaar|elk halfjaar|ieder half jaar|tweemaal per jaar|twee keer per jaar"
        "|2 keer per jaar|twee maal per jaar|zesmaandelijks",
        6,
    ),
    ("driemaandelijks|trimestrieel|elk trimester|elk kwartaal|per kwartaal|viermaal per jaar|vier keer per jaar", 3),
    ("viermaandelijks|driemaal per jaar|drie keer per jaar", 4),
    ("tweemaandelijks", 2),
    ("tweejaarlijks", 24),
    (
        "jaarlijks|elk jaar|ieder jaar|elk werkjaar|één keer per jaar|eenmaal per jaar|1 keer per jaar"
        "|één maal per jaar|om het jaar|per jaar",
        12,
    ),
    ("maandelijks|elke maand", 1),
)
_EVERY = cue("elke|om de|iedere|alle|minstens om|na|per|om")
_MOST_MONTHS = 60


@dataclass(frozen=True, slots=True)
class Months:
    """A number of months, None when it is printed in another unit or twice differently."""

    value: int | None
    start: int
    end: int
    exact: bool
    sentence: tuple[int, int]


def read_notice(text: PaperText) -> list[Months]:
    """Every term of notice that is printed."""
    found: list[Months] = []
    for hit in text.find(*_NOTICE_WORDS, fuzzy=False) or text.find("opzegtermijn", "opzeggingstermijn"):
        start, end = text.sentence(hit.start)
        if end - start > 900:
            start, end = max(start, hit.start - 300), min(end, hit.start + 500)
        if any(one.sentence == (start, end) for one in found):
            continue
        folded = text.folded_between(start, end)
        months = _term_near(text, folded, start, _NOTICE, hit.exact)
        if months:
            found.append(Months(*months, (start, end)))
    return found


def _term_near(
    text: PaperText, folded: str, start: int, near: re.Pattern[str], exact: bool
) -> tuple[int | None, int, int, bool] | None:
    best = None
    values: set[int | None] = set()
    cues = [one.start() for one in near.finditer(folded)] or [0]
    for match in _PERIOD.finditer(folded):
        if not (match["digits"] or match["word"]):
            continue
        value, sure = _months(folded, match)
        distance = min(abs(match.start() - one) for one in cues)
        first, last = text.unfolded(start, match)
        if has_placeholder(text.quote(first - 40, last + 20)):
            continue
        values.add(value)
        if best is None or distance < best[0]:
            best = distance, (value, first, last, exact and sure)
    if best is None:
        return None
    value, first, last, is_exact = best[1]
    return value, first, last, is_exact and len(values) == 1


def _months(folded: str, match: re.Match[str]) -> tuple[int | None, bool]:
    digits, word = match["digits"] or "", match["word"] or ""
    number = int(digits) if digits.isdigit() else _misread(digits)
    sure = digits.isdigit() if digits else True
    if digits and _digits_printed_as_letters(digits):
        number, sure = _misread(digits), False
    spelled = _NUMBERS.get(word) if word else None
    if number is not None and spelled:
        sure, number = sure and number == spelled, number if number == spelled else None
    elif number is None:
        number = spelled
    unit = match["unit"]
    if word == fold("half") and unit == "jaar":
        return 6, sure
    if number is None:
        return None, False
    if unit == "jaar":
        number *= 12
    elif unit.startswith("dag"):
        return (number // 30 if number % 30 == 0 and number else None), False
    elif unit.startswith("we"):
        return None, False
    return (number, sure) if 0 < number <= _MOST_MONTHS else (None, False)


def _digits_printed_as_letters(digits: str) -> bool:
    return not digits.isdigit()


def _misread(digits: str) -> int | None:
    """Folded text writes 0 as "o" and 1 as "i"."""
    read = digits.replace("o", "0").replace("i", "1")
    return int(read) if read.isdigit() else None


def read_evaluation(text: PaperText) -> list[Months]:
    """Every number of months after which the parties evaluate."""
    found: list[Months] = []
    for hit in text.find("evalueren", "evaluatie", "geëvalueerd", "evalueert", fuzzy=False) or text.find(
        "evalueren de uitvoering"
    ):
        start, end = text.sentence(hit.start)
        start, end = max(start, hit.start - 220), min(end, hit.start + 260)
        folded = text.folded_between(start, end)
        if has_placeholder(text.quote(start, end)) or any(one.sentence[0] <= start < one.sentence[1] for one in found):
            continue
        read = _regularly(text, folded, start, hit.exact)
        if read:
            found.append(Months(*read, (start, end)))
    return found


def _regularly(text: PaperText, folded: str, start: int, exact: bool) -> tuple[int | None, int, int, bool] | None:
    for match in _PERIOD.finditer(folded):
        if not (match["digits"] or match["word"]) or not re.search(_EVERY.pattern + "$", folded[: match.start()]):
            continue
        if re.search("(?:binnende|na|eerste)$", folded[: match.start()]):
            continue
        value, sure = _months(folded, match)
        place = text.unfolded(start, match)
        return value, *place, exact and sure
    for phrases, months in _EACH:
        if each := cue(phrases).search(folded):
            place = text.unfolded(start, each)
            return months, *place, exact
    return None
