"""One click stops the reminders and tells nothing else, also without an account (D25, D12, D3)."""

import re
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import AuditEvent
from law.roles import Role
from law.unopened import Step
from ocmw_intake.models import Intake, IntakeStatus, ReminderStop
from outbox.models import TransmissionStatus
from referrals.models import ReceiverReminder, Referral
from tests.builders.accounts import a_user
from tests.ocmw_intake.reminders import (
    FIRST,
    LAST,
    SECOND,
    contact_person,
    deliver_on,
    mails,
    morning,
    run_on,
    steps_taken,
)
from tests.outbox.conftest import certificate, inbox

__all__ = ["certificate", "contact_person", "inbox"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contact_person")]

LINK = re.compile(r"http://testserver(/opvolging/herinnering/\?sleutel=[a-p]+)")


@pytest.fixture
def visitor() -> Client:
    return Client(enforce_csrf_checks=False)


@pytest.fixture
def link(inbox, referral: Referral) -> str:
    """The link in the first reminder, as it was read in the mailbox."""
    run_on(FIRST)
    deliver_on(FIRST)
    [mail] = inbox.mails
    [found] = LINK.findall(mail.get_body().get_content())
    return found


def test_a_scanner_that_opens_the_link_stops_nothing(visitor: Client, link: str):
    with time_machine.travel(morning(FIRST), tick=False):
        for method in (visitor.get, visitor.head):
            assert method(link, follow=True).status_code == 200
    assert not ReminderStop.objects.exists()


def test_a_click_in_the_mail_stops_what_goes_to_the_receiver_and_no_step(
    visitor: Client, link: str, referral: Referral
):
    """The team is told to call as it would be: a step that is missing would tell it who clicked (D19)."""
    with time_machine.travel(morning(FIRST), tick=False):
        page = visitor.get(link, follow=True)
        assert "Hebt u het archief?" in page.text
        assert "sleutel" not in page.redirect_chain[-1][0]  # no token in an address (ADR 0046)
        answer = visitor.post(page.redirect_chain[-1][0], follow=True)
        assert "De herinneringen stoppen" in answer.text
    for day in (SECOND, LAST):
        run_on(day)
        deliver_on(day)
    assert steps_taken() == [Step.MAILBOX, Step.CONTACTS, Step.TEAM]
    assert [status for _to, status in mails()] == [
        TransmissionStatus.SENT,
        TransmissionStatus.CANCELLED,
        TransmissionStatus.CANCELLED,
        TransmissionStatus.SENT,
    ]
    assert ReminderStop.objects.get().stopped_by is None
    assert Intake.objects.get().status == IntakeStatus.TO_CONTACT


def test_a_click_on_the_site_does_the_same(referral: Referral, worker: User, signed_in):
    client = signed_in(worker)
    page = reverse("ocmw_intake:referral", args=[referral.reference])
    assert "Ik heb het archief" in client.get(page).text
    url = reverse("ocmw_intake:stop_reminders", args=[referral.reference])
    assert client.get(url).status_code == 302
    assert not ReminderStop.objects.exists()
    shown = client.post(url, follow=True).text
    assert "U krijgt geen herinneringen meer voor deze aanmelding." in shown
    assert 'type="submit">Ik heb het archief' not in shown
    client.post(url)
    assert ReminderStop.objects.get().stopped_by == worker


def test_nobody_outside_reads_it_in_the_trail(referral: Referral, worker: User, signed_in):
    auditor = a_user(Role.AUDITOR)
    before = list(AuditEvent.objects.visible_to(auditor).values_list("pk", flat=True))
    signed_in(worker)
    after_sign_in = AuditEvent.objects.visible_to(auditor).count()
    signed_in(worker).post(reverse("ocmw_intake:stop_reminders", args=[referral.reference]))
    assert AuditEvent.objects.filter(event="reminders_stopped").count() == 1
    assert not AuditEvent.objects.visible_to(auditor).filter(event="reminders_stopped").exists()
    assert after_sign_in >= len(before)


@pytest.mark.parametrize("kind", ["never was", "used before", "of an erased referral", "of a client who stopped"])
def test_every_link_gets_the_same_answers(kind: str, visitor: Client, link: str, referral: Referral):
    """Nothing can be read from the page: not even whether there is such a referral."""
    with time_machine.travel(morning(FIRST), tick=False):
        right = link
        if kind == "never was":
            link = right[:-8] + "gggggggg"
        elif kind == "used before":
            visitor.post(visitor.get(right, follow=True).redirect_chain[-1][0])
        elif kind == "of an erased referral":
            ReceiverReminder.objects.all().delete()
        other = Client()
        shown = other.get(link, follow=True)
        answer = other.post(shown.redirect_chain[-1][0], follow=True)
        fresh = Client()
        expected = fresh.get(right, follow=True)
    without = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
    assert without.sub("", shown.text) == without.sub("", expected.text)
    assert "De herinneringen stoppen" in answer.text


def test_without_the_link_the_page_says_what_to_do(visitor: Client, db):
    page = visitor.get(reverse("ocmw_intake:have_archive"))
    assert "Open deze pagina met de link in de mail" in page.text
    assert "Open deze pagina met de link" in visitor.post(reverse("ocmw_intake:have_archive")).text


def test_the_team_gets_no_such_link(inbox, referral: Referral):
    run_on(LAST)
    deliver_on(LAST)
    [mail] = inbox.mails
    assert not LINK.search(mail.get_body().get_content())
    assert date(2026, 12, 2) == LAST
