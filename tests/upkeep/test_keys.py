"""Keys can change while everything runs; a ring that does not open what is stored refuses to start."""

import base64
import os
import signal
import subprocess
import sys
import time
import uuid
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as django_settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from accounts.models import ReturnedAnswers
from accounts.second_factor import SealedSecrets
from example import second_factor
from referrals.models import Referral
from tests.builders.accounts import a_user
from tests.builders.referrals import a_referral
from tests.permission_world import a_world
from upkeep import keys
from upkeep.models import KeyCheck
from vault.blind_index import blind_index
from vault.key_ring import seal
from vault.rotation import name_of, sealed_fields, values_by_key

ROOT = django_settings.ROOT
OLD, NEW = bytes(range(32)), bytes(range(100, 132))


def rotated(**options: bool) -> str:
    output = StringIO()
    call_command("rotate_keys", stdout=output, **options)
    return output.getvalue()


def fill_empty_columns() -> None:
    """Give every sealed column a value, where the world has none: any row that is there will do."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for field in sealed_fields():
            table, pk = field.model._meta.db_table, field.model._meta.pk.column
            cursor.execute(f"SELECT {pk} FROM {table} WHERE {field.column} IS NULL")
            for (row,) in cursor.fetchall():
                value = seal(b"geheim", context=field.context_at(row), purpose=field.key_purpose)
                cursor.execute(f"UPDATE {table} SET {field.column} = %s WHERE {pk} = %s", [value, row])
        cursor.execute("SET LOCAL session_replication_role = origin")


@pytest.mark.django_db
def test_every_sealed_column_and_second_factor_moves_to_the_new_key_and_still_opens(settings):
    settings.VAULT_KEYS = {1: OLD}
    world = a_world()
    second_factor.signed_in(next(iter(world.people.values())))
    fill_empty_columns()
    before = keys.count_by_key()
    settings.VAULT_KEYS = {2: NEW, 1: OLD}
    assert "Sleutel 1 mag weg" in rotated()
    after = keys.count_by_key()
    assert {place: found.total() for place, found in after.items()} == {p: f.total() for p, f in before.items()}
    assert all(set(found) <= {2} for found in after.values())
    settings.VAULT_KEYS = {2: NEW}
    for field in sealed_fields():
        for row in field.model._base_manager.all():
            getattr(row, field.attname)
    app = Authenticator.objects.filter(type=Authenticator.Type.TOTP).first()
    assert SealedSecrets().decrypt(app.data["secret"])
    tried = {place for place, found in before.items() if found.total()}
    assert len(tried) >= 15, {name_of(field) for field in sealed_fields()} - tried


@pytest.mark.django_db
def test_what_does_not_open_is_left_counted_and_keeps_its_key(settings):
    settings.VAULT_KEYS = {1: OLD}
    assert keys.wrong_keys() == ""
    referral = a_referral()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE referrals_referral SET phone = %s", [seal(b"x", context=b"elders")])
    settings.VAULT_KEYS = {2: NEW, 1: OLD}
    output = StringIO()
    with pytest.raises(CommandError, match="Nog nodig: sleutel 1"):
        call_command("rotate_keys", stdout=output)
    assert "referrals_referral.phone: 0 opnieuw verzegeld, 0 in gebruik, 1 niet open" in output.getvalue()
    assert KeyCheck.objects.filter(name="seal-1").exists(), "a start without key 1 is still refused"
    assert Referral.objects.get(pk=referral.pk).last_name


@pytest.mark.django_db
def test_fingerprints_outlive_the_key_they_were_made_under(settings):
    settings.VAULT_KEYS = {1: OLD}
    made = blind_index("person", "lotte")
    settings.VAULT_KEYS = {2: NEW, 1: OLD}
    number, _, shown = rotated(index_key=True).removeprefix("VAULT_INDEX_KEY=").strip().partition(":")
    assert base64.b64decode(shown) != OLD
    settings.VAULT_KEYS, settings.VAULT_INDEX_KEY = {2: NEW}, (int(number), base64.b64decode(shown))
    assert blind_index("person", "lotte") == made


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ring", "trouble"),
    [
        ({1: OLD}, None),
        ({2: NEW, 1: OLD}, None),
        ({2: NEW}, "lack key 1"),
        ({1: NEW}, "hold another key 1"),
    ],
)
def test_a_ring_that_does_not_open_what_is_stored_refuses_to_start(settings, monkeypatch, ring, trouble):
    monkeypatch.setattr(keys.connection, "close", lambda: None)  # the test stands in its transaction
    settings.VAULT_KEYS = {1: OLD}
    keys.refuse_wrong_keys()
    settings.VAULT_KEYS = ring
    if trouble is None:
        keys.refuse_wrong_keys()
    else:
        with pytest.raises(ImproperlyConfigured, match=f"^VAULT_KEYS {trouble}"):
            keys.refuse_wrong_keys()


@pytest.mark.django_db
def test_the_first_start_on_a_database_of_somebody_else_opens_a_value_of_each_column(settings, monkeypatch):
    monkeypatch.setattr(keys.connection, "close", lambda: None)
    settings.VAULT_KEYS = {1: OLD}
    a_referral()
    settings.VAULT_KEYS = {1: NEW}
    with pytest.raises(ImproperlyConfigured, match=r"do not open what is stored in .*referrals_referral\.last_name"):
        keys.refuse_wrong_keys()


@pytest.mark.django_db
def test_a_key_that_was_taken_away_after_rotation_is_not_missed_but_its_fingerprints_are(settings, monkeypatch):
    monkeypatch.setattr(keys.connection, "close", lambda: None)
    settings.VAULT_KEYS = {1: OLD}
    keys.refuse_wrong_keys()
    settings.VAULT_KEYS = {2: NEW, 1: OLD}
    shown = rotated(index_key=True)
    rotated()
    settings.VAULT_KEYS = {2: NEW}
    with pytest.raises(ImproperlyConfigured, match="fingerprints"):
        keys.refuse_wrong_keys()
    settings.VAULT_INDEX_KEY = (1, base64.b64decode(shown.partition(":")[2]))
    keys.refuse_wrong_keys()


def program(*arguments: str, ring: str) -> subprocess.Popen[str]:
    """A process of its own, with the database of this test and this ring."""
    values = connection.settings_dict
    code = (
        "import os, settings.test, base64; settings.test.VAULT_KEYS.clear();"
        f"settings.test.VAULT_KEYS.update({ring});"
        f"settings.test.DATABASES['default'].update({{k: v for k, v in {values!r}.items() if k in "
        "('NAME', 'USER', 'PASSWORD', 'HOST', 'PORT')});"
    )
    return subprocess.Popen(
        [sys.executable, "-c", code + "\n".join(arguments)],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "settings.test"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.mark.django_db(transaction=True)
def test_rotation_of_ten_thousand_rows_survives_a_kill_and_wrong_keys_end_the_web_process(settings):
    settings.VAULT_KEYS = {1: OLD}
    user = a_user()
    rows = (
        ReturnedAnswers(id=uuid.uuid4(), user=user, content=f"antwoord {n}", kept_at=timezone.now())
        for n in range(10_000)
    )
    ReturnedAnswers.objects.bulk_create(rows, batch_size=2000)
    [field] = [one for one in sealed_fields() if one.model is ReturnedAnswers]
    rotate = (
        "import django; django.setup(); from django.core.management import call_command; call_command('rotate_keys')"
    )
    ring = repr({2: NEW, 1: OLD})
    first = program(rotate, ring=ring)
    until = time.monotonic() + 60
    while not values_by_key(field)[2] and time.monotonic() < until:
        time.sleep(0.02)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    moved = values_by_key(field)
    assert 0 < moved[2] < 10_000, moved
    again = program(rotate, ring=ring)
    output, _ = again.communicate(timeout=120)
    assert again.returncode == 0, output
    assert values_by_key(field) == {2: 10_000}
    settings.VAULT_KEYS = {2: NEW}
    assert {one.content for one in ReturnedAnswers.objects.iterator()} == {f"antwoord {n}" for n in range(10_000)}
    worker = "import django; django.setup(); from celery.signals import worker_init; worker_init.send(sender=None)"
    for start in ("import settings.wsgi", worker):
        refused = program(start, ring=repr({1: OLD}))
        said, _ = refused.communicate(timeout=60)
        assert refused.returncode != 0, start
        assert "VAULT_KEYS lack key 2" in said
