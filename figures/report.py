"""The figures of both sides for a scope and a period, each only as far as it may be told (R80, D4)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, QuerySet

from agreements.models import Agreement, Bottleneck
from directory.models import Organisation
from figures.closed_years import EVERYONE, ClosedSide, Unit
from figures.period import Period, last_closed_year, year
from figures.published import Names, Table, bottleneck_table, closed_tables, team_tables
from figures.receiver_side import tell_receiver_side
from figures.scope import Pair, Scope
from figures.team_side import TeamSide, count_team_side
from figures.team_years import tell_team_side

TEAM: Final = "Aan de kant van het lokaal team"
RECEIVER: Final = "Aan de kant van de ontvanger"
OWN: Final = "Deze cijfers zijn van uw eigen team en tonen ook kleine aantallen. Geef ze niet door."
YEARLY: Final = "Dit tonen wij per kalenderjaar, vanaf 1 februari erna."
CUTS_ACROSS: Final = "Dit tonen wij per overeenkomst of per lokaal team. Kies hierboven een overeenkomst."
READS_PART: Final = (
    "U leest zelf een deel van deze aanmeldingen. De rest kon u uitrekenen. Kies hierboven een overeenkomst."
)
TOO_FEW: Final = "Er zijn te weinig aanmeldingen om hier iets van te tonen, of ze liepen te gelijk af."


@dataclass(frozen=True, slots=True)
class Section:
    """The tables of one side; without any, `why_not` says why.

    `is_empty`: there was nothing to count at all. `closed_year`: the year that can be asked instead. `note`: what who
    reads it must know.
    """

    title: str
    tables: list[Table]
    why_not: str = ""
    is_empty: bool = False
    closed_year: int | None = None
    note: str = ""

    @property
    def hides(self) -> bool:
        return any(table.hides for table in self.tables)


@dataclass(frozen=True, slots=True)
class FiguresReport:
    """What a page, a file or a dossier shows; `before` is the year before, beside a calendar year."""

    period: Period
    sections: list[Section]
    before: "FiguresReport | None" = None


def report_of(
    scope: Scope, period: Period, *, pairs: Iterable[Pair], bottlenecks: QuerySet[Bottleneck], on: date
) -> FiguresReport:
    """Both sides, and of a calendar year those of the year before; `pairs` are the agreements that the person may see.

    `bottlenecks` are those that the person may see (R46).
    """
    pairs = list(pairs)
    before = None
    if period.year is not None:
        last = year(period.year - 1)
        before = FiguresReport(last, _sections(scope, last, pairs=pairs, bottlenecks=bottlenecks, on=on))
    return FiguresReport(period, _sections(scope, period, pairs=pairs, bottlenecks=bottlenecks, on=on), before)


def _sections(
    scope: Scope, period: Period, *, pairs: list[Pair], bottlenecks: QuerySet[Bottleneck], on: date
) -> list[Section]:
    unit = unit_of(scope, pairs)
    reads_part = _reads_part(scope, unit)
    reads_part_of_team = reads_part or (unit == EVERYONE and bool(scope.own_teams))
    return [
        section_of_own_team(scope, period)
        if scope.is_of_own_teams
        else section_of_team(unit, period, on=on, reads_part=reads_part_of_team),
        section_of_receiver(unit, period, on=on, reads_part=reads_part),
        section_of_bottlenecks(scope, period, bottlenecks),
    ]


def _reads_part(scope: Scope, unit: Unit | None) -> bool:
    """Whether the person may read, case by case, a part of what makes up a sum; that part could be taken off it."""
    return bool(scope.own_partners) and not isinstance(unit, tuple)


def section_of_own_team(scope: Scope, period: Period) -> Section:
    """The side of the team for who works there: every number, over any period."""
    side = count_team_side(scope, period)
    if not side.counts["filed"]:
        return Section(TEAM, [], "In deze periode is er niets aangemeld.", is_empty=True)
    return Section(TEAM, team_tables(side, period, _names(side)), note=OWN)


def section_of_team(unit: Unit | None, period: Period, *, on: date, reads_part: bool = False) -> Section:
    """The side of the team for everybody else, and on paper."""
    return _OF_TEAM.section(unit, period, on=on, reads_part=reads_part)


def section_of_receiver(unit: Unit | None, period: Period, *, on: date, reads_part: bool = False) -> Section:
    """What receivers logged, for everybody."""
    return _OF_RECEIVER.section(unit, period, on=on, reads_part=reads_part)


@dataclass(frozen=True, slots=True)
class _ClosedYears:
    """How one side tells of a closed calendar year, and of an agreement, a team or everyone (ADR 0036)."""

    title: str
    total: str
    nothing: str
    tell: Callable[[int, Unit], ClosedSide]

    def section(self, unit: Unit | None, period: Period, *, on: date, reads_part: bool) -> Section:
        closed = last_closed_year(on)
        if period.year is None or period.year > closed:
            return Section(self.title, [], YEARLY, closed_year=closed)
        if unit is None or reads_part:
            return Section(self.title, [], CUTS_ACROSS if unit is None else READS_PART)
        side = self.tell(period.year, unit)
        if not side.tables:
            return Section(self.title, [], self.nothing, is_empty=True)
        if side.tells_nothing:
            return Section(self.title, [], TOO_FEW)
        return Section(self.title, closed_tables(side, self.total))


_OF_TEAM: Final = _ClosedYears(TEAM, "verstuurd", "In dit jaar is er niets verstuurd.", tell_team_side)
_OF_RECEIVER: Final = _ClosedYears(RECEIVER, "aangekomen", "In dit jaar kwam er niets toe.", tell_receiver_side)


def section_of_bottlenecks(scope: Scope, period: Period, bottlenecks: QuerySet[Bottleneck]) -> Section:
    """How often each kind was met in the period; a province has none, for they belong to an agreement."""
    title = "Knelpunten"
    if scope.province is not None:
        return Section(title, [], "Knelpunten horen bij een overeenkomst. Laat de provincie weg om ze te zien.")
    asked = {"agreement__team": scope.team, "agreement__partner": scope.partner}
    met = bottlenecks.filter(met_on__range=(period.from_on, period.until_on))
    met = met.filter(**{name: value for name, value in asked.items() if value})
    counted = met.values_list("kind").annotate(number=Count("pk")).order_by("-number", "kind")
    table = bottleneck_table(dict(counted))
    if not table.lines:
        return Section(title, [], "In deze periode zijn er geen knelpunten genoteerd.", is_empty=True)
    return Section(title, [table])


def unit_of(scope: Scope, pairs: Iterable[Pair]) -> Unit | None:
    """The agreement, the team or everyone that was asked for; None for anything that cuts across these (ADR 0036)."""
    if scope.province is not None:
        return None
    if scope.team and not scope.partner and scope.may_see(scope.team, None):
        return scope.team
    if not scope.team and not scope.partner:
        if scope.sees_all:
            return EVERYONE
        if len(scope.own_teams) == 1 and not scope.own_partners:
            return next(iter(scope.own_teams))
    within = {pair for pair in pairs if scope.team in (None, pair[0]) and scope.partner in (None, pair[1])}
    return next(iter(within)) if len(within) == 1 else None


def pairs_of(agreements: Iterable[Agreement]) -> set[Pair]:
    return {(one.team_id, one.partner_id) for one in agreements}


def _names(side: TeamSide) -> Names:
    named = dict(Organisation.objects.filter(pk__in=[*side.by_team, *side.by_partner]).values_list("pk", "name"))
    return Names(teams=named, partners=named)
