"""What a contact of a partner types about its own organisation, and what an administrator decides about it (D33)."""

from datetime import date
from typing import Any

from django import forms

from agreements.forms.duties import PublicationForm
from agreements.forms.fields import PaperForm
from agreements.forms.mailbox import MailboxForm
from agreements.models import MEASURES
from agreements.terms.own_part import PieceKind, PieceRefusal
from directory.form_fields import EmailAddressField, PhoneField, PlainTextField


class _ReachablePieceForm(PaperForm):
    """Somebody with a name or a function, and how to reach them."""

    name_or_function = PlainTextField(
        label="Naam of functie",
        max_length=120,
        error_messages={"required": "Vul een naam of een functie in, bijvoorbeeld diensthoofd sociale dienst."},
    )
    phone = PhoneField(label="Telefoonnummer", required=False)
    email = EmailAddressField(label="E-mailadres", required=False)


class RepresentativePieceForm(_ReachablePieceForm):
    """Who represents the organisation (R18–R22); how to reach that person may be left out."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name_or_function"].label = "Naam en functie"
        self.fields["name_or_function"].help_text = "Bijvoorbeeld An Peeters, algemeen directeur."


class ContactPieceForm(_ReachablePieceForm):
    """Whom the other party calls or mails (R20)."""

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if not (answers.get("phone") or answers.get("email") or {"phone", "email"} & set(self.errors)):
            self.add_error("phone", "Vul een telefoonnummer of een e-mailadres in, bijvoorbeeld 014 00 00 00.")
        return answers


class BreachPieceForm(ContactPieceForm):
    """Who is called when data leaked; often somebody of another organisation (R24)."""

    organisation_name = PlainTextField(
        label="Andere organisatie", required=False, max_length=120, help_text="Alleen als het contact elders werkt."
    )


class DpoPieceForm(PaperForm):
    """Who is DPO (R29)."""

    dpo_name = PlainTextField(
        label="Naam van de DPO",
        max_length=120,
        error_messages={"required": "Vul de naam in. Kent u die niet? Kies dan onderaan een ander antwoord."},
    )
    dpo_email = EmailAddressField(label="E-mailadres van de DPO", required=False)


class MailboxPieceForm(MailboxForm):
    """Where data of clients may go (R69, R70)."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["address"].help_text = "Eén adres dat alleen mensen met beroepsgeheim openen."


class MeasuresPieceForm(PaperForm):
    """Which measures of article 6 of the protocol are taken (R71–R73)."""

    policy_confirmed_on = forms.BooleanField(
        label="Wij hebben een veiligheidsbeleid met een veiligheidsplan.", required=False
    )
    dpo_confirmed_on = forms.BooleanField(label="Wij hebben een DPO aangesteld.", required=False)
    register_confirmed_on = forms.BooleanField(label="Het doorgeven staat in ons verwerkingsregister.", required=False)

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if not any(answers.get(name) for name in MEASURES):
            self.add_error("policy_confirmed_on", "Vink aan wat in orde is. Of kies onderaan “Weet ik niet”.")
        return answers


PIECE_FORMS: dict[PieceKind, type[PaperForm]] = {
    PieceKind.REPRESENTATIVE: RepresentativePieceForm,
    PieceKind.CONTACT: ContactPieceForm,
    PieceKind.BREACH: BreachPieceForm,
    PieceKind.DPO: DpoPieceForm,
    PieceKind.MAILBOX: MailboxPieceForm,
    PieceKind.MEASURES: MeasuresPieceForm,
    PieceKind.PUBLICATION: PublicationForm,
}


def kept_values(form: PaperForm) -> dict[str, Any]:
    """The answers as a piece keeps them: days as ISO text."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in form.cleaned_data.items()
        if name in form.fields
    }


class AskOwnPartForm(forms.Form):
    """To whom the link goes."""

    email = EmailAddressField(
        label="E-mailadres van het contact",
        help_text="Iemand van de partner die de gegevens kent. Werken er meer mensen aan? Stuur elk een eigen link.",
    )


class RefuseAnswerForm(forms.Form):
    """Why an answer is not taken over."""

    reason = forms.TypedChoiceField(
        label="Waarom niet?",
        choices=[(reason.value, reason.label.capitalize()) for reason in PieceRefusal],
        coerce=PieceRefusal,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een reden.", "invalid_choice": "Kies een reden uit de lijst."},
    )
