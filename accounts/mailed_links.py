"""Links in a mail that open a page for who has no account: the token leaves the address at the first step (ADR 0046).

The token stands in the query of the link, which no log of ours holds, and not in its path, which Django logs. Opening
the link puts the token's fingerprint in a signed cookie for that page only, and leads to the address without it.
Nothing else happens then: programs that check links in mails open them too, and people open them twice.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from vault.blind_index import blind_index

_TOKEN = "sleutel"  # noqa: S105  # the name of a parameter
_LIFE = timedelta(hours=1)
"""How long the page works after the link was opened; opening it again gives another hour."""


def new_token() -> str:
    """What makes a link unguessable: 256 random bits."""
    return secrets.token_urlsafe(32)


@dataclass(frozen=True)
class MailedLink:
    """One kind of link: the url name of its page, and the purpose under which fingerprints of its tokens are made."""

    page: str
    purpose: str

    def digest(self, token: str) -> bytes:
        """Return the keyed fingerprint under which a row is found; the token itself is never compared."""
        return blind_index(self.purpose, token)

    def digest_in_address(self, request: HttpRequest) -> bytes:
        """Return the fingerprint of the token in this address, for programs that keep no cookie, as a calendar."""
        return self.digest(request.GET.get(_TOKEN, ""))

    @property
    def cookie(self) -> str:
        """Its name; where there is HTTPS, one that a neighbour of our host cannot set (ADR 0066)."""
        return f"{'__Host-' if settings.SESSION_COOKIE_SECURE else ''}link_{self.page.replace(':', '_')}"

    def url(self, token: str) -> str:
        """Return the address as it is written in the mail."""
        return f"{settings.SITE_URL}{reverse(self.page)}?{_TOKEN}={token}"

    def first_step(self, request: HttpRequest) -> HttpResponse | None:
        """Lead to the address without a token; None when it has none."""
        token = request.GET.get(_TOKEN)
        if token is None:
            return None
        response = redirect(request.path)
        response.set_signed_cookie(
            self.cookie,
            self.digest(token).hex(),
            salt=self.page,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",  # the link is opened from a page of the mail program
        )
        return response

    def digest_in(self, request: HttpRequest) -> bytes:
        """Return the fingerprint of the token of the link that was opened; empty when none was, within the hour."""
        kept = request.get_signed_cookie(self.cookie, default="", salt=self.page, max_age=_LIFE)
        return bytes.fromhex(kept or "")
