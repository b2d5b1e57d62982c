"""Every write on the papers. Each takes who and when, runs in one transaction and writes one audit event."""

from agreements.actions import breaches, contacts, files, mailbox, messages, papers, refusals, stopping

__all__ = ["breaches", "contacts", "files", "mailbox", "messages", "papers", "refusals", "stopping"]
