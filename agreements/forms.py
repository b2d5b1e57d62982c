"""What administrators type about the papers: shape and sense of each answer. What may be sent, the gate says."""

import re
from datetime import date
from typing import Any, ClassVar, cast
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from agreements import mailbox_address
from agreements.models import ContactKind
from agreements.paper import PARTNER_KINDS, AgreementTerms, ContactDetails, Party, ProtocolTerms
from agreements.route import UnclearPlace, municipality_named
from agreements.status import Status
from directory.form_fields import DayField, EmailAddressField, PhoneField, PlainTextField
from directory.models import Municipality, Organisation
from law.facts import OrganisationKind
from law.notice_period import add_months
from law.placeholders import has_placeholder

FIRST_DAY = date(2018, 1, 1)
"""Older dates are typing errors: the decree on local social policy is of 9 February 2018 (domain.md §2, R33)."""

ESIGNATURE_CODE = re.compile(r"[0-9A-Za-z]+(-[0-9A-Za-z]+)*")


class PaperDayField(DayField):
    """A calendar day in the life of a paper: not before 2018."""

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is not None and value < FIRST_DAY:
            raise ValidationError("Kijk het jaar na. De datum ligt voor 2018.")


class OrganisationField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes no argument when it runs
    """A party chosen from a list; anything else, also what is no key at all, gets the sentence about the list."""

    def to_python(self, value: Any) -> Organisation | None:
        try:
            return super().to_python(value)
        except ValidationError:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from None


