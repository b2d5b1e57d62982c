"""What administrators type when a GBO agreement ends or is suspended; `gbo.rules.stopping` says what cannot be."""

from datetime import date
from typing import Any

from django import forms

from agreements.forms.fields import PaperDayField, SharingSuspensionForm, StoppingForm
from directory.form_fields import PlainTextField
from gbo.models import GboAgreement, GboParty, GboSuspension
from gbo.rules import stopping
from gbo.rules.stopping import RegisteredLetter
from law.notice_period import gbo_last_day, gbo_start


class GboNoticeForm(StoppingForm):
    """For each of the others: the day and the number of the registered letter (art. 14; R39)."""

    def __init__(self, *args: Any, agreement: GboAgreement, by_party: GboParty, **options: Any) -> None:
        super().__init__(*args, **options)
        self.agreement = agreement
        self.others = [party for party in agreement.parties_in_order if party.pk != by_party.pk]
        for place, party in enumerate(self.others, start=1):
            self.fields[f"sent_on_{place}"] = PaperDayField(
                label=f"Brief aan {party}: verstuurd op", help_text="Bijvoorbeeld 25/11/2026."
            )
            self.fields[f"number_{place}"] = PlainTextField(
                label=f"Brief aan {party}: nummer van de aangetekende brief",
                max_length=100,
                error_messages={"required": "Vul het nummer van de aangetekende brief in, bijvoorbeeld RR 1234 5678."},
            )
        self.not_in_future = tuple(f"sent_on_{place}" for place in range(1, len(self.others) + 1))  # type: ignore[misc]

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if all(answers.get(name) for name in self.not_in_future):
            last = max(self.not_in_future, key=lambda name: answers[name])
            self.point_out(last, stopping.against_notice(self.agreement, given_on=answers[last]))
        return answers

    @property
    def letters(self) -> list[RegisteredLetter]:
        """The letters as the action takes them; only of a valid form."""
        return [
            RegisteredLetter(party, self.cleaned_data[f"sent_on_{place}"], self.cleaned_data[f"number_{place}"])
            for place, party in enumerate(self.others, start=1)
        ]

    @property
    def given_on(self) -> date:
        """The day of the last letter."""
        return max(letter.sent_on for letter in self.letters)

    @property
    def first_day(self) -> date:
        return gbo_start(self.given_on)

    @property
    def last_day(self) -> date:
        return gbo_last_day(self.given_on)


class GboPartyField(forms.TypedChoiceField):
    """One of the core actors of this agreement."""

    widget = forms.RadioSelect

    def __init__(self, **options: Any) -> None:
        messages = {"required": "Kies een kernactor.", "invalid_choice": "Kies een kernactor uit de lijst."}
        super().__init__(error_messages=messages, **options)


class GboSuspensionForm(SharingSuspensionForm):
    """Who suspends sharing, because of whom, from when until when, and why (art. 9; R101)."""

    by_party = GboPartyField(label="Wie schort op?")
    against_party = GboPartyField(label="Wie leeft de afspraken niet na?")

    def __init__(self, *args: Any, agreement: GboAgreement, **options: Any) -> None:
        super().__init__(*args, **options)
        self.agreement = agreement
        parties = {str(party.pk): party for party in agreement.parties_in_order}
        for name in ("by_party", "against_party"):
            field = self.fields[name]
            field.choices = [(key, str(party)) for key, party in parties.items()]  # type: ignore[attr-defined]
            field.coerce = parties.__getitem__  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if answers.get("by_party") and answers["by_party"] == answers.get("against_party"):
            self.add_error("against_party", "Kies een andere kernactor dan die opschort.")
        return answers

    def against(self, *, by_party: GboParty, from_on: date, until_on: date | None) -> str:
        return stopping.against_suspension(self.agreement, by_party=by_party, from_on=from_on, until_on=until_on)


class GboStopForm(StoppingForm):
    """When the other was notified, what proves it, and from when sharing stops (art. 9; R101)."""

    notified_on = PaperDayField(
        label="Dag van de kennisgeving", help_text="De dag waarop de andere kernactor het bericht kreeg."
    )
    notification_proof = PlainTextField(
        label="Bewijs van de kennisgeving",
        max_length=100,
        help_text="Het nummer van de brief. Zet hier geen gegevens van cliënten.",
        error_messages={"required": "Vul het nummer van de brief in, bijvoorbeeld RR 1234 5678."},
    )
    stopped_on = PaperDayField(label="Stopgezet vanaf", help_text="Vanaf die dag wordt niets meer doorgegeven.")

    not_in_future = ("notified_on",)
    within_two_years = ("stopped_on",)

    def __init__(self, *args: Any, agreement: GboAgreement, suspension: GboSuspension, **options: Any) -> None:
        super().__init__(*args, **options)
        self.agreement, self.suspension = agreement, suspension

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        notified_on, stopped_on = answers.get("notified_on"), answers.get("stopped_on")
        if notified_on:
            self.point_out("notified_on", stopping.against_notification(self.suspension, notified_on=notified_on))
        if stopped_on:
            sentence = stopping.against_stop(self.agreement, self.suspension, stopped_on=stopped_on)
            if not sentence and notified_on and stopped_on < notified_on:
                sentence = "De kennisgeving komt eerst. Kies die dag of een latere dag."
            self.point_out("stopped_on", sentence)
        return answers
