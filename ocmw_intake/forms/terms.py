"""The questions about what the receiver decides itself (R84)."""

from django import forms


class TermsForm(forms.Form):
    """How long the receiver keeps what it got (R84), and how often it tries in vain before it stops."""

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
    days_after_giving_up = forms.IntegerField(
        label="Binnen hoeveel dagen wist u gegevens van wie u niet bereikte?",
        help_text="De dagen tellen vanaf de dag waarop u stopt met proberen. Wij stellen 30 voor. Hoogstens 90.",
        min_value=0,
        max_value=90,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(
            ["required", "invalid", "min_value", "max_value"], "Vul een aantal dagen in van 0 tot 90, bijvoorbeeld 30."
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
    attempts_before_giving_up = forms.IntegerField(
        label="Hoeveel keer probeert u een cliënt te bereiken voor u stopt?",
        help_text="Daarna kunt u „niet bereikt” registreren. Het protocol noemt geen aantal.",
        min_value=1,
        max_value=10,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(
            ["required", "invalid", "min_value", "max_value"],
            "Vul een aantal pogingen in van 1 tot 10, bijvoorbeeld 3.",
        ),
    )
