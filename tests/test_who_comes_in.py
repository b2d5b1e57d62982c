"""Every page × every role × method × own and strange object, as the table of `tests/test_permissions.py` says."""

import re
import uuid
from itertools import product

import pytest
from django.test import Client
from django.urls import reverse

from law.roles import Role
from tests.builders.directory import a_team
from tests.permission_world import ask, shared_world, short_refusals, world
from tests.test_permissions import NO_ARGUMENTS, OF_ONE_PERSON, PAGES, TEAM, WORKER

__all__ = ["shared_world", "short_refusals", "world"]  # fixtures

METHODS = "get", "post"
STRANGE = ("trace",)


@pytest.mark.usefixtures("short_refusals")
@pytest.mark.parametrize("name", PAGES)
def test_a_page_serves_its_roles_and_no_other(world, name):
    wrong = {}
    for role, method in product(Role, METHODS):
        world.asking = role
        code = ask(world.browsers[role], method, name, world).status_code
        if code not in ({200, 302, 405} if role in PAGES[name].roles else {403}):
            wrong[name, role.value, method] = code
    assert wrong == {}


@pytest.mark.usefixtures("short_refusals")
@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if page.roles & {*TEAM, *WORKER}])
def test_a_page_opens_for_colleagues_where_the_table_says_so(world, name):
    for role in PAGES[name].roles & {*TEAM, *WORKER}:
        world.asking = role
        code = ask(world.browsers_of_colleagues[role], "get", name, world).status_code
        assert code in ({200, 302, 405} if not PAGES[name].only else {403, 404}), role


@pytest.mark.parametrize("name", sorted(PAGES.keys() - {"mfa_reauthenticate_webauthn"}))  # leads away who has none
def test_a_page_answers_no_method_it_does_not_serve(world, name):
    world.asking = min(PAGES[name].roles)
    codes = {method: ask(world.browsers[world.asking], method, name, world).status_code for method in STRANGE}
    assert codes == dict.fromkeys(STRANGE, 405)


@pytest.mark.parametrize("role", Role)
def test_who_is_refused_reads_a_page_with_the_way_back(world, role):
    """The tests above look at the number only."""
    refused = next(name for name, page in PAGES.items() if role not in page.roles)
    answer = ask(world.browsers[role], "get", refused, world)
    assert answer.status_code == 403
    assert "Deze pagina hoort niet bij uw rol." in answer.text
    assert "Ga naar de startpagina" in answer.text


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if page.is_scoped])
def test_what_belongs_to_others_looks_exactly_like_what_does_not_exist(world, name):
    for role in sorted(PAGES[name].roles & world.browsers_elsewhere.keys()):
        world.asking = role
        looks_like_nothing(world, name, world.browsers_elsewhere[role])


def looks_like_nothing(world, name: str, browser: Client) -> None:
    method = "post" if name.endswith(("password", "discard", "referrals:dossier")) else "get"
    theirs = ask(browser, method, name, world)
    real = reverse(name, args=PAGES[name].arguments(world))
    unknown = re.sub(r"[0-9A-Z]{4}-[0-9A-Z]{4}(?=/)", "ZZZZ-ZZZZ", re.sub(r"[0-9a-f-]{36}", str(uuid.uuid4()), real))
    assert real != unknown
    nothing = getattr(browser, method)(unknown)
    assert theirs.status_code == nothing.status_code == 404
    changes = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"|data-seconds="\d+"|om \d\d:\d\d uitgelogd')
    assert changes.sub(b"", theirs.content) == changes.sub(b"", nothing.content)


NUMBERED = {"accounts:end_device"}  # asked with the number of another in tests/accounts/test_own_account.py
OF_NO_OBJECT = {"paper_import:export", "paper_import:template", "figures:export"}  # their argument names a format


@pytest.mark.usefixtures("short_refusals")
@pytest.mark.parametrize(
    "name",
    [
        name
        for name, page in PAGES.items()
        if page.arguments is not NO_ARGUMENTS and name not in OF_NO_OBJECT | NUMBERED | OF_ONE_PERSON
    ],
)
def test_what_does_not_exist_is_not_found(world, name):
    world.asking = min(PAGES[name].roles)
    browser = world.browsers[world.asking]
    real = reverse(name, args=PAGES[name].arguments(world))
    unknown = re.sub(r"[0-9A-Z]{4}-[0-9A-Z]{4}(?=/)", "ZZZZ-ZZZZ", re.sub(r"[0-9a-f-]{36}", str(uuid.uuid4()), real))
    assert unknown != real
    answers = {getattr(browser, method)(unknown).status_code for method in METHODS}
    assert 404 in answers
    assert answers <= {404, 405, 302}


def test_a_member_who_moves_to_another_team_loses_the_old_files_at_once(world):
    member = world.people[Role.TEAM_MEMBER]
    client = world.browsers[Role.TEAM_MEMBER]
    assert ask(client, "get", "referrals:referral", world).status_code == 200
    member.membership_set.update(organisation=a_team("Team Ginder"))
    assert ask(client, "get", "referrals:referral", world).status_code == 404
