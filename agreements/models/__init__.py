"""The tables of the papers; each noun has its own module."""

from agreements.models.calendars import CALENDAR_LINK, CalendarFeed
from agreements.models.contacts import KIND_LABELS, Contact, ContactKind
from agreements.models.doubts import Doubt, DoubtOutcome
from agreements.models.duties import (
    MEASURES,
    ChangeAnswer,
    ChangeKind,
    ProofRequest,
    Publication,
    ReportedChange,
    SecurityMeasures,
)
from agreements.models.evaluation import (
    MORE_DATA,
    TELLS_OF_A_CASE,
    AgreedChange,
    Bottleneck,
    BottleneckKind,
    Evaluation,
    EvaluationPart,
)
from agreements.models.evaluation_links import EvaluationLink
from agreements.models.files import FileKind, KeptFile, PaperFile
from agreements.models.heads import HeadMail
from agreements.models.known import KnownPapers
from agreements.models.mailbox import Mailbox, changed_since, current_of
from agreements.models.mailbox_checks import CheckState, MailboxCheck
from agreements.models.messages import Message, MessageKind
from agreements.models.not_printed import NOT_ON_PAPER, NotPrinted, SaidNotPrinted
from agreements.models.own_part import OwnPart, OwnPartLink, OwnPiece
from agreements.models.papers import (
    Agreement,
    AgreementQuerySet,
    DpoAdvice,
    Protocol,
    Suspension,
)
from agreements.models.processor_contracts import ProcessorContract, ProcessorContractFile, contract_that_counts
from agreements.models.processors import Processor, ProcessorOverview, ProcessorPurpose
from agreements.models.register_lines import RegisterLine
from agreements.models.reminders import DeadlineKind, Reminder
from agreements.models.signatures import Signature
from agreements.models.stops import NOTICES, KeptStop, KeptStopLetter, Stop, StopKind, StopLetter
from agreements.models.suspensions import SuspensionOfSharing, SuspensionReason

__all__ = [
    "CALENDAR_LINK",
    "KIND_LABELS",
    "MEASURES",
    "MORE_DATA",
    "NOTICES",
    "NOT_ON_PAPER",
    "TELLS_OF_A_CASE",
    "AgreedChange",
    "Agreement",
    "AgreementQuerySet",
    "Bottleneck",
    "BottleneckKind",
    "CalendarFeed",
    "ChangeAnswer",
    "ChangeKind",
    "CheckState",
    "Contact",
    "ContactKind",
    "DeadlineKind",
    "Doubt",
    "DoubtOutcome",
    "DpoAdvice",
    "Evaluation",
    "EvaluationLink",
    "EvaluationPart",
    "FileKind",
    "HeadMail",
    "KeptFile",
    "KeptStop",
    "KeptStopLetter",
    "KnownPapers",
    "Mailbox",
    "MailboxCheck",
    "Message",
    "MessageKind",
    "NotPrinted",
    "OwnPart",
    "OwnPartLink",
    "OwnPiece",
    "PaperFile",
    "Processor",
    "ProcessorContract",
    "ProcessorContractFile",
    "ProcessorOverview",
    "ProcessorPurpose",
    "ProofRequest",
    "Protocol",
    "Publication",
    "RegisterLine",
    "Reminder",
    "ReportedChange",
    "SaidNotPrinted",
    "SecurityMeasures",
    "Signature",
    "Stop",
    "StopKind",
    "StopLetter",
    "Suspension",
    "SuspensionOfSharing",
    "SuspensionReason",
    "changed_since",
    "contract_that_counts",
    "current_of",
]
