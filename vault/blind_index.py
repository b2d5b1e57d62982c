"""Finds equal texts without opening anything: a keyed fingerprint (HMAC-SHA256) that can be stored and compared.

Fingerprints are only comparable under one key, and what they were made of is gone: they cannot be made again. So they
use the ring's **lowest** number instead of the first: a new key that is put in front for sealing does not change them.
They need only what follows from that key for this one use, its index key, from which the key itself does not follow.
When the key is taken away, its index key stays in VAULT_INDEX_KEY (ADR 0071): what the key sealed in old copies is then
closed, and clients are still found. The key's number is written before the fingerprint, so nothing changes silently.
"""

import hmac

from django.conf import settings

from vault.key_ring import sub_key


def index_key_in_use() -> tuple[int, bytes]:
    """Return number and index key: the one that was set apart, else that of the lowest key of the ring."""
    if settings.VAULT_INDEX_KEY is not None:
        number, index_key = settings.VAULT_INDEX_KEY
        return int(number), bytes(index_key)
    number = min(settings.VAULT_KEYS)
    return number, sub_key(settings.VAULT_KEYS[number], "blind-index")


def blind_index(purpose: str, text: str) -> bytes:
    """Return 34 bytes (key number, HMAC-SHA256) that are equal for equal texts within one purpose.

    The caller brings `text` into one form first (spaces, capitals): what differs by a byte, differs here.
    """
    number, index_key = index_key_in_use()
    key = sub_key(index_key, f"blind-index/{purpose}")
    return number.to_bytes(2, "big") + hmac.digest(key, text.encode(), "sha256")
