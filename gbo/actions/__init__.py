"""Every write on GBO agreements. Each takes who and when, runs in one transaction and writes one audit event."""

from gbo.actions import agreements, mailbox, stopping, stops

__all__ = ["agreements", "mailbox", "stopping", "stops"]
