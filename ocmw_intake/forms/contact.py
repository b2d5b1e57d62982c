"""The questions about the contact. No free text: it could hold data of the client."""

from django import forms

from ocmw_intake.models import Channel, OutcomeKind


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
