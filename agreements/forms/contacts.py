"""What administrators type about the contacts of both parties (R18–R24)."""

from typing import Any, cast

from django import forms

from agreements.forms.fields import PaperForm
from agreements.models import ContactKind
from agreements.terms.papers import ContactDetails, Party
from directory.form_fields import EmailAddressField, PhoneField, PlainTextField


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
    stands_in_papers = forms.BooleanField(
        label="Dit staat al zo in de ondertekende papieren",
        required=False,
        help_text="U neemt het over, er wijzigt niets. Dan sturen wij geen melding.",
    )

    def __init__(self, *args: Any, is_notified: bool = False, **options: Any) -> None:
        """Before the papers are signed nothing is notified, so there is nothing to ask."""
        super().__init__(*args, **options)
        if not is_notified:
            del self.fields["stands_in_papers"]

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        reachable = answers.get("phone") or answers.get("email") or {"phone", "email"} & set(self.errors)
        if answers.get("kind") in (ContactKind.CONTACT, ContactKind.BREACH) and not reachable:
            self.add_error("phone", "Vul een telefoonnummer of een e-mailadres in, bijvoorbeeld 014 00 00 00.")
        return answers

    @property
    def is_copied(self) -> bool:
        """Whether this is only copied from the signed papers."""
        return bool(self.cleaned_data.get("stands_in_papers"))

    @property
    def contact_details(self) -> ContactDetails:
        """The answers as `agreements.actions` takes them."""
        return cast(ContactDetails, self.answers(*ContactDetails.__annotations__))
