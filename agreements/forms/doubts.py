"""What administrators type about what is printed so that nobody is sure (R12, R33, R34)."""

from datetime import date
from typing import Any

from django import forms

from agreements.forms.fields import CountField, PaperDayField, PaperForm
from agreements.models import Agreement, Doubt
from agreements.models.doubts import whose
from agreements.rules.odd_days import FIRST_DAY, last_likely_day
from agreements.terms.doubts import (
    DAYS,
    HAPPENED,
    NUMBERS,
    OF_ADVICE,
    OF_AGREEMENT_ALONE,
    OF_EITHER_PAPER,
    OF_SIGNATURE,
    DoubtField,
    DoubtReason,
    Printed,
    Spot,
)
from agreements.terms.papers import Document, Party
from directory.form_fields import PlainTextField
from directory.notation import likely_day, likely_enterprise_number, show_enterprise_number
from law.notice_period import add_months

Place = tuple[Spot, DoubtField]


def places_of(agreement: Agreement) -> dict[str, Place]:
    """Every fact of these papers that can be doubted, under a short code; what is not filled in has no doubt."""
    agreement_spot, protocol_spot = Spot(Document.AGREEMENT), Spot(Document.PROTOCOL)
    found: list[Place] = [(agreement_spot, field) for field in (*OF_EITHER_PAPER, *OF_AGREEMENT_ALONE)]
    protocol = agreement.protocol_facts
    found += [(protocol_spot, field) for field in OF_EITHER_PAPER] if protocol else []
    for document in Document:
        found += [(Spot(document, party), DoubtField.ENTERPRISE_NUMBER) for party in Party]
    for one in agreement.all_signatures:
        found += [(Spot(one.document, one.party, one.position), field) for field in OF_SIGNATURE]
    for advice in protocol.dpo_advices.all() if protocol else ():
        found += [(Spot(Document.PROTOCOL, advice.party), field) for field in OF_ADVICE]
    return {"-".join(str(part) for part in (s.document, s.party, s.position or "", f.value)): (s, f) for s, f in found}


class NewDoubtForm(forms.Form):
    """Which fact, what is printed there, and why nobody is sure."""

    place = forms.ChoiceField(
        label="Welk gegeven?",
        error_messages={"required": "Kies een gegeven.", "invalid_choice": "Kies een gegeven uit de lijst."},
    )
    printed = PlainTextField(
        label="Wat staat er op het papier?",
        max_length=200,
        help_text="Typ het over zoals het er staat, bijvoorbeeld 81 november 2824.",
        error_messages={"required": "Typ over wat er staat, bijvoorbeeld 81 november 2824."},
    )
    reason = forms.ChoiceField(
        label="Waarom twijfelt u?",
        choices=[(reason.value, reason.label.capitalize()) for reason in DoubtReason],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een reden.", "invalid_choice": "Kies een reden uit de lijst."},
    )

    def __init__(self, *args: Any, agreement: Agreement, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        self.places = places_of(agreement)
        choice: Any = self.fields["place"]
        choice.choices = [
            ("", "Kies een gegeven"),
            *((key, f"{field.label.capitalize()} ({whose(spot)})") for key, (spot, field) in self.places.items()),
        ]

    @property
    def place_chosen(self) -> Place:
        """Where the doubt is; only of a valid form."""
        return self.places[self.cleaned_data["place"]]

    @property
    def as_printed(self) -> Printed:
        """What is printed, with what it probably says; only of a valid form."""
        _spot, field = self.place_chosen
        text: str = self.cleaned_data["printed"]
        likely: date | str | None = None
        if field in DAYS:
            last = self.today if field in HAPPENED else last_likely_day(self.today)
            likely = likely_day(text, first=FIRST_DAY, last=last)
        elif field == DoubtField.ENTERPRISE_NUMBER:
            likely = show_enterprise_number(likely_enterprise_number(text)) or None
        return Printed(text, self.cleaned_data["reason"], likely)


class SettleDoubtForm(PaperForm):
    """What the paper really says, read by someone who has it."""

    def __init__(self, *args: Any, doubt: Doubt, today: date, value: Any) -> None:
        super().__init__(*args, today=today, initial={"value": value})
        self.doubt = doubt
        self.fields["value"] = self._field(DoubtField(doubt.field))
        self.fields["value"].help_text = doubt.explanation
        if doubt.field in HAPPENED:
            self.not_in_future = ("value",)  # type: ignore[misc]  # of this form alone

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if self.doubt.field == DoubtField.IN_FORCE_FROM:
            self.refuse_after("value", last_likely_day(self.today), "Kijk het jaar na. De datum ligt te ver vooruit.")
        if self.doubt.field == DoubtField.ENDS_ON:
            self.refuse_after("value", add_months(self.today, 360), "Kijk het jaar na. De datum ligt te ver vooruit.")
        return answers

    def _field(self, field: DoubtField) -> forms.Field:
        if field in DAYS:
            return PaperDayField(label="De juiste datum")
        if field in NUMBERS:
            return CountField(label="Het juiste aantal maanden", max_value=36, example=6)
        if field == DoubtField.ENTERPRISE_NUMBER:
            return forms.BooleanField(
                label="Ik keek het nummer na bij de organisatie en het klopt",
                error_messages={"required": "Kijk het nummer na en duid dit aan."},
            )
        return PlainTextField(label="De juiste tekst", max_length=100)
