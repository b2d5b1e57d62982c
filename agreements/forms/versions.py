"""What administrators type about a next version of an agreement (R44)."""

from typing import Any

from django import forms

from agreements.forms.fields import PaperDayField, PaperForm
from agreements.terms.papers import Amendment
from law.notice_period import add_months


class NextVersionForm(PaperForm):
    """What the parties agreed to change, and from when."""

    amendment = forms.TypedChoiceField(
        label="Wat wijzigt er?",
        choices=[(each.value, each.label.capitalize()) for each in Amendment],
        coerce=Amendment,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat er wijzigt.", "invalid_choice": "Kies een antwoord uit de lijst."},
    )
    agreed_from = PaperDayField(
        label="Vanaf wanneer willen de partijen de nieuwe versie?",
        help_text="Bijvoorbeeld 1/1/2027. Tot dan blijft de huidige versie gelden.",
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        ahead = "Kijk het jaar na. De datum ligt meer dan twee jaar vooruit."
        self.refuse_after("agreed_from", add_months(self.today, 24), ahead)
        return answers
