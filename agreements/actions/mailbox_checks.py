"""The mailbox check: sending it, and what the receiver does with it without an account (R68–R70, ADR 0013)."""

import hmac
import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.mailed_links import new_token
from accounts.models import User
from agreements.actions.mailbox import close_open_checks, lock_usable
from agreements.actions.mailbox_owners import write_event
from agreements.models import CheckState, Mailbox, MailboxCheck
from agreements.models.mailbox_checks import CHECK_LINK, VALID_FOR
from agreements.terms.check_code import new_code
from audit.events import Event
from audit.record import Code
from law.refusal import Overtaken
from outbox.actions import queue_transmission
from outbox.models import Kind

PAUSE = timedelta(minutes=1)
"""Between two checks of one mailbox: a button that is pressed twice sends one mail."""


@transaction.atomic
def start(*, mailbox: Mailbox, by: User, at: datetime) -> MailboxCheck:
    """Mail a harmless archive to the mailbox; an earlier check that is not answered yet is replaced.

    Also for a mailbox that is verified: whatever becomes of the new check, the earlier answer counts (ADR 0013). Raises
    Refusal (`actions.mailbox`) when the address is not to be used, Overtaken within a minute.
    """
    mailbox = lock_usable(mailbox)
    if MailboxCheck.objects.filter(mailbox=mailbox, requested_at__gt=at - PAUSE).exists():
        raise Overtaken("De controle is net verstuurd. Wacht een minuut en probeer het dan opnieuw.")
    close_open_checks([mailbox], at=at)
    key, token = uuid.uuid4(), new_token()
    check = MailboxCheck.objects.create(
        id=key,
        mailbox=mailbox,
        token_digest=CHECK_LINK.digest(token),
        token=token,
        code=new_code(),
        requested_by=by,
        requested_at=at,
        expires_at=at + VALID_FOR,
        transmission=queue_transmission(
            kind=Kind.MAILBOX_CHECK,
            subject_id=key,
            recipient=mailbox.address,
            papers_id=None,
            at=at,
        ),
    )
    _record(Event.MAILBOX_CHECK_STARTED, check, by=by, at=at)
    return check


@transaction.atomic
def show_password(*, check: MailboxCheck, at: datetime) -> str | None:
    """The password of the harmless archive, for who holds the link; None when the check does not wait for an answer."""
    check = _lock(check)
    if check.state(at) != CheckState.WAITING:
        return None
    _record(Event.MAILBOX_CHECK_OPENED, check, by=None, at=at)
    return check.transmission.password


@transaction.atomic
def answer(*, check: MailboxCheck, code: str, attested_by: str, at: datetime) -> bool:
    """Compare a code, as `check_code.read_code` gives it; the right one answers the check for this very address.

    Who answers attests, with name and function, that only staff bound by secrecy open the mailbox (R69, D27).

    Nothing is raised for a wrong one, since it must be counted: the state of the check tells what is next.
    """
    check = _lock(check)
    if check.state(at) != CheckState.WAITING:
        return False
    if not hmac.compare_digest(code.encode(), check.code.encode()):
        check.wrong_codes += 1
        check.save(update_fields=["wrong_codes"])
        _record(Event.MAILBOX_CHECK_FAILED, check, by=None, at=at, wrong_codes=check.wrong_codes)
        return False
    check.answered_at = at
    check.save(update_fields=["answered_at"])
    mailbox = check.mailbox
    if mailbox.answered_at is None:  # the first answer counts: what was sent since then was rightly sent
        mailbox.answered_at = at
        mailbox.secrecy_attested_on, mailbox.secrecy_attested_by = timezone.localdate(at), attested_by
        mailbox.save(update_fields=["answered_at", "secrecy_attested_on", "secrecy_attested_by"])
    _record(Event.MAILBOX_CHECK_ANSWERED, check, by=None, at=at)
    return True


def _lock(check: MailboxCheck) -> MailboxCheck:
    """The check as it is now, locked after its mailbox."""
    mailbox = Mailbox.objects.select_for_update(no_key=True).get(pk=check.mailbox_id)
    locked = MailboxCheck.objects.select_for_update(no_key=True).get(pk=check.pk)
    locked.mailbox = mailbox
    return locked


def _record(event: Event, check: MailboxCheck, *, by: User | None, at: datetime, **more: Code) -> None:
    write_event(event, check.mailbox, by=by, at=at, details={"check": str(check.pk), **more})
