"""The parties as the paper introduces them: number, seat, who represents them, and how partner and team are called."""

import re
from dataclasses import dataclass, field

from directory.notation import likely_enterprise_number, read_enterprise_number, show_enterprise_number
from law.placeholders import has_placeholder
from paper_reading.folding import cue, fold
from paper_reading.mentions import mentions
from paper_reading.people import NamedPerson, functions_in, people_in
from paper_reading.seats import seat_in
from paper_reading.terms import Found, PaperSide
from paper_reading.text import Hit, PaperText

AGENCY_NUMBER = "0886886638"
_BEGIN_OF_PARTIES = (
    "Contracterende partijen", "Identificatie van de partijen", "tussen de volgende partijen",
    "tussen volgende partijen", "tussen de ondergetekenden",
    "wordt afgesloten tussen", "wordt gesloten tussen", "afgesloten tussen:", "tussen enerzijds",
)  # fmt: skip
_LATEST_PARTIES = 5000
_END_OF_PARTIES = (
    "na te hebben uiteengezet", "wordt overeengekomen", "overwegende dat", "is overeengekomen", "komen overeen",
    "wordt het volgende",
    "zijn het volgende overeengekomen", "zijn deze samenwerkingsovereenkomst overeengekomen",
    "hieronder ook wel afzonderlijk",
    "Artikel 2", "Art. 2", "worden hieronder", "gezamenlijk ook", "gezamenlijk de partijen",
    "voorafgaande uiteenzetting", "preambule",
)  # fmt: skip
_LISTS_OF_CONTACTS = ("Contactpersonen", "contactgegevens van de partijen", "Identificatie van de partijen")
_REPRESENTED = (
    "vertegenwoordigd door", "vertegenwoordigers", "vertegenwoordiger(s)", "vertegenwoordiger", "voor wie optreedt",
    "voor wie optreden", "namens wie optreedt", "namens wie optreden", "in naam van wie", "waarvoor optreedt",
    "waarvoor optreden", "voor dewelke optreedt", "voor dewelke optreden", "waarvoor tekent", "ocmw tekenen",
    "ocmw tekent", "centrum tekenen", "centrum tekent", "caw tekent", "caw tekenen", "regie tekent",
    "opgroeien tekent", "waarvoor tekenen", "in de persoon van", "optredend door", "handelend door", "bij monde van",
    "verbonden door de handtekening van", "verbonden door de handtekeningen van", "vertegenwoordiging",
    "gevolmachtigden", "gevolmachtigde", "handtekeningsbevoegd", "handtekeningbevoegd", "tekenbevoegd",
    "ondertekenaars", "ondertekenaar",
)  # fmt: skip
_ACTS_FOR = ("handelt namens", "handelen namens", "handelend namens", "treedt op namens", "treden op namens",
    "optredend namens", "tekent namens", "tekenen namens", "spreekt namens", "spreken namens")  # fmt: skip
