"""Breaches, and the links that are mailed about them."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.mailed_links import new_token
from accounts.models import User
from agreements.models import Agreement
from breaches import actions as breaches
from breaches.letters import draft
from breaches.models import BREACH_LINK, Breach, BreachLink, DiscoveredBy, Happening, MeasureKind
from breaches.rules import BreachDetails
from directory.models import Organisation
from law.roles import Role
from outbox.actions import queue_transmission
from outbox.models import Kind
from tests.builders.accounts import a_user
from tests.builders.directory import a_caw


def a_breach(agreement: Agreement, *, by: User | None = None, at: datetime | None = None) -> Breach:
    """Return a breach of an agreement with its mails affected, both sides told and a measure taken."""
    by, at = by or a_user(Role.ADMINISTRATOR), at or timezone.now()
    answers: BreachDetails = {
        "discovered_at": at,
        "discovered_by": DiscoveredBy.AGENCY,
        "happenings": [Happening.WRONG_MAILBOX],
        "from_on": None,
        "until_on": None,
    }
    breach = breaches.register_breach(key=uuid.uuid4(), details=answers, agreement=agreement, by=by, at=at)
    everything = {"mailbox": "", "partner": agreement.partner, "from_on": None, "until_on": None}
    breaches.search_affected(breach=breach, **everything, by=by, at=at)
    breaches.send_notice(breach=breach, fingerprint=draft(breach).fingerprint, by=by, at=at)
    kind, on = MeasureKind.MAILBOX_CLOSED, timezone.localdate(at)
    breaches.keep_measure(breach=breach, kind=kind, on=on, is_done=True, by=by, at=at)
    return breach


def a_breach_link(partner: Organisation | None, **changes: Any) -> BreachLink:
    """Return the link of a breach contact of this partner, mailed now; `token` is the one in the mail."""
    key, now = uuid.uuid4(), timezone.now()
    answers = {"email": "lek@partner.example", "sent_at": now, "expires_at": now + timedelta(days=400), **changes}
    answers = {"token": new_token(), **answers}
    mail = queue_transmission(
        kind=Kind.BREACH_DRILL, subject_id=key, recipient=answers["email"], papers_id=None, at=now
    )
    digest = BREACH_LINK.digest(answers["token"])
    return BreachLink.objects.create(id=key, partner=partner, token_digest=digest, transmission=mail, **answers)


def a_breach_partner(breach: Breach) -> Organisation:
    """Return a GBO partner at which this breach happened."""
    partner = a_caw("CAW Lekvoorbeeld")
    breach.partners.add(partner)
    return partner
