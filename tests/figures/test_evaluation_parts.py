"""Both parties bring their part of an evaluation: the partner by a link, the team on the site (R45, ADR 0089)."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from agreements import actions
from agreements.models import (
    Agreement,
    BottleneckKind,
    Contact,
    ContactKind,
    Evaluation,
    EvaluationLink,
    EvaluationPart,
    Message,
    PaperFile,
)
from agreements.rules.deadlines import evaluation_due_on
from agreements.terms.papers import Party
from law.refusal import Refusal
from law.roles import Role
from outbox.models import Transmission, TransmissionStatus
from tests.agreements.duties import PDF
from tests.builders.accounts import a_user
from tests.builders.agreements import papers_in_force
from tests.builders.directory import a_team, an_agency, an_ocmw
from tests.figures.test_dossier_evaluation import a_bottleneck

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ANSWERS = {
    "as_agreed": "none",
    "figures": "none",
    "stuck": "discuss",
    "contacts": "none",
    "secrecy": "none",
    "change": "discuss",
    "met": ["mailbox_full"],
    "wishes": ["terms"],
    "filled_in_by": "An Voorbeeld, hoofd sociale dienst",
}


@pytest.fixture(autouse=True)
def this_moment():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def agreement() -> Agreement:
    """In force since 22 November 2025, so that the evaluation is due on Sunday 22 November 2026."""
    found = papers_in_force(a_team(), an_ocmw())
    Agreement.objects.filter(pk=found.pk).update(in_force_from=date(2025, 11, 22))
    Contact.objects.filter(agreement=found).delete()
    for party, email in ((Party.AGENCY, "team@agentschap.example"), (Party.PARTNER, "Hoofd@ocmw.example")):
        kind = ContactKind.CONTACT
        Contact.objects.create(agreement=found, party=party, kind=kind, name_or_function="Hoofd", email=email)
    found = Agreement.objects.with_papers().get(pk=found.pk)
    assert evaluation_due_on(found) == date(2026, 11, 22)
    return found


@pytest.fixture
def administrator() -> User:
    return a_user(Role.ADMINISTRATOR, an_agency())


def open_link(link: EvaluationLink, token: str = "") -> Client:
    """What the partner does: open the link of the mail."""
    client = Client()
    client.get(link.LINK.url(token or link.token).removeprefix("http://testserver"))
    return client


PAGE = "/cijfers/evaluatie/uw-deel/"


def asked(agreement: Agreement, *, by: User | None = None, at: datetime = MONDAY) -> EvaluationLink:
    evaluation = actions.evaluation_parts.ask(agreement=agreement, by=by, at=at)
    return evaluation.links.open().get()


# --- the clock -------------------------------------------------------------------------------------------------------


def test_both_parties_are_asked_on_the_first_working_day_once_it_is_due_and_once_more_after_ten(agreement):
    """Due on a Sunday: asked on Monday. Who answered is not asked again, and nobody a third time."""
    ask = actions.evaluation_parts.ask_all
    assert [ask(at=MONDAY - 3 * DAY), ask(at=MONDAY - DAY), ask(at=MONDAY), ask(at=MONDAY)] == [0, 0, 1, 0]
    evaluation = Evaluation.objects.get()
    assert evaluation.asked_on == MONDAY.date()
    [link], [to_team] = EvaluationLink.objects.all(), Message.objects.all()
    assert (link.email, to_team.recipient) == ("hoofd@ocmw.example", "team@agentschap.example")
    assert reverse("figures:team_part", args=[agreement.pk]) in to_team.body
    fill_in(evaluation, Party.AGENCY)
    assert [ask(at=MONDAY + 13 * DAY), ask(at=MONDAY + 14 * DAY), ask(at=MONDAY + 29 * DAY)] == [0, 1, 0]
    assert Message.objects.count() == 1
    link.refresh_from_db()
    assert link.ended_at == MONDAY + 14 * DAY
    assert EvaluationLink.objects.open().count() == 1


def test_what_the_clock_missed_is_caught_up_for_a_month_and_an_old_evaluation_writes_to_nobody(agreement):
    with time_machine.travel(MONDAY + 21 * DAY):
        assert actions.evaluation_parts.ask_all(at=MONDAY + 21 * DAY) == 1
    other = papers_in_force(a_team("Team Westkant"), an_ocmw(name="OCMW Oosthoek"))
    # due since years: the administrators have a button
    assert actions.evaluation_parts.ask_all(at=MONDAY + 22 * DAY) == 0
    assert not other.evaluations.exists()


def fill_in(evaluation: Evaluation, party: Party, **more) -> EvaluationPart:
    answers = {
        "discuss": [],
        "met": [],
        "wishes": [],
        "filled_in_by": "Hoofd",
        "seen": "",
        "by": None,
        "at": MONDAY,
        **more,
    }
    return actions.evaluation_parts.fill_in(evaluation=evaluation, party=party, **answers)


# --- the partner, by its link ----------------------------------------------------------------------------------------


def test_the_partner_reads_what_it_may_see_and_fills_in_its_part_without_an_account(agreement):
    """D4: of the bottlenecks only its own; the figures are those of the dossier, closed years without small numbers."""
    a_bottleneck(agreement, Party.PARTNER, BottleneckKind.MAILBOX_FULL)
    a_bottleneck(agreement, Party.AGENCY, BottleneckKind.SLOW_ANSWER)
    link = asked(agreement)
    client = open_link(link)
    shown = client.get(PAGE).content.decode()
    for sentence in ("Voeren wij de overeenkomst uit zoals afgesproken?", "De mailbox is vol", "Aantallen onder 5"):
        assert sentence in shown
    before, _form = shown.split('id="your-part"')
    assert "de mailbox is vol: 1 keer" in before
    assert BottleneckKind.SLOW_ANSWER.label not in before
    assert BottleneckKind.NO_CONTACT.label.capitalize() not in shown  # that would tell of a case
    assert EvaluationPart.objects.count() == 0
    answer = client.post(PAGE, ANSWERS)
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    part = EvaluationPart.objects.get()
    assert (part.party, part.discuss, part.met, part.wishes) == (
        "partner", ["stuck", "change"], ["mailbox_full"], ["terms"],
    )  # fmt: skip
    assert "Uw deel is verstuurd op 23 november 2026" in client.get(PAGE).content.decode()


def test_all_contacts_of_the_partner_get_a_link_and_bring_one_part_together(agreement, administrator):
    """D33: who comes later goes on with what a colleague sent; what came in between is read before it is replaced."""
    of_partner = {"party": Party.PARTNER, "kind": ContactKind.CONTACT}
    Contact.objects.create(agreement=agreement, name_or_function="Balie", email="balie@ocmw.example", **of_partner)
    papers = Agreement.objects.with_papers().get(pk=agreement.pk)
    actions.evaluation_parts.ask(agreement=papers, by=administrator, at=MONDAY)
    first, second = (open_link(one) for one in EvaluationLink.objects.order_by("email"))
    for client in (first, second):
        assert client.get(PAGE).status_code == 200
        assert not EvaluationPart.objects.exists()  # a program that reads mail opens both
    first.post(PAGE, ANSWERS)
    late = second.post(PAGE, {**ANSWERS, "stuck": "none", "filled_in_by": "Bo Voorbeeld"}).content.decode()
    assert "Iemand anders vulde dit intussen in." in late
    assert re.search(r'name="stuck" value="discuss"[^>]*checked', late)
    seen = re.search(r'name="seen" value="(.+?)"', second.get(PAGE).content.decode()).group(1)
    second.post(PAGE, {**ANSWERS, "stuck": "none", "filled_in_by": "Bo Voorbeeld", "seen": seen})
    part = EvaluationPart.objects.get()
    assert (part.discuss, part.filled_in_by) == (["change"], "Bo Voorbeeld")
    assert "door Bo Voorbeeld" in first.get(PAGE).content.decode()


def test_the_partner_reads_beside_the_question_what_is_missing(agreement):
    client = open_link(asked(agreement))
    shown = client.post(PAGE, {"as_agreed": "none", "met": ["no_contact"], "wishes": ["\x00"]}).content.decode()
    for sentence in ("Kies een antwoord op vraag 2.", "Kies antwoorden uit de lijst.", "Vul uw naam en uw functie in."):
        assert sentence in shown
    assert EvaluationPart.objects.count() == 0


def test_a_link_works_no_more_when_it_is_renewed_or_the_evaluation_was_held(agreement, administrator):
    first = asked(agreement)
    token = first.token
    second = asked(agreement, at=MONDAY + timedelta(minutes=2))
    assert open_link(first, token).get(PAGE).status_code == 404
    client = open_link(second)
    assert client.get(PAGE).status_code == 200
    actions.evaluation.hold_evaluation(
        agreement=agreement, held_on=MONDAY.date(), content=None, by=administrator, at=MONDAY
    )
    assert client.get(PAGE).status_code == 404
    assert Client().get(PAGE).status_code == 404
    with pytest.raises(Refusal, match="al gehouden"):
        fill_in(second.evaluation, Party.AGENCY)


def test_a_link_ends_with_the_contact_person_and_those_of_colleagues_go_on(agreement, administrator):
    """R45: who left, or got another address, reads nothing more; capitals in an address are no other address."""
    of_partner, who = {"party": Party.PARTNER, "kind": ContactKind.CONTACT}, {"by": administrator, "at": MONDAY}
    gone, moved = (
        Contact.objects.create(agreement=agreement, name_or_function=name, email=f"{name}@ocmw.example", **of_partner)
        for name in ("gaat", "verhuist")
    )
    papers = Agreement.objects.with_papers().get(pk=agreement.pk)
    evaluation = actions.evaluation_parts.ask(agreement=papers, **who)
    client = open_link(evaluation.links.get(email=gone.email))
    assert client.get(PAGE).status_code == 200
    actions.contacts.remove_contact(contact=gone, **who)
    assert client.get(PAGE).status_code == 404
    details = {
        **of_partner,
        "name_or_function": "Verhuist",
        "organisation_name": "",
        "phone": "",
        "email": "n@ocmw.example",
    }
    actions.contacts.change_contact(contact=moved, contact_details=details, **who)
    assert [one.email for one in evaluation.links.open()] == ["hoofd@ocmw.example"]


def test_a_mail_that_no_longer_counts_does_not_leave(agreement):
    first = asked(agreement)
    asked(agreement, at=MONDAY + timedelta(minutes=2))
    assert Transmission.objects.get(pk=first.transmission_id).status == TransmissionStatus.CANCELLED


# --- the team, and the administrator up to the next version ----------------------------------------------------------


def test_the_team_fills_in_its_part_on_the_site_and_may_do_so_again(agreement, signed_in):
    member = a_user(Role.TEAM_MEMBER, agreement.team)
    browser, page = signed_in(member), reverse("figures:team_part", args=[agreement.pk])
    assert browser.get(page).status_code == 302  # nothing was asked
    asked(agreement)
    assert member.name in browser.get(page).content.decode()
    browser.post(page, ANSWERS)
    assert re.search(r'value="discuss"[^>]*checked', browser.get(page).content.decode())
    browser.post(page, {**ANSWERS, "stuck": "none"})  # from a page that was opened before the first one was sent
    assert EvaluationPart.objects.get(party=Party.AGENCY).discuss == ["stuck", "change"]
    seen = EvaluationPart.objects.get(party=Party.AGENCY).seen
    browser.post(page, {**ANSWERS, "stuck": "none", "seen": seen})
    assert EvaluationPart.objects.get(party=Party.AGENCY).discuss == ["change"]
    stranger = signed_in(a_user(Role.TEAM_MEMBER, a_team("Team Westkant")))
    assert stranger.get(page).status_code == 404


def test_an_evaluation_from_the_question_to_the_next_version(agreement, administrator, signed_in):
    """R44, R45: what was agreed stands in the draft of the next version, which the rules judge as any other."""
    browser = signed_in(administrator)
    overview = reverse("agreements:evaluation", args=[agreement.pk])
    browser.post(reverse("agreements:ask_parts", args=[agreement.pk]))
    open_link(EvaluationLink.objects.get()).post(PAGE, ANSWERS)
    browser.post(reverse("figures:team_part", args=[agreement.pk]), ANSWERS)
    shown = browser.get(overview).content.decode()
    assert "ingevuld op 23 november 2026 door An Voorbeeld, hoofd sociale dienst" in shown
    assert "Opnieuw vragen" not in shown
    held = {"held_on": "23/11/2026", "amendment": "terms", "agreed_from": "1/1/2027", "notice_months": "4"}
    browser.post(reverse("agreements:hold_evaluation", args=[agreement.pk]), {**held, "evaluation_months": "6"})
    evaluation = Evaluation.objects.get()
    assert evaluation_due_on(Agreement.objects.with_papers().get(pk=agreement.pk)) == date(2027, 11, 23)
    report = reverse("agreements:evaluation_report", args=[agreement.pk, evaluation.pk])
    shown = browser.get(report).content.decode()
    for words in (
        "Waar liep het vast?",
        "de mailbox is vol",
        "de duur of de opzegtermijn",
        "4 maanden",
        "Nieuwe versie",
    ):
        assert words in shown
    press = reverse("agreements:prepare_version", args=[agreement.pk, evaluation.pk])
    browser.post(press)
    browser.post(press)
    made = Agreement.objects.get(replaces=agreement)
    assert (made.version, made.amendment, made.agreed_from) == (2, "terms", date(2027, 1, 1))
    assert (made.notice_months, made.protocol.notice_months, made.evaluation_months) == (4, 4, 6)
    assert made.in_force_from is None
    assert "Versie 2 is hiermee voorbereid" in browser.get(report).content.decode()
    assert not PaperFile.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"amendment": "terms"}, "Vul in vanaf wanneer dat geldt."),
        ({"notice_months": "4"}, "Kies hier wat er wijzigt."),
        ({"amendment": "terms", "agreed_from": "1/1/2027", "ends_on": "31/12/2026"}, "ligt voor de eerste"),
    ],
)
def test_what_was_agreed_is_whole(typed, sentence, agreement, administrator, signed_in):
    browser, page = signed_in(administrator), reverse("agreements:hold_evaluation", args=[agreement.pk])
    answer = browser.post(page, {"held_on": "23/11/2026", **typed}, follow=True)
    assert sentence in answer.content.decode()
    assert not Evaluation.objects.exists()


def test_no_next_version_is_prepared_where_one_waits_already(agreement, administrator):
    terms = {"amendment": "evaluation", "agreed_from": date(2027, 1, 1)}
    held = actions.evaluation.hold_evaluation(
        agreement=agreement, held_on=MONDAY.date(), content=PDF, agreed=terms, by=administrator, at=MONDAY
    )
    actions.evaluation.prepare_version(evaluation=held, by=administrator, at=MONDAY)
    with pytest.raises(Refusal, match="al voorbereid"):
        actions.evaluation.prepare_version(evaluation=held, by=administrator, at=MONDAY)
