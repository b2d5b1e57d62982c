"""The archive does not open: what the receiver can try and ask, and what the team does about it (ADR 0037)."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from agreements.models import Mailbox, MailboxCheck
from audit.models import AuditEvent
from ocmw_intake import actions
from ocmw_intake.models import is_wanted
from outbox.models import Kind, Transmission, TransmissionStatus
from referrals import actions as referral_actions
from referrals.models import Answer, Correction, Defect, Referral
from referrals.terms.contents import TEXT_NAME
from tests.builders.days import FILED_AT
from tests.ocmw_intake.steps import withdraw
from tests.outbox.conftest import certificate, inbox
from tests.referrals.steps import archive_in, deliver_all, opened_by_seven_zip

__all__ = ["certificate", "inbox"]


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(FILED_AT + timedelta(hours=2), tick=True):
        yield


@pytest.fixture
def client(signed_in, worker: User):
    return signed_in(worker)


@pytest.fixture
def member(signed_in, referral: Referral):
    return signed_in(referral.filed_by)


def url(page: str, referral: Referral) -> str:
    return reverse(f"ocmw_intake:{page}", args=[referral.reference])


def ask(client, referral: Referral):
    return client.post(url("ask_again", referral), follow=True)


def press(member, referral: Referral, name: str = "resend"):
    address = reverse(f"referrals:{name}", args=[referral.reference, Correction.objects.get().pk])
    return member.post(address, follow=True)


def team_page(member, referral: Referral) -> str:
    return member.get(reverse("referrals:referral", args=[referral.reference])).text


def test_the_page_says_which_program_how_to_type_and_what_messages_mean(client, referral):
    page = client.get(url("cannot_open", referral)).text
    for words in ("7-Zip", "verkenner van Windows", "De streepjes horen erbij", "Wrong password", "vier – Ferdinand"):
        assert words in page
    assert url("cannot_open", referral) in client.get(url("referral", referral)).text


def test_who_files_is_asked_to_send_again_and_reads_so_on_the_page(inbox, client, member, referral):
    assert "U vroeg" in ask(client, referral).text
    deliver_all()
    [mail] = inbox.mails
    assert mail["To"] == referral.filed_by.email
    assert "krijgt het archief van aanmelding" in mail.get_content()
    page = team_page(member, referral)
    assert "De ontvanger krijgt het archief niet open" in page
    assert "Antwoorden dat alles klopt" not in page
    assert "te verbeteren" in member.get(reverse("referrals:worklist")).text


def test_asking_twice_tells_the_team_once(inbox, client, referral):
    ask(client, referral)
    ask(client, referral)
    deliver_all()
    assert len(inbox.mails) == 1
    assert Correction.objects.count() == 1


def test_the_same_data_leave_again_in_a_new_archive_that_seven_zip_opens(
    inbox, client, member, referral, worker, tmp_path
):
    old = actions.read_password(referral, by=worker, at=timezone.now())
    ask(client, referral)
    assert "vertrekken opnieuw" in press(member, referral).text
    deliver_all()
    mail = inbox.mail_to(referral.transmission.recipient)
    page = client.get(url("referral", referral)).text
    assert "gaf de gegevens opnieuw door" in page
    assert f"{referral.reference}.zip</span> is vervangen" in page
    name = f"{referral.reference}-2.zip"
    shown = client.post(url("password", referral), {"archive": name}).text
    new = re.search(r'id="copy" type="text" value="([^"]+)"', shown)[1]
    assert new != old
    assert "Lindelaan 22/1" in opened_by_seven_zip(archive_in(mail), new, tmp_path)[TEXT_NAME]
    answered = Correction.objects.get()
    assert (answered.answer, answered.answered_by) == (Answer.RESENT, referral.filed_by)
    assert "opnieuw doorgegeven" in team_page(member, referral)
    assert "data_resent" in AuditEvent.objects.values_list("event", flat=True)


def test_the_call_in_which_the_data_were_read_out_counts_as_much(client, member, referral):
    """D5."""
    ask(client, referral)
    address = reverse("referrals:correction", args=[referral.reference, Correction.objects.get().pk])
    assert "Noteer hier alleen het gesprek" in member.get(address).text
    assert "Kies met wie u sprak." in member.post(address, {"called_on": "23/11/2026"}).text
    member.post(address, {"called_on": "23/11/2026", "spoke_with": "social_worker"})
    told = Correction.objects.get()
    assert (told.answer, told.transmission, told.spoke_with) == (Answer.RESENT, None, "social_worker")
    assert not Transmission.objects.filter(kind=Kind.CORRECTION).exists()


def test_wrong_data_in_the_same_report_are_corrected_and_not_sent_again(client, member, referral, worker):
    ask(client, referral)
    actions.report_defects(referral, defects={"phone_defect": Defect.WRONG}, by=worker, at=timezone.now())
    assert Correction.objects.get().defect_words == "Het archief (gaat niet open), Telefoonnummer (fout)"
    assert "Gegevens verbeteren" in team_page(member, referral)
    assert "Dit kan niet meer" in press(member, referral).text
    assert not Transmission.objects.filter(kind=Kind.CORRECTION).exists()


def test_the_gate_is_asked_again(client, member, referral):
    """D7."""
    ask(client, referral)
    Mailbox.objects.update(bounced_on=FILED_AT.date())
    assert "De mail mag nog niet weg." in press(member, referral).text
    assert not Transmission.objects.filter(kind=Kind.CORRECTION).exists()
    assert Correction.objects.get().answer == ""


def test_after_a_withdrawal_here_nothing_is_asked_and_nothing_leaves(client, member, referral, worker):
    """R57, D4: the team presses the button and sees no difference (ADR 0023)."""
    ask(client, referral)
    actions.withdraw_here(referral, on=timezone.localdate(), by=worker, at=timezone.now())
    assert "vertrekken opnieuw" in press(member, referral).text
    assert Transmission.objects.get(kind=Kind.CORRECTION).status == TransmissionStatus.QUEUED
    assert not is_wanted(referral.pk)  # it leaves, and holds no data (tests/referrals/test_alike.py)
    assert "De cliënt trok de toestemming in" in ask(client, referral).text
    assert "niet mogelijk" in client.get(url("cannot_open", referral)).text


def test_after_a_withdrawal_at_the_team_nothing_is_sent_again(client, member, referral):
    ask(client, referral)
    withdraw(referral)
    assert "Dit kan niet meer" in press(member, referral).text or "trok de toestemming in" in team_page(
        member, referral
    )
    assert not Transmission.objects.filter(kind=Kind.CORRECTION).exists()


def test_erased_data_are_not_sent_again(client, member, referral):
    """D1."""
    ask(client, referral)
    referral_actions.erase(referral.pk, at=FILED_AT + timedelta(days=91))
    assert "gewist" in press(member, referral).text
    assert not Transmission.objects.filter(kind=Kind.CORRECTION).exists()


def test_secrecy_is_declared_first(client, referral, worker):
    worker.bound_by_secrecy_since = None
    worker.save()
    for page in ("ask_again", "check_mailbox"):
        assert client.post(url(page, referral)).url == reverse("accounts:own")
    assert "Nieuwe zending vragen" not in client.get(url("cannot_open", referral)).text
    assert not Correction.objects.exists()


def test_a_harmless_archive_comes_to_the_own_mailbox(inbox, client, referral):
    assert "De proefmail vertrekt" in client.post(url("check_mailbox", referral), follow=True).text
    deliver_all()
    [mail] = inbox.mails
    assert mail["To"] == referral.transmission.recipient
    assert referral.reference not in mail.as_string()
    assert "Er vertrok net een proefmail." in client.post(url("check_mailbox", referral), follow=True).text
    assert MailboxCheck.objects.count() == 1
    assert Mailbox.objects.get().answered_at is not None  # an earlier answer counts (ADR 0013)


def test_without_a_mailbox_the_team_is_to_be_called(client, referral):
    Mailbox.objects.all().delete()
    assert "Wij kennen geen mailbox meer." in client.post(url("check_mailbox", referral), follow=True).text


def test_the_password_can_be_copied_in_one_piece_and_is_nowhere_else(client, referral, worker):
    shown = client.post(url("password", referral), {"archive": f"{referral.reference}.zip"}).text
    password = actions.read_password(referral, by=worker, at=timezone.now())
    assert shown.count(f'value="{password}" readonly') == 1
    assert "Wachtwoord voorlezen" in shown


def test_looking_asks_nothing(client, referral):
    for page in ("ask_again", "check_mailbox"):
        assert client.get(url(page, referral)).status_code == 302
    assert not Correction.objects.exists()
    assert not MailboxCheck.objects.exists()
