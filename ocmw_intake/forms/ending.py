"""The questions about the end: the client stops, the file is closed, the data are deleted."""

from django import forms

from directory.form_fields import DayField


class WithdrawnForm(forms.Form):
    """The day on which the client told the receiver to stop."""

    on = DayField(label="Wanneer zei de cliënt dit?", help_text="Bijvoorbeeld 23/11/2026.")


class ClosedForm(forms.Form):
    """The day on which the receiver closed the file."""

    on = DayField(label="Wanneer sloot u het dossier af?", help_text="Bijvoorbeeld 23/11/2026.")


class DeletedForm(forms.Form):
    """The day on which the data were deleted."""

    on = DayField(label="Wanneer wiste u de gegevens?", help_text="Bijvoorbeeld 23/11/2026.")
