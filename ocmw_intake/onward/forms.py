"""The questions before the four fields go on to a partner (R78, R90). No free text: it could hold client data."""

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from agreements.forms.fields import PaperDayField
from breaches.forms import ReportForm
from directory.form_fields import DayField
from directory.models import Organisation
from ocmw_intake.onward.rules import OnwardInformation
from referrals.forms.filing import IdentificationForm

_TELL_ALL = "Duid de vijf punten aan. Vertel eerst wat nog ontbreekt."
_SAY_YES = "Duid dit aan. Kan dat niet, dan mag u niets doorgeven."


class OnwardConsentForm(forms.Form):
    """What the client heard, whether the yes was free, and on which day."""

    told = forms.MultipleChoiceField(
        label="Wat vertelde u de cliënt vooraf?",
        widget=forms.CheckboxSelectMultiple,
        help_text="Lees deze zinnen voor, of zeg ze in uw eigen woorden. "
        "Duid elk punt aan dat u vertelde. Alle vijf zijn nodig.",
        error_messages=dict.fromkeys(["required", "invalid_choice", "invalid_list"], _TELL_ALL),
    )
    voluntary = forms.MultipleChoiceField(
        label="Hoe kwam de toestemming er?",
        choices=[("is_free", "De cliënt zei vrij en uitdrukkelijk ja, voor deze partner.")],
        widget=forms.CheckboxSelectMultiple,
        error_messages=dict.fromkeys(["required", "invalid_choice", "invalid_list"], _SAY_YES),
    )
    given_on = DayField(
        label="Wanneer gaf de cliënt toestemming?",
        help_text="Bijvoorbeeld 23/11/2026.",
        error_messages={"required": "Vul de dag in waarop de cliënt toestemming gaf, bijvoorbeeld 23/11/2026."},
    )

    def __init__(self, data: Any = None, *, partner: Organisation, today: date) -> None:
        super().__init__(data, initial={"given_on": today})
        self.points = [
            ("purpose", f"Doel: {partner.name} neemt contact op om te helpen, als de cliënt dat wil."),
            ("data", "Welke gegevens: naam en voornaam, adres, telefoonnummer en e-mailadres. Niets anders."),
            ("partner", f"Met wie: alleen met {partner.name}."),
            (
                "next_steps",
                f"Wat er daarna gebeurt: {partner.name} houdt de gegevens tot duidelijk is of de cliënt hulp wil. "
                "Wie geen hulp wil, wordt daar gewist.",
            ),
            (
                "expectations",
                "Wat de cliënt mag verwachten: een telefoon of een brief. Terugkomen op de ja mag altijd, bij u of bij "
                "de partner.",
            ),
        ]
        cast(forms.MultipleChoiceField, self.fields["told"]).choices = self.points

    def clean_told(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["told"]
        if len(chosen) < len(self.points):
            raise ValidationError(_TELL_ALL)
        return chosen

    def build(self) -> dict[str, Any]:
        """What `actions.record_onward_consent` asks."""
        told = set(self.cleaned_data["told"])
        answers = OnwardInformation(
            purpose="purpose" in told,
            data="data" in told,
            partner="partner" in told,
            next_steps="next_steps" in told,
            expectations="expectations" in told,
            is_free=True,
        )
        return {"given_on": self.cleaned_data["given_on"], "told": answers}


class OwnArchiveForm(IdentificationForm):
    """The four fields from the archive of the receiver: typed, and judged as those of a filing (D13, D14, D21)."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["last_name"].help_text = "Eén persoon."
        self.fields["address_answer"].help_text = ""
        self.fields["postal_code"].error_messages["invalid_choice"] = (
            f"Deze postcode hoort niet bij {self.residence.name}. "
            "Woont de cliënt daar niet meer? Kies dan dat er geen adres is om door te geven."
        )


class OnwardBreachForm(ReportForm):
    """To which partner, what happened, when, and from when until when data were passed on that it touches (D31)."""

    key = forms.UUIDField(widget=forms.HiddenInput, error_messages={"invalid": "Open deze pagina opnieuw."})
    way = forms.ChoiceField(
        label="Aan welke partner gaf u de gegevens door?",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een partner.", "invalid_choice": "Kies een partner uit de lijst."},
    )
    from_on = PaperDayField(
        label="Doorgegeven vanaf", required=False, help_text="Laat leeg voor alles wat u aan die partner doorgaf."
    )
    until_on = PaperDayField(label="Doorgegeven tot en met", required=False, help_text="Laat leeg voor tot vandaag.")

    field_order = ("way", "happening", "discovered_on", "discovered_hour", "from_on", "until_on", "key")

    def __init__(self, *args: Any, ways: dict[str, tuple[Organisation, Organisation]], **options: Any) -> None:
        super().__init__(*args, **{**options, "initial": {"key": uuid.uuid4(), **options.get("initial", {})}})
        self.ways = ways
        several = len({receiver for receiver, _partner in ways.values()}) > 1
        cast(forms.ChoiceField, self.fields["way"]).choices = [
            (key, f"{partner.name}, door {receiver.name}" if several else partner.name)
            for key, (receiver, partner) in ways.items()
        ]

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        from_on, until_on = answers.get("from_on"), answers.get("until_on")
        if from_on and until_on and until_on < from_on:
            self.add_error("until_on", "De laatste dag ligt voor de eerste dag. Pas één van beide aan.")
        return answers

    @property
    def parties(self) -> tuple[Organisation, Organisation]:
        """Who passed on, and to whom; only of a valid form."""
        return self.ways[self.cleaned_data["way"]]

    @property
    def period(self) -> tuple[datetime | None, datetime | None]:
        """From the first midnight up to but without the last one."""
        from_on, until_on = self.cleaned_data["from_on"], self.cleaned_data["until_on"]
        return _midnight(from_on), _midnight(until_on + timedelta(days=1) if until_on else None)


def _midnight(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None
