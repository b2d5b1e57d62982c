"""Writes on the contacts of both parties (R18–R24)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from agreements.actions.writing import change, record
from agreements.models import (
    Agreement,
    Contact,
)
from agreements.paper import ContactDetails
from audit.events import Event


@transaction.atomic
def add_contact(*, agreement: Agreement, contact_details: ContactDetails, by: User, at: datetime) -> Contact:
    """Add someone to turn to (R18–R24)."""
    contact = Contact.objects.create(agreement=agreement, **contact_details)
    record(Event.CONTACT_ADDED, agreement, by=by, at=at, details={"contact": str(contact.pk)})
    return contact


@transaction.atomic
def change_contact(*, contact: Contact, contact_details: ContactDetails, by: User, at: datetime) -> None:
    """Change whom to turn to, or how; the trail holds what changed, and old and new days and terms."""
    changed = change(Contact.objects.select_for_update(no_key=True).get(pk=contact.pk), contact_details)
    if changed:
        details = {"contact": str(contact.pk), **changed}
        record(Event.CONTACT_CHANGED, contact.agreement, by=by, at=at, details=details)


@transaction.atomic
def remove_contact(*, contact: Contact, by: User, at: datetime) -> None:
    """Remove someone whom the other party no longer turns to."""
    key: UUID = contact.pk
    contact.delete()
    record(Event.CONTACT_REMOVED, contact.agreement, by=by, at=at, details={"contact": str(key)})
