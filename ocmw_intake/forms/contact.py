"""The questions about the contact. No free text: it could hold data of the client."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from directory.form_fields import DayField, PlainTextField
from law.national_number import holds_national_number
from ocmw_intake.models import FILE_NUMBER, ContactChannel, OutcomeKind, Service, StrikeReason
from ocmw_intake.models.contact import Data


class _DayAndChannelForm(forms.Form):
    """When and how the client was contacted."""

    made_on = forms.DateField(
        label="Wanneer probeerde u de cliënt te bereiken?",
        help_text="Bijvoorbeeld 23/11/2026.",
        widget=forms.DateInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
        error_messages={
            "required": "Vul de dag van de contactpoging in, bijvoorbeeld 23/11/2026.",
            "invalid": "Deze datum bestaat niet. Schrijf dag, maand en jaar, bijvoorbeeld 23/11/2026.",
        },
    )
    channel = forms.TypedChoiceField(
        label="Hoe probeerde u dat?",
        choices=ContactChannel.choices,
        coerce=ContactChannel,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies hoe u de cliënt probeerde te bereiken, bijvoorbeeld telefoon.",
            "invalid_choice": "Kies een van de antwoorden, bijvoorbeeld telefoon.",
        },
    )


class AttemptForm(_DayAndChannelForm):
    """One try to reach the client, to correct it."""

    reached = forms.TypedChoiceField(
        label="Hebt u de cliënt bereikt?",
        choices=[("yes", "ja"), ("no", "nee")],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
        error_messages={
            "required": "Kies of u de cliënt bereikte: ja of nee.",
            "invalid_choice": "Kies ja of nee.",
        },
    )


RESULTS = {
    "not_reached": (False, None, "nee, niet bereikt"),
    "reached": (True, None, "ja, de cliënt beslist later"),
    "wants_help": (True, OutcomeKind.WANTS_HELP, "ja, de cliënt wenst hulp"),
    "declines": (True, OutcomeKind.DECLINES, "ja, de cliënt wenst geen hulp"),
}
"""What can come of one attempt: whether the client was reached, what the client said, and the words.

What asks more than one answer (moved, referred on, given up) is asked on the page of the outcome.
"""


class ContactResultForm(_DayAndChannelForm):
    """One try to reach the client and what came of it, in three clicks."""

    field_order = ("channel", "result", "made_on")

    result = forms.TypedChoiceField(
        label="Hebt u de cliënt bereikt?",
        choices=[(code, words) for code, (_reached, _kind, words) in RESULTS.items()],
        coerce=lambda code: RESULTS[code][:2],
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--small"}),
        error_messages={
            "required": "Kies of u de cliënt bereikte, en wat de cliënt zei.",
            "invalid_choice": "Kies een van de antwoorden, bijvoorbeeld nee, niet bereikt.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].label = "Hoe contacteerde u de cliënt?"
        self.fields["channel"].widget.attrs["class"] = "govuk-radios--small govuk-radios--inline"
        self.fields["made_on"].label = "Wanneer?"
        self.fields["made_on"].help_text = ""  # today stands in it already


class StrikeForm(forms.Form):
    """Why an attempt does not count."""

    because = forms.TypedChoiceField(
        label="Waarom haalt u deze contactpoging door?",
        choices=[one for one in StrikeReason.choices if one[0] != StrikeReason.CORRECTED],
        coerce=StrikeReason,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Kies een reden, bijvoorbeeld dubbel genoteerd."),
    )


class FileNumberField(PlainTextField):
    """The number of the receiver's own file; never a national number, a day of birth or a name (R62–R65, D13)."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"})
        messages = {"max_length": FILE_NUMBER.message}
        super().__init__(max_length=20, required=False, widget=widget, error_messages=messages, **options)

    def read(self, text: str) -> str:
        if holds_national_number(text):
            raise ValidationError(f"Hier staat een rijksregisternummer. {_OWN_NUMBER}")
        if _DAY_OF_BIRTH.search(text):
            raise ValidationError(f"Hier staat een datum. {_OWN_NUMBER}")
        FILE_NUMBER(text)
        return text


_NOWHERE = "nowhere"
_OWN_NUMBER = "Vul het nummer van uw eigen dossier in, bijvoorbeeld 2026/0147."


class _ServiceField(forms.TypedChoiceField):
    """A kind of service, or nowhere: an answer that is not there counts as nowhere."""

    def clean(self, value: Any) -> Any:
        return super().clean(value or _NOWHERE)

    def prepare_value(self, value: Any) -> Any:
        return value or _NOWHERE


class _FileAnswerField(forms.TypedChoiceField):
    """Whether there is an own file; asked of one outcome only, so an answer that is not there is None."""

    def clean(self, value: Any) -> Any:
        return super().clean(value) if value else None


