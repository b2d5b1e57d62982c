"""Steps with which the duties and evaluations of these tests are made."""

from datetime import date
from typing import Any

from agreements.models import (
    AgreedChange,
    Agreement,
    Bottleneck,
    BottleneckKind,
    ChangeKind,
    Evaluation,
    Message,
    MessageKind,
    Processor,
    ProcessorPurpose,
    ProofRequest,
    Publication,
    ReportedChange,
)
from agreements.terms.papers import Amendment, Party
from tests.agreements.papers import AT
from tests.builders.accounts import a_user
from tests.vault.pdfs import a_pdf

PDF = a_pdf()
"""One empty page."""


def a_publication(agreement: Agreement, party: Party, **changes: Any) -> Publication:
    """Return where a party published the protocol on the day it was signed."""
    answers = {"url": "https://www.dienst.example/protocol", "published_on": date(2024, 1, 29), **changes}
    return Publication.objects.create(agreement=agreement, party=party, **answers)


def a_letter(agreement: Agreement, kind: MessageKind) -> Message:
    """Return a letter to the partner."""
    return Message.objects.create(
        kind=kind, agreement=agreement, to_party=Party.PARTNER, subject="Brief", body="Tekst", written_at=AT
    )


def a_proof_request(agreement: Agreement, **changes: Any) -> ProofRequest:
    """Return a request for proof that waits since 18 December 2023."""
    message = a_letter(agreement, MessageKind.PROOF_REQUEST)
    return ProofRequest.objects.create(
        **{"agreement": agreement, "asked_on": date(2023, 12, 18), "message": message, **changes}
    )


def a_reported_change(agreement: Agreement, **changes: Any) -> ReportedChange:
    """Return a change of processors that waits for an answer."""
    answers = {"kind": ChangeKind.PROCESSORS, "reported_on": date(2024, 3, 1), **changes}
    return ReportedChange.objects.create(agreement=agreement, **answers)


def a_processor(agreement: Agreement, **changes: Any) -> Processor:
    """Return a processor of the partner."""
    answers = {
        "party": Party.PARTNER,
        "name": "Voorbeeld ICT bv",
        "purpose": ProcessorPurpose.MAIL,
        "changed_at": AT,
        **changes,
    }
    return Processor.objects.create(agreement=agreement, **answers)


def an_evaluation(agreement: Agreement, *, held_on: date = date(2025, 2, 3), agreed: bool = False) -> Evaluation:
    """Return an evaluation that was held, without minutes; `agreed`: at which something was agreed to change."""
    evaluation = Evaluation.objects.create(agreement=agreement, held_on=held_on)
    if agreed:
        AgreedChange.objects.create(
            evaluation=evaluation, amendment=Amendment.TERMS, agreed_from=date(2026, 1, 1), notice_months=4
        )
    return evaluation


def a_bottleneck(agreement: Agreement, **changes: Any) -> Bottleneck:
    """Return what the team met on 2 March 2026 and still waits for an evaluation."""
    answers = {
        "party": Party.AGENCY,
        "kind": BottleneckKind.MAILBOX_FULL,
        "met_on": date(2026, 3, 2),
        "noted_by": a_user(),
        "noted_at": AT,
        **changes,
    }
    return Bottleneck.objects.create(agreement=agreement, **answers)
