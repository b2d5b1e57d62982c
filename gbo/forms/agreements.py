"""What administrators type about a GBO agreement. What may be passed on, the gate says."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
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


def _one_of(kind: OrganisationKind, words: str) -> OrganisationField:
    return OrganisationField(
        label=words,
        queryset=Organisation.objects.filter(kind=kind, is_active=True).order_by("name"),
        empty_label=f"Kies een {words}",
        error_messages={"required": f"Kies een {words}.", "invalid_choice": f"Kies een {words} uit de lijst."},
    )


class NewGboForm(forms.Form):
    """The three core actors of the paper; more OCMWs and DMWs can be added afterwards."""

    caw = _one_of(OrganisationKind.CAW, "CAW")
    ocmw = _one_of(OrganisationKind.OCMW, "OCMW")
    dmw = _one_of(OrganisationKind.DMW, "DMW")

    @property
    def organisations(self) -> list[Organisation]:
        return [self.cleaned_data[name] for name in ("caw", "ocmw", "dmw")]


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
    signed_on = PaperDayField(
        label="Ondertekend op", required=False, help_text="Laat leeg zolang de handtekening er niet is."
    )
    dpo_name = PlainTextField(label="Naam van de DPO", required=False, max_length=120)
    dpo_email = EmailAddressField(label="E-mailadres van de DPO", required=False)

    not_in_future = ("signed_on",)

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if answers.get("signed_on") and not answers.get("signatory_name") and "signatory_name" not in self.errors:
            self.add_error("signatory_name", "Vul bij de handtekening ook de naam in, bijvoorbeeld An Peeters.")
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


class GboPaperForm(NewGboForm):
    """The whole paper on one page, in its order: parties, advice, DPOs (art. 2), place and day, signatures.

    Each part is judged by the form that asks it alone; only the parties must be known (D28).
    """

    kinds = ("caw", "ocmw", "dmw")
    shared = ("advised_by", "advice_asked_on", "advised_on", "drawn_up_at_place", "drawn_up_on")

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        self.fields.update(deepcopy(GboAdviceForm.base_fields))
        self._ask_of_each("dpo_name", "dpo_email")
        self.fields.update(deepcopy(DrawnUpForm.base_fields))
        self._ask_of_each("signatory_name", "signatory_function", "signed_on")

    def _ask_of_each(self, *names: str) -> None:
        for kind in self.kinds:
            for name in names:
                field = deepcopy(GboPartyForm.base_fields[name])
                field.label = f"{field.label}: {kind.upper()}"
                self.fields[f"{kind}-{name}"] = field

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or {}
        self._judge(GboAdviceForm(self.data, today=self.today), "")
        self._judge(DrawnUpForm(self.data, today=self.today), "")
        for kind in self.kinds:
            self._judge(GboPartyForm(self.data, prefix=kind, today=self.today), f"{kind}-")
        return answers

    def _judge(self, part: PaperForm, prefix: str) -> None:
        for name, errors in part.errors.items():
            if f"{prefix}{name}" in self.fields and f"{prefix}{name}" not in self.errors:
                self.add_error(f"{prefix}{name}", [str(one) for one in errors])

    @property
    def parts(self) -> Iterator[tuple[str, str, list[forms.BoundField]]]:
        """The parts of the paper in its order: title, where it stands, and what is asked of it."""
        each = [(kind.upper(), kind) for kind in self.kinds]
        yield "De partijen", "GBO-overeenkomst (partijen)", [self[kind] for kind in self.kinds]
        yield "Advies van de DPO van het CAW", "GBO-overeenkomst (overwegingen)", [self[one] for one in self.shared[:3]]
        for words, kind in each:
            yield f"DPO van het {words}", "art. 2", [self[f"{kind}-dpo_name"], self[f"{kind}-dpo_email"]]
        yield "Opmaak", "GBO-overeenkomst (ondertekening)", [self[one] for one in self.shared[3:]]
        for words, kind in each:
            names = ("signatory_name", "signatory_function", "signed_on")
            yield f"Handtekening van het {words}", "", [self[f"{kind}-{name}"] for name in names]

    @property
    def terms(self) -> dict[str, Any]:
        """What is said once."""
        return {name: self.cleaned_data[name] for name in self.shared}

    @property
    def party_terms(self) -> dict[str, dict[str, Any]]:
        """What is said of each core actor, by its kind."""
        names = list(GboPartyForm.base_fields)
        return {kind: {name: self.cleaned_data[f"{kind}-{name}"] for name in names} for kind in self.kinds}


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
