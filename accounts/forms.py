"""Signing in, inviting a colleague and accepting, with sentences of our own."""

from typing import Any, cast

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.core.ratelimit import consume
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils import timezone

from accounts.guessing import attempt_at, is_out_of_codes
from accounts.models import User
from accounts.second_factor import remember_proof, use_up
from directory.form_fields import EmailAddressField, PlainTextField

NAME_ERRORS = {"required": "Vul voornaam en naam in, bijvoorbeeld An Peeters."}


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth has no types
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        address = "Vul uw e-mailadres in, bijvoorbeeld naam@dienst.example."
        self.fields["login"].widget.attrs["autocomplete"] = "username"  # as where a password is chosen: one account
        self.fields["login"].error_messages |= {"required": address, "invalid": address}
        self.fields["login"].validators = [EmailValidator(message=address)]
        self.fields["password"].error_messages["required"] = "Vul uw wachtwoord in."
        self.fields["password"].help_text = ""  # the library's link would stand between label and field
        self.fields["code"] = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def clean(self) -> Any:
        """Ask the code too when somebody guesses at this account; the field is shown from then on."""
        try:
            return super().clean()
        finally:
            if getattr(context.request, "asks_both", False):
                self.fields["code"].widget, self.fields["code"].required = forms.TextInput(), True
                self._bound_fields_cache.pop("code", None)  # made while the answers were cleaned, with label and hint
                _ask_for_code(self, "De 6 cijfers die uw app nu toont, of een reservecode van 8 cijfers.")


