"""Every write on the papers. Each takes who and when, runs in one transaction and writes one audit event."""

from agreements.actions import contacts, files, mailbox, mailbox_checks, messages, papers, refusals, stopping

__all__ = ["contacts", "files", "mailbox", "mailbox_checks", "messages", "papers", "refusals", "stopping"]
