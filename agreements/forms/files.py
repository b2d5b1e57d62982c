"""What administrators choose when they keep a file of the papers."""

from django import forms
from django.utils.text import capfirst

from agreements.models import FileKind
from directory.form_fields import PdfField


class FileForm(forms.Form):
    """What the file is, and the file itself."""

    kind = forms.TypedChoiceField(
        label="Wat is het?",
        choices=[(kind.value, capfirst(kind.label)) for kind in FileKind],
        coerce=FileKind,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat het is.", "invalid_choice": "Kies een soort uit de lijst."},
    )
    file = PdfField(
        label="Pdf-bestand",
        help_text="Hoogstens 10 MB. Zet geen gegevens van cliënten in het bestand, en geen wachtwoord.",
    )
