"""All that is known of one client, for who asks (art. 15 GDPR); and nothing from behind the wall (D4)."""

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent
from consent import information
from law.roles import Role
from ocmw_intake import actions as intake
from referrals import actions
from referrals.rules.sheet import sheet_facts
from tests.builders.accounts import a_user
from tests.builders.referrals import a_correction, an_identification
from tests.referrals.steps import TODAY, deliver_all, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def worker(referral):
    return a_user(Role.SOCIAL_WORKER, referral.partner)


@pytest.fixture
def client(referral, signed_in):
    return signed_in(referral.filed_by)


def dossier(client, referral) -> str:
    return client.post(reverse("referrals:dossier", args=[referral.reference])).text


def test_it_says_what_was_sent_when_to_whom_and_on_which_words(client, referral):
    page = dossier(client, referral)
    for words in ("Van den Voorbeeld, Noor", "sociaal@ocmw.example", "op 23 november 2026, 10:00", "Nederlands"):
        assert words in page
    facts = sheet_facts(team=referral.team, receiver=referral.partner, agreement=referral.agreement)
    for point in information.points(information.CURRENT, facts):
        assert point.text in page
    assert "Gewist: uiterlijk op 21 februari 2027." in page


def test_it_says_when_a_password_was_read_and_on_whose_side_and_names_no_one(client, referral, worker):
    actions.read_password(referral, by=worker, at=timezone.now())
    page = dossier(client, referral)
    assert f"23 november 2026, 11:00: {referral.partner.name}" in page
    assert worker.name not in page


def test_it_tells_of_a_withdrawal_the_request_and_the_declaration(inbox, client, referral, worker):
    withdraw(referral)
    deliver_all()
    actions.declare_deletion(referral, on=TODAY, by=worker, at=timezone.now())
    page = dossier(client, referral)
    assert "De cliënt trok de toestemming in. Dat was op 23 november 2026." in page
    assert "Verwijderbericht verstuurd op 23 november 2026" in page
    assert "verklaarde dat de gegevens gewist zijn op 23 november 2026" in page


def test_it_tells_nothing_of_what_the_receiver_logged(client, referral, worker):
    correction = a_correction(referral)
    right = an_identification(street="Beukenlaan 9")
    actions.correct(correction, identification=right, call=None, by=referral.filed_by, at=timezone.now())
    with time_machine.travel(timezone.now(), tick=False):  # each page says until when one is signed in
        before = [line for line in dossier(client, referral).splitlines() if "csrf" not in line]
        intake.withdraw_here(referral, on=TODAY, by=worker, at=timezone.now())
        assert [line for line in dossier(client, referral).splitlines() if "csrf" not in line] == before


def test_reading_it_is_in_the_trail_and_an_address_alone_shows_nothing(client, referral):
    url = reverse("referrals:dossier", args=[referral.reference])
    assert client.get(url).url == reverse("referrals:referral", args=[referral.reference])
    assert not AuditEvent.objects.filter(event="dossier_read").exists()
    client.post(url)
    [event] = AuditEvent.objects.filter(event="dossier_read")
    assert event.actor == referral.filed_by


def test_a_member_who_is_not_bound_by_secrecy_sees_none(signed_in, referral):
    member = a_user(Role.TEAM_MEMBER, referral.team, bound_by_secrecy_since=None)
    answer = signed_in(member).post(reverse("referrals:dossier", args=[referral.reference]))
    assert answer.status_code == 404
