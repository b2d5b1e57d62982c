"""What administrators type about the evaluation (R45) and the bottlenecks (R46)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import TextChoices

from agreements.forms.fields import CodeField, CountField, PaperDayField, PaperForm
from agreements.models import TELLS_OF_A_CASE, BottleneckKind
from agreements.terms.evaluation import AgreedTerms, EvaluationQuestion, Stance
from agreements.terms.papers import Amendment, Party
from directory.form_fields import PdfField, PlainTextField
from law.notice_period import add_months

_AS_BEFORE = "Laat leeg wat blijft zoals het is."


class EvaluationForm(PaperForm):
    """The day that is proposed for the evaluation (R45)."""

    proposed_on = PaperDayField(label="Voorgestelde dag", help_text="Bijvoorbeeld 3/11/2026.")

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        day = answers.get("proposed_on")
        if day is not None and day < self.today:
            self.add_error("proposed_on", "Deze dag is voorbij. Stel vandaag of een latere dag voor.")
        ahead = "Kijk het jaar na. De datum ligt meer dan twee jaar vooruit."
        self.refuse_after("proposed_on", add_months(self.today, 24), ahead)
        return answers


class HeldForm(PaperForm):
    """The day of an evaluation, its minutes, and what the parties agreed to change (R45, art. 7)."""

    held_on = PaperDayField(label="Gehouden op")
    content = PdfField(
        label="Verslag als pdf",
        required=False,
        help_text="Hoogstens 10 MB. Zonder gegevens van cliënten. U kunt het verslag ook later toevoegen.",
    )

    amendment = forms.TypedChoiceField(
        label="Wat spraken de partijen af te wijzigen?",
        choices=[("", "Er wijzigt niets"), *((each.value, each.label.capitalize()) for each in Amendment)],
        coerce=Amendment,
        empty_value=None,
        required=False,
        initial="",
        widget=forms.RadioSelect,
        help_text="Met één klik maakt u daarna de nieuwe versie. Die wordt opnieuw geadviseerd en ondertekend.",
        error_messages={"invalid_choice": "Kies een antwoord uit de lijst."},
    )
    agreed_from = PaperDayField(
        label="Vanaf wanneer?", required=False, help_text="Alleen als er iets wijzigt. Bijvoorbeeld 1/1/2027."
    )
    evaluation_months = CountField(
        label="Nieuwe evaluatietermijn, in maanden", required=False, example=12, max_value=12, help_text=_AS_BEFORE
    )
    notice_months = CountField(
        label="Nieuwe opzegtermijn, in maanden", required=False, example=6, max_value=24, help_text=_AS_BEFORE
    )
    ends_on = PaperDayField(label="Nieuwe laatste dag", required=False, help_text=_AS_BEFORE)

    not_in_future = ("held_on",)

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if answers.get("amendment") and not answers.get("agreed_from") and "agreed_from" not in self.errors:
            self.add_error("agreed_from", "Vul in vanaf wanneer dat geldt.")
        terms = ("agreed_from", "evaluation_months", "notice_months", "ends_on")
        if not answers.get("amendment") and any(answers.get(name) for name in terms):
            self.add_error("amendment", "U vulde een wijziging in. Kies hier wat er wijzigt.")
        ahead = "Kijk het jaar na. De datum ligt meer dan twee jaar vooruit."
        self.refuse_after("agreed_from", add_months(self.today, 24), ahead)
        if answers.get("ends_on") and answers.get("agreed_from") and answers["ends_on"] < answers["agreed_from"]:
            self.add_error("ends_on", "De laatste dag ligt voor de eerste. Kijk beide datums na.")
        return answers

    @property
    def agreed(self) -> AgreedTerms | None:
        """What was agreed to change; None when nothing changes."""
        answers = self.cleaned_data
        if not answers["amendment"]:
            return None
        return AgreedTerms(
            amendment=answers["amendment"],
            agreed_from=answers["agreed_from"],
            evaluation_months=answers["evaluation_months"],
            notice_months=answers["notice_months"],
            ends_on=answers["ends_on"],
        )


class PartForm(forms.Form):
    """What one side brings to an evaluation. Lists only: nothing about a client can be typed (R45, R46)."""

    filled_in_by = PlainTextField(
        label="Uw naam en functie",
        max_length=120,
        help_text="Bijvoorbeeld: An Voorbeeld, hoofd sociale dienst.",
        error_messages={"required": "Vul uw naam en uw functie in."},
    )

    def __init__(self, *args: Any, party: Party, **options: Any) -> None:
        super().__init__(*args, **options)
        for number, question in enumerate(EvaluationQuestion, start=1):
            sentence = f"Kies een antwoord op vraag {number}."
            label = f"{number}. {question.label}"
            self.fields[question.value] = CodeField(Stance, label=label, required_sentence=sentence)
        kinds = [kind for kind in BottleneckKind if party == Party.AGENCY or kind not in TELLS_OF_A_CASE]
        self.fields["met"] = _Chosen(kinds, label="Waar liep het vast? U mag meer dan één antwoord kiezen.")
        self.fields["wishes"] = _Chosen(
            list(Amendment), label="Wat moet volgens u wijzigen? Kies niets als alles goed is."
        )
        self.order_fields([*(one.value for one in EvaluationQuestion), "met", "wishes", "filled_in_by"])

    @property
    def answers(self) -> dict[str, Any]:
        """What the action asks."""
        to_discuss = [one for one in EvaluationQuestion if self.cleaned_data[one.value] == Stance.DISCUSS]
        return {"discuss": to_discuss, **{name: self.cleaned_data[name] for name in ("met", "wishes", "filled_in_by")}}


class _Chosen(forms.TypedMultipleChoiceField):
    """Any number of codes of a list, as checkboxes."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, codes: Sequence[TextChoices], **options: Any) -> None:
        choices = [(code.value, f"{code.label[0].upper()}{code.label[1:]}") for code in codes]
        messages = {"invalid_choice": "Kies antwoorden uit de lijst.", "invalid_list": "Kies antwoorden uit de lijst."}
        super().__init__(choices=choices, required=False, coerce=type(codes[0]), error_messages=messages, **options)


class MinutesForm(PaperForm):
    """The minutes of an evaluation (R45)."""

    content = PdfField(label="Verslag als pdf", help_text="Hoogstens 10 MB. Zonder gegevens van cliënten.")


class BottleneckForm(PaperForm):
    """What got stuck, for whom and when (R46)."""

    party = CodeField(Party, label="Wie meldt het?", required_sentence="Kies een partij.")
    kind = CodeField(BottleneckKind, label="Wat loopt er mis?", required_sentence="Kies wat er misloopt.")
    met_on = PaperDayField(label="Vastgesteld op")

    not_in_future = ("met_on",)
