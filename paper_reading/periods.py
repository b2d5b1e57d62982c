"""Terms in months: notice and evaluation, in digits or in words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from law.placeholders import has_placeholder
from paper_reading.folding import cue, fold
from paper_reading.terms import PaperKind
from paper_reading.text import Hit, PaperText

_WORDS = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")
_NUMBERS = {fold(word): number for number, word in enumerate(_WORDS, start=1)} | {
    fold("achttien"): 18,
    fold("vierentwintig"): 24,
    fold("half"): 0,
    fold("anderhalf"): 18,
    fold("dertig"): 30,
    fold("zestig"): 60,
    fold("negentig"): 90,
    fold("honderdtachtig"): 180,
}
_NUMBER_WORDS = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_PERIOD = re.compile(
    rf"(?P<digits>[0-9oi]{{1,2}}|[0-9oi]s|s)?(?P<word>{_NUMBER_WORDS})?(?:opeenvolgende|volle|volledige"
    rf"|kaiender)*(?P<unit>maand|mnd|m|jaar|jr|week|weken|dagen|dag|kwartaai|trimester|semester)"
)
_SHORT_MONTH = re.compile(r"[0-9]{1,2} ?m\.?(?![\w.²])(?!\s+(?:lang|breed|hoog|afstand))")
_WORD_BEFORE = re.compile(rf"({_NUMBER_WORDS})$")
_NOTICE = cue(
    "opzegtermijn|opzeggingstermijn|opzegperiode|opzeggingsperiode|vooropzeg|opzegging|opzeggen|opgezegd"
    "|beëindigen|beëindigd|opzeg|stopzetten|een einde maken|een einde stellen|stopzetting|beëindiging|verbreken"
    "|uitstappen"
)
_NOTICE_WORDS = (
    "opzeg",
    "beëindigen",
    "opgezegd",
    "beëindigd",
    "stopzetten",
    "stop te zetten",
    "stopzetting",
    "beëindiging",
    "verbreken",
    "uitstappen",
    "einde te stellen",
    "een einde maken",
)
_KINDS = (PaperKind.AGREEMENT, PaperKind.PROTOCOL)
_PAPERS = {
    fold("protocol"): PaperKind.PROTOCOL,
    **dict.fromkeys(map(fold, ("overeenkomst", "akkoord", "convenant")), PaperKind.AGREEMENT),
}
_PAPER = re.compile("|".join(_PAPERS))
_CASUAL = ("op voorhand", "van tevoren", "vooraf weten", "uit wil stappen", "loopt dan nog", "blijft dan nog",
    "tussen de kennisgeving en het einde", "na kennisgeving", "na de kennisgeving")  # fmt: skip
"""How papers in plain words end: "wie wil stoppen, laat het drie maanden op voorhand weten"."""
_EVALUATION = cue("evalueren|evaluatie|geëvalueerd|evalueert|evaluatiemoment")
_EACH = (
    (
        "halfjaarlijks|om het half jaar|elk half jaar|elk halfjaar|ieder half jaar|tweemaal per jaar|twee keer per jaar"
        "|2 keer per jaar|twee maal per jaar|zesmaandelijks|semestrieel|elk semester|ieder semester|per semester",
        6,
    ),
    ("driemaandelijks|trimestrieel|elk trimester|elk kwartaal|per kwartaal|viermaal per jaar|vier keer per jaar", 3),
    ("viermaandelijks|driemaal per jaar|drie keer per jaar", 4),
    ("tweemaandelijks", 2),
    ("tweejaarlijks", 24),
    ("driejaarlijks", 36),
    (
        "jaarlijks|elk jaar|ieder jaar|elk werkjaar|één keer per jaar|eenmaal per jaar|1 keer per jaar"
        "|één maal per jaar|om het jaar|per jaar|eens per jaar|per kalenderjaar|elk kalenderjaar",
        12,
    ),
    ("maandelijks|elke maand", 1),
)
_MONTHS_OF = {"jaar": 12, "jr": 12, fold("semester"): 6, fold("kwartaal"): 3, fold("trimester"): 3}
_EVERY = cue("elke|om de|iedere|alle|minstens om|na|per|om")
_MOST_MONTHS = 60
_MOST_HITS = 60
"""Sentences that are read; no paper says it so often."""
_LONGEST_TITLE = 6  # words


@dataclass(frozen=True, slots=True)
class Months:
    """A number of months, None when it is printed in another unit or twice differently."""

    value: int | None
    start: int
    end: int
    exact: bool
    sentence: tuple[int, int]
    paper: PaperKind | None = None
    """Of which paper, where one sentence says it of both."""


def read_notice(text: PaperText) -> list[Months]:
    """Every term of notice that is printed."""
    found: list[Months] = []
    formal = text.find(*_NOTICE_WORDS, fuzzy=False)
    for hit in (formal or text.find("opzegtermijn", "opzeggingstermijn"))[:_MOST_HITS]:
        start, end = text.sentence(hit.start)
        if end - start > 900:
            start, end = max(start, hit.start - 300), min(end, hit.start + 500)
        if any(one.sentence == (start, end) for one in found):
            continue
        folded = text.folded_between(start, end)
        if of_both := _of_both(text, folded, start, end):
            found += of_both
        elif months := _term_near(text, folded, start, _NOTICE, hit.exact):
            found.append(Months(*months, (start, end)))
    return found


def _of_both(text: PaperText, folded: str, start: int, end: int) -> list[Months]:
    """The terms of a sentence that ends both: "voor het akkoord zes maanden, voor het protocol drie". Never certain."""
    named = [(one.start(), _PAPERS[one.group()]) for one in _PAPER.finditer(folded)]
    terms = [one for one in _PERIOD.finditer(folded) if _is_number(text, start, one)]
    if len({kind for _, kind in named}) < len(_KINDS) or len(terms) < len(_KINDS):
        return []
    is_before = named[0][0] < terms[0].start()
    found: dict[PaperKind, Months] = {}
    for one in terms:
        low, high = (0, one.start()) if is_before else (one.end(), len(folded))
        beside = [kind for place, kind in named if low <= place < high]
        value, _ = _months(folded, one, _digits_of(text, start, one))
        if beside and value is not None:
            kind = beside[-1 if is_before else 0]
            found.setdefault(kind, Months(value, *text.unfolded(start, one), False, (start, end), kind))
    return list(found.values()) if len(found) == len(_KINDS) else []


def read_casual_notice(text: PaperText) -> list[Months]:
    """The terms of notice of a paper that never says "opzeggen"; never certain."""
    found: list[Months] = []
    for hit in text.find(*_CASUAL, fuzzy=False):
        start, end = text.sentence(hit.start)
        months = _term_near(text, text.folded_between(start, end), start, cue("|".join(_CASUAL)), exact=False)
        if months and not any(one.sentence == (start, end) for one in found):
            found.append(Months(*months, (start, end)))
    return found


def any_periods(text: PaperText) -> Iterator[tuple[int, int, int]]:
    """Every number of months or years that is printed, with where it stands."""
    for match in _PERIOD.finditer(text.folded):
        start, end = text.unfolded(0, match)
        if _is_number(text, 0, match) and not _is_left_open(text, start, end):
            value, _ = _months(text.folded[: match.end()], match, _digits_of(text, 0, match))
            if value is not None:
                yield value, start, end
    for phrases, months in _EACH:
        for each in cue(phrases).finditer(text.folded):
            yield months, *text.unfolded(0, each)


def _is_left_open(text: PaperText, start: int, end: int) -> bool:
    """Whether the template was not filled in around this term; what another paragraph leaves open is not of it."""
    paragraph = text.chars.rfind("\n\n", 0, start)
    return has_placeholder(text.quote(max(paragraph, start - 40), end + 20))


def _term_near(
    text: PaperText, folded: str, start: int, near: re.Pattern[str], exact: bool
) -> tuple[int | None, int, int, bool] | None:
    best = None
    values: set[int | None] = set()
    cues = [one.start() for one in near.finditer(folded)] or [0]
    for match in _PERIOD.finditer(folded):
        if not _is_number(text, start, match):
            continue
        value, sure = _months(folded, match, _digits_of(text, start, match))
        distance = min(abs(match.start() - one) for one in cues)
        first, last = text.unfolded(start, match)
        if _is_left_open(text, first, last):
            continue
        values.add(value)
        if best is None or distance < best[0]:
            best = distance, (value, first, last, exact and sure)
    if best is None:
        return None
    value, first, last, is_exact = best[1]
    return value, first, last, is_exact and len(values) == 1


def _is_number(text: PaperText, start: int, match: re.Match[str]) -> bool:
    """Whether a number stands before the unit; folded, "5 maanden" is written as the end of "als maanden"."""
    if match["unit"] == "m":  # "6 m.", and neither "6 medewerkers" nor the "1 m" of torn words
        return bool(_SHORT_MONTH.match(text.chars, text.unfolded(start, match)[0]))
    return bool(match["word"] or _digits_of(text, start, match))


def _digits_of(text: PaperText, start: int, match: re.Match[str]) -> str:
    first, _ = text.unfolded(start, match)
    digits: str = match["digits"] or ""
    if digits and match["word"] and text.chars[first : first + len(digits)].isalpha():
        return ""  # "is drie maanden"
    if len(digits) > 1 and text.chars[first : first + 1].isalpha() and not text.chars[first + 1 : first + 2].isalnum():
        return digits[1:]  # the last letter of "protocol", and not the digit of "l3"
    return "" if digits == "s" and not text.chars[first].isdigit() else digits


def _months(folded: str, match: re.Match[str], digits: str) -> tuple[int | None, bool]:
    word = match["word"] or ""
    number = int(digits) if digits.isdigit() else _misread(digits)
    sure = digits.isdigit() if digits else True
    if digits and _digits_printed_as_letters(digits):
        number, sure = _misread(digits), False
    spelled = _NUMBERS.get(word) if word else None
    if digits and spelled is None and (before := _WORD_BEFORE.search(folded[: match.start()])):
        spelled = _NUMBERS[before[1]]  # "drie (6) maanden"
    if number is not None and spelled:
        sure, number = sure and number == spelled, number if number == spelled else None
    elif number is None:
        number = spelled
    unit = match["unit"]
    if word == fold("half") and unit == "jaar":
        return 6, sure
    if word == fold("anderhalf"):
        return (18, sure) if unit == "jaar" else (None, False)
    if number is None:
        return None, False
    if unit in _MONTHS_OF:
        number *= _MONTHS_OF[unit]
    elif unit.startswith("dag"):
        return (number // 30 if number % 30 == 0 and number else None), False
    elif unit.startswith("we"):
        return None, False
    return (number, sure) if 0 < number <= _MOST_MONTHS else (None, False)


def _digits_printed_as_letters(digits: str) -> bool:
    return not digits.isdigit()


def _misread(digits: str) -> int | None:
    """Folded text writes 0 as "o" and 1 as "i"."""
    read = digits.replace("o", "0").replace("i", "1").replace("s", "5")
    return int(read) if read.isdigit() else None


def read_evaluation(text: PaperText) -> list[Months]:
    """Every number of months after which the parties evaluate."""
    found: list[Months] = []
    hits = text.find("evalueren", "evaluatie", "geëvalueerd", "evalueert", fuzzy=False)
    for hit in [one for one in hits if not _is_title(text, one)] or hits or text.find("evalueren de uitvoering"):
        start, end = text.sentence(hit.start)
        start, end = max(start, hit.start - 220), min(end, hit.start + 260)
        folded = text.folded_between(start, end)
        if has_placeholder(text.quote(start, end)) or any(one.sentence[0] <= start < one.sentence[1] for one in found):
            continue
        read = _regularly(text, folded, start, hit.exact)
        if read:
            found.append(Months(*read, (start, end)))
    return found


def _is_title(text: PaperText, hit: Hit) -> bool:
    """Whether it is "Overleg en evaluatie" alone on a line, with a sentence about something else below it."""
    line = text.line(hit.start).strip()
    return len(line.split()) <= _LONGEST_TITLE and line[-1:].isalpha() and not any(one.isdigit() for one in line[3:])


def _regularly(text: PaperText, folded: str, start: int, exact: bool) -> tuple[int | None, int, int, bool] | None:
    """How often, where a sentence says so; twice and differently ("elk jaar elke 6 maanden") is never exact."""
    told: list[tuple[re.Match[str], int | None, bool]] = []
    for match in _PERIOD.finditer(folded):
        if not _is_number(text, start, match) or not re.search(_EVERY.pattern + "$", folded[: match.start()]):
            continue
        if not re.search("(?:binnende|na|eerste)$", folded[: match.start()]):
            told.append((match, *_months(folded, match, _digits_of(text, start, match))))
    for phrases, months in _EACH:
        for each in cue(phrases).finditer(folded):
            if not any(each.start() < other.end() and other.start() < each.end() for other, _, _ in told):
                told.append((each, months, True))
    if not told:
        return None
    match, value, sure = told[0]
    return value, *text.unfolded(start, match), exact and sure and len({one[1] for one in told}) == 1
