"""What is worth knowing beside the gate's answer about an agreement; it stops nothing."""

from collections.abc import Callable, Iterator
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format

from agreements.models import Agreement, Mailbox, Protocol
from agreements.terms.papers import Party
from law.days import covers, has_come
from law.notes import Remark

_elsewhere: list[Callable[[Agreement, date], Remark]] = []


def register_remark(remark: Callable[[Agreement, date], Remark]) -> None:
    """Register, at start, a remark that a room above this one has about each agreement on a day."""
    if remark not in _elsewhere:
        _elsewhere.append(remark)


def remarks_on(agreement: Agreement, *, on: date) -> list[Remark]:
    """All remarks for that day.

    The short notice of R38 is among the notes of the gate's decision, what is odd about a day in `rules.odd_days`.
    """
    protocol = agreement.protocol_facts
    found: list[Remark] = []
    if protocol is not None:
        found += _unpublished(agreement, protocol, on)
        if protocol.mailbox_facts is not None:
            found += _about_mailbox(protocol.mailbox_facts)
    found += _stops(agreement, on)
    if not any(covers(place, on) for place in agreement.partner.territory_facts):
        found.append(
            Remark(
                f"{agreement.partner} heeft op deze dag geen werkgebied. Voeg bij de organisatie een gemeente toe.",
                "samenwerkingsovereenkomst art. 4",
                reverse("directory:organisation", args=[agreement.partner.pk]),
                "Werkgebied toevoegen",
            )
        )
    return [*found, *(remark(agreement, on) for remark in _elsewhere)]


def _stops(agreement: Agreement, on: date) -> Iterator[Remark]:
    """Who suspended sharing and until when (R101), and the last day of a notice that is running (R37)."""
    for suspension in agreement.suspensions.all():
        if covers(suspension, on):
            who, why = agreement.party_name(suspension.by_party), suspension.get_reason_display()
            sentence = f"{who} schortte het doorgeven op {suspension.period}. Reden: {why}."
            yield Remark(sentence, "protocol art. 9 (maatregelen van de partijen)")
    sources = (
        ("De overeenkomst", agreement, "samenwerkingsovereenkomst art. 8"),
        (
            "Het protocol",
            agreement.protocol_facts,
            "protocol art. 11",
        ),
    )
    for words, paper, source in sources:
        if paper is not None and has_come(paper.notice_given_on, on) and paper.notice_ends_on is not None:
            yield Remark(f"{words} is opgezegd. De laatste dag is {date_format(paper.notice_ends_on)}.", source)


def _unpublished(agreement: Agreement, protocol: Protocol, on: date) -> Iterator[Remark]:
    """A signed protocol is published on the websites of both parties (R42); a duty that stops nothing."""
    if not has_come(protocol.signed_on, on):
        return
    published = {one.party for one in agreement.publications.all() if one.published_on <= on}
    for party in Party:
        if party not in published:
            who = agreement.party_name(party)
            sentence = f"Op de website van {who} is het protocol nog niet bekendgemaakt."
            yield Remark(f"{sentence} Noteer het webadres bij de plichten.", "protocol, overweging D")


def _about_mailbox(mailbox: Mailbox) -> Iterator[Remark]:
    """Only staff bound by secrecy may open the mailbox (R69)."""
    source = "samenwerkingsovereenkomst art. 4"
    if mailbox.looks_general:
        sentence = f"{mailbox.address} lijkt een algemeen adres. Vraag wie deze mailbox kan openen."
        yield Remark(sentence, source)
