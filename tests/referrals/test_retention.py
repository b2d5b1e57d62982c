"""Erasing on our side when a term is over (D1): by overwriting, resumable, beside a running delivery."""

import dataclasses
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection, transaction
from django.urls import reverse

from audit.events import Event
from audit.models import AuditEvent
from law.retention import Terms
from ocmw_intake.models import ReceiverTerms
from outbox import delivery
from outbox.models import Attempt, Kind, Transmission, TransmissionStatus
from referrals import actions
from referrals.models import DATA_FIELDS, Call, Draft, Referral, SpokeWith
from referrals.rules.erasure import erase_on, our_terms
from referrals.terms.contents import TEXT_NAME
from settings import environment
from tests.builders.database import unguarded
from tests.builders.days import FILED_AT
from tests.builders.referrals import a_referral
from tests.referrals.steps import TODAY, archive_in, contents, deliver_all, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def erase_after(days: int) -> str:
    """Run the nightly command that many days after the referral was filed and sent."""
    with time_machine.travel(FILED_AT + timedelta(days=days)):
        lines: list[str] = []
        call_command("erase_expired", stdout=Lines(lines))
    return "".join(lines)


class Lines:
    def __init__(self, lines: list[str]) -> None:
        self.write = lines.append


def is_erased(referral: Referral) -> bool:
    kept = Referral.objects.get(pk=referral.pk)
    gone = all(getattr(kept, field) is None for field in DATA_FIELDS)
    assert gone == (kept.erased_at is not None)
    return gone


def test_ninety_days_after_sending_the_data_are_gone_and_not_a_day_sooner(referral):
    erase_after(89)
    assert not is_erased(referral)
    erase_after(90)
    assert is_erased(referral)


def test_thirty_days_after_opening_the_data_are_gone(referral):
    Referral.objects.update(opened_at=FILED_AT + timedelta(days=5))
    erase_after(34)
    assert not is_erased(referral)
    erase_after(35)
    assert is_erased(referral)


def test_the_terms_are_settings(referral, settings):
    settings.RETENTION_DAYS_AFTER_SENDING = 10
    erase_after(9)
    assert not is_erased(referral)
    erase_after(10)
    assert is_erased(referral)


@pytest.mark.parametrize("raw", ["0", "91", "-1", "dertig", "", "1.5"])
def test_a_term_that_d1_does_not_allow_stops_the_start(raw):
    with pytest.raises((ValueError, ImproperlyConfigured)):
        environment.days_of_retention(raw)


def test_a_withdrawal_before_sending_erases_at_once():
    referral = a_referral()
    withdraw(referral)
    erase_after(0)
    assert is_erased(referral)


def test_a_withdrawal_erases_as_soon_as_the_request_to_delete_left(inbox, referral):
    withdraw(referral)
    erase_after(1)
    assert not is_erased(referral)
    deliver_all()
    erase_after(1)
    assert is_erased(referral)


def test_a_call_about_deleting_counts_as_the_request(referral):
    withdraw(referral, call=Call(TODAY, SpokeWith.HEAD))
    erase_after(0)
    assert is_erased(referral)


def test_a_request_that_cannot_leave_does_not_keep_the_data(referral):
    withdraw(referral)
    Transmission.objects.filter(kind=Kind.DELETION_NOTICE).update(status=TransmissionStatus.FAILED)
    erase_after(90)
    assert is_erased(referral)


def test_an_archive_that_may_have_left_counts_from_its_last_attempt(referral):
    with unguarded():
        Transmission.objects.update(status=TransmissionStatus.FAILED, sent_at=None, is_ambiguous=True)
    Attempt.objects.create(
        transmission=referral.transmission, number=1, started_at=FILED_AT + timedelta(days=2), outcome="unknown"
    )
    assert erase_on(Referral.objects.get()) == TODAY + timedelta(days=92)


def test_a_request_that_waits_still_leaves_after_the_data_are_gone(inbox, referral):
    """D6: what leaves holds nothing of the client."""
    withdraw(referral)
    erase_after(90)
    assert is_erased(referral)
    deliver_all()
    notice = Transmission.objects.get(kind=Kind.DELETION_NOTICE)
    assert TEXT_NAME in contents(archive_in(inbox.mails[0]), notice.password)


def test_bytes_and_passwords_of_the_mails_and_the_draft_go_too(inbox):
    referral = a_referral()
    deliver_all()
    Draft.objects.create(
        team=referral.team,
        residence=referral.residence,
        started_by=referral.filed_by,
        referral=referral,
        sealed_answers="{}",
    )
    assert Transmission.objects.get().message is not None
    erase_after(90)
    mail = Transmission.objects.get()
    assert (mail.message, mail.password, mail.status) == (None, None, TransmissionStatus.SENT)
    assert Draft.objects.get().sealed_answers is None


def test_nothing_of_the_client_is_left_in_the_database(inbox):
    referral = a_referral()
    deliver_all()
    erase_after(90)
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(referrals_referral)::text FROM referrals_referral")
        [(row,)] = cursor.fetchall()
    assert referral.reference in row
    for field in DATA_FIELDS:
        assert f'"{field}":null' in row


