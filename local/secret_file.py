"""The secrets of a product on this computer: made once, kept in a file that only its owner can read."""

import base64
import os
import secrets
from pathlib import Path


def kept_secrets(file: Path) -> dict[str, str]:
    """Return SECRET_KEY and VAULT_KEYS from this file; the first time they are made."""
    if not file.exists():
        made = {
            "SECRET_KEY": secrets.token_urlsafe(64),
            "VAULT_KEYS": "1:" + base64.b64encode(secrets.token_bytes(32)).decode(),
        }
        write_secretly(file, "".join(f"{name}={value}\n" for name, value in made.items()))
    return dict(line.split("=", 1) for line in file.read_text().splitlines())


def write_secretly(file: Path, text: str) -> None:
    """Write a file that only its owner can read: the whole of it or nothing."""
    unfinished = file.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as output:
        output.write(text)
    unfinished.replace(file)
