"""The question for the signed sheet."""

from django import forms

from directory.form_fields import PdfField


class SignedSheetForm(forms.Form):
    """The scan itself."""

    file = PdfField(
        label="Scan van het ondertekende blad",
        help_text="Een pdf van hoogstens 10 MB, met alleen het blad van deze cliënt.",
    )
