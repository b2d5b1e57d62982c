"""The tables of the papers; each noun has its own module."""

from agreements.models.contacts import KIND_LABELS, Contact, ContactKind
from agreements.models.doubts import Doubt, Outcome
from agreements.models.files import FileKind, PaperFile
from agreements.models.gbo import GboAbsence, GboAgreement, GboLetter, GboNotice, GboParty, GboSuspension
from agreements.models.imports import WAITING, ImportLine, ImportStatus, LineOutcome, PaperImport
from agreements.models.mailbox import Mailbox
from agreements.models.messages import Message, MessageKind
from agreements.models.papers import (
    Agreement,
    AgreementQuerySet,
    DpoAdvice,
    Protocol,
    Signature,
    Suspension,
    SuspensionReason,
)

__all__ = [
    "KIND_LABELS",
    "WAITING",
    "Agreement",
    "AgreementQuerySet",
    "Contact",
    "ContactKind",
    "Doubt",
    "DpoAdvice",
    "FileKind",
    "GboAbsence",
    "GboAgreement",
    "GboLetter",
    "GboNotice",
    "GboParty",
    "GboSuspension",
    "ImportLine",
    "ImportStatus",
    "LineOutcome",
    "Mailbox",
    "Message",
    "MessageKind",
    "Outcome",
    "PaperFile",
    "PaperImport",
    "Protocol",
    "Signature",
    "Suspension",
    "SuspensionReason",
]