_END_OF_PEOPLE = re.compile(
    r";(?!\s?[A-Z][\w\s’'.-]{3,50}(?: \((?!hierna)[a-zé -]{5,50}\)"
    r"|, (?:algemeen|adjunct|burgemeester|voorzitter|schepen|directeur|waarnemend|secretaris|ondervoorzitter)))"
    r"|\n(?![ \t]*(?:Naam|Functie|Hoedanigheid|Voorzitter|Burgemeester|Algemeen|Directeur|Schepen|Administrateur"
    r"|De heer|Mevrouw|\d))[ \t]*[A-ZÀ-Þ][^\n:,;]{2,60}:[ \t]"  # the next line has a label of its own
    r"|(?i:h\s?i\s?e\s?r\s?n\s?a)|\n[ \t]*\n|\n\s*EN\b|\n\s*(?:Organisatie|Rechtsvorm|Functionaris|Adres"
    r"|Contact|Zetel|DPO|FGB|Advies|Maatschappelijke|Ondernemingsnummer|KBO|Correspondentie|Algemeen e-mail"
    r"|Algemeen tel)"
    r"|(?i:, met (?:maatschappelijke )?zetel|ingeschreven|met ondernemingsnummer|waarvan|zetel te"
    r"|in\s+uitvoering\s+van|krachtens|overeenkomstig|conform|, gevestigd|, gelegen|waarbij"
    r"|handelend in uitvoering|in wiens afwezigheid|bij afwezigheid)"
    r"|(?<!mevr)(?<=\w{4})\.(?=\s)|(?<=\))\.(?=\s)"
)
_LONGEST_PEOPLE = 420
_FIRST = re.compile(r"\s*1\b")
_GOES_ON_BELOW = re.compile(r"\s*?\n[ ]{6,}[A-Z]")
"""A name that stands apart below: the cell of a table of which the lines were not put together."""
_LONGEST_INTRODUCTION = 500
_SIGNED_BY = re.compile(r"(?:Getekend|Ondertekend)\s+door\s*:\s")
_TITLED = re.compile(r"(?<!\w)(?:[Dd]e heer|[Mm]evrouw|[Dd]hr\.|[Mm]evr\.)\s+[A-Z]")
_BETWEEN = re.compile(r"(?:\n|;)\s*(?:EN|En|en|&)\s*:?\s*\n")
_SAME_PARAGRAPH = 200
_LIKE_DIGIT = r"[0-9OoQlI|!©@SsBZz]"
_NUMBER = re.compile(
    rf"(?<![\w.])(?:BE\s?)?({_LIKE_DIGIT}{{3,4}}\s?[. ·-]\s?{_LIKE_DIGIT}{{3}}\s?[. ·-]\s?{_LIKE_DIGIT}{{3}}"
    rf"|{_LIKE_DIGIT}{{9,10}}|[0-9](?:\s?[0-9]){{3}}(?:\s?\.\s?[0-9](?:\s?[0-9]){{2}}){{2}})(?![\w-])"
)
_ENOUGH_DIGITS = 6
_DIGITS = str.maketrans("OoQDlI|!©@SsBbZz", "0000111100558822")
_NUMBER_CUES = cue("KBO|ondernemingsnummer|kruispuntbank|btw|nummer|RPR|ondernemingsnr|KBO-nr")
_PREDECESSOR = cue("rechtsopvolger|opvolger van|voorheen|vroegere|fusie van|samenvoeging van|ontstaan uit")
_OWN_NUMBER = cue("ondernemingsnummer|KBO-nummer|ingeschreven")


Span = tuple[int, int]


@dataclass
class Introduction:
    """What the paper says of one side."""

    number: Found | None = None
    seat: Found | None = None
    people: list[NamedPerson] = field(default_factory=list)
    is_whole: bool = False
    people_span: Span = (0, 0)
    is_represented: bool = False
    """Whether the people stand behind "vertegenwoordigd door" or the like."""


def region(text: PaperText) -> tuple[int, int]:
    """From where to where the parties are introduced."""
    titles = text.find(*_BEGIN_OF_PARTIES, fuzzy=False)
    between = [hit for hit in text.find("tussen", fuzzy=False) if _alone_on_line(text, hit)]
    starts = [hit.start for hit in [*between, *titles] if hit.start < _LATEST_PARTIES]
    start = min(starts, default=0)
    ends = [
        hit.start
        for hit in text.find(*_END_OF_PARTIES, start=start, fuzzy=False)
        if hit.start > start + 80 and not text.chars[hit.start - 1].isalpha()  # "maart 2026" is no "art. 2"
    ]
    ends += [heading for heading in text.headings if heading > start + 80 and _introduces_both(text, start, heading)]
    return start, min([*ends, start + (6000 if ends else 4000)])


def _introduces_both(text: PaperText, start: int, end: int) -> bool:
    """Whether both sides say before this heading by whom they are represented."""
    both = {side for _, _, side in mentions(text, start, end)} == set(PaperSide)
    return both and len(text.find(*_REPRESENTED, start=start, end=end, fuzzy=False)) > 1


