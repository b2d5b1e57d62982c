"""The questions to the receiver. No free text: it could hold data of the client."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from directory.form_fields import DayField, PlainTextField
from ocmw_intake.models import ASKS_FOR_WORK, Channel, OutcomeKind, Status
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


class AttemptForm(forms.Form):
    """One try to reach the client."""

    made_on = forms.DateField(
        label="Wanneer probeerde u de cliënt te bereiken?",
        help_text="Bijvoorbeeld 23/11/2026.",
        widget=forms.DateInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
        error_messages={
            "required": "Vul de dag van de contactpoging in, bijvoorbeeld 23/11/2026.",
            "invalid": "Deze datum bestaat niet. Schrijf dag, maand en jaar, bijvoorbeeld 23/11/2026.",
        },
    )
    channel = forms.TypedChoiceField(
        label="Hoe probeerde u dat?",
        choices=Channel.choices,
        coerce=Channel,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies hoe u de cliënt probeerde te bereiken, bijvoorbeeld telefoon.",
            "invalid_choice": "Kies een van de antwoorden, bijvoorbeeld telefoon.",
        },
    )
    reached = forms.TypedChoiceField(
        label="Hebt u de cliënt bereikt?",
        choices=[("yes", "ja"), ("no", "nee")],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
        error_messages={
            "required": "Kies of u de cliënt bereikte: ja of nee.",
            "invalid_choice": "Kies ja of nee.",
        },
    )


class WithdrawnForm(forms.Form):
    """The day on which the client told the receiver to stop."""

    on = DayField(label="Wanneer zei de cliënt dit?", help_text="Bijvoorbeeld 23/11/2026.")


class DeletedForm(forms.Form):
    """The day on which the data were deleted."""

    on = DayField(label="Wanneer wiste u de gegevens?", help_text="Bijvoorbeeld 23/11/2026.")


class TermsForm(forms.Form):
    """How long the receiver keeps what it got (R84)."""

    days_to_delete = forms.IntegerField(
        label="Binnen hoeveel dagen wist u gegevens die u niet meer nodig hebt?",
        help_text="0 betekent: dezelfde dag. Hoogstens 90.",
        min_value=0,
        max_value=90,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(
            ["required", "invalid", "min_value", "max_value"], "Vul een aantal dagen in van 0 tot 90, bijvoorbeeld 7."
        ),
    )
    years_after_closing = forms.IntegerField(
        label="Hoeveel jaar bewaart u een dossier na het afsluiten?",
        help_text="Het protocol spreekt van 10 jaar.",
        min_value=1,
        max_value=30,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(
            ["required", "invalid", "min_value", "max_value"], "Vul een aantal jaren in van 1 tot 30, bijvoorbeeld 10."
        ),
    )


class OutcomeForm(forms.Form):
    """How the contact ended."""

    kind = forms.TypedChoiceField(
        label="Wat is het resultaat van het contact?",
        choices=OutcomeKind.choices,
        coerce=OutcomeKind,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies een resultaat, bijvoorbeeld wenst hulp.",
            "invalid_choice": "Kies een van de resultaten, bijvoorbeeld wenst hulp.",
        },
    )
