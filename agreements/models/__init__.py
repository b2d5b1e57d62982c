"""The tables of the papers; each noun has its own module."""

from agreements.models.contacts import KIND_LABELS, Contact, ContactKind
from agreements.models.doubts import Doubt, Outcome
from agreements.models.duties import (
    MEASURES,
    ChangeAnswer,
    ChangeKind,
    ProofRequest,
    Publication,
    ReportedChange,
    SecurityMeasures,
)
from agreements.models.evaluation import Bottleneck, BottleneckKind, Evaluation
from agreements.models.files import FileKind, PaperFile
from agreements.models.gbo import GboAbsence, GboAgreement, GboLetter, GboNotice, GboParty, GboSuspension
from agreements.models.imports import WAITING, ImportLine, ImportStatus, LineOutcome, PaperImport
from agreements.models.mailbox import Mailbox
from agreements.models.mailbox_checks import CheckState, MailboxCheck
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
from agreements.models.processors import Processor, ProcessorOverview, ProcessorPurpose
from agreements.models.register_lines import RegisterLine
from agreements.models.reminders import DeadlineKind, Reminder

__all__ = [
    "KIND_LABELS",
    "MEASURES",
    "WAITING",
    "Agreement",
    "AgreementQuerySet",
    "Bottleneck",
    "BottleneckKind",
    "ChangeAnswer",
    "ChangeKind",
    "CheckState",
    "Contact",
    "ContactKind",
    "DeadlineKind",
    "Doubt",
    "DpoAdvice",
    "Evaluation",
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
    "MailboxCheck",
    "Message",
    "MessageKind",
    "Outcome",
    "PaperFile",
    "PaperImport",
    "Processor",
    "ProcessorOverview",
    "ProcessorPurpose",
    "ProofRequest",
    "Protocol",
    "Publication",
    "RegisterLine",
    "Reminder",
    "ReportedChange",
    "SecurityMeasures",
    "Signature",
    "Suspension",
    "SuspensionReason",
]
