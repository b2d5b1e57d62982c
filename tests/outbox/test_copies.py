"""A copy of any kind is noticed before a mail leaves (ADR 0022, 0068): each made and opened as operators do, for real.

All are of one moment. After it one mail left and one consent was withdrawn; then the product works on the copy.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from consent.models import Withdrawal
from law.roles import Role
from local.services import POSTGRES_PROGRAMS, postgres
from outbox import standstill
from outbox.delivery import deliver
from outbox.models import Kind, OutboxState, StopReason, Transmission, TransmissionStatus
from referrals.actions import withdraw
from tests.builders.accounts import a_user
from tests.builders.referrals import a_referral

pytestmark = pytest.mark.django_db(transaction=True)

Open = Callable[[], None]
IN_MEMORY = "/dev/shm"  # noqa: S108  # a folder with a name that nobody can guess is made in it


class Copies:
    """Copies of the database of the tests, and the product on one of them from when it was opened."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
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

    def base_backup(self, name: str) -> Path:
        """The folder of a base backup under this name: made once, as all copies are of one moment."""
        backup = self.folder / "backup" / "data"
        if not backup.exists():
            self.run("pg_basebackup", f"--pgdata={backup}", "--checkpoint=fast", "--wal-method=stream", "--no-sync")
        data = self.folder / name / "data"
        shutil.copytree(backup, data, symlinks=True)
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
        data = self.base_backup("plain")
        return lambda: self.start(data)

    def copied_folder(self) -> Open:
        """A disk or a machine put back: the folder as it was, with no trace of a backup in it."""
        data = self.base_backup("copied")
        (data / "backup_label").rename(data / "backup_label.old")
        return lambda: self.start(data)

    def point_in_time(self) -> Open:
        data = self.base_backup("point")
        (data / "recovery.signal").touch()
        with (data / "postgresql.auto.conf").open("a") as settings:
            settings.write("restore_command = 'false'\nrecovery_target = 'immediate'\n")
            settings.write("recovery_target_action = 'promote'\n")
        return lambda: self.start(data)

    def dump(self) -> Open:
        """Everything, loaded beside the database."""
        dump = self._dumped()

        def load(copy: str) -> None:
            self.run("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={copy}", str(dump))

        return lambda: self._beside("whole", load)

    def data_only(self) -> Open:
        """The rows alone, loaded into tables that the migrations made."""
        dump, tables = self._dumped(), self.folder / "tables"
        self.run("pg_restore", "--schema-only", "--no-owner", f"--file={tables}", str(dump))

        def load(copy: str) -> None:
            self.run("psql", "--quiet", f"--dbname={copy}", f"--file={tables}")
            self.run("pg_restore", "--data-only", "--disable-triggers", f"--dbname={copy}", str(dump))

        return lambda: self._beside("rows", load)

    def _dumped(self) -> Path:
        dump = self.folder / "dump"
        if not dump.exists():
            self.run("pg_dump", "--format=custom", f"--file={dump}", self.own["NAME"])
        return dump

    def _beside(self, name: str, load: Callable[[str], None]) -> None:
        copy = f"{self.own['NAME']}_{name}"
        self.run("psql", "--quiet", "--dbname=postgres", f"--command=CREATE DATABASE {copy}")
        self.stack.callback(self.run, "psql", "--quiet", "--dbname=postgres", f"--command=DROP DATABASE {copy}")
        load(copy)
        connection.close()
        connection.settings_dict["NAME"] = copy

    @contextmanager
    def opened(self, opens: Open) -> Iterator[None]:
        """The product works on this copy, until the block is over."""
        with ExitStack() as self.stack:
            try:
                opens()
                yield
            finally:
                connection.close()
                connection.settings_dict.update(self.own)


@pytest.fixture
def copies() -> Iterator[Copies]:
    # in memory where there is such a folder, as a copy is large; a place that another user may enter
    folder = Path(tempfile.mkdtemp(prefix="copy-", dir=IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else None))
    folder.chmod(0o711)
    try:
        yield Copies(folder)
    finally:
        shutil.rmtree(folder)


def test_a_copy_of_any_kind_sends_nothing_before_it_is_released(copies, inbox, settings, tmp_path, capsys):
    """R55: two mails with client data wait in the copy; one of them left since, of the other the consent is gone."""
    journal = tmp_path / "journaal"
    settings.WITHDRAWAL_JOURNAL = str(journal)
    administrator = a_user(Role.ADMINISTRATOR)
    left = a_referral()
    withdrawn = a_referral(team=left.team, partner=left.partner, filed_by=left.filed_by)
    standstill.freeze_if_moved(timezone.now())
    kinds = [copies.plain_base_backup, copies.copied_folder, copies.point_in_time, copies.dump, copies.data_only]
    opening = {kind.__name__: kind() for kind in kinds}
    deliver(left.transmission_id)
    withdraw(withdrawn, on=timezone.localdate(), by=left.filed_by, at=timezone.now())
    assert len(inbox.contents) == 1

    for kind, opens in opening.items():
        settings.WITHDRAWAL_JOURNAL = shutil.copy(journal, tmp_path / kind)
        inbox.contents.clear()
        with copies.opened(opens):
            _send_nothing_before_it_is_released(inbox, left, withdrawn, administrator)
        assert "1 intrekkingen opnieuw genoteerd." in capsys.readouterr().out, kind


def _send_nothing_before_it_is_released(inbox, left, withdrawn, administrator) -> None:
    with pytest.raises(CommandError, match="staat stil"):
        call_command("sweep_outbox")
    deliver(left.transmission_id)
    deliver(withdrawn.transmission_id)
    assert inbox.contents == []
    assert OutboxState.objects.get().frozen_because == StopReason.RESTORED

    call_command("outbox_release", by=administrator.email)
    call_command("sweep_outbox")
    assert len(inbox.contents) == 1  # it asks to delete: the withdrawn one may have left as well (R56)
    assert Transmission.objects.get(status=TransmissionStatus.SENT).kind == Kind.DELETION_NOTICE
    held = Transmission.objects.get(pk=left.transmission_id)
    assert (held.status, held.is_ambiguous) == (TransmissionStatus.FAILED, True)
    stopped = Transmission.objects.get(pk=withdrawn.transmission_id)
    assert (stopped.status, stopped.is_ambiguous) == (TransmissionStatus.CANCELLED, True)
    assert Withdrawal.objects.filter(consent=withdrawn.consent_id).exists()
    call_command("sweep_outbox")
    assert OutboxState.objects.get().frozen_at is None, "the journal holds it for a copy for ever"
