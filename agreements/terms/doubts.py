"""What on a paper can be doubted, and why: the names that doubts, forms and the register share (R12, R16, R33, R34)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import auto
from types import MappingProxyType

from audit.codes import Codes


class DoubtField(Codes):
    """The facts of a paper that can be printed so that nobody is sure; the code is the name of the column."""

    IN_FORCE_FROM = auto(), "in werking vanaf"
    ENDS_ON = auto(), "tot en met"
    NOTICE_MONTHS = auto(), "opzegtermijn in maanden"
    EVALUATION_MONTHS = auto(), "evaluatie om de (maanden)"
    DRAWN_UP_AT_PLACE = auto(), "opgemaakt te"
    COUNCIL_DECISION_ON = auto(), "datum van het raadsbesluit"
    SIGNED_ON = auto(), "ondertekend op"
    NAME = auto(), "naam"
    FUNCTION = auto(), "functie"
    PLACE = auto(), "plaats"
    ADVISED_ON = auto(), "advies gegeven op"
    DPO_NAME = auto(), "naam van de DPO"
    ENTERPRISE_NUMBER = auto(), "ondernemingsnummer (KBO)"


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


class DoubtReason(Codes):
    """Why it is doubted."""

    UNREADABLE = auto(), "niet goed leesbaar"
    UNLIKELY = auto(), "onwaarschijnlijk"
    PLACEHOLDER = auto(), "er staat nog een invulplek"
    UNKNOWN_NUMBER = auto(), "het nummer klopt niet of is niet gekend"
    CONTRADICTION = auto(), "een ander gegeven zegt iets anders"


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