def _alone_on_line(text: PaperText, hit: Hit) -> bool:
    return fold(text.line(hit.start)) in {
        fold("tussen"),
        fold("tussen de partijen"),
        fold("tussen enerzijds"),
        fold("de partijen"),
    }


def blocks(text: PaperText, start: int, end: int) -> dict[PaperSide, tuple[int, int]]:
    """For each side the stretch in which it is introduced: the one that says most of it."""
    runs: list[tuple[int, int, PaperSide]] = []
    for at, _, side in mentions(text, start, end):
        if runs and runs[-1][2] == side:
            continue
        if runs:
            runs[-1] = (runs[-1][0], _paragraph_start(text, runs[-1][0], at), runs[-1][2])
            at = runs[-1][1]
        runs.append((at, end, side))
    chosen: dict[PaperSide, tuple[int, int]] = {}
    for first, last, side in runs:
        score = _score(text, first, last)
        if side not in chosen or score > _score(text, *chosen[side]):
            chosen[side] = (first, last)
    return chosen


def _paragraph_start(text: PaperText, low: int, at: int) -> int:
    """Where the paragraph begins in which the other side is named first: its title may stand before the name."""
    separators = [low + one.start() for one in _BETWEEN.finditer(text.chars[low:at]) if low + one.start() > low]
    if separators and at - separators[-1] < _SAME_PARAGRAPH:
        return separators[-1]
    line = text.chars.rfind("\n", low, at)
    is_shared = any(one[0] < at for one in mentions(text, line, at)) if line > low else True
    return at if is_shared else line  # both in one paragraph: it belongs to the one that it names first


def _score(text: PaperText, start: int, end: int) -> int:
    words = text.folded_between(start, end)
    said = sum(bool(cue(one).search(words)) for one in ("vertegenwoord", "zetel|gelegen|gevestigd|adres", "KBO|nummer"))
    return said + 2 * bool(_NUMBER.search(text.chars, start, end)) + bool(_TITLED.search(text.chars, start, end))


def read_parties(text: PaperText) -> dict[PaperSide, Introduction]:
    """What is said of each side where the parties are introduced; what is missing there, where contacts are listed."""
    parties = {side: Introduction() for side in PaperSide}
    start, end = region(text)
    stretches = [blocks(text, start, end)]
    lists = text.find(*_LISTS_OF_CONTACTS, start=end, fuzzy=False)[:2]
    stretches += [blocks(text, hit.start, text.end_of_article(hit.start)) for hit in lists]
    if not any(_score(text, *stretch) for stretch in stretches[0].values()):  # the recitals introduce them
        stretches.append(blocks(text, end, end + _LATEST_PARTIES))
    for stretch in stretches:
        for side, (first, last) in stretch.items():
            party = parties[side]
            party.number = party.number or _number(text, first, last, side)
            party.seat = party.seat or seat_in(text, first, last)
            if not party.people:
                party.people, party.is_whole, party.people_span = _people(text, first, last)
                party.is_represented = bool(text.find(*_REPRESENTED, *_ACTS_FOR, start=first, end=last))
    for hit in text.find(*_ACTS_FOR, end=_LATEST_PARTIES, fuzzy=False):
        named = mentions(text, hit.end, hit.end + 90)
        people, _ = people_in(text, max(text.sentence(hit.start)[0], hit.start - _LONGEST_PEOPLE), hit.start)
        if named and people and all(one.function for one in people):  # "Mevrouw An Peeters, voorzitter, handelt namens"
            party = parties[named[0][2]]
            party.people, party.is_whole, party.people_span = people, False, (hit.start, hit.end)
    for side, party in parties.items():
        party.number = party.number or _number_elsewhere(text, side)
        if not party.is_represented and (told := _represented_elsewhere(text, side)):
            party.people, party.people_span = told
    return parties


