"""Which data are not right (R86), and the right ones."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from law.identification import Identification
from referrals.forms.filing import IdentificationForm
from referrals.forms.receiver_notice import ReceiverNoticeForm
from referrals.models import FOUR_FIELDS, Defect, Referral, ReportedBy
from referrals.terms.contents import four_fields

FINE = "fine"


class DefectsForm(forms.Form):
    """For each of the four fields: right, or one of the six defects. No free text: it could hold data of the client."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for column, words in FOUR_FIELDS.items():
            self.fields[column] = forms.ChoiceField(
                label=words,
                choices=[(FINE, "klopt"), *Defect.choices],
                initial=FINE,
                error_messages=dict.fromkeys(
                    ["required", "invalid_choice"], "Kies een antwoord uit de lijst, bijvoorbeeld verouderd."
                ),
            )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        is_unreadable = answers.get("is_unreadable", False)
        if not self.errors and not is_unreadable and all(answers[column] == FINE for column in FOUR_FIELDS):
            raise ValidationError("Kies bij minstens één gegeven wat er niet klopt, bijvoorbeeld verouderd.")
        return answers

    def build(self) -> dict[str, Defect]:
        """Return column → defect, of a form that is valid."""
        answers = self.cleaned_data
        return {column: Defect(answers[column]) for column in FOUR_FIELDS if answers[column] != FINE}


class TeamDefectsForm(DefectsForm):
    """The same, noted by the team, which sees what it passed on (D3: the receiver does not).

    Also that a receiver without account phoned to say that the archive stays shut.
    """

    how = forms.TypedChoiceField(
        label="Hoe weet het team dit?",
        choices=[(one.value, one.label) for one in (ReportedBy.CLIENT, ReportedBy.PHONE, ReportedBy.OURSELVES)],
        coerce=ReportedBy,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Kies hoe het team dit weet."),
    )
    is_unreadable = forms.BooleanField(label="De ontvanger krijgt het archief niet open", required=False)

    def __init__(self, *args: Any, known: Identification | None, **options: Any) -> None:
        super().__init__(*args, **options)
        passed_on = dict(four_fields(known)) if known is not None else {}
        for column, words in FOUR_FIELDS.items():
            if words in passed_on:
                self.fields[column].help_text = f"Doorgegeven: {passed_on[words]}"


_ASKED_IN = {
    "name_defect": ("first_name", "last_name"),
    "address_defect": ("address_answer", "street"),
    "phone_defect": ("phone",),
    "email_defect": ("email",),
}
"""The questions in which the answer to a defect is typed."""


class CorrectionForm(IdentificationForm, ReceiverNoticeForm):
    """The right data, with the checks of filing, and how the receiver is told; what is not right is marked."""

    def __init__(self, data: Any = None, *, referral: Referral, defects: Mapping[str, Defect], **options: Any) -> None:
        known = referral.identification
        initial = {} if known is None else self.answers_of(known)
        super().__init__(data, residence=referral.residence, initial=initial, **options)
        self.order_fields([*IdentificationForm.base_fields, *ReceiverNoticeForm.base_fields])
        for column, defect in defects.items():
            for name in _ASKED_IN[column]:
                self.fields[name].help_text = f"Gemeld: {defect.label}. {self.fields[name].help_text}".strip()
