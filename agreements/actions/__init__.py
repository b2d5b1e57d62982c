"""Every write on the papers. Each takes who and when, runs in one transaction and writes one audit event."""

from agreements.actions import contacts, files, mailbox, messages, papers, refusals, stopping, versions

__all__ = ["contacts", "files", "mailbox", "messages", "papers", "refusals", "stopping", "versions"]
