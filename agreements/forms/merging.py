"""Which municipalities become one, from when, and who receives there."""

from django import forms
from django.core.exceptions import ValidationError

from agreements.forms.fields import OrganisationField, PaperDayField
from agreements.route import former_municipality_named, municipality_named
from directory.form_fields import PlainTextField
from directory.models import Municipality, Organisation
from law.facts import OrganisationKind
from law.refusal import Refusal

MOST = 10
"""More municipalities never merged into one."""


class MergeForm(forms.Form):
    """The question of the page on which municipalities merge."""

    old = PlainTextField(
        label="Welke gemeenten verdwijnen?",
        max_length=400,
        help_text="Namen of postcodes, met een komma ertussen. Bijvoorbeeld Meulebeke, Tielt.",
        error_messages={"required": "Noem minstens één gemeente die verdwijnt, bijvoorbeeld Meulebeke."},
    )
    into = PlainTextField(
        label="Welke gemeente komt in de plaats?",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-input--width-20"}),
        help_text="Bijvoorbeeld Tielt of 8700.",
        error_messages={"required": "Vul de nieuwe gemeente in, bijvoorbeeld Tielt."},
    )
    on = PaperDayField(
        label="Eerste dag van de nieuwe gemeente",
        help_text="Bijvoorbeeld 1/1/2025.",
        error_messages={"required": "Vul de eerste dag in, bijvoorbeeld 1/1/2025."},
    )
    receiver = OrganisationField(
        label="Wie ontvangt er vanaf die dag?",
        required=False,
        queryset=Organisation.objects.filter(
            kind__in=[OrganisationKind.OCMW.value, OrganisationKind.CAW.value], is_active=True
        ).order_by("name"),
        empty_label="Wie er dan al ontvangt",
        help_text="Het OCMW in Vlaanderen, het CAW in Brussel.",
        error_messages={"invalid_choice": "Kies een organisatie uit de lijst."},
    )

    def clean_old(self) -> list[Municipality]:
        names = [name.strip() for name in self.cleaned_data["old"].split(",") if name.strip()]
        if len(names) > MOST:
            raise ValidationError(f"Noem hoogstens {MOST} gemeenten tegelijk.")
        try:
            return list(dict.fromkeys(former_municipality_named(name) for name in names))
        except Refusal as unclear:
            raise ValidationError(str(unclear)) from None

    def clean_into(self) -> Municipality:
        try:
            return municipality_named(self.cleaned_data["into"])
        except Refusal as unclear:
            raise ValidationError(str(unclear)) from None
