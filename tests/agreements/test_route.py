"""May a team send to a place on a day? Asked as a page, as a command, and by a referral through the same lookup."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse

from agreements.past import answer_for_route
from agreements.route import municipality_named, papers_for
from audit.models import AuditEvent
from law.facts import Region
from law.obstacles import Obstacle
from law.refusal import Refusal
from law.roles import Role
from tests.builders.accounts import a_user
from tests.builders.agreements import a_suspension, known_since, papers_in_force
from tests.builders.days import START
from tests.builders.directory import a_municipality, a_team, an_ocmw

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def decided(papers, place, on, *, team=None):
    answer = answer_for_route(team=team or papers.team, residence=place, on=on, at=NOW)
    return answer.now.decision


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def place():
    return a_municipality()


@pytest.fixture
def papers(place):
    return papers_in_force(a_team("Team Voorbeeldstreek"), an_ocmw("OCMW Voorbeelddorp", serves=place))


def words(response) -> str:
    return " ".join(response.content.decode().split())


def test_papers_in_order_and_a_receiver_give_yes_from_their_first_day_on(papers, place):
    """The day before nobody received there yet, so there are no papers to speak of."""
    assert decided(papers, place, START).may_send
    before = decided(papers, place, date(2023, 12, 31))
    assert before.obstacles == (Obstacle.RECEIVER_MISSING,)


def test_a_team_without_papers_with_the_receiver_hears_what_is_missing(papers, place):
    decision = decided(papers, place, TODAY, team=a_team("Team Ander"))
    assert decision.obstacles[0] == Obstacle.AGREEMENT_MISSING


def test_in_wallonia_there_is_one_reason(papers):
    """R3."""
    wallonia = a_municipality("99003", "Exempleville", region=Region.WALLONIA, code="9997")
    decision = decided(papers, wallonia, TODAY)
    assert decision.obstacles == (Obstacle.NO_LEGAL_GROUND_IN_REGION,)


def test_a_suspension_counts_on_its_days_only(papers, place):
    a_suspension(papers)
    days = (date(2024, 2, 29), date(2024, 3, 1), date(2024, 3, 31), date(2024, 4, 1))
    decisions = [decided(papers, place, day) for day in days]
    assert [decision.obstacles for decision in decisions] == [
        (),
        (Obstacle.SHARING_SUSPENDED,),
        (Obstacle.SHARING_SUSPENDED,),
        (),
    ]


def test_the_lookup_of_a_referral_finds_the_same_papers(papers, place):
    assert papers_for(team=papers.team, residence=place, on=TODAY) == (papers.partner, papers)


def test_a_full_name_wins_from_names_that_contain_it(place):
    a_municipality("99004", "Voorbeelddorp-Noord", code="9996")
    assert municipality_named("voorbeelddorp") == place
    assert municipality_named("9999") == place
    with pytest.raises(Refusal, match="Voorbeelddorp-Noord"):
        municipality_named("voorbeeld")
    with pytest.raises(Refusal, match="kennen wij niet"):
        municipality_named("Nergenshuizen")


# --- the page --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_the_page_answers_with_every_reason_and_its_source(signed_in, papers, role):
    a_suspension(papers)
    browser, before = signed_in(a_user(role)), AuditEvent.objects.count()
    question = {"team": papers.team.pk, "place": "9999", "day": "31/03/2024"}
    shown = words(browser.get(reverse("agreements:any_day"), question))
    assert "Het doorgeven van gegevens is opgeschort." in shown
    assert "Bron: protocol art. 9 (maatregelen van de partijen)" in shown
    assert "Ontvanger: OCMW Voorbeelddorp" in shown
    shown = words(browser.get(reverse("agreements:any_day"), {**question, "day": "01/04/2024"}))
    assert "Dat mocht." in shown
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ({"team": "x"}, "Kies een lokaal team uit de lijst."),
        ({"team": ""}, "Kies het lokaal team."),
        ({"place": "Nergenshuizen"}, "Deze plaats kennen wij niet."),
        ({"place": ""}, "Typ een postcode of gemeente"),
        ({"place": "\x00"}, "onzichtbaar"),
        ({"day": "31/02/2024"}, "Typ een datum als dag/maand/jaar"),
        ({"day": "31/12/2017"}, "De datum ligt voor 2018."),
    ],
)
def test_a_question_that_is_not_clear_gets_a_sentence(signed_in, papers, answer, sentence):
    question = {"team": papers.team.pk, "place": "9999", "day": "31/03/2024", **answer}
    shown = words(signed_in(a_user(Role.ADMINISTRATOR)).get(reverse("agreements:any_day"), question))
    assert sentence in shown
    assert "Ontvanger:" not in shown


# --- the command -----------------------------------------------------------------------------------------------------


def test_the_command_says_yes_for_today(papers, capsys):
    call_command("gate", team="voorbeeldstreek", place="9999")
    said = capsys.readouterr().out
    assert said == "Team Voorbeeldstreek naar Voorbeelddorp (OCMW Voorbeelddorp) op 23 november 2026: mag.\n"


def test_the_command_names_every_reason_and_ends_with_one(papers, capsys):
    a_suspension(papers)
    papers.protocol.mailboxes.update(bounced_on=date(2024, 3, 1))
    known_since(papers, datetime(2024, 3, 1, 12, tzinfo=UTC))
    with pytest.raises(SystemExit, match="1"):
        call_command("gate", team="Team Voorbeeldstreek", place="Voorbeelddorp", day=date(2024, 3, 31))
    said = capsys.readouterr().out.splitlines()
    assert said[0].endswith("op 31 maart 2024: mocht niet.")
    assert [line[:35] for line in said[1:]] == [
        "- Het doorgeven van gegevens is opg",
        "- Een mail naar de mailbox kwam ter",
    ]
    assert said[1].endswith("Bron: protocol art. 9 (maatregelen van de partijen) (R98 D29).")


@pytest.mark.parametrize(
    ("team", "where", "sentence"),
    [
        ("Nergens", "9999", "Dit lokaal team kennen wij niet."),
        ("Team", "9999", "Meer dan één lokaal team past: Team Ander, Team Voorbeeldstreek."),
        ("Ander", "Nergenshuizen", "Deze plaats kennen wij niet."),
    ],
)
def test_the_command_asks_back_when_the_question_is_not_clear(papers, team, where, sentence):
    a_team("Team Ander")
    with pytest.raises(CommandError, match=sentence) as refused:
        call_command("gate", team=team, place=where)
    assert refused.value.returncode == 2
