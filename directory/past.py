"""Who received for a place on a day, as it was known at a moment: territory and who was active (R2, R3; D26)."""

from collections.abc import Iterator
from datetime import date, datetime

from directory.models import Activity, Municipality, Organisation, Territory, TerritoryChange
from directory.search import read_place, search_key
from law.days import covers
from law.facts import Region
from law.known import KnownPartner, KnownTerritory
from law.receiver import receiver_kind_for


def receiver_as_known(
    residence: Municipality, on: date, *, active_at: datetime, known_at: datetime | None
) -> tuple[Organisation, KnownPartner] | None:
    """The one receiver on that day by what was known at `known_at` (None: now), with its territory.

    It was in use at `active_at`: an organisation that stopped since then received until it stopped.
    """
    kind = receiver_kind_for(Region(residence.region))
    if kind is None:
        return None
    touched = Organisation.objects.filter(kind=kind.value, territory__municipality=residence)
    changed = TerritoryChange.objects.filter(municipality=residence, organisation__kind=kind.value)
    keys = {*touched.values_list("pk", flat=True), *changed.values_list("organisation_id", flat=True)}
    found = []
    for organisation in Organisation.objects.filter(pk__in=keys).prefetch_related("territory_set"):
        territory = tuple(_territory(organisation, known_at))
        serves = any(one.municipality_id == residence.pk and covers(one, on) for one in territory)
        if serves and was_active(organisation, active_at):
            found.append((organisation, KnownPartner(organisation.pk, organisation.kind, territory)))
    return found[0] if len(found) == 1 else None


def was_active(organisation: Organisation, at: datetime) -> bool:
    """Whether the organisation was in use at a moment; without any change it always was as it is."""
    changes = list(Activity.objects.filter(organisation=organisation).order_by("known_at", "pk"))
    before = [one for one in changes if one.known_at <= at]
    if before:
        return before[-1].is_active
    return not changes[0].is_active if changes else organisation.is_active


def municipality_then(text: str, on: date) -> Municipality | None:
    """The municipality with this name that was served on a day and merged since; None when there is none."""
    key = read_place(text).name_key
    gone = Municipality.objects.filter(postal_codes=None)
    named = [one for one in gone if key and key in {search_key(one.name), search_key(one.name_fr)}]
    served = [one for one in named if Territory.objects.covering(on).filter(municipality=one).exists()]
    return served[0] if len(served) == 1 else None


def _territory(organisation: Organisation, known_at: datetime | None) -> Iterator[KnownTerritory]:
    """The periods as they were known; a period of which no change is kept was always known."""
    if known_at is None:
        for one in organisation.territory_set.all():
            yield KnownTerritory(one.municipality_id, one.from_on, one.until_on)
        return
    changes: dict[object, list[TerritoryChange]] = {}
    for change in TerritoryChange.objects.filter(organisation=organisation).order_by("known_at", "pk"):
        changes.setdefault(change.territory_key, []).append(change)
    for territory in organisation.territory_set.all():
        if territory.pk not in changes:
            yield KnownTerritory(territory.municipality_id, territory.from_on, territory.until_on)
    for history in changes.values():
        known = [one for one in history if one.known_at <= known_at]
        if known and not known[-1].is_removed:
            yield KnownTerritory(known[-1].municipality_id, known[-1].from_on, known[-1].until_on)
