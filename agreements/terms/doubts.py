"""What on a paper can be doubted, and why: the names that doubts, forms and the register share (R12, R16, R33, R34)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from django.db import models


class DoubtField(models.TextChoices):
    """The facts of a paper that can be printed so that nobody is sure; the code is the name of the column."""

    IN_FORCE_FROM = "in_force_from", "in werking vanaf"
    ENDS_ON = "ends_on", "tot en met"
    NOTICE_MONTHS = "notice_months", "opzegtermijn in maanden"
    EVALUATION_MONTHS = "evaluation_months", "evaluatie om de (maanden)"
    DRAWN_UP_AT_PLACE = "drawn_up_at_place", "opgemaakt te"
    COUNCIL_DECISION_ON = "council_decision_on", "datum van het raadsbesluit"
    SIGNED_ON = "signed_on", "ondertekend op"
    NAME = "name", "naam"
    FUNCTION = "function", "functie"
    PLACE = "place", "plaats"
    ADVISED_ON = "advised_on", "advies gegeven op"
    DPO_NAME = "dpo_name", "naam van de DPO"
    ENTERPRISE_NUMBER = "enterprise_number", "ondernemingsnummer (KBO)"


OF_SIGNATURE = (DoubtField.SIGNED_ON, DoubtField.NAME, DoubtField.FUNCTION, DoubtField.PLACE)
OF_ADVICE = (DoubtField.ADVISED_ON, DoubtField.DPO_NAME)
OF_AGREEMENT_ALONE = (DoubtField.EVALUATION_MONTHS, DoubtField.DRAWN_UP_AT_PLACE, DoubtField.COUNCIL_DECISION_ON)
OF_EITHER_PAPER = (DoubtField.IN_FORCE_FROM, DoubtField.ENDS_ON, DoubtField.NOTICE_MONTHS)

DAYS = (
    DoubtField.IN_FORCE_FROM,
    DoubtField.ENDS_ON,
    DoubtField.COUNCIL_DECISION_ON,
    DoubtField.SIGNED_ON,
    DoubtField.ADVISED_ON,
)
NUMBERS = (DoubtField.NOTICE_MONTHS, DoubtField.EVALUATION_MONTHS)
HAPPENED = (DoubtField.COUNCIL_DECISION_ON, DoubtField.SIGNED_ON, DoubtField.ADVISED_ON)
"""Days on which something happened: they cannot be later than today."""


class DoubtReason(models.TextChoices):
    """Why it is doubted."""

    UNREADABLE = "unreadable", "niet goed leesbaar"
    UNLIKELY = "unlikely", "onwaarschijnlijk"
    PLACEHOLDER = "placeholder", "er staat nog een invulplek"
    UNKNOWN_NUMBER = "unknown_number", "het nummer klopt niet of is niet gekend"
    CONTRADICTION = "contradiction", "een ander gegeven zegt iets anders"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where on the papers: the document, and for a signature or an advice whose."""

    document: str
    party: str = ""
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """What is printed there, why it is doubted, and what it probably says; `likely` is empty when nobody knows."""

    text: str
    reason: str = DoubtReason.UNREADABLE
    likely: date | int | str | None = None


@dataclass(frozen=True, slots=True)
class Marks:
    """What one form did to the doubts about its own spot: kept as printed, and typed anew."""

    kept: Mapping[str, Printed] = field(default_factory=lambda: MappingProxyType({}))
    settled: frozenset[str] = frozenset()


NO_MARKS = Marks()
