"""The second factor of the example accounts: secrets that anyone may know, and the codes of this moment."""

import base64
import hashlib
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

if TYPE_CHECKING:
    from django.test import Client

    from accounts.models import User

PERIOD = 30  # seconds
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
_last: dict[tuple[str, str], int] = {}


def secret_of(email: str) -> bytes:
    """What the app of this example account would hold. It keeps nobody out: it follows from the address."""
    return hashlib.sha256(f"voorbeeld {email}".encode()).digest()[:20]


def code_of(email: str, at: float | None = None) -> str:
    """The code that the app shows now, or at another moment (seconds since 1970)."""
    app = TOTP(secret_of(email), 6, SHA1(), PERIOD)  # noqa: S303  # what RFC 6238 and every app use
    return app.generate(int(time.time() if at is None else at)).decode()


def unused_code_of(email: str, *, site: str = "") -> str:
    """A code that this process did not give this site before, for who signs in often; waits when it takes none yet."""
    period = max(int(time.time()) // PERIOD, _last.get((site, email), 0) + 1)
    while period > time.time() // PERIOD + 1:
        time.sleep(0.5)
    _last[site, email] = period
    return code_of(email, period * PERIOD)


def link_app(user: "User", at: datetime) -> None:
    """Do as if this person linked an app at that moment, which holds the example's secret."""
    from allauth.mfa.models import Authenticator
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.utils import encrypt

    secret = base64.b32encode(secret_of(user.email)).decode()
    data = {"secret": encrypt(secret)}
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data=data, created_at=at)
    RecoveryCodes.activate(user)


def signed_in(user: "User", *, site: str = "testserver", client_class: "type[Client] | None" = None) -> "Client":
    """Django's own client in the hands of this person, as after password and code."""
    from django.http import HttpRequest
    from django.test import Client

    from accounts.second_factor import is_set, remember_proof

    if not is_set(user):
        link_app(user, LONG_AGO)  # before any day that a clock is set to
    client = (client_class or Client)(SERVER_NAME=site)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    request = HttpRequest()
    request.user, request.session = user, client.session
    remember_proof(request)
    request.session.save()
    return client
