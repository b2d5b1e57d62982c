"""The pages and files of the figures: who sees them, what they hide, and what they look like (R80, D4)."""

import re
from dataclasses import replace
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, User
from agreements.models import Bottleneck
from audit.models import AuditEvent
from figures.charts import chart_of
from figures.headline import headline_of
from figures.period import year
from figures.published import HIDDEN, PublishedLine, Table
from figures.report import FiguresReport, Section
from figures.scope import scope_of
from law.roles import Role
from tests.builders.accounts import a_user
from tests.builders.agreements import papers_in_force
from tests.builders.directory import a_team, an_ocmw
from tests.figures.closed_years import (
    AFTERWARDS,
    IN_2025,
    LAST_YEAR,
    arrived,
    outcomes,
)

# What comes first


@time_machine.travel(AFTERWARDS, tick=False)
def test_the_figures_begin_with_the_few_that_count_and_tell_none_that_is_hidden(agreement, ocmw, signed_in):
    """D4: the headline is read from the tables, so it cannot say more than they do."""
    outcomes(agreement, wants_help=7, declines=7, moved=1)
    page = text(signed_in(a_user(Role.SOCIAL_WORKER, ocmw)), LAST_YEAR)
    headline = page.split('class="app-headline"')[1].split("</dl>")[0]
    assert re.findall(r"<dd>([^<]*)</dd>", headline)[:2] == ["15", "7"]
    assert "Van 15 cliënten bij de ontvanger wensten er 7 hulp (2025)." in page
    table = Table("outcomes", "", [PublishedLine("wenst hulp", None)], PublishedLine("aangekomen", 15))
    hidden = headline_of(FiguresReport(year(2025), [Section("", [table])]))
    assert [figure.number for figure in hidden.figures] == ["15"]
    assert hidden.sentence == ""


@time_machine.travel(AFTERWARDS, tick=False)
def test_a_year_stands_beside_the_year_before_with_what_each_of_them_tells(agreement, ocmw, signed_in):
    """R80: the evaluation compares two years. What is hidden in one of them stays so beside the other (D4)."""
    outcomes(agreement, wants_help=7, declines=7, moved=1)
    outcomes(agreement, at=IN_2025.replace(year=2024), wants_help=6, declines=9, moved=1)
    worker = signed_in(a_user(Role.SOCIAL_WORKER, ocmw))
    page = text(worker, LAST_YEAR)
    assert cells(page, "totaal aangekomen") == ["16", "15"]
    assert cells(page, "wenst hulp") == ["6", "7"]
    assert cells(page, "verhuisd") == [HIDDEN, HIDDEN]
    assert "in 2024: 16" in page
    assert "Van 15 cliënten bij de ontvanger wensten er 7 hulp (2025). Van 16 " in page
    assert page.count('class="app-chart__before"') > 1
    rows = worker.post(f"{reverse('figures:export', args=['csv'])}{LAST_YEAR}").content.decode("utf-8-sig").splitlines()
    [told] = [row.split(";")[6:] for row in rows if ";wenst hulp;" in row]
    assert (told[0], told[2]) == ("7", "6")
    assert cell(text(worker, "?periode=2024"), "wenst hulp") == "6", "nothing stands beside the first year"


@time_machine.travel(AFTERWARDS, tick=False)
def test_a_month_stands_beside_the_same_month_and_a_year_that_goes_on_says_so(agreement, member, signed_in):
    arrived(agreement, 3)
    arrived(agreement, 2, at=AFTERWARDS)
    page = text(signed_in(member), "?periode=2026")
    assert cells(page, "juni") == ["3", "0"]
    assert cells(page, "maart") == ["0", "2"]
    assert "2026 (loopt nog)" in page


# Who sees what


@time_machine.travel(AFTERWARDS, tick=False)
def test_a_team_member_sees_figures_of_the_own_team_only(agreement, member, signed_in):
    outcomes(agreement, wants_help=7, declines=7, moved=1)
    elsewhere = papers_in_force(a_team("Team Elders"), an_ocmw("OCMW Elders"))
    arrived(elsewhere, 11)
    page = text(signed_in(member), LAST_YEAR)
    assert "Team Elders" not in page
    assert "OCMW Elders" not in page
    assert "Deze cijfers zijn van uw eigen team en tonen ook kleine aantallen. Geef ze niet door." in page
    assert cell(page, "totaal aangemeld") == "15"
    assert cell(page, "wenst hulp") == "7"
    refused = signed_in(member).get(reverse("figures:figures"), {"overeenkomst": elsewhere.pk, "periode": "2025"})
    assert cell(refused.content.decode(), "totaal aangemeld") in {None, "15"}


