"""The files that someone uploads, and the page on which a paper is typed over."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from directory.form_fields import refuse_infected
from paper_import.asked import TypedField
from paper_import.models import Papers
from paper_import.unpacking import MOST_FILES, CannotUnpack, is_zip_of_papers, unpack
from sheets.tables import LARGEST_FILE, OLD
from vault.bounded import Busy
from vault.pdf import LARGEST

_NAMES = (".csv", ".xlsx", ".ods", ".txt", ".tsv")  # Excel calls "Unicode-tekst" and "Tekst (MS-DOS)" .txt


class SheetField(forms.FileField):
    """A CSV, XLSX or ODS of at most 2 MB; gives its bytes. What is inside, the worker checks."""

    widget = forms.ClearableFileInput(attrs={"accept": ",".join(_NAMES)})
    default_error_messages: ClassVar = {
        "required": "Kies een CSV-, XLSX- of ODS-bestand.",
        "invalid": "Kies een CSV-, XLSX- of ODS-bestand.",
        "missing": "Kies een CSV-, XLSX- of ODS-bestand.",
        "empty": "Dit bestand is leeg. Kies een ander bestand.",
        "too_large": "Dit bestand is groter dan 2 MB. Splits het in kleinere bestanden.",
        "wrong_kind": "Dit is geen CSV-, XLSX- of ODS-bestand. Kies in Excel “Opslaan als” en dan XLSX.",
        "old": OLD,
    }

    def clean(self, data: Any, initial: Any = None) -> bytes | None:
        file = super().clean(data, initial)
        if not file:
            return None
        if file.size > LARGEST_FILE:
            raise ValidationError(self.error_messages["too_large"], code="too_large")
        if file.name.casefold().endswith(".xls"):
            raise ValidationError(self.error_messages["old"], code="old")
        if not file.name.casefold().endswith(_NAMES):
            raise ValidationError(self.error_messages["wrong_kind"], code="wrong_kind")
        content: bytes = file.read()
        refuse_infected(content)
        return content


class UploadForm(forms.Form):
    """One file with papers."""

    file = SheetField(
        label="Bestand met overeenkomsten",
        help_text="CSV, XLSX of ODS, hoogstens 2 MB en 1000 regels. Zet er geen gegevens van cliënten in.",
    )


class SeveralFilesInput(forms.ClearableFileInput):
    """Lets somebody choose a whole folder's files at once."""

    allow_multiple_selected = True


class PapersField(forms.FileField):
    """Papers, up to a hundred, and zips of them; gives name and bytes of each. What they say, the worker reads."""

    widget = SeveralFilesInput(attrs={"accept": ".pdf,.docx,.txt,.zip"})
    default_error_messages: ClassVar = {
        "required": "Kies één of meer bestanden.",
        "too_many": f"Kies hoogstens {MOST_FILES} bestanden. Laad de andere daarna op.",
        "too_large": "Samen zijn deze bestanden te groot. Kies er minder: hoogstens 20 MB in één keer.",
        "busy": "Er worden nu te veel bestanden gelezen. Wacht een minuut en kies ze opnieuw.",
    }

    def clean(self, data: Any, initial: Any = None) -> list[tuple[str, bytes]]:
        chosen = list(data) if isinstance(data, list | tuple) else [data] if data else []
        if not chosen:
            raise ValidationError(self.error_messages["required"], code="required")
        found: list[tuple[str, bytes]] = []
        for file in chosen:
            content: bytes = file.read()
            if len(content) < file.size:  # it arrived without its content (vault.upload)
                raise ValidationError(self.error_messages["too_large"], code="too_large")
            found += self._within(file.name, content)
        if len(found) > MOST_FILES:
            raise ValidationError(self.error_messages["too_many"], code="too_many")
        for name, content in found:
            if not content.strip():
                raise ValidationError(f"“{name}” is leeg. Kies de bestanden opnieuw, zonder dat ene.", code="empty")
            if len(content) > LARGEST:
                raise ValidationError(f"“{name}” is groter dan 10 MB. Bewaar het kleiner.", code="large")
        return found

    def _within(self, name: str, content: bytes) -> list[tuple[str, bytes]]:
        if not is_zip_of_papers(name, content):
            return [(name, content)]
        try:
            return unpack(content)
        except CannotUnpack as error:
            raise ValidationError(str(error), code="zip") from None
        except Busy:
            raise ValidationError(self.error_messages["busy"], code="busy") from None


class PapersForm(forms.Form):
    """A folder with papers."""

    chosen = PapersField(
        label="Papieren",
        help_text=(
            f"Hoogstens {MOST_FILES} bestanden, samen 20 MB: PDF, Word (.docx) of tekst. Een zip mag ook. "
            "Zet er geen gegevens van cliënten in."
        ),
    )


class DraftFilterForm(forms.Form):
    """Which of the papers that wait are shown."""

    q = forms.CharField(label="Partner, lokaal team of bestandsnaam", max_length=100, required=False)


class BeginForm(forms.Form):
    """Which paper is on the desk."""

    papers = forms.TypedChoiceField(
        label="Welk papier hebt u voor u?",
        choices=[(one.value, f"{one.label[0].upper()}{one.label[1:]}") for one in Papers],
        coerce=Papers,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies welk papier u hebt.", "invalid_choice": "Kies een papier uit de lijst."},
    )


class TypedForm(forms.Form):
    """The fields of one paper with what stands in them: shown as they were typed, judged by the plan and not here."""

    def __init__(self, *, asked: list[TypedField], cells: dict[str, str], choices: dict[str, list[str]]) -> None:
        super().__init__(initial=cells)
        for one in asked:
            self.fields[one.key] = self._field(one, choices.get(one.key))

    def _field(self, asked: TypedField, choices: list[str] | None) -> forms.Field:
        if choices is not None:
            options = [("", "Kies uit de lijst"), *((one, one.upper() if one.islower() else one) for one in choices)]
            return forms.ChoiceField(label=asked.label, choices=options, help_text=asked.hint)
        attributes = {"autocomplete": "off", "spellcheck": "false", "class": f"govuk-input--width-{asked.width}"}
        if asked.names:
            attributes["list"] = f"bekende-{asked.names}"  # on the page: names to choose from, any other may be typed
        widget = forms.TextInput(attrs=attributes)
        return forms.CharField(label=asked.label, widget=widget, help_text=asked.hint, max_length=300)

    def point_out(self, errors: dict[str, str]) -> None:
        """Put sentences at their fields; what belongs to none stands at the top."""
        self._errors = forms.utils.ErrorDict(renderer=self.renderer)
        for key, sentence in errors.items():
            name = key if key in self.fields else NON_FIELD_ERRORS
            self._errors.setdefault(name, self.error_class(renderer=self.renderer)).append(sentence)
