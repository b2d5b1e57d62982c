"""What the parties owe each other, in words: why something cannot be recorded, and the rows of the page of duties."""

from datetime import date
from typing import Any, TypedDict

from django.urls import reverse
from django.utils.formats import date_format

from agreements.models import (
    MEASURES,
    Agreement,
    Message,
    Processor,
    ProcessorOverview,
    ProofRequest,
    Publication,
    ReportedChange,
    SecurityMeasures,
)
from agreements.paper import Party
from agreements.task_list import party_name

Row = dict[str, Any]


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


def publication_rows(agreement: Agreement, *, may_change: bool) -> list[Row]:
    """Where both parties show the protocol (R42)."""
    rows = []
    for party in Party:
        found = publication_of(agreement, party)
        row = {"label": f"Website van {party_name(agreement, party)}", "value": ""}
        if found is not None:
            row["value"] = f"{found.url}\nbekendgemaakt op {date_format(found.published_on)}"
        if may_change:
            row["url"] = reverse("agreements:publication", kwargs={"pk": agreement.pk, "party": party})
        rows.append(row)
    return rows


def measure_rows(agreement: Agreement, *, may_change: bool) -> list[Row]:
    """Each security measure of the partner, confirmed or not (R71–R73)."""
    measures = measures_of(agreement)
    rows = []
    for name, label in MEASURES.items():
        day = getattr(measures, name)
        row = {
            "label": label,
            "value": f"bevestigd op {date_format(day)}" if day else "nog niet bevestigd",
        }
        if may_change:
            row["url"] = reverse("agreements:measures", args=[agreement.pk])
        rows.append(row)
    return rows


def processors_of(agreement: Agreement, party: str) -> list[Processor]:
    """With whom a party works today, by name (R99)."""
    current = [one for one in agreement.processors.all() if one.party == party and one.removed_at is None]
    return sorted(current, key=lambda one: one.name.casefold())


def overview_words(agreement: Agreement, party: str) -> str:
    """When a party last gave its overview, and whether it changed since (R99)."""
    given = [one for one in agreement.processor_overviews.all() if one.by_party == party]
    if not given:
        return "Het overzicht is nog niet bezorgd." if party == Party.AGENCY else "Het overzicht is nog niet ontvangen."
    last: ProcessorOverview = max(given, key=lambda one: one.recorded_at)
    day = date_format(last.given_on)
    if party == Party.PARTNER:
        return f"Ontvangen op {day}{', met een bestand' if last.file_id else ''}."
    words = f"Bezorgd op {day}: {message_words(last.message)}." if last.message else ""
    mine = [one for one in agreement.processors.all() if one.party == party]
    if any(one.changed_at > last.recorded_at for one in mine):
        words += " Daarna wijzigde het overzicht. Bezorg het opnieuw."
    return words


def message_words(message: Message) -> str:
    """How far a message got: a mail on its way, or a letter to post."""
    if message.transmission is not None:
        return f"mail, {message.transmission.get_status_display()}"
    return f"brief, gepost op {date_format(message.posted_on)}" if message.posted_on else "brief, nog te posten"
