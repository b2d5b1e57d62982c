"""The life of a paper as steps, from its first draft to its end: done, now or later, each with its days in words.

Only words and days: what may and may not is for `law.gate` alone. Being in force is computed, never typed (R34).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from agreements.models import Agreement, FileKind, Protocol
from agreements.models.paper import Paper
from agreements.terms.papers import Document, Party
from agreements.words.task_list import term
from law.days import covers, has_come
from law.facts import OrganisationKind

DONE, NOW, LATER, SKIPPED, OVER = "gedaan", "nu", "later", "niet genoteerd", "voorbij"
TONES = {DONE: "success", NOW: "info", LATER: "neutral", SKIPPED: "neutral", OVER: "neutral"}


@dataclass(frozen=True, slots=True)
class LifeStep:
    """One step: its day once it was taken, what to say of it, and the page where it is taken."""

    title: str
    day: date | None
    words: str
    page: str
    arguments: tuple[Any, ...] = ()
    is_optional: bool = False
    document: FileKind | None = None
    """What is kept of it as a file."""


def kept_files(agreement: Agreement) -> set[str]:
    """Of which kinds of files one is kept; what is in them is not read."""
    return set(agreement.files.filter(withdrawn_at=None).values_list("kind", flat=True))


def life_of(
    agreement: Agreement, paper: Paper, *, kept: Collection[str], on: date, may_change: bool
) -> list[dict[str, Any]]:
    """The steps of one paper on that day, as rows with title, hint, status, tone and (for who may change it) url."""
    steps = _steps(agreement, paper)
    taken = [has_come(step.day, on) for step in steps]
    current = next((index for index, step in enumerate(steps) if not taken[index] and not step.is_optional), None)
    rows = []
    for index, step in enumerate(steps):
        if taken[index]:
            status = DONE
        elif step.is_optional and any(taken[index + 1 :]):
            status = SKIPPED
        elif step.is_optional:
            status = NOW if current is not None and all(taken[:index]) else LATER
        else:
            status = NOW if index == current else LATER
        row = _row(agreement, step, status, may_change)
        if step.document is not None and (status == DONE or step.document in kept):
            row["hint"] += " Het document is bewaard." if step.document in kept else " Het document ontbreekt nog."
        rows.append(row)
    return [*rows, *(_row(agreement, step, status, may_change) for step, status in _ends(agreement, paper, on))]


def _row(agreement: Agreement, step: LifeStep, status: str, may_change: bool) -> dict[str, Any]:
    row = {"title": step.title, "hint": step.words, "status": status, "tone": TONES[status], "is_now": status == NOW}
    if may_change:
        row["url"] = reverse(f"agreements:{step.page}", args=[agreement.pk, *step.arguments])
    return row


def _steps(agreement: Agreement, paper: Paper) -> list[LifeStep]:
    """From draft to force, in the order of the papers: advice (R29–R31), council (R14), signatures (R13, R16)."""
    terms = "change_agreement" if paper.document == Document.AGREEMENT else "change_protocol"
    ready = (
        timezone.localdate(agreement.created_at) if paper.notice_months is not None and not paper.placeholders else None
    )
    steps = [LifeStep("In opmaak", ready, "De termijnen invullen." if ready is None else term(paper) + ".", terms)]
    if isinstance(paper, Protocol):
        steps += _advice_steps(agreement, paper)
    if agreement.partner.kind == OrganisationKind.OCMW:
        council = agreement.council_decision_on
        words = _on(council, "Nog geen raadsbesluit.")
        title, document = "Goedgekeurd door de raad", FileKind.COUNCIL_DECISION
        steps.append(LifeStep(title, council, words, "change_agreement", is_optional=True, document=document))
    for party in Party:
        day = paper.signed_by_agency_on if party == Party.AGENCY else paper.signed_by_partner_on
        title = f"Ondertekend door {agreement.party_name(party)}"
        steps.append(LifeStep(title, day, _signed(paper, party), "signatures", (paper.document,)))
    start = _start(paper)
    document = FileKind.AGREEMENT if paper.document == Document.AGREEMENT else FileKind.PROTOCOL
    return [*steps, LifeStep("In werking", start, _force(paper, start), terms, document=document)]


def _advice_steps(agreement: Agreement, protocol: Protocol) -> list[LifeStep]:
    steps = []
    for party in Party:
        advice, name = protocol.advice_of(party), agreement.party_name(party)
        asked, given = (advice.asked_on, advice.advised_on) if advice else (None, None)
        words = _on(asked, "Dag niet genoteerd." if given else "Nog niet gevraagd.")
        steps.append(LifeStep(f"Advies gevraagd aan de DPO van {name}", asked or given, words, "dpo_advice", (party,)))
        words = f"{advice.name_shown}, op {date_format(given)}." if advice and given else "Nog geen advies."
        document = FileKind.ADVICE_OF_AGENCY if party == Party.AGENCY else FileKind.ADVICE_OF_PARTNER
        steps.append(LifeStep(f"Advies van de DPO van {name}", given, words, "dpo_advice", (party,), document=document))
    return steps


def _ends(agreement: Agreement, paper: Paper, on: date) -> list[tuple[LifeStep, str]]:
    """What stops the paper or suspends it (R36, R37, R100, R101); when nothing does, how long it lasts."""
    ends: list[tuple[LifeStep, str]] = []

    def add(title: str, words: str, status: str) -> None:
        ends.append((LifeStep(title, None, words, "stopping"), status))

    for suspension in agreement.suspensions.all():
        status = NOW if covers(suspension, on) else OVER if has_come(suspension.until_on, on) else LATER
        add("Opgeschort", f"{suspension.period.capitalize()}.", status)
    if paper.notice_given_on is not None:
        by = agreement.party_name(paper.notice_given_by_party)
        status = DONE if has_come(paper.notice_given_on, on) else LATER
        add("Opgezegd", f"Op {date_format(paper.notice_given_on)}, door {by}.", status)
    if isinstance(paper, Protocol) and paper.ended_for_breach_on is not None:
        status = DONE if has_come(paper.ended_for_breach_on, on) else LATER
        add("Stopgezet wegens inbreuk", f"Op {date_format(paper.ended_for_breach_on)}.", status)
    if agreement.legal_ground_gone_on is not None:
        status = DONE if has_come(agreement.legal_ground_gone_on, on) else LATER
        add("Geen rechtsgrond meer", f"Vanaf {date_format(agreement.legal_ground_gone_on)}.", status)
    if paper.last_day is not None:
        add("Beëindigd", f"Laatste dag: {date_format(paper.last_day)}.", DONE if paper.last_day < on else LATER)
    elif not ends:
        add("Einde", "Onbepaalde duur. Er is niets opgezegd.", LATER)
    return ends


def _start(paper: Paper) -> date | None:
    """From when the paper can be acted on: in force and signed by both, whichever is later (R34)."""
    days = (paper.in_force_from, paper.signed_by_agency_on, paper.signed_by_partner_on)
    known = [day for day in days if day is not None]
    return max(known) if len(known) == len(days) else None


def _force(paper: Paper, start: date | None) -> str:
    if paper.in_force_from is None:
        return "De dag van inwerkingtreding ontbreekt."
    if start is None:
        return f"Volgens het papier vanaf {date_format(paper.in_force_from)}, als alles getekend is."
    return f"Vanaf {date_format(start)}."


def _signed(paper: Paper, party: Party) -> str:
    """Who signed, in which function, where and when (R11, R16)."""
    found = paper.signatures_of(party)
    if not found:
        return "Nog geen ondertekenaar."
    lines = []
    for one in found:
        signed = date_format(one.signed_on) if one.signed_on else "nog niet ondertekend"
        lines.append(", ".join(text for text in (one.name, one.function, one.place, signed) if text))
    return ". ".join(lines) + "."


def _on(day: date | None, missing: str) -> str:
    return f"Op {date_format(day)}." if day else missing
