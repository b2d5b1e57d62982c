"""Fields and the base form that every question about the papers shares."""

from datetime import date
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import TextChoices

from directory.form_fields import DayField, PlainTextField
from directory.models import Organisation
from law.placeholders import has_placeholder

FIRST_DAY = date(2018, 1, 1)
"""Older dates are typing errors: the decree on local social policy is of 9 February 2018 (domain.md §2, R33)."""


class PaperDayField(DayField):
    """A calendar day in the life of a paper: not before 2018."""

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is not None and value < FIRST_DAY:
            raise ValidationError("Kijk het jaar na. De datum ligt voor 2018.")


class OrganisationField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes no argument when it runs
    """A party chosen from a list; anything else, also what is no key at all, gets the sentence about the list."""

    def to_python(self, value: Any) -> Organisation | None:
        try:
            return super().to_python(value)
        except ValidationError:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from None


class CodeField(forms.TypedChoiceField):
    """One code of a list, as radios with its words; never text of one's own."""

    widget = forms.RadioSelect

    def __init__(self, codes: type[TextChoices], *, required_sentence: str, **options: Any) -> None:
        messages = {"required": required_sentence, "invalid_choice": "Kies een antwoord uit de lijst."}
        choices = [(code.value, f"{code.label[0].upper()}{code.label[1:]}") for code in codes]
        super().__init__(choices=choices, coerce=codes, error_messages=messages, **options)


class CountField(forms.IntegerField):
    """A number of months between bounds."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-3"})

    def __init__(self, *, example: int, max_value: int, **options: Any) -> None:
        sentence = f"Vul een getal van 1 tot {max_value} in, bijvoorbeeld {example}."
        messages = {"invalid": sentence, "min_value": sentence, "max_value": sentence}
        super().__init__(min_value=1, max_value=max_value, error_messages=messages, **options)


class WebAddressField(PlainTextField):
    """A public web address; no name or password, and no question mark behind which a password could hide (R17)."""

    default_error_messages: ClassVar = {"invalid": "Vul een webadres in dat begint met https://."}

    def read(self, text: str) -> str:
        URLValidator(schemes=["https", "http"], message=self.error_messages["invalid"])(text)
        address = urlsplit(text)
        if address.query or address.fragment or "@" in address.netloc:
            raise ValidationError("Laat alles vanaf het vraagteken weg. Daar kan een wachtwoord in staan.")
        return text


class PaperForm(forms.Form):
    """A form about a paper, filled in on the day `today`; it points out the placeholders in what was saved before."""

    not_in_future: ClassVar[tuple[str, ...]] = ()
    """Days on which something happened: they cannot be later than today."""

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        for name, field in self.fields.items():
            saved = self.initial.get(name)
            if isinstance(field, PlainTextField) and has_placeholder(str(saved or "")):
                field.help_text = f"Let op: hier staat nog een invulplek. {field.help_text}"

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or {}
        for name in self.not_in_future:
            self.refuse_after(name, self.today, "Deze datum ligt in de toekomst. Vul de dag in waarop het gebeurde.")
        return answers

    def refuse_after(self, name: str, last: date, sentence: str) -> None:
        """Add an error to a day that is later than `last`."""
        day = self.cleaned_data.get(name)
        if day is not None and day > last:
            self.add_error(name, sentence)

    def answers(self, *names: str) -> dict[str, Any]:
        """What was typed in these fields, as the actions take it."""
        return {name: self.cleaned_data[name] for name in names}
