"""The tables of the papers; each noun has its own module."""

from agreements.models.contacts import KIND_LABELS, Contact, ContactKind
from agreements.models.mailbox import Mailbox
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
    "Contact",
    "ContactKind",
    "DpoAdvice",
    "Mailbox",
    "Protocol",
    "Signature",
    "Suspension",
    "SuspensionReason",
]
