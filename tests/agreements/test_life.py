"""The life of both papers: every moment with its day, drawn on a line of time and told in a list."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
import time_machine
from django.urls import reverse

from agreements import actions
from agreements.models import Agreement, DpoAdvice, FileKind, Protocol, SuspensionReason
from agreements.terms.papers import Party
from agreements.words.life import DOT, WIDTH, drawing_of, life_of, until_when
from tests.agreements.papers import reload
from tests.builders.agreements import a_file

pytestmark = pytest.mark.django_db

SIGNED = date(2024, 1, 29)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), tick=False):
        yield


def told(agreement: Agreement, *, on: date = SIGNED) -> list[str]:
    return [
        f"{row['on']:%d/%m/%Y} {row['words']}" + (f" ({row['papers']})" if "papers" in row else "")
        for row in life_of(reload(agreement), on=on)
    ]


def test_the_life_of_westerlo_is_told_in_order_with_today_among_it(westerlo):
    """R29, R34: advice, then signatures; in force on paper since 1 January and really since the 29th."""
    DpoAdvice.objects.filter(party=Party.AGENCY).update(asked_on=date(2023, 12, 1))
    life = told(westerlo, on=date(2024, 1, 28))
    protocol = [line for line in life if "(protocol)" in line or "Vandaag" in line]
    assert [line.split(":")[0] for line in protocol] == [
        "19/09/2023 Advies van de DPO van OCMW Westerdorp",
        "01/12/2023 Advies gevraagd aan de DPO van Opgroeien (protocol)",
        "14/12/2023 Advies van de DPO van Opgroeien",
        "01/01/2024 In werking volgens het papier (protocol)",
        "28/01/2024 Vandaag",
        "29/01/2024 Ondertekend door Opgroeien",
        "29/01/2024 Ondertekend door OCMW Westerdorp",
        "29/01/2024 Getekend door beide partijen",
    ]
    assert until_when(reload(westerlo)) == "Onbepaalde duur. Er is niets opgezegd."


def test_a_moment_whose_file_was_not_kept_says_so(westerlo):
    a_file(westerlo, FileKind.PROTOCOL)
    lacks = {row["words"].split(":")[0]: row["lacks_file"] for row in life_of(reload(westerlo), on=SIGNED)[:-1]}
    assert lacks["Advies van de DPO van Opgroeien"]
    assert not lacks["Getekend door beide partijen"]


def test_a_council_decision_belongs_to_both_papers_and_a_caw_has_none(westerlo):
    """R14."""
    Agreement.objects.update(council_decision_on=date(2023, 12, 11))
    line = "11/12/2023 Goedgekeurd door de raad (samenwerkingsovereenkomst en protocol)"
    assert line in told(westerlo)
    type(westerlo.partner).objects.filter(pk=westerlo.partner_id).update(kind="caw")
    assert line not in told(westerlo)


def test_what_ends_or_halts_a_paper_is_a_moment_with_its_day(westerlo):
    Protocol.objects.update(
        notice_given_on=date(2024, 3, 1), notice_given_by_party=Party.PARTNER, ended_for_breach_on=date(2024, 5, 1)
    )
    Agreement.objects.update(legal_ground_gone_on=date(2024, 6, 1))
    westerlo.suspensions.create(
        by_party=Party.AGENCY, from_on=date(2024, 4, 1), until_on=date(2024, 4, 2), reason=SuspensionReason.SECURITY
    )
    both = "(samenwerkingsovereenkomst en protocol)"
    assert told(westerlo)[-5:] == [
        "01/03/2024 Opgezegd door OCMW Westerdorp (protocol)",
        f"01/04/2024 Opgeschort door Opgroeien: van 1 april 2024 tot en met 2 april 2024 {both}",
        "01/05/2024 Stopgezet wegens inbreuk (protocol)",
        f"01/06/2024 Geen rechtsgrond meer {both}",
        "01/09/2024 Laatste dag (protocol)",
    ]
    assert until_when(reload(westerlo)) == ""


def test_a_paper_that_is_not_signed_is_in_force_on_paper_only(westerlo):
    westerlo.signatures.update(signed_on=None)
    Protocol.objects.update(in_force_from=None)
    in_force = [line for line in told(westerlo) if "In werking" in line]
    words = "In werking volgens het papier, nog niet door beide partijen getekend"
    assert in_force == [f"18/12/2023 {words} (samenwerkingsovereenkomst)"]


def test_the_drawing_has_every_moment_once_for_each_paper_inside_its_edges_and_apart(westerlo):
    found = reload(westerlo)
    life = life_of(found, on=date(2026, 11, 23))
    drawing = drawing_of(found, life, on=date(2026, 11, 23))
    drawn = [dot["number"] for lane in drawing["lanes"] for dot in lane["dots"]]
    assert sorted(drawn) == [row["number"] for row in life if "number" in row]
    for lane in drawing["lanes"]:
        places = [dot["x"] for dot in lane["dots"]]
        assert all(0 < place < WIDTH for place in places)
        assert all(after - before >= DOT for before, after in pairwise(places))
    assert [bar["is_signed"] for bar in drawing["lanes"][1]["bars"]] == [False, True]
    assert drawing["today"] > drawing["lanes"][1]["bars"][1]["x"]


def test_papers_without_any_day_are_drawn_too(westerlo):
    Agreement.objects.update(in_force_from=None)
    Protocol.objects.update(in_force_from=None)
    westerlo.signatures.all().delete()
    DpoAdvice.objects.all().delete()
    found = reload(westerlo)
    life = life_of(found, on=SIGNED)
    assert [row["words"] for row in life] == ["Vandaag"]
    assert drawing_of(found, life, on=SIGNED)["lanes"][0]["bars"] == []


def test_the_page_says_what_comes_next(browser, westerlo):
    shown = browser.get(reverse("agreements:agreement", args=[westerlo.pk])).content.decode()
    assert "Volgende stap:" in shown
    assert 'aria-current="date"' in shown
    westerlo.protocol.dpo_advices.all().delete()
    shown = browser.get(reverse("agreements:agreement", args=[westerlo.pk])).content.decode()
    assert "Advies van de DPO van Opgroeien aanvullen" in shown


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
    assert "Laat het wachtwoord uit het webadres weg" in refused
