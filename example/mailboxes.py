"""A mailbox of the example comes in order as every one does: compared by two people, checked, attested (D27)."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from accounts.models import User
from agreements.actions import mailbox_checks
from agreements.actions.mailbox import verify_mailbox
from agreements.models import Mailbox
from example.handover import deliver_until
from outbox.models import TransmissionStatus


def compare_mailbox(mailbox: Mailbox, administrators: Iterable[User], *, at: datetime) -> None:
    """Two administrators compare the address with the paper, one after the other."""
    for administrator in administrators:
        verify_mailbox(mailbox=mailbox, by=administrator, at=at)


def answer_check(mailbox: Mailbox, administrator: User, *, at: datetime) -> None:
    """The harmless archive really leaves for the local mailbox; the receiver types the code and attests secrecy."""
    check = mailbox_checks.start(mailbox=mailbox, by=administrator, at=at)
    deliver_until(check.transmission, TransmissionStatus.SENT)
    mailbox_checks.show_password(check=check, at=timezone.now())
    mailbox_checks.answer(check=check, code=check.code, attested_by="Mo Ekelmans, diensthoofd", at=timezone.now())