def _represented_elsewhere(text: PaperText, side: PaperSide) -> tuple[list[NamedPerson], Span] | None:
    """Who represents this side outside its introduction: in an agreement that hangs behind the minutes of a council."""
    for hit in text.find(*_REPRESENTED, end=2 * _LATEST_PARTIES, fuzzy=False):
        named = mentions(text, max(0, hit.start - _LONGEST_INTRODUCTION), hit.start)
        if named and named[-1][2] == side:
            people, is_whole, span = _represented(text, hit, len(text.chars))
            if is_whole and all(one.function for one in people):
                return people, span
    return None


def _people(text: PaperText, start: int, end: int) -> tuple[list[NamedPerson], bool, Span]:
    for hit in text.find(*_REPRESENTED, start=start, end=end):
        people, is_whole, span = _represented(text, hit, end)
        if people and (others := _numbered_below(text, hit, end)):  # "Ondertekenaar 1: …", and below it the other one
            return [*people, *others], False, (hit.start, span[1])
        if people:
            return people, is_whole, span
    return _titled_people(text, start, end)


def _numbered_below(text: PaperText, hit: Hit, end: int) -> list[NamedPerson]:
    """Who stands on the line "Ondertekenaar 2:" below "Ondertekenaar 1:"."""
    if not _FIRST.match(text.chars, hit.end):
        return []
    label = text.chars[hit.start : hit.end]
    second = re.compile(re.escape(label) + r"\s*2\b").search(text.chars, hit.end, min(end, hit.end + _LONGEST_PEOPLE))
    return _represented(text, Hit(second.start(), second.end()), end)[0] if second else []


def _represented(text: PaperText, hit: Hit, end: int) -> tuple[list[NamedPerson], bool, Span]:
    """Who is named behind "vertegenwoordigd door", and whether nothing is left over."""
    stop = _END_OF_PEOPLE.search(text.chars, hit.end, min(end, hit.end + _LONGEST_PEOPLE))
    last = stop.start() if stop else min(end, hit.end + _LONGEST_PEOPLE)
    people, is_whole = people_in(text, hit.end, last)
    is_whole = is_whole and not _GOES_ON_BELOW.match(text.chars, last)
    return people, is_whole and not has_placeholder(text.quote(hit.end, last)), (hit.start, last)


def _titled_people(text: PaperText, start: int, end: int) -> tuple[list[NamedPerson], bool, Span]:
    """Where nothing says "vertegenwoordigd": "Mevrouw An Peeters, voorzitter, zet haar handtekening". Never whole."""
    for signed in _SIGNED_BY.finditer(text.chars, start, end):
        stop = _END_OF_PEOPLE.search(text.chars, signed.end(), min(end, signed.end() + _LONGEST_PEOPLE))
        last = stop.start() if stop else min(end, signed.end() + _LONGEST_PEOPLE)
        people, _ = people_in(text, signed.end(), last)
        if people:
            return people, False, (signed.start(), last)
    for title in _TITLED.finditer(text.chars, start, end):
        last = min(end, text.sentence(title.start())[1], title.start() + _LONGEST_PEOPLE)
        people, _ = people_in(text, title.start(), last)
        if people and all(one.function for one in people):
            return people, False, (title.start(), last)
    return _people_with_functions(text, start, min(end, start + _LONGEST_INTRODUCTION))


def _people_with_functions(text: PaperText, start: int, end: int) -> tuple[list[NamedPerson], bool, Span]:
    """Where only a name and its function stand, in a cell of a table: "An Peeters, directeur". Never whole."""
    found: list[NamedPerson] = []
    for span in functions_in(text, start, end):
        first = max(start, text.chars.rfind("\n", start, span.start) + 1)
        if not text.chars[first : span.start].strip():  # the name stands on the line above
            first = max(start, text.chars.rfind("\n", start, max(start, first - 1)) + 1)
        people, _ = people_in(text, first, span.end)
        found += [one for one in people if one.function and one.name not in {other.name for other in found}]
    return found, False, (start, end)


