"""The deadlines in someone's own calendar, by an address of their own (RFC 5545, RFC 7986)."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from accounts.models import Membership
from agreements.actions import calendars, evaluation
from agreements.models import CALENDAR_LINK, Agreement, CalendarFeed
from audit.models import AuditEvent
from tests.builders.agreements import a_suspension

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def this_moment():
    with time_machine.travel(NOW, tick=False):
        yield


def read(token: str, **headers: str):
    """What a calendar program does: no cookies, no account, no Accept header (as Google)."""
    return Client().get(CALENDAR_LINK.url(token).removeprefix("http://testserver"), headers=headers)


def events(answer) -> dict[str, object]:
    found = Calendar.from_ical(answer.content).walk("VEVENT")
    return {str(event["UID"]).partition("@")[0]: event for event in found}


@pytest.fixture
def token(administrator) -> str:
    Membership.objects.filter(user=administrator).update(since=NOW - timedelta(days=9))
    return calendars.make(by=administrator, at=NOW - timedelta(days=1))


def test_a_calendar_program_reads_the_deadlines_without_an_account(westerlo, token):
    """The shape that Outlook, Google and Apple ask: CRLF, 75 octets, not packed, not an attachment, a name."""
    westerlo.partner.name = "OCMW Westerdorp, Één; Plein " + "é" * 60
    westerlo.partner.save()
    answer = read(token)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert "Content-Disposition" not in answer
    assert "Content-Encoding" not in answer
    raw = answer.content
    assert raw.count(b"\n") == raw.count(b"\r\n") > 8
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    found = Calendar.from_ical(raw)
    assert found["X-WR-CALNAME"] == "Termijnen van de overeenkomsten"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n" in raw
    assert b"X-PUBLISHED-TTL:PT6H\r\n" in raw
    event = events(answer)[f"{westerlo.pk}-evaluation"]
    assert event["SUMMARY"].endswith(westerlo.partner.name)
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(days=1)
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt


def test_what_did_not_change_is_not_sent_again_and_what_moved_has_a_higher_number(westerlo, token, administrator):
    """Google moves a day only when SEQUENCE and LAST-MODIFIED went up; the UID stays."""
    first = read(token)
    with time_machine.travel(NOW + timedelta(hours=7)):
        again = read(token, if_none_match=first["ETag"])
        assert (again.status_code, again.content) == (304, b"")
        evaluation.hold_evaluation(
            agreement=westerlo, held_on=date(2026, 11, 20), content=None, by=administrator, at=NOW + timedelta(hours=7)
        )
        moved = read(token, if_none_match=first["ETag"])
    key = f"{westerlo.pk}-evaluation"
    before, after = events(first)[key], events(moved)[key]
    assert (before.decoded("DTSTART"), after.decoded("DTSTART")) == (date(2024, 12, 18), date(2027, 11, 20))
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["LAST-MODIFIED"].dt == NOW + timedelta(hours=7)


def test_each_suspension_keeps_its_own_entry_and_what_is_over_is_gone(westerlo, token):
    first = a_suspension(westerlo, from_on=date(2026, 11, 1), until_on=date(2026, 11, 30))
    second = a_suspension(westerlo, from_on=date(2026, 12, 10), until_on=date(2026, 12, 20))
    both = events(read(token))
    assert {f"{westerlo.pk}-suspension_ends-{one.pk}" for one in (first, second)} <= both.keys()
    with time_machine.travel(NOW + timedelta(days=10)):
        later = events(read(token))
    assert both.keys() - later.keys() == {f"{westerlo.pk}-suspension_ends-{first.pk}"}
    Agreement.objects.filter(pk=westerlo.pk).update(legal_ground_gone_on=date(2026, 11, 23))
    assert events(read(token)) == {}


def test_an_address_is_shown_once_and_works_until_it_is_renewed_or_taken_back(browser, westerlo):
    page = reverse("agreements:own_calendar")
    assert "sleutel=" not in browser.get(page).content.decode()
    shown = browser.post(page)
    url = shown.context["url"]
    assert url in shown.content.decode()
    assert shown.context["webcal"].startswith("webcal://")
    assert shown["Cache-Control"] == "no-store"
    first = url.partition("sleutel=")[2]
    assert url not in browser.get(page).content.decode()
    assert first.encode() not in bytes(CalendarFeed.objects.get().token_digest)
    assert read(first).status_code == 200
    second = browser.post(page).context["url"].partition("sleutel=")[2]
    assert [read(one).status_code for one in (first, second)] == [404, 200]
    browser.post(reverse("agreements:revoke_calendar"))
    assert read(second).status_code == 404
    told = AuditEvent.objects.filter(event__startswith="calendar_").order_by("id").values_list("event", flat=True)
    assert list(told) == ["calendar_made", "calendar_made", "calendar_revoked"]


@pytest.mark.parametrize("token", ["", "x" * 5000, "é", "\x00"])
def test_any_other_address_gets_the_same_plain_answer(token, westerlo):
    answer = read(token)
    assert (answer.status_code, answer["Content-Type"]) == (404, "text/plain; charset=utf-8")


def test_who_lost_the_role_reads_nothing_any_more_and_nothing_comes_back_with_it(administrator, token):
    assert read(token).status_code == 200
    Membership.objects.filter(user=administrator).update(since=NOW)  # ended, and begun again after the address was made
    assert read(token).status_code == 404
    Membership.objects.filter(user=administrator).update(since=NOW - timedelta(days=9))
    administrator.is_active = False
    administrator.save()
    assert read(token).status_code == 404


def test_the_token_stands_in_no_log(token, westerlo, caplog):
    """The query is in no line of ours (`access_log_format`, nginx `without_query`), also when it does not work."""
    with caplog.at_level("DEBUG"):
        read(token)
        read("onbestaand-adres")
    assert token not in caplog.text
    assert "onbestaand-adres" not in caplog.text
