"""What each day of a paper is: of a law, of an advice, of signing, of the start or the end of a paper."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from paper_reading.days import PrintedDay
from paper_reading.folding import cue, fold
from paper_reading.mentions import mentions
from paper_reading.terms import PaperSide
from paper_reading.text import PaperText

GROUND = date(2022, 2, 4)
"""The decree on which these papers rest: none of them is older."""
_OLDEST_GBO = date(2018, 2, 9)
_LAW = re.compile(
    "(?:"
    + "|".join(
        fold(one)
        for one in (
            "decreet", "wet", "besluit", "verordening", "omzendbrief", "richtlijn", "regering", "OCMW's",
            "welzijn", "wetboek", "raad", "e-govdecreet",
            "avg", "beraadslaging", "advies nr",
        )
    )
    + ")(?:[a-z]{0,22}?)(?:van|dd|van de|ddo)$"
)  # fmt: skip
_LAW_AFTER = re.compile(
    r"^(?:betreffende|totoprichting|totwijziging|houdende|inzake|overhetiokaaibestuur|totbescherming"
    r"|betreffendehet|metbetrekkingtotdebescherming)"
)
_KNOWN_LAWS = frozenset(
    map(
        date.fromisoformat,
        [
            "2004-04-30",
            "2008-07-18",
            "1976-07-08",
            "2017-12-22",
            "2018-02-09",
            "2022-02-04",
            "2018-11-30",
            "2016-04-27",
            "2018-07-30",
            "2009-05-08",
            "2014-04-25",
            "2013-06-21",
            "2019-06-28",
            "2019-02-15",
            "2013-11-29",
            "2014-03-28",
            "2004-05-07",
            "2018-06-08",
            "2018-05-25",
        ],
    )
)
_COUNCIL = cue(
    "raadsbesluit|besluit van de raad|beslissing van de raad|in zitting van|zitting van|gemeenteraadsbesluit"
    "|goedgekeurd door de raad|goedgekeurd in de raad|goedkeuring door de raad|vast bureau van"
)
_DPO = cue(
    "functionaris voor gegevensbescherming|functionaris gegevensbescherming|functionarissen voor"
    "|gegevensbeschermingsfunctionaris|data protection officer|DPO|FGB"
    "|functionaris voor de gegevensbescherming|functionaris voor de bescherming|functionaris|FG van|FG OCMW"
    "|FG Opgroeien|advies FG|FG verstrekker|FG ontvanger|de FG|hun FG|veiligheidsconsulent|privacyverantwoordelijke"
    "|privacy officer"
)
_DPO_PLURAL = cue("functionarissen|DPO's|beide DPO|FGB's|data protection officers")
_ADVICE = cue("advies|adviezen|geadviseerd|adviseerde")
_LIKEWISE = cue("deed dat|deden dat|deed hetzelfde|deed dit|eveneens|hetzelfde")
_ELLIPTIC = re.compile(
    "^.{0,3}?(?:"
    + cue("zijn advies|haar advies|hun advies|diens advies|dat advies|dit advies|het advies|die van|dat van").pattern
    + ")"
)
"""How a sentence begins that goes on about the DPO of the one before it: "Die van het OCMW op 3 mei"."""
_DATED = re.compile("(?:datumadvies|datumvanhetadvies|adviesdatum)$")
_ASKED = cue(
    "datum vraag|datum van de vraag|datum aanvraag|vroeg op"
    "|advies gevraagd op|gevraagd op|voorgelegd op|aangevraagd op|advies gevraagd|om advies|ontvangen op"
    "|bezorgd op|voorgelegd aan|ter advies"
)
_GIVEN = cue(
    "gegeven|uitgebracht|verleend|verstrekt|bevestigd|gaf|bracht|gunstig advies|positief advies|advies van"
    "|advies dd|geadviseerd|advies op"
)
_GIVEN_NEXT = re.compile(f"(?:{_GIVEN.pattern})(?:op)?$")
_IN_FORCE = cue(
    "treedt in werking|in werking getreden|in werking is getreden"
    "|inwerkingtreding|treden in werking|in werking treedt|in werking"
    "|gaat in|ingaat|met ingang van|ingang|van kracht|vangt aan|aanvang|neemt een aanvang|start op|begint op"
    "|uitwerking|geldt vanaf|geldig vanaf|geldig van|geldt van|loopt van|loopt vanaf|treedt inwerking"
    "|gesloten vanaf|aangegaan vanaf|ingangsdatum|startdatum|begindatum|duur vanaf|looptijd vanaf"
    "|starten op|beginnen op|neemt aanvang|in voege|van toepassing vanaf|van start|te rekenen vanaf|aanvangsdatum"
    "|begint te lopen|bepaalde duur van|bepaalde duur, van|bepaalde tijd van|periode van|gaande van"
)
_RIGHT_BEFORE = re.compile(f"(?:{_IN_FORCE.pattern})(?:op|vanaf|datum)?$")
_ENDS = re.compile(
    "(?:"
    + cue(
        "tot en met|t.e.m.|t/m|tot|eindigt op|eindigt van rechtswege op|loopt af op|verstrijkt op|vervalt op"
        "|einddatum|neemt een einde op|stopt op|stoppen op|eindigen op"
        "|eindigt uiterlijk op|loopt tot|einde op|eindigend op|ten einde op|geldig tot|laatste dag"
    ).pattern
    + "|(?:eindigt|eindigen|verstrijken|vervallen|afioopt|afiopen)[a-z]{0,24}op"
    + ")$"
)
_CONCLUDED = cue("samenwerkingsovereenkomst|overeenkomst|samenwerkingsakkoord")
_PRECISELY_AGREEMENT = cue(
    "samenwerkingsovereenkomst|samenwerkingsakkoord|lokale overeenkomst|deze overeenkomst|de overeenkomst"
    "|die overeenkomst"
)
_MADE = cue(
    "gesloten|afgesloten|sloten|sloot|aangegaan|ondertekend|tekenden|overeenkomst van|overeenkomst dd"
    "|overeenkomst d.d.|tot stand gekomen|kwam tot stand|bestaat|getekend|dateert van|daterend van|gedateerd"
)
_MADE_ON = re.compile("(?:" + cue("gesloten|aangegaan|ondertekend|getekend").pattern + ")op$")
_OF_AGREEMENT = re.compile(
    "(?:"
    + cue(
        "samenwerkingsovereenkomst van|samenwerkingsovereenkomst d.d.|samenwerkingsovereenkomst dd|overeenkomst van"
        "|datum samenwerkingsovereenkomst|datum van de samenwerkingsovereenkomst|samenwerkingsovereenkomst"
    ).pattern
    + ")$"
)
_EARLIER = re.compile(
    "(?:" + cue("eerder|eerdere|vorig|vorige|vroeger|vroegere|voormalig|oud|oude|proef").pattern + ")"
    + "(?:" + cue("protocol|overeenkomst|samenwerkingsovereenkomst|akkoord|convenant|versie").pattern + ")"
)  # fmt: skip
_THIS_PAPER = cue("dit protocol|deze overeenkomst|deze samenwerkingsovereenkomst|dit akkoord|dit convenant")
_REPLACES = cue("vervangt|vervangen|ter vervanging van|in plaats van|opgeheven|wijzigt")
_PROTOCOL = cue("dit protocol|het protocol|protocol")


_LONGEST_FORM = 600
_LONGEST_HEADING = 9  # words
_LONGEST_LIST, _LINES_ABOVE = 400, 3


class DayRole(StrEnum):
    """What a day is on the paper."""

    LAW = auto()
    COUNCIL = auto()
    ASKED = auto()
    ADVICE = auto()
    AGREEMENT_IN_FORCE = auto()
    PROTOCOL_IN_FORCE = auto()
    AGREEMENT_ENDS = auto()
    PROTOCOL_ENDS = auto()
    CONCLUDED = auto()
    NONE = auto()


@dataclass(frozen=True, slots=True)
class Context:
    """The folded words of the sentence before and behind a day."""

    before: str
    behind: str
    start: int
    end: int

    @property
    def whole(self) -> str:
        return f"{self.before} {self.behind}"


def context_of(text: PaperText, day: PrintedDay) -> Context:
    start, end = text.sentence(day.start)
    start, end = max(start, day.start - 420), min(max(end, day.end), day.end + 260)
    return Context(text.folded_between(start, day.start), text.folded_between(day.end, end), start, end)


def is_law(text: PaperText, day: PrintedDay) -> bool:
    """Whether this is the day of a decree or an act, readable or not."""
    if day.value in _KNOWN_LAWS or day.is_old:
        return True
    around = context_of(text, day)
    before = around.before[-70:]
    is_named = re.search(
        "(?:decreet|besiuit|verordening|omzendbrief|wetopde[a-z]{0,8}|wet|regering)van(?:de|den)?$", before
    )
    return bool(is_named) or bool(_LAW_AFTER.match(around.behind) and not _CONCLUDED.search(before))


def role_of(
    text: PaperText, day: PrintedDay, previous: PrintedDay | None, following: PrintedDay | None, *, in_protocol: bool
) -> DayRole:
    """What this day is. What is said before the `previous` day, or right before the `following` one, is of that one."""
    if is_law(text, day):
        return DayRole.LAW
    around = context_of(text, day)
    begin = max(around.start, previous.end) if previous else around.start
    near = text.folded_between(begin, day.start)
    if _REPLACES.search(near[-120:]) or (near.endswith(fold("sinds")) and not _CONCLUDED.search(around.behind[:60])):
        return DayRole.NONE
    if _is_of_earlier_paper(around.before):
        return DayRole.NONE
    if in_protocol and _says_when_made(near, around) and not _RIGHT_BEFORE.search(near):
        return DayRole.CONCLUDED
    if _is_advice(text, around):
        return _advice(around, text.folded_between(day.end, following.start) if following else "")
    if _COUNCIL.search(around.before[-110:]) and not (_IN_FORCE.search(near[-40:]) or _MADE_ON.search(near)):
        return DayRole.COUNCIL
    if _ENDS.search(near) and not _starts_here(around):
        return DayRole.PROTOCOL_ENDS if _is_about_protocol(around, in_protocol) else DayRole.AGREEMENT_ENDS
    if in_protocol and _OF_AGREEMENT.search(near):
        return DayRole.CONCLUDED
    if in_protocol and _MADE_ON.search(near) and _PRECISELY_AGREEMENT.search(around.before):
        return DayRole.CONCLUDED  # "de overeenkomst is van kracht en werd gesloten op"
    behind = text.folded_between(day.end, following.start) if following else around.behind
    is_of_following = following is not None and bool(_RIGHT_BEFORE.search(behind))
    if _IN_FORCE.search(near[-90:]) or (_IN_FORCE.search(around.behind[:40]) and not is_of_following):
        is_of_protocol = _is_about_protocol(around, in_protocol) or _goes_on_about_protocol(around, near)
        return DayRole.PROTOCOL_IN_FORCE if is_of_protocol else DayRole.AGREEMENT_IN_FORCE
    return DayRole.CONCLUDED if in_protocol and _is_of_agreement(around) else DayRole.NONE


def _is_of_earlier_paper(before: str) -> bool:
    """Whether the sentence speaks of a paper that this one replaces: "een eerder protocol, in werking sinds"."""
    earlier = max((one.end() for one in _EARLIER.finditer(before)), default=-1)
    return earlier >= 0 and not _THIS_PAPER.search(before, earlier)


def says_when_made(text: PaperText, day: PrintedDay) -> bool:
    """Whether "gesloten op" or the like stands right before this day."""
    return bool(_MADE_ON.search(text.folded_between(max(0, day.start - 40), day.start)))


def _says_when_made(near: str, around: Context) -> bool:
    """Whether the words since the day before speak of the agreement, in a sentence that goes on about advices."""
    made = _MADE.search(near) or _MADE.search(around.behind[:30])
    return bool(made and _PRECISELY_AGREEMENT.search(near)) and not (_DPO.search(near) or _ADVICE.search(near))


def _is_of_agreement(around: Context) -> bool:
    """Whether the sentence says when the agreement was made."""
    made = _MADE.search(around.whole) and _CONCLUDED.search(around.before[-260:] + " " + around.behind[:220])
    return bool(made or _OF_AGREEMENT.search(around.before))


def _starts_here(around: Context) -> bool:
    return bool(re.search(cue("met ingang van|vanaf").pattern + "$", around.before))


def _is_about_protocol(around: Context, in_protocol: bool) -> bool:
    """Of which paper the sentence speaks: the one that it named last before the day, else the one it stands in."""
    last_protocol = max((one.start() for one in _PROTOCOL.finditer(around.before)), default=-1)
    last_agreement = max((one.start() for one in _PRECISELY_AGREEMENT.finditer(around.before)), default=-1)
    if last_protocol == last_agreement:
        behind_protocol, behind_agreement = _PROTOCOL.search(around.behind), _PRECISELY_AGREEMENT.search(around.behind)
        if behind_protocol and not behind_agreement:
            return True
        if behind_agreement and not behind_protocol:
            return False
        return in_protocol
    return last_protocol > last_agreement


def _goes_on_about_protocol(around: Context, near: str) -> bool:
    """ "Dit protocol steunt op de overeenkomst van … en treedt in werking op …": it is the protocol that does so."""
    return around.before.startswith(fold("dit protocol")) and not _PRECISELY_AGREEMENT.search(near)


def _is_advice(text: PaperText, around: Context) -> bool:
    """Whether the sentence speaks of the advice of a DPO; behind a semicolon, the one before it may have said so."""
    if not _DPO.search(around.whole):
        if _DATED.search(around.before) and _DPO.search(text.folded_between(around.end, around.end + _LONGEST_LIST)):
            return True
        before = _antecedent(text, around.start)
        if _DPO.search(before) and _ADVICE.search(before + around.before):
            return True
        return bool(_ADVICE.search(around.whole) and _GIVEN.search(around.whole) and _is_under_heading(text, around))
    goes_on = text.chars[: around.start].rstrip().endswith(";") or bool(_LIKEWISE.search(around.whole))
    before = text.folded_between(text.sentence(around.start - 2)[0], around.start) if goes_on else ""
    return bool(_ADVICE.search(around.whole) or _ADVICE.search(before[-_LONGEST_FORM:]))


def _antecedent(text: PaperText, start: int) -> str:
    """The folded sentences before the one that begins here, as long as each goes on about the one before it."""
    first = start
    while first and start - first < _LONGEST_FORM and _ELLIPTIC.match(text.folded_between(first, first + 40)):
        first = text.sentence(first - 2)[0]
    return text.folded_between(max(first, start - _LONGEST_FORM), start)


def _is_under_heading(text: PaperText, around: Context) -> bool:
    """Whether the sentence stands in an article called "Advies van de functionarissen"."""
    above = [
        line for line in text.chars[max(0, around.start - _LONGEST_FORM) : around.start].split("\n") if line.strip()
    ]
    headings = [line for line in above if len(line.split()) <= _LONGEST_HEADING and line.strip()[-1].isalpha()]
    return bool(headings) and bool(_ADVICE.search(fold(headings[-1])) and _DPO.search(fold(headings[-1])))


def _advice(around: Context, until_next: str) -> DayRole:
    """An advice that was given, or only the day on which it was asked: "gevraagd op …, gegeven op …" has both."""
    behind = "" if _GIVEN_NEXT.search(until_next) else around.behind
    is_given = _GIVEN.search(behind[:60]) or _GIVEN.search(around.before[-12:])
    if _ASKED.search(around.before[-30:]) and not is_given:
        return DayRole.ASKED
    if cue("gevraagd|voorgelegd").search(around.behind[:28]) and not _GIVEN.search(around.behind[:18]):
        return DayRole.ASKED
    return DayRole.ADVICE


def sides_of_advices(text: PaperText, days: list[PrintedDay]) -> list[tuple[PrintedDay, PaperSide, bool]]:
    """Whose advice each day is, sentence by sentence, and whether that is beyond doubt."""
    sentences: dict[tuple[int, int], list[PrintedDay]] = {}
    for day in days:
        sentences.setdefault(text.sentence(day.start), []).append(day)
    told = [one for group in sentences.values() for one in _sides_in_sentence(text, group)]
    nameless = [not mentions(text, *text.sentence(day.start)) for day, _, _ in told]
    if len(told) == len(PaperSide) and sum(nameless) == 1 and told[0][1] == told[1][1]:
        # "Die van ons gaf advies op 3 mei. Die van Opgroeien op 7 mei": the one that names nobody is of the other side
        other = next(side for side in PaperSide if side != told[0][1])
        told = [(day, other if alone else side, False) for (day, side, _), alone in zip(told, nameless, strict=True)]
    return told


def _sides_in_sentence(text: PaperText, days: list[PrintedDay]) -> list[tuple[PrintedDay, PaperSide, bool]]:
    """Whose advice each day of one sentence is, and whether that is beyond doubt."""
    start, end = text.sentence(days[0].start)
    around = context_of(text, days[0])
    named = mentions(text, min(around.start, start), max(context_of(text, days[-1]).end, days[-1].end))
    if by_label := _sides_of_labels(text, days):
        return by_label
    if not named and _antecedent(text, start):
        before = {side for _, _, side in mentions(text, max(text.sentence(start - 2)[0], start - _LONGEST_FORM), start)}
        if len(before) == 1:
            return [(day, side, False) for day in days for side in before]
    of_dpo = _in_turn([one for one in named if _is_of_dpo(text, one)])
    order = _in_turn(named)
    if _DPO_PLURAL.search(text.folded_between(start, end)) and len(order) >= 2:
        sides = [one[2] for one in order[:2]]
        if len(days) == 1:
            return [(days[0], side, False) for side in sides]
        return [(day, side, True) for day, side in zip(days, sides, strict=False)]
    if len(days) == 1 and not named and cue("beide functionarissen|beide DPO|gezamenlijk advies").search(around.whole):
        return [(days[0], side, False) for side in PaperSide]
    if len(of_dpo) == len(days):
        return [(day, one[2], True) for day, one in zip(days, of_dpo, strict=True)]
    if len(of_dpo) < len(days) == len(order) == len({one[2] for one in order}):
        return [(day, one[2], False) for day, one in zip(days, order, strict=True)]  # "die van Opgroeien op …"
    if len(of_dpo) == 2 and len(days) == 1 and of_dpo[0][2] != of_dpo[1][2]:
        return [(days[0], one[2], False) for one in of_dpo]
    if len(days) == len(PaperSide) and len({one[2] for one in named}) == 1:
        own = [bool(_between(named, low, day.start)) for low, day in ((start, days[0]), (days[0].end, days[1]))]
        if own[0] != own[1]:  # "Opgroeien op 3 mei, Voorbeelddorp op 7 mei": the other one is of the other side
            other = next(side for side in PaperSide if side != named[0][2])
            return [(day, named[0][2] if is_own else other, False) for day, is_own in zip(days, own, strict=True)]
    return [
        (day, min(of_dpo or named, key=lambda one: abs(one[0] - day.start))[2], len({one[2] for one in named}) == 1)
        for day in days
        if named
    ] or _sides_of_form(text, days, start)


def _between(named: list[tuple[int, int, PaperSide]], start: int, end: int) -> list[tuple[int, int, PaperSide]]:
    return [one for one in named if start <= one[0] < end]


def _sides_of_labels(text: PaperText, days: list[PrintedDay]) -> list[tuple[PrintedDay, PaperSide, bool]]:
    """A table with a part for each side, each under its own label: "Verstrekker", "Ontvanger". Never certain."""
    labels = [(at, side) for at, end, side in mentions(text, 0, days[-1].start) if _is_label(text, at, end)]
    sides = [next((side for at, side in reversed(labels) if at < day.start), None) for day in days]
    is_told_apart = len(days) == len(PaperSide) and len(set(sides)) == len(sides)
    return [(day, side, False) for day, side in zip(days, sides, strict=True) if side] if is_told_apart else []


def _is_label(text: PaperText, start: int, end: int) -> bool:
    starts_line = text.chars[:start].rstrip(" ").endswith("\n")
    return starts_line and bool(re.match(r"[ ]*(?:\t|:|[ ]{3,})", text.chars[end : end + 4]))


def listed_advice(text: PaperText, day: PrintedDay) -> PaperSide | None:
    """Whose advice a line of a list is: "Adviezen van de DPO's:", and below it "Opgroeien regie: 3 juni 2024"."""
    start = text.chars.rfind("\n", 0, day.start) + 1
    named = mentions(text, start, day.start)
    if len({side for _, _, side in named}) != 1 or not re.fullmatch(
        r"[^:\n]{0,40}[:–\t-][\s(]*(?:op\s+)?", text.chars[named[-1][1] : day.start]
    ):
        return None
    above = [line for line in text.chars[max(0, start - _LONGEST_LIST) : start].split("\n") if line.strip()]
    for line in reversed(above[-_LINES_ABOVE:]):
        words = fold(line)
        if _ADVICE.search(words) and (_DPO.search(words) or _DPO_PLURAL.search(words)) and line.rstrip().endswith(":"):
            return named[-1][2]
    return None


def _sides_of_form(text: PaperText, days: list[PrintedDay], start: int) -> list[tuple[PrintedDay, PaperSide, bool]]:
    """ "Advies DPO: 2 april 2025" in a form names nobody: it is about the side that was named last. Never certain."""
    above = mentions(text, max(0, start - _LONGEST_FORM), start)
    return [(day, above[-1][2], False) for day in days] if above else []


def _in_turn(named: list[tuple[int, int, PaperSide]]) -> list[tuple[int, int, PaperSide]]:
    return [one for index, one in enumerate(named) if index == 0 or one[2] != named[index - 1][2]]


def _is_of_dpo(text: PaperText, named: tuple[int, int, PaperSide]) -> bool:
    return bool(_DPO.search(text.folded_between(max(0, named[0] - 75), named[0])))


def is_plausible(day: PrintedDay, *, is_gbo: bool, today: date) -> bool:
    return day.value is not None and (_OLDEST_GBO if is_gbo else GROUND) <= day.value <= date(today.year + 6, 12, 31)
