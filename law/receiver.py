"""Who may receive: the kind of organisation per region, and the municipalities it serves (R2, R3, R5)."""

from datetime import date

from law.days import covers
from law.facts import OrganisationKind, PartnerFacts, Region

_KIND_IN = {Region.FLANDERS: OrganisationKind.OCMW, Region.BRUSSELS: OrganisationKind.CAW}


def receiver_kind_for(region: Region) -> OrganisationKind | None:
    """The only kind of receiver in this region: OCMW in Flanders, CAW in Brussels (FAQ vraag 1; R2, R3).

    None for Wallonia: decreet 30 april 2004 art. 10/1 gives no legal ground there, whoever would receive.
    """
    return _KIND_IN.get(region)


def serves(partner: PartnerFacts, residence: str, on: date) -> bool:
    """Whether the partner serves the municipality of residence (NIS code) that day (protocol art. 6; R2)."""
    return any(place.municipality_id == residence and covers(place, on) for place in partner.territory_facts)
