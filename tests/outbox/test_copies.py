"""A copy of any kind is noticed before a mail leaves (ADR 0022, 0068): each made and opened as operators do, for real.

All are of one moment. After it one mail left and one consent was withdrawn; then the product works on the copy. A dump
is tried in `test_standstill.py`.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from law.roles import Role
from local.services import POSTGRES_PROGRAMS, postgres
from outbox import standstill
from outbox.delivery import deliver
from outbox.models import Kind, OutboxState, StopReason, Transmission, TransmissionStatus
from referrals.actions import withdraw
from tests.builders import a_referral, a_user

pytestmark = pytest.mark.django_db(transaction=True)

Open = Callable[[], None]
IN_MEMORY = "/dev/shm"  # noqa: S108  # a folder with a name that nobody can guess is made in it


class Copies:
    """Copies of the database of the tests, and the product on one of them from when it was opened."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder, self.stack = folder, stack
        self.own = {key: connection.settings_dict[key] for key in ("NAME", "HOST", "PORT")}
        self.place = connection.get_connection_params()

    def run(self, program: str, *arguments: str) -> None:
        asks = {"PGHOST": "host", "PGPORT": "port", "PGUSER": "user", "PGPASSWORD": "password"}
        environment = {
            **os.environ,
            **{name: str(self.place[key]) for name, key in asks.items() if self.place.get(key)},
        }
        command = [str(POSTGRES_PROGRAMS / program), *arguments]
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
        )
        assert done.returncode == 0, done.stderr

    def base_backup(self) -> Path:
        data = self.folder / "copy" / "data"
        self.run("pg_basebackup", f"--pgdata={data}", "--checkpoint=fast", "--wal-method=stream", "--no-sync")
        for left in (".handle_pids.json", "log", ".s.PGSQL.5432.lock", ".s.PGSQL.5432"):
            (data / left).unlink(missing_ok=True)
        return data

    def start(self, data: Path) -> None:
        """Start a server on this folder as it is, and let the product work on it."""
        address = urlsplit(self.stack.enter_context(postgres(self._owned(data).parent)))
        connection.close()
        socket = parse_qs(address.query).get("host")
        connection.settings_dict["HOST"] = socket[0] if socket else address.hostname
        connection.settings_dict["PORT"] = address.port or ""
        until = time.monotonic() + 30
        while self._is_in_recovery():
            assert time.monotonic() < until
            time.sleep(0.1)

    @staticmethod
    def _is_in_recovery() -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_is_in_recovery()")
            return bool(cursor.fetchone()[0])

    def _owned(self, data: Path) -> Path:
        """A server refuses to run as root, and on a folder that is not its own."""
        if os.geteuid() == 0:
            owner = Path(self.place["host"]).stat()
            for path in (data.parent, data, *data.rglob("*")):
                os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)
        return data

    # --- the kinds of copy: each returns what opens it

    def plain_base_backup(self) -> Open:
        data = self.base_backup()
        return lambda: self.start(data)

    def copied_folder(self) -> Open:
        """A disk or a machine put back: the folder as it was, with no trace of a backup in it."""
        data = self.base_backup()
        (data / "backup_label").rename(data / "backup_label.old")
        return lambda: self.start(data)

    def point_in_time(self) -> Open:
        data = self.base_backup()
        (data / "recovery.signal").touch()
        with (data / "postgresql.auto.conf").open("a") as settings:
            settings.write("restore_command = 'false'\nrecovery_target = 'immediate'\n")
            settings.write("recovery_target_action = 'promote'\n")
        return lambda: self.start(data)

    def data_only(self) -> Open:
        """The rows alone, loaded into tables that the migrations made."""
        name, dump, tables = self.own["NAME"], self.folder / "dump", self.folder / "tables"
        self.run("pg_dump", "--format=custom", f"--file={dump}", name)
        self.run("pg_restore", "--schema-only", "--no-owner", f"--file={tables}", str(dump))
        copy = f"{name}_rows"

        def load() -> None:
            self.run("psql", "--quiet", "--dbname=postgres", f"--command=CREATE DATABASE {copy}")
            self.run("psql", "--quiet", f"--dbname={copy}", f"--file={tables}")
            self.run("pg_restore", "--data-only", "--disable-triggers", f"--dbname={copy}", str(dump))
            connection.close()
            connection.settings_dict["NAME"] = copy
            self.stack.callback(self.run, "psql", "--quiet", "--dbname=postgres", f"--command=DROP DATABASE {copy}")

        return load

    def close(self) -> None:
        connection.close()
        connection.settings_dict.update(self.own)


@pytest.fixture
def copies() -> Iterator[Copies]:
    with ExitStack() as stack:
        # in memory where there is such a folder, as a copy is large; a place that another user may enter
        folder = Path(tempfile.mkdtemp(prefix="copy-", dir=IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else None))
        folder.chmod(0o711)
        stack.callback(shutil.rmtree, folder)
        made = Copies(folder, stack)
        try:
            yield made
        finally:
            made.close()


@pytest.mark.parametrize("kind", ["plain_base_backup", "copied_folder", "point_in_time", "data_only"])
def test_a_copy_sends_nothing_before_it_is_released(copies, inbox, settings, tmp_path, kind, capsys):
    """R55: two mails with client data wait in the copy; one of them left since, of the other the consent is gone."""
    settings.WITHDRAWAL_JOURNAL = str(tmp_path / "journaal")
    administrator = a_user(Role.ADMINISTRATOR)
    left = a_referral()
    withdrawn = a_referral(team=left.team, partner=left.partner, filed_by=left.filed_by)
    standstill.freeze_if_moved(timezone.now())
    open_copy = getattr(copies, kind)()
    deliver(left.transmission_id)
    withdraw(withdrawn, on=timezone.localdate(), by=left.filed_by, at=timezone.now())
    assert len(inbox.contents) == 1

    open_copy()
    with pytest.raises(CommandError, match="staat stil"):
        call_command("sweep_outbox")
    deliver(left.transmission_id)
    deliver(withdrawn.transmission_id)
    assert len(inbox.contents) == 1
    assert OutboxState.objects.get().frozen_because == StopReason.RESTORED

    call_command("outbox_release", by=administrator.email)
    call_command("sweep_outbox")
    assert len(inbox.contents) == 2  # it asks to delete: the withdrawn one may have left as well (R56)
    assert Transmission.objects.get(status=TransmissionStatus.SENT).kind == Kind.DELETION_NOTICE
    assert "1 intrekkingen opnieuw genoteerd." in capsys.readouterr().out
    call_command("sweep_outbox")
    assert OutboxState.objects.get().frozen_at is None, "the journal holds it for a copy for ever"
