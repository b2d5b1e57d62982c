"""The conditions under which the trail is shown; every one may stay empty."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from audit.events import BEHIND_THE_WALL, Event

ANY_EVENT = [("", "Alles")]
DAY_VALIDATORS = [
    MinValueValidator(date(2000, 1, 1), "Typ een dag vanaf 1/1/2000."),
    MaxValueValidator(date(2999, 12, 31), "Typ een dag tot en met 31/12/2999."),
]


class TrailDayField(forms.DateField):
    """A calendar day, typed."""

    def __init__(self, **options: Any) -> None:
        invalid = {"invalid": "Typ een dag als dag/maand/jaar, bijvoorbeeld 3/11/2026."}
        super().__init__(required=False, validators=DAY_VALIDATORS, error_messages=invalid, **options)


class TrailForm(forms.Form):
    """Filters of the trail; `voor` (before) is the id below which the page begins."""

    event = forms.ChoiceField(
        label="Wat",
        choices=[
            *ANY_EVENT,
            *sorted((one for one in Event.choices if one[0] not in BEHIND_THE_WALL), key=lambda choice: choice[1]),
        ],
        required=False,
        error_messages={"invalid_choice": "Kies een gebeurtenis uit de lijst."},
    )
    from_on = TrailDayField(label="Van")
    until_on = TrailDayField(label="Tot en met")
    object_id = forms.CharField(
        label="Nummer van het voorwerp",
        max_length=40,
        required=False,
        error_messages={
            "max_length": "Typ hoogstens 40 tekens, bijvoorbeeld 3f2b8c1d.",
            "null_characters_not_allowed": "Typ het nummer opnieuw, bijvoorbeeld 3f2b8c1d.",
        },
    )
    voor = forms.IntegerField(
        min_value=1,
        max_value=2**63 - 1,
        required=False,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(
            ["invalid", "min_value", "max_value"], "Deze pagina bestaat niet. Ga naar de nieuwste regels."
        ),
    )

    def clean_object_id(self) -> str:
        """Numbers are kept in small letters."""
        return str(self.cleaned_data["object_id"]).lower()

    def clean(self) -> dict[str, Any]:
        """A period ends on or after the day it begins."""
        given = {**self.cleaned_data}
        if given.get("from_on") and given.get("until_on") and given["until_on"] < given["from_on"]:
            self.add_error("until_on", "Kies een laatste dag die niet voor de eerste dag ligt.")
        return given
