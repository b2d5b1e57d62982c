"""What to show on a list of a social worker, and which referral to find."""

import re
import uuid
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from directory.form_fields import PlainTextField
from ocmw_intake.models import Handlers
from ocmw_intake.models.intake import FILE_NUMBER
from ocmw_intake.models.worklist import Tab
from referrals.terms.reference import SHAPE

NOBODY: Final = "niemand"


class WorklistFilterForm(forms.Form):
    """What to show of a list. A question with one answer is not asked; a wrong answer counts as none."""

    status = forms.ChoiceField(
        label="Toestand", required=False, error_messages={"invalid_choice": "Kies een toestand uit de lijst."}
    )
    team = forms.TypedChoiceField(
        label="Lokaal team",
        required=False,
        coerce=uuid.UUID,
        empty_value=None,
        error_messages={"invalid_choice": "Kies een lokaal team uit de lijst."},
    )
    behandelaar = forms.ChoiceField(
        label="Behandelaar", required=False, error_messages={"invalid_choice": "Kies een behandelaar uit de lijst."}
    )

    def __init__(self, *args: Any, tab: Tab, teams: dict[uuid.UUID, str], handlers: Handlers, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = (
            [] if tab in {Tab.MINE, Tab.UNASSIGNED} else [(str(key), name) for key, name in handlers.everyone().items()]
        )
        self._offer("status", "alle", [(status.value, status.label) for status in tab.statuses])
        self._offer("team", "alle", [(str(key), name) for key, name in teams.items()])
        self._offer("behandelaar", "iedereen", [*people, (NOBODY, "nog niemand")] if len(people) > 1 else [])

    def _offer(self, name: str, everything: str, choices: list[tuple[str, str]]) -> None:
        if len(choices) > 1:
            self.fields[name].choices = [("", everything), *choices]  # type: ignore[attr-defined]  # a ChoiceField
        else:
            del self.fields[name]

    @property
    def asked(self) -> dict[str, Any]:
        """The answers that were given and are right, by the name of their field."""
        self.is_valid()
        return {name: answer for name, answer in self.cleaned_data.items() if answer}


class SearchForm(forms.Form):
    """One referral to find. Sent by POST: who types a name here leaves it in no address, log or history."""

    asked = PlainTextField(
        label="Referentie of eigen dossiernummer",
        max_length=40,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
        error_messages={
            "required": "Vul een referentie in, bijvoorbeeld 4F7K-9Q2M, of het nummer van uw eigen dossier.",
            "max_length": "Een referentie telt acht tekens, een dossiernummer hoogstens 20.",
        },
    )

    def clean_asked(self) -> str:
        """Return what was typed when it can be one of the two; nothing else is looked up."""
        typed: str = self.cleaned_data["asked"]
        if not (self._reference_in(typed) or FILE_NUMBER.regex.match(typed)):  # type: ignore[union-attr]  # compiled
            raise ValidationError(
                "Typ een referentie uit de mail, bijvoorbeeld 4F7K-9Q2M, of een dossiernummer zonder spaties."
            )
        return typed

    @property
    def reference(self) -> str:
        """The reference as it is stored, or nothing; spaces, small letters and a missing hyphen are forgiven."""
        return self._reference_in(self.cleaned_data["asked"])

    @property
    def file_number(self) -> str:
        """What was typed, as the number of a file at the receiver."""
        return str(self.cleaned_data["asked"])

    @staticmethod
    def _reference_in(typed: str) -> str:
        characters = re.sub(r"[\s-]", "", typed)
        reference = f"{characters[:4]}-{characters[4:]}"
        return reference.upper() if re.fullmatch(SHAPE, reference) else ""
