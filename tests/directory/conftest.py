"""Organisations and places for the tests of the register; numbers are valid but invented."""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command

from accounts.models import Membership, User
from directory.models import Municipality, Organisation, PostalCode
from law.facts import OrganisationKind, Region
from law.roles import Role

_numbers = count(2_000_000)


@pytest.fixture
def at() -> datetime:
    return datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("Europe/Brussels"))


@pytest.fixture
def organisation() -> Callable[..., Organisation]:
    """Make an organisation; a number of its own unless one is given."""

    def make(kind: OrganisationKind = OrganisationKind.OCMW, **fields: object) -> Organisation:
        base = f"{next(_numbers):08d}"
        number = "" if kind == OrganisationKind.LOCAL_TEAM else f"{base}{97 - int(base) % 97:02d}"
        given = {
            "name": f"{kind.value} {base}",
            "enterprise_number": number,
            "street": "Kerkstraat 22/1",
            "postal_code": "2260",
            "municipality_name": "Westerlo",
        }
        return Organisation.objects.create(kind=kind.value, **{**given, **fields})

    return make


@pytest.fixture
def municipality() -> Callable[..., Municipality]:
    """Make a municipality with one postal code."""

    def make(
        nis: str = "13049", name: str = "Westerlo", region: Region = Region.FLANDERS, code: str = "2260"
    ) -> Municipality:
        made = Municipality.objects.create(nis=nis, name=name, name_fr=name, region=region.value)
        PostalCode.objects.create(municipality=made, code=code)
        return made

    return make


@pytest.fixture
def administrator(organisation: Callable[..., Organisation]) -> User:
    """An administrator of agreements, member of the agency (D8)."""
    user = User.objects.create_user("beheerder@agentschap.example", None, name="Beheerder")
    agency = organisation(OrganisationKind.AGENCY)
    Membership.objects.create(user=user, organisation=agency, role=Role.ADMINISTRATOR.value)
    return user


@pytest.fixture(scope="module")
def belgium(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """All municipalities, loaded once for the tests of one module and taken away after it."""
    with django_db_blocker.unblock():
        call_command("load_municipalities", verbosity=0)
        yield
        Municipality.objects.all().delete()
