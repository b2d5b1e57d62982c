"""The tables of the papers; each noun has its own module."""

from agreements.models.breaches import (
    AffectedTransmission,
    Attendee,
    Authority,
    Breach,
    BreachNotice,
    BreachSearch,
    ClientsTold,
    Consultation,
    ConsultationChannel,
    DecidedBy,
    DiscoveredBy,
    Happening,
    Measure,
    MeasureKind,
    NoReportReason,
    TakenOutReason,
)
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
from agreements.models.evaluation import MORE_DATA, TELLS_OF_A_CASE, Bottleneck, BottleneckKind, Evaluation
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
    "MORE_DATA",
    "TELLS_OF_A_CASE",
    "WAITING",
    "AffectedTransmission",
    "Agreement",
    "AgreementQuerySet",
    "Attendee",
    "Authority",
    "Bottleneck",
    "BottleneckKind",
    "Breach",
    "BreachNotice",
    "BreachSearch",
    "ChangeAnswer",
    "ChangeKind",
    "CheckState",
    "ClientsTold",
    "Consultation",
    "ConsultationChannel",
    "Contact",
    "ContactKind",
    "DeadlineKind",
    "DecidedBy",
    "DiscoveredBy",
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
    "Happening",
    "ImportLine",
    "ImportStatus",
    "LineOutcome",
    "Mailbox",
    "MailboxCheck",
    "Measure",
    "MeasureKind",
    "Message",
    "MessageKind",
    "NoReportReason",
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
    "TakenOutReason",
]
