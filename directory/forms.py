"""Forms of the register of organisations: they read and check shape; rules are in the tables."""

from typing import Any

from django import forms

from directory.form_fields import (
    DayField,
    EmailAddressField,
    EnterpriseNumberField,
    PhoneField,
    PlainTextField,
    PostalCodeField,
)
from directory.models import KIND_LABELS, Municipality, Organisation
from law.facts import OrganisationKind

_KINDS = [(kind.value, KIND_LABELS[kind]) for kind in OrganisationKind]


class FilterForm(forms.Form):
    """Which organisations the list shows."""

    soort = forms.ChoiceField(label="Soort", choices=[("", "alle soorten"), *_KINDS], required=False)
    zoek = PlainTextField(label="Naam of ondernemingsnummer", required=False)


class OrganisationForm(forms.Form):
    """What is said of every organisation."""

    name = PlainTextField(
        label="Naam", max_length=120, error_messages={"required": "Vul de naam in, bijvoorbeeld OCMW Westerlo."}
    )
    enterprise_number = EnterpriseNumberField(
        label="Ondernemingsnummer (KBO)",
        required=False,
        help_text="Bijvoorbeeld 0886.886.638. Laat dit alleen leeg bij een lokaal team.",
    )
    street = PlainTextField(
        label="Straat en huisnummer van de zetel",
        max_length=120,
        error_messages={"required": "Vul de straat en het huisnummer in, bijvoorbeeld Kerkstraat 22/1."},
    )
    postal_code = PostalCodeField(label="Postcode van de zetel")
    municipality_name = PlainTextField(
        label="Gemeente van de zetel",
        max_length=60,
        error_messages={"required": "Vul de gemeente in, bijvoorbeeld Westerlo."},
    )
    correspondence_street = PlainTextField(
        label="Straat en huisnummer van het briefadres",
        max_length=120,
        required=False,
        help_text="Alleen als brieven naar een ander adres gaan.",
    )
    correspondence_postal_code = PostalCodeField(label="Postcode van het briefadres", required=False)
    correspondence_municipality_name = PlainTextField(
        label="Gemeente van het briefadres", max_length=60, required=False
    )
    phone = PhoneField(label="Algemeen telefoonnummer", required=False, help_text="Bijvoorbeeld 014 00 00 00.")
    email = EmailAddressField(label="Algemeen e-mailadres", required=False, help_text="Bijvoorbeeld info@ocmw.example.")


class RegisterOrganisationForm(OrganisationForm):
    """A new organisation; its kind is chosen once."""

    kind = forms.ChoiceField(
        label="Soort organisatie",
        choices=_KINDS,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies een soort, bijvoorbeeld OCMW.",
            "invalid_choice": "Kies een soort uit de lijst, bijvoorbeeld OCMW.",
        },
    )
    field_order = ("kind",)


class ChangeOrganisationForm(OrganisationForm):
    """An organisation that is registered already."""

    is_active = forms.BooleanField(
        label="Deze organisatie is actief",
        required=False,
        help_text="Een organisatie die niet actief is, krijgt geen aanmeldingen meer.",
    )

    @classmethod
    def of(cls, organisation: Organisation, data: Any = None) -> "ChangeOrganisationForm":
        """The form with the present values; with `data`, as it was sent."""
        return cls(data, initial={name: getattr(organisation, name) for name in cls.base_fields})


class MunicipalitySearchForm(forms.Form):
    """Which municipality is meant."""

    zoek = PlainTextField(
        label="Gemeente of postcode",
        help_text="Ook een oude naam of een deelgemeente is goed. Bijvoorbeeld Westerlo of 2260.",
        error_messages={"required": "Vul een gemeente of postcode in, bijvoorbeeld 2260."},
    )


class TerritoryForm(forms.Form):
    """One of the municipalities that were found, and the period in which it is served."""

    municipality = forms.TypedChoiceField(
        label="Gemeente",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies een gemeente uit de lijst.",
            "invalid_choice": "Kies een gemeente uit de lijst.",
        },
    )
    from_on = DayField(label="Eerste dag", help_text="Bijvoorbeeld 1/1/2026.")
    until_on = DayField(label="Laatste dag", required=False, help_text="Laat leeg als er geen einde bekend is.")

    def __init__(self, data: Any = None, *, candidates: list[Municipality]) -> None:
        only = candidates[0].pk if len(candidates) == 1 else None
        super().__init__(data, initial={"municipality": only})
        field: Any = self.fields["municipality"]
        field.choices = [
            (found.pk, f"{found} ({found.province or found.get_region_display()})") for found in candidates
        ]
        field.coerce = {found.pk: found for found in candidates}.__getitem__


class EndTerritoryForm(forms.Form):
    """The last day on which an organisation serves a municipality."""

    until_on = DayField(label="Laatste dag", help_text="De gemeente hoort er die dag nog bij. Bijvoorbeeld 31/12/2026.")
