"""Once a year each breach contact answers a drill; the same link reports a breach without an account (D31)."""

import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from agreements.actions.register_lines import judge, judge_all
from agreements.models import Agreement, Contact, ContactKind, Message, MessageKind
from agreements.terms.papers import Party
from breaches import drills
from breaches.models import BREACH_LINK, Breach, BreachLink, DiscoveredBy, Happening
from breaches.words import drill_status
from home.what_now import lines_of
from law.refusal import Overtaken, Refusal
from outbox.delivery import deliver
from outbox.models import Kind, Transmission
from tests.builders.agreements import papers_in_force
from tests.builders.breaches import a_breach_link
from tests.builders.directory import a_team, an_ocmw

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 8, 5, tzinfo=UTC)  # a Tuesday
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
CONTACT = "lek@partner.example"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def agreement(agency):
    """With one breach contact on each side, and no others."""
    agreement = papers_in_force(a_team(), an_ocmw())
    agreement.contacts.filter(kind=ContactKind.BREACH).delete()
    for party, email in ((Party.PARTNER, CONTACT.upper()), (Party.AGENCY, "lek@agentschap.example")):
        agreement.contacts.create(party=party, kind=ContactKind.BREACH, name_or_function="Meldpunt", email=email)
    judge_all(on=NOW.date())
    return agreement


@pytest.fixture
def link(agreement) -> BreachLink:
    return a_breach_link(agreement.partner)


def opened(link: BreachLink) -> Client:
    """A browser in which the link of the mail was opened."""
    client = Client()
    assert client.get(BREACH_LINK.url(link.token), follow=True).status_code == 200
    return client


def mailed() -> list[tuple[str, str | None]]:
    return sorted((one.email, str(one.partner) if one.partner else None) for one in BreachLink.objects.all())


def test_each_contact_gets_one_drill_a_year_and_what_a_day_missed_the_next_one_does(agreement):
    assert drills.drill_all(at=NOW) == 2
    assert mailed() == [("lek@agentschap.example", None), (CONTACT, str(agreement.partner))]
    assert drills.drill_all(at=NOW + DAY) == 0
    assert drills.drill_all(at=NOW + 364 * DAY) == 0
    assert drills.drill_all(at=NOW + 370 * DAY) == 2  # a Monday: the day itself was in a weekend
    assert BreachLink.objects.filter(ended_at=None).count() == 2


@pytest.mark.parametrize("day", [datetime(2026, 12, 24, 8, tzinfo=UTC), datetime(2026, 11, 27, 8, tzinfo=UTC)])
def test_nobody_drills_before_a_day_off(agreement, day):
    assert drills.drill_all(at=day) == 0


def test_who_is_no_contact_any_more_has_no_link_any_more(agreement, link):
    Contact.objects.filter(email__iexact=CONTACT).delete()
    with pytest.raises(Overtaken):
        drills.report_by_link(link=link, **a_report(agreement), at=NOW)
    with pytest.raises(Refusal, match="staat niet meer"):
        drills.drill_again(link=link, by=None, at=NOW + DAY)
    drills.drill_all(at=NOW)
    link.refresh_from_db()
    assert link.ended_at == NOW
    assert Client().get(reverse("breaches:by_link")).status_code == 404


def test_the_mail_cannot_be_taken_for_a_breach_and_one_click_answers_it(agreement, inbox, administrator, signed_in):
    """Opening the link does nothing: programs that check mails open it too."""
    drills.drill_all(at=NOW)
    for mail in Transmission.objects.filter(kind=Kind.BREACH_DRILL):
        deliver(mail.pk)
    [mail] = [one for one in inbox.mails if one["To"] == CONTACT]
    assert mail["Subject"].startswith("OEFENING, geen gegevenslek")
    body = mail.get_content()
    assert body.startswith("OEFENING. Er is geen gegevenslek.")
    url = next(word for word in body.split() if "sleutel=" in word)
    client = Client()
    page = client.get(url, follow=True)
    assert "Ja, ik kreeg deze oefening" in page.content.decode()
    link = BreachLink.objects.get(email=CONTACT)
    assert (link.answered_at, link.token) == (None, None)
    later = NOW + timedelta(hours=25)
    silent = [line for line in lines_of(administrator, at=later) if "antwoord" in line.words]
    assert [line.number for line in silent] == [2]
    assert "Bedankt" in client.post(reverse("breaches:by_link"), follow=True).content.decode()
    assert list(BreachLink.objects.unanswered(later).values_list("email", flat=True)) == ["lek@agentschap.example"]
    with time_machine.travel(later, tick=False):
        listed = signed_in(administrator).get(reverse("breaches:drills")).content.decode()
    assert "geen antwoord na 24 uur" in listed or "klaar om te versturen" in listed
    assert "beantwoord binnen het uur" in listed


