"""Every form with empty, over-long, hostile and contradictory answers."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from agreements.forms.mailbox import MailboxForm
from agreements.models import Agreement, Contact, DpoAdvice, Mailbox, Protocol, Signature
from agreements.terms.papers import Document, Party
from agreements.words.summary import mailbox_rows
from audit.models import AuditEvent

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def paper(team, partner) -> Agreement:
    """An agreement in which nothing is filled in yet."""
    agreement = Agreement.objects.create(team=team, partner=partner)
    Protocol.objects.create(agreement=agreement)
    return agreement


def page(name: str, agreement: Agreement, **arguments) -> str:
    return reverse(f"agreements:{name}", kwargs={"pk": agreement.pk, **arguments})


def text(response) -> str:
    return response.content.decode()


def words(response) -> str:
    return " ".join(text(response).split())


LONG = "x" * 10_000
SECOND = {"document": Document.PROTOCOL, "party": Party.AGENCY, "position": 2}
BAD_INPUT: list[tuple[str, dict, dict, str]] = [
    ("change_agreement", {}, {}, "Kies een duur."),
    ("change_agreement", {}, {"term": "altijd"}, "Kies een van de twee antwoorden."),
    ("change_agreement", {}, {"term": "fixed"}, "Vul de laatste dag in"),
    ("change_agreement", {}, {"term": "indefinite", "ends_on": "31/12/2027"}, "U koos onbepaalde duur."),
    ("change_agreement", {},
     {"term": "fixed", "in_force_from": "1/1/2025", "ends_on": "31/12/2024"}, "De laatste dag ligt voor de eerste"),
    ("change_agreement", {},
     {"term": "indefinite", "in_force_from": "81/11/2824"}, "Typ een datum als dag/maand/jaar"),
    ("change_agreement", {}, {"term": "indefinite", "in_force_from": "31/12/2017"}, "De datum ligt voor 2018."),
    ("change_agreement", {}, {"term": "indefinite", "in_force_from": "24/11/2028"}, "meer dan twee jaar vooruit"),
    ("change_agreement", {}, {"term": "fixed", "ends_on": "24/11/2056"}, "meer dan 30 jaar vooruit"),
    ("change_agreement", {}, {"term": "indefinite", "notice_months": "-1"}, "Vul een getal van 1 tot 36 in"),
    ("change_agreement", {}, {"term": "indefinite", "notice_months": "zes"}, "Vul een getal van 1 tot 36 in"),
    ("change_agreement", {}, {"term": "indefinite", "notice_months": "9" * 5000}, "Vul een getal van 1 tot 36 in"),
    ("change_agreement", {}, {"term": "indefinite", "evaluation_months": "13"}, "Vul een getal van 1 tot 12 in"),
    ("change_agreement", {}, {"term": "indefinite", "evaluation_months": "0"}, "Vul een getal van 1 tot 12 in"),
    ("change_agreement", {}, {"term": "indefinite", "drawn_up_at_place": LONG}, "hoogstens 100 tekens"),
    ("change_agreement", {}, {"term": "indefinite", "drawn_up_at_place": "Diest\u202e"}, "Typ deze tekst opnieuw."),
    ("change_agreement", {}, {"term": "indefinite", "council_decision_on": "24/11/2026"}, "ligt in de toekomst"),
    ("change_agreement", {},
     {"term": "indefinite", "council_decision_url": "javascript:alert(1)"}, "begint met https://"),
    ("change_protocol", {}, {}, "Kies een duur."),
    ("change_protocol", {},
     {"term": "indefinite", "esignature_code": "code 12 wachtwoord geheim"}, "Vul alleen de code in"),
    ("change_protocol", {},
     {"term": "indefinite", "esignature_url": "https://sign.example/x?wachtwoord=geheim"}, "Laat het wachtwoord uit"),
    ("change_protocol", {},
     {"term": "indefinite", "esignature_url": "https://naam:geheim@sign.example/x"}, "wachtwoord"),
    ("signature", SECOND, {}, "Vul de naam in"),
    ("signature", SECOND, {"name": "An", "function": "f", "signed_on": "24/11/2026"}, "ligt in de toekomst"),
    ("signature", SECOND, {"name": LONG, "function": "f"}, "hoogstens 120 tekens"),
    ("signature", SECOND, {"name": "a\x00b", "function": "f"}, "Typ deze tekst opnieuw."),
    ("dpo_advice", {"party": Party.AGENCY}, {"dpo_name": "An", "dpo_email": "an@localhost"}, "volledig e-mailadres"),
    ("dpo_advice", {"party": Party.AGENCY}, {"dpo_name": "An", "advised_on": "24/11/2026"}, "ligt in de toekomst"),
    ("set_mailbox", {}, {}, "Vul één e-mailadres in"),
    ("set_mailbox", {}, {"address": "a@localhost"}, "Vul één e-mailadres in"),
    ("set_mailbox", {}, {"address": "x@[127.0.0.1]"}, "Vul één e-mailadres in"),
    ("set_mailbox", {}, {"address": "een@ocmw.example, twee@ocmw.example"}, "Vul één e-mailadres in"),
    ("set_mailbox", {}, {"address": "a@ocmw.example\u200b"}, "Typ deze tekst opnieuw."),
    ("set_mailbox", {}, {"address": "a%elders.example@ocmw.example"}, "Vul één e-mailadres in"),
    ("set_mailbox", {}, {"address": "a@ocmw.example\r\nBcc: b@elders.example"}, "Typ deze tekst opnieuw."),
    ("set_mailbox", {}, {"address": f"{'a' * 65}@ocmw.example"}, "Voor het apenstaartje staan meer dan 64 tekens."),
    ("set_mailbox", {}, {"address": f"a@{'o' * 64}.example"}, "Dit adres is te lang voor een mailserver."),
    ("set_mailbox", {}, {"address": "a..b@ocmw.example"}, "Vul één e-mailadres in"),
    ("set_mailbox", {}, {"address": ".a@ocmw.example"}, "Vul één e-mailadres in"),
    ("new_contact", {}, {}, "Kies een partij."),
    ("new_contact", {},
     {"party": "iemand", "kind": "contact", "name_or_function": "x", "phone": "014 00 00 00"},
     "Kies een van de twee partijen."),
    ("new_contact", {},
     {"party": "partner", "kind": "breach", "name_or_function": "x"}, "Vul een telefoonnummer of een e-mailadres in"),
    ("new_contact", {},
     {"party": "partner", "kind": "contact", "name_or_function": "x", "phone": "hallo"}, "bestaand telefoonnummer"),
]  # fmt: skip


def written() -> list[int]:
    tables = (Agreement, Protocol, Signature, DpoAdvice, Mailbox, Contact, AuditEvent)
    return [table.objects.count() for table in tables]


@pytest.mark.parametrize(("name", "arguments", "answers", "sentence"), BAD_INPUT)
def test_a_form_says_what_to_do_and_keeps_what_was_typed_and_writes_nothing(
    browser, paper, name, arguments, answers, sentence
):
    before = written()
    answer = browser.post(page(name, paper, **arguments), answers)
    assert answer.status_code == 200
    assert sentence in words(answer)
    assert "Controleer uw antwoorden" in words(answer)
    bound = answer.context["form"]
    assert {field: bound[field].value() for field in answers} == answers
    assert written() == before


def test_a_new_agreement_asks_for_its_parties(browser, team, partner):
    answer = browser.post(reverse("agreements:new"), {})
    assert "Kies het lokaal team." in words(answer)
    assert "Kies het OCMW of CAW." in words(answer)
    assert not Agreement.objects.exists()


@pytest.mark.parametrize("strange", ["geen-uuid", "\x00", "x" * 5000, "00000000-0000-0000-0000-000000000000"])
def test_a_party_that_is_not_in_the_list_is_refused(browser, team, partner, strange):
    answer = browser.post(reverse("agreements:new"), {"team": strange, "partner": team.pk, "term": "indefinite"})
    assert "Kies een lokaal team uit de lijst." in words(answer)
    assert "Kies een OCMW of CAW uit de lijst." in words(answer)


def test_a_second_agreement_between_the_same_parties_is_refused_with_a_sentence(browser, westerlo):
    answers = {"team": westerlo.team.pk, "partner": westerlo.partner.pk, "term": "indefinite", "notice_months": "5"}
    answer = browser.post(reverse("agreements:new"), answers)
    assert "heeft al een overeenkomst met OCMW Westerdorp" in words(answer)
    assert 'value="5"' in text(answer)
    assert Agreement.objects.count() == 1


@pytest.mark.parametrize(
    ("day", "is_taken"),
    [("31/12/2017", False), ("1/1/2018", True), ("23/11/2028", True), ("24/11/2028", False)],
)
def test_an_in_force_date_lies_between_2018_and_two_years_from_today(browser, paper, day, is_taken):
    browser.post(page("change_protocol", paper), {"term": "indefinite", "in_force_from": day})
    assert (Protocol.objects.get().in_force_from is not None) == is_taken


def test_what_happened_today_can_be_recorded_today(signed_in, administrator, paper):
    """23:30 in Greenwich is the next day in Brussels."""
    with time_machine.travel(datetime(2026, 11, 23, 23, 30, tzinfo=UTC), tick=False):
        signed_in(administrator).post(
            page("dpo_advice", paper, party=Party.AGENCY), {"dpo_name": "An", "advised_on": "24/11/2026"}
        )
    assert DpoAdvice.objects.get().advised_on.day == 24


def test_an_agreement_may_begin_and_end_on_the_same_day(browser, paper):
    answers = {"term": "fixed", "in_force_from": "1/12/2026", "ends_on": "1/12/2026"}
    assert browser.post(page("change_agreement", paper), answers).status_code == 302


def test_every_answer_about_the_mailbox_is_shown():
    answers = {name: f"<{name}>" for name in MailboxForm.base_fields}
    shown = str(mailbox_rows(Mailbox(**answers)))
    assert [name for name, answer in answers.items() if str(answer) not in shown] == []
