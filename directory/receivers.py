"""Who receives for a municipality on a day (R2, R3)."""

from datetime import date

from directory.models import Municipality, Organisation, OrganisationQuerySet
from law.facts import OrganisationKind, Region
from law.receiver import receiver_kind_for
from statements.written import written_once


def receivers_for(municipality: Municipality, on: date) -> list[Organisation]:
    """Every active organisation of the lawful kind that serves this municipality that day; none in Wallonia (R3)."""
    kind = receiver_kind_for(Region(municipality.region))
    return _serving(municipality.pk, kind, on) if kind else []


@written_once
def _serving(municipality: str, kind: OrganisationKind, on: date) -> OrganisationQuerySet:
    return Organisation.objects.serving(municipality, on).filter(kind=kind.value)


def receiver_for(municipality: Municipality, on: date) -> Organisation | None:
    """The one receiver for this municipality that day: the OCMW in Flanders, the CAW in Brussels (R2, R3).

    None when there is none, and also when two are registered: which of them it is, nobody may guess.
    """
    found = receivers_for(municipality, on)
    return found[0] if len(found) == 1 else None
