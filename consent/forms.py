"""The question about consent: what was told, whether it was free and explicit, when and how (R52–R54)."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst

from consent import information
from consent.models import Channel, Client, Consent, Interpreter, Language
from consent.sheet import SheetFacts
from directory.models import Organisation

VOLUNTARY = [
    ("is_free", "De cliënt besliste vrij, zonder druk."),
    ("is_explicit", "De cliënt zei of schreef uitdrukkelijk ja."),
    ("is_decided_together", "We beslisten dit samen met de cliënt."),
]


POINTS = 5  # R52


class _PointsToTell(forms.CheckboxSelectMultiple):
    """The five points: a tick names its point, and below it stands what is said."""

    said: Mapping[str, str] = {}

    def create_option(self, name: str, value: Any, *args: Any, **options: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **options)
        return option | {"said": self.said.get(str(value), "")}


class ConsentForm(forms.Form):
    """Asks for everything the gate demands of a consent; `build` makes the consent, without saving it."""

    told = forms.MultipleChoiceField(
        label="Wat vertelde u de cliënt vooraf?",
        widget=_PointsToTell,
        help_text="Lees voor wat onder elk punt staat, of zeg het in uw eigen woorden. "
        "Duid elk punt aan dat u vertelde. Alle vijf zijn nodig.",
        error_messages=dict.fromkeys(
            ["required", "invalid_choice", "invalid_list"], "Duid alle vijf punten aan. Vertel eerst wat nog ontbreekt."
        ),
    )
    voluntary = forms.MultipleChoiceField(
        label="Hoe kwam de toestemming er?",
        choices=VOLUNTARY,
        widget=forms.CheckboxSelectMultiple,
        help_text="Duid elke zin aan die klopt. Alle drie zijn nodig.",
        error_messages=dict.fromkeys(
            ["required", "invalid_choice", "invalid_list"],
            "Duid de drie zinnen aan. Kan dat niet, dan mag u niets doorgeven.",
        ),
    )
    client = forms.ChoiceField(
        label="Wie geeft toestemming?",
        choices=Client.choices,
        initial=Client.PARENT,
        widget=forms.RadioSelect,
        help_text="Geven twee ouders toestemming? Doe dan voor elke ouder een aanmelding.",
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Kies wie toestemming geeft."),
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
        initial=Channel.ORAL,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], "Kies of de toestemming mondeling of schriftelijk was."
        ),
    )
    language = forms.ChoiceField(
        label="In welke taal sprak u met de cliënt?",
        help_text="Toonde u een blad? Kies dan de taal van dat blad.",
        choices=[("", "Kies een taal"), *Language.choices],
        initial=Language.DUTCH,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Kies de taal waarin u met de cliënt sprak."),
    )
    interpreter = forms.ChoiceField(
        label="Wie tolkte?",
        choices=Interpreter.choices,
        widget=forms.RadioSelect,
        required=False,
        help_text="Spraken u en de cliënt Nederlands? Dan mag dit leeg blijven. Neem liever geen kind of familielid.",
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Kies wie tolkte, of kies “niemand”."),
    )
    told_about = forms.CharField(widget=forms.HiddenInput, max_length=80)

    def __init__(
        self, data: Any = None, *, team: Organisation, receiver: Organisation, facts: SheetFacts, today: date
    ) -> None:
        self.team, self.receiver, self.today = team, receiver, today
        now_told = f"{information.CURRENT}/{receiver.pk}"
        self.is_outdated = bool(data) and data.get("told_about") != now_told
        if self.is_outdated:  # another receiver or another text is another consent (R59): it must be asked again
            data = data.copy()
            data["told_about"] = now_told
            for question in ("told", "voluntary"):
                data.setlist(question, [])
        super().__init__(data, initial={"told_about": now_told, "given_on": today})
        points = information.points(information.CURRENT, facts)
        told = cast(forms.MultipleChoiceField, self.fields["told"])
        # The words of a consent, not those of the sheet: these are read by the member, and there "u" is the client.
        names = {field.name: str(field.verbose_name) for field in Consent._meta.fields}
        told.choices = [(point.field, capfirst(names[point.field])) for point in points]
        cast(_PointsToTell, told.widget).said = {point.field: point.text for point in points}

    def clean_told(self) -> list[str]:
        return self._all("told", how_many=POINTS)

    def clean_voluntary(self) -> list[str]:
        return self._all("voluntary", how_many=len(VOLUNTARY))

    def _all(self, name: str, *, how_many: int) -> list[str]:
        chosen: list[str] = self.cleaned_data[name]
        if len(chosen) < how_many:
            raise ValidationError(self.fields[name].error_messages["required"])
        return chosen

    def clean_given_on(self) -> date:
        """Consent comes before the sharing, and not before the text that was read existed (R52)."""
        given_on: date = self.cleaned_data["given_on"]
        if given_on > self.today:
            raise ValidationError("Deze dag moet nog komen. Vul de dag in waarop de cliënt toestemming gaf.")
        if given_on < information.IN_USE_FROM[information.CURRENT]:
            raise ValidationError("Kijk het jaar na. Toen bestond de tekst nog niet die u aan de cliënt vertelde.")
        return given_on

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        is_unanswered = not answers.get("interpreter") and "interpreter" not in self.errors
        if is_unanswered and answers.get("language") != Language.DUTCH:
            self.add_error("interpreter", self.fields["interpreter"].error_messages["required"])
        if self.is_outdated:
            raise ValidationError(
                f"De ontvanger is nu {self.receiver.name}, of de tekst is vernieuwd. "
                "Vertel de cliënt alles opnieuw en vraag opnieuw toestemming."
            )
        return answers

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
            interpreter=answers["interpreter"],
            text_version=information.CURRENT,
            **dict.fromkeys([*answers["told"], *answers["voluntary"]], True),
        )
