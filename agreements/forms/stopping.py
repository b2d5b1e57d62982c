"""What administrators type when sharing stops or is suspended; `agreements.rules.stopping` says what cannot be."""

from datetime import date
from typing import Any

from django import forms

from agreements.forms.fields import PaperDayField, SharingSuspensionForm, StoppingForm
from agreements.models import Agreement, Protocol
from agreements.rules import stopping
from agreements.terms.papers import Party
from directory.form_fields import PlainTextField
from law.notice_period import last_day


class PartyField(forms.TypedChoiceField):
    """The party that acts."""

    widget = forms.RadioSelect

    def __init__(self, **options: Any) -> None:
        messages = {"required": "Kies een partij.", "invalid_choice": "Kies een van de twee partijen."}
        choices = [(party.value, party.label.capitalize()) for party in Party]
        super().__init__(choices=choices, coerce=Party, error_messages=messages, **options)


class NoticeForm(StoppingForm):
    """Who gave notice in writing, when, and what proves it (R37)."""

    given_on = PaperDayField(
        label="Dag van de opzegging", help_text="De dag waarop de brief verstuurd is, bijvoorbeeld 3/11/2026."
    )
    by_party = PartyField(label="Wie zegt op?")
    proof = PlainTextField(
        label="Bewijs",
        max_length=100,
        help_text="Het nummer van de aangetekende brief. Zet hier geen gegevens van cliënten.",
        error_messages={"required": "Vul het nummer van de aangetekende brief in, bijvoorbeeld RR 1234 5678."},
    )

    not_in_future = ("given_on",)

    def __init__(self, *args: Any, paper: Agreement | Protocol, **options: Any) -> None:
        super().__init__(*args, **options)
        self.paper = paper

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if answers.get("given_on"):
            self.point_out("given_on", stopping.against_notice(self.paper, given_on=answers["given_on"]))
        return answers

    @property
    def last_day(self) -> date:
        """Last day of this notice; only of a valid form, whose paper therefore has a term of notice."""
        return last_day(self.cleaned_data["given_on"], self.paper.notice_months or 0)


class EndForBreachForm(StoppingForm):
    """The day on which Opgroeien ended the protocol by simple notice (R100)."""

    on = PaperDayField(
        label="Dag van de kennisgeving", help_text="Vanaf die dag wordt niets meer verstuurd, die dag inbegrepen."
    )

    not_in_future = ("on",)

    def __init__(self, *args: Any, protocol: Protocol, **options: Any) -> None:
        super().__init__(*args, **options)
        self.protocol = protocol

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if answers.get("on"):
            self.point_out("on", stopping.against_end_for_breach(self.protocol, on=answers["on"]))
        return answers


class LegalGroundForm(StoppingForm):
    """From when there is no legal ground any more (R36); a decree is published before it takes effect."""

    on = PaperDayField(label="Geen rechtsgrond meer vanaf", help_text="Vanaf die dag wordt niets meer verstuurd.")

    within_two_years = ("on",)

    def __init__(self, *args: Any, agreement: Agreement, **options: Any) -> None:
        super().__init__(*args, **options)
        self.agreement = agreement

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if answers.get("on"):
            self.point_out("on", stopping.against_end_of_legal_ground(self.agreement))
        return answers


class SuspensionForm(SharingSuspensionForm):
    """Which party suspends sharing, from when until when, and why (R101)."""

    by_party = PartyField(label="Wie schort op?")

    def __init__(self, *args: Any, agreement: Agreement, **options: Any) -> None:
        super().__init__(*args, **options)
        self.agreement = agreement

    def against(self, *, by_party: Party, from_on: date, until_on: date | None) -> str:
        return stopping.against_suspension(self.agreement, by_party=by_party, from_on=from_on, until_on=until_on)
