"""What administrators type when sharing stops or is suspended; `agreements.rules.stopping` says what cannot be."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms

from agreements.forms.fields import PaperDayField, SharingSuspensionForm, StoppingForm
from agreements.models import Agreement, Protocol
from agreements.rules import stopping
from agreements.terms.papers import Party
from agreements.terms.stops import Route
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
        required=False,
        max_length=100,
        help_text="Het nummer van de aangetekende brief. Zegt Opgroeien op? Dan maken wij de brief straks, "
        "en vult u het nummer daarna in.",
    )

    not_in_future = ("given_on",)

    def __init__(self, *args: Any, paper: Agreement | Protocol, **options: Any) -> None:
        super().__init__(*args, **options)
        self.paper = paper

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if answers.get("given_on"):
            self.point_out("given_on", stopping.against_notice(self.paper, given_on=answers["given_on"]))
        if answers.get("by_party") == Party.PARTNER and not answers.get("proof") and "proof" not in self.errors:
            self.add_error("proof", "Vul het nummer van de aangetekende brief in, bijvoorbeeld RR 1234 5678.")
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


class StopLetterForm(forms.Form):
    """How the letter about a stop goes to the other party (D29)."""

    route = forms.TypedChoiceField(
        label="Hoe stuurt u de brief?",
        coerce=Route,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies hoe de brief gaat.", "invalid_choice": "Kies een antwoord uit de lijst."},
    )

    def __init__(self, *args: Any, addresses: Collection[str], is_notice: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        post = [(Route.POST.value, "Op papier: ik druk de brief af en post hem aangetekend")]
        mail = [(Route.MAIL.value, f"Per mail naar {', '.join(addresses)}"), (Route.BOTH.value, "Allebei")]
        field = self.fields["route"]
        field.choices = [*post, *mail] if addresses else post  # type: ignore[attr-defined]  # a ChoiceField
        if is_notice or not addresses:
            field.initial = Route.POST.value
