"""Form fields that every app shares, so that a text, an address or a number is read in one way only.

Each takes the usual arguments of a form field (`label`, `help_text`, `required`, `error_messages`, `widget`).
"""

import re
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from email_validator import EmailNotValidError, validate_email

from directory.notation import (
    likely_enterprise_number,
    may_be_foreign,
    read_day,
    read_enterprise_number,
    read_phone,
    show_enterprise_number,
    show_phone,
)
from law.writing import has_hidden_character, normalise
from vault.antivirus import ScannerAwayError, is_infected
from vault.bounded import Busy
from vault.pdf import PdfDefect, defect_of, is_signed

_DASH = re.compile(r"[\u2010-\u2015\u2212]")
_MARKS = r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]*"
_PASTED_PHONE = re.compile(rf"{_MARKS}([0-9+()./ ,;\u00a0-]+){_MARKS}")
_POSTAL_CODE = re.compile(r"[1-9][0-9]{3}")


class PlainTextField(forms.CharField):
    """One line of text: NFC, single spaces, nothing hidden in it. `max_length` is 200 unless told."""

    default_error_messages: ClassVar = {
        "required": "Vul dit veld in.",
        "max_length": "Maak deze tekst korter: hoogstens %(limit_value)d tekens. Het zijn er nu %(show_value)d.",
        "hidden": "Typ deze tekst opnieuw. Er staat een onzichtbaar of onleesbaar teken in.",
    }

    def __init__(self, *, max_length: int = 200, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)

    def to_python(self, value: Any) -> str:
        """Return the text as it is kept; a tab, such as a spreadsheet adds, counts as a space."""
        text = normalise((super().to_python(value) or "").replace("\t", " "))
        if has_hidden_character(text):
            raise ValidationError(self.error_messages["hidden"], code="hidden")
        return self.read(text) if text else ""

    def read(self, text: str) -> str:
        """Return a normalised text, never empty, as it is kept; raise ValidationError when it has another shape."""
        return text


class EmailAddressField(PlainTextField):
    """An address that mail really goes to: ASCII, a public domain, no display name; the domain in small letters."""

    widget = forms.EmailInput(attrs={"autocomplete": "off"})
    default_error_messages: ClassVar = {
        "required": "Vul het e-mailadres in, bijvoorbeeld onthaal@ocmw.example.",
        "invalid": "Typ een volledig e-mailadres, bijvoorbeeld onthaal@ocmw.example.",
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 254, **options})

    def read(self, text: str) -> str:
        try:
            address = validate_email(text, check_deliverability=False, allow_smtputf8=False).normalized
        except EmailNotValidError:
            address = ""
        if not address.isascii() or not address:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return address


class PhoneField(PlainTextField):
    """A phone number, Belgian unless it begins with + or 00; kept in E.164, shown international."""

    widget = forms.TelInput(attrs={"autocomplete": "off", "class": "govuk-input--width-20"})
    default_error_messages: ClassVar = {
        "required": "Vul het telefoonnummer in, bijvoorbeeld 0470 12 34 56.",
        "invalid": "Typ een bestaand telefoonnummer, bijvoorbeeld 0470 12 34 56.",
        "foreign": (
            "Dit nummer bestaat niet in België. Ontbreekt er een cijfer? "
            "Begin een buitenlands nummer met + en het land, bijvoorbeeld +212 661 12 34 56."
        ),
    }

    def to_python(self, value: Any) -> str:
        """A phone that copies a contact puts marks of direction around its number, and a text has dashes of its own."""
        typed = _DASH.sub("-", str(value or "").strip())
        pasted = _PASTED_PHONE.fullmatch(typed)
        return super().to_python(pasted[1].strip(" ,.;") if pasted else typed)

    def read(self, text: str) -> str:
        try:
            return read_phone(text)
        except ValueError:
            code = "foreign" if may_be_foreign(text) else "invalid"
            raise ValidationError(self.error_messages[code], code=code) from None

    def prepare_value(self, value: Any) -> Any:
        try:
            return show_phone(read_phone(value)) if value else value
        except ValueError:
            return value  # show a wrong number as it was typed


