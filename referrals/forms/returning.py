"""Finding a client who comes back: the name, one other detail, and questions that tell candidates apart (D16)."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS

from consent.models import Channel, Client, Language
from directory.form_fields import EmailAddressField, PlainTextField
from directory.models import Organisation
from law.identification import MAX_LENGTH
from referrals.models import ReferralQuerySet
from referrals.terms.returning import Known, known, phone_key

DETAILS = ("first_name", "last_name", "street", "postal_code", "phone", "email")
_NARROW = forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"})


class ReturningForm(forms.Form):
    """What the client says. By POST, kept sealed: none of it stands in an address or a log."""

    first_name = PlainTextField(label="Voornaam", max_length=MAX_LENGTH["first_name"], required=False, widget=_NARROW)
    last_name = PlainTextField(
        label="Naam",
        help_text="Heeft de cliënt één naam? Vul ze hier in.",
        max_length=MAX_LENGTH["last_name"],
        widget=_NARROW,
        error_messages={"required": "Vul de naam van de cliënt in."},
    )
    street = PlainTextField(
        label="Straat en nummer",
        help_text="Het adres van toen, bijvoorbeeld Dorpsstraat 22.",
        max_length=MAX_LENGTH["street"],
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    postal_code = forms.RegexField(
        r"^\s*[1-9][0-9]{3}\s*$",
        label="Postcode",
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": "Typ een postcode van vier cijfers, bijvoorbeeld 2260."},
    )
    phone = PlainTextField(
        label="Telefoonnummer",
        max_length=40,
        required=False,
        help_text="Zoals 0470 12 34 56.",
        widget=forms.TelInput(attrs=_NARROW.attrs),
    )
    email = EmailAddressField(label="E-mailadres", required=False)

    def clean_phone(self) -> str:
        """In any notation."""
        typed: str = self.cleaned_data["phone"]
        if typed and not phone_key(typed):
            raise ValidationError("Typ een volledig telefoonnummer, bijvoorbeeld 0470 12 34 56.")
        return typed

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if self.errors:
            return answers
        if bool(answers["street"]) != bool(answers["postal_code"]):
            missing = "postal_code" if answers["street"] else "street"
            self.add_error(missing, "Vul bij een adres de straat en de postcode in.")
        elif not any(answers[one] for one in ("street", "phone", "email")):
            self.add_error("phone", "Vul ook het adres, het telefoonnummer of het e-mailadres in.")
        return answers

    def known(self) -> list[Known]:
        """What was typed, as it is compared."""
        answers = self.cleaned_data
        return known(
            (answers["first_name"], answers["last_name"]),
            street=answers["street"],
            postal_code=answers["postal_code"].strip(),
            phone=answers["phone"],
            email=answers["email"],
        )


class TellingApartForm(ReturningForm):
    """With questions to ask the client; they are the same whoever was found, so they show nothing."""

    year = forms.TypedChoiceField(label="In welk jaar sprak de cliënt met Kind en Gezin?", coerce=int, required=False)
    month = forms.TypedChoiceField(
        label="In welke maand?",
        coerce=int,
        required=False,
        choices=[
            ("", "weet de cliënt niet"),
            *MONTHS.items(),
        ],
    )
    receiver = forms.ModelChoiceField(
        label="Welk OCMW of CAW zou helpen?",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="weet de cliënt niet",
    )
    client = forms.ChoiceField(
        label="Was de cliënt toen ouder of toekomstige ouder?",
        choices=[("", "weet de cliënt niet"), *Client.choices],
        required=False,
    )
    language = forms.ChoiceField(
        label="In welke taal was het gesprek?",
        choices=[("", "weet de cliënt niet"), *Language.choices],
        required=False,
    )
    channel = forms.ChoiceField(
        label="Tekende de cliënt een blad?",
        choices=[("", "weet de cliënt niet"), (Channel.WRITTEN, "ja"), (Channel.ORAL, "nee, het was mondeling")],
        required=False,
    )

    def __init__(self, data: Any = None, *, mine: ReferralQuerySet, today: date) -> None:
        super().__init__(data)
        years = [(year, str(year)) for year in range(today.year, today.year - 11, -1)]
        self.fields["year"].choices = [("", "weet de cliënt niet"), *years]  # type: ignore[attr-defined]
        partners = Organisation.objects.filter(pk__in=mine.values("partner")).order_by("name")
        self.fields["receiver"].queryset = partners  # type: ignore[attr-defined]

    @property
    def details(self) -> list[forms.BoundField]:
        return [self[name] for name in DETAILS]

    @property
    def questions(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in DETAILS]

    @property
    def answered(self) -> int:
        """How many questions the client could answer."""
        return sum(bool(self.cleaned_data.get(field.name)) for field in self.questions)

    def narrow(self, referrals: ReferralQuerySet) -> ReferralQuerySet:
        """Keep those that fit every answer; a question without answer keeps all."""
        asked = {
            "filed_at__year": "year",
            "filed_at__month": "month",
            "partner": "receiver",
            "consent__client": "client",
            "consent__language": "language",
            "consent__channel": "channel",
        }
        given = {column: self.cleaned_data.get(name) for column, name in asked.items()}
        return referrals.filter(**{column: answer for column, answer in given.items() if answer})