def test_what_waits_for_an_erased_referral_never_leaves(inbox):
    a_referral()
    Transmission.objects.update(status=TransmissionStatus.BLOCKED)
    erase_after(90)
    assert Transmission.objects.get().status == TransmissionStatus.CANCELLED
    assert inbox.contents == []


def test_a_second_run_erases_nothing_and_tells_nothing(referral):
    assert "1 aanmeldingen gewist." in erase_after(90)
    assert "0 aanmeldingen gewist." in erase_after(91)
    assert AuditEvent.objects.filter(event=Event.REFERRAL_ERASED).count() == 1


def test_the_trail_tells_what_was_erased_in_codes(referral):
    erase_after(90)
    [event] = AuditEvent.objects.filter(event=Event.REFERRAL_ERASED)
    assert event.actor_id is None
    assert event.details == {"reference": referral.reference, "fields": list(DATA_FIELDS), "transmissions": 1}


def test_a_dry_run_names_the_references_and_erases_nothing(referral, capsys):
    with time_machine.travel(FILED_AT + timedelta(days=90)):
        call_command("erase_expired", "--dry-run")
    said = capsys.readouterr().out
    assert referral.reference in said
    assert "1 aanmeldingen zouden gewist worden." in said
    assert not is_erased(referral)


def test_a_run_that_was_cut_off_goes_on_where_it_stopped(monkeypatch, referral):
    """One transaction per referral: what was erased stays erased, the rest follows."""
    second = a_referral(sent=True, team=referral.team, partner=referral.partner)
    done: list[object] = []
    whole = actions.erase

    def dies_at_the_second(referral_id, *, at):
        if done:
            raise KeyboardInterrupt
        done.append(referral_id)
        return whole(referral_id, at=at)

    monkeypatch.setattr("referrals.actions.retention.erase", dies_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        erase_after(90)
    assert [is_erased(referral), is_erased(second)].count(True) == 1
    monkeypatch.undo()
    erase_after(90)
    assert is_erased(referral)
    assert is_erased(second)


@pytest.mark.django_db(transaction=True)
def test_a_referral_that_is_under_way_is_left_for_the_next_time(inbox):
    """The hand-over holds the lock; erasing neither waits for it nor takes the bytes away under it."""
    referral = a_referral()
    in_dialogue, go_on = threading.Event(), threading.Event()

    def meanwhile() -> None:
        in_dialogue.set()
        go_on.wait(10)

    inbox.meanwhile = meanwhile
    with ThreadPoolExecutor(1) as pool:
        sending = pool.submit(in_another_thread, delivery.deliver, referral.transmission_id)
        assert in_dialogue.wait(10)
        assert "1 waren in gebruik" in erase_after(90)
        assert not is_erased(referral)
        go_on.set()
        sending.result(10)
    assert Transmission.objects.get().status == TransmissionStatus.SENT
    assert len(inbox.contents) == 1


def in_another_thread(call, *args) -> None:
    try:
        call(*args)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_erase_once(referral):
    at = FILED_AT + timedelta(days=90)
    barrier = threading.Barrier(2)
    results: list[bool] = []

    def run() -> None:
        try:
            barrier.wait(10)
            results.append(actions.erase(referral.pk, at=at))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(results) == [False, True]
    with transaction.atomic():
        assert AuditEvent.objects.filter(event=Event.REFERRAL_ERASED).count() == 1


def test_old_requests_to_delete_lose_bytes_and_password(inbox, referral):
    withdraw(referral)
    deliver_all()
    erase_after(90)
    assert Transmission.objects.get(kind=Kind.DELETION_NOTICE).password is not None
    erase_after(91)
    notice = Transmission.objects.get(kind=Kind.DELETION_NOTICE)
    assert (notice.password, notice.message) == (None, None)


def test_the_page_of_the_team_says_when(referral, signed_in):
    client = signed_in(referral.filed_by)
    url = reverse("referrals:referral", args=[referral.reference])
    assert "uiterlijk op 21 februari 2027" in client.get(url).text
    erase_after(90)
    page = client.get(url).text
    assert "op 21 februari 2027" in page
    assert "De gegevens van de cliënt zijn bij ons gewist." in page
    assert "Wachtwoord tonen" not in page


def test_a_withdrawal_can_be_recorded_after_erasing(inbox, referral):
    erase_after(90)
    withdraw(Referral.objects.get())
    deliver_all()
    assert len(inbox.contents) == 1


def test_every_term_comes_from_the_settings_or_from_the_receiver(settings):
    """D1, R84: a term that stays at its standard could not be set by anybody."""
    of_receivers = {field.name for field in ReceiverTerms._meta.fields}
    for term in dataclasses.fields(Terms):
        if term.name not in of_receivers:
            setattr(settings, f"RETENTION_{term.name.upper()}", 17)
            assert getattr(our_terms(), term.name) == 17, term.name
