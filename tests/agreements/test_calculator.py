"""The page that computes the last day after a notice, for both kinds of paper (R37, R39)."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from audit.models import AuditEvent
from law.roles import Role
from tests.builders.accounts import a_user

pytestmark = pytest.mark.django_db

URL = "agreements:notice_calculator"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(datetime(2026, 11, 25, 9, 0, tzinfo=UTC), tick=False):
        yield


def ask(browser, **answers) -> str:
    return " ".join(browser.get(reverse(URL), answers).content.decode().split())


@pytest.mark.parametrize(
    ("given_on", "first", "last"),
    [
        ("25/11/2026", "maandag 30 november 2026", "29 mei 2027"),  # Wednesday
        ("29/11/2026", "maandag 30 november 2026", "29 mei 2027"),  # Sunday
        ("30/11/2026", "maandag 7 december 2026", "6 juni 2027"),  # Monday
    ],
)
def test_a_gbo_notice_starts_on_the_first_monday_after_its_week(browser, given_on, first, last):
    """R39."""
    shown = ask(browser, paper="gbo", given_on=given_on)
    assert f"De laatste dag is {last}" in shown
    assert f"De termijn begint op {first}" in shown
    assert "GBO-overeenkomst art. 14" in shown
    assert "heeft geen dag" not in shown


def test_a_month_that_is_too_short_is_explained(browser):
    """R37, R39: 31 August and six months give the last day of February."""
    for answers in (
        {"paper": "local", "months": "6", "given_on": "31/08/2026"},
        {"paper": "gbo", "given_on": "26/08/2026"},
    ):
        shown = ask(browser, **answers)
        assert "De laatste dag is 28 februari 2027" in shown
        assert "Februari 2027 heeft geen dag 31." in shown


def test_a_notice_of_an_agreement_runs_from_the_day_after(browser):
    """R37."""
    shown = ask(browser, paper="local", months="3", given_on="30/11/2026")
    assert "De eerste dag van de termijn is dinsdag 1 december 2026" in shown
    assert "De laatste dag is 28 februari 2027" in shown
    assert "samenwerkingsovereenkomst art. 8" in shown


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"paper": "local", "months": "", "given_on": "30/11/2026"}, "Vul het aantal maanden in"),
        ({"paper": "local", "months": "zes", "given_on": "30/11/2026"}, "Vul een getal van 1 tot 36 in"),
        ({"paper": "local", "months": "0", "given_on": "30/11/2026"}, "Vul een getal van 1 tot 36 in"),
        ({"paper": "x", "months": "6", "given_on": "30/11/2026"}, "Kies een van de twee antwoorden."),
        ({"months": "6", "given_on": "30/11/2026"}, "Kies wat opgezegd is."),
        ({"paper": "gbo", "given_on": "31/11/2026"}, "Typ een datum als dag/maand/jaar"),
        ({"paper": "gbo", "given_on": ""}, "Vul de datum in"),
        ({"paper": "gbo", "given_on": "31/12/9999"}, "Kijk het jaar na."),
    ],
)
def test_what_cannot_be_computed_gets_a_sentence(browser, answers, sentence):
    shown = ask(browser, **answers)
    assert sentence in shown
    assert "De laatste dag is" not in shown


def test_the_page_opens_with_today_and_keeps_nothing(browser):
    before = AuditEvent.objects.count()
    assert 'value="25/11/2026"' in ask(browser)
    ask(browser, paper="gbo", given_on="25/11/2026")
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR, Role.TEAM_MEMBER])
def test_who_keeps_reads_or_uses_the_papers_may_compute(signed_in, role):
    answer = signed_in(a_user(role)).get(reverse(URL))
    assert answer.status_code == 200
    back = reverse("start") if role == Role.TEAM_MEMBER else reverse("agreements:register")
    assert f'href="{back}"' in answer.content.decode()
