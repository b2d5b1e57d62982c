"""One bad row hurts one row: swapped values and a dropped key, over every page, the sweeps, erasing and search."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from audit.models import AuditEvent
from law.roles import Role
from outbox.models import UnreadableValue
from outbox.unreadable import try_again
from referrals.actions import erase
from referrals.models import Referral
from tests.builders.database import undone
from tests.builders.days import FILED_AT
from tests.builders.referrals import a_referral
from tests.ocmw_intake.two_worlds import signed_in
from tests.permission_world import a_world
from tests.test_permissions import PAGES
from vault.fields import SealedField
from vault.key_ring import seal

NOW = FILED_AT + timedelta(hours=3)


@pytest.fixture(scope="module")
def made_once(shared_database: None) -> SimpleNamespace:
    """The world of the permission table; each address is worked out once."""
    with time_machine.travel(NOW, tick=False):
        world = a_world()
        for user in world.people.values():
            signed_in(user)
        world.asking = Role.SOCIAL_WORKER
        world.urls = {name: reverse(name, args=page.arguments(world)) for name, page in PAGES.items()}
        Authenticator.objects.filter(type="webauthn").delete()  # made for its address only
        connection.check_constraints()
        return world


@pytest.fixture
def world(made_once: SimpleNamespace, db: None) -> Iterator[SimpleNamespace]:
    with time_machine.travel(NOW, tick=False):
        yield deepcopy(made_once)


def sealed_columns() -> list[tuple[str, str]]:
    return [
        (model._meta.db_table, field.column)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, SealedField)
    ]


def swap_everything() -> None:
    """Every sealed value of every row is that of another place: it is whole, and it does not open there."""
    elsewhere = seal(b"geheim", context=b"elders")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table, column in sealed_columns():
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
            cursor.execute(f'UPDATE "{table}" SET "{column}" = %s WHERE "{column}" IS NOT NULL', [elsewhere])
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')


HURT: dict[str, Callable[[pytest.FixtureRequest], None]] = {
    "swapped": lambda request: swap_everything(),
    "dropped key": lambda request: setattr(request.getfixturevalue("settings"), "VAULT_KEYS", {7: b"7" * 32}),
}


@pytest.mark.parametrize("how", HURT)
def test_every_page_says_so_or_goes_on(world: SimpleNamespace, request: pytest.FixtureRequest, how: str):
    """No page breaks, and no list: what shows many rows is whole."""
    HURT[how](request)
    answers = {}
    for role, user in world.people.items():
        client = signed_in(user)
        for name, url in world.urls.items():
            if role in PAGES[name].roles:
                with undone():
                    answers[role, name] = client.get(url)
    told = {key for key, answer in answers.items() if answer.status_code == 500}
    assert all("Deze gegevens gaan niet open" in answers[key].text for key in told)
    of_the_own_app = {name for _role, name in told if name.startswith("mfa_")}  # the key of one's own second factor
    assert {name for _role, name in told if not PAGES[name].arguments(world)} - of_the_own_app == set()
    assert len({name for _role, name in told} - of_the_own_app) <= 12  # about one row, with nothing else to show
    start = answers[Role.TEAM_MEMBER, "referrals:worklist"].text
    assert world.referral.reference in start
    record = answers[Role.TEAM_MEMBER, "referrals:referral"]
    assert record.status_code == 200
    assert "deze gegevens gaan niet open" in record.text
    assert world.referral.reference in answers[Role.SOCIAL_WORKER, "ocmw_intake:worklist"].text
    assert answers[Role.SOCIAL_WORKER, "ocmw_intake:referral"].status_code == 200


@pytest.mark.parametrize("how", HURT)
def test_search_sweeps_reminders_and_erasing_go_on(world: SimpleNamespace, request: pytest.FixtureRequest, how: str):
    HURT[how](request)
    member = signed_in(world.people[Role.TEAM_MEMBER])
    found = member.post(reverse("referrals:find"), {"sought": world.referral.reference})
    assert world.referral.reference in found.url
    worker = signed_in(world.people[Role.SOCIAL_WORKER])
    found = worker.post(reverse("ocmw_intake:search"), {"asked": world.referral.reference})
    assert world.referral.reference in found.url
    call_command("remind_receivers")
    with time_machine.travel(NOW + timedelta(days=120), tick=False):
        call_command("erase_expired")
        assert not Referral.objects.filter(erased_at=None).exists()


def test_one_referral_that_cannot_be_erased_holds_back_no_other(world: SimpleNamespace, monkeypatch):
    from referrals.actions import retention

    bad = world.referral.pk
    other = a_referral(team=world.referral.team, partner=world.referral.partner, sent=True)
    real = retention.erase

    def broken(referral_id, *, at):
        if referral_id == bad:
            raise ValueError
        return real(referral_id, at=at)

    monkeypatch.setattr(retention, "erase", broken)
    run = retention.erase_expired(at=NOW + timedelta(days=120))
    assert run.failed == 1
    assert Referral.objects.get(pk=other.pk).erased_at is not None
    assert erase(bad, at=NOW + timedelta(days=120))


def test_an_alarm_an_event_and_a_way_back(world: SimpleNamespace, settings):
    """The key comes back: the alarm ends."""
    member, administrator = (signed_in(world.people[role]) for role in (Role.TEAM_MEMBER, Role.ADMINISTRATOR))
    page = reverse("referrals:referral", args=[world.referral.reference])
    keys = settings.VAULT_KEYS
    settings.VAULT_KEYS = {7: b"7" * 32}
    for _ in range(2):
        assert "deze gegevens gaan niet open" in member.get(page).text
    assert AuditEvent.objects.filter(event="value_unreadable", object_id=str(world.referral.pk)).count() == 1
    assert "1 gegeven gaat niet open" in administrator.get(reverse("outbox:stuck")).text
    assert try_again(at=NOW)[0] == 0
    settings.VAULT_KEYS = keys
    assert try_again(at=NOW) == (1, [])
    assert "niet open" not in administrator.get(reverse("outbox:stuck")).text
    assert UnreadableValue.objects.get().opened_again_at == NOW
    assert "deze gegevens gaan niet open" not in member.get(page).text
