"""The questions of a referral: where the client stays, and the four things that may be shared (R60)."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from directory.form_fields import EmailAddressField, PhoneField, PlainTextField
from directory.models import Municipality, Organisation
from directory.notation import holds_national_number
from law import identification
from law.identification import Address, Identification, IdentificationError, Name

_CHECKS = {
    "first_name": identification.check_first_name,
    "last_name": identification.check_last_name,
    "street": identification.check_street,
    "box": identification.check_box,
    "postal_code": identification.check_postal_code,
    "phone": identification.check_phone,
    "email": identification.check_email,
}
_NATIONAL_NUMBER = "Hier staat een rijksregisternummer. Dat mag u nooit doorgeven: haal het weg."


class PlaceForm(forms.Form):
    """Where the client stays (R2): a postal code or the name of a municipality, old names too."""

    team = forms.ModelChoiceField(
        label="Voor welk team meldt u aan?",
        queryset=Organisation.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Kies het team waarvoor u aanmeldt."},
    )
    place = PlainTextField(
        label="Waar verblijft de cliënt?",
        help_text="Typ een postcode of de naam van de gemeente, bijvoorbeeld 2260 of Tongerlo. Een oude naam mag ook.",
        max_length=80,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
        error_messages={"required": "Typ een postcode of de naam van een gemeente, bijvoorbeeld 2260."},
    )

    def __init__(self, *args: Any, teams: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Organisation]", self.fields["team"]).queryset = Organisation.objects.filter(
            pk__in=[team.pk for team in teams]
        )
        if len(teams) == 1:
            self.fields["team"].initial = teams[0].pk
            self.fields["team"].widget = forms.HiddenInput()


class IdentificationForm(forms.Form):
    """The four fields, and no fifth: name, address, phone, e-mail (R60, R62–R65)."""

    first_name = PlainTextField(
        label="Voornaam",
        max_length=80,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
        error_messages={"required": "Vul de voornaam van de cliënt in."},
    )
    last_name = PlainTextField(
        label="Naam",
        help_text="Eén persoon. Voor een tweede ouder doet u een tweede aanmelding.",
        max_length=80,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
        error_messages={"required": "Vul de naam van de cliënt in."},
    )
    street = PlainTextField(
        label="Straat en nummer",
        help_text="Bijvoorbeeld Dorpsstraat 22/1.",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Vul straat en nummer in, bijvoorbeeld Dorpsstraat 22."},
    )
    box = PlainTextField(
        label="Bus",
        max_length=10,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
    )
    postal_code = forms.ChoiceField(label="Postcode en gemeente")
    phone = PhoneField(
        label="Telefoonnummer",
        help_text="Bijvoorbeeld 0470 12 34 56.",
        required=False,
    )
    email = EmailAddressField(
        label="E-mailadres",
        help_text="Bijvoorbeeld naam@post.example.",
        required=False,
    )

    def __init__(self, *args: Any, residence: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.residence = residence
        codes = list(residence.postal_codes.order_by("code").values_list("code", flat=True))
        choices = [(code, f"{code} {residence.name}") for code in codes]
        cast(forms.ChoiceField, self.fields["postal_code"]).choices = (
            choices if len(choices) == 1 else [("", "Kies een postcode"), *choices]
        )
        self.fields["postal_code"].error_messages = {
            "required": "Kies de postcode van het adres.",
            "invalid_choice": (
                f"Deze postcode hoort niet bij {residence.name}. "
                "Verblijft de cliënt elders, begin dan een nieuwe aanmelding."
            ),
        }

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if set(self.data) - {"csrfmiddlewaretoken", *self.fields}:
            raise ValidationError("U mag alleen naam, adres, telefoonnummer en e-mailadres doorgeven. Begin opnieuw.")
        for name in ("first_name", "last_name", "street", "box", "email"):
            if holds_national_number(answers.get(name) or ""):
                self.add_error(name, ValidationError(_NATIONAL_NUMBER))
        for name, check in _CHECKS.items():
            if answers.get(name):
                try:
                    check(answers[name])
                except IdentificationError as error:
                    self.add_error(name, ValidationError(error.sentence))
        return answers

    def build(self) -> Identification:
        """Return the four things that may be shared, of a form that is valid."""
        answers = self.cleaned_data
        return Identification(
            name=Name(first_name=answers["first_name"], last_name=answers["last_name"]),
            address=Address(
                street=answers["street"],
                box=answers["box"] or None,
                postal_code=answers["postal_code"],
                municipality=self.residence.name,
            ),
            phone=answers["phone"] or None,
            email=answers["email"] or None,
        )
