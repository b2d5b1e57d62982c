"""The question which data were deleted, several at once."""

from typing import Any

from django import forms

from accounts.models import User
from directory.form_fields import DayField
from ocmw_intake.models import Intake


class SeveralDeletedForm(forms.Form):
    """The follow-ups that were ticked, of the own receivers, and the day on which their data were deleted."""

    ticked = forms.ModelMultipleChoiceField(
        label="Wat is gewist?",
        queryset=Intake.objects.none(),
        error_messages={
            "required": "Kruis minstens één aanmelding aan.",
            "invalid_choice": "Een aanmelding die u aankruiste, vinden wij niet. Kijk de lijst na.",
            "invalid_pk_value": "Een aanmelding die u aankruiste, vinden wij niet. Kijk de lijst na.",
            "invalid_list": "Kruis de aanmeldingen in de lijst aan.",
        },
    )
    on = DayField(label="Wanneer wiste u de gegevens?", help_text="Bijvoorbeeld 23/11/2026.")

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["ticked"].queryset = Intake.objects.visible_to(user)  # type: ignore[attr-defined]  # declared above
