"""Every write on the papers. Each takes who and when, runs in one transaction and writes one audit event."""

from agreements.actions import (
    contacts,
    doubts,
    duties,
    evaluation,
    exports,
    files,
    gbo,
    gbo_stopping,
    imports,
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
    "doubts",
    "duties",
    "evaluation",
    "exports",
    "files",
    "gbo",
    "gbo_stopping",
    "imports",
    "mailbox",
    "messages",
    "papers",
    "processors",
    "refusals",
    "reminders",
    "stopping",
]
