"""What administrators type about a processor contract (D21)."""

from datetime import date
from typing import Any, cast

from agreements.forms.fields import PaperDayField, PaperForm
from agreements.terms.processor_contracts import ProcessorContractTerms
from directory.form_fields import PdfField, PlainTextField

_NAME = {"required": "Vul de naam van de ondertekenaar in, bijvoorbeeld An Peeters."}
_FUNCTION = {"required": "Vul de functie in, bijvoorbeeld algemeen directeur."}


class ProcessorContractForm(PaperForm):
    """The contract as it is printed and signed by both, with its file."""

    signed_on = PaperDayField(
        label="Ondertekend op",
        help_text="De dag van de laatste handtekening, bijvoorbeeld 3/11/2026.",
        error_messages={"required": "Vul de dag van de laatste handtekening in, bijvoorbeeld 3/11/2026."},
    )
    receiver_signatory = PlainTextField(
        label="Wie tekende voor de ontvanger?", max_length=120, help_text="Voornaam en naam.", error_messages=_NAME
    )
    receiver_function = PlainTextField(label="Functie bij de ontvanger", max_length=120, error_messages=_FUNCTION)
    agency_signatory = PlainTextField(
        label="Wie tekende voor Opgroeien?", max_length=120, help_text="Voornaam en naam.", error_messages=_NAME
    )
    agency_function = PlainTextField(label="Functie bij Opgroeien", max_length=120, error_messages=_FUNCTION)
    sub_processors = PlainTextField(
        label="Welke andere verwerkers noemt de overeenkomst?",
        help_text="Bijvoorbeeld de firma van de hosting. Zet een komma tussen twee namen. Laat leeg als er geen zijn.",
        required=False,
        max_length=500,
    )
    ends_on = PaperDayField(label="Geldt tot en met", required=False, help_text="Laat leeg zonder einddatum.")
    content = PdfField(label="Ondertekende overeenkomst als pdf", help_text="Hoogstens 10 MB.")

    not_in_future = ("signed_on",)

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        signed_on, ends_on = answers.get("signed_on"), answers.get("ends_on")
        if signed_on and ends_on and ends_on < signed_on:
            self.add_error("ends_on", "Het einde ligt voor de ondertekening. Pas één van beide datums aan.")
        return answers

    def build(self) -> dict[str, Any]:
        """What `actions.processor_contracts.record` asks."""
        terms = {name: answer for name, answer in self.cleaned_data.items() if name != "content"}
        return {"terms": cast(ProcessorContractTerms, terms), "content": self.cleaned_data["content"]}


class ProcessorContractEndForm(PaperForm):
    """The last day of a contract."""

    ends_on = PaperDayField(
        label="Geldt tot en met",
        required=False,
        help_text="Vanaf de dag erna werken het contactlogboek en doorgeven niet meer. Laat leeg zonder einddatum.",
    )

    def last_day(self) -> date | None:
        return cast("date | None", self.cleaned_data["ends_on"])
