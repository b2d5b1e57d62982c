"""Read the reports in the return mailbox: run by beat every two minutes, and runnable from cron (D30, ADR 0042).

A mail is flagged before a byte of it is read: one that kills its reader is not met again. It is read in a process of
its own, from its first megabyte. What is noted is deleted, after the commit; what nobody here understands, and what
belongs to no mail of ours, stays, flagged and seen, for an operator. Flagged and unseen means that a reader died over
it: of such a mail only the headers are read, so that it still finds its place.
"""

import logging
import re
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from imap_tools import AND, MailBox, MailMessageFlags
from imap_tools.errors import ImapToolsError

from outbox import standstill
from outbox.delivery import login
from outbox.incoming import Incoming, Sort, read
from outbox.login import PasswordLogin, TokenLogin, TokenRefused
from outbox.models import OutboxState, Verdict
from outbox.reports import note_report
from vault.bounded import MEGABYTE, Bounds, OutOfBounds, run

log = logging.getLogger(__name__)

PATIENCE = 15  # seconds
AT_ONCE = 500
BEGIN_NOTHING_AFTER = 90  # seconds; what remains waits for the next reading
LEASE = timedelta(minutes=3)  # longer than one reading takes
READ_AT_MOST = MEGABYTE  # bytes: a report speaks first, and gives back afterwards
HEADERS_AT_MOST = 64 * 1024
BOUNDS = Bounds(seconds=5, memory=200 * MEGABYTE, patience=10, wait=5)
_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reading did: reports noted, mails left for an operator, mails that could not be noted now."""

    noted: int = 0
    left: int = 0
    failed: int = 0


class MailboxClosed(Exception):
    """The return mailbox does not open; the message names the kind of error."""


def read_return_mailbox() -> Reading | None:
    """Read what came back and note it; None when no return mailbox is configured. Raises MailboxClosed."""
    if not settings.IMAP_HOST:
        return None
    try:
        with _alone() as is_alone:
            if not is_alone:
                return Reading()
            with _mailbox() as mailbox:
                return _read(mailbox)
    except (OSError, ImapToolsError, TokenRefused) as error:
        raise MailboxClosed(type(error).__name__) from None


def try_mailbox() -> int:
    """Open the return mailbox and read nothing in it; returns how many mails are there. Raises MailboxClosed."""
    try:
        with _mailbox() as mailbox:
            return len(mailbox.uids())
    except (OSError, ImapToolsError, TokenRefused) as error:
        raise MailboxClosed(type(error).__name__) from None


def read_bounded(content: bytes) -> Incoming:
    """What a mail says. One that costs too much says nothing but whose it is: that stands in its headers.

    Raises Busy when the machine has no place for it now.
    """
    try:
        return Incoming.from_json(run(read, content[:READ_AT_MOST], bounds=BOUNDS))
    except OutOfBounds:
        return read_headers(content)


def read_headers(content: bytes) -> Incoming:
    """Whose this mail is, and nothing of what it says. Raises Busy."""
    end = _END_OF_HEADERS.search(content, 0, HEADERS_AT_MOST)
    headers = content[: end.start() if end else HEADERS_AT_MOST]
    try:
        told = Incoming.from_json(run(read, headers + b"\r\n\r\n", bounds=BOUNDS))
    except OutOfBounds:
        return Incoming(Sort.UNCLEAR)
    return replace(told, sort=Sort.UNCLEAR, fates=())


@contextmanager
def _alone() -> Iterator[bool]:
    """One reader at a time; one that died is waited for as long as a reading may take."""
    at = timezone.now()
    standstill.current()
    is_free = Q(reading_until=None) | Q(reading_until__lte=at)
    is_alone = OutboxState.objects.filter(is_free, pk=1).update(reading_until=at + LEASE) == 1
    try:
        yield is_alone
    finally:
        if is_alone:
            OutboxState.objects.filter(pk=1).update(reading_until=None)


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


def _read(mailbox: Any) -> Reading:
    until = time.monotonic() + BEGIN_NOTHING_AFTER
    noted = left = failed = 0
    abandoned = mailbox.uids(AND(flagged=True, seen=False))
    for uid in [*abandoned, *mailbox.uids(AND(flagged=False))][:AT_ONCE]:
        if time.monotonic() >= until:
            break
        mailbox.flag([uid], [MailMessageFlags.FLAGGED], True)
        mailbox.flag([uid], [MailMessageFlags.SEEN], False)
        try:
            is_done = _note(_first_bytes(mailbox, uid), is_abandoned=uid in abandoned)
        except (OSError, ImapToolsError):
            raise
        except Exception as error:  # one mail that cannot be noted now must not keep in all the others
            failed += 1
            mailbox.flag([uid], [MailMessageFlags.FLAGGED], False)
            log.error("a report in the return mailbox: %s", type(error).__name__)
            continue
        if is_done:
            mailbox.delete([uid])
            noted += 1
        else:
            mailbox.flag([uid], [MailMessageFlags.SEEN], True)
            left += 1
    _count_what_is_left(len(mailbox.uids(AND(flagged=True))), left)
    return Reading(noted, left, failed)


def _note(content: bytes, *, is_abandoned: bool) -> bool:
    """Note what this mail says at the mail it is about; True when nobody needs to look at it any more."""
    incoming = read_headers(content) if is_abandoned else read_bounded(content)
    found = note_report(incoming, at=timezone.now())
    return found is not None and found[1].verdict != Verdict.UNCLEAR


def _first_bytes(mailbox: Any, uid: str) -> bytes:
    """The first megabyte of a mail, however large it is."""
    _status, answer = mailbox.client.uid("FETCH", uid, f"(BODY.PEEK[]<0.{READ_AT_MOST}>)")
    return next((part[1] for part in answer if isinstance(part, tuple)), b"")


def _count_what_is_left(waiting: int, new: int) -> None:
    """Tell the operator how many mails of the return mailbox wait for a person; administrators read the number too."""
    OutboxState.objects.filter(pk=1).update(left_to_a_person=waiting)
    if new:
        log.warning("%s new mails in the return mailbox wait for an operator, %s in all", new, waiting)
