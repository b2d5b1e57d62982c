"""What to show on the worklist, and which referral to find."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from directory.form_fields import PlainTextField
from ocmw_intake.models import ASKS_FOR_WORK, Status
from referrals.reference import SHAPE

TO_DO = "to_do"

ALL = "all"

_NO_REFERENCE = "Een referentie telt acht tekens, bijvoorbeeld 4F7K-9Q2M. U vindt ze in de mail."


class WorklistFilterForm(forms.Form):
    """What to show on the worklist: what is still to do, one status or all."""

    status = forms.ChoiceField(label="Toestand", required=False)

    def __init__(self, *args: Any, counts: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to_do = sum(counts.get(status.value, 0) for status in ASKS_FOR_WORK)
        choices = [
            (TO_DO, f"nog te doen ({to_do})"),
            *((status.value, f"{status.label} ({counts.get(status.value, 0)})") for status in Status),
            (ALL, f"alle ({sum(counts.values())})"),
        ]
        self.fields["status"].choices = choices  # type: ignore[attr-defined]  # declared above as a ChoiceField

    def clean_status(self) -> str:
        """Without a choice all that still asks for work is shown: a failed attempt does not end it."""
        return self.cleaned_data["status"] or TO_DO


class ReferenceForm(forms.Form):
    """One referral by its reference. Sent by POST: who types a name here leaves it in no address, log or history."""

    reference = PlainTextField(
        label="Referentie",
        max_length=20,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
        error_messages={
            "required": "Vul de referentie uit de mail in, bijvoorbeeld 4F7K-9Q2M.",
            "max_length": _NO_REFERENCE,
        },
    )

    def clean_reference(self) -> str:
        """Return the reference as it is stored; spaces, small letters and a missing hyphen are forgiven."""
        signs = re.sub(r"[\s-]", "", self.cleaned_data["reference"])
        reference = f"{signs[:4]}-{signs[4:]}"
        if not re.fullmatch(SHAPE, reference):
            raise ValidationError(_NO_REFERENCE)
        return reference.upper()
