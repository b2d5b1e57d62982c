"""Read the reports in the return mailbox: run by beat every two minutes, and runnable from cron.

What is noted is deleted there, after the commit. What is not a report, or cannot be read, stays: it is flagged,
so that it is not read again, and an operator can look.
"""

import logging
import ssl
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone
from imap_tools import AND, MailBox, MailMessageFlags
from imap_tools.errors import ImapToolsError

from outbox.delivery import login
from outbox.login import PasswordLogin, TokenLogin, TokenRefused
from outbox.reports import Report, note_report, read_report

log = logging.getLogger(__name__)

PATIENCE = 15  # seconds
AT_ONCE = 500
LARGEST = 10 * 1024 * 1024  # bytes; a report is small, and holds only headers of ours


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reading did: reports noted, mails left for an operator, mails that could not be noted now."""

    noted: int
    left: int
    failed: int


class MailboxClosed(Exception):
    """The return mailbox does not open; the message names the kind of error."""


def read_return_mailbox() -> Reading | None:
    """Read what came back and note it; None when no return mailbox is configured. Raises MailboxClosed."""
    if not settings.IMAP_HOST:
        return None
    try:
        with _mailbox() as mailbox:
            return Reading(*_read(mailbox))
    except (OSError, ImapToolsError, TokenRefused) as error:
        raise MailboxClosed(type(error).__name__) from None


def _mailbox() -> Any:
    context = ssl.create_default_context(cafile=settings.IMAP_CA_FILE)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    mailbox = MailBox(settings.IMAP_HOST, settings.IMAP_PORT, timeout=PATIENCE, ssl_context=context)
    shown = login("IMAP")
    try:
        if isinstance(shown, PasswordLogin):
            return mailbox.login(shown.username, shown.password)
        assert isinstance(shown, TokenLogin)
        try:
            return mailbox.xoauth2(shown.username, shown.tokens.current())
        except ImapToolsError:
            shown.tokens.forget()
            raise
    except BaseException:
        mailbox.client.shutdown()
        raise


def _read(mailbox: Any) -> tuple[int, int, int]:
    noted = left = failed = 0
    for uid in mailbox.uids(AND(flagged=False))[:AT_ONCE]:
        report = _report_in(mailbox, uid)
        try:
            is_ours = report is not None and note_report(report, at=timezone.now()) is not None
        except Exception as error:  # one mail that cannot be noted now must not hold back the others
            failed += 1
            log.error("a report in the return mailbox: %s", type(error).__name__)
            continue
        if is_ours:
            mailbox.delete([uid])
            noted += 1
        else:
            mailbox.flag([uid], [MailMessageFlags.FLAGGED], True)
            left += 1
    return noted, left, failed


def _report_in(mailbox: Any, uid: str) -> Report | None:
    """The report with this number; None when it is none, is too large for one, or cannot be read."""
    try:
        for headers in mailbox.fetch(AND(uid=uid), mark_seen=False, headers_only=True):
            if headers.size_rfc822 > LARGEST:
                return None
        for mail in mailbox.fetch(AND(uid=uid), mark_seen=False):
            return read_report(mail.obj)
    except (OSError, ImapToolsError):
        raise
    except Exception as error:  # the parser meets whatever strangers send
        log.warning("a mail in the return mailbox cannot be read: %s", type(error).__name__)
    return None
