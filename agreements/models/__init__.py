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
from agreements.models.files import FileKind, PaperFile
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
    "AffectedTransmission",
    "Agreement",
    "AgreementQuerySet",
    "Attendee",
    "Authority",
    "Breach",
    "BreachNotice",
    "BreachSearch",
    "ClientsTold",
    "Consultation",
    "ConsultationChannel",
    "Contact",
    "ContactKind",
    "DecidedBy",
    "DiscoveredBy",
    "DpoAdvice",
    "FileKind",
    "Happening",
    "Mailbox",
    "Measure",
    "MeasureKind",
    "Message",
    "MessageKind",
    "NoReportReason",
    "PaperFile",
    "Protocol",
    "Signature",
    "Suspension",
    "SuspensionReason",
    "TakenOutReason",
]
