""" "Wat nu?": what each role reads on its start page (“Wat nu?”), and the counts in the menu."""

from collections import Counter
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, User
from agreements.actions import own_part
from agreements.actions.evaluation_parts import ask, fill_in
from agreements.models import (
    Contact,
    ContactKind,
    DeadlineKind,
    EvaluationLink,
    Mailbox,
    OwnPart,
    OwnPartLink,
    RegisterLine,
)
from agreements.terms.papers import Party
from home.what_now import lines_of
from law.notice_period import add_months
from law.roles import Role
from law.unopened import Step
from ocmw_intake.models import ContactAttempt
from outbox.models import Transmission
from referrals.models import Draft, Referral
from referrals.rules.worklist import ToDo, what_waits
from tests.builders.accounts import a_user
from tests.builders.agreements import papers_in_force
from tests.builders.breaches import a_breach
from tests.builders.directory import a_team, an_ocmw, with_contract
from tests.builders.referrals import a_referral
from tests.ocmw_intake.steps import attempt

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(shared_database):
    """A team with papers, and one referral that was sent."""
    ocmw, team = an_ocmw(), a_team()
    agreement = papers_in_force(team, ocmw)
    member = a_user(Role.TEAM_MEMBER, team)
    return SimpleNamespace(
        ocmw=ocmw,
        team=team,
        agreement=agreement,
        member=member,
        worker=a_user(Role.SOCIAL_WORKER, ocmw),
        admin=a_user(Role.ADMINISTRATOR),
        referral=a_referral(team=team, partner=ocmw, filed_by=member, agreement=agreement),
    )


def told(user: User) -> list[tuple[int, str]]:
    fresh = User.objects.get(pk=user.pk)
    return [(line.number, line.words) for line in lines_of(fresh, at=timezone.now())]


def another(world, **changes) -> Referral:
    return a_referral(team=world.team, partner=world.ocmw, filed_by=world.member, agreement=world.agreement, **changes)


@pytest.mark.parametrize(
    ("happened", "words"),
    [
        ({"status": "blocked"}, "vertrok niet, kijk waarom"),
        ({"status": "failed"}, "vertrok niet, kijk waarom"),
        (
            {"status": "sent", "sent_at": timezone.now(), "returned_at": timezone.now(), "return_code": "5.1.1"},
            "kwam terug, bel de ontvanger",
        ),
    ],
)
def test_a_mail_that_did_not_arrive_is_work_until_the_client_is_referred_anew(world, happened, words):
    Transmission.objects.filter(pk=world.referral.transmission_id).update(**happened)
    assert told(world.member) == [(1, f"{world.referral.reference}, OCMW Voorbeelddorp: {words}")]
    another(world, filed_at=world.referral.filed_at + timedelta(hours=1))
    assert told(world.member) == []


def test_several_of_a_kind_are_one_line_that_leads_to_them(world, signed_in):
    other = another(world, first_name="Ander", last_name="Proefkind", phone="+32470000013", email="ander@post.example")
    Transmission.objects.all().update(status="blocked")
    assert told(world.member) == [(2, "vertrok niet, kijk waarom")]
    browser = signed_in(world.member)
    page = browser.get("/", follow=True).text
    assert "Wat nu?" in page
    shown = browser.get(f"{reverse('referrals:worklist')}?wat=vertrok-niet").context["referrals"]
    assert {referral.pk for referral, _name in shown} == {other.pk, world.referral.pk}
    # the menu counts on every page, and the way back from one leads to the list as it was narrowed
    assert 'class="app-count">2<' in browser.get(reverse("figures:figures")).text
    page = browser.get(reverse("referrals:referral", args=[other.reference])).text
    assert f'href="{reverse("referrals:worklist")}?wat=vertrok-niet"' in page


def test_many_of_one_reason_hide_nothing_of_another(world):
    for _number in range(3):
        another(world, filed_at=world.referral.filed_at - timedelta(days=9), sent=True)
    Referral.objects.exclude(pk=world.referral.pk).update(reminded_up_to=Step.TEAM)
    Transmission.objects.filter(pk=world.referral.transmission_id).update(status="blocked")
    waits = Counter(row["why"] for row in what_waits(Referral.objects.visible_to(world.member), most=2))
    assert waits == {ToDo.WAKE: 2, ToDo.SEND: 1}


def test_a_draft_that_holds_answers_waits(world):
    draft = Draft.objects.create(team=world.team, residence=world.referral.residence, started_by=world.member)
    assert told(world.member) == []
    draft.answers = {"consent_later": {"told": ["told_purpose"]}}
    draft.save()
    assert told(world.member) == [(1, "ontwerp afwerken")]


def test_nobody_reads_what_is_of_the_other_side(world):
    """D4, D8"""
    Transmission.objects.all().update(status="blocked")
    assert told(a_user(Role.TEAM_MEMBER, a_team("Team Elders"))) == []
    assert told(world.worker) == []
    assert not any(world.referral.reference in words for _number, words in told(world.admin))


def test_the_administrator_reads_the_hours_of_a_breach_and_who_must_compare_an_address(world):
    breach = a_breach(world.agreement, by=world.admin, at=timezone.now() - timedelta(hours=32, minutes=1))
    assert (1, "gegevenslek: nog 39 uur om te beslissen") in told(world.admin)
    assert (1, "gegevenslek: nog 39 uur om te beslissen") in told(a_user(Role.AUDITOR))
    breach.reported_at = timezone.now()
    breach.authority = "vtc"
    breach.save()
    assert not any("gegevenslek" in words for _number, words in told(world.admin))

    Mailbox.objects.update(second_verified_by=None, second_verified_at=None, first_verified_by=world.admin)
    assert not any("vergelijken" in words for _number, words in told(world.admin))
    second = a_user(Role.ADMINISTRATOR)
    assert (1, "mailbox vergelijken met het papier") in told(second)


