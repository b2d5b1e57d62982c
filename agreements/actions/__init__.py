"""Every write on the papers. Each takes who and when, runs in one transaction and writes one audit event."""

from agreements.actions import (
    contacts,
    doubts,
    exports,
    files,
    gbo,
    gbo_stopping,
    imports,
    mailbox,
    messages,
    papers,
    refusals,
    stopping,
)

__all__ = [
    "contacts",
    "doubts",
    "exports",
    "files",
    "gbo",
    "gbo_stopping",
    "imports",
    "mailbox",
    "messages",
    "papers",
    "refusals",
    "stopping",
]
