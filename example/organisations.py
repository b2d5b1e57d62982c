"""The organisations of the example with their territory, and the accounts; made through the apps' own actions.

Westerlo and Diest are real places; the numbers, addresses and telephones of the organisations are invented.
"""

from datetime import date, datetime

from django.contrib.auth.hashers import make_password

from accounts.actions.people import create_account, declare_secrecy
from accounts.models import User
from directory.actions import OrganisationFields, assign_territory, register_organisation
from directory.models import Municipality, Organisation
from example import accounts
from law.facts import OrganisationKind, Region

WESTERLO, DIEST = "13049", "24020"  # NIS codes
SINCE = date(2023, 1, 1)

ORGANISATIONS: list[tuple[OrganisationKind, OrganisationFields]] = [
    (
        OrganisationKind.AGENCY,
        {
            "name": accounts.AGENCY,
            "enterprise_number": "0999000129",
            "street": "Voorbeeldlaan 1",
            "postal_code": "1060",
            "municipality_name": "Sint-Gillis",
            "email": "info@agentschap.example",
        },
    ),
    (
        OrganisationKind.LOCAL_TEAM,
        {
            "name": accounts.TEAM_KEMPEN,
            "street": "Proefstraat 2",
            "postal_code": "2260",
            "municipality_name": "Westerlo",
            "phone": "+3214000001",
            "email": "team@heidekant.example",
        },
    ),
    (
        OrganisationKind.LOCAL_TEAM,
        {
            "name": accounts.TEAM_DEMER,
            "street": "Proefstraat 3",
            "postal_code": "3290",
            "municipality_name": "Diest",
            "phone": "+3213000001",
            "email": "team@demeroever.example",
        },
    ),
    (
        OrganisationKind.OCMW,
        {
            "name": accounts.OCMW_WESTERLO,
            "enterprise_number": "0999000228",
            "street": "Voorbeeldplein 4",
            "postal_code": "2260",
            "municipality_name": "Westerlo",
            "phone": "+3214000002",
            "email": "onthaal@ocmw-westerlo.example",
        },
    ),
    (
        OrganisationKind.OCMW,
        {
            "name": accounts.OCMW_DIEST,
            "enterprise_number": "0999000327",
            "street": "Voorbeeldmarkt 5",
            "postal_code": "3290",
            "municipality_name": "Diest",
            "phone": "+3213000002",
            "email": "onthaal@ocmw-diest.example",
        },
    ),
    (
        OrganisationKind.CAW,
        {
            "name": accounts.CAW_BRUSSELS,
            "enterprise_number": "0999000426",
            "street": "Voorbeeldkaai 6",
            "postal_code": "1000",
            "municipality_name": "Brussel",
            "phone": "+32470000006",
            "email": "onthaal@caw-zennedal.example",
        },
    ),
]


def make_organisations(*, at: datetime) -> dict[str, Organisation]:
    """Register every organisation, as an operator would; return them by name."""
    made = {
        fields["name"]: register_organisation(kind=kind.value, by=None, at=at, **fields)
        for kind, fields in ORGANISATIONS
    }
    brussels = Municipality.objects.filter(region=Region.BRUSSELS)
    territory = {
        accounts.TEAM_KEMPEN: [WESTERLO],
        accounts.TEAM_DEMER: [DIEST, *brussels.values_list("nis", flat=True)],
        accounts.OCMW_WESTERLO: [WESTERLO],
        accounts.OCMW_DIEST: [DIEST],
        accounts.CAW_BRUSSELS: list(brussels.values_list("nis", flat=True)),
    }
    for name, codes in territory.items():
        for municipality in Municipality.objects.filter(nis__in=codes):
            assign_territory(
                organisation=made[name], municipality=municipality, from_on=SINCE, until_on=None, by=None, at=at
            )
    return made


def make_accounts(organisations: dict[str, Organisation], *, at: datetime) -> dict[str, User]:
    """Make every account; return them by e-mail address."""
    made = {
        account.email: create_account(
            email=account.email,
            name=account.name,
            password=None,
            memberships=[(organisations[account.organisation], account.role)],
            by=None,
            at=at,
        )
        for account in accounts.ACCOUNTS
    }
    hashed = make_password(accounts.PASSWORD)  # slow on purpose, and the same for all: once
    for user in made.values():
        user.password = hashed
    User.objects.bulk_update(made.values(), ["password"])
    for account in accounts.BOUND_BY_SECRECY:
        made[account.email] = declare_secrecy(by=made[account.email], at=at)
    return made
