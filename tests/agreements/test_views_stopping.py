"""The pages for stopping and suspending, walked as an administrator would."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from agreements.models import Agreement, Suspension
from agreements.terms.papers import Document, Party
from audit.models import AuditEvent
from law.roles import Role
from tests.agreements.papers import reload
from tests.builders.accounts import a_user
from tests.builders.agreements import a_suspension

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NOTICE = {"given_on": "31/08/2026", "by_party": "partner", "proof": "RR 1234 5678"}
SUSPENSION = {"by_party": "partner", "from_on": "23/11/2026", "until_on": "", "reason": "security"}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


def page(name: str, agreement: Agreement, **arguments) -> str:
    return reverse(f"agreements:{name}", kwargs={"pk": agreement.pk, **arguments})


def words(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_last_day_is_shown_before_anything_is_kept(browser, westerlo):
    """R37: 31 August and six months give the last day of February."""
    url = page("give_notice", westerlo, document=Document.AGREEMENT)
    before = AuditEvent.objects.count()
    shown = words(browser.post(url, NOTICE))
    assert "De laatste dag is 28 februari 2027" in shown
    assert "Er is nog niets bewaard." in shown
    for name, value in NOTICE.items():
        assert f'<input type="hidden" name="{name}" value="{value}"' in shown
    assert reload(westerlo).notice_given_on is None
    assert AuditEvent.objects.count() == before


def test_a_confirmed_notice_is_kept_and_shown_with_its_last_day(browser, westerlo):
    url = page("give_notice", westerlo, document=Document.PROTOCOL)
    answer = browser.post(url, {**NOTICE, "confirmed": "2027-02-28"})
    assert answer.url == page("stop_letter", westerlo, stop_pk=westerlo.stops.get().pk)
    found = reload(westerlo)
    assert (found.notice_given_on, found.protocol.notice_given_on) == (None, date(2026, 8, 31))
    shown = words(browser.get(page("agreement", westerlo)))
    assert "opgezegd</strong>" in shown
    assert "Het protocol is opgezegd. De laatste dag is 28 februari 2027." in shown
    assert "31 augustus 2026, door de partner" in shown
    assert "RR 1234 5678" in shown
    assert "De papieren zijn in orde." in words(browser.get(page("agreement", westerlo), {"op": "28/02/2027"}))
    after = words(browser.get(page("agreement", westerlo), {"op": "01/03/2027"}))
    assert "Het protocol is opgezegd en de opzegtermijn is voorbij." in after


@pytest.mark.parametrize("confirmed", ["2027-02-27", "2027-02-31", "ja", "", "\x00"])
def test_another_last_day_than_the_real_one_is_asked_again(browser, westerlo, confirmed):
    url = page("give_notice", westerlo, document=Document.AGREEMENT)
    shown = words(browser.post(url, {**NOTICE, "confirmed": confirmed}))
    assert "De laatste dag is 28 februari 2027" in shown
    assert reload(westerlo).notice_given_on is None


def test_the_answers_of_a_notice_can_be_changed_before_confirming(browser, westerlo):
    url = page("give_notice", westerlo, document=Document.AGREEMENT)
    shown = words(browser.post(url, {**NOTICE, "change": "1"}))
    assert "Laatste dag berekenen" in shown
    assert 'value="31/08/2026"' in shown
    assert reload(westerlo).notice_given_on is None


def test_a_suspension_shows_on_the_agreement_with_who_until_when_and_why(browser, westerlo, signed_in, agency):
    answer = browser.post(page("suspend", westerlo), {**SUSPENSION, "until_on": "31/12/2026"})
    assert answer.url == page("stop_letter", westerlo, stop_pk=westerlo.stops.get().pk)
    assert "van 23 november 2026 tot en met 31 december 2026" in words(browser.get(page("stopping", westerlo)))
    for reader in (browser, signed_in(a_user(Role.AUDITOR, agency))):
        shown = words(reader.get(page("agreement", westerlo)))
        assert "opgeschort</strong>" in shown
        assert (
            "OCMW Westerdorp schortte het doorgeven op van 23 november 2026 tot en met 31 december 2026. "
            "Reden: de beveiliging is niet in orde."
        ) in shown
        assert "Het doorgeven van gegevens is opgeschort." in shown
    after = words(browser.get(page("agreement", westerlo), {"op": "01/01/2027"}))
    assert "schortte het doorgeven op" not in after
    assert "De papieren zijn in orde." in after


def test_a_suspension_is_ended_from_its_list_and_then_over(browser, westerlo):
    browser.post(page("suspend", westerlo), {**SUSPENSION, "from_on": "01/11/2026"})
    suspension = Suspension.objects.get()
    end = page("end_suspension", westerlo, suspension_pk=suspension.pk)
    assert end in words(browser.get(page("stopping", westerlo)))
    assert "/brief/" in browser.post(end, {"last_day": "22/11/2026"}).url
    shown = words(browser.get(page("stopping", westerlo)))
    assert end not in shown
    assert "van 1 november 2026 tot en met 22 november 2026" in shown
    assert "De papieren zijn in orde." in words(browser.get(page("agreement", westerlo)))


def test_breach_and_legal_ground_are_kept_and_shown(browser, westerlo):
    """R100, R36."""
    browser.post(page("end_for_breach", westerlo), {"on": "23/11/2026"})
    browser.post(page("end_legal_ground", westerlo), {"on": "01/01/2027"})
    overview = words(browser.get(page("stopping", westerlo)))
    assert "Stopgezet op 23 november 2026." in overview
    assert "Geen rechtsgrond meer vanaf 1 januari 2027." in overview
    shown = words(browser.get(page("agreement", westerlo)))
    assert "Opgroeien heeft het protocol stopgezet omdat de afspraken niet zijn nageleefd." in shown
    assert "beëindigd</strong>" in shown


def test_what_is_recorded_once_is_not_offered_again(browser, westerlo):
    ways = [page("give_notice", westerlo, document=one) for one in Document]
    ways += [page("end_for_breach", westerlo), page("end_legal_ground", westerlo)]
    shown = words(browser.get(page("stopping", westerlo)))
    assert [way in shown for way in ways] == [True] * 4
    for way in ways[:2]:
        browser.post(way, {**NOTICE, "confirmed": "2027-02-28"})
    for way in ways[2:]:
        browser.post(way, {"on": "23/11/2026"})
    shown = words(browser.get(page("stopping", westerlo)))
    assert [way in shown for way in ways] == [False] * 4


OF_AGREEMENT, OF_PROTOCOL = {"document": Document.AGREEMENT}, {"document": Document.PROTOCOL}
BAD_INPUT: list[tuple[str, dict, dict, str]] = [
    ("give_notice", OF_PROTOCOL, {}, "Vul de datum in"),
    ("give_notice", OF_PROTOCOL, {**NOTICE, "by_party": "x"}, "Kies een van de twee partijen."),
    ("give_notice", OF_PROTOCOL, {**NOTICE, "proof": " "}, "het nummer van de aangetekende brief in"),
    ("give_notice", OF_PROTOCOL, {**NOTICE, "proof": "x" * 101}, "hoogstens 100 tekens"),
    ("give_notice", OF_PROTOCOL, {**NOTICE, "given_on": "31/09/2026"}, "Typ een datum als dag"),
    ("give_notice", OF_PROTOCOL, {**NOTICE, "given_on": "24/11/2026"}, "ligt in de toekomst"),
    ("give_notice", OF_PROTOCOL, {**NOTICE, "given_on": "28/01/2024"}, "pas ondertekend op 29 januari"),
    ("give_notice", OF_AGREEMENT, {**NOTICE, "given_on": "17/12/2023"}, "pas ondertekend op 18 dec"),
    ("end_for_breach", {}, {}, "Vul de datum in"),
    ("end_for_breach", {}, {"on": "24/11/2026"}, "ligt in de toekomst"),
    ("end_for_breach", {}, {"on": "28/01/2024"}, "pas ondertekend op 29 januari 2024"),
    ("end_legal_ground", {}, {}, "Vul de datum in"),
    ("end_legal_ground", {}, {"on": "24/11/2028"}, "meer dan twee jaar vooruit"),
    ("end_legal_ground", {}, {"on": "31/12/2017"}, "De datum ligt voor 2018."),
    ("suspend", {}, {}, "Kies een partij."),
    ("suspend", {}, {**SUSPENSION, "reason": "cliënt belde"}, "Kies een reden uit de lijst."),
    ("suspend", {}, {**SUSPENSION, "until_on": "22/11/2026"}, "De laatste dag ligt voor de eerste dag."),
    ("suspend", {}, {**SUSPENSION, "until_on": "morgen"}, "Typ een datum als dag/maand/jaar"),
    ("suspend", {}, {**SUSPENSION, "from_on": "24/11/2028"}, "meer dan twee jaar vooruit"),
    ("suspend", {}, {**SUSPENSION, "from_on": "17/12/2023", "until_on": "31/12/2023"}, "pas ondertekend op 18 dec"),
    ("suspend", {}, {**SUSPENSION, "from_on": "31/03/2024"}, "van 1 maart 2024 tot en met 31 maart 2024"),
    ("end_suspension", {}, {}, "Vul de datum in"),
    ("end_suspension", {}, {"last_day": "29/02/2024"}, "De opschorting begint op 1 maart 2024."),
    ("end_suspension", {}, {"last_day": "31/03/2024"}, "Kies ten laatste 30 maart 2024."),
]  # fmt: skip


@pytest.mark.parametrize(("name", "arguments", "answers", "sentence"), BAD_INPUT)
def test_a_form_says_what_is_wrong_and_writes_nothing(browser, westerlo, name, arguments, answers, sentence):
    suspension = a_suspension(westerlo)
    if name == "end_suspension":
        arguments = {"suspension_pk": suspension.pk}
    before = AuditEvent.objects.count()
    answer = browser.post(page(name, westerlo, **arguments), answers)
    assert answer.status_code == 200
    assert sentence in words(answer)
    assert "Controleer uw antwoorden" in words(answer)
    found = reload(westerlo)
    assert (found.notice_given_on, found.legal_ground_gone_on) == (None, None)
    assert (found.protocol.notice_given_on, found.protocol.ended_for_breach_on) == (None, None)
    assert [(one.from_on, one.until_on) for one in found.suspensions.all()] == [(date(2024, 3, 1), date(2024, 3, 31))]
    assert AuditEvent.objects.count() == before


def test_without_a_protocol_its_ends_are_not_there(browser, team, partner):
    bare = Agreement.objects.create(team=team, partner=partner)
    shown = words(browser.get(page("stopping", bare)))
    assert "Protocol" not in shown
    assert browser.get(page("end_for_breach", bare)).status_code == 404
    assert browser.get(page("give_notice", bare, document=Document.PROTOCOL)).status_code == 404


def test_the_proof_of_a_notice_is_shown_as_text(browser, westerlo):
    hostile = "<script>alert(1)</script>"
    answers = {**NOTICE, "proof": hostile}
    url = page("give_notice", westerlo, document=Document.AGREEMENT)
    for shown in (browser.post(url, answers), browser.post(url, {**answers, "confirmed": "2027-02-28"})):
        assert hostile not in words(shown)
    shown = words(browser.get(page("agreement", westerlo)))
    assert hostile not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown


def test_suspending_takes_effect_for_who_asks_the_gate_at_once(browser, westerlo):
    """A suspension by Opgroeien counts as much as one by the partner (R101)."""
    for party in Party:
        Suspension.objects.all().delete()
        browser.post(page("suspend", westerlo), {**SUSPENSION, "by_party": party})
        assert "Het doorgeven van gegevens is opgeschort." in words(browser.get(page("agreement", westerlo)))
