from datetime import UTC, datetime, timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from accounts.models import Membership
from agreements.models import Agreement
from audit import views
from audit.events import Event
from audit.models import AGENCY, AuditEvent
from audit.views import PAGE
from law.roles import Role
from outbox.actions import queue_transmission
from outbox.kinds import Kind
from referrals.models import Referral
from tests.audit.conftest import AT
from tests.builders.accounts import a_user
from tests.builders.agreements import a_file, a_letter, papers_in_force
from tests.builders.breaches import a_breach, a_breach_link
from tests.builders.directory import a_caw, a_municipality, a_team, an_ocmw
from tests.builders.gbo import a_gbo_agreement
from tests.builders.referrals import a_referral

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
    return [leaf.event_id for leaf in response.context["leaves"]]


def numbers(response):
    return [leaf.number for leaf in response.context["leaves"]]


def test_the_page_stands_at_its_dutch_address():
    assert reverse("audit:trail") == URL


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.AUDITOR, Role.RECEIVER_AUDITOR}])
def test_only_a_dpo_reads_a_log(signed_in, write, role):
    assert signed_in(a_user(role)).get(URL).status_code == 403


def test_each_dpo_reads_the_log_of_the_own_side(page, signed_in, write):
    """D19: an auditor of the agency reads nothing of a receiver, and a DPO of a receiver nothing of another side."""
    dpo = a_user(Role.RECEIVER_AUDITOR)
    [receiver] = dpo.organisations_as(Role.RECEIVER_AUDITOR)
    own = write(Event.CONTACT_ATTEMPTED, organisation=receiver)
    other = write(Event.CONTACT_ATTEMPTED, organisation=a_caw())
    read = write(Event.PASSWORD_READ)
    shown = ids(page())
    assert read.pk in shown
    assert not {own.pk, other.pk} & set(shown)
    answer = signed_in(dpo).get(URL, {"event": "contact_attempted"})
    assert (ids(answer), numbers(answer)) == ([own.pk], [own.leaf.number])
    assert signed_in(dpo).get(URL, {"log": str(AGENCY)}).context["leaves"] != []  # one log: nothing to choose
    assert own.pk in ids(signed_in(dpo).get(URL, {"log": str(AGENCY)}))


def test_a_dpo_of_two_receivers_chooses_between_their_logs(signed_in, write):
    dpo = a_user(Role.RECEIVER_AUDITOR)
    [first] = dpo.organisations_as(Role.RECEIVER_AUDITOR)
    second = a_caw()
    Membership.objects.create(user=dpo, organisation=second, role=Role.RECEIVER_AUDITOR)
    events = {
        organisation.pk: write(Event.CONTACT_ATTEMPTED, organisation=organisation).pk
        for organisation in (first, second)
    }
    client = signed_in(dpo)
    for log, event in events.items():
        assert event in ids(client.get(URL, {"log": str(log), "event": "contact_attempted"}))
    assert client.get(URL, {"log": str(AGENCY)}).context["leaves"] == []


def test_the_page_cannot_be_posted_to(signed_in, auditor):
    assert signed_in(auditor).post(URL).status_code == 405


def test_a_row_shows_who_what_when_and_the_thing_by_kind_and_name(page, write, person):
    write(Event.PASSWORD_READ, details={"channel": "phone"})
    html = unescape(page().content.decode())
    for words in (person.name, "wachtwoord gelezen", "23/11/2026 10:00:00", "account", "hoe: per telefoon"):
        assert words in html
    assert f">{person.name}<span" in html
    assert person.email not in html


def test_the_reader_is_told_what_the_reader_did(page, auditor, write):
    write(Event.TRAIL_EXPORTED, by=auditor)
    assert "U zelf" in page(event="trail_exported").text


def links_of(response):
    """The pages to which the lines of the log lead, and not to more of its lines."""
    return {leaf.event.page for leaf in response.context["leaves"]} - {""}


def test_a_line_leads_to_what_it_is_about_where_the_reader_may_open_that(page, auditor, signed_in, write):
    """A referral has no page for a DPO (D8), and only an administrator opens an organisation."""
    referral = a_referral()
    agreement = referral.agreement
    breach, letter, gbo, file = a_breach(agreement), a_letter(agreement), a_gbo_agreement(), a_file(agreement)
    shown = [agreement, breach, letter, gbo, file, referral.transmission, a_breach_link(agreement.partner)]
    for thing in (*shown, referral, agreement.partner, referral.consent):
        write(Event.FILE_READ, about=thing)
    found = links_of(page(event="file_read"))
    assert len(found) == len(shown) - 1, "the referral left under the same papers"
    for link in found:
        assert signed_in(auditor).get(link).status_code == 200
    assert reverse("directory:organisation", args=[agreement.partner.pk]) not in found


