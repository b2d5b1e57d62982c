"""The words of the papers: parties, documents, and what can be agreed in them (R26)."""

from datetime import date
from enum import auto
from typing import TypedDict

from audit.codes import Codes
from law.facts import OrganisationKind


class Party(Codes):
    """The two sides of the papers (R1–R3)."""

    AGENCY = auto(), "Opgroeien"
    PARTNER = auto(), "de partner"


PARTY_LABELS = dict(Party.choices)

PARTNER_KINDS = (OrganisationKind.OCMW, OrganisationKind.CAW)
"""With whom the papers are concluded: the OCMW in Flanders, the CAW in Brussels (R2, R3, R5)."""


class Document(Codes):
    """The two papers that are signed apart (R26)."""

    AGREEMENT = auto(), "samenwerkingsovereenkomst"
    PROTOCOL = auto(), "protocol"


class AgreementTerms(TypedDict, total=False):
    """What is agreed in the agreement, besides its parties and what hangs on it."""

    in_force_from: date | None
    ends_on: date | None
    notice_months: int | None
    evaluation_months: int | None
    drawn_up_at_place: str
    council_decision_on: date | None
    council_decision_url: str
    esignature_code: str
    esignature_url: str


class ProtocolTerms(TypedDict, total=False):
    """What is agreed in the protocol, besides what hangs on it; the e-signature without its password (R17)."""

    in_force_from: date | None
    ends_on: date | None
    notice_months: int | None
    esignature_code: str
    esignature_url: str


class Amendment(Codes):
    """What the parties agreed to change (art. 7, R44); a list, so that nothing about a client can be typed."""

    TERMS = auto(), "de duur of de opzegtermijn"
    CONTACTS = auto(), "de contactpersonen of ondertekenaars"
    MAILBOX = auto(), "de mailbox of de manier van doorgeven"
    SECURITY = auto(), "de beveiliging van de gegevens"
    EVALUATION = auto(), "een afspraak uit de evaluatie"
    REGULATION = auto(), "nieuwe regelgeving"


class ContactDetails(TypedDict):
    """Whom to turn to (R20, R24)."""

    party: str
    kind: str
    name_or_function: str
    organisation_name: str
    phone: str
    email: str


def months(number: int | None) -> str:
    """A number of months in words; empty when it is not known."""
    return "" if number is None else f"{number} {'maand' if number == 1 else 'maanden'}"
