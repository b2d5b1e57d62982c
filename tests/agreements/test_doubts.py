"""What is printed so that nobody is sure of it: kept as it is printed, pointed out, confirmed (R12, R33, R34)."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from agreements import actions
from agreements.models import Agreement, Doubt, DoubtOutcome, Protocol
from agreements.terms.doubts import DoubtField, DoubtReason, Printed, Spot
from agreements.terms.papers import Document, Party
from audit.events import Event
from audit.models import AuditEvent
from law.gate import check_agreement
from law.obstacles import Obstacle
from law.refusal import Refusal
from tests.agreements.papers import AT, reload
from tests.builders.agreements import a_doubt

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
MISREAD = "81 november 2824"


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


def words(response) -> str:
    return " ".join(response.content.decode().split())


def obstacles(agreement: Agreement) -> tuple[Obstacle, ...]:
    return check_agreement(agreement=reload(agreement), on=TODAY).obstacles


# --- a day as it is typed -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["1/11/2024", "01-11-2024", "1.11.2024", "1 november 2024", "01 NOVEMBER 2024", "1 nov. 2024"]
)
def test_a_day_is_understood_as_it_is_printed(browser, paper, typed):
    browser.post(page("change_agreement", paper), {"term": "indefinite", "in_force_from": typed})
    assert Agreement.objects.get().in_force_from == date(2024, 11, 1)
    assert not Doubt.objects.exists()


def test_a_misread_day_is_offered_to_be_kept_as_a_doubt_and_nothing_typed_is_lost(browser, paper):
    answer = browser.post(
        page("change_agreement", paper), {"term": "indefinite", "in_force_from": MISREAD, "notice_months": "6"}
    )
    shown = words(answer)
    assert "Typ een datum als dag/maand/jaar" in shown
    assert f"Dit staat zo op het papier: bewaar “{MISREAD}” als twijfel" in shown
    assert "Bedoelt het papier misschien 1 november 2024?" in shown
    assert f'value="{MISREAD}"' in shown
    assert 'value="6"' in shown
    assert not Doubt.objects.exists()


def test_a_misread_day_that_is_kept_holds_the_likely_day_until_someone_confirms_it(browser, paper, administrator):
    answers = {"term": "indefinite", "in_force_from": MISREAD, "in_force_from_twijfel": "on", "notice_months": "6"}
    assert browser.post(page("change_agreement", paper), answers).status_code == 302
    doubt = Doubt.objects.get()
    assert (doubt.printed, doubt.reason, doubt.proposed) == (MISREAD, DoubtReason.UNREADABLE, "2024-11-01")
    assert doubt.raised_by == administrator
    assert Agreement.objects.get().in_force_from == date(2024, 11, 1)
    assert Obstacle.AGREEMENT_DOUBTED in obstacles(paper)


@pytest.mark.parametrize("typed", ["1/11/2824", "31/12/2017", "24/11/2028", "hallo", "32 maart 2024"])
def test_any_day_that_cannot_be_right_may_be_kept_as_it_is_printed(browser, paper, typed):
    answers = {"term": "indefinite", "in_force_from": typed, "in_force_from_twijfel": "on"}
    assert browser.post(page("change_protocol", paper), answers).status_code == 302
    assert Doubt.objects.get().printed == typed


def test_a_day_in_the_future_under_a_signature_may_be_kept_as_a_doubt(browser, paper):
    url = page("signature", paper, document=Document.PROTOCOL, party=Party.AGENCY, position=1)
    answers = {"name": "An Peeters", "function": "burgemeester", "signed_on": "24/11/2026"}
    assert "in de toekomst" in words(browser.post(url, answers))
    assert browser.post(url, answers | {"signed_on_twijfel": "on"}).status_code == 302
    doubt = Doubt.objects.get()
    assert (doubt.document, doubt.party, doubt.position) == ("protocol", "agency", 1)


def test_a_likely_end_before_the_begin_is_not_proposed(browser, paper):
    answers = {"term": "fixed", "in_force_from": "1/12/2025", "ends_on": "81 november 2824", "ends_on_twijfel": "on"}
    assert browser.post(page("change_agreement", paper), answers).status_code == 302
    assert (Agreement.objects.get().ends_on, Doubt.objects.get().proposed) == (None, "")


# --- pointed out --------------------------------------------------------------------------------------------------


def test_an_open_doubt_stands_beside_its_field_and_on_the_page_of_the_agreement(browser, westerlo):
    a_doubt(westerlo)
    beside = words(browser.get(page("change_agreement", westerlo)))
    assert f"Twijfel: op het papier staat “{MISREAD}” (niet goed leesbaar). Voorstel: 1 november 2024." in beside
    assert f'value="{MISREAD}"' in beside
    whole = words(browser.get(page("agreement", westerlo)))
    assert "Nog te bevestigen" in whole
    assert "In werking vanaf (samenwerkingsovereenkomst)" in whole
    assert "Een gegeven van de samenwerkingsovereenkomst is nog niet bevestigd." in whole


def test_a_form_that_is_saved_without_touching_the_doubt_leaves_it_open(browser, westerlo):
    a_doubt(westerlo)
    answers = {"term": "indefinite", "in_force_from": MISREAD, "notice_months": "5"}
    assert browser.post(page("change_agreement", westerlo), answers).status_code == 302
    assert Doubt.objects.open().count() == 1
    found = Agreement.objects.get()
    assert (found.notice_months, found.in_force_from) == (5, date(2023, 12, 18))


@pytest.mark.parametrize(
    ("typed", "outcome"), [("1/11/2024", DoubtOutcome.CONFIRMED), ("2 november 2024", DoubtOutcome.CORRECTED)]
)
def test_a_day_typed_over_a_doubt_settles_it(browser, westerlo, administrator, typed, outcome):
    doubt = a_doubt(westerlo)
    browser.post(page("change_agreement", westerlo), {"term": "indefinite", "in_force_from": typed})
    doubt.refresh_from_db()
    assert (doubt.outcome, doubt.settled_by, doubt.settled_at) == (outcome, administrator, NOW)
    assert Obstacle.AGREEMENT_DOUBTED not in obstacles(westerlo)


def test_another_misreading_replaces_the_first(browser, westerlo):
    first = a_doubt(westerlo)
    answers = {"term": "indefinite", "in_force_from": "8l november 2824", "in_force_from_twijfel": "on"}
    browser.post(page("change_agreement", westerlo), answers)
    first.refresh_from_db()
    assert first.outcome == DoubtOutcome.DROPPED
    assert Doubt.objects.open().get().printed == "8l november 2824"


def test_advice_after_the_first_signature_is_pointed_out_beside_its_field(browser, westerlo):
    """R31."""
    westerlo.protocol.dpo_advices.filter(party=Party.AGENCY).update(advised_on=date(2024, 2, 1))
    for name, arguments in (("dpo_advice", {"party": Party.AGENCY}), ("agreement", {})):
        shown = words(browser.get(page(name, westerlo, **arguments)))
        assert "Dit advies komt na de eerste handtekening van 29 januari 2024. Dat mag niet." in shown


def test_in_force_before_signing_is_explained_and_not_refused(browser, westerlo):
    """R34: Westerlo, in force on 1-1-2024 and signed on 29-1-2024."""
    beside = words(browser.get(page("change_protocol", westerlo)))
    assert "Dit is 28 dagen voor de ondertekening. Dat mag. Versturen kan vanaf 29 januari 2024." in beside
    assert "kijk het jaar na" not in beside
    answers = {"term": "indefinite", "in_force_from": "1/1/2024", "notice_months": "6"}
    assert browser.post(page("change_protocol", westerlo), answers).status_code == 302


def test_in_force_long_before_signing_asks_to_look_at_the_year(browser, westerlo):
    Protocol.objects.update(in_force_from=date(2023, 1, 1))
    assert "Het is wel lang: kijk het jaar na." in words(browser.get(page("change_protocol", westerlo)))


@pytest.mark.parametrize(("day", "why"), [(date(2017, 12, 31), "voor 2018"), (date(2029, 1, 1), "twee jaar vooruit")])
def test_a_saved_day_in_an_impossible_year_is_pointed_out(browser, westerlo, day, why):
    Agreement.objects.update(in_force_from=day)
    for name in ("change_agreement", "agreement"):
        assert why in words(browser.get(page(name, westerlo)))


# --- settling -----------------------------------------------------------------------------------------------------


def test_an_administrator_confirms_with_the_paper_in_hand(browser, westerlo, administrator):
    doubt = a_doubt(westerlo)
    url = page("settle_doubt", westerlo, doubt_pk=doubt.pk)
    assert MISREAD in words(browser.get(url))
    assert browser.post(url, {"value": "1 november 2024"}).status_code == 302
    doubt.refresh_from_db()
    assert (doubt.outcome, doubt.settled_by) == (DoubtOutcome.CONFIRMED, administrator)
    event = AuditEvent.objects.get(event=Event.DOUBT_SETTLED)
    assert event.details["value"] == "2024-11-01"
    assert event.details["outcome"] == "confirmed"
    assert Agreement.objects.get().in_force_from == date(2024, 11, 1)
    assert "bevestigd, 23 november 2026" in words(browser.get(page("doubts", westerlo)))


def test_a_doubt_is_settled_once(westerlo, administrator):
    doubt = a_doubt(westerlo)
    actions.doubts.settle_doubt(doubt=doubt, value=date(2024, 11, 1), by=administrator, at=AT)
    with pytest.raises(Refusal, match="al nagekeken"):
        actions.doubts.settle_doubt(doubt=doubt, value=date(2024, 11, 2), by=administrator, at=AT)


@pytest.mark.parametrize(
    ("value", "sentence"),
    [("", "Vul de datum in"), (MISREAD, "Typ een datum"), ("31/12/2017", "voor 2018"), ("1/1/2030", "te ver vooruit")],
)
def test_only_a_day_that_can_be_right_settles_a_doubt(browser, westerlo, value, sentence):
    doubt = a_doubt(westerlo)
    answer = browser.post(page("settle_doubt", westerlo, doubt_pk=doubt.pk), {"value": value})
    assert sentence in words(answer)
    assert Doubt.objects.open().exists()


def test_a_day_that_contradicts_the_paper_is_refused_with_a_sentence(browser, westerlo):
    Agreement.objects.update(ends_on=date(2024, 10, 1))
    doubt = a_doubt(westerlo)
    answer = browser.post(page("settle_doubt", westerlo, doubt_pk=doubt.pk), {"value": "1/11/2024"})
    assert "De einddatum ligt voor de datum van inwerkingtreding." in words(answer)


def test_a_doubt_about_a_signature_goes_with_the_signature(westerlo, administrator):
    spot = {"document": "protocol", "party": "partner", "position": 2, "field": "signed_on"}
    doubt = a_doubt(westerlo, **spot)
    signature = westerlo.signatures.get(document="protocol", party="partner", position=2)
    actions.papers.remove_signature(signature=signature, by=administrator, at=AT)
    doubt.refresh_from_db()
    assert doubt.outcome == DoubtOutcome.DROPPED


# --- a doubt that someone reports ---------------------------------------------------------------------------------


def test_a_misread_enterprise_number_is_reported_and_confirmed(browser, westerlo):
    """R12: the scan of Diest says "©886.886.638" for Opgroeien regie."""
    url = page("new_doubt", westerlo)
    answers = {"place": "protocol-agency--enterprise_number", "printed": "©886.886.638", "reason": "unknown_number"}
    assert browser.post(url, answers).status_code == 302
    doubt = Doubt.objects.get()
    assert doubt.proposed == "0886.886.638"
    assert Obstacle.PROTOCOL_DOUBTED in obstacles(westerlo)
    again = words(browser.post(url, answers))
    assert "Over dit gegeven is al een twijfel gemeld." in again
    settle = page("settle_doubt", westerlo, doubt_pk=doubt.pk)
    assert "Kijk het nummer na en duid dit aan." in words(browser.post(settle, {}))
    assert browser.post(settle, {"value": "on"}).status_code == 302
    assert obstacles(westerlo) == ()


@pytest.mark.parametrize("place", ["", "niets", "protocol-agency-9-name", "\x00"])
def test_a_doubt_is_about_something_on_the_papers(browser, westerlo, place):
    answer = browser.post(page("new_doubt", westerlo), {"place": place, "printed": "x", "reason": "unlikely"})
    assert "Kies een gegeven" in words(answer)
    assert not Doubt.objects.exists()


def test_a_doubt_about_what_was_taken_away_is_refused(westerlo, administrator):
    westerlo.signatures.all().delete()
    with pytest.raises(Refusal, match="nog niet ingevuld"):
        actions.doubts.raise_doubt(
            agreement=westerlo,
            spot=Spot(Document.PROTOCOL, Party.AGENCY, 1),
            field=DoubtField.SIGNED_ON,
            printed=Printed("81 november 2824"),
            by=administrator,
            at=AT,
        )


def test_the_trail_tells_a_doubt_without_what_was_typed(westerlo, administrator):
    actions.doubts.raise_doubt(
        agreement=westerlo,
        spot=Spot(Document.AGREEMENT),
        field=DoubtField.DRAWN_UP_AT_PLACE,
        printed=Printed("(plaats invullen)", DoubtReason.PLACEHOLDER),
        by=administrator,
        at=AT,
    )
    event = AuditEvent.objects.get(event=Event.DOUBT_RAISED)
    assert event.details["field"] == "drawn_up_at_place"
    assert "invullen" not in str(event.details)