def test_a_dpo_of_a_receiver_is_led_to_nothing_of_the_agency(signed_in, write):
    dpo = a_user(Role.RECEIVER_AUDITOR)
    [receiver] = dpo.organisations_as(Role.RECEIVER_AUDITOR)
    agreement = papers_in_force(a_team(), an_ocmw())
    write(Event.CONTACT_ATTEMPTED, about=agreement, organisation=receiver)
    answer = signed_in(dpo).get(URL)
    assert ids(answer) != []
    assert links_of(answer) == set()


def test_a_thing_that_is_gone_has_no_link(page, write):
    write(Event.FILE_READ, about=Agreement(pk=uuid4()))
    assert links_of(page(event="file_read")) == set()


def test_what_the_system_did_is_said_to_be_done_by_the_system(page, write):
    write(by=None)
    assert "Systeem" in page(event="signed_in").content.decode()


def test_the_newest_comes_first_and_each_page_holds_fifty(page, write):
    for _ in range(2 * PAGE + 5):
        write(Event.PASSWORD_READ)
    first_page = page(event="password_read")
    seen, response = numbers(first_page), first_page
    while response.context["older_url"]:
        query = {name: values[0] for name, values in parse_qs(urlsplit(response.context["older_url"]).query).items()}
        assert query == {"event": "password_read", "voor": str(seen[-1])}
        response = page(**query)
        seen += numbers(response)
    assert len(numbers(first_page)) == PAGE
    assert seen == list(range(seen[0], seen[0] - 2 * PAGE - 5, -1)), "numbers without gaps, and none twice"


def test_exactly_one_page_has_no_older_page(page, write):
    for _ in range(PAGE):
        write(Event.PASSWORD_READ)
    assert page(event="password_read").context["older_url"] == ""


def test_the_number_of_queries_does_not_grow_with_the_rows(page, write, django_assert_num_queries):
    for _ in range(PAGE):
        write(by=a_user())
    with django_assert_num_queries(12):
        page()


def test_the_filter_on_an_event_shows_only_that_event(page, write):
    read, _ = write(Event.PASSWORD_READ), write(Event.SIGNED_OUT)
    assert ids(page(event="password_read")) == [read.pk]


def test_the_filter_on_a_thing_takes_its_number_in_any_case(page, write):
    one, other = a_user(), a_user()
    event, _ = write(about=one), write(about=other)
    for number in (str(one.pk), str(one.pk)[:8], f" {str(one.pk)[:8].upper()} "):
        assert ids(page(about=number)) == [event.pk]


def test_the_filter_on_a_reference_finds_all_that_belongs_to_it(page, write):
    referral = a_referral()
    events = [write(Event.PASSWORD_READ, about=thing) for thing in (referral, referral.consent, referral.transmission)]
    write(Event.PASSWORD_READ)
    for typed in (referral.reference, f" {referral.reference.lower()} "):
        assert set(ids(page(about=typed, event="password_read"))) == {event.pk for event in events}


def test_clicking_a_reference_asks_what_typing_it_asks(page, write):
    referral = a_referral()
    things = (referral, referral.consent, referral.transmission)
    events = {write(Event.PASSWORD_READ, about=thing).pk for thing in things}
    assert page(event="password_read").text.count(f"about={referral.reference}") == len(things)
    clicked = page(about=referral.reference)
    assert events <= set(ids(clicked))
    assert f'value="{referral.reference}"' in clicked.text


def test_a_reference_without_lines_is_told_apart_from_a_filter_that_is_too_narrow(page):
    unknown = "Er staat geen regel over deze referentie in dit logboek."
    assert unknown in page(about="K7QM-4TRX").text
    assert unknown in page(about="k7qm4trx").text
    narrower_ones = [{"about": "Proefhoek"}, {"about": "OCMW Geel"}, {"person": "K7QM-4TRX"}]
    for narrower in ({"about": "K7QM-4TRX", "from_on": "1/1/2026"}, *narrower_ones):
        shown = page(**narrower).text
        assert unknown not in shown
        assert "Geen regel past bij deze filter." in shown


