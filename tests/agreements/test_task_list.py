"""The gate as a task list."""

from datetime import date

import pytest

from agreements.models import Agreement
from agreements.terms.papers import months
from agreements.words.task_list import PARTS, tasks_of
from law.findings import Topic
from law.gate import check_agreement
from law.obstacles import Obstacle
from tests.agreements.papers import reload

PAPERS = {Topic.AGREEMENT, Topic.PROTOCOL, Topic.ADVICE, Topic.MAILBOX}
NOT_ABOUT_ONE_AGREEMENT = {
    Obstacle.AGREEMENT_MISSING,
    Obstacle.AGREEMENT_WITH_ANOTHER_PARTNER,
}


def rows(agreement: Agreement, on: date) -> dict[str, str]:
    found = reload(agreement)
    decision = check_agreement(agreement=found, on=on)
    return {row["title"]: row["status"] for row in tasks_of(found, decision, may_change=True)}


def test_every_obstacle_of_the_papers_puts_a_row_out_of_order():
    listed = {obstacle for part in PARTS for obstacle in part.obstacles}
    asked = {obstacle for obstacle in Obstacle if obstacle.topic in PAPERS} - NOT_ABOUT_ONE_AGREEMENT
    assert listed == asked


@pytest.mark.django_db
def test_every_row_of_complete_papers_is_in_order(westerlo):
    assert set(rows(westerlo, date(2024, 1, 29)).values()) == {"in orde"}


@pytest.mark.django_db
def test_the_rows_say_what_is_missing(diest):
    assert rows(diest, date(2026, 11, 23)) == {
        "Partijen": "in orde",
        "Termijnen van de overeenkomst": "in orde",
        "Handtekeningen onder de overeenkomst": "in orde",
        "Termijnen van het protocol": "niet in orde",
        "Advies van de DPO van Opgroeien": "in orde",
        "Advies van de DPO van de partner": "in orde",
        "Handtekeningen onder het protocol": "niet in orde",
        "In werking": "niet in orde",
        "Mailbox voor gegevensdeling": "niet in orde",
        "Geen invulplekken meer": "in orde",
        "Geen twijfels meer": "in orde",
        "Contactpersonen": "aan te vullen",
        "Contact bij een gegevenslek": "aan te vullen",
    }


@pytest.mark.django_db
def test_one_party_without_breach_contact_is_worth_a_word(westerlo):
    """R24: both parties have one."""
    westerlo.contacts.filter(kind="breach", party="agency").delete()
    found = rows(westerlo, date(2024, 1, 29))
    assert (found["Contactpersonen"], found["Contact bij een gegevenslek"]) == ("in orde", "aan te vullen")


@pytest.mark.django_db
def test_who_may_only_read_gets_no_links(westerlo):
    found = reload(westerlo)
    decision = check_agreement(agreement=found, on=date(2024, 1, 29))
    assert not any("url" in row for row in tasks_of(found, decision, may_change=False))
    assert sum("url" in row for row in tasks_of(found, decision, may_change=True)) == 10


@pytest.mark.django_db
def test_the_row_names_the_texts_in_which_a_placeholder_was_left(westerlo):
    westerlo.contacts.filter(kind="breach", party="partner").update(organisation_name="xxxx")
    found = reload(westerlo)
    decision = check_agreement(agreement=found, on=date(2024, 1, 29))
    (row,) = [row for row in tasks_of(found, decision, may_change=True) if row["title"] == "Geen invulplekken meer"]
    assert row["status"] == "niet in orde"
    assert "organisatie van contact bij gegevenslek van de partner" in row["hint"]


@pytest.mark.parametrize(("number", "words"), [(None, ""), (1, "1 maand"), (6, "6 maanden")])
def test_months_are_written_out(number, words):
    assert months(number) == words
