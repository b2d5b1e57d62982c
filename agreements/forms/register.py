"""The conditions of the register, and the day for which one asks the gate."""

from typing import Any

from django import forms

from agreements.forms.fields import OrganisationField, PaperDayField
from agreements.route import municipality_on
from agreements.rules.register import Conditions, Order
from agreements.terms.status import PaperStatus
from directory.form_fields import PlainTextField
from directory.models import AREAS, Organisation
from law.facts import OrganisationKind
from law.refusal import Refusal


class RegisterFilterForm(forms.Form):
    """The conditions of the register."""

    q = PlainTextField(label="Lokaal team, partner of ondernemingsnummer", required=False, max_length=100)
    status = forms.ChoiceField(
        label="Toestand",
        required=False,
        choices=[("", "Alle"), *PaperStatus.choices],
        error_messages={"invalid_choice": "Kies een toestand uit de lijst."},
    )
    gebied = forms.ChoiceField(
        label="Gewest of provincie",
        required=False,
        choices=[("", "Alle"), *AREAS],
        error_messages={"invalid_choice": "Kies een gewest of provincie uit de lijst."},
    )
    sorteer = forms.ChoiceField(
        label="Sorteer op",
        required=False,
        choices=Order.choices,
        error_messages={"invalid_choice": "Kies een volgorde uit de lijst."},
    )
    eindigt = forms.BooleanField(label="Eindigt binnen 3 maanden", required=False)
    twijfel = forms.BooleanField(label="Met een twijfel", required=False)

    @property
    def conditions(self) -> Conditions:
        """What was asked; a wrong answer counts as none, and the form says so."""
        self.is_valid()
        asked = self.cleaned_data
        return Conditions(
            text=asked.get("q", ""),
            status=asked.get("status", ""),
            area=asked.get("gebied", ""),
            order=asked.get("sorteer", ""),
            is_ending=asked.get("eindigt", False),
            is_doubted=asked.get("twijfel", False),
        )


class AnyDayForm(forms.Form):
    """A team, a place and a day for which one asks the gate."""

    team = OrganisationField(
        label="Lokaal team",
        queryset=Organisation.objects.filter(kind=OrganisationKind.LOCAL_TEAM).order_by("name"),
        empty_label="Kies een lokaal team",
        error_messages={"required": "Kies het lokaal team.", "invalid_choice": "Kies een lokaal team uit de lijst."},
    )
    place = PlainTextField(
        label="Postcode of gemeente",
        max_length=100,
        error_messages={"required": "Typ een postcode of gemeente, bijvoorbeeld 2260."},
    )
    day = PaperDayField(label="Dag", help_text="Bijvoorbeeld 29/01/2024.")
    known_on = PaperDayField(
        label="Met wat bekend was op",
        required=False,
        help_text=(
            "Laat leeg voor wat nu bekend is: dat antwoord telt voor de vraag of het mocht. "
            "Met een dag ziet u wat men toen kon weten: dat legt uit waarom er toen wel of niet verstuurd werd."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """The place is read for the day: municipalities merge (R2)."""
        answers: dict[str, Any] = super().clean() or {}
        if {"place", "day"} <= answers.keys():
            try:
                answers["place"] = municipality_on(answers["place"], answers["day"])
            except Refusal as unclear:
                self.add_error("place", str(unclear))
        return answers
