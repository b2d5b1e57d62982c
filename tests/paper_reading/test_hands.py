"""Papers as others would write them: a letterhead, tables, an annex, two columns, plain words, boxes. Invented.

These are some of those on which the reader was tried before it was repaired by kind.
"""

import json
from datetime import date
from pathlib import Path

import pytest

from paper_reading.furniture import without_passwords
from paper_reading.reading import read_pages

HANDS = Path(__file__).parent / "hands"
SAYS = json.loads((HANDS / "says.json").read_text(encoding="utf-8"))
TODAY = date(2026, 11, 28)


def plain(value):
    """Persons by name alone, in any order."""
    return sorted(one["name"] if isinstance(one, dict) else one for one in value) if isinstance(value, list) else value


@pytest.mark.parametrize("name", SAYS)
def test_a_paper_of_another_municipality_is_read_whole(name):
    pages = (HANDS / f"{name}.txt").read_text(encoding="utf-8").split("\f")
    found = {one.field.value: one for one in read_pages(pages, today=TODAY)}
    assert {field: plain(found[field].value) for field in SAYS[name] if field in found} == {
        field: plain(value) for field, value in SAYS[name].items()
    }


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("addendum", "agreement.notice_months"),  # changed from six to three by what stands behind it
        ("says-two-things", "protocol.notice_months"),  # "drie (6) maanden"
        ("says-two-things", "protocol.in_force_from"),
        ("says-two-things", "protocol.mailbox"),
        ("boxes", "protocol.notice_months"),  # a tick may belong to the box before it
        ("signing-records", "protocol.signed_on"),
    ],
)
def test_what_a_paper_says_twice_or_in_a_box_is_never_sure(name, field):
    pages = (HANDS / f"{name}.txt").read_text(encoding="utf-8").split("\f")
    assert not [one for one in read_pages(pages, today=TODAY) if one.field.value == field and one.sure]


def test_nothing_of_a_paper_on_which_words_were_struck_out_is_sure():
    page = (
        "SAMENWERKINGSOVEREENKOMST\ntussen het lokaal team Kind en Gezin Leiestreek en het OCMW Deinze, met "
        "maatschappelijke zetel te Brielstraat 31, 9800 Deinze.\nDe opzegtermijn bedraagt [-zes-] drie maanden.\n"
    )
    struck, clean = (read_pages([text], today=TODAY) for text in (page, page.replace("[-zes-] ", "")))
    assert {one.field for one in struck} == {one.field for one in clean}
    assert any(one.sure for one in clean)
    assert not any(one.sure for one in struck)


def test_a_sentence_about_a_password_leaves_the_address_before_it():
    """R16: what follows "wachtwoord" is left out when it can be one, and not when a sentence goes on."""
    page = "Postvak: gezin@dorp.example. Het wachtwoord volgt langs een ander kanaal.\nWachtwoord: duin-Helm_42"
    (read,) = without_passwords([page])
    assert "gezin@dorp.example" in read
    assert "ander kanaal" in read
    assert "duin-Helm_42" not in read


def test_a_team_ends_where_its_title_says_to_whom_the_data_go():
    """It was read as "Meetjesland NAAR SOCIAAL HUIS AALTER", and that was sure."""
    pages = (HANDS / "house-in-title.txt").read_text(encoding="utf-8").split("\f")
    assert [one.value for one in read_pages(pages, today=TODAY) if one.field.value == "team.name"] == ["Meetjesland"]


def test_who_may_have_a_second_name_below_in_the_cell_is_a_doubt():
    """A cell that goes on, in a table of which the lines were not put together: one of two is never sure (D28)."""
    page = (
        (HANDS / "house-in-title.txt")
        .read_text(encoding="utf-8")
        .replace(
            "Patrick Hoste-Proef (voorzitter vast bureau) en Luc Jolie Voorbeeld (algemeen directeur)",
            "Patrick Hoste-Proef, voorzitter vast bureau\n            Luc Jolie Voorbeeld, algemeen directeur",
        )
    )
    told = [one for one in read_pages([page], today=TODAY) if one.field.value == "partner.representatives"]
    assert not [one for one in told if one.sure and len(one.value) == 1]


def test_nothing_of_a_paper_that_lost_its_spaces_is_sure():
    pages = (HANDS / "no-spaces.txt").read_text(encoding="utf-8").split("\f")
    assert not [one for one in read_pages(pages, today=TODAY) if one.sure]
