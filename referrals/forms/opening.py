"""Asking to open a signed sheet together (D17)."""

from django import forms
from django.core.exceptions import ValidationError

from referrals.models import OpeningReason
from referrals.terms.reference import read_reference


class ReasonForm(forms.Form):
    """Why the sheet is needed."""

    reason = forms.TypedChoiceField(
        label="Waarom is het blad nodig?",
        choices=OpeningReason.choices,
        coerce=OpeningReason,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Kies waarom het blad nodig is."),
    )


class OpeningForm(ReasonForm):
    """Which sheet, and why."""

    reference = forms.CharField(
        label="Referentie van de aanmelding",
        max_length=20,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
        error_messages=dict.fromkeys(
            ["required", "max_length", "null_characters_not_allowed"], "Typ een referentie, bijvoorbeeld K7QM-4TRX."
        ),
    )

    field_order = ("reference", "reason")

    def clean_reference(self) -> str:
        """As people type it, or hear it on the phone."""
        meant = read_reference(self.cleaned_data["reference"])
        if meant is None:
            raise ValidationError("Typ een referentie, bijvoorbeeld K7QM-4TRX.")
        return meant
