"""What administrators type about publication (R42), security measures (R71–R73), processors and changes (R99)."""

from typing import Any, cast

from agreements.forms.fields import CodeField, PaperDayField, PaperForm, WebAddressField
from agreements.models import ChangeAnswer, ChangeKind, ProcessorPurpose, ProofRequest, ReportedChange
from agreements.rules.duties import ProcessorDetails, against_answer, against_proof
from agreements.terms.papers import Party
from directory.form_fields import EnterpriseNumberField, PdfField, PlainTextField


class PublicationForm(PaperForm):
    """Where and since when a party shows the protocol on its website (R42)."""

    url = WebAddressField(
        label="Webadres",
        max_length=300,
        help_text="De pagina waarop iedereen het protocol kan lezen.",
        error_messages={"required": "Vul het webadres in, bijvoorbeeld https://www.gemeente.example/protocol."},
    )
    published_on = PaperDayField(label="Bekendgemaakt op")

    not_in_future = ("published_on",)


class MeasuresForm(PaperForm):
    """Since when the partner confirms each measure of protocol art. 6 (R71–R73)."""

    policy_confirmed_on = PaperDayField(
        label="Veiligheidsbeleid met veiligheidsplan: bevestigd op",
        required=False,
        help_text="Laat leeg zolang de partner dit niet bevestigde.",
    )
    dpo_confirmed_on = PaperDayField(label="DPO aangesteld: bevestigd op", required=False)
    register_confirmed_on = PaperDayField(label="Opgenomen in het verwerkingsregister: bevestigd op", required=False)

    not_in_future = ("policy_confirmed_on", "dpo_confirmed_on", "register_confirmed_on")


class ProofForm(PaperForm):
    """The proof that the partner sent (R71–R73)."""

    received_on = PaperDayField(label="Ontvangen op")
    content = PdfField(label="Bewijs als pdf", help_text="Hoogstens 10 MB. Zonder gegevens van cliënten.")

    not_in_future = ("received_on",)

    def __init__(self, *args: Any, proof_request: ProofRequest, **options: Any) -> None:
        super().__init__(*args, **options)
        self.proof_request = proof_request

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if answers.get("received_on"):
            sentence = against_proof(self.proof_request, received_on=answers["received_on"])
            if sentence:
                self.add_error("received_on", sentence)
        return answers


class ProcessorForm(PaperForm):
    """A processor of one of the parties (art. 28 GDPR; R99)."""

    party = CodeField(Party, label="Verwerker van welke partij?", required_sentence="Kies een partij.")
    name = PlainTextField(
        label="Naam van het bedrijf of de organisatie",
        max_length=120,
        error_messages={"required": "Vul de naam in, bijvoorbeeld Voorbeeld ICT bv."},
    )
    enterprise_number = EnterpriseNumberField(
        label="Ondernemingsnummer", required=False, help_text="Bijvoorbeeld 0886.886.638."
    )
    purpose = CodeField(ProcessorPurpose, label="Waarvoor?", required_sentence="Kies waarvoor de verwerker werkt.")
    contract_signed_on = PaperDayField(
        label="Verwerkersovereenkomst ondertekend op",
        required=False,
        help_text="Laat leeg zolang ze niet ondertekend is.",
    )

    not_in_future = ("contract_signed_on",)

    @property
    def processor_details(self) -> ProcessorDetails:
        """The answers as `agreements.actions` takes them."""
        return cast(ProcessorDetails, self.answers(*ProcessorDetails.__annotations__))


class OverviewForm(PaperForm):
    """The overview of processors that the partner gave (R99)."""

    given_on = PaperDayField(label="Ontvangen op")
    content = PdfField(
        label="Overzicht als pdf", required=False, help_text="Hoogstens 10 MB. Zonder gegevens van cliënten."
    )

    not_in_future = ("given_on",)


class ReportedChangeForm(PaperForm):
    """What the partner reported (protocol art. 9; R99)."""

    kind = CodeField(ChangeKind, label="Wat wijzigt?", required_sentence="Kies wat er wijzigt.")
    reported_on = PaperDayField(label="Gemeld op")

    not_in_future = ("reported_on",)


class ChangeAnswerForm(PaperForm):
    """What was done with a reported change (R99)."""

    answer = CodeField(ChangeAnswer, label="Wat is er gedaan?", required_sentence="Kies wat er gedaan is.")
    answered_on = PaperDayField(label="Gedaan op")

    not_in_future = ("answered_on",)

    def __init__(self, *args: Any, reported: ReportedChange, **options: Any) -> None:
        super().__init__(*args, **options)
        self.reported = reported

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if answers.get("answered_on"):
            sentence = against_answer(self.reported, answered_on=answers["answered_on"])
            if sentence:
                self.add_error("answered_on", sentence)
        return answers
