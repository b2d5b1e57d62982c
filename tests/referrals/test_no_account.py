"""What a receiver without an account says by phone, and the team notes (D3, D5)."""

import pytest
from django.urls import reverse

from audit.models import AuditEvent
from law.roles import Role
from referrals.models import FOUR_FIELDS, Correction, DeletionDeclaration
from referrals.terms.contents import TEXT_NAME, render_deletion
from tests.builders.accounts import a_user
from tests.builders.directory import a_team
from tests.referrals.steps import TODAY, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

FINE = dict.fromkeys(FOUR_FIELDS, "fine")


@pytest.fixture
def client(referral, signed_in):
    return signed_in(referral.filed_by)


def url(name: str, referral) -> str:
    return reverse(f"referrals:{name}", args=[referral.reference])


def test_who_phones_that_the_archive_stays_shut_gets_it_again(client, referral):
    answer = client.post(url("report_defects", referral), {**FINE, "is_unreadable": "on", "how": "phone"}, follow=True)
    assert "De ontvanger krijgt het archief niet open" in answer.text
    assert "Gegevens opnieuw versturen" in answer.text
    noted = Correction.objects.get()
    assert (noted.is_unreadable, noted.how) == (True, "phone")


def test_wrong_data_in_the_same_call_lead_to_the_page_to_correct(client, referral):
    told = {**FINE, "is_unreadable": "on", "email_defect": "missing", "how": "phone"}
    assert "Gegevens verbeteren" in client.post(url("report_defects", referral), told, follow=True).text


def test_a_report_of_nothing_is_refused(client, referral):
    answer = client.post(url("report_defects", referral), {**FINE, "how": "phone"})
    assert "Kies bij minstens één gegeven" in answer.text
    assert not Correction.objects.exists()


def test_a_deletion_declared_by_phone_counts_as_one_on_the_site(client, referral):
    withdraw(referral)
    page = client.get(url("referral", referral)).text
    assert url("declared", referral) in page
    client.post(url("declared", referral), {"on": "23/11/2026"})
    assert DeletionDeclaration.objects.get().declared_on == TODAY
    page = client.get(url("referral", referral)).text
    assert "verklaarde dat de gegevens gewist zijn op 23 november 2026" in page
    assert url("declared", referral) not in page
    event = AuditEvent.objects.get(event="deletion_declared")
    assert (event.details["channel"], event.organisation_id) == ("phone", referral.team_id)


def test_a_second_declaration_changes_nothing(client, referral):
    withdraw(referral)
    for _ in range(2):
        client.post(url("declared", referral), {"on": "23/11/2026"})
    assert AuditEvent.objects.filter(event="deletion_declared").count() == 1


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("", "Vul de datum in"),
        ("31/02/2026", "Typ een datum als dag/maand/jaar"),
        ("24/11/2026", "Deze dag moet nog komen."),
        ("22/11/2026", "Op die dag was het wissen nog niet gevraagd."),
    ],
)
def test_a_wrong_day_gets_a_sentence(client, referral, day, sentence):
    withdraw(referral)
    assert sentence in client.post(url("declared", referral), {"on": day}).text
    assert not DeletionDeclaration.objects.exists()


def test_nothing_is_declared_that_was_not_asked(client, referral):
    assert client.post(url("declared", referral), {"on": "23/11/2026"}).status_code == 302
    assert not DeletionDeclaration.objects.exists()


def test_another_team_declares_nothing(referral, signed_in):
    withdraw(referral)
    stranger = signed_in(a_user(Role.TEAM_MEMBER, a_team("Team Elders")))
    assert stranger.post(url("declared", referral), {"on": "23/11/2026"}).status_code == 404
    assert not DeletionDeclaration.objects.exists()


def test_the_request_to_delete_says_what_to_do_without_an_account():
    text = render_deletion("K7QM-4TRX")[TEXT_NAME].decode("utf-8-sig")
    assert "Hebt u geen account? Bel het lokaal team." in text
