"""The conditions under which the trail is shown; every one may stay empty."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth import get_user_model
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q
from django.utils.safestring import SafeString

from audit import names
from audit.events import BEHIND_THE_WALL, Event
from audit.models import AGENCY, LeafQuerySet
from audit.subjects import grouped

ANY_EVENT = [("", "Alles")]
NUMBER = re.compile(r"[0-9a-f-]{4,36}")
LIKE_A_REFERENCE = re.compile(r"(?=.*[\d-])\W*[^\W_]{4}\W*[^\W_]{4}\W*")
"""However carelessly it is typed; "OCMW Geel" is none."""
DAY_VALIDATORS = [
    MinValueValidator(date(2000, 1, 1), "Typ een dag vanaf 1/1/2000."),
    MaxValueValidator(date(2999, 12, 31), "Typ een dag tot en met 31/12/2999."),
]


class TrailDayField(forms.DateField):
    """A calendar day, typed."""

    def __init__(self, **options: Any) -> None:
        invalid = {"invalid": "Typ een dag als dag/maand/jaar, bijvoorbeeld 3/11/2026."}
        super().__init__(required=False, validators=DAY_VALIDATORS, error_messages=invalid, **options)


class SelectWrittenOnce(forms.Select):
    """A list whose choices never change: writing two hundred of them took a tenth of the page."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The same html for the same choice."""
        return _written(self, name, value, tuple((attrs or {}).items()), renderer)

    def write(self, name: str, value: Any, attrs: dict[str, Any], renderer: Any) -> SafeString:
        """As any other."""
        return super().render(name, value, attrs, renderer)


@lru_cache(maxsize=100)
def _written(
    widget: SelectWrittenOnce, name: str, value: Any, attrs: tuple[tuple[str, Any], ...], renderer: Any
) -> SafeString:
    return widget.write(name, value, dict(attrs), renderer)


@cache
def _event_field(*, may_read_the_receivers: bool) -> forms.ChoiceField:
    events = {one for one in Event if may_read_the_receivers or one not in BEHIND_THE_WALL}
    return forms.ChoiceField(
        label="Wat",
        choices=[*ANY_EVENT, *grouped(events)],
        required=False,
        widget=SelectWrittenOnce,
        error_messages={"invalid_choice": "Kies een gebeurtenis uit de lijst."},
    )


class TrailForm(forms.Form):
    """Filters of the trail; `voor` (before) is the number below which the page begins.

    `ding` (thing) is the key of one thing that was clicked and bears no reference: nobody types or reads it.
    """

    log = forms.ChoiceField(
        label="Logboek", required=False, error_messages={"invalid_choice": "Kies een logboek uit de lijst."}
    )
    event = forms.ChoiceField(required=False)  # `_event_field` takes its place
    person = forms.CharField(
        label="Wie",
        help_text="Een naam of een e-mailadres",
        max_length=254,
        required=False,
        error_messages={
            "max_length": "Typ hoogstens 254 tekens.",
            "null_characters_not_allowed": "Typ de naam of het e-mailadres opnieuw.",
        },
    )
    about = forms.CharField(
        label="Waarover",
        help_text="Een referentie als K7QM-4TRX, een partner of team, een mailbox, of een nummer uit deze lijst",
        max_length=254,
        required=False,
        error_messages={
            "max_length": "Typ hoogstens 254 tekens, bijvoorbeeld K7QM-4TRX.",
            "null_characters_not_allowed": "Typ de referentie opnieuw, bijvoorbeeld K7QM-4TRX.",
        },
    )
    ding = forms.CharField(
        max_length=40,
        required=False,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(
            ["max_length", "null_characters_not_allowed"], "Deze regels bestaan niet. Ga naar de nieuwste regels."
        ),
    )
    from_on = TrailDayField(label="Van")
    until_on = TrailDayField(label="Tot en met")
    voor = forms.IntegerField(
        min_value=1,
        max_value=2**63 - 1,
        required=False,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(
            ["invalid", "min_value", "max_value"], "Deze pagina bestaat niet. Ga naar de nieuwste regels."
        ),
    )

    def __init__(self, *args: Any, logs: Sequence[tuple[UUID, str]], **options: Any) -> None:
        """Offer the logs that somebody may read, by their names; the first when none is chosen."""
        super().__init__(*args, **options)
        self.logs = logs
        log = self.fields["log"]
        assert isinstance(log, forms.ChoiceField)
        log.choices = [(str(key), name) for key, name in logs]
        self.fields["event"] = _event_field(may_read_the_receivers=any(key != AGENCY for key, _ in logs))
        if len(logs) == 1:
            del self.fields["log"]

    def clean_about(self) -> str:
        """References are shown in capitals and numbers in small letters; both are read either way."""
        return str(self.cleaned_data["about"]).strip()

    def clean(self) -> dict[str, Any]:
        """A period ends on or after the day it begins."""
        given = {**self.cleaned_data}
        if given.get("from_on") and given.get("until_on") and given["until_on"] < given["from_on"]:
            self.add_error("until_on", "Kies een laatste dag die niet voor de eerste dag ligt.")
        return given

    @property
    def log_key(self) -> UUID:
        """The log that was chosen."""
        return UUID(self.cleaned_data.get("log") or str(self.logs[0][0]))

    @property
    def asks_for_a_reference_alone(self) -> bool:
        """Whether only a reference was typed: then no line means that this log holds none about it."""
        given = {name for name, value in self.cleaned_data.items() if value and name not in ("log", "voor")}
        return given == {"about"} and bool(LIKE_A_REFERENCE.fullmatch(self.cleaned_data["about"]))

    def narrowed(self, leaves: LeafQuerySet) -> LeafQuerySet:
        """Those of the log that meet every condition; `voor` is for the page and not for an export."""
        given = self.cleaned_data
        leaves = leaves.filter(log=self.log_key).between(given["from_on"], given["until_on"])
        if given["event"]:
            leaves = leaves.filter(event__event=given["event"])
        if given["person"]:
            text = given["person"].strip()
            people = get_user_model().objects.filter(Q(name__icontains=text) | Q(email__iexact=text))
            leaves = leaves.filter(event__actor__in=list(people.values_list("pk", flat=True)[:1000]))
        if given["ding"]:
            leaves = leaves.filter(event__object_id=given["ding"])
        if given["about"]:
            leaves = leaves.filter(self._about(given["about"]))
        return leaves

    def _about(self, text: str) -> Q:
        things = Q(event__object_id__in=names.things_with(text.upper()))
        number = text.lower()
        return things | Q(event__object_id__startswith=number) if NUMBER.fullmatch(number) else things