def test_the_filter_on_a_party_or_its_mailbox_finds_who_changed_its_papers(page, write):
    """A DPO asks who changed mailbox X, and knows the partner or the address: not the number of the agreement."""
    agreement = papers_in_force(a_team("Team Proefhoek"), an_ocmw("OCMW Proefhoek"))
    mailbox = agreement.protocol.mailboxes.get()
    event, _ = write(Event.MAILBOX_SET, about=agreement), write(Event.MAILBOX_SET)
    for typed in ("OCMW Proefhoek", "proefhoek", mailbox.address, mailbox.address.upper()):
        assert ids(page(about=typed, event="mailbox_set")) == [event.pk]


def test_clicking_a_thing_without_reference_narrows_the_log_to_it_and_shows_no_number(page, write):
    one, other = a_user(name="Noor Proefmans"), a_user()
    event, _ = write(about=one), write(about=other)
    assert f"ding={one.pk}" in page().text
    clicked = page(ding=str(one.pk))
    assert ids(clicked) == [event.pk]
    assert "Alleen regels over account <strong>Noor Proefmans</strong>" in clicked.text
    shown = clicked.text.partition("<main")[2].partition("<table")[0]
    assert str(one.pk)[:8] not in shown, "a DPO reads a name, and no number in a field"


@pytest.mark.parametrize(
    "carelessly",
    ["{0} {1}", "{0}{1}", "{0}–{1}", " {0} - {1} ", "aanmelding {0}-{1}", "{0}-{1}-2.zip", "ref. {0}{1}", '"{0}/{1}"'],
)
def test_a_reference_is_found_however_carelessly_it_is_typed_or_copied(page, write, carelessly):
    referral = a_referral()
    event = write(Event.PASSWORD_READ, about=referral)
    left, right = referral.reference.split("-")
    for halves in ((left, right), (left.lower(), right.lower().replace("0", "o").replace("1", "l"))):
        assert ids(page(about=carelessly.format(*halves), event="password_read")) == [event.pk]


def test_a_consent_is_called_by_the_reference_it_belongs_to(page, write):
    referral = a_referral()
    write(Event.CONSENT_RECORDED, about=referral.consent)
    assert f">{referral.reference}<span" in page(event="consent_recorded").text


def test_the_log_says_to_whom_a_mail_about_a_referral_went_and_finds_it_by_that_name(page, write):
    """A DPO asks who received data of a reference, and what left for a receiver in a month (S4 art. 9)."""
    ours, other = a_referral(team=a_team("Team Proefhoek"), partner=an_ocmw("OCMW Proefhoek")), a_referral()
    mail, other_mail = (write(Event.TRANSMISSION_SENT, about=one.transmission) for one in (ours, other))
    for typed in ("OCMW Proefhoek", "proefhoek", "Team Proefhoek"):
        found = page(about=typed, event="transmission_sent", from_on="1/11/2026", until_on="30/11/2026")
        assert ids(found) == [mail.pk], typed
        assert f"ontvanger: OCMW Proefhoek, {ours.transmission.recipient}" in found.text
    assert ids(page(about="OCMW Proefhoek", event="transmission_sent", until_on="31/10/2026")) == []
    assert set(ids(page(about=ours.transmission.recipient, event="transmission_sent"))) == {mail.pk, other_mail.pk}
    assert ids(page(about="elders@ocmw.example", event="transmission_sent")) == []


def test_a_letter_says_under_which_papers_it_was_written(page, write):
    papers = papers_in_force(a_team("Team Proefhoek"), an_ocmw("OCMW Proefhoek"))
    key, recipient = uuid4(), "contact@proefhoek.example"
    mail = queue_transmission(kind=Kind.MESSAGE, subject_id=key, recipient=recipient, papers_id=None, at=AT)
    letter = a_letter(papers, pk=key, recipient=recipient, transmission=mail)
    events = [write(Event.MESSAGE_WRITTEN, about=one) for one in (letter, letter.transmission)]
    found = page(about="OCMW Proefhoek", event="message_written")
    assert set(ids(found)) == {one.pk for one in events}
    assert found.text.count("overeenkomst: Team Proefhoek – OCMW Proefhoek") == len(events)


