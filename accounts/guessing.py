"""Guessing passwords and codes: who may try on, so that a stranger stops nobody else (ADR 0065).

Counted in a table and not in a cache: a cache that was emptied would open the gates. What is counted belongs to an
account and to where it came from. A device that signed in to this account before has a count of its own.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

from accounts.models import FailedSignIn, User
from vault.blind_index import blind_index

WINDOW = timedelta(minutes=30)
PER_ACCOUNT = 5
"""Passwords of one account within the window; then password and code are asked together, and both must be right."""
PER_NETWORK = 50
"""The same for an address of the internet, whatever the accounts: behind a gateway sit many people."""

KNOWN_FOR = timedelta(days=365)
MOST_KNOWN = 20
"""People who sign in at one device; the one who did so longest ago is forgotten first."""
_SALT = "known device"
_LENGTH = 16


@dataclass(frozen=True)
class SignInAttempt:
    """One try to sign in: at which account, from where. Fingerprints; also of addresses that have no account."""

    account: bytes
    source: bytes
    is_known: bool
    """Whether somebody signed in to this account here before."""


def attempt_at(request: HttpRequest, email: str) -> SignInAttempt:
    """What is known of this try, before anything is looked up: the same for an address without account."""
    email = email.strip().lower()
    account = blind_index("failed sign-in", email)
    device, people = _known(request)
    if isinstance(request.user, User) and request.user.email == email:
        return SignInAttempt(account, blind_index("place of sign-in", f"session {request.user.pk}"), is_known=True)
    if device and _name(email) in people:
        return SignInAttempt(account, blind_index("place of sign-in", f"device {device}"), is_known=True)
    return SignInAttempt(account, blind_index("place of sign-in", f"network {get_ip(request)}"), is_known=False)


def asks_both(attempt: SignInAttempt, *, at: datetime) -> bool:
    """Whether a password alone says too little now, so that the code comes with it. Never that nobody gets in."""
    recent = FailedSignIn.objects.filter(at__gt=at - WINDOW, is_known=attempt.is_known)
    of_account = recent.filter(account=attempt.account)
    if attempt.is_known:
        return of_account.filter(source=attempt.source).count() >= PER_ACCOUNT
    return of_account.count() >= PER_ACCOUNT or recent.filter(source=attempt.source).count() >= PER_NETWORK


def is_out_of_codes(attempt: SignInAttempt, *, at: datetime) -> bool:
    """Whether too many wrong codes followed a right password: who has that password must not guess the code."""
    wrong = FailedSignIn.objects.filter(account=attempt.account, at__gt=at - WINDOW, had_password=True)
    wrong = wrong.filter(source=attempt.source) if attempt.is_known else wrong.filter(is_known=False)
    return wrong.count() >= PER_ACCOUNT


def remember_device(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Let this browser carry, signed, that this person signed in here. It opens nothing: it only has an own count."""
    device, people = _known(request)
    name = _name(user.email)
    people = [name, *(one for one in people if one != name)][:MOST_KNOWN]
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps([device or get_random_string(22), *people], salt=_SALT),
        max_age=KNOWN_FOR,
        path="/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def is_known_device(request: HttpRequest, user: User) -> bool:
    """Whether this person signed in at this browser before."""
    return _name(user.email) in _known(request)[1]


def _known(request: HttpRequest) -> tuple[str, list[str]]:
    """The device and the people that its cookie names; nothing when there is none of ours."""
    try:
        device, *people = signing.loads(
            request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=_SALT, max_age=KNOWN_FOR
        )
    except (signing.BadSignature, ValueError):
        return "", []
    return device, people


def _name(email: str) -> str:
    return blind_index("known device", email.lower())[2:].hex()[:_LENGTH]
