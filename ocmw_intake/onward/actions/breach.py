"""Telling a partner of a breach of what was passed on to it: the receiver does, which alone knows (D21, D31)."""

import uuid
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from audit.events import Event
from audit.record import record_event
from breaches.models import Happening
from directory.models import Organisation
from law.refusal import Overtaken, Refusal
from law.roles import Role
from ocmw_intake.journal import Act, note
from ocmw_intake.onward.letters import OnwardBreachWriting, breach_writing
from ocmw_intake.onward.models import OnwardBreach, OnwardBreachLetter, OnwardSharing
from outbox.actions import queue_transmission
from outbox.models import Kind


@transaction.atomic
def tell_partner(
    *,
    key: UUID,
    receiver: Organisation,
    partner: Organisation,
    happening: Happening,
    discovered_at: datetime,
    sharings: Collection[OnwardSharing],
    fingerprint: str,
    by: User,
    at: datetime,
) -> OnwardBreach:
    """Mail the partner, its DPO, and the own DPO and breach contacts, as it was shown.

    `key` comes from the page: a second press tells nothing twice. Raises Overtaken when the letter would be another by
    now, Refusal when nothing was passed on, or the partner has no address.
    """
    Organisation.objects.select_for_update(no_key=True).get(pk=receiver.pk)
    told = OnwardBreach.objects.filter(pk=key).first()
    if told is not None:
        return told
    if receiver not in by.organisations_as(Role.SOCIAL_WORKER):
        raise Refusal("U werkt niet meer bij deze ontvanger.")
    if not sharings:
        raise Refusal(f"U gaf in die periode niets door aan {partner.name}. Kijk de dagen na.")
    writing = breach_writing(
        receiver=receiver, partner=partner, happening=happening, discovered_at=discovered_at, sharings=sharings
    )
    if not writing.to_partner:
        raise Refusal(f"Wij kennen geen e-mailadres van {partner.name}. Bel {partner.name} meteen.")
    if writing.fingerprint != fingerprint:
        raise Overtaken("De brief is intussen gewijzigd. Lees hem opnieuw na.")
    what = {"receiver": receiver, "partner": partner, "happening": happening, "discovered_at": discovered_at}
    told = OnwardBreach.objects.create(id=key, **what, told_by=by, told_at=at)
    told.sharings.set(sharings)
    for recipient in (*writing.to_partner, *writing.to_own):
        _mail(told, writing, recipient, at=at)
    _note(told, sharings, by=by, at=at)
    record_event(Event.ONWARD_BREACH_TOLD, by=by, at=at, about=told, organisation=receiver)
    return told


def _note(told: OnwardBreach, sharings: Collection[OnwardSharing], *, by: User, at: datetime) -> None:
    """For a restore. Of what was passed on the line holds from when until when: there may be thousands."""
    moments = sorted(one.shared_at for one in sharings)
    what = {
        "breach": told.pk,
        "receiver": told.receiver.pk,
        "partner": told.partner.pk,
        "happening": told.happening,
        "discovered_at": told.discovered_at.isoformat(),
        "first": moments[0].isoformat(),
        "last": moments[-1].isoformat(),
    }
    note(Act.ONWARD_BREACH, next(iter(sharings)).intake.referral_id, by=by, at=at, **what)


def _mail(told: OnwardBreach, writing: OnwardBreachWriting, recipient: str, *, at: datetime) -> None:
    key, log = uuid.uuid4(), told.receiver.pk
    kind = Kind.ONWARD_BREACH
    mail = queue_transmission(kind=kind, subject_id=key, recipient=recipient, papers_id=None, log=log, at=at)
    OnwardBreachLetter.objects.create(
        id=key, breach=told, recipient=recipient, subject=writing.subject, body=writing.body, transmission=mail
    )
