"""A device that holds passkeys, in software: it does what a browser and a security key do together."""

import json
import os
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.test import Client
from django.urls import reverse
from fido2.cose import ES256
from fido2.utils import sha256, websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

SITE = "https://aanmelden.example"
UP, UV = AuthenticatorData.FLAG.UP, AuthenticatorData.FLAG.UV


@dataclass
class Device:
    """One key; `counter` is what it will say next, and stays 0 for a passkey that lives on several devices."""

    origin: str = SITE
    rp_id: str = "aanmelden.example"
    flags: AuthenticatorData.FLAG = UP | UV
    counter: int = 0
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential_id: bytes = field(default_factory=lambda: os.urandom(32))
    user_handle: str = ""

    def make(self, options: dict[str, Any]) -> str:
        """Answer a page that asks for a new passkey."""
        self.user_handle = options["user"]["id"]
        public = AttestedCredentialData.create(
            b"\0" * 16, self.credential_id, ES256.from_cryptography_key(self.key.public_key())
        )
        data = AuthenticatorData.create(
            sha256(self.rp_id.encode()), self.flags | AuthenticatorData.FLAG.AT, self.counter, public
        )
        return self._answer(
            {
                "clientDataJSON": self._client_data("webauthn.create", options),
                "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
            },
            clientExtensionResults={"credProps": {"rk": True}},
        )

    def sign(self, options: dict[str, Any]) -> str:
        """Answer a page that asks who is there."""
        data = AuthenticatorData.create(sha256(self.rp_id.encode()), self.flags, self.counter)
        client_data = self._client_data("webauthn.get", options)
        signature = self.key.sign(data + sha256(websafe_decode(client_data)), ec.ECDSA(SHA256()))
        return self._answer(
            {
                "clientDataJSON": client_data,
                "authenticatorData": websafe_encode(data),
                "signature": websafe_encode(signature),
                "userHandle": self.user_handle,
            }
        )

    def _client_data(self, kind: str, options: dict[str, Any]) -> str:
        challenge = websafe_decode(options["challenge"])
        return websafe_encode(CollectedClientData.create(kind, challenge, self.origin))

    def _answer(self, response: dict[str, Any], **more: Any) -> str:
        identity = websafe_encode(self.credential_id)
        return json.dumps(
            {
                "id": identity,
                "rawId": identity,
                "type": "public-key",
                "response": response,
                "clientExtensionResults": {},
                **more,
            }
        )


def options_of(client: Client, page: str) -> dict[str, Any]:
    """What this page asks the device, with a challenge of its own."""
    return json.loads(client.get(reverse(page)).context["passkey_options"])


def add_passkey(client: Client, device: Device | None = None, name: str = "laptop") -> Device:
    """Add a passkey of this device, as whoever is signed in."""
    device = device or Device()
    answer = device.make(options_of(client, "mfa_add_webauthn"))
    client.post(reverse("mfa_add_webauthn"), {"name": name, "credential": answer})
    return device


def give_passkey(client: Client, device: Device, page: str = "mfa_login_webauthn") -> Any:
    """Sign in with the passkey of this device: alone, or after the password."""
    return client.post(reverse(page), {"credential": device.sign(options_of(client, page))}, follow=True)
