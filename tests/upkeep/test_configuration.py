"""`check_config` connects for real: what works is said, and what does not comes with what to do."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.builders.referrals import a_referral
from tests.database_roles import database_roles
from tests.outbox.conftest import certificate, inbox
from upkeep import configuration
from upkeep.configuration import Tried, check
from vault.key_ring import seal

__all__ = ["certificate", "inbox"]


def lines(part: str) -> list[Tried]:
    return list(getattr(configuration, part)())


def wrong(part: str) -> str:
    return " ".join(line.sentence for line in lines(part) if line.is_well is False)


@pytest.mark.django_db
def test_a_machine_on_which_everything_answers_has_little_to_mend(inbox, settings, tmp_path):
    settings.WITHDRAWAL_JOURNAL, settings.TRAIL_HEADS_FILE = str(tmp_path / "journaal"), str(tmp_path / "heads")
    everything = list(check())
    found = {line.about: line for line in everything if line.is_well}
    assert {"databank", "sleutels", "klok", "redis", "mailserver", "bestanden"} <= found.keys(), everything
    assert "laat ons binnen" in found["mailserver"].sentence


@pytest.mark.django_db(transaction=True)
def test_the_rights_are_those_of_the_role_that_runs_the_product():
    assert "superuser" in wrong("_rights")
    with database_roles() as roles, connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {roles.app}")
        assert [line.is_well for line in lines("_rights")] == [True]
        cursor.execute(f"RESET ROLE; GRANT UPDATE ON django_migrations TO {roles.app}; SET ROLE {roles.app}")
        assert "UPDATE op django_migrations" in wrong("_rights")
        cursor.execute(f"RESET ROLE; REVOKE SELECT ON outbox_attempt FROM {roles.app}; SET ROLE {roles.app}")
        assert "niet lezen: outbox_attempt" in wrong("_rights")
        cursor.execute(f"RESET ROLE; ALTER TABLE outbox_attempt OWNER TO {roles.app}; SET ROLE {roles.app}")
        assert "eigenaar van 1 tabellen" in wrong("_rights")
        cursor.execute("RESET ROLE")


@pytest.mark.django_db
def test_each_fault_is_named_with_what_to_do(inbox, settings, tmp_path):
    settings.SMTP_CA_FILE = None
    assert "SMTP_CA_FILE" in wrong("_relay")
    settings.SMTP_PORT = 1
    assert "firewall" in wrong("_relay")
    settings.IMAP_HOST, settings.IMAP_PORT, settings.IMAP_LOGIN = "localhost", 1, "password"
    assert "IMAP_" in wrong("_return_mailbox")
    settings.WITHDRAWAL_JOURNAL = str(tmp_path / "weg" / "journaal")
    assert "WITHDRAWAL_JOURNAL is niet te schrijven" in wrong("_files")
    settings.SITE_URL = "https://elders.example"
    assert "ALLOWED_HOSTS niet" in wrong("_site")
    configuration.wrong_keys()  # notes the keys, as a start does
    a_referral()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE referrals_referral SET phone = %s", [seal(b"x", context=b"elders")])
    assert "referrals_referral.phone (sleutel 1)" in wrong("_keys")


@pytest.mark.django_db
def test_a_database_in_which_nothing_can_be_kept_is_found():
    """After a failover the old address may lead to a copy that follows."""
    assert "alleen lezen" not in wrong("_database")
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
    assert "Deze databank staat op alleen lezen" in wrong("_database")
    assert wrong("_clock") == wrong("_work") == "", "what was not looked at is not called wrong"


@pytest.mark.django_db
def test_the_command_ends_badly_when_something_is_wrong_and_says_no_secret(settings):
    settings.SMTP_PASSWORD = "heel-geheim"
    output = StringIO()
    with pytest.raises(CommandError, match="keer FOUT"):
        call_command("check_config", stdout=output)
    assert "FOUT   mailserver: " in output.getvalue()
    assert "heel-geheim" not in output.getvalue()
