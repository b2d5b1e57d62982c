"""What cannot be true when papers are stopped or suspended: each answers with the Dutch sentence, or "" when it can.

The form asks it to show the sentence beside the field; the action asks it again on the locked row.
"""

from datetime import date

from django.utils.formats import date_format

from agreements.models import Agreement, Protocol
from agreements.models.paper import Paper
from agreements.terms.papers import Document


def against_notice(paper: Paper, *, given_on: date) -> str:
    """Why no notice of that day can be recorded (R37): the gate needs one notice, and a term to compute its end."""
    if paper.notice_given_on is not None:
        return f"{_the(paper)} is al opgezegd op {date_format(paper.notice_given_on)}."
    if paper.notice_months is None:
        return f"{_the(paper)} heeft nog geen opzegtermijn. Vul die eerst in bij de termijnen."
    return _outside_life(paper, given_on)


def against_new_term(paper: Paper, *, notice_months: int | None) -> str:
    """Why the term of notice cannot change: it would move a last day that was shown and confirmed (R37)."""
    if paper.notice_given_on is not None and notice_months != paper.notice_months:
        return f"{_the(paper)} is opgezegd. De opzegtermijn kan niet meer wijzigen."
    return ""


def against_end_for_breach(protocol: Protocol, *, on: date) -> str:
    """Why the protocol cannot have been ended for breach on that day (R100)."""
    return _outside_life(protocol, on)


def against_end_of_legal_ground(agreement: Agreement) -> str:
    """Why no end of the legal ground can be recorded (R36); the law changes on its own days, signed or not."""
    if agreement.legal_ground_gone_on is not None:
        return f"Er is al genoteerd: geen rechtsgrond meer vanaf {date_format(agreement.legal_ground_gone_on)}."
    return ""


def against_suspension(agreement: Agreement, *, by_party: str, from_on: date, until_on: date | None) -> str:
    """Why this party cannot suspend sharing in that period (R101): each party has one suspension at a time."""
    for other in agreement.suspensions.all():
        if other.by_party == by_party and other.overlaps(from_on, until_on):
            return f"Deze partij schortte het doorgeven al op {other.period}."
    return _outside_life(agreement, from_on)


def _outside_life(paper: Paper, on: date) -> str:
    """Signed by both parties and not over: only then there is something to stop."""
    if paper.signed_on is None:
        return f"{_the(paper)} is nog niet door beide partijen ondertekend. Er valt niets te stoppen."
    if on < paper.signed_on:
        return f"{_the(paper)} is pas ondertekend op {date_format(paper.signed_on)}. Kies die dag of een latere dag."
    if paper.last_day is not None and paper.last_day < on:
        return f"{_the(paper)} was dan al afgelopen. De laatste dag was {date_format(paper.last_day)}."
    if isinstance(paper, Protocol) and paper.ended_for_breach_on is not None:
        return f"{_the(paper)} is al stopgezet op {date_format(paper.ended_for_breach_on)}."
    return ""


def _the(paper: Paper) -> str:
    return "De overeenkomst" if paper.document == Document.AGREEMENT else "Het protocol"
