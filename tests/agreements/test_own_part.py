"""A partner fills in its own part by a link, and an administrator takes it over piece by piece (D33, D27, D28)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements import actions
from agreements.models import (
    Agreement,
    Contact,
    ContactKind,
    Mailbox,
    MailboxCheck,
    Message,
    OwnPart,
    OwnPartLink,
    OwnPiece,
)
from agreements.terms.own_part import PieceAnswer, PieceKind, PieceOutcome
from agreements.terms.papers import Party
from audit.events import Event
from audit.models import AuditEvent
from law.refusal import Overtaken, Refusal
from outbox.delivery import deliver
from outbox.models import Kind, Transmission
from tests.agreements.papers import reload
from tests.agreements.test_reading import PAPER
from tests.builders.agreements import a_file, papers_in_force
from tests.builders.directory import a_team, an_ocmw
from tests.paper_reading.files import as_pdf

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday
CONTACT = "hoofd@ocmw.example"
MINUTES = timedelta(minutes=2)
PAGE = reverse("agreements:fill_in")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def link(westerlo, administrator) -> OwnPartLink:
    return actions.own_part.ask(agreement=westerlo, email=CONTACT, by=administrator, at=NOW)


def visitor(link: OwnPartLink) -> Client:
    client = Client()
    client.get(link.LINK.url(str(link.token)))
    return client


def piece(link: OwnPartLink, kind: PieceKind, position: int = 1) -> OwnPiece:
    return link.part.pieces.get(kind=kind, position=position)


def say(client: Client, one: OwnPiece, **typed: str):
    one.refresh_from_db()
    return client.post(reverse("agreements:fill_in_piece", args=[one.pk]), {"seen": one.seen(), **typed})


def answer_all(link: OwnPartLink, said: PieceAnswer = PieceAnswer.UNKNOWN) -> None:
    for one in link.part.pieces.filter(answer=""):
        actions.own_part.answer(link=link, piece=one, said=said, values={}, seen="", at=timezone.now())


def judge(browser: Client, one: OwnPiece, **typed: str):
    one.refresh_from_db()
    page = reverse("agreements:judge_own_piece", args=[one.part.agreement_id, one.pk])
    return browser.post(page, {"seen": one.seen(), **typed})


def test_a_partner_without_account_fills_in_its_part_and_an_administrator_takes_it_over(westerlo, browser, inbox):
    answer = browser.post(reverse("agreements:ask_own_part", args=[westerlo.pk]), {"email": CONTACT})
    assert answer.url == reverse("agreements:own_part", args=[westerlo.pk])
    deliver(Transmission.objects.get(kind=Kind.OWN_PART).pk)
    [mail] = inbox.mails
    address = next(word for word in mail.get_content().split() if "sleutel=" in word)
    link = OwnPartLink.objects.get()
    assert (mail["To"], link.token) == (CONTACT, None)
    partner = Client()
    shown = partner.get(address, follow=True)
    assert "Uw deel van de samenwerking" in shown.text
    assert "Ik ben klaar" not in shown.text

    breach = piece(link, PieceKind.BREACH)
    registered = {one.pk: one.name_or_function for one in westerlo.contacts.all()}
    page = partner.get(reverse("agreements:fill_in_piece", args=[breach.pk]))
    assert not breach.contact_key or registered[breach.contact_key] in page.text, "what is known is filled in"
    given = {
        "name_or_function": "Wachtdienst",
        "organisation_name": "Intercommunale",
        "phone": "014 00 00 01",
        "email": "",
    }
    assert say(partner, breach, **given).url == PAGE
    assert say(partner, piece(link, PieceKind.DPO), said="not_printed").url == PAGE
    assert say(partner, piece(link, PieceKind.MEASURES), policy_confirmed_on="on").url == PAGE
    web = {"url": "https://www.westerlo.example/protocol", "published_on": "1/11/2026"}
    assert say(partner, piece(link, PieceKind.PUBLICATION), **web).url == PAGE
    assert {one.name_or_function for one in reload(westerlo).contacts.all()} == set(registered.values())
    assert "Er staat nog iets open" in partner.post(PAGE).text
    answer_all(link)
    assert "Ik ben klaar" in partner.get(PAGE).text
    assert partner.post(PAGE).url == PAGE
    assert "U hoeft niets meer te doen" in partner.get(PAGE).text

    assert "antwoorden van partners vergelijken" in browser.get(reverse("agreements:register"), follow=True).text
    compared = browser.get(reverse("agreements:own_part", args=[westerlo.pk])).text
    assert "Wachtdienst" in compared
    assert "De partner zegt: staat niet op het papier" in compared
    assert "Protocol laten lezen" not in compared, "there is none"
    browser.post(reverse("agreements:take_unchanged_pieces", args=[westerlo.pk]))
    assert not OwnPiece.objects.exclude(outcome="").exists(), "nothing was given as it is registered"
    for kind in PieceKind:
        one = piece(link, kind)
        assert judge(browser, one, take="1", stands_in_papers="on").status_code == 302, kind
    now = reload(westerlo)
    assert "Wachtdienst" in {one.name_or_function for one in now.contacts.all() if one.party == Party.PARTNER}
    assert now.publications.get(party=Party.PARTNER).url == web["url"]
    assert now.security_measures.policy_confirmed_on == NOW.date()
    assert not Message.objects.exists(), "it stands in the signed papers already"
    trail = str(list(AuditEvent.objects.filter(object_type="agreements.ownpart").values_list("event", "details")))
    assert Event.OWN_PART_TAKEN.value in trail
    assert not [word for word in ("Wachtdienst", "014", "westerlo", "@") if word in trail]


def test_another_partner_reaches_nothing_and_a_link_that_ended_neither(westerlo, administrator, link, clock):
    other = papers_in_force(a_team(), an_ocmw("OCMW Elders"))
    theirs = actions.own_part.ask(agreement=other, email="x@elders.example", by=administrator, at=NOW)
    stranger, breach = visitor(theirs), piece(link, PieceKind.BREACH)
    page = reverse("agreements:fill_in_piece", args=[breach.pk])
    typed = {"seen": "", "name_or_function": "X", "phone": "014 00 00 01"}
    assert (stranger.get(page).status_code, stranger.post(page, typed).status_code) == (404, 404)
    assert (Client().get(page).status_code, Client().post(page, typed).status_code) == (404, 404)
    partner = visitor(link)
    actions.own_part.take_back(part=link.part, by=administrator, at=NOW)
    for asked in (page, PAGE):
        assert (partner.get(asked).status_code, partner.post(asked, typed).status_code) == (404, 404)
    breach.refresh_from_db()
    assert breach.answer == ""
    with pytest.raises(Overtaken):
        actions.own_part.answer(link=link, piece=breach, said=PieceAnswer.UNKNOWN, values={}, seen="", at=NOW)


def test_what_is_typed_is_text_and_bounded(link):
    partner, contact = visitor(link), piece(link, PieceKind.CONTACT)
    too_long = say(partner, contact, name_or_function="x" * 1_000_000, phone="014 00 00 01")
    assert "hoogstens 120 tekens" in too_long.text
    assert "Vul een telefoonnummer" in say(partner, contact, name_or_function="An").text
    assert say(partner, contact, said="whatever").status_code == 200
    assert say(partner, contact, said="not_printed").status_code == 200, "not for this one"
    contact.refresh_from_db()
    assert contact.answer == ""
    say(partner, contact, name_or_function="<script>1</script>", email="a@ocmw.example")
    assert "&lt;script&gt;" in partner.get(PAGE).text
    assert "<script>1" not in partner.get(PAGE).text


def test_two_contacts_continue_each_others_work_and_overwrite_nothing(westerlo, administrator, link):
    second = actions.own_part.ask(agreement=westerlo, email="dpo@ocmw.example", by=administrator, at=NOW)
    assert second.part == link.part
    one, other, dpo = visitor(link), visitor(second), piece(link, PieceKind.DPO)
    page = reverse("agreements:fill_in_piece", args=[dpo.pk])
    assert one.post(page, {"seen": "", "dpo_name": "An DPO"}).status_code == 302
    late = other.post(page, {"seen": "", "dpo_name": "Bart DPO"})
    assert "Intussen vulde iemand anders dit in" in late.text
    assert "An DPO" in late.text
    assert say(other, dpo, dpo_name="Bart DPO").status_code == 302
    assert "Bart DPO" in one.get(PAGE).text
    answer_all(second)
    actions.own_part.finish(link=second, at=NOW)
    assert "U hoeft niets meer te doen" in one.get(PAGE).text


def test_what_was_refused_is_asked_again_with_the_reason(westerlo, administrator, browser, link, clock):
    dpo = piece(link, PieceKind.DPO)
    say(visitor(link), dpo, dpo_name="An DPO")
    answer_all(link)
    actions.own_part.finish(link=link, at=NOW)
    with pytest.raises(Refusal, match="Vergelijk eerst"):
        actions.own_part.ask(agreement=westerlo, email=CONTACT, by=administrator, at=NOW + MINUTES)
    dpo.refresh_from_db()
    page = reverse("agreements:judge_own_piece", args=[westerlo.pk, dpo.pk])
    assert "Kies een reden" in browser.post(page, {"seen": dpo.seen()}, follow=True).text
    judge(browser, dpo, reason="other_than_paper")
    for one in link.part.pieces.filter(outcome="").exclude(answer=""):
        judge(browser, one, take="1")
    assert reload(westerlo).protocol.advice_of(Party.PARTNER).dpo_name != "An DPO"
    clock.shift(MINUTES)
    again = actions.own_part.ask(agreement=westerlo, email=CONTACT, by=administrator, at=timezone.now())
    assert again.part == link.part
    partner = visitor(again)
    assert "op het ondertekende papier staat iets anders" in partner.get(PAGE).text
    assert say(partner, dpo, dpo_name="Bart DPO").status_code == 302
    with pytest.raises(Refusal, match="De partner vulde intussen"):
        actions.own_part_judging.take_over(piece=dpo, seen="old", by=administrator, at=NOW)
    judge(browser, dpo, take="1")
    assert reload(westerlo).protocol.advice_of(Party.PARTNER).dpo_name == "Bart DPO"
    dpo.refresh_from_db()
    assert (dpo.outcome, dpo.reason) == (PieceOutcome.TAKEN, "")


def test_a_mailbox_is_taken_over_by_its_own_rules_and_back_again_is_checked_anew(westerlo, administrator, link, clock):
    """From A to B and back to A while a check runs: no earlier answer counts, and no earlier link works (D27)."""
    protocol, one = reload(westerlo).protocol, piece(link, PieceKind.MAILBOX)
    first = protocol.mailbox_facts.address
    checks = []
    for address in ("nieuw@ocmw.example", first):
        clock.shift(MINUTES)
        now = timezone.now()
        OwnPiece.objects.filter(pk=one.pk).update(outcome="", judged_at=None, judged_by=None)
        one.refresh_from_db()
        values = {"address": address}
        actions.own_part.answer(link=link, piece=one, said=PieceAnswer.GIVEN, values=values, seen=one.seen(), at=now)
        one.refresh_from_db()
        actions.own_part_judging.take_over(piece=one, seen=one.seen(), by=administrator, at=now)
        mailbox = Mailbox.objects.get(protocol=protocol, replaced_at=None)
        assert (mailbox.address, mailbox.verified_on, mailbox.attested_on) == (address, None, None)
        checks.append(MailboxCheck.objects.get(mailbox=mailbox))
    checks[0].refresh_from_db()
    assert checks[0].replaced_at is not None
    code = {"code": checks[0].code, "attested_by": "An, hoofd"}
    assert not actions.mailbox_checks.answer(check=checks[0], **code, at=timezone.now())


def test_a_contact_who_left_is_taken_away_and_the_other_side_is_told(westerlo, administrator, link):
    known = Contact.objects.filter(agreement=westerlo, party=Party.PARTNER, kind=ContactKind.CONTACT)
    one = link.part.pieces.get(contact_key=known.first().pk)
    say(visitor(link), one, said="gone")
    one.refresh_from_db()
    actions.own_part_judging.take_over(piece=one, seen=one.seen(), by=administrator, at=NOW)
    assert not Contact.objects.filter(pk=one.contact_key).exists()
    assert Message.objects.filter(agreement=westerlo).exists(), "R23"


def test_a_partner_is_reminded_on_working_days_with_a_new_link_and_twice_at_most(link, clock):
    def run(day: int, month: int = 12) -> int:
        clock.move_to(datetime(2026, month, day, 7, 10, tzinfo=UTC))
        return actions.own_part_reminders.remind_partners(at=timezone.now())[0]

    assert [run(27, 11), run(29, 11), run(30, 11)] == [0, 0, 1], "Friday is the fourth, Sunday none, Monday the fifth"
    assert OwnPartLink.objects.filter(ended_at=None).count() == 1
    assert visitor(link).get(PAGE).status_code == 404
    newest = OwnPartLink.objects.get(ended_at=None)
    actions.own_part.answer(
        link=newest, piece=piece(link, PieceKind.DPO), said=PieceAnswer.UNKNOWN, values={}, seen="", at=timezone.now()
    )
    assert [run(4), run(7), run(25), run(28)] == [0, 1, 0, 0]
    assert AuditEvent.objects.filter(event=Event.OWN_PART_REMINDED.value).count() == 2
    assert OwnPart.objects.get().reminders == 2


def test_nothing_is_registered_by_the_partner_itself(link, westerlo):
    before = Agreement.objects.with_papers().get(pk=westerlo.pk)
    known = [str(one) for one in before.contacts.all()]
    answer_all(link)
    say(visitor(link), piece(link, PieceKind.MAILBOX), address="ander@ocmw.example")
    after = reload(westerlo)
    assert [str(one) for one in after.contacts.all()] == known
    assert after.protocol.mailbox_facts.address == before.protocol.mailbox_facts.address
    assert not MailboxCheck.objects.filter(mailbox__address="ander@ocmw.example").exists()


def test_what_stayed_the_same_is_ticked_off_at_once_but_never_a_mailbox(westerlo, browser, link):
    partner = visitor(link)
    known = westerlo.contacts.filter(party=Party.PARTNER, kind=ContactKind.CONTACT).first()
    same = link.part.pieces.get(contact_key=known.pk)
    typed = {"name_or_function": known.name_or_function, "phone": known.phone, "email": known.email}
    assert say(partner, same, **typed).status_code == 302
    assert (
        say(partner, piece(link, PieceKind.MAILBOX), address=reload(westerlo).protocol.mailbox_facts.address).url
        == PAGE
    )
    page = reverse("agreements:take_unchanged_pieces", args=[westerlo.pk])
    assert "1 antwoord is hetzelfde" in browser.get(browser.get(page).url).text
    browser.post(page)
    assert [one.pk for one in OwnPiece.objects.filter(outcome=PieceOutcome.TAKEN)] == [same.pk]
    assert not Message.objects.exists()


def test_the_paper_stands_beside_the_answers_when_somebody_asks_to_read_it(westerlo, browser, link):
    a_file(westerlo, content=as_pdf([PAPER]))
    page = reverse("agreements:own_part", args=[westerlo.pk])
    assert "Op het protocol" not in browser.get(page).text
    shown = browser.post(page).text
    assert "Bo Maes" in shown
    assert "blz. 1" in shown
    assert AuditEvent.objects.filter(event=Event.FILE_READ.value).count() == 1
