"""What administrators type about the two papers. What may be sent, the gate says."""

import re
from datetime import date
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError

from agreements.forms.fields import CountField, OrganisationField, PaperDayField, PaperForm, WebAddressField
from agreements.terms.papers import PARTNER_KINDS, AgreementTerms, ProtocolTerms
from directory.form_fields import EmailAddressField, PlainTextField
from directory.models import Organisation
from law.facts import OrganisationKind
from law.notice_period import add_months

ESIGNATURE_CODE = re.compile(r"[0-9A-Za-z]+(-[0-9A-Za-z]+)*")


class TermForm(PaperForm):
    """From when until when a paper holds, how it ends, and where its e-signature is verified (R17, R33, R37)."""

    in_force_from = PaperDayField(
        label="In werking vanaf",
        required=False,
        help_text="Bijvoorbeeld 18/12/2023. Dit hoeft niet de dag van ondertekening te zijn.",
    )
    term = forms.ChoiceField(
        label="Duur",
        choices=[("indefinite", "Onbepaalde duur"), ("fixed", "Tot en met een datum")],
        widget=forms.RadioSelect,
        initial="indefinite",
        error_messages={"required": "Kies een duur.", "invalid_choice": "Kies een van de twee antwoorden."},
    )
    ends_on = PaperDayField(label="Tot en met", required=False, help_text="Alleen bij een bepaalde duur.")
    notice_months = CountField(
        label="Opzegtermijn in maanden", required=False, max_value=36, example=6, help_text="Minstens 3 is aangeraden."
    )

    esignature_code = PlainTextField(
        label="Verificatiecode van de e-handtekening",
        required=False,
        max_length=40,
        help_text="Zet hier nooit het wachtwoord dat bij de code hoort.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    esignature_url = WebAddressField(label="Webadres van de verificatie", required=False, max_length=300)

    may_be_doubted: ClassVar[tuple[str, ...]] = ("in_force_from", "ends_on")
    term_fields: ClassVar[tuple[str, ...]] = (
        "in_force_from", "ends_on", "notice_months", "esignature_code", "esignature_url"
    )  # fmt: skip

    def __init__(self, *args: Any, initial: dict[str, Any] | None = None, **options: Any) -> None:
        initial = dict(initial or {})
        initial["term"] = "fixed" if initial.get("ends_on") else "indefinite"
        super().__init__(*args, initial=initial, **options)

    def clean_esignature_code(self) -> str:
        code: str = self.cleaned_data["esignature_code"]
        if code and not ESIGNATURE_CODE.fullmatch(code):
            raise ValidationError("Vul alleen de code in: letters, cijfers en streepjes, bijvoorbeeld 1234-5678-9012.")
        return code

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        in_two_years = add_months(self.today, 24)
        self.refuse_after("in_force_from", in_two_years, "Kijk het jaar na. De datum ligt meer dan twee jaar vooruit.")
        self.refuse_after(
            "ends_on", add_months(self.today, 360), "Kijk het jaar na. De datum ligt meer dan 30 jaar vooruit."
        )
        starts, ends, term = answers.get("in_force_from"), answers.get("ends_on"), answers.get("term")
        if term == "fixed" and not ends and "ends_on" not in self.errors:
            self.add_error("ends_on", "Vul de laatste dag in, bijvoorbeeld 31/12/2027.")
        if term == "indefinite" and ends:
            self.add_error("ends_on", "U koos onbepaalde duur. Maak dit veld leeg, of kies “Tot en met een datum”.")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "De laatste dag ligt voor de eerste dag. Pas één van beide aan.")
        return answers

    def likely(self, name: str, typed: str) -> date | None:
        """Nothing that would end before it begins."""
        day = super().likely(name, typed)
        starts, ends = self.cleaned_data.get("in_force_from"), self.cleaned_data.get("ends_on")
        if day and (
            (name == "ends_on" and starts and day < starts) or (name == "in_force_from" and ends and ends < day)
        ):
            return None
        return day


