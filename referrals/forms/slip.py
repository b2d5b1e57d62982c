"""In which language a client takes the slip home."""

from typing import Any

from django import forms

from consent import client_words
from consent.models import Language


class SlipForm(forms.Form):
    """The language; the one in which consent was given stands ready."""

    language = forms.TypedChoiceField(
        label="In welke taal?",
        choices=[(code, Language(code).label) for code in client_words.LANGUAGES],
        coerce=Language,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Kies een taal."),
    )

    def __init__(self, data: Any = None, *, spoken: str) -> None:
        super().__init__(data, initial={"language": client_words.spoken(spoken)})