class CountField(forms.IntegerField):
    """A number of months between bounds."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-3"})

    def __init__(self, *, example: int, max_value: int, **options: Any) -> None:
        sentence = f"Vul een getal van 1 tot {max_value} in, bijvoorbeeld {example}."
        messages = {"invalid": sentence, "min_value": sentence, "max_value": sentence}
        super().__init__(min_value=1, max_value=max_value, error_messages=messages, **options)


class WebAddressField(PlainTextField):
    """A public web address; no name or password, and no question mark behind which a password could hide (R17)."""

    default_error_messages: ClassVar = {"invalid": "Vul een webadres in dat begint met https://."}

    def read(self, text: str) -> str:
        URLValidator(schemes=["https", "http"], message=self.error_messages["invalid"])(text)
        address = urlsplit(text)
        if address.query or address.fragment or "@" in address.netloc:
            raise ValidationError("Laat alles vanaf het vraagteken weg. Daar kan een wachtwoord in staan.")
        return text


class PaperForm(forms.Form):
    """A form about a paper, filled in on the day `today`; it points out the placeholders in what was saved before."""

    not_in_future: ClassVar[tuple[str, ...]] = ()
    """Days on which something happened: they cannot be later than today."""

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        for name, field in self.fields.items():
            saved = self.initial.get(name)
            if isinstance(field, PlainTextField) and has_placeholder(str(saved or "")):
                field.help_text = f"Let op: hier staat nog een invulplek. {field.help_text}"

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or {}
        for name in self.not_in_future:
            self.refuse_after(name, self.today, "Deze datum ligt in de toekomst. Vul de dag in waarop het gebeurde.")
        return answers

    def refuse_after(self, name: str, last: date, sentence: str) -> None:
        """Add an error to a day that is later than `last`."""
        day = self.cleaned_data.get(name)
        if day is not None and day > last:
            self.add_error(name, sentence)

    def answers(self, *names: str) -> dict[str, Any]:
        """What was typed in these fields, as the actions take it."""
        return {name: self.cleaned_data[name] for name in names}


class TermForm(PaperForm):
    """From when until when a paper holds, and how it can be ended (R33, R37)."""

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

    term_fields: ClassVar[tuple[str, ...]] = ("in_force_from", "ends_on", "notice_months")

    def __init__(self, *args: Any, initial: dict[str, Any] | None = None, **options: Any) -> None:
        initial = dict(initial or {})
        initial["term"] = "fixed" if initial.get("ends_on") else "indefinite"
        super().__init__(*args, initial=initial, **options)

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


class AgreementForm(TermForm):
    """What the agreement says, besides its parties (R14, R16, R33, R37, R45)."""

    evaluation_months = CountField(
        label="Evaluatie om de hoeveel maanden?",
        required=False,
        max_value=12,
        example=12,
        help_text="Minstens elk jaar: 1 tot 12 maanden.",
    )
    drawn_up_at_place = PlainTextField(label="Opgemaakt te", required=False, max_length=100)
    council_decision_on = PaperDayField(label="Datum van het raadsbesluit", required=False)
    council_decision_url = WebAddressField(label="Webadres van het raadsbesluit", required=False, max_length=300)

    not_in_future = ("council_decision_on",)
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

    esignature_code = PlainTextField(
        label="Verificatiecode van de e-handtekening",
        required=False,
        max_length=40,
        help_text="Zet hier nooit het wachtwoord dat bij de code hoort.",
    )
    esignature_url = WebAddressField(label="Webadres van de verificatie", required=False, max_length=300)

    term_fields = (*TermForm.term_fields, "esignature_code", "esignature_url")

    @property
    def terms(self) -> ProtocolTerms:
        """The answers as `agreements.actions` takes them."""
        return cast(ProtocolTerms, self.answers(*self.term_fields))

    def clean_esignature_code(self) -> str:
        code: str = self.cleaned_data["esignature_code"]
        if code and not ESIGNATURE_CODE.fullmatch(code):
            raise ValidationError("Vul alleen de code in: letters, cijfers en streepjes, bijvoorbeeld 1234-5678-9012.")
        return code


class SignatureForm(PaperForm):
    """Who signs, in which function, where and when (R11, R13, R16)."""

    name = PlainTextField(
        label="Naam", max_length=120, error_messages={"required": "Vul de naam in, bijvoorbeeld An Peeters."}
    )
    function = PlainTextField(
        label="Functie",
        max_length=120,
        error_messages={"required": "Vul de functie in, bijvoorbeeld algemeen directeur."},
    )
    place = PlainTextField(label="Plaats", required=False, max_length=100)
    signed_on = PaperDayField(
        label="Ondertekend op", required=False, help_text="Laat leeg zolang de handtekening er niet is."
    )

    not_in_future = ("signed_on",)


class DpoAdviceForm(PaperForm):
    """Who the DPO is, and when the advice was confirmed (R29, R30)."""

    dpo_name = PlainTextField(
        label="Naam van de DPO", max_length=120, error_messages={"required": "Vul de naam in, bijvoorbeeld Sam Claes."}
    )
    dpo_email = EmailAddressField(label="E-mailadres van de DPO", required=False)
    advised_on = PaperDayField(
        label="Advies gegeven op",
        required=False,
        help_text="De dag waarop de DPO het advies bevestigde. Laat leeg zolang u wacht.",
    )

    not_in_future = ("advised_on",)


class MailboxForm(PaperForm):
    """The mailbox, and the attestation that only staff bound by secrecy open it (R69, R70)."""

    address = EmailAddressField(
        label="E-mailadres van de mailbox",
        help_text="Eén adres, zoals het in het protocol staat. Het OCMW of CAW maakt deze mailbox zelf aan.",
        error_messages={"required": mailbox_address.SENTENCE, "invalid": mailbox_address.SENTENCE},
    )
    secrecy_attested_on = PaperDayField(
        label="Wanneer bevestigde de partner dat alleen mensen met beroepsgeheim de mailbox openen?", required=False
    )
    secrecy_attested_by = PlainTextField(
        label="Wie bevestigde dat?", required=False, max_length=120, help_text="Naam en functie."
    )

    not_in_future = ("secrecy_attested_on",)

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        if not mailbox_address.is_address(address):
            raise ValidationError(mailbox_address.SENTENCE)
        return address

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        day, name = answers.get("secrecy_attested_on"), answers.get("secrecy_attested_by")
        if day and not name and "secrecy_attested_by" not in self.errors:
            self.add_error("secrecy_attested_by", "Vul in wie het bevestigde, bijvoorbeeld An Peeters, diensthoofd.")
        if name and not day and "secrecy_attested_on" not in self.errors:
            self.add_error("secrecy_attested_on", "Vul de dag van de bevestiging in, bijvoorbeeld 18/12/2023.")
        return answers


class MailboxCheckForm(forms.Form):
    """The address typed over from the signed protocol: whoever checks has really looked."""

    address = EmailAddressField(
        label="Het adres zoals het in het ondertekende protocol staat",
        help_text="Typ het over van het papier. Kopieer het niet van dit scherm.",
    )

    def __init__(self, *args: Any, registered: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.registered = registered

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        if address.casefold() != self.registered.casefold():
            raise ValidationError("Dit is een ander adres dan het geregistreerde. Kijk het protocol na.")
        return address


class ContactForm(PaperForm):
    """Whom the other party turns to: a name or a function, and how to reach them (R18–R24)."""

    party = forms.ChoiceField(
        label="Van welke partij?",
        choices=[(party.value, party.label.capitalize()) for party in Party],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een partij.", "invalid_choice": "Kies een van de twee partijen."},
    )
    kind = forms.ChoiceField(
        label="Waarvoor?",
        choices=[(kind.value, kind.label.capitalize()) for kind in ContactKind],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies het soort contact.", "invalid_choice": "Kies een van de drie antwoorden."},
    )
    name_or_function = PlainTextField(
        label="Naam of functie",
        max_length=120,
        error_messages={"required": "Vul een naam of een functie in, bijvoorbeeld diensthoofd sociale dienst."},
    )
    organisation_name = PlainTextField(
        label="Andere organisatie", required=False, max_length=120, help_text="Alleen als het contact elders werkt."
    )
    phone = PhoneField(label="Telefoonnummer", required=False)
    email = EmailAddressField(label="E-mailadres", required=False)

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        reachable = answers.get("phone") or answers.get("email") or {"phone", "email"} & set(self.errors)
        if answers.get("kind") in (ContactKind.CONTACT, ContactKind.BREACH) and not reachable:
            self.add_error("phone", "Vul een telefoonnummer of een e-mailadres in, bijvoorbeeld 014 00 00 00.")
        return answers

    @property
    def contact_details(self) -> ContactDetails:
        """The answers as `agreements.actions` takes them."""
        return cast(ContactDetails, self.answers(*ContactDetails.__annotations__))


class RegisterFilterForm(forms.Form):
    """The conditions of the register."""

    q = PlainTextField(label="Lokaal team of partner", required=False, max_length=100)
    status = forms.ChoiceField(
        label="Toestand",
        required=False,
        choices=[("", "Alle"), *Status.choices],
        error_messages={"invalid_choice": "Kies een toestand uit de lijst."},
    )


class DayForm(forms.Form):
    """The day for which one asks the gate."""

    op = PaperDayField(label="Vraag het voor een andere dag", required=False, help_text="Bijvoorbeeld 29/01/2024.")


class AnyDayForm(forms.Form):
    """A team, a place and a day for which one asks the gate."""

    team = OrganisationField(
        label="Lokaal team",
        queryset=Organisation.objects.filter(kind=OrganisationKind.LOCAL_TEAM).order_by("name"),
        empty_label="Kies een lokaal team",
        error_messages={"required": "Kies het lokaal team.", "invalid_choice": "Kies een lokaal team uit de lijst."},
    )
    place = PlainTextField(
        label="Postcode of gemeente",
        max_length=100,
        error_messages={"required": "Typ een postcode of gemeente, bijvoorbeeld 2260."},
    )
    day = PaperDayField(label="Dag", help_text="Bijvoorbeeld 29/01/2024.")

    def clean_place(self) -> Municipality:
        try:
            return municipality_named(self.cleaned_data["place"])
        except UnclearPlace as unclear:
            raise ValidationError(str(unclear)) from None