class _GivenUpField(DayField):
    """The day on which one stopped trying; asked of one outcome only, so a day that is not there is None."""

    def clean(self, value: Any) -> Any:
        return super().clean(value) if value else None


_DAY, _MONTH = r"(?:0?[1-9]|[12][0-9]|3[01])", r"(?:0?[1-9]|1[0-2])"
_YEAR_OF_BIRTH = r"(?:19[2-9][0-9]|200[0-9]|201[0-5])"
_DAY_OF_BIRTH = re.compile(
    rf"(?<![0-9])(?:{_DAY}([./-]){_MONTH}\1(?:{_YEAR_OF_BIRTH}|[3-9][0-9])"
    rf"|(?:{_YEAR_OF_BIRTH}|[3-9][0-9])([./-]){_MONTH}\2{_DAY}"
    rf"|[0-3][0-9][01][0-9]{_YEAR_OF_BIRTH}|{_YEAR_OF_BIRTH}[01][0-9][0-3][0-9])(?![0-9])"
)
"""A day on which a parent can be born, however it is written; "2026/11/14" is a number of this year."""


class OutcomeForm(forms.Form):
    """How the contact ended; the own file, the kind of service of who was referred on, the day on which one gave up."""

    kind = forms.TypedChoiceField(
        label="Wat is het resultaat van het contact?",
        choices=OutcomeKind.choices,
        coerce=OutcomeKind,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies een resultaat, bijvoorbeeld wenst hulp.",
            "invalid_choice": "Kies een van de resultaten, bijvoorbeeld wenst hulp.",
        },
    )
    referred_to = _ServiceField(
        label="Doorverwezen? Kies dan naar wie",
        choices=[(_NOWHERE, "niet doorverwezen"), *Service.choices],
        coerce=lambda answer: None if answer == _NOWHERE else Service(answer),
        initial=_NOWHERE,
        error_messages={"invalid_choice": "Kies een dienst uit de lijst, bijvoorbeeld CAW."},
    )
    keeps_file = _FileAnswerField(
        label="Doorverwezen? Zeg dan of u zelf een dossier van de cliënt hebt",
        help_text="Met een eigen dossier bewaart u de gegevens daarin. Zonder dossier wist u ze.",
        choices=[("yes", "ja, wij hebben een eigen dossier"), ("no", "nee, wij wissen de gegevens")],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Kies ja of nee."},
    )
    file_number = FileNumberField(
        label="Hebt u een eigen dossier? Vul dan het nummer in",
        help_text="Bijvoorbeeld 2026/0147. Zo vindt u de aanmelding later terug. U kunt dit ook later invullen.",
    )
    stopped_on = _GivenUpField(
        label="Niet bereikt? Zeg dan sinds welke dag u niet meer probeert",
        help_text="Bijvoorbeeld 23/11/2026. Vanaf die dag loopt uw termijn om te wissen.",
    )
    use_required_attribute = False  # what is asked depends on the outcome

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        kind = answers.get("kind")
        if kind is None:
            return answers
        if kind == OutcomeKind.REFERRED_ON and "referred_to" not in self.errors and not answers.get("referred_to"):
            self.add_error("referred_to", "Kies naar wie u de cliënt doorverwees, bijvoorbeeld CAW.")
        if kind != OutcomeKind.REFERRED_ON and answers.get("referred_to"):
            self.add_error("referred_to", "Kies hier „niet doorverwezen”, of kies hierboven „doorverwezen”.")
        self._clean_file(kind, answers)
        if kind == OutcomeKind.NOT_REACHED and "stopped_on" not in self.errors and not answers.get("stopped_on"):
            self.add_error("stopped_on", "Vul in sinds welke dag u niet meer probeert, bijvoorbeeld 23/11/2026.")
        if kind != OutcomeKind.NOT_REACHED:
            answers["stopped_on"] = None
        return answers

    def _clean_file(self, kind: OutcomeKind, answers: dict[str, Any]) -> None:
        """Who was referred on leaves a file behind, or data to delete: there is no third (D23)."""
        may_choose = kind.data == Data.STAYS_WITH_FILE
        if may_choose and "keeps_file" not in self.errors and answers.get("keeps_file") is None:
            self.add_error("keeps_file", "Kies of u zelf een dossier hebt. Zonder dossier wist u de gegevens.")
        answers["keeps_file"] = kind.keeps_file(bool(answers.get("keeps_file")))
        if answers.get("file_number") and not answers["keeps_file"]:
            self.add_error("file_number", "Zonder eigen dossier is er geen nummer. Maak dit vak leeg.")
