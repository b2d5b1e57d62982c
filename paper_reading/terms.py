"""What is read from a paper: the fields, and a proposal for one of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Any


class PaperField(StrEnum):
    """A fact that a paper may print; the values are the names of `read_paper --json`."""

    CONCLUDED_ON = "agreement.concluded_on"
    AGREEMENT_IN_FORCE_FROM = "agreement.in_force_from"
    ENDS_ON = "agreement.ends_on"
    AGREEMENT_NOTICE_MONTHS = "agreement.notice_months"
    EVALUATION_MONTHS = "agreement.evaluation_months"
    TEAM_NAME = "team.name"
    PARTNER_NAME = "partner.name"
    PARTNER_KIND = "partner.kind"
    PARTNER_NUMBER = "partner.enterprise_number"
    PARTNER_SEAT = "partner.seat"
    PARTNER_REPRESENTATIVES = "partner.representatives"
    AGENCY_NUMBER = "agency.enterprise_number"
    AGENCY_REPRESENTATIVES = "agency.representatives"
    ADVICE_AGENCY_ON = "protocol.advice_agency_on"
    ADVICE_PARTNER_ON = "protocol.advice_partner_on"
    MAILBOX = "protocol.mailbox"
    PROTOCOL_IN_FORCE_FROM = "protocol.in_force_from"
    PROTOCOL_NOTICE_MONTHS = "protocol.notice_months"
    SIGNED_ON = "protocol.signed_on"
    PLACE = "protocol.place"
    SIGNATORIES = "protocol.signatories"
    BREACH_CONTACT_AGENCY = "protocol.breach_contact_agency"
    BREACH_CONTACT_PARTNER = "protocol.breach_contact_partner"
    ESIGNATURE_CODE = "protocol.esignature_code"
    ESIGNATURE_URL = "protocol.esignature_url"


class PaperKind(StrEnum):
    """Which of the papers it is (R26, S1)."""

    AGREEMENT = auto()
    PROTOCOL = auto()
    GBO = auto()


class PaperSide(StrEnum):
    """Whose."""

    AGENCY = auto()
    PARTNER = auto()


Value = Any
"""A day as 2024-01-29, months as a number, an enterprise number as 0886.886.638, people as a list of dicts."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the paper seems to say, in its own words (D28).

    What is not sure is a doubt: `value` is then the best reading, or None.
    """

    field: str
    """A `PaperField`; of a GBO agreement also a name of its own (`paper_reading.gbo`)."""
    value: Value
    sure: bool
    page: int
    quote: str

    def as_dict(self) -> dict[str, Any]:
        return {
            "field": str(self.field),
            "value": self.value,
            "sure": self.sure,
            "page": self.page,
            "quote": self.quote,
        }


def by_field(proposals: Iterable[Proposal]) -> dict[PaperField, Proposal]:
    """The proposals of an agreement or protocol; what only a GBO agreement says is left out."""
    found = {one.field: one for one in proposals}
    return {field: found[field] for field in PaperField if field in found}


@dataclass(frozen=True, slots=True)
class Found:
    """A value with its place; `exact` when nothing had to be guessed."""

    value: object
    start: int
    end: int
    exact: bool
