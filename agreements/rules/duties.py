"""What the parties owe each other: what is recorded of it, and why something cannot be."""

from datetime import date
from typing import TypedDict

from django.utils.formats import date_format

from agreements.models import (
    Agreement,
    ProofRequest,
    Publication,
    ReportedChange,
    SecurityMeasures,
)


class ProcessorDetails(TypedDict):
    """Who processes the data, for whom and what for (art. 28 GDPR; R99)."""

    party: str
    name: str
    enterprise_number: str
    purpose: str
    contract_signed_on: date | None


def against_proof(request: ProofRequest, *, received_on: date) -> str:
    """Why this proof cannot be recorded (R71–R73); "" when it can."""
    if request.received_on is not None:
        return f"Dit bewijs is al genoteerd, ontvangen op {date_format(request.received_on)}."
    if received_on < request.asked_on:
        return f"U vroeg het bewijs pas op {date_format(request.asked_on)}. Vul die dag of een latere dag in."
    return ""


def against_answer(reported: ReportedChange, *, answered_on: date) -> str:
    """Why nothing can have been done with the change on that day (R99); "" when it can."""
    if answered_on < reported.reported_on:
        return f"De wijziging is pas gemeld op {date_format(reported.reported_on)}. Vul die dag of een latere dag in."
    return ""


def publication_of(agreement: Agreement, party: str) -> Publication | None:
    """Where one party shows the protocol; None when that is not recorded (R42)."""
    return next((one for one in agreement.publications.all() if one.party == party), None)


def measures_of(agreement: Agreement) -> SecurityMeasures:
    """What the partner confirmed; an empty row, not saved, when nothing is recorded (R71–R73)."""
    return SecurityMeasures.objects.filter(agreement=agreement).first() or SecurityMeasures(agreement=agreement)