@time_machine.travel(AFTERWARDS, tick=False)
def test_a_social_worker_sees_figures_of_the_own_receiver_only(agreement, ocmw, signed_in):
    outcomes(agreement, wants_help=7, declines=7, moved=1)
    arrived(papers_in_force(agreement.team, an_ocmw("OCMW Elders")), 11)
    page = text(signed_in(a_user(Role.SOCIAL_WORKER, ocmw)), LAST_YEAR)
    assert cell(page, "totaal aangekomen") == "15"
    assert "totaal aangemeld" not in page
    assert "uw eigen team" not in page
    assert cell(page, "wenst hulp") == "7"
    assert "OCMW Elders" not in page


@time_machine.travel(AFTERWARDS, tick=False)
@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_administrators_and_auditors_see_everyone_suppressed(role, agreement, signed_in):
    outcomes(agreement, wants_help=7, declines=8, moved=1)
    arrived(papers_in_force(a_team("Team Elders"), an_ocmw("OCMW Elders")), 3)
    client = signed_in(a_user(role))
    page = text(client, LAST_YEAR)
    assert "Aanmeldingen per" not in page, "what cuts across teams, or is of a month, is for the own team"
    assert "Er zijn te weinig aanmeldingen om hier iets van te tonen" in page, "or everyone minus a team is the other"
    page = text(client, f"{LAST_YEAR}&team={agreement.team_id}")
    assert (cell(page, "wenst hulp"), cell(page, "verhuisd")) == ("7", HIDDEN)


ANOTHER_PERIOD = ["?periode=2026", "?periode=2025-4", "?periode=dagen&van=1/1/2025&tot=30/12/2025"]


@time_machine.travel(AFTERWARDS, tick=False)
@pytest.mark.parametrize("asked", ANOTHER_PERIOD)
def test_what_the_receiver_logged_is_told_of_closed_calendar_years_only(asked, agreement, member, signed_in):
    """D4: nobody can subtract a day from a year, nor look every day what changed."""
    outcomes(agreement, wants_help=7, declines=7, moved=1)
    page = text(signed_in(member), asked)
    assert "Dit tonen wij per kalenderjaar, vanaf 1 februari erna." in page
    assert 'href="?periode=2025">Toon 2025</a>' in page
    assert "wenst hulp" not in page


@time_machine.travel(AFTERWARDS, tick=False)
@pytest.mark.parametrize("asked", ANOTHER_PERIOD)
def test_so_is_the_side_of_the_team_to_who_does_not_work_there(asked, agreement, ocmw, member, signed_in):
    arrived(agreement, 12)
    for user in (a_user(Role.AUDITOR), a_user(Role.SOCIAL_WORKER, ocmw)):
        page = text(signed_in(user), asked)
        assert page.count("Dit tonen wij per kalenderjaar, vanaf 1 februari erna.") == 2
        assert "totaal" not in page
    own = text(signed_in(member), asked)
    assert own.count("Dit tonen wij per kalenderjaar, vanaf 1 februari erna.") == 1
    assert ("totaal aangemeld" in own) == (asked.startswith("?periode=dagen"))


def test_who_also_works_elsewhere_is_told_every_number_of_the_own_team_only(agreement, member):
    def is_exact(user: User, **asked: object) -> bool:
        return replace(scope_of(User.objects.get(pk=user.pk)), **asked).is_of_own_teams

    assert is_exact(member)
    assert is_exact(member, partner=agreement.partner_id, province="Provincie Antwerpen")
    Membership.objects.create(user=member, organisation=an_ocmw("OCMW Tweede"), role=Role.SOCIAL_WORKER)
    assert not is_exact(member), "the referrals to the receiver are of other teams"
    assert is_exact(member, team=agreement.team_id)
    assert not is_exact(member, team=a_team("Team Elders").pk)
    assert not is_exact(a_user(Role.ADMINISTRATOR))


