"""Finds equal texts without opening anything: a keyed fingerprint (HMAC-SHA256) that can be stored and compared.

Fingerprints are only comparable under one key, so they use the ring's **lowest** number instead of the first: a new key
that is put in front for sealing does not change them. The key's number is written before the fingerprint: whoever wants
to drop the lowest key sees in the rows themselves which fingerprints must be made again, and nothing changes silently.
"""

import hmac

from django.conf import settings

from vault.key_ring import sub_key


def blind_index(purpose: str, text: str) -> bytes:
    """Return 34 bytes (key number, HMAC-SHA256) that are equal for equal texts within one purpose.

    The caller brings `text` into one form first (spaces, capitals): what differs by a byte, differs here.
    """
    number = min(settings.VAULT_KEYS)
    key = sub_key(settings.VAULT_KEYS[number], f"blind-index/{purpose}")
    return number.to_bytes(2, "big") + hmac.digest(key, text.encode(), "sha256")