class EnterpriseNumberField(PlainTextField):
    """An enterprise number (KBO, R12), typed with or without BE, dots and leading zero; kept as ten digits."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-10"})
    default_error_messages: ClassVar = {
        "required": "Vul het ondernemingsnummer in, bijvoorbeeld 0886.886.638.",
        "invalid": "Dit ondernemingsnummer klopt niet. Kijk het na, bijvoorbeeld 0886.886.638.",
        "misread": "Dit ondernemingsnummer klopt niet. Staat er %(likely)s op het papier? Typ dan dat nummer.",
    }

    def read(self, text: str) -> str:
        try:
            return read_enterprise_number(text)
        except ValueError:
            likely = show_enterprise_number(likely_enterprise_number(text))
            if likely:
                raise ValidationError(
                    self.error_messages["misread"], code="misread", params={"likely": likely}
                ) from None
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        try:
            return show_enterprise_number(read_enterprise_number(value)) if value else value
        except ValueError:
            return value  # show a wrong number as it was typed


class PostalCodeField(PlainTextField):
    """A Belgian postal code."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-4"})
    default_error_messages: ClassVar = {
        "required": "Vul de postcode in, bijvoorbeeld 2260.",
        "invalid": "Typ een postcode van vier cijfers, bijvoorbeeld 2260.",
    }

    def read(self, text: str) -> str:
        if not _POSTAL_CODE.fullmatch(text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return text


class DayField(forms.DateField):
    """A calendar day, typed as 3/11/2026, 3-11-2026, 3.11.2026 or 3 november 2026."""

    widget = forms.DateInput(attrs={"autocomplete": "off"})
    default_error_messages: ClassVar = {
        "required": "Vul de datum in, bijvoorbeeld 3/11/2026.",
        "invalid": "Typ een datum als dag/maand/jaar, bijvoorbeeld 3/11/2026.",
    }

    def to_python(self, value: Any) -> date | None:
        """Read a day also as it is printed on a paper, with the month in letters."""
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        try:
            return read_day(value)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


_PRINT = "Druk het document af naar een nieuwe pdf en kies die."
_SCAN = (
    "Deze pdf is elektronisch ondertekend. Opnieuw bewaren of afdrukken breekt die handtekening. Kies daarom een scan. "
    "Noteer bij de termijnen het webadres en de code van het tekenplatform."
)


INFECTED = "Onze virusscanner vertrouwt dit bestand niet. Wij bewaren het niet. Vraag uw ICT-dienst om hulp."
NOT_SCANNED = (
    "Wij kunnen dit bestand nu niet nakijken op virussen. Het is niet bewaard. "
    "Probeer het over enkele minuten opnieuw. Blijft het zo? Vraag uw beheerder om hulp."
)


def refuse_infected(content: bytes) -> None:
    """Raise ValidationError for a file in which the virus scanner finds something, or that it cannot look at now."""
    try:
        infected = is_infected(content)
    except ScannerAwayError:
        raise ValidationError(NOT_SCANNED, code="not_scanned") from None
    if infected:
        raise ValidationError(INFECTED, code="infected")


class PdfField(forms.FileField):
    """A PDF of at most 10 MB that is safe to keep and to open (`vault.pdf`); gives its bytes.

    Who gets a refusal is told what to do, and for a signed document nothing that would break its signature (field.md).
    """

    widget = forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"})
    default_error_messages: ClassVar = {
        "required": "Kies een pdf-bestand.",
        "invalid": "Kies een pdf-bestand.",
        "missing": "Kies een pdf-bestand.",
        "empty": "Dit bestand is leeg. Kies een ander bestand.",
        "busy": "Er worden nu te veel bestanden nagekeken. Wacht een minuut en kies het bestand opnieuw.",
        PdfDefect.TOO_LARGE: "Dit bestand is groter dan 10 MB. Scan met een lagere kwaliteit of splits het document.",
        PdfDefect.NOT_PDF: "Dit is geen pdf-bestand. Bewaar het document als pdf en kies dat bestand.",
        PdfDefect.DAMAGED: "Deze pdf is beschadigd. Haal ze opnieuw op of scan ze, en kies het nieuwe bestand.",
    }
    defects: ClassVar = {
        PdfDefect.TWO_KINDS: "Dit bestand is een pdf en tegelijk een ander soort bestand.",
        PdfDefect.ENCRYPTED: "Deze pdf is beveiligd met een wachtwoord of met beperkingen.",
        PdfDefect.SCRIPT: "In deze pdf staat een script.",
        PdfDefect.LAUNCH: "Deze pdf start een programma.",
        PdfDefect.ACTS_BY_ITSELF: "Deze pdf doet iets vanzelf.",
        PdfDefect.ATTACHMENT: "In deze pdf zit een ander bestand.",
        PdfDefect.FORM_OF_ANOTHER_KIND: "Deze pdf is een invulformulier (XFA).",
        PdfDefect.MEDIA: "In deze pdf zit film of geluid.",
        PdfDefect.LINK: "Deze pdf verwijst naar een bestand of programma.",
        PdfDefect.BOMB: "Deze pdf is te ingewikkeld om veilig te openen.",
    }

    def clean(self, data: Any, initial: Any = None) -> bytes | None:
        file = super().clean(data, initial)
        if not file:
            return None
        content: bytes = file.read()
        # What was too large to hold arrives without its content (vault.upload).
        try:
            defect = PdfDefect.TOO_LARGE if len(content) < file.size else defect_of(content)
        except Busy:
            raise ValidationError(self.error_messages["busy"], code="busy") from None
        if defect in self.defects:
            advice = _SCAN if is_signed(content) else _PRINT
            raise ValidationError(f"{self.defects[defect]} {advice}", code=defect)
        if defect:
            raise ValidationError(self.error_messages[defect], code=defect)
        refuse_infected(content)
        return content
