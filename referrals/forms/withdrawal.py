"""The questions when a referral comes to its end: when, and who told whom (R55)."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format

from consent.models import Reason, ToldBy, ToldTo
from directory.form_fields import DayField
from referrals.forms.receiver_notice import ReceiverNoticeForm
from referrals.models import Referral

_TOLD_BY = {
    Reason.CHANGED_MIND: (ToldBy.CLIENT, ToldBy.ON_BEHALF),
    Reason.MOVED: (ToldBy.CLIENT, ToldBy.ON_BEHALF, ToldBy.RECEIVER),
    Reason.WRONG_RECEIVER: (ToldBy.RECEIVER, ToldBy.OURSELVES, ToldBy.CLIENT),
}
_WHEN = {
    Reason.CHANGED_MIND: "Wanneer trok de cliënt de toestemming in?",
    Reason.MOVED: "Wanneer hoorde u dat de cliënt verhuisd is?",
    Reason.WRONG_RECEIVER: "Wanneer bleek dat de ontvanger niet de juiste was?",
}


class WithdrawalForm(ReceiverNoticeForm):
    """When, who told whom, and how the receiver is told; the last only when data may have left."""

    on = DayField(label="", help_text="Bijvoorbeeld 23/11/2026.")
    told_by = forms.TypedChoiceField(
        label="Wie vertelde het?",
        coerce=ToldBy,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Kies wie het vertelde."),
    )
    told_to = forms.TypedChoiceField(
        label="Aan wie?",
        choices=[(one.value, one.label) for one in (ToldTo.RECORDER, ToldTo.COLLEAGUE)],
        coerce=ToldTo,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Kies aan wie het verteld werd."),
    )

    field_order = ("on", "told_by", "told_to", "channel", "spoke_with")

    def __init__(
        self, data: Any = None, *, referral: Referral, reason: Reason, has_left: bool, today: date, **options: Any
    ) -> None:
        super().__init__(data, initial={"on": today}, **options)
        self.referral, self.today = referral, today
        self.fields["on"].label = _WHEN[reason]
        told_by = self.fields["told_by"]
        told_by.choices = [(one.value, one.label) for one in _TOLD_BY[reason]]  # type: ignore[attr-defined]
        if not has_left:
            del self.fields["channel"], self.fields["spoke_with"]

    def clean_on(self) -> date:
        """Not in the future, and not before consent was given."""
        on: date = self.cleaned_data["on"]
        given_on = self.referral.consent.given_on
        if on > self.today:
            raise ValidationError("Deze dag moet nog komen. Kies vandaag of een vroegere dag.")
        if on < given_on:
            raise ValidationError(
                f"De toestemming is van {date_format(given_on)}. Vul die dag of een latere in, bijvoorbeeld vandaag."
            )
        return on
