"""What to show on the worklist of a team, and one referral to look for."""

from django import forms

from directory.form_fields import PlainTextField
from law.identification import MAX_LENGTH
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


class FindForm(forms.Form):
    """One referral to look for, by reference or name. By POST: no name may stand in an address or a log."""

    sought = PlainTextField(
        label="Referentie of naam van de cliënt",
        max_length=MAX_LENGTH["first_name"] + MAX_LENGTH["last_name"],
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
        error_messages={"required": "Typ een referentie, bijvoorbeeld K7QM-4TRX, of de naam van de cliënt."},
    )

    @property
    def reference(self) -> str:
        """As people type it or hear it on the phone; empty when it cannot be one."""
        return read_reference(self.cleaned_data["sought"]) or ""
