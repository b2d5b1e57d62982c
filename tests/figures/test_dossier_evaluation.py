"""The dossier for the yearly evaluation of one agreement: both sides, and nothing of a person (R45, R80)."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from agreements.models import Agreement, Bottleneck, BottleneckKind, Contact, ContactKind
from agreements.terms.papers import Party
from figures.dossier import dossier_of
from figures.published import HIDDEN
from law.roles import Role
from ocmw_intake.models import Intake, Outcome
from outbox.models import Transmission
from referrals.models import Referral
from tests.builders.accounts import a_user
from tests.builders.agreements import papers_in_force
from tests.builders.directory import a_team, an_ocmw
from tests.builders.referrals import a_referral
from tests.figures.closed_years import what_was_said

AFTERWARDS = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
TODAY = date(2026, 11, 25)


@pytest.fixture
def agreement(db: None) -> Agreement:
    """Every year on 1 January an evaluation is due; the one of 2026 is late."""
    return papers_in_force(a_team(), an_ocmw())


def arrived(agreement: Agreement, number: int, *, on: date, kind: str = "") -> list[Referral]:
    at = datetime(on.year, on.month, on.day, 8, 0, tzinfo=UTC)
    by = a_user(Role.TEAM_MEMBER, agreement.team)
    made = [
        a_referral(team=agreement.team, partner=agreement.partner, filed_by=by, filed_at=at, sent=True)
        for _number in range(number)
    ]
    for referral in made if kind else []:
        intake = Intake.objects.get(referral=referral)
        Outcome.objects.create(intake=intake, **what_was_said(kind, at=at), recorded_by=by, recorded_at=at)
    return made


def a_bottleneck(agreement: Agreement, party: Party, kind: BottleneckKind, times: int = 1) -> None:
    for _time in range(times):
        Bottleneck.objects.create(
            agreement=agreement, party=party, kind=kind, met_on=date(2026, 3, 9), noted_by=a_user(), noted_at=AFTERWARDS
        )


def page(client: Any, agreement: Agreement) -> str:
    answer = client.get(reverse("figures:dossier", args=[agreement.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_both_sides_are_of_closed_calendar_years_whenever_the_evaluation_is(agreement):
    def years(on: date) -> list[tuple[int | None, int | None]]:
        loaded = Agreement.objects.with_papers().get(pk=agreement.pk)
        return [(side.before.year, side.now.year) for side in dossier_of(loaded, [], on=on).sides]

    assert years(TODAY) == [(2024, 2025), (2024, 2025)]
    assert years(date(2026, 1, 31)) == [(2023, 2024), (2023, 2024)]
    agreement.evaluations.create(held_on=date(2026, 1, 19))
    assert years(TODAY) == [(2024, 2025), (2024, 2025)]


@time_machine.travel(AFTERWARDS, tick=False)
def test_both_parties_and_the_administrator_print_the_same_numbers(agreement, signed_in):
    """It is a paper for both: what the team itself may know is not on it."""
    sent = arrived(agreement, 18, on=date(2025, 3, 3))
    for place, referral in enumerate(sent[:11]):
        days = 1 if place < 8 else 5
        Referral.objects.filter(pk=referral.pk).update(opened_at=referral.filed_at + timedelta(days=days))
    parties = [
        a_user(Role.TEAM_MEMBER, agreement.team),
        a_user(Role.SOCIAL_WORKER, agreement.partner),
        a_user(Role.ADMINISTRATOR),
    ]
    printed = []
    for user in parties:
        html = page(signed_in(user), agreement)
        printed.append(
            re.findall(r"<t[dh][^>]*>([^<]*)</t[dh]>", html[html.index("Aan de kant") : html.index("Knelpunten</h2>")])
        )
    assert printed[0] == printed[1] == printed[2]
    assert cells(html, "geopend na 1 tot 2 dagen") == ["0", "8"]
    assert cells(html, "geopend na 3 tot 7 dagen") == ["0", HIDDEN]


@time_machine.travel(AFTERWARDS, tick=False)
def test_both_sides_stand_beside_the_year_before(agreement, signed_in):
    arrived(agreement, 7, on=date(2025, 3, 3), kind="wants_help")
    arrived(agreement, 8, on=date(2025, 3, 3), kind="declines")
    arrived(agreement, 2, on=date(2025, 3, 3), kind="moved")
    arrived(agreement, 6, on=date(2026, 3, 3))
    for referral in Referral.objects.order_by("filed_at")[:7]:
        Referral.objects.filter(pk=referral.pk).update(opened_at=referral.filed_at)
    came_back = Referral.objects.order_by("filed_at").values_list("transmission_id", flat=True)[7:9]
    Transmission.objects.filter(pk__in=list(came_back)).update(returned_at=datetime(2025, 3, 4, tzinfo=UTC))
    html = page(signed_in(a_user(Role.AUDITOR)), agreement)
    assert cells(html, "totaal verstuurd") == cells(html, "totaal aangekomen") == ["0", "17"]
    assert cells(html, "geopend op dezelfde dag") == ["0", "7"]
    assert cells(html, "wenst hulp") == ["0", "7"], "in 2024 nothing arrived"
    assert cells(html, "verhuisd") == ["0", HIDDEN]


@time_machine.travel(AFTERWARDS, tick=False)
def test_a_year_of_which_nothing_can_be_told_is_hidden_and_not_zero(agreement, signed_in):
    arrived(agreement, 3, on=date(2024, 3, 4), kind="declines")
    arrived(agreement, 7, on=date(2025, 3, 3), kind="wants_help")
    arrived(agreement, 8, on=date(2025, 3, 3), kind="declines")
    arrived(agreement, 1, on=date(2025, 3, 3), kind="moved")
    html = page(signed_in(a_user(Role.AUDITOR)), agreement)
    assert cells(html, "wenst geen hulp") == [HIDDEN, "8"]


@time_machine.travel(AFTERWARDS, tick=False)
def test_nothing_in_it_can_be_traced_to_a_person(agreement, signed_in):
    person = Contact.objects.create(
        agreement=agreement, party=Party.PARTNER, kind=ContactKind.CONTACT, name_or_function="An Proefpersoon",
        email="an@ocmw.example", phone="+3214000000",
    )  # fmt: skip
    made = arrived(agreement, 6, on=date(2025, 3, 3))
    a_bottleneck(agreement, Party.PARTNER, BottleneckKind.NO_CONTACT)
    html = page(signed_in(a_user(Role.ADMINISTRATOR)), agreement)
    content = html[html.index("<main") :]
    traces = [one.reference for one in made] + [made[0].filed_by.name, str(made[0].pk)]
    traces += [person.name_or_function, person.email, "Noor", "Lindelaan", "9 maart 2026"]
    assert [trace for trace in traces if trace in content] == []


@time_machine.travel(AFTERWARDS, tick=False)
def test_bottlenecks_of_both_sides_are_counted_for_who_may_see_both(agreement, signed_in):
    a_bottleneck(agreement, Party.PARTNER, BottleneckKind.BIRTH_DATE, times=2)
    a_bottleneck(agreement, Party.AGENCY, BottleneckKind.SLOW_ANSWER, times=6)
    of_all = page(signed_in(a_user(Role.ADMINISTRATOR)), agreement)
    assert "6 keer" in of_all
    assert "2 keer" in of_all, "each of them is a line that one may read"
    of_team = page(signed_in(a_user(Role.TEAM_MEMBER, agreement.team)), agreement)
    assert "vraag naar de geboortedatum" not in of_team
    assert "het antwoord laat op zich wachten" in of_team


@time_machine.travel(AFTERWARDS, tick=False)
def test_it_opens_for_both_parties_and_for_nobody_else(agreement, signed_in):
    def status(user: User) -> int:
        return signed_in(user).get(reverse("figures:dossier", args=[agreement.pk])).status_code

    parties = [(Role.TEAM_MEMBER, agreement.team), (Role.SOCIAL_WORKER, agreement.partner)]
    assert [status(a_user(role, organisation)) for role, organisation in parties] == [200, 200]
    assert [status(a_user(role)) for role in (Role.ADMINISTRATOR, Role.AUDITOR)] == [200, 200]
    strangers = [(Role.TEAM_MEMBER, a_team("Team Elders")), (Role.SOCIAL_WORKER, an_ocmw("OCMW Elders"))]
    assert [status(a_user(role, organisation)) for role, organisation in strangers] == [404, 404]


@time_machine.travel(AFTERWARDS, tick=False)
def test_an_agreement_without_any_referral_has_a_dossier_too(agreement, signed_in):
    html = page(signed_in(a_user(Role.TEAM_MEMBER, agreement.team)), agreement)
    assert "In dit jaar is er niets verstuurd." in html
    assert "In dit jaar kwam er niets toe." in html
    assert "Afspraken" in html


@time_machine.travel(AFTERWARDS, tick=False)
def test_the_page_of_the_agreement_and_what_comes_lead_to_it(agreement, signed_in):
    client = signed_in(a_user(Role.ADMINISTRATOR))
    address = reverse("figures:dossier", args=[agreement.pk])
    for name, arguments in (
        ("agreements:agreement", [agreement.pk]),
        ("agreements:evaluation", [agreement.pk]),
        ("agreements:upcoming", []),
    ):
        assert f'href="{address}"' in client.get(reverse(name, args=arguments)).content.decode()


@time_machine.travel(AFTERWARDS, tick=False)
def test_the_dossier_asks_no_more_of_the_database_when_more_arrived(agreement, signed_in):
    client = signed_in(a_user(Role.TEAM_MEMBER, agreement.team))

    def queries() -> int:
        with CaptureQueriesContext(connection) as context:
            page(client, agreement)
        return len(context)

    arrived(agreement, 1, on=date(2025, 3, 3))
    arrived(agreement, 1, on=date(2024, 3, 4))
    before = queries()
    arrived(agreement, 6, on=date(2025, 3, 3), kind="declines")
    assert queries() == before


def cells(html: str, label: str) -> list[str]:
    """The numbers beside a label: the year before, and the year."""
    found = re.search(rf'<th scope="row">{re.escape(label)}</th>(.*?)</tr>', html, re.DOTALL)
    assert found, label
    return re.findall(r"<td[^>]*>([^<]*)</td>", found.group(1))
