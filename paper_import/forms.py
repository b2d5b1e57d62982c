"""The file with papers that someone uploads."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from directory.form_fields import refuse_infected
from sheets.tables import LARGEST_FILE, OLD

_NAMES = (".csv", ".xlsx", ".ods", ".txt", ".tsv")  # Excel calls "Unicode-tekst" and "Tekst (MS-DOS)" .txt


class SheetField(forms.FileField):
    """A CSV, XLSX or ODS of at most 2 MB; gives its bytes. What is inside, the worker checks."""

    widget = forms.ClearableFileInput(attrs={"accept": ",".join(_NAMES)})
    default_error_messages: ClassVar = {
        "required": "Kies een CSV-, XLSX- of ODS-bestand.",
        "invalid": "Kies een CSV-, XLSX- of ODS-bestand.",
        "missing": "Kies een CSV-, XLSX- of ODS-bestand.",
        "empty": "Dit bestand is leeg. Kies een ander bestand.",
        "too_large": "Dit bestand is groter dan 2 MB. Splits het in kleinere bestanden.",
        "wrong_kind": "Dit is geen CSV-, XLSX- of ODS-bestand. Kies in Excel “Opslaan als” en dan XLSX.",
        "old": OLD,
    }

    def clean(self, data: Any, initial: Any = None) -> bytes | None:
        file = super().clean(data, initial)
        if not file:
            return None
        if file.size > LARGEST_FILE:
            raise ValidationError(self.error_messages["too_large"], code="too_large")
        if file.name.casefold().endswith(".xls"):
            raise ValidationError(self.error_messages["old"], code="old")
        if not file.name.casefold().endswith(_NAMES):
            raise ValidationError(self.error_messages["wrong_kind"], code="wrong_kind")
        content: bytes = file.read()
        refuse_infected(content)
        return content


class UploadForm(forms.Form):
    """One file with papers."""

    file = SheetField(
        label="Bestand met overeenkomsten",
        help_text="CSV, XLSX of ODS, hoogstens 2 MB en 1000 regels. Zet er geen gegevens van cliënten in.",
    )
