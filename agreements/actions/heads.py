"""A head of each log leaves the house each day, to the DPOs of both sides (D20)."""

import logging
import uuid
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import RECEIVERS, User
from agreements.models import Agreement, DpoAdvice, HeadMail
from agreements.terms.papers import Party
from audit.heads import take_heads
from audit.models import AGENCY
from directory.models import Organisation
from law.roles import Role
from outbox.actions import queue_transmission
from outbox.models import Kind

log = logging.getLogger(__name__)


def give_heads(*, at: datetime) -> int:
    """Note the heads of today, in the database and in the file, and queue a mail to each DPO; returns how many mails.

    Safe to call again: what was done is not done twice. Raises OSError when the file cannot be written; the mails are
    queued all the same.
    """
    day = timezone.localdate(at)
    receivers = list(Organisation.objects.filter(kind__in=RECEIVERS).values_list("pk", flat=True))
    trouble = None
    try:
        take_heads(day, receivers=receivers)
    except OSError as error:
        log.error("the file with the heads of the logs cannot be written: %s", type(error).__name__)
        trouble = error
    mails = sum(_queue(of_log, day, address, at=at) for of_log, address in _readers(receivers))
    if trouble is not None:
        raise trouble
    return mails


def _readers(receivers: list[uuid.UUID]) -> list[tuple[uuid.UUID, str]]:
    """Log and address: of the agency its auditors and DPO, of a receiver its DPO by account and by the papers."""
    found = {(AGENCY, address.lower()) for address in _accounts(Role.AUDITOR).values_list("email", flat=True)}
    members = _accounts(Role.RECEIVER_AUDITOR).filter(membership__organisation__in=receivers)
    found |= {(receiver, email.lower()) for receiver, email in members.values_list("membership__organisation", "email")}
    in_force = Agreement.objects.unreplaced().values("pk")
    advices = DpoAdvice.objects.filter(protocol__agreement__in=in_force, party=Party.PARTNER).exclude(dpo_email="")
    papers = advices.values_list("protocol__agreement__partner", "dpo_email")
    return sorted(found | {(partner, email.lower()) for partner, email in papers})


def _accounts(role: Role) -> QuerySet[User]:
    return User.objects.filter(is_active=True, membership__role=role)


@transaction.atomic
def _queue(of_log: uuid.UUID, day: date, address: str, *, at: datetime) -> bool:
    if HeadMail.objects.filter(log=of_log, day=day, recipient=address).exists():
        return False
    key = uuid.uuid4()
    mail = queue_transmission(
        kind=Kind.LOG_HEAD,
        subject_id=key,
        recipient=address,
        papers_id=None,
        log=None if of_log == AGENCY else of_log,
        at=at,
    )
    HeadMail.objects.create(id=key, log=of_log, day=day, recipient=address, transmission=mail)
    return True
