"""Writes on the contacts of both parties (R18–R24); each change is notified to the other party at once (R23)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.actions.guests import end_links
from accounts.models import User
from agreements.actions.messages import write_message
from agreements.actions.writing import change, record
from agreements.letters.contacts import Notice, details_of, is_due, notices_of
from agreements.models import (
    Agreement,
    Contact,
    ContactKind,
    Evaluation,
    EvaluationLink,
    MessageKind,
)
from agreements.terms.papers import ContactDetails, Party
from audit.events import Event
from law.refusal import Refusal


@transaction.atomic
def add_contact(
    *, agreement: Agreement, contact_details: ContactDetails, stands_in_papers: bool = False, by: User, at: datetime
) -> Contact:
    """Add someone to turn to (R18–R24).

    `stands_in_papers`: it is copied from the signed papers, so nothing changes and nobody is told (ADR 0014).
    """
    contact = Contact.objects.create(agreement=agreement, **contact_details)
    notices = [] if stands_in_papers else _due_notices(agreement, old=None, new=contact_details, at=at)
    _record(Event.CONTACT_ADDED, agreement, contact.pk, notices, by=by, at=at)
    return contact


@transaction.atomic
def change_contact(
    *, contact: Contact, contact_details: ContactDetails, stands_in_papers: bool = False, by: User, at: datetime
) -> None:
    """Change whom to turn to, or how; the trail holds which fields changed. Raises Refusal.

    `stands_in_papers`: what was copied wrongly from the signed papers is corrected, so nobody is told (ADR 0014).
    """
    locked = _lock(contact)
    old = details_of(locked)
    changed = change(locked, contact_details)
    if changed:
        notices = [] if stands_in_papers else _due_notices(contact.agreement, old=old, new=contact_details, at=at)
        _record(Event.CONTACT_CHANGED, contact.agreement, contact.pk, notices, by=by, at=at, more=changed)
        _end_links_of_who_left(contact.agreement, at=at)


@transaction.atomic
def remove_contact(*, contact: Contact, by: User, at: datetime) -> None:
    """Remove someone whom the other party no longer turns to. Raises Refusal."""
    locked = _lock(contact)
    key, old = locked.pk, details_of(locked)
    locked.delete()
    notices = _due_notices(contact.agreement, old=old, new=None, at=at)
    _record(Event.CONTACT_REMOVED, contact.agreement, key, notices, by=by, at=at)
    _end_links_of_who_left(contact.agreement, at=at)


def _lock(contact: Contact) -> Contact:
    locked = Contact.objects.select_for_update(no_key=True).filter(pk=contact.pk).first()
    if locked is None:
        raise Refusal("Dit contact is intussen weggehaald.")
    return locked


def _end_links_of_who_left(agreement: Agreement, *, at: datetime) -> None:
    """Who is no contact person of the partner any more brings no part of an evaluation (R45): the link ends now."""
    persons = Contact.objects.filter(agreement=agreement, party=Party.PARTNER, kind=ContactKind.CONTACT)
    to_come = Evaluation.objects.filter(agreement=agreement, held_on=None)
    links = EvaluationLink.objects.filter(evaluation__in=to_come)
    end_links(links.exclude(email__in=persons.values_list(Lower("email"))), at=at)


def _due_notices(
    agreement: Agreement, *, old: ContactDetails | None, new: ContactDetails | None, at: datetime
) -> list[Notice]:
    on = timezone.localdate(at)
    return notices_of(agreement, old=old, new=new, on=on) if is_due(agreement, on) else []


def _record(
    event: Event,
    agreement: Agreement,
    contact: UUID,
    notices: list[Notice],
    *,
    by: User,
    at: datetime,
    more: dict[str, Any] | None = None,
) -> None:
    """Tell the trail, and write the notices, in the transaction of the change itself."""
    details = {"contact": str(contact), "notices": len(notices), **(more or {})}
    record(event, agreement, by=by, at=at, details=details)
    for notice in notices:
        write_message(
            kind=MessageKind.CONTACT_CHANGE,
            agreement=agreement,
            to_party=notice.to_party,
            recipient=notice.recipient,
            subject=notice.subject,
            body=notice.body,
            by=by,
            at=at,
        )
