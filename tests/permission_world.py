"""The world in which `tests/test_permissions.py` is tried: an object of each kind, and who comes to ask for it."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from directory.models import Territory
from example import second_factor
from law.roles import Role
from ocmw_intake.models import ContactAttempt, ContactChannel, Intake
from paper_import.models import PaperImport
from referrals.models import Draft
from settings import urls
from tests.builders.accounts import a_head, a_user
from tests.builders.agreements import a_doubt, a_file, a_letter, a_next_version, a_suspension, papers_in_force
from tests.builders.breaches import a_breach
from tests.builders.database import undone
from tests.builders.days import FILED_AT
from tests.builders.directory import a_caw, a_dmw, a_municipality, a_team, an_ocmw
from tests.builders.gbo import a_gbo_agreement, a_gbo_file, a_gbo_mailbox, a_gbo_suspension
from tests.builders.paper_import import a_paper_draft
from tests.builders.referrals import a_correction, a_referral, an_opening
from tests.clients import Browser, again
from tests.test_permissions import PAGES


def a_world() -> SimpleNamespace:
    """Make one team and one OCMW with papers, a referral that was sent, a draft, and a person for each role."""
    residence = a_municipality()
    team, ocmw = a_team(), an_ocmw(serves=residence)
    agreement = papers_in_force(team, ocmw)
    member = a_user(Role.TEAM_MEMBER, team)
    member.membership_set.update(is_head=True)
    worker = a_head(ocmw)
    territory = Territory.objects.get()
    gbo = a_gbo_agreement(a_caw(), ocmw, a_dmw())
    referral = a_referral(team=team, partner=ocmw, residence=residence, filed_by=member, sent=True)
    colleagues = {
        Role.TEAM_MEMBER: a_user(Role.TEAM_MEMBER, team),
        Role.SOCIAL_WORKER: a_user(Role.SOCIAL_WORKER, ocmw),
    }
    receivers_dpo = a_user(Role.RECEIVER_AUDITOR, ocmw)
    return SimpleNamespace(
        asking=None,
        breach=a_breach(agreement),
        team=team,
        ocmw=ocmw,
        agreement=agreement,
        mailbox=agreement.protocol.mailboxes.get(),
        suspension=a_suspension(agreement),
        territory=territory,
        gbo=gbo,
        gbo_party=gbo.caw,
        gbo_mailbox=a_gbo_mailbox(gbo.caw, "doorgeven@caw.example"),
        gbo_file=a_gbo_file(gbo),
        gbo_suspension=a_gbo_suspension(gbo),
        doubt=a_doubt(agreement),
        paper_import=PaperImport.objects.create(content=b"x", status="checked", uploaded_at=FILED_AT),
        paper_draft=a_paper_draft(),
        letter=a_letter(agreement),
        referral=referral,
        file=a_file(agreement),
        next_version=a_next_version(agreement),
        correction=a_correction(referral),
        opening=an_opening(referral),
        attempt=ContactAttempt.objects.create(
            intake=Intake.objects.get(referral=referral),
            made_on=timezone.localdate(FILED_AT),
            channel=ContactChannel.PHONE,
            reached=False,
            made_by=worker,
        ),
        draft=Draft.objects.create(team=team, residence=residence, started_by=member),
        colleagues=colleagues,
        people={
            Role.TEAM_MEMBER: member,
            Role.SOCIAL_WORKER: worker,
            Role.ADMINISTRATOR: a_user(Role.ADMINISTRATOR),
            Role.AUDITOR: a_user(Role.AUDITOR),
            Role.RECEIVER_AUDITOR: receivers_dpo,
        },
    )


@pytest.fixture(scope="module")
def shared_world(shared_database: None) -> SimpleNamespace:
    """The world and everyone who comes to a page, with a browser: heads of each role and their colleagues, who is from
    elsewhere, who has no role, and whose account was ended while signed in."""
    world = a_world()
    elsewhere = {Role.TEAM_MEMBER: a_team("Team Elders"), Role.SOCIAL_WORKER: an_ocmw("OCMW Elders")}
    world.browsers = {
        role: second_factor.signed_in(person, client_class=Browser) for role, person in world.people.items()
    }
    world.browsers_elsewhere = {
        role: second_factor.signed_in(a_user(role, place), client_class=Browser) for role, place in elsewhere.items()
    }
    world.browsers_of_colleagues = {
        role: second_factor.signed_in(person, client_class=Browser) for role, person in world.colleagues.items()
    }
    world.browser_without_role = second_factor.signed_in(a_user(), client_class=Browser)
    places = {Role.TEAM_MEMBER: world.team, Role.SOCIAL_WORKER: world.ocmw, Role.RECEIVER_AUDITOR: world.ocmw}
    ended = {role: a_user(role, places.get(role)) for role in Role}
    world.browsers_of_ended = {role: second_factor.signed_in(person) for role, person in ended.items()}
    User.objects.filter(pk__in=[person.pk for person in ended.values()]).update(is_active=False)
    connection.check_constraints()  # now, and not again after every test
    return world


@pytest.fixture
def world(shared_world: SimpleNamespace, db: None, settings: Any) -> SimpleNamespace:
    """The world as it was made; what a test does to it is undone.

    Everybody signed in when it was made: on a busy machine longer ago than a proof of it holds.
    """
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 60 * 60
    shared_world.asking = None
    return shared_world


@pytest.fixture
def short_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is refused gets the number without the words around it: drawing those takes longer than refusing."""
    for number in (403, 404):

        def refuse(_request: HttpRequest, exception: Exception, number: int = number) -> HttpResponse:
            return HttpResponse(status=number)

        monkeypatch.setattr(urls, f"handler{number}", refuse, raising=False)


def ask(browser: Client, method: str, name: str, world: SimpleNamespace) -> Any:
    """Ask a page for an answer and undo what it did, also to the cookies of this browser."""
    visitor = again(browser)
    try:
        with undone():
            return getattr(visitor, method)(reverse(name, args=PAGES[name].arguments(world)))
    except Exception as error:
        error.add_note(f"{method} {name}")
        raise
