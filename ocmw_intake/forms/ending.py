"""The questions about the end: the client stops, the file is closed, the data are deleted."""

from typing import Any

from django import forms

from directory.form_fields import DayField
from ocmw_intake.forms.contact import FileNumberField
from ocmw_intake.models import Ending

_LATER = "later"
_ENDINGS = [
    (Ending.NOTHING_BEGUN, "Wij waren nog niet begonnen. Het archief en de mail zijn gewist."),
    (Ending.EVERYTHING_DELETED, "Alles is gewist: het archief, de mail en elke kopie."),
    (Ending.FILE_STAYS, "Wat van het lokaal team kwam, is gewist. Ons eigen dossier blijft."),
]
_CHOOSE = dict.fromkeys(["required", "invalid_choice"], "Kies een antwoord, bijvoorbeeld „Alles is gewist”.")
_NUMBER_LABEL = "Blijft uw eigen dossier? Vul dan het nummer in"
_NUMBER_HELP = "Bijvoorbeeld 2026/0147. U mag dit leeg laten."


class WithdrawnForm(forms.Form):
    """The day on which the client told the receiver to stop."""

    on = DayField(label="Wanneer zei de cliënt dit?", help_text="Bijvoorbeeld 23/11/2026.")


class EndingForm(forms.Form):
    """What became of the data: one of the three endings of a withdrawal (D22)."""

    ending = forms.TypedChoiceField(
        label="Wat is er met de gegevens gebeurd?",
        choices=_ENDINGS,
        coerce=Ending,
        widget=forms.RadioSelect,
        error_messages=_CHOOSE,
    )
    file_number = FileNumberField(label=_NUMBER_LABEL, help_text=_NUMBER_HELP)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if answers.get("file_number") and answers.get("ending") not in (Ending.FILE_STAYS, None):
            self.add_error("file_number", "Zonder eigen dossier is er geen nummer. Maak dit vak leeg.")
        return answers


class WithdrawnHereForm(EndingForm, WithdrawnForm):
    """Both in one step; who still has to delete says so, and declares it later."""

    ending = forms.TypedChoiceField(
        label="Wat is er met de gegevens gebeurd?",
        choices=[*_ENDINGS, (_LATER, "Nog niets. Wij wissen ze nog en verklaren dat later.")],
        coerce=lambda answer: None if answer == _LATER else Ending(answer),
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages=_CHOOSE,
    )
    field_order = ("on", "ending", "file_number")


class ClosedForm(forms.Form):
    """The day on which the receiver closed the file."""

    on = DayField(label="Wanneer sloot u het dossier af?", help_text="Bijvoorbeeld 23/11/2026.")


class DeletedForm(forms.Form):
    """The day on which the data were deleted."""

    on = DayField(label="Wanneer wiste u de gegevens?", help_text="Bijvoorbeeld 23/11/2026.")


class DeletedAfterWithdrawalForm(EndingForm, DeletedForm):
    """The same after a withdrawal: with whether an own file stays (D22)."""

    field_order = ("on", "ending", "file_number")
