from datetime import UTC, datetime, timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from audit.events import Event
from audit.models import AuditEvent
from audit.views import PAGE
from law.roles import Role
from tests.builders import a_user

BRUSSELS = ZoneInfo("Europe/Brussels")
URL = "/logboek/"


@pytest.fixture
def page(auditor, signed_in):
    """Read the trail as an auditor; return the answer."""
    client = signed_in(auditor)

    def read(url=URL, **query):
        response = client.get(url, query)
        assert response.status_code == 200
        return response

    return read


def ids(response):
    return [event.pk for event in response.context["events"]]


def test_the_page_stands_at_its_dutch_address():
    assert reverse("audit:trail") == URL


@pytest.mark.parametrize("role", [role for role in Role if role != Role.AUDITOR])
def test_only_an_auditor_reads_the_trail(signed_in, write, role):
    assert signed_in(a_user(role)).get(URL).status_code == 403


def test_nobody_else_sees_a_row_even_behind_the_view(write, auditor, person):
    event = write()
    assert list(AuditEvent.objects.visible_to(auditor).filter(pk=event.pk)) == [event]
    assert not AuditEvent.objects.visible_to(person).exists()


def test_the_page_cannot_be_posted_to(signed_in, auditor):
    assert signed_in(auditor).post(URL).status_code == 405


def test_a_row_shows_who_what_when_and_the_object_by_type_and_short_number(page, write, person):
    write(Event.PASSWORD_READ, details={"channel": "phone"})
    html = unescape(page().content.decode())
    for words in (person.name, "wachtwoord gelezen", "23/11/2026 10:00:00", "account", "hoe: per telefoon"):
        assert words in html
    assert f">{str(person.pk)[:8]}</a>" in html
    assert person.email not in html


def test_what_the_system_did_is_said_to_be_done_by_the_system(page, write):
    write(by=None)
    assert "Systeem" in page(event="signed_in").content.decode()


def test_the_newest_comes_first_and_each_page_holds_fifty(page, write):
    for _ in range(2 * PAGE + 5):
        write(Event.PASSWORD_READ)
    last = AuditEvent.objects.order_by("-pk").first().pk
    first_page = page(event="password_read")
    assert ids(first_page) == list(range(last, last - PAGE, -1))
    seen, response = ids(first_page), first_page
    while response.context["older_url"]:
        query = {name: values[0] for name, values in parse_qs(urlsplit(response.context["older_url"]).query).items()}
        assert query == {"event": "password_read", "voor": str(seen[-1])}
        response = page(**query)
        seen += ids(response)
    assert seen == list(AuditEvent.objects.filter(event="password_read").order_by("-pk").values_list("pk", flat=True))


def test_exactly_one_page_has_no_older_page(page, write):
    for _ in range(PAGE):
        write(Event.PASSWORD_READ)
    assert page(event="password_read").context["older_url"] == ""


def test_the_number_of_queries_does_not_grow_with_the_rows(page, write, django_assert_num_queries):
    for _ in range(PAGE):
        write(by=a_user())
    with django_assert_num_queries(5):
        page()


def test_the_filter_on_an_event_shows_only_that_event(page, write):
    read, _ = write(Event.PASSWORD_READ), write(Event.SIGNED_OUT)
    assert ids(page(event="password_read")) == [read.pk]


def test_the_filter_on_an_object_takes_the_short_number_in_any_case(page, write):
    one, other = a_user(), a_user()
    event, _ = write(about=one), write(about=other)
    for number in (str(one.pk), str(one.pk)[:8], f" {str(one.pk)[:8].upper()} "):
        assert ids(page(object_id=number)) == [event.pk]


@pytest.mark.parametrize("number", ["%", "_", "\\", "' OR 1=1 --"])
def test_the_filter_on_an_object_takes_no_wildcards(page, write, number):
    write()
    assert ids(page(object_id=number)) == []


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        ((2026, 11, 23), 24),
        ((2026, 3, 29), 23),  # summer time begins
        ((2026, 10, 25), 25),  # summer time ends
        ((2026, 12, 31), 24),
    ],
)
def test_a_day_runs_from_midnight_to_midnight_in_brussels(page, write, day, hours):
    begins = datetime(*day, tzinfo=BRUSSELS).astimezone(UTC)
    moments = [begins - timedelta(seconds=1), begins, begins + timedelta(hours=hours, seconds=-1)]
    events = [write(Event.PASSWORD_READ, at=at) for at in [*moments, begins + timedelta(hours=hours)]]
    typed = f"{day[2]}/{day[1]}/{day[0]}"
    assert ids(page(from_on=typed, until_on=typed)) == [events[2].pk, events[1].pk]
    assert ids(page(event="password_read", from_on=typed)) == [event.pk for event in reversed(events[1:])]
    assert ids(page(event="password_read", until_on=typed)) == [event.pk for event in reversed(events[:3])]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"from_on": "32/1/2026"}, "Typ een dag als dag/maand/jaar, bijvoorbeeld 3/11/2026."),
        ({"from_on": "1/1/0001"}, "Typ een dag vanaf 1/1/2000."),
        ({"until_on": "31/12/9999"}, "Typ een dag tot en met 31/12/2999."),
        ({"from_on": "2/1/2026", "until_on": "1/1/2026"}, "Kies een laatste dag die niet voor de eerste dag ligt."),
        ({"event": "nonsense"}, "Kies een gebeurtenis uit de lijst."),
        ({"object_id": "x" * 41}, "Typ hoogstens 40 tekens, bijvoorbeeld 3f2b8c1d."),
        ({"object_id": "\x00"}, "Typ het nummer opnieuw, bijvoorbeeld 3f2b8c1d."),
        ({"voor": "x"}, "Deze pagina bestaat niet."),
        ({"voor": "0"}, "Deze pagina bestaat niet."),
        ({"voor": str(2**63)}, "Deze pagina bestaat niet."),
        ({"voor": "9" * 5000}, "Deze pagina bestaat niet."),
    ],
)
def test_a_wrong_condition_is_explained_and_shows_no_rows(page, write, query, sentence):
    write()
    response = page(**query)
    assert sentence in unescape(response.content.decode())
    assert ids(response) == []


def test_markup_in_a_condition_is_shown_as_text(page):
    assert "<script>" not in page(object_id="<script>alert(1)</script>", event="<script>").content.decode()


def test_no_rows_means_a_sentence_and_a_way_back(page):
    html = page(object_id="zzz").content.decode()
    assert "Geen regel past bij deze filter." in html
    assert f'href="{URL}"' in html


def test_an_auditor_does_not_see_what_the_receiver_logged(page, write):
    """D4: even the hour of an attempt tells the sender's side something about a case."""
    write(Event.CONTACT_ATTEMPTED)
    write(Event.OUTCOME_RECORDED)
    read = write(Event.PASSWORD_READ)
    shown = page()
    assert ids(shown) == [read.pk]
    assert "resultaat van het contact" not in shown.text
