"""What the parties owe each other, as the rows of the page of duties."""

from django.urls import reverse
from django.utils.formats import date_format

from agreements.models import (
    MEASURES,
    Agreement,
    Message,
    Processor,
    ProcessorOverview,
)
from agreements.rules.duties import measures_of, publication_of
from agreements.terms.papers import Party
from directory.rows import Row


def publication_rows(agreement: Agreement, *, may_change: bool) -> list[Row]:
    """Where both parties show the protocol (R42)."""
    rows = []
    for party in Party:
        found = publication_of(agreement, party)
        row = {"label": f"Website van {agreement.party_name(party)}", "value": ""}
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
