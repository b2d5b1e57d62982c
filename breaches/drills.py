"""Writes on the links of breach contacts: the drill of a year, its answer, and a breach that a partner reports (D31).

A drill goes to every breach contact of papers under which data go. The same link reports a breach for a year, without
an account; there is no public page on which anybody could ask for one.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.actions import guests
from accounts.models import User
from agreements.models import Agreement, Contact, ContactKind
from agreements.terms.papers import Party
from agreements.terms.status import PaperStatus
from audit.events import Event
from audit.record import record_event
from breaches import actions
from breaches.models import Breach, BreachLink, DiscoveredBy, Happening
from breaches.models.links import VALID_FOR
from breaches.rules import BreachDetails
from directory.days_off import is_public_holiday
from directory.models import Organisation
from law.facts import OrganisationKind
from law.refusal import Overtaken, Refusal
from outbox.models import Kind

A_YEAR = timedelta(days=365)
AT_ONCE = 100
"""Drills of one day: hundreds of partners at once would all answer, or call, on the same morning."""
MOST_REPORTS = 3
"""Breaches that one link reports in a day; whoever finds more calls."""
_UNTIL_THE_END = (PaperStatus.NOT_YET_IN_FORCE, PaperStatus.IN_FORCE, PaperStatus.UNDER_NOTICE, PaperStatus.SUSPENDED)
_ALSO_AFTER_IT = (*_UNTIL_THE_END, PaperStatus.ENDED)
"""Who still holds what it got, can still lose it: a partner reports after the end of its papers too (R82)."""

BreachContact = tuple[str, UUID | None]
"""An address, and the partner for which it stands; None for Opgroeien."""


def breach_contacts(statuses: Collection[PaperStatus] = _UNTIL_THE_END) -> "QuerySet[Contact]":
    """The breach contacts of both sides of all papers under which data go, or soon will; or went."""
    papers = Agreement.objects.unreplaced().filter(line__status__in=statuses)
    return Contact.objects.filter(kind=ContactKind.BREACH, agreement__in=papers)


def contacts_to_drill() -> set[BreachContact]:
    """Each address once for a partner; the contacts of Opgroeien stand in every agreement, and are asked once."""
    return _addresses(breach_contacts())


def contacts_with_a_link() -> set[BreachContact]:
    """Who can report by a link: also those of papers that ended."""
    return _addresses(breach_contacts(_ALSO_AFTER_IT))


def _addresses(contacts: "QuerySet[Contact]") -> set[BreachContact]:
    found = contacts.exclude(email="").values_list("email", "party", "agreement__partner")
    return {(email.lower(), partner if party == Party.PARTNER else None) for email, party, partner in found}


def drill_all(*, at: datetime) -> int:
    """Mail a drill to each breach contact who had none for a year; return to how many.

    Not on a day off, nor on one before it: an answer is awaited within 24 hours. What a day missed, the next one does.
    Links of who is no breach contact any more end.
    """
    contacts = contacts_to_drill()
    _end_links_of_others(contacts_with_a_link(), at=at)
    today = timezone.localdate(at)
    if any(is_public_holiday(day) or day.weekday() > 4 for day in (today, today + timedelta(days=1))):
        return 0
    recent = set(BreachLink.objects.filter(sent_at__gt=at - A_YEAR).values_list("email", "partner"))
    due = sorted(contacts - recent, key=lambda one: (one[0], str(one[1])))
    return sum(_drill(*contact, at=at) for contact in due[:AT_ONCE])


@transaction.atomic
def _drill(email: str, partner_id: UUID | None, *, at: datetime) -> bool:
    partner = _lock_side(partner_id)
    if BreachLink.objects.filter(email=email, partner=partner, sent_at__gt=at - A_YEAR).exists():
        return False
    _send(email, partner, by=None, at=at)
    return True


@transaction.atomic
def drill_again(*, link: BreachLink, by: User, at: datetime) -> BreachLink:
    """Mail this contact a new drill with a new link, on request; the earlier link works no more."""
    _lock_side(link.partner_id)
    if (link.email, link.partner_id) not in contacts_with_a_link():
        raise Refusal("Dit adres staat niet meer bij de contacten bij een gegevenslek.")
    return _send(link.email, link.partner, by=by, at=at)


@transaction.atomic
def answer_drill(*, link: BreachLink, at: datetime) -> None:
    """Note that the contact answered; the first time counts. Raises Overtaken when the link works no more."""
    locked = guests.lock_open(link, at=at)
    if locked.answered_at is None:
        locked.answered_at = at
        locked.save(update_fields=["answered_at"])
        record_event(Event.BREACH_DRILL_ANSWERED, by=None, at=at, about=locked, details={}, organisation=locked.partner)


@transaction.atomic
def report_by_link(
    *, link: BreachLink, key: UUID, agreement: Agreement, happening: Happening, discovered_at: datetime, at: datetime
) -> Breach:
    """Register the breach that a breach contact of a partner reports without an account.

    Raises Overtaken when the link works no more, Refusal when it reported too many today.
    """
    locked = guests.lock_open(link, at=at)
    if locked.partner_id is None or (locked.email, locked.partner_id) not in contacts_with_a_link():
        raise Overtaken("Deze link werkt niet meer.")
    if agreement.partner_id != locked.partner_id:
        raise Refusal("Kies een samenwerking van uw eigen organisatie.")
    others = locked.reports.filter(registered_at__gt=at - timedelta(days=1)).exclude(pk=key)
    if others.count() >= MOST_REPORTS:
        raise Refusal(f"U meldde vandaag al {MOST_REPORTS} gegevenslekken. Bel Opgroeien voor het volgende.")
    details = BreachDetails(
        discovered_at=discovered_at,
        discovered_by=DiscoveredBy.PARTNER,
        happenings=[happening],
        from_on=None,
        until_on=None,
    )
    return actions.register_breach(key=key, details=details, agreement=agreement, by=None, link=locked, at=at)


def papers_of(link: BreachLink) -> "QuerySet[Agreement]":
    """The agreements about which the holder of this link can report."""
    return Agreement.objects.unreplaced().filter(partner=link.partner_id, line__status__in=_ALSO_AFTER_IT)


def _send(email: str, partner: Organisation | None, *, by: User | None, at: datetime) -> BreachLink:
    kind = Kind.BREACH_DRILL
    link = guests.send_link(
        BreachLink, mail=kind, email=email, valid_for=VALID_FOR, by=by, at=at, about={"partner": partner}
    )
    record_event(Event.BREACH_DRILL_SENT, by=by, at=at, about=link, details={}, organisation=partner)
    return link


def _lock_side(partner_id: UUID | None) -> Organisation | None:
    """Lock the partner, or Opgroeien for its own contacts: one drill at a time; returns the partner."""
    side = Q(pk=partner_id) if partner_id else Q(kind=OrganisationKind.AGENCY)
    found = list(Organisation.objects.select_for_update(no_key=True).filter(side).order_by("pk"))
    return found[0] if partner_id else None


def _end_links_of_others(contacts: Iterable[BreachContact], *, at: datetime) -> None:
    standing = set(contacts)
    gone = [one.pk for one in BreachLink.objects.open() if (one.email, one.partner_id) not in standing]
    guests.end_links(BreachLink.objects.filter(pk__in=gone), at=at)