def test_a_municipality_is_called_by_its_name_and_not_by_its_code(page, write):
    place = a_municipality()
    write(Event.TERRITORY_CHANGED, about=an_ocmw("OCMW Proefhoek"), details={"municipality": place.pk})
    shown = page(event="territory_changed").text
    assert f"gemeente: {place.name}" in shown
    assert place.pk not in shown


def test_a_filtered_log_says_how_many_lines_it_found_up_to_a_number(page, write, monkeypatch):
    for _ in range(3):
        write(Event.TRANSMISSION_BLOCKED)
    assert "3 regels, de nieuwste eerst" in page(event="transmission_blocked").text
    monkeypatch.setattr(views, "MOST_COUNTED", 2)
    assert "Meer dan 2 regels, de nieuwste eerst" in page(event="transmission_blocked").text
    assert "regels, de nieuwste eerst" not in page().text


def test_the_filter_on_a_person_takes_part_of_a_name_or_a_whole_address(page, write):
    one = a_user(name="Noor Proefmans")
    event, _ = write(Event.PASSWORD_READ, by=one), write(Event.PASSWORD_READ)
    for typed in ("proefm", "NOOR", one.email, one.email.upper()):
        assert ids(page(person=typed, event="password_read")) == [event.pk]
    for typed in (one.email[-8:], "niemand", "%"):
        assert ids(page(person=typed)) == []


def test_a_thing_is_called_by_its_name_and_by_a_short_number_when_it_is_gone(page, write):
    referral = a_referral()
    write(Event.REFERRAL_FILED, about=referral)
    assert f">{referral.reference}<span" in page().text
    gone = Referral(pk=uuid4())
    write(Event.REFERRAL_FILED, about=gone)
    assert f">{str(gone.pk)[:8]}<span" in page().text


def test_a_dpo_reads_which_team_filed_a_referral(page, signed_in, auditor, write):
    """The one thing that the page about a past day asks and a reference does not tell (D8, D26)."""
    referral = a_referral()
    write(Event.REFERRAL_FILED, about=referral, organisation=referral.team)
    write(Event.PASSWORD_READ, about=referral, organisation=referral.partner)
    assert page(event="referral_filed").text.count(f"lokaal team: {referral.team.name}") >= 1
    told = page(event="password_read").text
    assert referral.partner.name not in told
    assert "lokaal team" not in told
    file = signed_in(auditor).post(f"{URL}ophalen/?event=referral_filed").getvalue().decode("utf-8-sig")
    assert f"lokaal team: {referral.team.name}" in file


def test_what_is_shown_can_be_taken_as_a_file_and_that_stands_in_the_log(signed_in, auditor, write):
    client = signed_in(auditor)
    for _ in range(PAGE + 3):
        write(Event.PASSWORD_READ)
    write(Event.DOSSIER_READ)
    answer = client.post(f"{URL}ophalen/?event=password_read&voor=10")
    lines = answer.getvalue().decode("utf-8-sig").splitlines()
    assert lines[0] == "Regel;Tijdstip;Wie;Wat;Soort;Waarover;Bijzonderheden"
    assert len(lines) == 1 + PAGE + 3
    assert all(";wachtwoord gelezen;account;" in line for line in lines[1:])
    assert AuditEvent.objects.get(event="trail_exported").actor == auditor
    assert client.get(f"{URL}ophalen/?event=password_read").url == f"{URL}?event=password_read"
    assert client.post(f"{URL}ophalen/?event=nonsense").status_code == 302


@pytest.mark.parametrize("number", ["%", "_", "\\", "' OR 1=1 --"])
def test_the_filter_on_an_object_takes_no_wildcards(page, write, number):
    write()
    assert ids(page(about=number)) == []


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
        ({"about": "x" * 255}, "Typ hoogstens 254 tekens, bijvoorbeeld K7QM-4TRX."),
        ({"person": "x" * 255}, "Typ hoogstens 254 tekens."),
        ({"about": "\x00"}, "Typ de referentie opnieuw, bijvoorbeeld K7QM-4TRX."),
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
    assert "<script>" not in page(about="<script>alert(1)</script>", event="<script>").content.decode()


def test_no_rows_means_a_sentence_and_a_way_back(page):
    html = page(about="zzz").content.decode()
    assert "Geen regel past bij deze filter." in html
    assert f'href="{URL}"' in html
