"""Who reaches which page: every url × every role × GET and POST. A url without a row in this table fails."""

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agreements.models import Mailbox
from directory.models import Territory
from law.roles import Role
from referrals.models import Draft
from tests.builders import a_municipality, a_referral, a_suspension, a_team, a_user, an_ocmw, papers_in_force
from tests.test_consistency import views

TEAM, WORKER = {Role.TEAM_MEMBER}, {Role.SOCIAL_WORKER}
ADMIN, READERS = {Role.ADMINISTRATOR}, {Role.ADMINISTRATOR, Role.AUDITOR}
SIGNED_IN = set(Role)
NO_ARGUMENTS: Callable[[Any], list[Any]] = lambda world: []  # noqa: E731  # a column of the table below


@dataclass(frozen=True)
class Page:
    """Who may come, the arguments of the url, and whether another organisation's object answers 404."""

    roles: set[Role]
    arguments: Callable[[Any], list[Any]] = NO_ARGUMENTS
    is_scoped: bool = False


def of_agreement(*more: Any) -> Callable[[Any], list[Any]]:
    return lambda world: [world.agreement.pk, *more]


def with_contact(world: Any) -> list[Any]:
    return [world.agreement.pk, world.agreement.contacts.first().pk]


def of_referral(world: Any) -> list[Any]:
    return [world.referral.reference]


def of_draft(world: Any) -> list[Any]:
    return [world.draft.pk]


def of_organisation(world: Any) -> list[Any]:
    return [world.ocmw.pk]


PAGES = {
    "start": Page(SIGNED_IN),
    "accounts:own": Page(SIGNED_IN),
    "audit:trail": Page({Role.AUDITOR}),
    "directory:organisations": Page(ADMIN),
    "directory:register": Page(ADMIN),
    "directory:organisation": Page(ADMIN, of_organisation),
    "directory:change": Page(ADMIN, of_organisation),
    "directory:add_territory": Page(ADMIN, of_organisation),
    "directory:end_territory": Page(ADMIN, lambda world: [world.territory.pk]),
    "directory:remove_territory": Page(ADMIN, lambda world: [world.territory.pk]),
    "agreements:register": Page(READERS),
    "agreements:new": Page(ADMIN),
    "agreements:any_day": Page(READERS),
    "agreements:agreement": Page(READERS, of_agreement()),
    "agreements:change_agreement": Page(ADMIN, of_agreement()),
    "agreements:change_protocol": Page(ADMIN, of_agreement()),
    "agreements:signatures": Page(ADMIN, of_agreement("protocol")),
    "agreements:signature": Page(ADMIN, of_agreement("protocol", "agency", 1)),
    "agreements:remove_signature": Page(ADMIN, of_agreement("protocol", "agency", 1)),
    "agreements:dpo_advice": Page(ADMIN, of_agreement("agency")),
    "agreements:mailbox": Page(ADMIN, of_agreement()),
    "agreements:set_mailbox": Page(ADMIN, of_agreement()),
    "agreements:verify_mailbox": Page(ADMIN, lambda world: [world.agreement.pk, world.mailbox.pk]),
    "agreements:contacts": Page(ADMIN, of_agreement()),
    "agreements:new_contact": Page(ADMIN, of_agreement()),
    "agreements:change_contact": Page(ADMIN, with_contact),
    "agreements:remove_contact": Page(ADMIN, with_contact),
    "agreements:stopping": Page(ADMIN, of_agreement()),
    "agreements:give_notice": Page(ADMIN, of_agreement("protocol")),
    "agreements:end_for_breach": Page(ADMIN, of_agreement()),
    "agreements:end_legal_ground": Page(ADMIN, of_agreement()),
    "agreements:suspend": Page(ADMIN, of_agreement()),
    "agreements:end_suspension": Page(ADMIN, lambda world: [world.agreement.pk, world.suspension.pk]),
    "referrals:worklist": Page(TEAM),
    "referrals:file": Page(TEAM),
    "referrals:find": Page(TEAM),
    "referrals:route": Page(TEAM, lambda world: [world.team.pk, "99001"], is_scoped=True),
    "referrals:consent": Page(TEAM, of_draft, is_scoped=True),
    "referrals:data": Page(TEAM, of_draft, is_scoped=True),
    "referrals:check": Page(TEAM, of_draft, is_scoped=True),
    "referrals:discard": Page(TEAM, of_draft, is_scoped=True),
    "referrals:referral": Page(TEAM, of_referral, is_scoped=True),
    "referrals:retry": Page(TEAM, of_referral, is_scoped=True),
    "referrals:cancel": Page(TEAM, of_referral, is_scoped=True),
    "outbox:stuck": Page(ADMIN),
    "outbox:retry": Page(ADMIN, lambda world: [world.referral.transmission_id]),
    "outbox:cancel": Page(ADMIN, lambda world: [world.referral.transmission_id]),
    "referrals:password": Page(TEAM, of_referral, is_scoped=True),
    "ocmw_intake:worklist": Page(WORKER),
    "ocmw_intake:referral": Page(WORKER, of_referral, is_scoped=True),
    "ocmw_intake:password": Page(WORKER, of_referral, is_scoped=True),
    "ocmw_intake:outcome": Page(WORKER, of_referral, is_scoped=True),
}
OPEN = {"account_login", "account_logout", "account_inactive"}


