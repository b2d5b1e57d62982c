"""What to show on the worklist of a team, and one referral to look for."""

from django import forms

from referrals.models import ReferralStatus
from referrals.rules.worklist import ToDo
from referrals.terms.reference import read_reference


class FiledFilterForm(forms.Form):
    """What to show on the worklist of a team."""

    status = forms.ChoiceField(label="Toestand", choices=[("", "alle"), *ReferralStatus.choices], required=False)
    wat = forms.ChoiceField(
        label="Te doen", choices=[("", "alle"), *((kind.value, kind.short) for kind in ToDo)], required=False
    )
    mine = forms.BooleanField(label="Alleen mijn aanmeldingen", required=False)


class ReferenceForm(forms.Form):
    """One reference to look for. By POST: whoever types a name here must not write it into an address or a log."""

    reference = forms.CharField(
        label="Referentie",
        max_length=20,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
        error_messages={"required": "Typ een referentie, bijvoorbeeld K7QM-4TRX."},
    )

    def clean_reference(self) -> str:
        """As people type it or hear it on the phone; what cannot be a reference finds nothing."""
        return read_reference(self.cleaned_data["reference"]) or ""
