"""The question about consent: what was told, whether it was free and explicit, when and how (R52–R54)."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from consent import information
from consent.models import Channel, Client, Consent, Language
from directory.models import Organisation

VOLUNTARY = [
    ("is_free", "De cliënt besliste vrij, zonder druk."),
    ("is_explicit", "De cliënt zei of schreef uitdrukkelijk ja."),
    ("is_decided_together", "We beslisten dit samen met de cliënt."),
]


POINTS = 5  # R52


class ConsentForm(forms.Form):
    """Asks for everything the gate demands of a consent; `build` makes the consent, without saving it."""

    client = forms.ChoiceField(
        label="Wie geeft toestemming?",
        choices=Client.choices,
        widget=forms.RadioSelect,
        help_text="Geven twee ouders toestemming? Doe dan voor elke ouder een aanmelding.",
        error_messages={"required": "Kies wie toestemming geeft."},
    )
    told = forms.MultipleChoiceField(
        label="Wat vertelde u de cliënt vooraf?",
        widget=forms.CheckboxSelectMultiple,
        help_text="Lees deze zinnen voor, of zeg ze in uw eigen woorden. Duid elk punt aan dat u vertelde.",
        error_messages={"required": "Duid alle vijf punten aan. Vertel eerst wat nog ontbreekt."},
    )
    voluntary = forms.MultipleChoiceField(
        label="Hoe kwam de toestemming er?",
        choices=VOLUNTARY,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Duid alle drie zinnen aan. Kan dat niet, dan mag u niets doorgeven."},
    )
    given_on = forms.DateField(
        label="Wanneer gaf de cliënt toestemming?",
        help_text="Bijvoorbeeld 23/11/2026.",
        widget=forms.DateInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
        error_messages={
            "required": "Vul de dag in waarop de cliënt toestemming gaf, bijvoorbeeld 23/11/2026.",
            "invalid": "Deze datum bestaat niet. Schrijf dag, maand en jaar, bijvoorbeeld 23/11/2026.",
        },
    )
    channel = forms.ChoiceField(
        label="Hoe gaf de cliënt toestemming?",
        choices=Channel.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of de toestemming mondeling of schriftelijk was."},
    )
    language = forms.ChoiceField(
        label="In welke taal sprak u met de cliënt?",
        choices=[("", "Kies een taal"), *Language.choices],
        error_messages={"required": "Kies de taal waarin u met de cliënt sprak."},
    )
    text_version = forms.CharField(widget=forms.HiddenInput, initial=information.CURRENT, max_length=20)

    def __init__(self, *args: Any, team: Organisation, receiver: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.team, self.receiver = team, receiver
        points = information.points(information.CURRENT, team=team.name, receiver=receiver.name)
        told = cast(forms.MultipleChoiceField, self.fields["told"])
        told.choices = [(point.field, f"{point.heading}: {point.text}") for point in points]
        self.fields["given_on"].initial = timezone.localdate

    def clean_told(self) -> list[str]:
        return self._all("told", how_many=POINTS)

    def clean_voluntary(self) -> list[str]:
        return self._all("voluntary", how_many=len(VOLUNTARY))

    def _all(self, name: str, *, how_many: int) -> list[str]:
        chosen: list[str] = self.cleaned_data[name]
        if len(chosen) < how_many:
            raise ValidationError(self.fields[name].error_messages["required"])
        return chosen

    def clean_text_version(self) -> str:
        """The page shows the current version; an older page in a tab must be read again before it counts."""
        version: str = self.cleaned_data["text_version"]
        if version != information.CURRENT:
            raise ValidationError("De tekst voor de cliënt is intussen vernieuwd. Lees hem opnieuw en bevestig.")
        return version

    def build(self) -> Consent:
        """Return the consent of these answers, not saved: the gate judges it first."""
        answers = self.cleaned_data
        return Consent(
            team=self.team,
            receiver=self.receiver,
            client=answers["client"],
            given_on=answers["given_on"],
            channel=answers["channel"],
            language=answers["language"],
            text_version=answers["text_version"],
            **dict.fromkeys([*answers["told"], *answers["voluntary"]], True),
        )
