"""Organisations and places, all invented."""

from itertools import count
from typing import Any

from agreements.models import ProcessorContract
from directory.models import Municipality, Organisation, PostalCode, Territory
from law.facts import OrganisationKind, Region
from tests.builders.days import START

_numbers = count(1)


def an_enterprise_number() -> str:
    """Return the next enterprise number that passes mod-97."""
    base = f"0{800_0000 + next(_numbers):07}"
    return f"{base}{97 - int(base) % 97:02}"


def a_municipality(
    nis: str = "99001", name: str = "Voorbeelddorp", *, region: Region = Region.FLANDERS, code: str = "9999"
) -> Municipality:
    """Return an invented municipality with one postal code."""
    municipality, _ = Municipality.objects.get_or_create(
        nis=nis, defaults={"name": name, "name_fr": name, "region": region, "province": "Voorbeeld"}
    )
    PostalCode.objects.get_or_create(municipality=municipality, code=code)
    return municipality


def an_organisation(
    kind: OrganisationKind, name: str, *, serves: Municipality | None = None, **fields: Any
) -> Organisation:
    """Return an organisation, with a municipality in its territory since 2024."""
    organisation = Organisation.objects.create(
        kind=kind,
        name=name,
        enterprise_number="" if kind == OrganisationKind.LOCAL_TEAM else an_enterprise_number(),
        street="Dorpsstraat 1",
        postal_code="9999",
        municipality_name="Voorbeelddorp",
        phone="+3214000000",
        **fields,
    )
    if serves:
        Territory.objects.create(organisation=organisation, municipality=serves, from_on=START)
    return organisation


def a_team(name: str = "Team Voorbeeldstreek") -> Organisation:
    """Return a local team."""
    return an_organisation(OrganisationKind.LOCAL_TEAM, name)


def an_ocmw(name: str = "OCMW Voorbeelddorp", *, serves: Municipality | None = None) -> Organisation:
    """Return an OCMW that serves a municipality, with a processor contract for the portal (D21)."""
    return with_contract(an_organisation(OrganisationKind.OCMW, name, serves=serves or a_municipality()))


def with_contract(receiver: Organisation, **changes: Any) -> Organisation:
    """Record a processor contract between this receiver and the agency; returns the receiver."""
    terms = {
        "signed_on": START,
        "receiver_signatory": "An Peeters",
        "receiver_function": "algemeen directeur",
        "agency_signatory": "Sam Claes",
        "agency_function": "administrateur-generaal",
    }
    ProcessorContract.objects.create(receiver=receiver, **{**terms, **changes})
    return receiver


def a_caw(name: str = "CAW Voorbeeldstad", *, serves: Municipality | None = None) -> Organisation:
    """Return a CAW that serves a municipality in Brussels."""
    brussels = serves or a_municipality("99002", "Voorbeeldstad", region=Region.BRUSSELS, code="9998")
    return with_contract(an_organisation(OrganisationKind.CAW, name, serves=brussels))


def an_agency() -> Organisation:
    """Return the agency, to which administrators and auditors belong; there is one."""
    found = Organisation.objects.filter(kind=OrganisationKind.AGENCY).first()
    return found or an_organisation(OrganisationKind.AGENCY, "Agentschap Voorbeeld")


def a_dmw(name: str = "DMW Voorbeeldbond") -> Organisation:
    """Return a service of a health insurance fund."""
    return an_organisation(OrganisationKind.DMW, name)
