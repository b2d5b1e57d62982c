"""Adding a passkey, naming it and giving it: what the browser answers is in a hidden field (ADR 0061)."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.actions import factors
from accounts.forms import NAME_ERRORS, SecrecyForm
from accounts.passkeys import COPIED, REFUSED, CredentialField, read_answer, read_registration
from directory.form_fields import PlainTextField

_NAME_HINT = "Zo herkent u ze later, bijvoorbeeld: laptop op het werk."
_NAME = {"required": "Geef de passkey een naam, bijvoorbeeld: laptop op het werk."}


def _name_field() -> PlainTextField:
    return PlainTextField(label="Naam van de passkey", help_text=_NAME_HINT, max_length=60, error_messages=_NAME)


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A new passkey and its name."""

    name = _name_field()
    credential = CredentialField()
    passwordless = None  # the library asks; each of ours is

    def clean_credential(self) -> dict[str, Any]:
        credential: dict[str, Any] = self.cleaned_data["credential"]
        read_registration(credential)
        return credential

    def clean(self) -> dict[str, Any]:
        try:
            answers: dict[str, Any] = super().clean()
        except ValidationError:  # the library speaks of a code
            raise ValidationError(REFUSED) from None
        return answers


class PasskeyByLinkForm(forms.Form):
    """A passkey for an account without a password, made on the page of a mailed link (ADR 0061)."""

    passkey_name = _name_field()
    credential = CredentialField()

    def clean_credential(self) -> dict[str, Any]:
        credential: dict[str, Any] = self.cleaned_data["credential"]
        read_registration(credential)
        return credential

    def clean(self) -> dict[str, Any]:
        """Ask nothing of the device while something else is to be filled in: its answer counts once."""
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors.keys() - {"credential"}:
            self.errors.pop("credential", None)
        elif not self.errors:
            try:
                auth.complete_registration(answers["credential"])
            except ValidationError:  # the library speaks of a code
                raise ValidationError(REFUSED) from None
        return answers


class NewPasskeyAccountForm(PasskeyByLinkForm, SecrecyForm):
    """Name, passkey and, where it is asked, the declaration: what an account without a password begins with."""

    name = PlainTextField(label="Uw voornaam en naam", max_length=120, error_messages=NAME_ERRORS)

    field_order = ("name", "secrecy", "passkey_name", "credential")


class RenamePasskeyForm(EditWebAuthnForm):  # type: ignore[misc]
    """Another name."""

    name = _name_field()

    def save(self) -> Authenticator:
        factors.rename_passkey(passkey=self.instance, name=self.cleaned_data["name"], at=timezone.now())
        return self.instance


class _GivePasskey(forms.Form):
    """What the forms below ask beyond the library: our site only, and a counter that never goes back."""

    def clean_credential(self) -> Authenticator:
        answer = read_answer(self.cleaned_data["credential"])
        try:
            passkey: Authenticator = super().clean_credential()  # type: ignore[misc]  # of the library's form
        except ValidationError as error:
            self._refuse(error)
        counter = answer.response.authenticator_data.counter
        if not factors.note_counter(passkey=passkey, counter=counter, at=timezone.now()):
            raise ValidationError(COPIED, code="copied")
        return passkey

    def _refuse(self, error: ValidationError) -> None:
        if error.message == get_adapter().error_messages["incorrect_code"]:
            raise ValidationError(REFUSED, code="refused") from None
        raise error


class GivePasskeyForm(_GivePasskey, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after the password."""

    credential = CredentialField()


class GivePasskeyAgainForm(_GivePasskey, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey once more, before what asks a new proof."""

    credential = CredentialField()


class SignInWithPasskeyForm(_GivePasskey, LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey instead of a password: it says itself whose it is, and that it verified its owner."""

    credential = CredentialField()
