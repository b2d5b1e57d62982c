"""The key derivations that the format of the archive asks for each of its entries, whoever writes it (WinZip AE-2)."""

import secrets

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

ENTRIES, ITERATIONS, KEY_BYTES, SALT_BYTES = 2, 1000, 66, 16


def derive_keys(password: str) -> None:
    """Those of one archive of ours."""
    for _entry in range(ENTRIES):
        salt = secrets.token_bytes(SALT_BYTES)
        PBKDF2HMAC(SHA1(), KEY_BYTES, salt, ITERATIONS).derive(password.encode())  # noqa: S303
