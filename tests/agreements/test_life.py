"""The life of a paper as steps: what is done, what is now, what comes later."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from agreements import actions
from agreements.models import Agreement, DpoAdvice, FileKind, Protocol, SuspensionReason
from agreements.terms.papers import Party
from agreements.words.life import kept_files, life_of
from tests.agreements.papers import reload
from tests.builders import a_file

pytestmark = pytest.mark.django_db

SIGNED = date(2024, 1, 29)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), tick=False):
        yield


def steps(agreement: Agreement, *, on: date = SIGNED, of_protocol: bool = True) -> dict[str, tuple[str, str]]:
    found = reload(agreement)
    paper = found.protocol if of_protocol else found
    return {
        row["title"]: (row["status"], row["hint"])
        for row in life_of(found, paper, kept=kept_files(found), on=on, may_change=True)
    }


def test_a_protocol_in_force_shows_every_step_with_its_day(westerlo):
    DpoAdvice.objects.filter(party=Party.AGENCY).update(asked_on=date(2023, 12, 1))
    a_file(westerlo, FileKind.PROTOCOL)
    life = steps(westerlo)
    assert life["Advies gevraagd aan de DPO van Opgroeien"] == ("gedaan", "Op 1 december 2023.")
    assert life["Advies van de DPO van Opgroeien"] == (
        "gedaan",
        "Sam Dataman, op 14 december 2023. Het document ontbreekt nog.",
    )
    assert life["Advies gevraagd aan de DPO van OCMW Westerdorp"] == ("gedaan", "Dag niet genoteerd.")
    assert life["Ondertekend door Opgroeien"] == (
        "gedaan",
        "Mo Ekelmans, algemeen directeur, Westerdorp, 29 januari 2024.",
    )
    assert life["In werking"] == ("gedaan", "Vanaf 29 januari 2024. Het document is bewaard.")
    assert life["Einde"] == ("later", "Onbepaalde duur. Er is niets opgezegd.")


def test_being_in_force_is_computed_from_signatures_and_days(westerlo):
    """R34: in force on paper since 1 January, signed on the 29th."""
    Agreement.objects.update(created_at=datetime(2023, 1, 2, tzinfo=UTC))
    assert steps(westerlo, on=date(2024, 1, 28))["In werking"][0] == "later"
    assert steps(westerlo, on=date(2024, 1, 29))["In werking"][0] == "gedaan"
    Protocol.objects.update(in_force_from=None)
    assert steps(westerlo)["In werking"] == ("nu", "De dag van inwerkingtreding ontbreekt.")


def test_one_step_is_now_and_what_follows_is_later(westerlo, administrator):
    Agreement.objects.update(created_at=datetime(2023, 1, 2, tzinfo=UTC))
    westerlo.signatures.update(signed_on=None)
    DpoAdvice.objects.filter(party=Party.PARTNER).update(asked_on=date(2023, 9, 1), advised_on=None)
    life = steps(westerlo)
    assert [title for title, (status, _) in life.items() if status == "nu"] == ["Advies van de DPO van OCMW Westerdorp"]
    assert life["Ondertekend door Opgroeien"][0] == life["In werking"][0] == "later"


def test_a_council_decision_can_be_left_out_and_a_caw_has_none(westerlo):
    """R14."""
    assert steps(westerlo, of_protocol=False)["Goedgekeurd door de raad"] == (
        "niet genoteerd",
        "Nog geen raadsbesluit.",
    )
    Agreement.objects.update(council_decision_on=date(2023, 12, 11))
    assert steps(westerlo)["Goedgekeurd door de raad"] == (
        "gedaan",
        "Op 11 december 2023. Het document ontbreekt nog.",
    )
    type(westerlo.partner).objects.filter(pk=westerlo.partner_id).update(kind="caw")
    assert "Goedgekeurd door de raad" not in steps(westerlo)


def test_what_ends_or_halts_a_paper_is_a_step_with_its_day(westerlo):
    Protocol.objects.update(
        notice_given_on=date(2024, 3, 1), notice_given_by_party=Party.PARTNER, ended_for_breach_on=date(2024, 5, 1)
    )
    Agreement.objects.update(legal_ground_gone_on=date(2024, 6, 1))
    westerlo.suspensions.create(
        by_party=Party.AGENCY, from_on=date(2024, 4, 1), until_on=date(2024, 4, 2), reason=SuspensionReason.SECURITY
    )
    life = steps(westerlo, on=date(2024, 4, 2))
    assert life["Opgezegd"] == ("gedaan", "Op 1 maart 2024, door OCMW Westerdorp.")
    assert life["Opgeschort"] == ("nu", "Van 1 april 2024 tot en met 2 april 2024.")
    assert life["Beëindigd"] == ("later", "Laatste dag: 1 september 2024.")
    assert life["Stopgezet wegens inbreuk"] == ("later", "Op 1 mei 2024.")
    assert life["Geen rechtsgrond meer"] == ("later", "Vanaf 1 juni 2024.")
    assert steps(westerlo, on=date(2024, 4, 3))["Opgeschort"][0] == "voorbij"
    assert steps(westerlo, on=date(2024, 9, 2))["Beëindigd"][0] == "gedaan"


def test_each_step_leads_to_its_page_for_who_may_change_it(westerlo):
    found = reload(westerlo)
    rows = life_of(found, found.protocol, kept=kept_files(found), on=SIGNED, may_change=True)
    assert all(row["url"].startswith(f"/overeenkomsten/{westerlo.pk}/") for row in rows)
    assert not any(
        "url" in row for row in life_of(found, found.protocol, kept=kept_files(found), on=SIGNED, may_change=False)
    )


@pytest.mark.parametrize(
    ("asked_on", "advised_on", "sentence"),
    [
        ("24/11/2026", "", "Deze datum ligt in de toekomst."),
        ("23/11/2026", "22/11/2026", "Het advies is gegeven voor het gevraagd was."),
    ],
)
def test_advice_asked_in_the_future_or_after_it_was_given_is_refused(browser, westerlo, asked_on, advised_on, sentence):
    url = reverse("agreements:dpo_advice", args=[westerlo.pk, Party.AGENCY])
    answers = {"dpo_name": "Sam Claes", "asked_on": asked_on, "advised_on": advised_on}
    shown = browser.post(url, answers).content.decode()
    assert sentence in shown.split('id="id_asked_on_error"')[1].split("</p>")[0]
    assert f'value="{asked_on}"' in shown
    assert DpoAdvice.objects.filter(dpo_name="Sam Claes").count() == 0
    answers = {"dpo_name": "Sam Claes", "asked_on": "22/11/2026", "advised_on": "22/11/2026"}
    browser.post(url, answers)
    assert DpoAdvice.objects.get(dpo_name="Sam Claes").asked_on == date(2026, 11, 22)


def test_both_papers_keep_where_their_e_signature_is_verified(browser, westerlo, administrator):
    """R17."""
    terms = {"esignature_code": "1234-5678", "esignature_url": "https://verificatie.example/"}
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    actions.papers.change_agreement(agreement=westerlo, terms=terms, by=administrator, at=now)
    actions.papers.change_protocol(protocol=westerlo.protocol, terms=terms, by=administrator, at=now)
    shown = browser.get(reverse("agreements:agreement", args=[westerlo.pk])).content.decode()
    assert shown.count("1234-5678") == 2
    refused = browser.post(
        reverse("agreements:change_agreement", args=[westerlo.pk]),
        {"term": "indefinite", "esignature_url": "https://verificatie.example/?wachtwoord=x"},
    ).content.decode()
    assert "Laat alles vanaf het vraagteken weg." in refused
