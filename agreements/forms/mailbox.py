"""What administrators type about the mailbox for data sharing (R69, R70)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from agreements.forms.fields import PaperDayField, PaperForm
from agreements.terms import check_code, mailbox_address
from agreements.terms.mailbox_restoring import RestoreReason
from directory.form_fields import EmailAddressField, PlainTextField


class MailboxForm(PaperForm):
    """The mailbox, and the attestation that only staff bound by secrecy open it (R69, R70)."""

    address = EmailAddressField(
        label="E-mailadres van de mailbox",
        help_text="Eén adres, zoals het in het protocol staat. Het OCMW of CAW maakt deze mailbox zelf aan.",
        error_messages={"required": mailbox_address.SENTENCE, "invalid": mailbox_address.SENTENCE},
    )
    secrecy_attested_on = PaperDayField(
        label="Wanneer bevestigde de partner dat alleen mensen met beroepsgeheim de mailbox openen?", required=False
    )
    secrecy_attested_by = PlainTextField(
        label="Wie bevestigde dat?", required=False, max_length=120, help_text="Naam en functie."
    )

    not_in_future = ("secrecy_attested_on",)

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        if not mailbox_address.is_address(address):
            raise ValidationError(mailbox_address.SENTENCE)
        return address

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        day, name = answers.get("secrecy_attested_on"), answers.get("secrecy_attested_by")
        if day and not name and "secrecy_attested_by" not in self.errors:
            self.add_error("secrecy_attested_by", "Vul in wie het bevestigde, bijvoorbeeld An Peeters, diensthoofd.")
        if name and not day and "secrecy_attested_on" not in self.errors:
            self.add_error("secrecy_attested_on", "Vul de dag van de bevestiging in, bijvoorbeeld 18/12/2023.")
        return answers


class AddressForm(forms.Form):
    """The address typed over from the signed protocol: whoever checks has really looked."""

    address = EmailAddressField(
        label="Het adres zoals het in het ondertekende protocol staat",
        help_text="Typ het over van het papier. Kopieer het niet van dit scherm.",
    )

    def __init__(self, *args: Any, registered: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.registered = registered

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        if address.casefold() != self.registered.casefold():
            raise ValidationError("Dit is een ander adres dan het geregistreerde. Kijk het protocol na.")
        return address


class BounceForm(PaperForm):
    """The day on which a mail came back."""

    on = PaperDayField(
        label="Dag waarop de mail terugkwam",
        error_messages={"required": "Vul de dag in waarop de mail terugkwam, bijvoorbeeld 24/11/2026."},
    )

    not_in_future = ("on",)


class RestoreForm(forms.Form):
    """Why the mailbox may be used again as it was."""

    reason = forms.ChoiceField(
        label="Waarom stond de mailbox ten onrechte uit?",
        choices=RestoreReason.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies een reden, bijvoorbeeld dat de fout bij ons lag.",
            "invalid_choice": "Kies een reden uit de lijst.",
        },
    )

    def clean_reason(self) -> RestoreReason:
        return RestoreReason(self.cleaned_data["reason"])


class CheckCodeForm(forms.Form):
    """The code that the receiver found in the archive; what is not a code at all is not counted as a wrong one."""

    code = PlainTextField(
        label="Code uit het bestand",
        max_length=40,
        help_text=f"Acht tekens, bijvoorbeeld {check_code.EXAMPLE}. Hoofdletters en streepjes maken niet uit.",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-10"},
        ),
        error_messages={"required": f"Typ de code uit het bestand, bijvoorbeeld {check_code.EXAMPLE}."},
    )

    def clean_code(self) -> str:
        try:
            return check_code.read_code(self.cleaned_data["code"])
        except ValueError:
            sentence = f"Typ de acht tekens uit het bestand, bijvoorbeeld {check_code.EXAMPLE}."
            raise ValidationError(sentence) from None