def _number(text: PaperText, start: int, end: int, side: PaperSide) -> Found | None:
    """The number of this side; with two in its introduction (a town beside its OCMW) the first one is a doubt."""
    found = [one for match in _NUMBER.finditer(text.chars, start, end) if (one := _as_number(text, match))]
    own = [one for one in found if (one.value == show_enterprise_number(AGENCY_NUMBER)) == (side == PaperSide.AGENCY)]
    own = [one for one in own if not _is_of_another(text, one.start)] or own
    if not own:
        return None
    first = own[0]
    return Found(first.value, first.start, first.end, first.exact and len({one.value for one in own}) == 1)


def _is_of_another(text: PaperText, at: int) -> bool:
    """Whether it is the number of an organisation that is no more: "rechtsopvolger van OCMW X, 0200…"."""
    start, _ = text.sentence(at)
    before = text.folded_between(max(start, at - 160), at)
    gone = max((one.end() for one in _PREDECESSOR.finditer(before)), default=-1)
    labelled = max((one.start() for one in _OWN_NUMBER.finditer(before)), default=-1)
    return gone > labelled


def _number_elsewhere(text: PaperText, side: PaperSide) -> Found | None:
    """A number outside the introduction; whose it is follows from the number or from who is named before."""
    for match in _NUMBER.finditer(text.chars):
        found = _as_number(text, match)
        if not found:
            continue
        is_agency = found.value == show_enterprise_number(AGENCY_NUMBER)
        named = [one[2] for one in mentions(text, max(0, match.start() - 300), match.start())]
        if is_agency and side == PaperSide.AGENCY:
            return found
        if not is_agency and side == PaperSide.PARTNER and named and named[-1] == PaperSide.PARTNER:
            return Found(found.value, found.start, found.end, exact=False)
    return None


def _as_number(text: PaperText, match: re.Match[str]) -> Found | None:
    """An enterprise number; one that cannot exist is shown as it is printed, and is never exact (R12)."""
    raw = match[1]
    digits = re.sub(r"[\s.·-]", "", raw)
    is_printed_as_one = bool(re.fullmatch(rf"{_LIKE_DIGIT}{{4}}\.{_LIKE_DIGIT}{{3}}\.{_LIKE_DIGIT}{{3}}", raw))
    before = text.folded_between(max(0, match.start() - 60), match.start())
    is_printed_as_one = is_printed_as_one or match.group().startswith("BE")
    if not (is_printed_as_one or _NUMBER_CUES.search(before)) or sum(one.isdigit() for one in raw) < _ENOUGH_DIGITS:
        return None
    try:
        number = read_enterprise_number(digits) if digits.isascii() and digits.isdigit() else ""
    except ValueError:
        number = ""
    likely = number or likely_enterprise_number(digits) or _ten_digits(digits) or _with_a_nought(digits)
    return Found(show_enterprise_number(likely) or None, match.start(), match.end(), exact=bool(number))


def _with_a_nought(printed: str) -> str:
    """The number that begins with a nought, where a scanner read another digit there; only by its check number."""
    try:
        return read_enterprise_number(f"0{printed[1:]}") if re.fullmatch(r"[2-9]\d{9}", printed) else ""
    except ValueError:
        return ""


def _ten_digits(printed: str) -> str:
    repaired = printed.translate(_DIGITS)
    return repaired if re.fullmatch(r"[01]\d{9}", repaired) else ""


def number_in(text: PaperText, start: int, end: int) -> Found | None:
    """The first enterprise number of a stretch of text; not exact when it names another one too."""
    found = [one for match in _NUMBER.finditer(text.chars, start, end) if (one := _as_number(text, match))]
    if not found:
        return None
    first = found[0]
    return Found(first.value, first.start, first.end, first.exact and len({one.value for one in found}) == 1)
