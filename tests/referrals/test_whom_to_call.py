"""Wrong data are reported to the person who filed (protocol art. 7; R86): the mail says who, and how."""

from datetime import timedelta

import pytest
from django.urls import reverse

from directory.models import Organisation
from law.roles import Role
from ocmw_intake.models import Intake
from outbox.couriers import courier_of
from outbox.models import Kind
from referrals import actions
from referrals.models import Correction, Referral
from referrals.rules.whom_to_call import whom_to_call
from tests.builders.accounts import a_user
from tests.builders.days import FILED_AT
from tests.builders.referrals import a_correction, a_referral, an_identification

pytestmark = pytest.mark.django_db


@pytest.fixture
def referral() -> Referral:
    made = a_referral(sent=True)
    made.filed_by.name = "Mira Aanmelder"
    made.filed_by.save()
    Organisation.objects.filter(pk=made.team_id).update(phone="+3214000005", name="Team Voorbeeldstreek")
    return Referral.objects.select_related("team", "partner", "filed_by").get(pk=made.pk)


def body(referral: Referral) -> str:
    courier = courier_of(Kind.REFERRAL)
    return courier.compose(courier.subjects().get(pk=referral.pk), referral.transmission).body


def leave(referral: Referral) -> None:
    referral.filed_by.membership_set.all().delete()


def test_the_mail_names_who_filed_and_the_phone_of_the_team(referral):
    whom = "Mira Aanmelder van Team Voorbeeldstreek op 014 00 00 05"
    assert f"Kloppen de gegevens niet? Meld het op de site, of bel {whom}." in body(referral)


def test_who_left_the_team_is_replaced_by_the_team(referral):
    leave(referral)
    assert "of bel Team Voorbeeldstreek op 014 00 00 05." in body(referral)
    assert "Mira" not in body(referral)


def test_who_has_no_account_any_more_is_replaced_by_the_team(referral):
    referral.filed_by.is_active = False
    referral.filed_by.save()
    assert whom_to_call(referral).person == ""


def test_who_took_over_is_not_who_filed(referral):
    """R86 asks for the person who filed; as long as that one is there, nobody else is named."""
    referral.taken_over_by = a_user(Role.TEAM_MEMBER, referral.team)
    assert whom_to_call(referral).person == "Mira Aanmelder"


def test_a_team_without_a_phone_is_named_without_one(referral):
    referral.team.phone = ""
    assert whom_to_call(referral).words == "Mira Aanmelder van Team Voorbeeldstreek"


def test_corrected_data_say_so_too(referral):
    """Corrected data can be wrong again."""
    correction = a_correction(referral)
    actions.correct(
        correction,
        identification=an_identification(street="Lindelaan 23"),
        call=None,
        by=referral.filed_by,
        at=FILED_AT + timedelta(hours=2),
    )
    mail = Correction.objects.get(pk=correction.pk).transmission
    courier = courier_of(Kind.CORRECTION)
    text = courier.compose(courier.subjects().get(pk=referral.pk), mail).body
    assert "of bel Mira Aanmelder van Team Voorbeeldstreek op 014 00 00 05." in text


def test_the_site_of_the_receiver_says_the_same(referral, signed_in):
    Intake.objects.get_or_create(referral=referral, defaults={"partner": referral.partner})
    worker = signed_in(a_user(Role.SOCIAL_WORKER, referral.partner))
    url = reverse("ocmw_intake:referral", args=[referral.reference])
    assert "vraag aan de telefoon naar deze persoon" in worker.get(url).text
    leave(referral)
    assert "Werkt niet meer bij dit team." in worker.get(url).text
