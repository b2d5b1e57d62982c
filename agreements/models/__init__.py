"""The tables of the papers; each noun has its own module."""

from agreements.models.contacts import KIND_LABELS, Contact, ContactKind
from agreements.models.files import FileKind, PaperFile
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

__all__ = [
    "KIND_LABELS",
    "Agreement",
    "AgreementQuerySet",
    "CheckState",
    "Contact",
    "ContactKind",
    "DpoAdvice",
    "FileKind",
    "Mailbox",
    "MailboxCheck",
    "Message",
    "MessageKind",
    "PaperFile",
    "Protocol",
    "Signature",
    "Suspension",
    "SuspensionReason",
]