class AgreementForm(TermForm):
    """What the agreement says, besides its parties (R14, R16, R33, R37, R45)."""

    evaluation_months = CountField(
        label="Evaluatie om de hoeveel maanden?",
        required=False,
        max_value=12,
        example=12,
        help_text="Minstens elk jaar: 1 tot 12 maanden.",
    )
    drawn_up_at_place = PlainTextField(
        label="Opgemaakt te",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-input--width-20"}),
    )
    council_decision_on = PaperDayField(label="Datum van het raadsbesluit", required=False)
    council_decision_url = WebAddressField(label="Webadres van het raadsbesluit", required=False, max_length=300)

    not_in_future = ("council_decision_on",)
    may_be_doubted = (*TermForm.may_be_doubted, "council_decision_on")
    term_fields = (
        *TermForm.term_fields, "evaluation_months", "drawn_up_at_place", "council_decision_on", "council_decision_url"
    )  # fmt: skip

    @property
    def terms(self) -> AgreementTerms:
        """The answers as `agreements.actions` takes them."""
        return cast(AgreementTerms, self.answers(*self.term_fields))


class NewAgreementForm(AgreementForm):
    """The parties, and what is known of the agreement so far (R1–R3)."""

    team = OrganisationField(
        label="Lokaal team",
        queryset=Organisation.objects.filter(kind=OrganisationKind.LOCAL_TEAM, is_active=True).order_by("name"),
        empty_label="Kies een lokaal team",
        error_messages={"required": "Kies het lokaal team.", "invalid_choice": "Kies een lokaal team uit de lijst."},
    )
    partner = OrganisationField(
        label="Partner",
        queryset=Organisation.objects.filter(kind__in=PARTNER_KINDS, is_active=True).order_by("name"),
        empty_label="Kies een OCMW of CAW",
        help_text="In Vlaanderen het OCMW van de gemeente, in Brussel het CAW.",
        error_messages={"required": "Kies het OCMW of CAW.", "invalid_choice": "Kies een OCMW of CAW uit de lijst."},
    )

    field_order = ("team", "partner")


class ProtocolForm(TermForm):
    """What the protocol says: its own term, and where its e-signature is verified (R17, R33, R37)."""

    @property
    def terms(self) -> ProtocolTerms:
        """The answers as `agreements.actions` takes them."""
        return cast(ProtocolTerms, self.answers(*self.term_fields))


class SignatureForm(PaperForm):
    """Who signs, in which function, where and when (R11, R13, R16)."""

    name = PlainTextField(
        label="Naam", max_length=120, error_messages={"required": "Vul de naam in, bijvoorbeeld An Peeters."}
    )
    function = PlainTextField(
        label="Functie",
        required=False,
        max_length=120,
        help_text="Laat leeg wanneer de functie niet op het papier staat.",
    )
    place = PlainTextField(label="Plaats", required=False, max_length=100)
    signed_on = PaperDayField(
        label="Ondertekend op", required=False, help_text="Laat leeg zolang de handtekening er niet is."
    )

    not_in_future = ("signed_on",)
    may_be_doubted = ("signed_on",)


class DpoAdviceForm(PaperForm):
    """Who the DPO is, and when the advice was asked and confirmed (R29, R30)."""

    dpo_name = PlainTextField(
        label="Naam van de DPO",
        required=False,
        max_length=120,
        help_text="Laat leeg wanneer de naam niet op het papier staat.",
    )
    dpo_email = EmailAddressField(label="E-mailadres van de DPO", required=False)
    asked_on = PaperDayField(
        label="Advies gevraagd op", required=False, help_text="De dag waarop u het ontwerp stuurde."
    )
    advised_on = PaperDayField(
        label="Advies gegeven op",
        required=False,
        help_text="De dag waarop de DPO het advies bevestigde. Laat leeg zolang u wacht.",
    )

    may_be_doubted = ("advised_on",)
    not_in_future = ("asked_on", "advised_on")

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        asked, given = answers.get("asked_on"), answers.get("advised_on")
        if asked and given and given < asked:
            self.add_error("asked_on", "Het advies is gegeven voor het gevraagd was. Pas één van beide data aan.")
        return answers
