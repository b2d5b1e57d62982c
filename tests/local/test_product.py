import fcntl
import socket
from dataclasses import replace
from pathlib import Path

import pytest

from local.ports import PortNotUsableError, free_ports
from local.product import AlreadyRunningError, Product, RewrittenError


def test_a_second_product_in_the_same_folder_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(AlreadyRunningError, match="draait al"), Product(tmp_path, free_ports()):
            pass


def test_a_database_of_migrations_that_were_rewritten_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    (tmp_path / "migrated.json").write_text('{"agreements/migrations/0001_initial.py": "as it was"}')
    with pytest.raises(RewrittenError, match=f"rm -r {tmp_path}"), Product(tmp_path, free_ports()):
        pass


def test_a_port_in_use_stops_the_start_before_anything_runs(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        ports = replace(free_ports(), web=other.getsockname()[1])
        with pytest.raises(PortNotUsableError, match="PORT="), Product(tmp_path, ports):
            pass
    assert not (tmp_path / "postgres").exists()
