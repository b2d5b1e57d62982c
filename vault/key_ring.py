"""Seals bytes with AES-256-GCM under the key ring of `settings.VAULT_KEYS` (number → 32 bytes; the first one seals).

    sealed value = format (1 byte) · key number (2 bytes) · nonce (12 random bytes) · ciphertext and tag (n + 16 bytes)

so a value grows by 31 bytes and its length stays visible. Format, key number and the caller's context are authenticated
with it: a value that was changed, or moved to a place with another context, does not open. The ring's keys are never
used directly: each purpose has its own sub-key (HKDF-SHA256). Nonces are random, so one key may seal at most 2³² values
(NIST SP 800-38D § 8.3); the ring lets a newer key take over long before.
"""

import os
import struct
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error

FORMAT = 1
HEADER = struct.Struct(">BH")
KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
OVERHEAD = HEADER.size + NONCE_BYTES + TAG_BYTES


class VaultError(Exception):
    """A value cannot be sealed or opened. The message names a field or a key number, never content."""


SEAL = "seal"
"""The purpose of what is sealed and has no other."""


def seal(plaintext: bytes, *, context: bytes, purpose: str = SEAL) -> bytes:
    """Return `plaintext` sealed under the first key; only the same `context` and `purpose` open it again."""
    number = next(iter(settings.VAULT_KEYS))
    header = HEADER.pack(FORMAT, number)
    nonce = os.urandom(NONCE_BYTES)
    return header + nonce + _cipher(settings.VAULT_KEYS[number], purpose).encrypt(nonce, plaintext, header + context)


def unseal(sealed: bytes, *, context: bytes, purpose: str = SEAL) -> bytes:
    """Return what was sealed; raise VaultError when it was changed, moved, or sealed under a key that is gone."""
    number = key_number(sealed)
    if number not in settings.VAULT_KEYS:
        raise VaultError(f"Key {number} is not in the key ring.")
    header, rest = sealed[: HEADER.size], sealed[HEADER.size :]
    try:
        cipher = _cipher(settings.VAULT_KEYS[number], purpose)
        return cipher.decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], header + context)
    except InvalidTag:
        raise VaultError("The sealed value was changed, or it belongs to another row, column or table.") from None


def key_number(sealed: bytes) -> int:
    """Return the number of the key that sealed this value; raise VaultError when it is not a sealed value."""
    if len(sealed) < OVERHEAD or sealed[0] != FORMAT:
        raise VaultError("This is not a sealed value.")
    number: int = HEADER.unpack_from(sealed)[1]
    return number


@cache
def sub_key(key: bytes, purpose: str) -> bytes:
    """Return the 32-byte key that stands for `key` in one purpose and tells nothing about any other purpose."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"vault/{purpose}".encode()).derive(key)


@cache
def _cipher(key: bytes, purpose: str) -> AESGCM:
    return AESGCM(sub_key(key, purpose))


def check_key_ring(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """System check: refuse to start without usable keys."""
    ring = getattr(settings, "VAULT_KEYS", None)
    if not isinstance(ring, Mapping) or not ring:
        return [Error("VAULT_KEYS holds no key.", hint="Give it as 1:<base64 of 32 bytes>.", id="vault.E001")]
    wrong = [
        Error(f"Key {number} of VAULT_KEYS is not usable.", hint="A number from 1 to 65535; 32 bytes.", id="vault.E002")
        for number, key in ring.items()
        if not (isinstance(number, int) and 0 < number < 2**16 and isinstance(key, bytes) and len(key) == KEY_BYTES)
    ]
    if not wrong and len(set(ring.values())) < len(ring):
        wrong.append(Error("Two numbers in VAULT_KEYS hold the same key.", id="vault.E003"))
    return [*wrong]
