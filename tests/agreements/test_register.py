"""The register: conditions, order, and how much it asks of the database."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from agreements.actions.register_lines import judge_all
from agreements.models import Agreement, Evaluation, Protocol, RegisterLine
from agreements.rules import register
from agreements.rules.register import Conditions, Order, judged, page_of
from directory.management.commands import load_municipalities
from directory.models import PROVINCES
from law.facts import Region
from tests.agreements.papers import reload
from tests.builders.agreements import a_doubt, a_suspension, papers_in_force
from tests.builders.directory import a_caw, a_municipality, a_team, an_ocmw

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def three() -> dict[str, Agreement]:
    """Papers of a team with an OCMW in Limburg, one in Antwerp, and a CAW in Brussels."""
    team = a_team()
    limburg = a_municipality("99011", "Limburgdorp", code="9911")
    antwerp = a_municipality("99012", "Antwerpdorp", code="9912")
    type(limburg).objects.filter(pk=limburg.pk).update(province="Provincie Limburg")
    type(antwerp).objects.filter(pk=antwerp.pk).update(province="Provincie Antwerpen")
    found = {
        "limburg": papers_in_force(team, an_ocmw("OCMW Limburgdorp", serves=limburg)),
        "antwerp": papers_in_force(team, an_ocmw("OCMW Antwerpdorp", serves=antwerp)),
        "brussels": papers_in_force(team, a_caw()),
    }
    for agreement in found.values():
        Evaluation.objects.create(agreement=agreement, held_on=date(2026, 6, 1))
    return found


def shown(**conditions) -> list[str]:
    """The partners in the register, in order."""
    rows, _page = page_of(Agreement.objects.all(), Conditions(**conditions), number=None, size=25, on=TODAY)
    return [row["partner"] for row in rows]


def test_the_register_stands_by_partner(three):
    assert shown() == ["CAW Voorbeeldstad", "OCMW Antwerpdorp", "OCMW Limburgdorp"]


@pytest.mark.parametrize(
    ("area", "partners"),
    [
        ("Provincie Limburg", ["OCMW Limburgdorp"]),
        ("BRU", ["CAW Voorbeeldstad"]),
        ("VLG", ["OCMW Antwerpdorp", "OCMW Limburgdorp"]),
    ],
)
def test_the_register_is_narrowed_to_where_the_partner_works_today(three, area, partners):
    assert shown(area=area) == partners


def test_the_provinces_of_the_filter_are_those_of_the_municipalities():
    rows = load_municipalities._read("municipalities.csv")
    assert {row["provincie"] for row in rows if row["gewest"] == Region.FLANDERS} == set(PROVINCES)


def test_the_register_finds_a_partner_by_number(three):
    number = three["limburg"].partner.enterprise_number_display
    assert shown(text=number) == ["OCMW Limburgdorp"]


def test_the_register_finds_what_is_in_doubt(three):
    a_doubt(three["antwerp"])
    a_doubt(three["limburg"], settled_at=datetime(2026, 1, 1, tzinfo=UTC), outcome="confirmed")
    assert shown(is_doubted=True) == ["OCMW Antwerpdorp"]


@pytest.mark.parametrize(
    ("last_day", "is_soon"),
    [
        (date(2026, 11, 22), False),
        (date(2026, 11, 23), True),
        (date(2027, 2, 23), True),
        (date(2027, 2, 24), False),
    ],
)
def test_ending_soon_is_from_today_up_to_three_months_ahead(three, last_day, is_soon):
    Protocol.objects.filter(agreement=three["limburg"]).update(ends_on=last_day)
    assert shown(is_ending=True) == (["OCMW Limburgdorp"] if is_soon else [])


def test_a_notice_whose_last_day_is_near_counts_as_ending_soon(three):
    """R37: given on 1 July 2026 with six months, the last day is 1 January 2027."""
    Agreement.objects.filter(pk=three["antwerp"].pk).update(
        notice_given_on=date(2026, 7, 1), notice_given_by_party="partner"
    )
    assert shown(is_ending=True) == ["OCMW Antwerpdorp"]


def test_the_register_can_stand_by_next_deadline_and_by_status(three):
    Agreement.objects.filter(pk=three["limburg"].pk).update(ends_on=date(2026, 12, 1))
    a_suspension(three["antwerp"], from_on=date(2026, 11, 1), until_on=date(2026, 12, 5))
    assert shown(order=Order.DEADLINE) == ["OCMW Limburgdorp", "OCMW Antwerpdorp", "CAW Voorbeeldstad"]
    assert shown(order=Order.STATUS)[-1] == "OCMW Antwerpdorp"
    assert shown(status="suspended") == ["OCMW Antwerpdorp"]


def test_the_page_shows_status_deadline_and_doubt(browser, three):
    a_doubt(three["limburg"])
    Agreement.objects.filter(pk=three["limburg"].pk).update(ends_on=date(2026, 12, 1))
    page = browser.get(reverse("agreements:register"), {"twijfel": "on", "sorteer": "termijn", "gebied": "VLG"})
    text = " ".join(page.content.decode().split())
    assert "1 december 2026: einde van de overeenkomst" in text
    assert ">twijfel<" in text
    assert "gesorteerd op volgende termijn" in text


@pytest.mark.parametrize("order", ["", "termijn", "toestand"])
def test_the_number_of_queries_does_not_depend_on_the_number_of_agreements(
    django_assert_max_num_queries, browser, three, order
):
    team = a_team("Team Veel")
    for number in range(5):
        papers_in_force(team, an_ocmw(f"OCMW Veel {number}"))
    judge_all(on=TODAY)
    with django_assert_max_num_queries(19):
        browser.get(
            reverse("agreements:register"), {"sorteer": order, "eindigt": "on", "twijfel": "on", "gebied": "VLG"}
        )
    with django_assert_max_num_queries(19):
        browser.get(reverse("agreements:register"), {"sorteer": order})


def test_what_is_late_stands_first_and_is_called_late(browser, three):
    """R45: the papers are in force since 1 January 2024, and are evaluated at least every year."""
    Evaluation.objects.filter(agreement=three["brussels"]).delete()
    assert shown(order=Order.DEADLINE)[0] == "CAW Voorbeeldstad"
    text = " ".join(browser.get(reverse("agreements:register")).content.decode().split())
    assert text.count("te laat") == 1
    assert "1 januari 2025: evaluatie" in text


def test_a_row_counts_the_doubts_of_both_papers(three):
    a_doubt(three["limburg"])
    a_doubt(three["limburg"], document="protocol")
    (line,) = judged([reload(three["limburg"])], on=TODAY)
    assert (line.doubts, line.may_send) == (2, False)


def test_the_register_tells_all_that_its_line_keeps():
    """But what only serves to filter."""
    kept = {field.name for field in RegisterLine._meta.fields} - {"agreement", "judged_on", "ends_on"}
    assert {f"line_{name}" for name in kept} == set(register._LINE)


def test_a_row_says_who_has_to_do_something_before_anything_may_be_sent(browser, three):
    def waits(partner: str) -> str:
        page = browser.get(reverse("agreements:register")).content.decode()
        row = page.split(partner, 1)[1].split("</tr>")[0]
        return row.split('"app-note">wacht op ', 1)[1].split("<")[0] if '"app-note">wacht op ' in row else ""

    def judge_anew() -> None:
        RegisterLine.objects.all().delete()
        judge_all(on=TODAY)

    assert waits("OCMW Limburgdorp") == ""
    three["limburg"].protocol.dpo_advices.filter(party="partner").update(advised_on=None)
    judge_anew()
    assert waits("OCMW Limburgdorp") == "de DPO van OCMW Limburgdorp"
    three["limburg"].protocol.dpo_advices.all().update(advised_on=None)
    judge_anew()
    assert waits("OCMW Limburgdorp") == "de DPO van Opgroeien en de DPO van OCMW Limburgdorp"
    Agreement.objects.filter(pk=three["limburg"].pk).update(notice_months=None)
    judge_anew()
    assert waits("OCMW Limburgdorp") == "de beheerder: gegevens aanvullen"
