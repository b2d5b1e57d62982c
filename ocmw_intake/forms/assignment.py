"""The question who follows up."""

import uuid
from typing import Any

from django import forms

from ocmw_intake.models import Handlers, Intake


class HandlerForm(forms.Form):
    """Who follows up; `instead_of` is who did when the page was shown."""

    handler = forms.TypedChoiceField(
        label="Wie volgt deze aanmelding op?",
        coerce=uuid.UUID,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Kies een collega uit de lijst."),
    )
    instead_of = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, intake: Intake, handlers: Handlers, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["instead_of"] = handlers.of(intake)
        people = [(str(key), name) for key, name in handlers.names[intake.partner_id].items()]
        self.fields["handler"].choices = [("", "Kies een collega"), *people]  # type: ignore[attr-defined]  # a ChoiceField
