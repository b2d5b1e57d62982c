"""What administrators type about the evaluation (R45) and the bottlenecks (R46)."""

from typing import Any

from agreements.forms.fields import CodeField, PaperDayField, PaperForm
from agreements.models import BottleneckKind
from agreements.terms.papers import Party
from directory.form_fields import PdfField
from law.notice_period import add_months


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
    """The day of an evaluation, and its minutes (R45)."""

    held_on = PaperDayField(label="Gehouden op")
    content = PdfField(
        label="Verslag als pdf",
        required=False,
        help_text="Hoogstens 10 MB. Zonder gegevens van cliënten. U kunt het verslag ook later toevoegen.",
    )

    not_in_future = ("held_on",)


class MinutesForm(PaperForm):
    """The minutes of an evaluation (R45)."""

    content = PdfField(label="Verslag als pdf", help_text="Hoogstens 10 MB. Zonder gegevens van cliënten.")


class BottleneckForm(PaperForm):
    """What got stuck, for whom and when (R46)."""

    party = CodeField(Party, label="Wie meldt het?", required_sentence="Kies een partij.")
    kind = CodeField(BottleneckKind, label="Wat loopt er mis?", required_sentence="Kies wat er misloopt.")
    met_on = PaperDayField(label="Vastgesteld op")

    not_in_future = ("met_on",)
