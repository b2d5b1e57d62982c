"""The figures of both sides for a scope and a period, each only as far as it may be told (R80, D4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from agreements.models import Agreement, Bottleneck
from directory.models import Organisation
from figures.period import Period, last_closed_year
from figures.published import Names, Table, bottleneck_table, receiver_tables, team_tables
from figures.receiver_side import EVERYONE, Unit, tell_receiver_side
from figures.scope import Pair, Scope
from figures.team_side import TeamSide, count_team_side


@dataclass(frozen=True, slots=True)
class Section:
    """The tables of one side; without any, `why_not` says why. `is_empty`: there was nothing to count at all."""

    title: str
    tables: list[Table]
    why_not: str = ""
    is_empty: bool = False

    @property
    def hides(self) -> bool:
        return any(table.hides for table in self.tables)


@dataclass(frozen=True, slots=True)
class FiguresReport:
    """What a page, a file or a dossier shows."""

    period: Period
    sections: list[Section]


def report_of(
    scope: Scope, period: Period, *, pairs: Iterable[Pair], bottlenecks: QuerySet[Bottleneck], on: date
) -> FiguresReport:
    """Both sides; `pairs` are the agreements that the person may see, and `bottlenecks` those (R46)."""
    return FiguresReport(
        period,
        [
            section_of_team(scope, period),
            section_of_receiver(unit_of(scope, pairs), period, on=on),
            section_of_bottlenecks(scope, period, bottlenecks),
        ],
    )


def section_of_team(scope: Scope, period: Period) -> Section:
    side = count_team_side(scope, period)
    title = "Aan de kant van het lokaal team"
    if not side.counts["filed"]:
        return Section(title, [], "In deze periode is er niets aangemeld.", is_empty=True)
    return Section(title, team_tables(side, period, _names(side)))


def section_of_receiver(unit: Unit | None, period: Period, *, on: date) -> Section:
    """What receivers logged: of a closed calendar year only, and of an agreement, a team or everyone (ADR 0036)."""
    title, closed = "Aan de kant van de ontvanger", last_closed_year(on)
    if period.year is None or period.year > closed:
        return Section(title, [], f"Dit tonen wij per kalenderjaar, vanaf 1 februari erna. Kies bijvoorbeeld {closed}.")
    if unit is None:
        return Section(title, [], "Dit tonen wij per overeenkomst of per lokaal team. Kies hierboven een overeenkomst.")
    side = tell_receiver_side(period.year, unit)
    if not side.tables:
        return Section(title, [], "In dit jaar kwam er niets toe.", is_empty=True)
    if side.tells_nothing:
        return Section(
            title, [], "Er zijn te weinig aanmeldingen om hier iets van te tonen, of ze liepen te gelijk af."
        )
    return Section(title, receiver_tables(side))


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
