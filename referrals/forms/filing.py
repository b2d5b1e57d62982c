"""The questions of a referral: where the client stays, and the four things that may be shared (R60)."""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from directory.form_fields import EmailAddressField, PhoneField, PlainTextField
from directory.models import Municipality, Organisation
from law import identification
from law.identification import MAX_LENGTH, NO_WAY_TO_REACH, Address, Identification, IdentificationError, Name

_CHECKS = {
    "first_name": identification.check_first_name,
    "last_name": identification.check_last_name,
    "street": identification.check_street,
    "box": identification.check_box,
    "postal_code": identification.check_postal_code,
    "phone": identification.check_phone,
    "email": identification.check_email,
}
_GIVEN, _ABSENT = "given", "absent"


class _ClientPhoneField(PhoneField):
    """The phone number of a client; what was typed is looked at before only its digits are kept (D13)."""

    def read(self, text: str) -> str:
        try:
            identification.check_typed_phone(text)
        except IdentificationError as error:
            raise ValidationError(error.sentence, code="invalid") from None
        return super().read(text)


class _AddressAnswerField(forms.ChoiceField):
    """Whether there is an address to pass on; no answer counts as yes."""

    def clean(self, value: Any) -> Any:
        return super().clean(value or _GIVEN)

    def prepare_value(self, value: Any) -> Any:
        return value or _GIVEN


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
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off", "list": "places"}),
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
        max_length=MAX_LENGTH["first_name"],
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
        error_messages={
            "required": "Vul de voornaam van de cliënt in. Heeft de cliënt maar één naam? Duid dat dan aan."
        },
    )
    last_name = PlainTextField(
        label="Naam",
        help_text="Eén persoon. Voor een tweede ouder doet u een tweede aanmelding.",
        max_length=MAX_LENGTH["last_name"],
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
        error_messages={"required": "Vul de naam van de cliënt in, bijvoorbeeld Van den Voorbeeld."},
    )
    has_one_name = forms.BooleanField(label="De cliënt heeft maar één naam", required=False)
    address_answer = _AddressAnswerField(
        label="Is er een adres om door te geven?",
        help_text="Welke van de twee redenen het is, geeft u niet door.",
        choices=[
            (_GIVEN, "ja, dit adres"),
            (_ABSENT, "nee: zonder vast adres, of het adres is geheim"),
        ],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Kies ja of nee, bijvoorbeeld ja, dit adres."),
    )
    street = PlainTextField(
        label="Straat en nummer",
        help_text="Bijvoorbeeld Dorpsstraat 22/1. Geen huisnummer? Typ Dorpsstraat z/n.",
        max_length=MAX_LENGTH["street"],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Vul straat en nummer in, bijvoorbeeld Dorpsstraat 22."},
    )
    box = PlainTextField(
        label="Bus",
        help_text="Bijvoorbeeld 3 of gelijkvloers links.",
        max_length=MAX_LENGTH["box"],
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
    )
    postal_code = forms.ChoiceField(label="Postcode en gemeente")
    phone = _ClientPhoneField(
        label="Telefoonnummer",
        help_text="Bijvoorbeeld 0470 12 34 56. Een buitenlands nummer begint met +.",
        required=False,
    )
    email = EmailAddressField(
        label="E-mailadres",
        help_text="Bijvoorbeeld naam@post.example.",
        required=False,
        error_messages={"invalid": "Typ een volledig e-mailadres, bijvoorbeeld naam@post.example."},
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

        # What is lawfully absent (D14) is not asked for.
        if self._typed("has_one_name"):
            self.fields["first_name"].required = self.fields["last_name"].required = False
        if self._typed("address_answer") == _ABSENT:
            self.fields["street"].required = self.fields["postal_code"].required = False

    def _typed(self, name: str) -> Any:
        return self.fields[name].widget.value_from_datadict(self.data, self.files, self.add_prefix(name))

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if set(self.data) - {"csrfmiddlewaretoken", *self.fields}:
            raise ValidationError("U mag alleen naam, adres, telefoonnummer en e-mailadres doorgeven. Begin opnieuw.")
        for name, check in _CHECKS.items():
            if answers.get(name):
                self._refuse(check, answers[name], field=name)
        if answers.get("has_one_name"):
            self._clean_one_name(answers)
        if answers.get("address_answer") == _ABSENT:
            self._clean_absent_address(answers)
        elif not self.errors:
            parts = {name: answers[name] for name in ("street", "box", "email")}
            self._refuse(identification.check_together, **parts)
        return answers

    def _refuse(self, check: Callable[..., None], *values: str, field: str = "", **parts: str) -> None:
        """Show what the law says of these answers beside their field."""
        try:
            check(*values, **parts)
        except IdentificationError as error:
            self.add_error(field or error.field, ValidationError(error.sentence))

    def _clean_one_name(self, answers: dict[str, Any]) -> None:
        if answers.get("first_name") and answers.get("last_name"):
            self.add_error("has_one_name", "U vulde twee namen in. Maak er een leeg, of haal dit vinkje weg.")
        elif not {"first_name", "last_name"} & self.errors.keys() and not self._only_name(answers):
            self.add_error("last_name", self.fields["last_name"].error_messages["required"])

    def _clean_absent_address(self, answers: dict[str, Any]) -> None:
        """A secret address does not slip along; and there must be another way to reach the client (D14)."""
        for name in ("street", "box"):
            if answers.get(name):
                self.add_error(name, "Maak dit vak leeg, of kies hierboven „ja, dit adres”.")
        if not {"phone", "email"} & self.errors.keys() and not (answers.get("phone") or answers.get("email")):
            self.add_error("phone", NO_WAY_TO_REACH)

    @staticmethod
    def _only_name(answers: dict[str, Any]) -> str:
        return str(answers.get("last_name") or answers.get("first_name") or "")

    def build(self) -> Identification:
        """Return the four things that may be shared, of a form that is valid."""
        answers = self.cleaned_data
        if answers["has_one_name"]:
            name = Name(first_name=None, last_name=self._only_name(answers))
        else:
            name = Name(first_name=answers["first_name"], last_name=answers["last_name"])
        return Identification(
            name=name,
            address=None if answers["address_answer"] == _ABSENT else self._address(answers),
            phone=answers["phone"] or None,
            email=answers["email"] or None,
        )

    def _address(self, answers: dict[str, Any]) -> Address:
        return Address(
            street=answers["street"],
            box=answers["box"] or None,
            postal_code=answers["postal_code"],
            municipality=self.residence.name,
        )

    @staticmethod
    def answers_of(known: Identification) -> dict[str, Any]:
        """What the form shows of data that are known, to be corrected."""
        name, address = known.name, known.address
        return {
            "first_name": name.first_name,
            "last_name": name.last_name,
            "has_one_name": name.first_name is None,
            "address_answer": _ABSENT if address is None else _GIVEN,
            "street": address and address.street,
            "box": address and address.box,
            "postal_code": address and address.postal_code,
            "phone": known.phone,
            "email": known.email,
        }
