"""Signing in, with sentences of our own."""

from typing import Any

from allauth.account.forms import LoginForm
from django.core.validators import EmailValidator


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth has no types
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        address = "Vul uw e-mailadres in, bijvoorbeeld naam@dienst.example."
        self.fields["login"].error_messages |= {"required": address, "invalid": address}
        self.fields["login"].validators = [EmailValidator(message=address)]
        self.fields["password"].error_messages["required"] = "Vul uw wachtwoord in."
