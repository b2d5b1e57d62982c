"""What administrators type about a GBO agreement. What may be passed on, the gate says."""

from typing import Any

from django import forms

from agreements.forms.fields import OrganisationField, PaperDayField, PaperForm, WebAddressField
from agreements.models import FileKind
from directory.form_fields import EmailAddressField, PdfField, PlainTextField
from directory.models import Organisation
from gbo.models import GboAgreement
from gbo.route import GboAnswer
from gbo.rules.status import STATUSES
from law.facts import OrganisationKind


class GboPartyAddForm(forms.Form):
    """One more OCMW or DMW."""

    organisation = OrganisationField(
        label="OCMW of DMW",
        queryset=Organisation.objects.none(),
        empty_label="Kies een OCMW of DMW",
        error_messages={"required": "Kies een OCMW of DMW.", "invalid_choice": "Kies een OCMW of DMW uit de lijst."},
    )

    def __init__(self, *args: Any, agreement: GboAgreement, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = (OrganisationKind.OCMW, OrganisationKind.DMW)
        found = Organisation.objects.filter(kind__in=kinds, is_active=True).exclude(pk__in=agreement.party_ids)
        self.fields["organisation"].queryset = found.order_by("name")  # type: ignore[attr-defined]


class GboPartyForm(PaperForm):
    """Who signs for a core actor and when, and its DPO (art. 2)."""

    signatory_name = PlainTextField(label="Naam van de ondertekenaar", required=False, max_length=120)
    signatory_function = PlainTextField(
        label="Functie van de ondertekenaar",
        required=False,
        max_length=120,
        help_text="Laat leeg wanneer de functie niet op het papier staat.",
    )
    second_signatory_name = PlainTextField(
        label="Naam van de tweede ondertekenaar",
        required=False,
        max_length=120,
        help_text="Laat leeg wanneer er één iemand ondertekent.",
    )
    second_signatory_function = PlainTextField(
        label="Functie van de tweede ondertekenaar", required=False, max_length=120
    )
    signed_on = PaperDayField(
        label="Ondertekend op",
        required=False,
        help_text="Laat leeg zolang er een handtekening ontbreekt. Bij twee: de dag van de laatste.",
    )
    dpo_name = PlainTextField(label="Naam van de DPO", required=False, max_length=120)
    dpo_email = EmailAddressField(label="E-mailadres van de DPO", required=False)

    not_in_future = ("signed_on",)

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if answers.get("signed_on") and not answers.get("signatory_name") and "signatory_name" not in self.errors:
            self.add_error("signatory_name", "Vul bij de handtekening ook de naam in, bijvoorbeeld An Peeters.")
        second = answers.get("second_signatory_name")
        if second and not answers.get("signatory_name") and "signatory_name" not in self.errors:
            self.add_error("second_signatory_name", "Vul eerst de eerste ondertekenaar in.")
        if answers.get("second_signatory_function") and not second and "second_signatory_name" not in self.errors:
            self.add_error("second_signatory_name", "Vul bij deze functie ook de naam in, of maak ze leeg.")
        return answers


class DrawnUpForm(PaperForm):
    """Where and when the paper was drawn up (R16)."""

    drawn_up_at_place = PlainTextField(label="Opgemaakt te", required=False, max_length=100)
    drawn_up_on = PaperDayField(label="Opgemaakt op", required=False, help_text="Bijvoorbeeld 3/11/2026.")

    not_in_future = ("drawn_up_on",)


class GboAdviceForm(PaperForm):
    """The advice of the DPO of the CAW, and of no other (R43)."""

    advised_by = PlainTextField(
        label="Naam van de DPO van het CAW",
        required=False,
        max_length=120,
        help_text="Laat leeg wanneer de naam niet op het papier staat.",
    )
    advice_asked_on = PaperDayField(label="Advies gevraagd op", required=False)
    advised_on = PaperDayField(
        label="Advies gegeven op", required=False, help_text="Het advies komt voor de eerste handtekening."
    )

    not_in_future = ("advice_asked_on", "advised_on")

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        asked_on, advised_on = answers.get("advice_asked_on"), answers.get("advised_on")
        if asked_on and advised_on and advised_on < asked_on:
            self.add_error("advised_on", "Het advies ligt voor de vraag. Pas één van beide datums aan.")
        return answers


class GboPublicationForm(PaperForm):
    """Where and since when the CAW shows the paper on its website (R42)."""

    published_on = PaperDayField(label="Bekendgemaakt op", required=False)
    publication_url = WebAddressField(
        label="Webadres", required=False, max_length=300, help_text="De pagina op de website van het CAW."
    )

    not_in_future = ("published_on",)

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        day, address = answers.get("published_on"), answers.get("publication_url")
        if day and not address and "publication_url" not in self.errors:
            self.add_error("publication_url", "Vul ook het webadres in, bijvoorbeeld https://www.caw.example/gbo.")
        if address and not day and "published_on" not in self.errors:
            self.add_error("published_on", "Vul ook de datum in, bijvoorbeeld 3/11/2026.")
        return answers


class GboFileForm(forms.Form):
    """A PDF of the paper."""

    kind = forms.TypedChoiceField(
        label="Wat is het?",
        choices=[
            (kind.value, kind.label[0].upper() + kind.label[1:])
            for kind in (FileKind.GBO_AGREEMENT, FileKind.GBO_ADVICE, FileKind.NOTICE)
        ],
        coerce=FileKind,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat het is.", "invalid_choice": "Kies een van de drie antwoorden."},
    )
    content = PdfField(label="Pdf-bestand", help_text="Hoogstens 10 MB. Zet er geen gegevens van cliënten in.")


class AbsenceForm(PaperForm):
    """The day on which one heard that there is no GBO agreement in a region (R91)."""

    asked_on = PaperDayField(label="Nagevraagd op", help_text="De dag waarop u dit hoorde, bijvoorbeeld 3/11/2026.")

    not_in_future = ("asked_on",)


class _FilterForm(forms.Form):
    q = PlainTextField(label="Organisatie", required=False, max_length=100)


class GboFilterForm(_FilterForm):
    """The conditions of the register."""

    status = forms.ChoiceField(
        label="Toestand",
        required=False,
        choices=[("", "Alle"), *((one.value, one.label) for one in STATUSES)],
        error_messages={"invalid_choice": "Kies een toestand uit de lijst."},
    )


class RegionFilterForm(_FilterForm):
    """The conditions of the list per OCMW and CAW (R91)."""

    answer = forms.ChoiceField(
        label="Is er een GBO-overeenkomst?",
        required=False,
        choices=[("", "Alle"), *GboAnswer.choices],
        error_messages={"invalid_choice": "Kies een antwoord uit de lijst."},
    )