@time_machine.travel(AFTERWARDS, tick=False)
def test_what_the_receiver_logged_is_not_told_by_province(agreement, signed_in):
    """A province cuts across teams: it and the teams together would tell more than either."""
    outcomes(agreement, wants_help=7, declines=7, moved=1)
    arrived(papers_in_force(a_team("Team Elders"), an_ocmw("OCMW Elders")), 1)
    page = text(signed_in(a_user(Role.AUDITOR)), f"{LAST_YEAR}&provincie=Provincie Antwerpen")
    assert "Dit tonen wij per overeenkomst of per lokaal team." in page
    assert "wenst hulp" not in page


def test_a_member_of_two_teams_chooses_one_for_the_side_of_the_receiver(agreement, member):
    second = papers_in_force(a_team("Team Tweede"), an_ocmw("OCMW Tweede"))
    Membership.objects.create(user=member, organisation=second.team, role=Role.TEAM_MEMBER)
    scope = scope_of(User.objects.get(pk=member.pk))
    assert scope.own_teams == {agreement.team_id, second.team_id}
    assert not scope.sees_all


@time_machine.travel(AFTERWARDS, tick=False)
def test_who_reads_a_part_case_by_case_is_not_told_the_sum(agreement, signed_in):
    """D4: an auditor who works in a team could take that team off, and have the others."""
    arrived(papers_in_force(a_team("Team Elders"), an_ocmw("OCMW Elders")), 12)
    auditor = a_user(Role.AUDITOR)
    Membership.objects.create(user=auditor, organisation=agreement.team, role=Role.TEAM_MEMBER)
    client = signed_in(auditor)
    assert text(client, LAST_YEAR).count("U leest zelf een deel van deze aanmeldingen.") == 1, "the side of the team"
    assert "uw eigen team" in text(client, f"{LAST_YEAR}&team={arrived(agreement, 1)[0].team_id}")


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("?periode=dagen&tot=1/1/2026", "Vul de eerste dag in, bijvoorbeeld 1/1/2026."),
        ("?periode=dagen&van=1/1/2026", "Vul de laatste dag in, bijvoorbeeld 30/6/2026."),
        ("?periode=dagen", "Vul de laatste dag in, bijvoorbeeld 30/6/2026."),
        ("?periode=dagen&van=1/1/2017&tot=1/1/2018", "De datum ligt voor 2018."),
        ("?periode=dagen&van=1/1/2020&tot=31/12/9999", "Kijk het jaar na."),
        ("?periode=dagen&van=gisteren&tot=1/1/2026", "Typ een datum als dag/maand/jaar"),
        ("?periode=dagen&van=2/1/2026&tot=1/1/2026", "De laatste dag ligt voor de eerste."),
        ("?periode=1066", "Kies een antwoord uit de lijst."),
        ("?team=x&overeenkomst=x&ontvanger=%00", "Kies een antwoord uit de lijst."),
    ],
)
def test_a_wrong_filter_gets_a_sentence(asked, sentence, agreement, signed_in):
    papers_in_force(a_team("Team Elders"), an_ocmw("OCMW Elders"))
    answer = signed_in(a_user(Role.AUDITOR)).get(f"{reverse('figures:figures')}{asked}")
    assert answer.status_code == 200
    assert sentence in answer.content.decode()


@time_machine.travel(AFTERWARDS, tick=False)
def test_without_a_question_it_is_the_last_year_of_both_sides(agreement, member, signed_in):
    page = text(signed_in(member), "")
    assert '<option value="2025" selected>2025</option>' in page
    assert "<h2>2025</h2>" in page


def test_who_has_one_agreement_opens_its_dossier_from_the_figures(agreement, member, signed_in):
    assert reverse("figures:dossier", args=[agreement.pk]) in text(signed_in(member), LAST_YEAR)


def test_without_any_referral_the_page_says_so(agreement, member, signed_in):
    page = text(signed_in(member), "")
    assert "In deze periode is er niets aangemeld." in page
    assert "In dit jaar kwam er niets toe." in page


