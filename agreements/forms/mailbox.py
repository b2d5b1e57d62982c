"""What administrators type about the mailbox for data sharing (R69, R70)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from agreements.forms.fields import PaperDayField, PaperForm
from agreements.terms import check_code, mailbox_address
from agreements.terms.mailbox_restoring import RestoreReason
from directory.form_fields import EmailAddressField, PlainTextField
from law.placeholders import has_placeholder


class MailboxForm(PaperForm):
    """The address of a mailbox; the receiver itself attests secrecy, on the page of the check (R69, R70, D27)."""

    address = EmailAddressField(
        label="E-mailadres van de mailbox",
        help_text="Eén adres, zoals het op het papier staat. De ontvanger maakt deze mailbox zelf aan.",
        error_messages={"required": mailbox_address.SENTENCE, "invalid": mailbox_address.SENTENCE},
    )

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        if sentence := mailbox_address.against(address):
            raise ValidationError(sentence)
        return address

    def clean(self) -> dict[str, Any]:
        """Say why no mail server takes an address that is too long, where the field itself only finds it wrong."""
        answers = super().clean()
        typed = self.typed("address")
        too_long = mailbox_address.against(typed) if "@" in typed else ""
        if "address" in self.errors and too_long in (mailbox_address.TOO_LONG, mailbox_address.TOO_LONG_BEFORE):
            del self.errors["address"]
            self.add_error("address", too_long)
        return answers


class AddressForm(forms.Form):
    """The address typed over from the paper: whoever checks has really looked."""

    address = EmailAddressField(
        label="Het adres zoals het op het papier staat",
        help_text="Typ het over van het papier. Kopieer het niet van dit scherm.",
    )

    def __init__(self, *args: Any, registered: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.registered = registered

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        if address.casefold() != self.registered.casefold():
            raise ValidationError("Dit is een ander adres dan het geregistreerde. Kijk het papier na.")
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
    """The code that the receiver found in the archive, and its attestation of secrecy (R69, D27).

    What is not a code at all, or comes without the attestation, is not counted as a wrong one.
    """

    code = PlainTextField(
        label="Code uit het bestand",
        max_length=40,
        help_text=f"Acht tekens, bijvoorbeeld {check_code.EXAMPLE}. Hoofdletters en streepjes maken niet uit.",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "class": "govuk-input--width-10"},
        ),
        error_messages={"required": f"Typ de code uit het bestand, bijvoorbeeld {check_code.EXAMPLE}."},
    )

    attested_by = PlainTextField(
        label="Uw naam en functie",
        max_length=120,
        help_text="Bijvoorbeeld An Peeters, diensthoofd.",
        error_messages={"required": "Vul uw naam en functie in, bijvoorbeeld An Peeters, diensthoofd."},
    )
    attests = forms.BooleanField(
        label="Ik bevestig: alleen mensen met beroepsgeheim (art. 458 Sw.) openen deze mailbox.",
        error_messages={
            "required": "Bevestig dit, of laat eerst de toegang tot de mailbox aanpassen. "
            "Zonder bevestiging vertrekt er niets."
        },
    )

    def clean_attested_by(self) -> str:
        name: str = self.cleaned_data["attested_by"]
        if has_placeholder(name):
            raise ValidationError("Vul uw echte naam en functie in, bijvoorbeeld An Peeters, diensthoofd.")
        return name

    def clean_code(self) -> str:
        try:
            return check_code.read_code(self.cleaned_data["code"])
        except ValueError:
            sentence = f"Typ de acht tekens uit het bestand, bijvoorbeeld {check_code.EXAMPLE}."
            raise ValidationError(sentence) from None
