"""Every write on the papers. Each takes who and when, runs in one transaction and writes one audit event."""

from agreements.actions import (
    contacts,
    duties,
    evaluation,
    files,
    mailbox,
    messages,
    papers,
    processors,
    refusals,
    reminders,
    stopping,
)

__all__ = [
    "contacts",
    "duties",
    "evaluation",
    "files",
    "mailbox",
    "messages",
    "papers",
    "processors",
    "refusals",
    "reminders",
    "stopping",
]
