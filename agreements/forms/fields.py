"""Fields and the base form that every question about the papers shares."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import TextChoices
from django.utils.formats import date_format

from agreements.models import Doubt, SuspensionOfSharing, SuspensionReason
from agreements.rules.odd_days import FIRST_DAY, last_likely_day
from agreements.terms.doubts import NO_MARKS, DoubtReason, Marks, Printed
from directory.form_fields import DayField, PlainTextField
from directory.models import Organisation
from directory.notation import likely_day, read_day
from law.notice_period import add_months
from law.placeholders import has_placeholder
from law.web_address import holds_password


class PaperDayField(DayField):
    """A calendar day in the life of a paper: not before 2018."""

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is not None and value < FIRST_DAY:
            raise ValidationError("Kijk het jaar na. De datum ligt voor 2018.")


class OrganisationField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes no argument when it runs
    """A party chosen from a list; anything else, also what is not a key at all, gets the sentence about the list."""

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
    """A public web address as it is printed, "?" and "#" included (D28), without a password in it (R17)."""

    widget = forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "autocapitalize": "none"})
    default_error_messages: ClassVar = {"invalid": "Vul een webadres in dat begint met https://."}

    def read(self, text: str) -> str:
        URLValidator(schemes=["https", "http"], message=self.error_messages["invalid"])(text)
        if holds_password(text):
            raise ValidationError("Laat het wachtwoord uit het webadres weg, en ook de naam ervoor.")
        return text


class PaperForm(forms.Form):
    """A form about a paper, filled in on the day `today`.

    It points out the placeholders in what was saved before, the odd days (`hints`), and what is in doubt. A day that
    cannot be right may be kept as it is printed: then it becomes a doubt, and nothing that was typed is lost (R33).
    """

    not_in_future: ClassVar[tuple[str, ...]] = ()
    """Days on which something happened: they cannot be later than today."""

    may_be_doubted: ClassVar[tuple[str, ...]] = ()
    """Days that are copied from a paper: printed wrongly, they can be kept as they are printed."""

    def __init__(
        self,
        *args: Any,
        today: date,
        doubts: Mapping[str, Doubt] | None = None,
        hints: Mapping[str, str] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.today = today
        self.marks: Marks = NO_MARKS
        self.doubts = dict(doubts or {})
        self.saved = dict(self.initial)
        for name, field in self.fields.items():
            if isinstance(field, PlainTextField) and has_placeholder(str(self.initial.get(name) or "")):
                field.help_text = f"Let op: hier staat nog een invulplek. {field.help_text}"
            if name in (hints or {}):
                field.help_text = f"{(hints or {})[name]} {field.help_text}".strip()
            if name in self.doubts:
                field.help_text = f"{self.doubts[name].explanation} {field.help_text}".strip()
                if name in self.may_be_doubted:
                    self.initial[name] = self.doubts[name].printed

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or {}
        for name in self.not_in_future:
            self.refuse_after(name, self.today, "Deze datum ligt in de toekomst. Vul de dag in waarop het gebeurde.")
        return answers

    def _post_clean(self) -> None:
        """After every other check: keep as printed what may be, and ask whether the rest must be kept."""
        super()._post_clean()  # type: ignore[misc]  # Django has it; its stubs do not
        kept: dict[str, Printed] = {}
        for name in self.may_be_doubted:
            typed = self.typed(name)
            if typed and (name in self.errors or self._is_as_printed(name, typed)):
                if self._is_as_printed(name, typed):
                    self._forgive(name, self.saved.get(name))
                elif self.is_to_keep(name):
                    kept[name] = printed = self._as_printed(name, typed)
                    self._forgive(name, printed.likely)
                else:
                    self._ask_to_keep(name, typed)
        settled = {name for name in self.doubts if name not in kept and self._is_typed_anew(name)}
        self.marks = Marks(kept, frozenset(settled)) if self.is_valid() else NO_MARKS

    def typed(self, name: str) -> str:
        """What was typed in a field, however it reads."""
        return " ".join(str(self.data.get(self.add_prefix(name)) or "").split())[:200]

    def is_to_keep(self, name: str) -> bool:
        """Whether the person said that it is printed like this."""
        return bool(self.data.get(self.add_prefix(f"{name}_twijfel")))

    def _is_typed_anew(self, name: str) -> bool:
        if name in self.may_be_doubted:
            return not self._is_as_printed(name, self.typed(name))
        return name in self.fields and self.typed(name) != str(self.saved.get(name) or "")

    def _is_as_printed(self, name: str, typed: str) -> bool:
        return name in self.doubts and typed == self.doubts[name].printed

    def _as_printed(self, name: str, typed: str) -> Printed:
        try:
            read_day(typed)
        except ValueError:
            reason = DoubtReason.UNREADABLE
        else:
            reason = DoubtReason.UNLIKELY
        return Printed(typed, reason, self.likely(name, typed))

    def likely(self, name: str, typed: str) -> date | None:
        """The day that the paper probably says."""
        last = self.today if name in self.not_in_future else last_likely_day(self.today)
        return likely_day(typed, first=FIRST_DAY, last=last)

    def _forgive(self, name: str, value: Any) -> None:
        self.errors.pop(name, None)
        self.cleaned_data[name] = value

    def _ask_to_keep(self, name: str, typed: str) -> None:
        """Put a box under the field, with which it is kept as it is printed."""
        likely = self.likely(name, typed)
        meant = f"Bedoelt het papier misschien {date_format(likely)}? " if likely else ""
        box = forms.BooleanField(
            label=f"Dit staat zo op het papier: bewaar “{typed}” als twijfel",
            required=False,
            help_text=f"{meant}Er wordt niets verstuurd tot een beheerder het bevestigt.",
        )
        fields = list(self.fields.items())
        place = next(index for index, (key, _field) in enumerate(fields) if key == name)
        self.fields = dict([*fields[: place + 1], (f"{name}_twijfel", box), *fields[place + 1 :]])

    def refuse_after(self, name: str, last: date, sentence: str) -> None:
        """Add an error to a day that is later than `last`."""
        day = self.cleaned_data.get(name)
        if day is not None and day > last:
            self.add_error(name, sentence)

    def answers(self, *names: str) -> dict[str, Any]:
        """What was typed in these fields, as the actions take it."""
        return {name: self.cleaned_data[name] for name in names}


class StoppingForm(PaperForm):
    """A form with days that must fit the life of the papers."""

    within_two_years: ClassVar[tuple[str, ...]] = ()
    """Days that may lie ahead, but not so far that they are typing errors."""

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        for name in self.within_two_years:
            ahead = "Kijk het jaar na. De datum ligt meer dan twee jaar vooruit."
            self.refuse_after(name, add_months(self.today, 24), ahead)
        return answers

    def point_out(self, name: str, sentence: str) -> None:
        """Add a sentence to a field, unless there is none."""
        if sentence:
            self.add_error(name, sentence)


class SharingSuspensionForm(StoppingForm):
    """From when until when sharing is suspended, and why (R101); who suspends, each kind of agreement asks itself."""

    from_on = PaperDayField(label="Opgeschort vanaf", help_text="Die dag wordt al niets meer doorgegeven.")
    until_on = PaperDayField(
        label="Tot en met", required=False, help_text="Laat leeg als het einde nog niet bekend is."
    )
    reason = forms.TypedChoiceField(
        label="Reden",
        choices=[(reason.value, reason.label.capitalize()) for reason in SuspensionReason],
        coerce=SuspensionReason,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een reden.", "invalid_choice": "Kies een reden uit de lijst."},
    )

    field_order = ("by_party", "against_party")
    within_two_years = ("from_on", "until_on")

    def against(self, *, by_party: Any, from_on: date, until_on: date | None) -> str:
        """Why that party cannot suspend in that period, or ""."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        from_on, until_on, by_party = answers.get("from_on"), answers.get("until_on"), answers.get("by_party")
        if from_on and until_on and until_on < from_on:
            self.add_error("until_on", "De laatste dag ligt voor de eerste dag. Pas één van beide aan.")
        elif from_on and by_party and "until_on" not in self.errors:
            self.point_out("from_on", self.against(by_party=by_party, from_on=from_on, until_on=until_on))
        return answers


class EndSuspensionForm(StoppingForm):
    """The last day on which sharing is suspended (R101)."""

    last_day = PaperDayField(
        label="Laatste dag van de opschorting", help_text="De dag erna mag er weer doorgegeven worden."
    )

    within_two_years = ("last_day",)

    def __init__(self, *args: Any, suspension: SuspensionOfSharing, **options: Any) -> None:
        super().__init__(*args, **options)
        self.suspension = suspension

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if answers.get("last_day"):
            self.point_out("last_day", self.suspension.against_last_day(answers["last_day"]))
        return answers


class DayForm(forms.Form):
    """The day for which one asks the gate."""

    op = PaperDayField(label="Vraag het voor een andere dag", required=False, help_text="Bijvoorbeeld 29/01/2024.")