@pytest.fixture
def world(db: None) -> SimpleNamespace:
    """One team and one OCMW with papers, a referral that was sent, a draft, and a person for each role."""
    residence = a_municipality()
    team, ocmw = a_team(), an_ocmw(serves=residence)
    agreement = papers_in_force(team, ocmw)
    member = a_user(Role.TEAM_MEMBER, team)
    return SimpleNamespace(
        team=team,
        ocmw=ocmw,
        agreement=agreement,
        mailbox=Mailbox.objects.get(),
        suspension=a_suspension(agreement),
        territory=Territory.objects.get(),
        referral=a_referral(team=team, partner=ocmw, residence=residence, filed_by=member, sent=True),
        draft=Draft.objects.create(team=team, residence=residence, started_by=member),
        people={
            Role.TEAM_MEMBER: member,
            Role.SOCIAL_WORKER: a_user(Role.SOCIAL_WORKER, ocmw),
            Role.ADMINISTRATOR: a_user(Role.ADMINISTRATOR),
            Role.AUDITOR: a_user(Role.AUDITOR),
        },
    )


def ask(client: Client, method: str, name: str, world: SimpleNamespace) -> Any:
    return getattr(client, method)(reverse(name, args=PAGES[name].arguments(world)))


def test_every_url_has_a_row_in_this_table():
    assert {name for name, _pattern in views()} == set(PAGES) | OPEN


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", PAGES)
def test_who_is_not_signed_in_is_led_to_the_sign_in_page(world, name, method):
    answer = ask(Client(), method, name, world)
    assert answer.status_code == 302
    assert answer.url.startswith(f"{reverse('account_login')}?next=")


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_serves_its_roles_and_no_other(world, signed_in, name, role, method):
    answer = ask(signed_in(world.people[role]), method, name, world)
    if role in PAGES[name].roles:
        assert answer.status_code in {200, 302, 405}
    else:
        assert answer.status_code == 403


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if page.roles != SIGNED_IN])
def test_a_person_without_a_role_reaches_nothing(world, signed_in, name):
    assert ask(signed_in(a_user()), "get", name, world).status_code == 403


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if page.is_scoped])
def test_what_belongs_to_others_looks_exactly_like_what_does_not_exist(world, signed_in, name):
    (role,) = PAGES[name].roles
    stranger = a_user(role, a_team("Team Elders") if role == Role.TEAM_MEMBER else an_ocmw("OCMW Elders"))
    client = signed_in(stranger)
    method = "post" if name.endswith(("password", "discard")) else "get"
    theirs = ask(client, method, name, world)
    real = reverse(name, args=PAGES[name].arguments(world))
    unknown = re.sub(r"[0-9A-Z]{4}-[0-9A-Z]{4}(?=/)", "ZZZZ-ZZZZ", re.sub(r"[0-9a-f-]{36}", str(uuid.uuid4()), real))
    assert real != unknown
    nothing = getattr(client, method)(unknown)
    assert theirs.status_code == nothing.status_code == 404
    token = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')
    assert token.sub(b"", theirs.content) == token.sub(b"", nothing.content)


def test_a_member_who_moves_to_another_team_loses_the_old_files_at_once(world, signed_in):
    member = world.people[Role.TEAM_MEMBER]
    client = signed_in(member)
    assert ask(client, "get", "referrals:referral", world).status_code == 200
    member.membership_set.update(organisation=a_team("Team Elders"))
    assert ask(client, "get", "referrals:referral", world).status_code == 404


def test_a_signed_in_page_is_never_kept_by_a_browser(world, signed_in):
    answer = ask(signed_in(world.people[Role.TEAM_MEMBER]), "get", "referrals:worklist", world)
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/inloggen/", "/bestaat-niet/"])
def test_every_answer_is_closed_by_its_headers(db, path):
    answer = Client().get(path)
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in answer["Permissions-Policy"]
