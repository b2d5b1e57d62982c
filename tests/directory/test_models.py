"""What the tables themselves refuse, whoever writes to them, and with which sentence."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from directory.models import Organisation, Territory
from law.facts import OrganisationKind

pytestmark = pytest.mark.django_db


def refused_by_the_database(constraint: str, act) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        act()


def test_the_numbers_of_the_real_papers_are_valid(organisation):
    """domain.md §7: Westerlo, Diest and Opgroeien regie."""
    for number in ("0212181956", "0212246886", "0886886638"):
        assert organisation(enterprise_number=number).enterprise_number_display[4] == "."


@pytest.mark.parametrize("number", ["0886886639", "886886638", "2886886638", "088688663x", "0886.886.6", "0000000000"])
def test_the_database_refuses_an_enterprise_number_with_a_wrong_check_number(organisation, number):
    """R12"""
    made = organisation()
    refused_by_the_database(
        "organisation_enterprise_number_is_valid",
        lambda: Organisation.objects.filter(pk=made.pk).update(enterprise_number=number),
    )


def test_the_check_number_runs_from_1_to_97(organisation):
    assert organisation(enterprise_number="0000009797").pk, "97 remains nothing: the check number is 97, not 00"
    refused_by_the_database("is_valid", lambda: organisation(enterprise_number="0000009700"))


@pytest.mark.parametrize("kind", OrganisationKind)
def test_only_a_local_team_has_no_enterprise_number(organisation, kind):
    if kind == OrganisationKind.LOCAL_TEAM:
        assert organisation(kind, enterprise_number="").enterprise_number_display == ""
    else:
        refused_by_the_database("organisation_has_enterprise_number", lambda: organisation(kind, enterprise_number=""))


def test_two_organisations_never_share_a_number_except_services_of_one_fund(organisation):
    organisation(enterprise_number="0886886638")
    refused_by_the_database("enterprise_number_once", lambda: organisation(enterprise_number="0886886638"))
    organisation(OrganisationKind.DMW, enterprise_number="0212181956")
    organisation(OrganisationKind.DMW, enterprise_number="0212181956")


def test_two_active_organisations_of_a_kind_never_share_a_name(organisation):
    former = organisation(name="OCMW Westerlo")
    refused_by_the_database("organisation_name_once_per_kind", lambda: organisation(name="ocmw westerlo"))
    organisation(OrganisationKind.LOCAL_TEAM, name="OCMW Westerlo")
    Organisation.objects.filter(pk=former.pk).update(is_active=False)
    organisation(name="OCMW Westerlo")


def test_a_number_that_is_taken_is_told_beside_its_field(organisation):
    organisation(enterprise_number="0886886638")
    second = Organisation(
        kind="caw", name="CAW", enterprise_number="0886886638", street="a", postal_code="1000", municipality_name="b"
    )
    with pytest.raises(ValidationError) as caught:
        second.full_clean()
    assert caught.value.message_dict == {
        "enterprise_number": ["Dit ondernemingsnummer staat al bij een andere organisatie."]
    }


@pytest.mark.parametrize(
    "given", ["correspondence_street", "correspondence_postal_code", "correspondence_municipality_name"]
)
def test_an_address_for_letters_is_whole_or_absent(organisation, given):
    refused_by_the_database("correspondence_address_is_whole", lambda: organisation(**{given: "1000"}))


def test_an_unknown_kind_is_refused(organisation):
    made = organisation()
    refused_by_the_database("kind_exists", lambda: Organisation.objects.filter(pk=made.pk).update(kind="school"))


def test_an_organisation_shows_its_address_and_numbers_as_people_write_them(organisation):
    ocmw = organisation(phone="+3214000000", enterprise_number="0212181956")
    assert ocmw.seat_display == "Kerkstraat 22/1\n2260 Westerlo"
    assert ocmw.correspondence_display == ""
    assert ocmw.phone_display == "014 00 00 00"
    assert ocmw.enterprise_number_display == "0212.181.956"


def test_who_is_not_signed_in_sees_no_organisation(organisation, administrator):
    organisation()
    assert not Organisation.objects.visible_to(AnonymousUser()).exists()
    assert not Territory.objects.visible_to(AnonymousUser()).exists()
    assert Organisation.objects.visible_to(administrator).count() == 2


@pytest.mark.parametrize(
    ("first", "second", "is_refused"),
    [
        (("2024-01-01", "2024-12-31"), ("2024-12-31", None), True),
        (("2024-01-01", "2024-12-31"), ("2025-01-01", None), False),
        (("2024-01-01", None), ("2030-01-01", "2030-01-01"), True),
        (("2025-01-01", None), ("2024-01-01", "2024-12-31"), False),
        (("2025-01-01", None), ("2024-01-01", "2025-01-01"), True),
        (("2024-05-01", "2024-05-01"), ("2024-05-01", "2024-05-01"), True),
    ],
)
def test_the_same_municipality_is_never_in_a_territory_twice_on_one_day(
    organisation, municipality, first, second, is_refused
):
    ocmw, westerlo = organisation(), municipality()

    def serve(period):
        return Territory.objects.create(organisation=ocmw, municipality=westerlo, from_on=period[0], until_on=period[1])

    serve(first)
    if is_refused:
        refused_by_the_database("territory_never_overlaps", lambda: serve(second))
    else:
        serve(second)


def test_two_organisations_may_serve_one_municipality_at_the_same_time(organisation, municipality):
    westerlo = municipality()
    for _ in range(2):
        Territory.objects.create(organisation=organisation(), municipality=westerlo, from_on=date(2025, 1, 1))


def test_a_territory_never_ends_before_it_begins(organisation, municipality):
    ocmw, westerlo = organisation(), municipality()
    refused_by_the_database(
        "territory_ends_after_it_begins",
        lambda: Territory.objects.create(
            organisation=ocmw, municipality=westerlo, from_on=date(2025, 1, 2), until_on=date(2025, 1, 1)
        ),
    )


def test_raw_sql_meets_the_same_refusal(organisation, municipality):
    territory = Territory.objects.create(
        organisation=organisation(), municipality=municipality(), from_on=date(2025, 1, 1)
    )

    def copy() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO directory_territory (id, organisation_id, municipality_id, from_on)"
                " SELECT gen_random_uuid(), organisation_id, municipality_id, from_on"
                " FROM directory_territory WHERE id = %s",
                [territory.pk],
            )

    refused_by_the_database("territory_never_overlaps", copy)


def test_an_organisation_with_territory_is_not_deleted(organisation, municipality):
    ocmw = organisation()
    Territory.objects.create(organisation=ocmw, municipality=municipality(), from_on=date(2025, 1, 1))
    with pytest.raises(IntegrityError):
        ocmw.delete()


@pytest.mark.parametrize(
    ("kind", "text", "names"),
    [
        ("", "", ["CAW Brussel", "OCMW Diest", "ocmw Westerlo"]),
        ("ocmw", "", ["OCMW Diest", "ocmw Westerlo"]),
        ("", "WEST", ["ocmw Westerlo"]),
        ("", "0212.181", ["ocmw Westerlo"]),
        ("caw", "Diest", []),
        ("", "12", []),
        ("", "%", []),
    ],
)
def test_organisations_are_found_by_kind_name_or_number(organisation, kind, text, names):
    organisation(name="ocmw Westerlo", enterprise_number="0212181956")
    organisation(name="OCMW Diest", enterprise_number="0212246886")
    organisation(OrganisationKind.CAW, name="CAW Brussel", enterprise_number="0886886638")
    assert [found.name for found in Organisation.objects.matching(kind=kind, text=text)] == names
