"""What a client types to withdraw alone, judged without asking whether it exists (D35)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from consent.client_words.form import StopWords
from referrals.terms.reference import read_reference
from referrals.terms.slip_code import is_well_typed, read_code


class StopForm(forms.Form):
    """Reference and code, in any writing; its sentences are those of the language of the page."""

    reference = forms.CharField(max_length=100)
    code = forms.CharField(max_length=200)

    def __init__(self, data: Any = None, *, words: StopWords) -> None:
        super().__init__(data)
        self.words = words
        wrong = {"reference": (words.no_reference, words.wrong_reference), "code": (words.no_code, words.wrong_length)}
        for name, (missing, unreadable) in wrong.items():
            unreadable_too = dict.fromkeys(["max_length", "null_characters_not_allowed"], unreadable)
            self.fields[name].error_messages.update({"required": missing, **unreadable_too})

    def clean_reference(self) -> str:
        return self._read("reference", read_reference(self.cleaned_data["reference"]), self.words.wrong_reference)

    def clean_code(self) -> str:
        return self._read("code", read_code(self.cleaned_data["code"]), self.words.wrong_length)

    def _read(self, name: str, meant: str | None, sentence: str) -> str:
        if meant is None:
            raise ValidationError(sentence)
        return meant

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if {"reference", "code"} <= answers.keys() and not is_well_typed(answers["reference"], answers["code"]):
            self.add_error("code", self.words.mistyped)
        return answers
