"""How we show who we are at a mail server: a user name with a password, or with an OAuth 2 token (XOAUTH2).

Microsoft 365 ends plain passwords for SMTP. There, a service asks its tenant for a token with its own client secret
(RFC 6749 § 4.4) and shows that; the same token opens the return mailbox (ADR 0020).
"""

import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

PATIENCE = 4.0  # seconds of silence; a token is asked while a mail is under way
LARGEST_ANSWER = 64 * 1024
EARLY = 120.0  # seconds before its end at which a token is not used any more


class TokenRefused(Exception):
    """The identity provider does not give us a token; the message repeats nothing it said."""


@dataclass(frozen=True, slots=True)
class PasswordLogin:
    """A user name and a password, both ASCII."""

    username: str
    password: str = field(repr=False)

    def __post_init__(self) -> None:
        if not self.username or not self.password or not self.username.isascii() or not self.password.isascii():
            raise ValueError("The user name and password of a relay are ASCII, and both are there.")


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Our secret goes to the address of the settings, and nowhere else."""

    def redirect_request(self, *_args: object) -> None:
        """Take the redirect for the answer, which is none with a token."""


class TokenSource:
    """Asks for tokens, and keeps the last one until shortly before its end."""

    def __init__(
        self,
        *,
        url: str,
        client_id: str,
        client_secret: str,
        scope: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._url = url
        self._asks = {
            "grant_type": "client_credentials",
            "client_id": client_id,
            "client_secret": client_secret,
            "scope": scope,
        }
        self._clock = clock
        self._token = ""
        self._until = 0.0

    def current(self) -> str:
        """Return a token that holds now. Raises TokenRefused, or OSError when nobody answers."""
        if not self._token or self._clock() >= self._until:
            self._token, lasts = self._ask()
            self._until = self._clock() + lasts - EARLY
        return self._token

    def forget(self) -> None:
        """Ask for a new one next time: this one was refused."""
        self._token = ""

    def _ask(self) -> tuple[str, float]:
        body = urllib.parse.urlencode(self._asks).encode()
        request = urllib.request.Request(self._url, data=body, headers={"Accept": "application/json"})  # noqa: S310  # only https passes the settings
        try:
            with urllib.request.build_opener(_NoRedirects).open(request, timeout=PATIENCE) as answer:
                found = json.loads(answer.read(LARGEST_ANSWER))
            return _printable(found["access_token"]), float(found["expires_in"])
        except urllib.error.HTTPError as refused:
            refused.close()
            if 400 <= refused.code < 500 and refused.code != 429:
                raise TokenRefused("The identity provider refuses our client.") from None
            raise ConnectionError("The identity provider is out of order.") from None
        except (ValueError, KeyError, TypeError):
            raise TokenRefused("The identity provider gave an answer without a token.") from None


@dataclass(frozen=True, slots=True)
class TokenLogin:
    """A user name, and where its tokens come from."""

    username: str
    tokens: TokenSource = field(repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.username.isascii() or not self.username.isprintable() or not self.username:
            raise ValueError("The user name of a relay is ASCII.")


@lru_cache
def token_source(url: str, client_id: str, client_secret: str, scope: str) -> TokenSource:
    """The one source of a process for these settings, so that a token is asked once and not for every mail."""
    return TokenSource(url=url, client_id=client_id, client_secret=client_secret, scope=scope)


def _printable(token: object) -> str:
    if not isinstance(token, str) or not token.isascii() or not token.isprintable():
        raise ValueError("no token")
    return token
