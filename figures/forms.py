"""Of whom and of when someone wants figures. Sent by GET: organisations and days, and nothing of a person."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final
from uuid import UUID

from django import forms
from django.http import QueryDict

from agreements.forms.fields import PaperDayField
from agreements.models import Agreement
from directory.models import PROVINCES
from figures.period import QUARTERS, Period, last_closed_year, quarter, year
from figures.published import NO_PROVINCE

YEARS_SHOWN: Final = 5
FIRST_YEAR: Final = 2024
OTHER_DAYS: Final = "dagen"
BRUSSELS: Final = "BRU"
_FROM_LIST = {"invalid_choice": "Kies een antwoord uit de lijst."}


class FiguresForm(forms.Form):
    """The filter of the figures: only the questions on which this person has a choice."""

    overeenkomst = forms.ChoiceField(label="Overeenkomst", required=False, error_messages=_FROM_LIST)
    team = forms.ChoiceField(label="Lokaal team", required=False, error_messages=_FROM_LIST)
    ontvanger = forms.ChoiceField(label="Ontvanger", required=False, error_messages=_FROM_LIST)
    provincie = forms.ChoiceField(
        label="Provincie van de cliënt",
        required=False,
        choices=[
            ("", "Alle"),
            *((name, name.removeprefix("Provincie ")) for name in PROVINCES),
            (BRUSSELS, NO_PROVINCE),
        ],
        error_messages=_FROM_LIST,
    )
    periode = forms.ChoiceField(label="Periode", required=False, error_messages=_FROM_LIST)
    van = PaperDayField(label="Eerste dag", required=False, help_text="Alleen bij “andere dagen”.")
    tot = PaperDayField(label="Laatste dag", required=False, help_text="Bijvoorbeeld 30/6/2026.")

    def __init__(self, asked: QueryDict, *, agreements: Iterable[Agreement], today: date) -> None:
        asked = asked.copy()
        asked.setdefault("periode", str(last_closed_year(today)))  # the latest of which both sides can be told
        super().__init__(asked)
        self.today = today
        self._periods = _periods(today)
        found = {(one.team_id, one.partner_id): one for one in agreements}
        self._agreements = {str(one.pk): one for one in found.values()}
        self._choose("overeenkomst", {key: str(one) for key, one in self._agreements.items()})
        self._choose("team", {str(one.team_id): one.team.name for one in found.values()})
        self._choose("ontvanger", {str(one.partner_id): one.partner.name for one in found.values()})
        if len(found) < 2:
            del self.fields["provincie"]
        choices = [(key, words) for key, (words, _period) in self._periods.items()]
        self.fields["periode"].choices = [*choices, (OTHER_DAYS, "andere dagen")]  # type: ignore[attr-defined]

    def _choose(self, name: str, choices: dict[str, str]) -> None:
        """Offer these in the order of the alphabet; with one there is nothing to choose."""
        if len(choices) < 2:
            del self.fields[name]
            return
        ordered = sorted(choices.items(), key=lambda item: item[1].casefold())
        self.fields[name].choices = [("", "Alle"), *ordered]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or self.cleaned_data
        if asked.get("periode") == OTHER_DAYS and "van" in asked and "tot" in asked:
            first, last = asked["van"], asked["tot"]
            if first is None:
                self.add_error("van", "Vul de eerste dag in, bijvoorbeeld 1/1/2026.")
            if last is None:
                self.add_error("tot", "Vul de laatste dag in, bijvoorbeeld 30/6/2026.")
            elif last.year > self.today.year:
                self.add_error("tot", f"Kijk het jaar na. Kies een dag tot en met 31/12/{self.today.year}.")
            elif first and last < first:
                self.add_error("tot", "De laatste dag ligt voor de eerste. Kies een latere dag.")
        return asked

    @property
    def period(self) -> Period:
        """The period that was asked."""
        chosen = self.cleaned_data.get("periode") or str(last_closed_year(self.today))
        if chosen == OTHER_DAYS:
            return Period(self.cleaned_data["van"], self.cleaned_data["tot"])
        return self._periods[chosen][1]

    @property
    def agreement(self) -> Agreement | None:
        return self._agreements.get(self.cleaned_data.get("overeenkomst", ""))

    @property
    def dossier_of(self) -> Agreement | None:
        """The agreement whose dossier can be opened: the one that was chosen, or the only one there is."""
        only = list(self._agreements.values()) if len(self._agreements) == 1 else [None]
        return self.agreement or only[0]

    @property
    def team_id(self) -> UUID | None:
        return _key(self.cleaned_data.get("team", ""))

    @property
    def partner_id(self) -> UUID | None:
        return _key(self.cleaned_data.get("ontvanger", ""))

    @property
    def province(self) -> str | None:
        """The province as a municipality has it; Brussels has none, which is an empty one."""
        chosen = self.cleaned_data.get("provincie") or None
        return "" if chosen == BRUSSELS else chosen

    @property
    def words(self) -> str:
        """What was asked, as in a title."""
        names = ("overeenkomst", "team", "ontvanger", "provincie")
        said = [
            dict(self.fields[name].choices)[self.cleaned_data[name]]  # type: ignore[attr-defined]
            for name in names
            if self.cleaned_data.get(name)
        ]
        return ", ".join(map(str, said))


def _key(text: str) -> UUID | None:
    return UUID(text) if text else None


def _periods(today: date) -> dict[str, tuple[str, Period]]:
    """The years that have begun and their quarters, the latest first."""
    found: dict[str, tuple[str, Period]] = {}
    for number in range(today.year, max(FIRST_YEAR, today.year - YEARS_SHOWN + 1) - 1, -1):
        found[str(number)] = (str(number), year(number))
        for part in range(QUARTERS, 0, -1):
            period = quarter(number, part)
            if period.from_on <= today:
                found[f"{number}-{part}"] = (f"{number}, {part}e kwartaal", period)
    return found