@pytest.mark.parametrize(("took", "tone"), [(24 * HOUR, "success"), (24 * HOUR + MINUTE, "warning")])
def test_an_answer_after_more_than_a_day_stands_out(took, tone):
    link = a_breach_link(None, sent_at=NOW, answered_at=NOW + took)
    assert drill_status(link, at=NOW + 2 * took) == {"text": "beantwoord na 24 uur", "tone": tone}


def a_report(agreement, *, key=None):
    happening = {"agreement": agreement, "happening": Happening.DEVICE_LOST, "discovered_at": NOW - HOUR}
    return {"key": key or uuid.uuid4(), **happening}


def test_a_partner_reports_a_breach_without_an_account_and_learns_nothing(agreement, link, administrator):
    papers_in_force(a_team("Team Elders"), an_ocmw("OCMW Elders"))
    client = opened(link)
    page = client.get(reverse("breaches:report_by_link")).content.decode()
    assert "Elders" not in page
    key = page.split('name="key" value="')[1].split('"')[0]
    answers = {"key": key, "agreement": agreement.pk, "happening": "device_lost"}
    answers |= {"discovered_on": "24/11/2026", "discovered_hour": "08:00"}
    for _twice in range(2):
        answer = client.post(reverse("breaches:report_by_link"), answers, follow=True)
    assert "U meldde" in answer.content.decode()
    breach = Breach.objects.get()
    assert (breach.discovered_by, breach.registered_by, breach.by_link) == (DiscoveredBy.PARTNER, None, link)
    told = Message.objects.get(kind=MessageKind.BREACH, recipient=administrator.email)
    assert f"Gemeld door: {CONTACT} ({agreement.partner}), met een link" in told.body
    assert Client().get(reverse("breaches:report_by_link")).status_code == 404


def test_a_partner_whose_papers_ended_still_reports_and_is_drilled_no_more(agreement, link):
    """R82: it holds what it got for years, and can lose it."""
    Agreement.objects.filter(pk=agreement.pk).update(ends_on=NOW.date() - DAY)
    judge([agreement.pk], at=NOW)
    assert drills.drill_all(at=NOW) == 0
    client, page = opened(link), reverse("breaches:report_by_link")
    form = client.get(page).content.decode()
    answers = {"key": re.search(r'name="key" value="(.+?)"', form).group(1), "agreement": str(agreement.pk)}
    moment = {"discovered_on": "24/11/2026", "discovered_hour": "08:30"}
    client.post(page, {**answers, **moment, "happening": "device_lost"})
    assert Breach.objects.get().agreements.get() == agreement


def test_a_link_reports_for_its_own_partner_and_three_times_a_day(agreement, link):
    stranger = papers_in_force(a_team("Team Elders"), an_ocmw("OCMW Elders"))
    with pytest.raises(Refusal, match="eigen organisatie"):
        drills.report_by_link(link=link, **a_report(stranger), at=NOW)
    reports = [a_report(agreement) for _number in range(3)]
    for report in reports:
        drills.report_by_link(link=link, **report, at=NOW)
    with pytest.raises(Refusal, match="Bel Opgroeien"):
        drills.report_by_link(link=link, **a_report(agreement), at=NOW)
    assert drills.report_by_link(link=link, **reports[0], at=NOW).pk == reports[0]["key"]
    drills.report_by_link(link=link, **a_report(agreement), at=NOW + DAY + HOUR)
    assert Breach.objects.count() == 4


def test_an_administrator_mails_a_contact_a_new_link_and_the_earlier_one_ends(agreement, link, browser):
    old = opened(link)
    with time_machine.travel(NOW + HOUR / 6, tick=False):
        browser.post(reverse("breaches:drill_again", args=[link.pk]))
        assert old.post(reverse("breaches:by_link")).status_code == 404
    assert BreachLink.objects.filter(ended_at=None).count() == 1


def test_an_operator_reports_from_the_machine_once(agreement, administrator, capsys):
    answers = ["device_lost", "--discovered", "2026-11-24T08:00", "--partner", str(agreement.partner)]
    call_command("report_breach", *answers)
    call_command("report_breach", *answers)
    breach = Breach.objects.get()
    assert (breach.registrar, list(breach.agreements.all())) == ("een operator", [agreement])
    assert Message.objects.filter(kind=MessageKind.BREACH, recipient=administrator.email).count() == 1
    with pytest.raises(CommandError, match="tijd van Brussel"):
        call_command("report_breach", "device_lost", "--discovered", "gisteren")
    with pytest.raises(CommandError, match="toekomst"):
        call_command("report_breach", "device_lost", "--discovered", "2027-01-01T08:00")