class PasswordAgainForm(ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before what asks a new proof."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].error_messages["required"] = "Vul uw wachtwoord in."
        self.fields["password"].widget.attrs.pop("placeholder", None)


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """The code that the app shows now, or a reserve code; each works once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_code(self, "De 6 cijfers die uw app nu toont. Geen telefoon bij u? Typ een reservecode van 8 cijfers.")

    def clean_code(self) -> str:
        if is_out_of_codes(attempt_at(context.request, self.user.email), at=timezone.now()):
            raise get_account_adapter().validation_error("too_many_login_attempts")
        code: str = super().clean_code()
        is_of_app = self.authenticator.type == Authenticator.Type.TOTP
        if is_of_app and not use_up(self.user, normalize_user_code(code)):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeAgainForm(CodeForm):
    """A new code once more, before what asks a new proof."""

    def save(self) -> None:
        """Note it as our own: what the library notes would also do before the second factor changes."""
        self.authenticator.record_usage()
        remember_proof(context.request, self.authenticator, in_between=True)


class LinkAppForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of the app, which proves that it is linked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_code(self, "De 6 cijfers die uw app nu toont.")

    def clean_code(self) -> str:
        if not consume(context.request, action="link_app", user=self.user):
            raise get_account_adapter().validation_error("rate_limited")
        code: str = super().clean_code()
        use_up(self.user, normalize_user_code(code))
        return code


def _ask_for_code(form: forms.Form, hint: str) -> None:
    field = form.fields["code"]
    field.label, field.help_text = "Code", hint
    field.error_messages["required"] = "Typ de code die uw app nu toont, bijvoorbeeld 123 456."
    field.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "govuk-input--width-10"}


class InvitationForm(forms.Form):
    """Whom a head or an administrator invites, and as what."""

    post = forms.ChoiceField(
        label="Als wat nodigt u uit?",
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Kies wat deze persoon hier wordt."),
    )
    name = PlainTextField(label="Voornaam en naam", max_length=120, error_messages=NAME_ERRORS)
    email = EmailAddressField(
        label="E-mailadres op het werk", help_text="Geen gedeelde mailbox: elke collega heeft een eigen account."
    )

    def __init__(self, *args: Any, posts: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = cast("forms.ChoiceField", self.fields["post"])
        field.choices = posts
        if len(posts) == 1:  # nothing to choose
            field.widget, field.required, self.only = forms.HiddenInput(), False, posts[0][0]

    def clean_post(self) -> str:
        answer: str = self.cleaned_data["post"]
        return answer or self.only


class SuccessorForm(forms.Form):
    """Who takes over the work of somebody who leaves; asked when there is work, and somebody to do it."""

    successor = forms.ModelChoiceField(
        label="Wie neemt het werk over?",
        queryset=User.objects.none(),
        empty_label="Kies een collega",
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Kies wie het werk overneemt."),
    )

    def __init__(self, *args: Any, work: str, colleagues: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if colleagues:
            cast("forms.ModelChoiceField[User]", self.fields["successor"]).queryset = colleagues
        else:
            del self.fields["successor"]


class SecrecyForm(forms.Form):
    """The declaration of professional secrecy that goes with accepting (R8, art. 458 Sw.), where it is asked."""

    secrecy = forms.BooleanField(
        label="Ik verklaar dat ik door het beroepsgeheim gebonden ben (art. 458 Strafwetboek)",
        error_messages={"required": "Zet een vinkje als u door het beroepsgeheim gebonden bent. Anders kan het niet."},
    )

    def __init__(self, *args: Any, handles_clients: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not handles_clients:
            del self.fields["secrecy"]


class ChosenPasswordForm(forms.Form):
    """A password of one's own choice, twice."""

    password = forms.CharField(
        label="Kies een wachtwoord",
        help_text="Minstens 12 tekens. Enkele woorden na elkaar onthoudt u het best.",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Kies een wachtwoord van minstens 12 tekens."},
    )
    repeated = forms.CharField(
        label="Typ het wachtwoord opnieuw",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Typ het wachtwoord een tweede keer."},
    )

    def __init__(self, *args: Any, email: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.email = email

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        password, repeated = answers.get("password"), answers.get("repeated")
        if password and repeated and password != repeated:
            self.add_error("repeated", "De twee wachtwoorden zijn niet gelijk. Typ ze allebei opnieuw.")
        if password:
            try:
                validate_password(password, user=User(email=self.email, name=answers.get("name") or ""))
            except ValidationError as error:
                self.add_error("password", error)
        return answers


class NewAccountForm(ChosenPasswordForm, SecrecyForm):
    """Name, password twice and, where it is asked, the declaration."""

    name = PlainTextField(label="Uw voornaam en naam", max_length=120, error_messages=NAME_ERRORS)

    field_order = ("name", "password", "repeated", "secrecy")


class ChangePasswordForm(ChosenPasswordForm):
    """The password of now, and another one; made by the view of django-allauth."""

    oldpassword = forms.CharField(
        label="Uw wachtwoord van nu",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Vul uw wachtwoord van nu in."},
    )

    field_order = ("oldpassword", "password", "repeated")

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, email=user.email, **options)
        self.user = user
        self.fields["password"].label = "Kies een nieuw wachtwoord"
        self.fields["repeated"].label = "Typ het nieuwe wachtwoord opnieuw"

    def clean_oldpassword(self) -> str:
        answer: str = self.cleaned_data["oldpassword"]
        if not self.user.check_password(answer):
            raise ValidationError("Dit is niet uw wachtwoord van nu. Probeer het opnieuw.")
        return answer

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if answers.get("password") and answers.get("password") == answers.get("oldpassword"):
            self.add_error("password", "Kies een ander wachtwoord dan dat van nu.")
        return answers

    def save(self) -> None:
        self.user.set_password(self.cleaned_data["password"])
        self.user.save(update_fields=["password"])


class LostPasswordForm(forms.Form):
    """Of which address the password is lost."""

    email = EmailAddressField(
        label="Uw e-mailadres",
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        error_messages=dict.fromkeys(
            ["required", "invalid"], "Vul uw e-mailadres in, bijvoorbeeld naam@dienst.example."
        ),
    )


class CalledBackForm(forms.Form):
    """What somebody checks before taking away the phone of a colleague."""

    called_back = forms.BooleanField(
        label="Ik belde zelf terug, op een nummer dat ik al kende",
        error_messages={"required": "Bel eerst zelf terug, op een nummer dat u al kende. Zet dan een vinkje."},
    )
    recognised = forms.BooleanField(
        label="Ik ben zeker dat ik met deze collega sprak",
        error_messages={"required": "Zet alleen een vinkje als u zeker bent. Twijfelt u? Laat de collega langskomen."},
    )


class ConfirmForm(forms.Form):
    """Who still works here; nobody is ticked beforehand."""

    people = forms.MultipleChoiceField(
        label="Wie werkt hier nog?",
        widget=forms.CheckboxSelectMultiple,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Vink aan wie hier nog werkt."),
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        cast("forms.MultipleChoiceField", self.fields["people"]).choices = people
