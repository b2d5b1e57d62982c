"""Where the data of a team would go for a place on a day, and which place a text means."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from agreements.models import Agreement
from agreements.snapshot import papers_now
from directory.models import Municipality, Organisation, Territory
from directory.past import municipality_then
from directory.receivers import receiver_for
from directory.search import read_place, search_key
from law.refusal import Refusal
from statements.written import one_written_once, written_once

MOST_PLACES = 100


def papers_for(
    *, team: Organisation, residence: Municipality, on: date
) -> tuple[Organisation | None, Agreement | None]:
    """The one receiver of a place (R2, R3), and the version of the papers with it that counts on that day (R44)."""
    receiver = receiver_for(residence, on)
    agreement = papers_between(team=team, partner=receiver, on=on) if receiver else None
    return (agreement.partner if agreement else receiver), agreement


def papers_between(*, team: Organisation, partner: Organisation, on: date) -> Agreement | None:
    """The version of their papers that counts on that day (R44), with all that the gate asks; to read only."""
    found = _version(team.pk, partner.pk, on)
    return papers_now(found) if found else None


@one_written_once
def _version(team: UUID, partner: UUID, on: date) -> QuerySet[Agreement, UUID]:
    return Agreement.objects.begun_first(team=team, partner=partner, on=on).values_list("pk", flat=True)[:1]


def places_with_papers(teams: list[Organisation], *, on: date) -> list[tuple[str, str]]:
    """The names of the municipalities in which a partner of these teams serves that day, and of that partner."""
    return _served([team.pk for team in teams], on)


@written_once
def _served(teams: list[UUID], on: date) -> QuerySet[Territory, tuple[str, str]]:
    partners = Agreement.objects.filter(team__in=teams).values("partner")
    served = Territory.objects.covering(on).filter(organisation__in=partners)
    names = "municipality__name", "organisation__name"
    return served.order_by(*names).values_list(*names)[:MOST_PLACES]


def municipality_on(text: str, on: date) -> Municipality:
    """The one municipality that a postal code or a name meant on a day: one that merged since is found by its name."""
    return municipality_then(text, on) or municipality_named(text)


def municipality_named(text: str) -> Municipality:
    """The one municipality that a postal code or a name means; a full name wins from names that only contain it."""
    found = Municipality.objects.search(text)[:10]
    key = read_place(text).name_key
    exact = [one for one in found if key in {search_key(one.name), search_key(one.name_fr)}]
    found = exact if len(exact) == 1 else found
    if not found and (near := Municipality.objects.suggest(text)[:3]):
        raise Refusal(f"Deze plaats kennen wij niet. Bedoelde u {' of '.join(map(str, near))}?")
    if not found:
        raise Refusal("Deze plaats kennen wij niet. Typ een Belgische postcode of gemeente, bijvoorbeeld 2260.")
    if len(found) > 1:
        names = ", ".join(str(one) for one in found)
        raise Refusal(f"Meer dan één gemeente past: {names}. Typ de volledige naam.")
    return found[0]


def former_municipality_named(text: str) -> Municipality:
    """The one municipality that a merger ends; one that is gone already keeps its name, and has no postal codes."""
    key = read_place(text).name_key
    gone = [one for one in Municipality.objects.filter(postal_codes=None) if key and search_key(one.name) == key]
    if len(gone) == 1:
        return gone[0]
    found = municipality_named(text)
    if found.matched_name:
        raise Refusal(f"{found.matched_name} staat in de lijst als een deel van {found}. Laat die naam weg.")
    return found
