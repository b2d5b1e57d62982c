"""The core actors of a GBO agreement as its paper introduces them: one after the other, with number and seat (R40)."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from law.placeholders import has_placeholder
from paper_reading.folding import cue, fold
from paper_reading.parties import number_in
from paper_reading.people import NamedPerson, people_in
from paper_reading.seats import seat_in
from paper_reading.spacing import mend
from paper_reading.terms import Found
from paper_reading.text import PaperText

KINDS = ("caw", "ocmw", "dmw")
_KIND_BEGINS = r"(?:het\s+|de\s+)?(?:CAW|OCMW|DMW|Centrum|Openbaar|Dienst)\b"
_BEGIN = re.compile(
    r"t\s?u\s?s\s?s\s?e\s?n\s*:?[ \t]*(?:\n|$)|tussen\s*:|(?:volgende|ondergetekende) partijen\s*:"
    rf"|\btussen\s+(?={_KIND_BEGINS})",
    re.IGNORECASE,
)
_END = (
    "gezamenlijk ook", "gezamenlijk de kernactoren", "zijn deze samenwerkingsovereenkomst overeengekomen",
    "is het volgende overeengekomen", "wordt het volgende overeengekomen", "wordt overeengekomen",
    "komen het volgende overeen", "hierna de kernactoren", "hierna kernactoren",
    "deze samenwerkingsovereenkomst wordt bekendgemaakt",
)  # fmt: skip
_LATEST_BEGIN, _LONGEST_PARTIES = 1500, 9000  # characters
_BETWEEN = re.compile(
    r"^[ \t]*(?:E\s?N|en|En|&)[ \t]*[:,]?[ \t]*$"  # EN, alone on its line
    r"|\n[ \t]*\n"
    r"|^[ \t]*(?:\(?\d{1,2}[.)°]|[-–•·▪])[ \t]+"  # an item of a list
    r"|;[ \t]*(?:en)?[ \t]*$"
    r"|(?<=\S)\s+EN\s+(?=[A-Z])"  # between two parties on one line
    r"|;\s+(?:en\s+)?(?=\(?\d{1,2}[.)°]\s|[A-Z])"
    rf"|,?\s+en\s+(?={_KIND_BEGINS})",
    re.MULTILINE,
)
_HEAD = re.compile(
    r"(?:[\s:,.;–•·▪-]|\(?\d{1,2}[.)°]\s|(?:EN|En|en)(?=\s*[:\n])|naam\s*:)*(?:(?:het|de|enerzijds|anderzijds),?\s+)*",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\A(?:[\dIl|]{1,2}[.)°]\s+)?(?:(?:Het|het|De|de)\s+(?=[A-Z]))?")
_FILLED_IN = re.compile(r"\A(?:NAAM\s+)?(CAW|OCMW|DMW)\s*:\s*|\ANAAM\s+(CAW|OCMW|DMW)\s+")
"""What was left of the template before a name that was filled in: "NAAM CAW: Voorbeeld"."""
_ABBREVIATION = re.compile(r"\b(?:O\s?C\s?M\s?W|C\s?A\s?W|D\s?M\s?W)\b")
_KIND_WORDS = {
    "caw": ("CAW", "centrum voor algemeen welzijnswerk", "centrum algemeen welzijnswerk"),
    "ocmw": ("OCMW", "openbaar centrum voor maatschappelijk welzijn"),
    "dmw": ("DMW", "dienst maatschappelijk werk", "diensten maatschappelijk werk", "dienst voor maatschappelijk werk"),
}
_OF_EVERY_NAME = re.compile(r"(?<!\w)(?:vzw|v\.z\.w\.|van|het|\(?(?:CAW|OCMW|DMW)\)?)(?!\w)", re.IGNORECASE)
_FUNDS = cue("ziekenfonds|gezondheidsfonds|mutualiteit|christelijke mutualiteit|Solidaris|Helan|Liberale Mutualiteit")
_LONGEST_HEAD = 130
_MOST_ACTORS = 99
_NAME_ENDS = re.compile(
    r"[,;(\n]\s*(?=\S)|\s(?=(?:met|onder)\s(?:als\s)?(?:ondernemings|KBO|maatschapp|zetel))"
    r"|\s[-–|]\s|\t|\s{3,}|\s(?=ondernemingsn|KBO|gevestigd|maatschappelijke zetel|vertegenwoordigd|hierna)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\n[ \t]*(?=[A-ZÀ-Þ][\w’'-]+(?: [A-Z][\w’'-]+)*"
    r"(?:[ \t]*,|[ \t]+(?:[Oo]ndernemingsn|KBO|[Mm]aatschappelijke z|[Mm]et )))"
)
"""A name that was broken at the end of a line: another word with a capital, and then what ends it."""
_NEXT_LINE = re.compile(r"\n[ \t]*(?=[A-ZÀ-Þ])")
_MAY_GO_ON = re.compile(
    r"[ \t]*\n[ \t]*(?!\s|ondernemingsn|KBO|maatschappelijke z|zetel|adres|\d|\(|EN\b)", re.IGNORECASE
)
_LABELLED = re.compile(
    r"naam|[^,]{0,20}:|ondernemingsn|KBO|maatschappelijke zetel|zetel|adres|gevestigd|vertegenwoordigd", re.IGNORECASE
)
_REPRESENTED = ("vertegenwoordigd door", "voor wie optreedt", "voor wie optreden", "in de persoon van")
_END_OF_PEOPLE = re.compile(
    r"[;.](?=\s|$)|\n\s*\n|hierna|,\s*(?:met\s)?(?:maatschappelijke\s)?zetel|ondernemingsn", re.IGNORECASE
)


@dataclass
class PrintedActor:
    """One party: of which kind, the how-manieth of that kind, and what its introduction says."""

    kind: str
    number: int
    name: Found
    enterprise_number: Found | None = None
    seat: Found | None = None
    people: list[NamedPerson] = field(default_factory=list)
    people_whole: bool = False
    people_span: tuple[int, int] = (0, 0)

    @property
    def key(self) -> str:
        return f"gbo.{self.kind}.{self.number}"

    @cached_property
    def called(self) -> list[str]:
        """How the rest of the paper can call it, the longest first: in full, or in short "CAW Voorbeeld"."""
        name = str(self.name.value)
        own = _own_words(name)
        short = [f"{words}{van}{own}" for words in _KIND_WORDS[self.kind] for van in (" ", " van ")] if own else []
        behind = [f"{own} {words}" for words in _KIND_WORDS[self.kind]] if own else []
        return sorted({name, *short, *behind}, key=len, reverse=True)


def _own_words(name: str) -> str:
    """What tells this party apart from others of its kind: nothing while only the kind, or half of it, was read."""
    own = _OF_EVERY_NAME.sub(" ", " ".join(name.split()))
    for words in (words for of_kind in _KIND_WORDS.values() for words in of_kind):
        own = re.sub(re.escape(words), " ", own, flags=re.IGNORECASE)
    own = " ".join(own.split()).strip(" ,.-–()")
    is_half = any(fold(words).startswith(fold(own)) for of_kind in _KIND_WORDS.values() for words in of_kind)
    return "" if is_half else own


def region(text: PaperText) -> tuple[int, int]:
    """From where to where the parties are introduced."""
    begins = [one.end() for one in _BEGIN.finditer(text.chars, 0, _LATEST_BEGIN)]
    start = begins[-1] if begins else 0  # the title says "tussen" too
    ends = [hit.start for hit in text.find(*_END, start=start, end=start + _LONGEST_PARTIES)]
    ends += [heading for heading in text.headings if heading > start + 80]
    return start, min(ends, default=min(len(text.chars), start + _LONGEST_PARTIES))


def read_actors(text: PaperText) -> list[PrintedActor]:
    """The core actors in the order of the paper."""
    begin, end = region(text)
    times: Counter[str] = Counter()
    found = []
    heads = _heads(text, begin, end)
    for index, (kind, name) in enumerate(heads):
        until = heads[index + 1][1].start if index + 1 < len(heads) else end
        times[kind] += 1
        actor = PrintedActor(kind, times[kind], name)
        actor.enterprise_number = number_in(text, name.start, until)
        actor.seat = seat_in(text, name.end, until)
        _read_people(text, actor, until)
        found.append(actor)
    return found


def _heads(text: PaperText, begin: int, end: int) -> list[tuple[str, Found]]:
    """Kind and name of each party, in order; between two of them can stand more than one separator."""
    found: dict[int, tuple[str, Found]] = {}
    for start in _starts(text, begin, end):
        if head := _head(text, start, end):
            found[head[1].start] = head
    return [found[start] for start in sorted(found)][:_MOST_ACTORS]


def _starts(text: PaperText, begin: int, end: int) -> Iterator[int]:
    """Where a party can begin."""
    yield begin
    for gap in _BETWEEN.finditer(text.chars, begin, end):
        yield gap.end()


def _head(text: PaperText, start: int, end: int) -> tuple[str, Found] | None:
    """The kind and the name with which a party begins; None when no party begins here."""
    opening = _HEAD.match(text.chars, start, end)
    first = opening.end() if opening else start
    until = min(end, first + _LONGEST_HEAD)
    if not text.chars[first:until].strip():
        return None
    stop = _NAME_ENDS.search(text.chars, first, until)
    goes_on = stop and (
        _GOES_ON.match(text.chars, stop.start(), end)
        or (not _own_words(text.chars[first : stop.start()]) and _NEXT_LINE.match(text.chars, stop.start(), end))
    )
    if stop and goes_on:
        stop = _NAME_ENDS.search(text.chars, goes_on.end(), until + _LONGEST_HEAD // 2)
    last = stop.start() if stop else until
    raw = text.chars[first:last]
    torn = text.is_torn(first, last)
    name = _closed(mend(raw, torn=torn)).strip(" .:,;–-")
    kind = _kind_of(name)
    kinds = tuple(map(fold, _KIND_WORDS.get(kind, ())))
    is_named = bool(kinds) and (fold(name).startswith(kinds) or fold(name).endswith(kinds))
    if (
        not kind and stop and stop.group().strip()[:1] in {",", "-", "–"}
    ):  # "De Voorzorg, dienst maatschappelijk werk van …"
        kind = _kind_of(text.quote(last, min(end, last + 60)))
    if not kind or _LABELLED.match(name) or has_placeholder(name) or not 5 <= len(name) <= 110:
        return None
    is_whole = stop is not None and not goes_on and not _MAY_GO_ON.match(text.chars, last, end)
    is_plain = is_named and not torn and is_whole and name == raw.strip() and name[:1].isupper()
    return kind, Found(name, first, last, exact=is_plain and not re.search(r"\d", name))


def _closed(name: str) -> str:
    """The name without an article or a number of a list before it, and its abbreviation in one piece."""
    name = _ARTICLE.sub("", name)
    name = _FILLED_IN.sub(lambda found: f"{found[1] or found[2]} ", name)
    return _ABBREVIATION.sub(lambda found: "".join(found.group().split()), name)


def _kind_of(name: str) -> str:
    """Of which kind it is by the first word that says so; nothing when none or a contradicting one does."""
    folded = fold(name)
    places = {
        kind: min((at for word in words if (at := folded.find(fold(word))) >= 0), default=-1)
        for kind, words in _KIND_WORDS.items()
    }
    named = {kind: at for kind, at in places.items() if at >= 0}
    if not named:
        return "dmw" if _FUNDS.search(folded) else ""
    first = min(named, key=lambda kind: named[kind])
    return first if named[first] <= 12 or len(named) == 1 else ""


def _read_people(text: PaperText, actor: PrintedActor, until: int) -> None:
    hits = text.find(*_REPRESENTED, start=actor.name.end, end=until, fuzzy=False)
    if not hits:
        return
    start = hits[0].end
    stop = _END_OF_PEOPLE.search(text.chars, start, until)
    last = stop.start() if stop else until
    actor.people, actor.people_whole = people_in(text, start, last)
    actor.people_span = (start, last)
