"""The check page warns for a client whom the own team referred already, and says nothing of other teams (ADR 0026)."""

import pytest

from law.identification import Identification
from referrals.models import Referral
from tests.builders.agreements import papers_in_force
from tests.builders.directory import a_team, an_ocmw
from tests.builders.referrals import a_referral, an_identification
from tests.referrals.steps import withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

OTHER = {"first_name": "Imke", "last_name": "Testmans", "phone": None, "email": None}


def doubles(referral, **changes) -> list[Referral]:
    return list(Referral.objects.doubles_of(an_identification(**changes), partner=referral.partner))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"phone": None, "email": None},
        {"first_name": "NOOR", "last_name": "van den voorbeeld", "phone": None, "email": None},
        {"first_name": "Van den Voorbeeld", "last_name": "Noor", "phone": None, "email": None},
        {"street": "lindelaan 22-1", "phone": None, "email": None},
        {"box": "bus 3", "phone": None, "email": None},
        {**OTHER, "phone": "+32470000012"},
        {**OTHER, "email": "NOOR@post.example"},
    ],
)
def test_the_same_client_is_found_however_it_is_spelled(referral, changes):
    assert doubles(referral, **changes) == [referral]


@pytest.mark.parametrize("changes", [OTHER, {"street": "Beukenlaan 9", "phone": None, "email": None}])
def test_someone_else_is_not_found(referral, changes):
    assert doubles(referral, **changes) == []


def test_who_has_no_address_is_found_by_phone_and_not_by_name_alone(referral):
    """D14"""
    nowhere = Identification(name=an_identification().name, address=None, phone="+32470000012", email=None)
    assert list(Referral.objects.doubles_of(nowhere, partner=referral.partner)) == [referral]
    elsewhere = Identification(name=an_identification().name, address=None, phone="+32470000099", email=None)
    assert list(Referral.objects.doubles_of(elsewhere, partner=referral.partner)) == []


def test_who_withdrew_or_was_erased_or_went_elsewhere_is_not_found(referral):
    assert list(Referral.objects.doubles_of(an_identification(), partner=an_ocmw("OCMW Elders"))) == []
    withdraw(referral)
    assert doubles(referral) == []


def test_the_database_holds_no_readable_fingerprint(referral):
    kept = Referral.objects.get()
    assert b"noor" not in bytes(kept.person_index).lower()
    assert len(bytes(kept.phone_index)) == 34


def test_a_corrected_referral_is_found_by_its_new_data(referral):
    kept = Referral.objects.get()
    kept.identification = an_identification(**OTHER)
    kept.save()
    assert doubles(referral, **OTHER) == [referral]
    assert doubles(referral) == []


def test_another_team_learns_nothing(referral):
    other = a_team("Team Elders")
    papers_in_force(other, referral.partner)
    theirs = a_referral(team=other, partner=referral.partner)
    mine = Referral.objects.visible_to(referral.filed_by)
    assert list(mine.doubles_of(an_identification(), partner=referral.partner)) == [referral]
    assert theirs in doubles(referral)