@time_machine.travel(AFTERWARDS, tick=False)
def test_bottlenecks_are_counted_by_kind_and_each_side_sees_its_own(agreement, member, signed_in):
    for party, kind, times in (
        ("agency", "slow_answer", 5),
        ("agency", "wrong_mailbox", 1),
        ("partner", "no_contact", 6),
    ):
        for _time in range(times):
            Bottleneck.objects.create(
                agreement=agreement, party=party, kind=kind, met_on=date(2025, 3, 3), noted_by=member, noted_at=IN_2025
            )
    page = text(signed_in(member), LAST_YEAR)
    assert cell(page, "het antwoord laat op zich wachten") == "5"
    assert cell(page, "de aanmelding komt in de verkeerde mailbox toe") == "1", "who may read each line may count them"
    assert cell(page, "het contact met de cliënt lukt niet") is None
    assert "In deze periode zijn er geen knelpunten genoteerd." in text(signed_in(member), "?periode=2024")


# As a file


@time_machine.travel(AFTERWARDS, tick=False)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_shows_and_hides_what_the_page_does_and_the_trail_knows(kind, agreement, member, signed_in):
    import io

    import openpyxl

    outcomes(agreement, wants_help=7, declines=8, moved=1)
    answer = signed_in(member).post(f"{reverse('figures:export', args=[kind])}{LAST_YEAR}")
    assert f"cijfers-2025-01-01-tot-2025-12-31.{kind}" in answer["Content-Disposition"]
    if kind == "csv":
        content = answer.content
        assert content.startswith(
            "\ufeffVan;Tot en met;Voor;Kant;Tabel;Onderdeel;Aantal;Aandeel (%);Een jaar ervoor\r\n".encode()
        )
        rows = [line.split(";") for line in content.decode("utf-8-sig").splitlines()]
        assert rows[1][:2] == ["01/01/2025", "31/12/2025"]
        share = "43,8"
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets
        assert [one.title for one in sheet] == ["Cijfers"]
        rows = [["" if value is None else value for value in row] for row in sheet[0].iter_rows(values_only=True)]
        share = 43.8
    assert "Deze cijfers zijn van uw eigen team en tonen ook kleine aantallen. Geef ze niet door." in {
        row[4] for row in rows
    }
    told = {str(row[5]): row[6:8] for row in rows}
    assert told["verhuisd"] == [HIDDEN, ""]
    assert [str(told["wenst hulp"][0]), told["wenst hulp"][1]] == ["7", share]
    event = AuditEvent.objects.get(event="figures_exported")
    assert event.details == {"kind": kind, "from_on": "2025-01-01", "until_on": "2025-12-31"}


def test_opening_the_address_of_a_file_exports_nothing(agreement, member, signed_in):
    assert signed_in(member).get(reverse("figures:export", args=["csv"])).status_code == 302
    assert not AuditEvent.objects.filter(event="figures_exported").exists()


def test_a_chart_draws_what_there_is_and_leaves_the_rest_to_the_table():
    """What is hidden and what is none look alike in it: neither has a bar (D4)."""
    numbers = {"wenst hulp": 26, "verhuisd": None, "niet bereikt": 0, "doorverwezen": None}
    table = Table("outcomes", "", [PublishedLine(label, number) for label, number in numbers.items()])
    chart = chart_of(table, [16, None, 0, 5])
    assert chart is not None
    assert [(bar.label, bar.width > 0, bar.before_width > 0) for bar in chart.bars] == [
        ("wenst hulp", True, True),
        ("doorverwezen", False, True),
    ]


@time_machine.travel(AFTERWARDS, tick=False)
def test_a_chart_has_a_title_and_stands_beside_its_table(agreement, member, signed_in):
    arrived(agreement, 6)
    page = text(signed_in(member), LAST_YEAR)
    assert '<svg class="app-chart"' in page
    assert 'role="img" aria-labelledby="chart-steps-title chart-steps-desc"' in page
    assert '<title id="chart-steps-title">Hoe ver de aanmeldingen kwamen</title>' in page


def text(client: Client, asked: str) -> str:
    answer = client.get(f"{reverse('figures:figures')}{asked}")
    assert answer.status_code == 200
    return answer.content.decode()


def cells(page: str, label: str) -> list[str]:
    """The two numbers beside a label, where two years stand beside each other."""
    found = re.search(rf'<th scope="row">{re.escape(label)}</th>((?:\s*<td[^>]*>[^<]*</td>){{2}})', page)
    return re.findall(r">([^<]+)</td>", found.group(1)) if found else []


def cell(page: str, label: str) -> str | None:
    """The number beside a label."""
    found = re.search(rf'<th scope="row">{re.escape(label)}</th>\s*<td[^>]*>([^<]*)</td>', page)
    return found.group(1) if found else None
