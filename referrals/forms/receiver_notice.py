"""Telling the receiver something: by mail, or by a call that is noted (D5). Codes and days only, no free text."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from directory.form_fields import DayField
from referrals.models import Call, SpokeWith

MAIL, PHONE = "mail", "phone"


class CallForm(forms.Form):
    """A call to the receiver: the day, and with whom."""

    called_on = DayField(label="Wanneer belde u?", help_text="Bijvoorbeeld 23/11/2026.")
    spoke_with = forms.TypedChoiceField(
        label="Met wie sprak u?",
        choices=SpokeWith.choices,
        coerce=SpokeWith,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Kies met wie u sprak."),
    )

    def __init__(self, data: Any = None, *, today: date, not_before: date | None = None, **options: Any) -> None:
        super().__init__(data, initial={"called_on": today}, **options)
        self.today, self.not_before = today, not_before

    def clean_called_on(self) -> date:
        called_on: date = self.cleaned_data["called_on"]
        if called_on > self.today:
            raise ValidationError("Deze dag moet nog komen. Vul de dag in waarop u belde.")
        if self.not_before and called_on < self.not_before:
            raise ValidationError("Op die dag was er nog niets om over te bellen. Kijk de datum na.")
        return called_on

    def build(self) -> Call:
        """Return the call of a form that is valid."""
        return Call(on=self.cleaned_data["called_on"], spoke_with=self.cleaned_data["spoke_with"])


class DeclaredForm(forms.Form):
    """What a receiver without an account says by phone: on which day it deleted the data."""

    on = DayField(label="Op welke dag wiste de ontvanger de gegevens?", help_text="Bijvoorbeeld 23/11/2026.")

    def __init__(self, data: Any = None, *, today: date, not_before: date, **options: Any) -> None:
        super().__init__(data, initial={"on": today}, **options)
        self.today, self.not_before = today, not_before

    def clean_on(self) -> date:
        """Not in the future, and not before it was asked."""
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise ValidationError("Deze dag moet nog komen. Vul de dag in waarop de ontvanger wiste.")
        if on < self.not_before:
            raise ValidationError("Op die dag was het wissen nog niet gevraagd. Kijk de datum na.")
        return on


class ReceiverNoticeForm(forms.Form):
    """How the receiver is told: a mail that we send, or a call that was made today."""

    channel = forms.ChoiceField(
        label="Hoe verwittigt u de ontvanger?",
        choices=[
            (MAIL, "met een versleutelde mail, wij sturen ze nu"),
            (PHONE, "ik belde vandaag met de ontvanger"),
        ],
        widget=forms.RadioSelect,
        initial=MAIL,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Kies mail of telefoon."),
    )
    spoke_with = forms.ChoiceField(
        label="Met wie sprak u aan de telefoon?",
        help_text="Alleen als u belde.",
        choices=[("", "Kies met wie u sprak"), *SpokeWith.choices],
        required=False,
        error_messages={"invalid_choice": "Kies een functie uit de lijst."},
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if answers.get("channel") == PHONE and not answers.get("spoke_with"):
            self.add_error("spoke_with", "Kies met wie u sprak, bijvoorbeeld een maatschappelijk werker.")
        return answers

    def call_on(self, today: date) -> Call | None:
        """Return the call, or None when a mail goes."""
        if self.cleaned_data.get("channel") != PHONE:
            return None
        return Call(on=today, spoke_with=SpokeWith(self.cleaned_data["spoke_with"]))