def test_a_receiver_reads_whom_it_tried_long_ago_without_an_end(world):
    """D23: no state without an end."""
    with_contract(world.ocmw)
    sent = another(world, sent=True)
    attempt(sent, world.worker, reached=False)
    waits = (1, "lang zonder resultaat: probeer opnieuw of stop")
    assert waits not in told(world.worker)
    ContactAttempt.objects.update(made_on=timezone.localdate() - timedelta(days=15))
    assert waits in told(world.worker)
    attempt(sent, world.worker, reached=True)
    assert waits not in told(world.worker)


def test_a_team_reads_that_its_part_of_an_evaluation_waits_until_it_brought_it(world, signed_in):
    """R45: who answered, or is no party to it, reads nothing."""
    line = (1, "uw deel van een evaluatie invullen")
    of_partner = {"party": Party.PARTNER, "kind": ContactKind.CONTACT, "name_or_function": "Hoofd"}
    Contact.objects.create(agreement=world.agreement, email="hoofd@ocmw.example", **of_partner)
    evaluation = ask(agreement=world.agreement, by=world.admin, at=timezone.now())
    elsewhere = a_user(Role.TEAM_MEMBER, a_team("Team Elders"))
    assert [line in told(one) for one in (world.member, world.worker, elsewhere)] == [True, False, False]
    assert reverse("figures:team_part", args=[world.agreement.pk]) in signed_in(world.member).get("/", follow=True).text
    answers = {
        "discuss": [],
        "met": [],
        "wishes": [],
        "filled_in_by": "Hoofd",
        "seen": "",
        "by": None,
        "at": timezone.now(),
    }
    expired = (1, "link van een partner verliep zonder antwoord: evaluatie")
    assert expired not in told(world.admin)
    EvaluationLink.objects.update(expires_at=timezone.now())
    assert expired in told(world.admin)
    EvaluationLink.objects.update(expires_at=timezone.now() + timedelta(days=1))
    fill_in(evaluation=evaluation, party=Party.PARTNER, link=EvaluationLink.objects.get(), **answers)
    EvaluationLink.objects.update(expires_at=timezone.now())
    assert expired not in told(world.admin)
    assert line in told(world.member)
    fill_in(evaluation=evaluation, party=Party.AGENCY, **answers)
    assert line not in told(world.member)


def test_an_administrator_reads_that_no_contact_of_a_partner_filled_in_its_own_part_in_time(world):
    """D33: one link that still works is enough to wait for."""
    line, at = (1, "link van een partner verliep zonder antwoord: eigen deel"), timezone.now()
    links = [
        own_part.ask(agreement=world.agreement, email=email, by=world.admin, at=at)
        for email in ("een@ocmw.example", "twee@ocmw.example")
    ]
    OwnPartLink.objects.filter(pk=links[0].pk).update(expires_at=at)
    assert line not in told(world.admin)
    OwnPartLink.objects.update(expires_at=at)
    assert line in told(world.admin)
    OwnPart.objects.update(done_at=at)
    assert line not in told(world.admin)


@pytest.mark.parametrize("who", ["member", "worker", "admin"])
def test_what_every_page_counts_is_read_in_one_query(world, who, django_assert_num_queries):
    user = User.objects.get(pk=getattr(world, who).pk)
    user.has_role(Role.ADMINISTRATOR)  # the memberships, which every page reads
    with django_assert_num_queries(1):
        lines_of(user, at=timezone.now())


def test_who_works_for_several_sides_reads_of_each_and_of_no_other(world):
    """One statement serves all who have the same roles: each is asked with the own keys."""
    Transmission.objects.all().update(status="blocked")
    both = a_user(Role.TEAM_MEMBER, world.team)
    Membership.objects.create(user=both, organisation=a_team("Team Elders"), role=Role.TEAM_MEMBER)
    elsewhere = a_user(Role.TEAM_MEMBER, a_team("Team Ginder"))
    Membership.objects.create(user=elsewhere, organisation=a_team("Team Verder"), role=Role.TEAM_MEMBER)
    assert [number for number, _words in told(both)] == [1]
    assert told(elsewhere) == []
    assert [number for number, _words in told(both)] == [1]
    User.objects.filter(pk=both.pk).update(bound_by_secrecy_since=None)
    assert told(both) == []


def test_a_moment_is_as_far_from_now_as_the_question_says(world):
    """The statement is written for another day than the one on which it is asked."""
    call_command("judge_register", verbosity=0)
    line = RegisterLine.objects.get(agreement=world.agreement)
    for days, is_told in ((-1, True), (1, False)):
        line.deadline_kind, line.deadline_on = DeadlineKind.EVALUATION, timezone.localdate() + timedelta(days=days)
        line.save()
        assert ((1, "evaluatie te laat") in told(world.admin)) is is_told
    for months, days, is_told in ((3, 0, True), (3, 1, False), (0, 0, True), (0, -1, False)):
        line.ends_on = add_months(timezone.localdate(), months) + timedelta(days=days)
        line.save()
        assert ((1, "overeenkomst loopt binnen 3 maanden af") in told(world.admin)) is is_told
