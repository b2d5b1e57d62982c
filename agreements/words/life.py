"""The life of both papers of one agreement: its moments as a list, and the same moments drawn on one line of time.

Only words and days: what may and may not is for `law.gate` alone. Being in force is computed, never typed (R34). What
has no day yet is not here but in the task list.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from agreements.models import Agreement, FileKind, Protocol
from agreements.models.paper import Paper
from agreements.terms.papers import Document, Party
from law.days import has_come
from law.facts import OrganisationKind

WIDTH, MARGIN = 1000, 24
"""Of the drawing, in units of its own."""
DOT = 20
"""How far the middles of two moments on one line are apart at least."""
_LANES = {Document.AGREEMENT: 44, Document.PROTOCOL: 104}
_YEARS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class LifeMoment:
    """Something that happened to the papers on a day, or will."""

    on: date
    words: str
    papers: tuple[Document, ...]
    document: FileKind | None = None
    """What is kept of it as a file."""


def life_of(agreement: Agreement, *, on: date) -> list[dict[str, Any]]:
    """Every moment of both papers in order, numbered, with today among them.

    From advice (R29), council (R14) and signatures (R16) to force (R33), notice (R37) and every other end or stop
    (R36, R100, R101).
    """
    kept = set(agreement.files.filter(withdrawn_at=None).values_list("kind", flat=True))  # without what is in them
    moments = sorted(_moments(agreement), key=lambda moment: moment.on)
    rows: list[dict[str, Any]] = []
    for number, moment in enumerate(moments, start=1):
        missing = moment.document is not None and moment.document not in kept and has_come(moment.on, on)
        rows.append(
            {
                "number": number,
                "on": moment.on,
                "words": moment.words,
                "papers": " en ".join(paper.label for paper in moment.papers),
                "lanes": moment.papers,
                "is_to_come": not has_come(moment.on, on),
                "lacks_file": missing,
            }
        )
    today = {"on": on, "words": "Vandaag", "is_today": True}
    passed = sum(not row["is_to_come"] for row in rows)
    return [*rows[:passed], today, *rows[passed:]]


def drawing_of(agreement: Agreement, life: list[dict[str, Any]], *, on: date) -> dict[str, Any]:
    """The same moments as places in a drawing: a line for each paper, a bar for as long as it holds, and today."""
    papers = _papers(agreement)
    days: list[date] = [row["on"] for row in life] + [day for paper in papers for day in (paper.in_force_from,) if day]
    first, last = min(days), max(days)
    span = max((last - first).days, 1)

    def x(day: date) -> int:
        return MARGIN + (WIDTH - 2 * MARGIN - 40) * (day - first).days // span

    lanes = []
    for paper in papers:
        own = [row for row in life if paper.document in row.get("lanes", ())]
        places = _apart([x(row["on"]) for row in own])
        lanes.append(
            {
                "name": paper.document.label.capitalize(),
                "y": _LANES[paper.document],
                "bars": _bars(agreement, paper, x),
                "dots": [
                    {"x": place, "number": row["number"], "is_to_come": row["is_to_come"]}
                    for place, row in zip(places, own, strict=True)
                ],
            }
        )
    step = max(1, (last.year - first.year) // _YEARS_SHOWN + 1)
    starts = [date(year, 1, 1) for year in range(first.year + 1, last.year + 1, step)]
    return {"lanes": lanes, "today": x(on), "years": [{"x": x(day), "year": day.year} for day in starts]}


def _apart(places: list[int]) -> list[int]:
    """The places in order, each moved as little as leaves room for its number."""
    moved: list[int] = []
    for place in places:
        moved.append(max(place, moved[-1] + DOT) if moved else place)
    limit = WIDTH - MARGIN
    for index in range(len(moved) - 1, -1, -1):
        moved[index] = min(moved[index], limit)
        limit = moved[index] - DOT
    return moved


def _bars(agreement: Agreement, paper: Paper, x: Any) -> list[dict[str, Any]]:
    """From when the paper can be acted on until it ends, and dashed before it was signed by both (R34)."""
    if paper.in_force_from is None:
        return []
    end = min((day for day in (paper.last_day, _stop(agreement, paper)) if day), default=None)
    right = x(end) if end else WIDTH - MARGIN
    start = _start(paper)
    bars = []
    if start is None or start > paper.in_force_from:
        edge = x(start) if start else right
        bars.append({"x": x(paper.in_force_from), "width": max(edge - x(paper.in_force_from), 0), "is_signed": False})
    if start is not None:
        bars.append({"x": x(start), "width": max(right - x(start), 0), "is_signed": True, "is_open": end is None})
    return bars


def _papers(agreement: Agreement) -> list[Agreement | Protocol]:
    protocol = agreement.protocol_facts
    return [agreement] if protocol is None else [agreement, protocol]


def _moments(agreement: Agreement) -> Iterator[LifeMoment]:
    """From advice (R29-R31) and council (R14) to signatures (R13, R16), force and end."""
    both = tuple(paper.document for paper in _papers(agreement))
    if agreement.council_decision_on and agreement.partner.kind == OrganisationKind.OCMW:
        day, document = agreement.council_decision_on, FileKind.COUNCIL_DECISION
        yield LifeMoment(day, "Goedgekeurd door de raad", both, document)
    for paper in _papers(agreement):
        yield from _of_paper(agreement, paper)
    for suspension in agreement.suspensions.all():
        by = agreement.party_name(suspension.by_party)
        yield LifeMoment(suspension.from_on, f"Opgeschort door {by}: {suspension.period}", both)
    if agreement.legal_ground_gone_on:
        yield LifeMoment(agreement.legal_ground_gone_on, "Geen rechtsgrond meer", both)


def _of_paper(agreement: Agreement, paper: Agreement | Protocol) -> Iterator[LifeMoment]:
    own = (paper.document,)
    if isinstance(paper, Protocol):
        yield from _advices(agreement, paper)
    for party in Party:
        day = paper.signed_by_agency_on if party == Party.AGENCY else paper.signed_by_partner_on
        if day:
            yield LifeMoment(day, f"Ondertekend door {agreement.party_name(party)}{_signers(paper, party)}", own)
    document = FileKind.AGREEMENT if paper.document == Document.AGREEMENT else FileKind.PROTOCOL
    start = _start(paper)
    if start is not None and paper.in_force_from is not None and start > paper.in_force_from:
        yield LifeMoment(paper.in_force_from, "In werking volgens het papier", own)
        yield LifeMoment(start, "Getekend door beide partijen: nu echt in werking", own, document)
    elif paper.in_force_from is not None:
        words = "In werking" if start else "In werking volgens het papier, nog niet door beide partijen getekend"
        yield LifeMoment(paper.in_force_from, words, own, document if start else None)
    if paper.notice_given_on is not None:
        yield LifeMoment(
            paper.notice_given_on, f"Opgezegd door {agreement.party_name(paper.notice_given_by_party)}", own
        )
    if isinstance(paper, Protocol) and paper.ended_for_breach_on is not None:
        yield LifeMoment(paper.ended_for_breach_on, "Stopgezet wegens inbreuk", own)
    if paper.last_day is not None:
        yield LifeMoment(paper.last_day, "Laatste dag", own)


def _advices(agreement: Agreement, protocol: Protocol) -> Iterator[LifeMoment]:
    for party in Party:
        advice, name = protocol.advice_of(party), agreement.party_name(party)
        if advice is None:
            continue
        if advice.asked_on:
            yield LifeMoment(advice.asked_on, f"Advies gevraagd aan de DPO van {name}", (protocol.document,))
        if advice.advised_on:
            document = FileKind.ADVICE_OF_AGENCY if party == Party.AGENCY else FileKind.ADVICE_OF_PARTNER
            words = f"Advies van de DPO van {name}: {advice.name_shown}"
            yield LifeMoment(advice.advised_on, words, (protocol.document,), document)


def _signers(paper: Paper, party: Party) -> str:
    """Who signed, in which function (R11)."""
    people = [one.who for one in paper.signatures_of(party)]
    return f": {'; '.join(people)}" if any(people) else ""


def _stop(agreement: Agreement, paper: Paper) -> date | None:
    """What ends a paper before its term (R36, R100)."""
    days = [agreement.legal_ground_gone_on, paper.ended_for_breach_on if isinstance(paper, Protocol) else None]
    return min((day for day in days if day), default=None)


def _start(paper: Paper) -> date | None:
    """From when the paper can be acted on: in force and signed by both, whichever is later (R34)."""
    days = (paper.in_force_from, paper.signed_by_agency_on, paper.signed_by_partner_on)
    known = [day for day in days if day is not None]
    return max(known) if len(known) == len(days) else None


def until_when(agreement: Agreement) -> str:
    """How long the papers last, when nothing says they end."""
    ends = any(paper.last_day or _stop(agreement, paper) for paper in _papers(agreement))
    return "" if ends else "Onbepaalde duur. Er is niets opgezegd."
