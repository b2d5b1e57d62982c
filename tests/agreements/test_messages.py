"""Writing to the other party: a mail that really leaves, or a letter that is posted; and its proof (R23)."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from agreements import actions
from agreements.models import Message, MessageKind
from agreements.terms.papers import Party
from audit.models import AuditEvent
from law.refusal import Refusal
from law.roles import Role
from outbox.delivery import deliver
from outbox.models import Transmission, TransmissionStatus
from tests.builders.accounts import a_user
from tests.builders.agreements import a_letter

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
BODY = "Dag collega\n\nJo Contact wijzigt van nummer."


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(AT + timedelta(seconds=1), tick=True) as traveller:
        yield traveller


def write(agreement, by, **changes) -> Message:
    answers = {
        "kind": MessageKind.CONTACT_CHANGE,
        "agreement": agreement,
        "to_party": Party.PARTNER,
        "recipient": "onthaal@ocmw.example",
        "subject": "Wijziging van een contactpersoon",
        "body": BODY,
        "at": AT,
        **changes,
    }
    return actions.messages.write_message(**answers, by=by)


def words(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


# --- the mail --------------------------------------------------------------------------------------------------------


def test_a_message_reaches_its_address_with_its_text_and_nothing_attached(inbox, westerlo, administrator):
    message = write(westerlo, administrator)
    deliver(message.transmission_id)
    [mail] = inbox.mails
    assert inbox.recipients == ["onthaal@ocmw.example"]
    assert (mail["Subject"], mail.get_content().replace("\r\n", "\n").strip()) == (
        "Wijziging van een contactpersoon",
        BODY,
    )
    assert mail["Message-ID"] == message.transmission.message_id
    message.transmission.refresh_from_db()
    assert message.transmission.status == TransmissionStatus.SENT


def test_a_message_leaves_though_sharing_stands_still(inbox, westerlo, administrator):
    actions.stopping.end_legal_ground(agreement=westerlo, on=date(2026, 11, 1), by=administrator, at=AT)
    message = write(westerlo, administrator)
    deliver(message.transmission_id)
    assert len(inbox.mails) == 1


def test_a_message_and_its_place_in_the_queue_come_together_or_not_at_all(westerlo, administrator):
    queued = Transmission.objects.count()
    with transaction.atomic():
        write(westerlo, administrator)
        transaction.set_rollback(True)
    assert (Message.objects.count(), Transmission.objects.count()) == (0, queued)


def test_the_text_is_sealed_and_the_trail_holds_codes_only(westerlo, administrator):
    message = write(westerlo, administrator)
    with connection.cursor() as cursor:
        cursor.execute("SELECT CAST(row_to_json(agreements_message) AS text) FROM agreements_message")
        [(row,)] = cursor.fetchall()
    assert "Jo Contact" not in row
    assert b"Jo Contact".hex() not in row
    event = AuditEvent.objects.latest("pk")
    assert event.object_id == str(message.pk)
    assert event.details == {"kind": "contact_change", "party": "partner", "by_post": False}


# --- the letter ------------------------------------------------------------------------------------------------------


def test_without_an_address_it_is_a_letter_and_nothing_is_queued(westerlo, administrator):
    queued = Transmission.objects.count()
    letter = write(westerlo, administrator, recipient="")
    assert letter.transmission is None
    assert Transmission.objects.count() == queued
    assert AuditEvent.objects.latest("pk").details["by_post"] is True


def test_a_letter_is_posted_once_with_its_proof(westerlo, administrator):
    letter = write(westerlo, administrator, recipient="")
    posting = {"posted_on": date(2026, 11, 25), "proof": "RR 1234 5678", "by": administrator, "at": AT}
    actions.messages.record_posting(message=letter, **posting)
    letter.refresh_from_db()
    assert (letter.posted_on, letter.proof) == (date(2026, 11, 25), "RR 1234 5678")
    assert AuditEvent.objects.latest("pk").details == {"posted_on": "2026-11-25"}
    with pytest.raises(Refusal, match="al verstuurd"):
        actions.messages.record_posting(message=letter, **posting)


def test_a_mail_is_not_posted(westerlo, administrator):
    with pytest.raises(Refusal, match="is al verstuurd"):
        actions.messages.record_posting(
            message=write(westerlo, administrator), posted_on=date(2026, 11, 25), proof="x", by=administrator, at=AT
        )


@pytest.mark.parametrize(
    ("constraint", "spoil"),
    [
        ("message_goes_by_mail_when_it_has_an_address", {"recipient": ""}),
        ("message_goes_by_mail_when_it_has_an_address", {"transmission": None}),
        ("only_a_letter_is_posted", {"posted_on": date(2026, 11, 25)}),
    ],
)
def test_the_database_refuses_a_mail_that_is_half_a_letter(westerlo, administrator, constraint, spoil):
    write(westerlo, administrator)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Message.objects.update(**spoil)


def test_the_database_refuses_a_letter_that_came_back_as_a_mail(westerlo):
    a_letter(westerlo)
    with pytest.raises(IntegrityError, match="only_a_mail_comes_back"), transaction.atomic():
        Message.objects.update(returned_at=AT)


# --- who sees them ---------------------------------------------------------------------------------------------------


def test_administrators_and_auditors_see_messages_and_nobody_else(westerlo, administrator, team, partner):
    a_letter(westerlo)
    seen = {
        "administrator": Message.objects.visible_to(administrator).count(),
        "auditor": Message.objects.visible_to(a_user(Role.AUDITOR)).count(),
        "member": Message.objects.visible_to(a_user(Role.TEAM_MEMBER, team)).count(),
        "worker": Message.objects.visible_to(a_user(Role.SOCIAL_WORKER, partner)).count(),
    }
    assert seen == {"administrator": 1, "auditor": 1, "member": 0, "worker": 0}


# --- the pages -------------------------------------------------------------------------------------------------------


def page(name: str, agreement, *more) -> str:
    return reverse(f"agreements:{name}", args=[agreement.pk, *more])


def test_an_agreement_without_messages_says_so(browser, diest):
    assert "Er zijn nog geen berichten." in words(browser.get(page("messages", diest)))


def test_the_list_tells_to_whom_and_with_what_proof(browser, westerlo, administrator, inbox):
    sent, waiting = write(westerlo, administrator), write(westerlo, administrator, recipient="dpo@ocmw.example")
    deliver(sent.transmission_id)
    letter = a_letter(westerlo)
    shown = words(browser.get(page("messages", westerlo)))
    assert "3 berichten, het nieuwste eerst" in shown
    for text in ("onthaal@ocmw.example", "verstuurd Aangenomen door de mailserver op 24 november 2026, 10:00"):
        assert text in shown
    assert "dpo@ocmw.example" in shown
    assert "klaar om te versturen" in shown
    assert "nog te posten" in shown
    actions.messages.record_return(message_id=waiting.pk, at=AT)
    actions.messages.record_posting(message=letter, posted_on=date(2026, 11, 24), proof="RR 1", by=administrator, at=AT)
    shown = words(browser.get(page("messages", westerlo)))
    assert "kwam terug Kwam terug op 24 november 2026" in shown
    assert "gepost Gepost op 24 november 2026" in shown


def test_a_long_list_has_pages(browser, westerlo):
    for number in range(26):
        a_letter(westerlo, written_at=AT + timedelta(minutes=number))
    first = words(browser.get(page("messages", westerlo)))
    assert "26 berichten, het nieuwste eerst: pagina 1 van 2" in first
    assert "1 Pagina 2 Volgende pagina" in first
    assert "pagina 2 van 2" in words(browser.get(page("messages", westerlo) + "?pagina=2"))


def test_the_page_of_a_message_is_a_letter_with_addresses_text_and_proof(browser, westerlo, administrator, inbox):
    message = write(westerlo, administrator)
    deliver(message.transmission_id)
    shown = words(browser.get(page("message", westerlo, message.pk)))
    for text in (
        "Team Zuiderstreek Dorpsstraat 1 9999 Voorbeelddorp",
        "Aan OCMW Westerdorp Dorpsstraat 1 9999 Voorbeelddorp",
        "24 november 2026",
        "Jo Contact wijzigt van nummer.",
        "Message-ID &lt;",
        "onthaal@ocmw.example",
    ):
        assert text in shown
    assert "Brief gepost" not in shown


def test_an_administrator_notes_that_a_letter_was_posted(browser, westerlo):
    letter = a_letter(westerlo, written_at=AT - timedelta(days=2))
    assert "Brief gepost" in words(browser.get(page("message", westerlo, letter.pk)))
    url = page("record_posting", westerlo, letter.pk)
    for answers, sentence in (
        ({}, "Vul de dag in waarop u de brief postte, bijvoorbeeld 24/11/2026."),
        ({"posted_on": "25/11/2026", "proof": "RR 1"}, "Deze datum ligt in de toekomst."),
        ({"posted_on": "21/11/2026", "proof": "RR 1"}, "De brief is later geschreven."),
        ({"posted_on": "23/11/2026"}, "Vul in wat de verzending bewijst"),
    ):
        assert sentence in words(browser.post(url, answers))
    shown = words(browser.post(url, {"posted_on": "23/11/2026", "proof": "RR 1234 5678"}, follow=True))
    assert "Gepost op 23 november 2026" in shown
    assert "RR 1234 5678" in shown
    again = browser.post(url, {"posted_on": "23/11/2026", "proof": "RR 9"})
    assert "Dit bericht is al verstuurd." in words(again)


def test_an_auditor_reads_a_message_and_posts_nothing(signed_in, agency, westerlo):
    auditor, letter = signed_in(a_user(Role.AUDITOR, agency)), a_letter(westerlo)
    shown = words(auditor.get(page("message", westerlo, letter.pk)))
    assert "Een contact wijzigt." in shown
    assert "Brief gepost" not in shown
    assert auditor.get(page("record_posting", westerlo, letter.pk)).status_code == 403


def test_a_mail_has_no_page_to_note_its_posting(browser, westerlo, administrator):
    assert browser.get(page("record_posting", westerlo, write(westerlo, administrator).pk)).status_code == 404
