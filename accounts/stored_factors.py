"""The rows of apps, passkeys and reserve codes: secrets bound to their row, and rows that cannot be read.

One bad row hurts one row. What cannot be read is shown to the library as something that nothing fits, so that the other
ways to sign in still work; what is stored stays as it is.
"""

import base64
import os
from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from django.db.models.signals import post_init, pre_save
from django.dispatch import receiver
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from vault.key_ring import seal, unseal

OF_NO_ROW = b"second factor"
"""What a secret is sealed for until its row is saved: no row that is read opens it."""

_SECRETS = ("secret", "seed")
"""Where the library keeps the key of an app, and what reserve codes are made from."""

UNREADABLE = "onleesbaar"
"""The name of a passkey that cannot be read."""


class _OfRow(str):
    """A sealed secret that knows the row it was read from, or sealed for."""

    context: bytes

    def __new__(cls, value: str, context: bytes) -> "_OfRow":
        of_row = super().__new__(cls, value)
        of_row.context = context
        return of_row


def _context(authenticator: Authenticator, name: str) -> bytes:
    """Whose secret, and of which kind: a person has one row of each kind that has secrets."""
    return b"\0".join([OF_NO_ROW, authenticator.user_id.bytes, authenticator.type.encode(), name.encode()])


def sealed(text: str, context: bytes) -> str:
    """Return a secret as the row holds it."""
    return base64.b64encode(seal(text.encode(), context=context)).decode()


@receiver(post_init, sender=Authenticator)
def _know_the_row(instance: Authenticator, **_: Any) -> None:
    instance.is_unreadable = False
    if instance.pk is None or not {"data", "user_id", "type"} <= instance.__dict__.keys():  # new, or deferred
        return
    instance.is_unreadable = not _can_be_read(instance)
    if instance.is_unreadable:
        instance.stored, instance.data = instance.data, _STAND_INS[instance.type]()
        return
    for name in _SECRETS & instance.data.keys():
        instance.data[name] = _OfRow(instance.data[name], _context(instance, name))


@receiver(pre_save, sender=Authenticator)
def _seal_for_the_row(instance: Authenticator, **_: Any) -> None:
    if instance.is_unreadable:
        instance.data = instance.stored
        return
    for name in _SECRETS & instance.data.keys():
        if not isinstance(instance.data[name], _OfRow):
            secret = unseal(base64.b64decode(instance.data[name]), context=OF_NO_ROW).decode()
            context = _context(instance, name)
            instance.data[name] = _OfRow(sealed(secret, context), context)


def seal_again(authenticator: Authenticator) -> None:
    """Seal the secrets of a row that was read under the first key, for the same row. Raises VaultError."""
    for name in _SECRETS & authenticator.data.keys():
        context = _context(authenticator, name)
        opened = unseal(base64.b64decode(authenticator.data[name]), context=context).decode()
        authenticator.data[name] = _OfRow(sealed(opened, context), context)
    authenticator.save(update_fields=["data"])


def sealed_parts(authenticator: Authenticator) -> list[str]:
    """What is sealed of a second factor: the secret of an app, or the seed of reserve codes."""
    if authenticator.is_unreadable:
        return []
    return [authenticator.data[name] for name in _SECRETS if name in authenticator.data]


# --- rows that cannot be read --------------------------------------------------------------------------------------


def _can_be_read(authenticator: Authenticator) -> bool:
    """Whether the library finds in this row what it looks for; a secret that does not open is another matter."""
    data = authenticator.data
    try:
        if authenticator.type == Authenticator.Type.TOTP:
            return isinstance(data["secret"], str)
        if authenticator.type == Authenticator.Type.RECOVERY_CODES:
            return isinstance(data["seed"], str) and isinstance(data["used_mask"], int)
        is_key = authenticator.wrap().authenticator_data.credential_data is not None
        return is_key and isinstance(data["name"], str) and isinstance(data.get("counter", 0), int)
    except Exception:  # bytes within bytes, in which the library finds many ways to stumble
        return False


def _passkey_that_nobody_has() -> dict[str, Any]:
    identity, key = os.urandom(32), ec.generate_private_key(ec.SECP256R1()).public_key()
    cose = ES256.from_cryptography_key(key)  # type: ignore[no-untyped-call]
    public = AttestedCredentialData.create(b"\0" * 16, identity, cose)
    data = AuthenticatorData.create(b"\0" * 32, AuthenticatorData.FLAG.AT, 0, public)
    response = {"clientDataJSON": websafe_encode(b'{"type":"webauthn.create","challenge":"","origin":""}')}
    response["attestationObject"] = websafe_encode(AttestationObject.create("none", data, {}))
    name = websafe_encode(identity)
    return {"name": UNREADABLE, "credential": {"id": name, "rawId": name, "type": "public-key", "response": response}}


_STAND_INS: dict[str, Callable[[], dict[str, Any]]] = {
    Authenticator.Type.WEBAUTHN: _passkey_that_nobody_has,
    Authenticator.Type.TOTP: lambda: {"secret": ""},
    Authenticator.Type.RECOVERY_CODES: lambda: {"seed": "", "used_mask": 2**64 - 1},
}
