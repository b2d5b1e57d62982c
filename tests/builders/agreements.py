"""Agreements with their protocols, lawful unless told otherwise, and what happens to them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from accounts.models import User
from agreements.actions.versions import start_next_version
from agreements.models import (
    Agreement,
    Contact,
    ContactKind,
    Doubt,
    DpoAdvice,
    FileKind,
    KnownPapers,
    Mailbox,
    Message,
    MessageKind,
    OwnPart,
    OwnPiece,
    PaperFile,
    ProcessorContract,
    ProcessorContractFile,
    Protocol,
    Signature,
    Stop,
    StopKind,
    Suspension,
    SuspensionReason,
)
from agreements.terms.doubts import DoubtField, DoubtReason
from agreements.terms.own_part import PieceKind
from agreements.terms.papers import Amendment, Document, Party
from directory.models import Organisation
from law.known import as_values, freeze
from law.roles import Role
from tests.builders.accounts import a_user
from tests.builders.days import FILED_AT, START


def papers_in_force(team: Organisation, partner: Organisation, *, mailbox: str = "sociaal@ocmw.example") -> Agreement:
    """Return an agreement with its protocol, in force since 2024, with a mailbox that is verified."""
    agreement = Agreement.objects.create(
        team=team, partner=partner, in_force_from=START, notice_months=6, evaluation_months=12
    )
    protocol = Protocol.objects.create(agreement=agreement, in_force_from=START, notice_months=6)
    DpoAdvice.objects.bulk_create(
        DpoAdvice(protocol=protocol, party=party, dpo_name="D. Privaat", advised_on=date(2023, 9, 1))
        for party in Party.values
    )
    Contact.objects.bulk_create(
        Contact(
            agreement=agreement,
            party=party,
            kind=ContactKind.BREACH,
            name_or_function="DPO",
            email="dpo@dienst.example",
        )
        for party in Party.values
    )
    Signature.objects.bulk_create(
        Signature(
            agreement=agreement,
            document=document,
            party=party,
            position=1,
            name="T. Ekenaar",
            function="algemeen directeur",
            place="Voorbeelddorp",
            signed_on=date(2023, 12, 1),
        )
        for party in Party.values
        for document in Document.values
    )
    registered_at = datetime(2023, 12, 1, tzinfo=UTC)
    Mailbox.objects.create(protocol=protocol, address=mailbox, registered_at=registered_at, **checked(registered_at))
    return agreement


def known_since(agreement: Agreement, at: datetime) -> Agreement:
    """Let what the papers say now be known here since a moment (D26)."""
    papers = Agreement.objects.with_papers().get(pk=agreement.pk)
    KnownPapers.objects.create(agreement=papers, known_at=at, facts=as_values(freeze(papers)))
    return papers


def a_letter(agreement: Agreement, **changes: Any) -> Message:
    """Return a letter to the partner that was not posted yet."""
    answers = {
        "kind": MessageKind.CONTACT_CHANGE,
        "to_party": Party.PARTNER,
        "recipient": "",
        "subject": "Wijziging van een contactpersoon",
        "body": "Dag collega\n\nEen contact wijzigt.",
        "written_by": None,
        "written_at": FILED_AT,
        **changes,
    }
    return Message.objects.create(agreement=agreement, **answers)


def a_suspension(agreement: Agreement, **changes: Any) -> Suspension:
    """Return a suspension by the partner that is over since the end of March 2024."""
    answers = {
        "by_party": Party.PARTNER,
        "from_on": date(2024, 3, 1),
        "until_on": date(2024, 3, 31),
        "reason": SuspensionReason.CONSULTATION,
        **changes,
    }
    return Suspension.objects.create(agreement=agreement, **answers)


def a_stop(agreement: Agreement, *, by: User) -> Stop:
    """Return the account of a suspension by the partner, without the suspension; its letter is still to be written."""
    answers = {"kind": StopKind.SUSPENSION, "by_party": Party.PARTNER, "reason": SuspensionReason.CONSULTATION}
    return Stop.objects.create(
        agreement=agreement, on=date(2024, 3, 1), recorded_by=by, recorded_at=FILED_AT, **answers
    )


def an_own_piece(agreement: Agreement, *, by: User) -> OwnPiece:
    """One question of the own part that the partner of an agreement was asked for, not answered yet."""
    part, _ = OwnPart.objects.get_or_create(agreement=agreement, defaults={"asked_by": by, "asked_at": FILED_AT})
    return OwnPiece.objects.get_or_create(part=part, kind=PieceKind.DPO, position=1)[0]


def checked(at: datetime) -> dict[str, Any]:
    """What makes a mailbox one that can be sent to: attested, compared by two people, and answered."""
    return {
        "secrecy_attested_on": at.date(),
        "secrecy_attested_by": "D. Hoofd",
        "first_verified_by": a_user(),
        "first_verified_at": at + timedelta(days=1),
        "second_verified_by": a_user(),
        "second_verified_at": at + timedelta(days=2),
        "answered_at": at + timedelta(days=3),
    }


def a_doubt(agreement: Agreement, **changes: Any) -> Doubt:
    """Return an open doubt about the day on which the agreement came into force."""
    answers = {
        "document": Document.AGREEMENT,
        "field": DoubtField.IN_FORCE_FROM,
        "printed": "81 november 2824",
        "reason": DoubtReason.UNREADABLE,
        "proposed": "2024-11-01",
        "raised_at": datetime(2024, 11, 4, tzinfo=UTC),
        **changes,
    }
    return Doubt.objects.create(agreement=agreement, **answers)


def a_file(agreement: Agreement, kind: FileKind = FileKind.PROTOCOL, *, content: bytes = b"%PDF-1.7") -> PaperFile:
    """Return a kept file; its content is only looked at by who uploads it."""
    return PaperFile.objects.create(
        agreement=agreement, kind=kind, content=content, size=len(content), uploaded_by=a_user(), uploaded_at=FILED_AT
    )


def a_contract_file(receiver: Organisation, content: bytes = b"%PDF-1.7") -> ProcessorContractFile:
    """Return the kept file of the processor contract of a receiver."""
    return ProcessorContractFile.objects.create(
        contract=ProcessorContract.objects.filter(receiver=receiver).latest("signed_on"),
        kind=FileKind.PROCESSOR_CONTRACT,
        content=content,
        size=len(content),
        uploaded_by=a_user(),
        uploaded_at=FILED_AT,
    )


def a_next_version(agreement: Agreement) -> Agreement:
    """Return a next version in preparation."""
    return start_next_version(
        agreement=agreement,
        amendment=Amendment.TERMS,
        agreed_from=date(2027, 1, 1),
        by=a_user(Role.ADMINISTRATOR),
        at=FILED_AT,
    )
