import base64
import stat
from pathlib import Path

from local.secret_file import kept_secrets


def test_secrets_are_for_the_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "secrets.env"
    kept_secrets(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_secrets_are_made_once(tmp_path: Path) -> None:
    first = kept_secrets(tmp_path / "secrets.env")
    assert kept_secrets(tmp_path / "secrets.env") == first
    assert kept_secrets(tmp_path / "others.env") != first


def test_the_key_ring_holds_one_key_of_32_bytes(tmp_path: Path) -> None:
    number, _, key = kept_secrets(tmp_path / "secrets.env")["VAULT_KEYS"].partition(":")
    assert number == "1"
    assert len(base64.b64decode(key)) == 32
