"""What we ask of a passkey beyond django-allauth and python-fido2 (ADR 0061). WebAuthn level 2, § 7."""

import logging
from typing import Any, TypeVar

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import get_state
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

_A = TypeVar("_A", RegistrationResponse, AuthenticationResponse)
log = logging.getLogger(__name__)

LARGEST = 16 * 1024
"""Characters of an answer of a browser; those with a certificate of the maker have about five thousand."""

REFUSED = "Deze passkey klopt niet. Probeer het opnieuw, of log in met een code."
COPIED = "Deze passkey is misschien gekopieerd. Wij nemen ze niet aan. Log in met een code en verwittig uw beheerder."


class CredentialField(forms.JSONField):
    """What the browser answers, as the script of the page puts it in the form."""

    widget = forms.HiddenInput
    default_error_messages = {"required": REFUSED, "invalid": REFUSED}  # noqa: RUF012  # the base class declares it so

    def to_python(self, value: Any) -> Any:
        try:
            answer = super().to_python(value) if len(value or "") <= LARGEST else None
        except (RecursionError, ValueError):  # brackets in brackets, or a number of thousands of digits
            answer = None
        if not isinstance(answer, dict):
            raise ValidationError(REFUSED)
        return answer

    def bound_data(self, data: Any, initial: Any) -> str:
        """Nothing: an answer is given once, and the page asks a new one."""
        return ""

    def prepare_value(self, value: Any) -> str:
        return ""


def read_registration(credential: dict[str, Any]) -> RegistrationResponse:
    """Return a new passkey as the library understands it; raise ValidationError when it does not, or is not ours."""
    return _read(RegistrationResponse, credential)


def read_answer(credential: dict[str, Any]) -> AuthenticationResponse:
    """Return what a passkey signed; raise ValidationError when it cannot be read, or is not for this site."""
    return _read(AuthenticationResponse, credential)


def _read(kind: type[_A], credential: dict[str, Any]) -> _A:
    """Read what anyone can send: bytes within bytes, in which the library finds many ways to stumble."""
    try:
        answer = kind.from_dict(credential)
        origin = answer.response.client_data.origin
    except Exception as error:
        log.info("a passkey could not be read: %s", type(error).__name__)
        raise ValidationError(REFUSED) from None
    # The library also takes other ports and names below ours: another site of the same organisation, for example.
    if origin != settings.SITE_URL or not get_state():
        raise ValidationError(REFUSED)
    return answer


def counter_of(authenticator: Authenticator) -> int:
    """How often this passkey had signed when we last saw it; passkeys that live on several devices stay at 0."""
    counter = authenticator.data.get("counter")
    if counter is None:
        counter = authenticator.wrap().authenticator_data.counter
    return int(counter)


def is_copied(*, before: int, now: int) -> bool:
    """Whether two devices sign with one key: a device that counts never counts back (§ 7.2, step 21)."""
    return (before > 0 or now > 0) and now <= before
