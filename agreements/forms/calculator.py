"""The question of the page that computes the last day after a notice."""

from datetime import date, timedelta
from typing import Any

from django import forms

from agreements.forms.fields import CountField, PaperDayField
from law.notice_period import GBO_MONTHS, add_months, gbo_last_day, gbo_start, last_day

LOCAL, GBO = "local", "gbo"
LAST_YEAR = 2100
"""A later one is a typing error, and near the end of the calendar nothing can be computed."""


class NoticeCalculatorForm(forms.Form):
    """Which paper, its term of notice, and the day of the notice (R37, R39)."""

    paper = forms.ChoiceField(
        label="Wat is opgezegd?",
        choices=[(LOCAL, "Een overeenkomst of een protocol"), (GBO, "Een GBO-overeenkomst")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat opgezegd is.", "invalid_choice": "Kies een van de twee antwoorden."},
    )
    months = CountField(
        label="Opzegtermijn in maanden",
        required=False,
        max_value=36,
        example=6,
        help_text="Alleen bij een overeenkomst of protocol. Bij een GBO-overeenkomst is het altijd 6.",
    )
    given_on = PaperDayField(label="Dag van de opzegging", help_text="Bijvoorbeeld 25/11/2026.")

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("paper") == LOCAL and not answers.get("months") and "months" not in self.errors:
            self.add_error("months", "Vul het aantal maanden in dat op het papier staat, bijvoorbeeld 6.")
        given_on = answers.get("given_on")
        if given_on and given_on.year > LAST_YEAR:
            self.add_error("given_on", "Kijk het jaar na. De datum ligt te ver in de toekomst.")
        return answers

    @property
    def is_gbo(self) -> bool:
        return bool(self.cleaned_data["paper"] == GBO)

    @property
    def months_of_notice(self) -> int:
        return GBO_MONTHS if self.is_gbo else int(self.cleaned_data["months"])

    @property
    def first_day(self) -> date:
        """First day of the term: the Monday of art. 14, or the day after the notice."""
        given_on: date = self.cleaned_data["given_on"]
        return gbo_start(given_on) if self.is_gbo else given_on + timedelta(days=1)

    @property
    def last_day(self) -> date:
        """Last day on which may be sent."""
        given_on: date = self.cleaned_data["given_on"]
        return gbo_last_day(given_on) if self.is_gbo else last_day(given_on, self.months_of_notice)

    @property
    def missing_day(self) -> int | None:
        """The day number that the last month does not have, so that the term ends with the month."""
        counted_from: date = self.first_day if self.is_gbo else self.cleaned_data["given_on"]
        same_number = add_months(counted_from, self.months_of_notice).day == counted_from.day
        return None if same_number else counted_from.day
