"""Every write on the papers. Each takes who and when, runs in one transaction and writes one audit event."""

from agreements.actions import (
    bottlenecks,
    bulk,
    contacts,
    doubts,
    duties,
    evaluation,
    files,
    mailbox,
    mailbox_checks,
    messages,
    papers,
    processors,
    register_lines,
    reminders,
    stopping,
    versions,
)

__all__ = [
    "bottlenecks",
    "bulk",
    "contacts",
    "doubts",
    "duties",
    "evaluation",
    "files",
    "mailbox",
    "mailbox_checks",
    "messages",
    "papers",
    "processors",
    "register_lines",
    "reminders",
    "stopping",
    "versions",
]
