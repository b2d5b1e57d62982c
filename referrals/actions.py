"""Every write on referrals: starting and keeping a draft, filing, reading the password."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from agreements.models import Agreement, Mailbox
from agreements.route import papers_for
from audit.events import Event
from audit.record import record_event
from consent.actions import record_consent
from consent.actions import withdraw as withdraw_consent
from consent.models import Consent
from directory.models import Municipality, Organisation
from law import gate
from law.facts import Region
from law.gate import Decision
from law.identification import Identification
from law.obstacles import Obstacle
from law.roles import Role
from outbox.actions import NotRetryable, cancel, cancel_queued, queue_transmission, retry
from outbox.couriers import courier_of
from outbox.models import STOPPED, Kind, Transmission
from outbox.models import Status as TransmissionStatus
from outbox.standstill import hold_what_may_have_left, release
from referrals.models import Draft, Referral

DRAFT_LIFE = timedelta(days=7)


class NotAllowed(Exception):
    """The gate refuses; `decision` holds all the reasons. Nothing was written."""

    def __init__(self, decision: Decision) -> None:
        super().__init__("The gate refuses.")
        self.decision = decision


class AnswersChanged(Exception):
    """The answers changed after they were shown, in another tab: what leaves must be what was looked at."""


class PasswordGone(Exception):
    """Nobody may read the password: it was erased (D1), consent was withdrawn (R55), or nothing left yet."""


@dataclass(frozen=True)
class Route:
    """Where a client's data would go, and whether they may: receiver, papers and what the gate says of them."""

    receiver: Organisation | None
    agreement: Agreement | None
    papers: Decision

    @property
    def mailbox(self) -> Mailbox | None:
        """The mailbox named in the protocol (R68)."""
        protocol = self.agreement.protocol_facts if self.agreement else None
        return protocol.mailbox_facts if protocol else None


def find_route(*, team: Organisation, residence: Municipality, sender: User, at: datetime) -> Route:
    """Find the receiver of the place where the client stays (R2, R3) and ask the gate, before anything is typed."""
    on = timezone.localdate(at)
    receiver, agreement = papers_for(team=team, residence=residence, on=on)
    papers = gate.check_papers(
        residence=residence.pk,
        region=Region(residence.region),
        partner=receiver,
        agreement=agreement,
        sender=sender,
        on=on,
    )
    return Route(receiver, agreement, papers)


@transaction.atomic
def start_draft(*, team: Organisation, residence: Municipality, by: User, at: datetime) -> Draft:
    """Begin a referral for a client who stays in this municipality; refused when the papers do not allow it."""
    route = find_route(team=team, residence=residence, sender=by, at=at)
    if not route.papers.may_send:
        raise NotAllowed(route.papers)
    return Draft.objects.create(team=team, residence=residence, started_by=by, started_at=at)


@transaction.atomic
def keep_answers(draft: Draft, *, step: str, answers: dict[str, Any]) -> None:
    """Keep, sealed, what was typed in one step of a draft that is not filed yet."""
    locked = Draft.objects.select_for_update(no_key=True).get(pk=draft.pk)
    if locked.referral_id is None:
        locked.answers = {**locked.answers, step: answers}
        locked.revision += 1
        locked.save(update_fields=["sealed_answers", "revision"])


@transaction.atomic
def discard_draft(draft: Draft) -> None:
    """Throw away a draft with everything that was typed."""
    Draft.objects.filter(pk=draft.pk, referral=None).delete()


@transaction.atomic
def discard_old_drafts(*, at: datetime) -> int:
    """Throw away drafts nobody finished within a week: data without consent are not kept. Returns how many."""
    return Draft.objects.filter(referral=None, started_at__lt=at - DRAFT_LIFE).delete()[0]


@transaction.atomic
def file_referral(
    draft: Draft, *, consent: Consent, identification: Identification, by: User, at: datetime
) -> Referral:
    """File the referral: consent, referral and its place in the outbox in one transaction (design, "The journey").

    A second submit of the same draft returns the referral that the first one made. Raises AnswersChanged when the
    draft is no longer the one these answers were read from, and NotAllowed when the gate refuses.
    """
    revision = draft.revision
    # No joins: what is joined to a row that waited for its lock is as it was before the wait.
    draft = Draft.objects.select_for_update(no_key=True).get(pk=draft.pk)
    if draft.referral is not None:
        return draft.referral
    if draft.revision != revision:
        raise AnswersChanged
    route = find_route(team=draft.team, residence=draft.residence, sender=by, at=at)
    decision = gate.check(
        consent=consent,
        residence=draft.residence_id,
        region=Region(draft.residence.region),
        partner=route.receiver,
        agreement=route.agreement,
        sender=by,
        on=timezone.localdate(at),
    )
    mailbox = route.mailbox
    if not decision.may_send or route.receiver is None or route.agreement is None or mailbox is None:
        raise NotAllowed(decision)
    referral = _new_referral(draft, route, consent=record_consent(consent, by=by, at=at), by=by, at=at)
    referral.identification = identification
    referral.transmission = queue_transmission(
        kind=Kind.REFERRAL,
        subject_id=referral.pk,
        reference=referral.reference,
        recipient=mailbox.address,
        papers_id=route.agreement.pk,
        at=at,
        with_password=True,
    )
    referral.save(force_insert=True)
    draft.referral, draft.sealed_answers = referral, None
    draft.save(update_fields=["referral", "sealed_answers"])
    details = {"reference": referral.reference}
    record_event(Event.REFERRAL_FILED, by=by, at=at, about=referral, organisation=draft.team, details=details)
    return referral


def _new_referral(draft: Draft, route: Route, *, consent: Consent, by: User, at: datetime) -> Referral:
    return Referral(
        team=draft.team,
        partner=route.receiver,
        residence=draft.residence,
        agreement=route.agreement,
        consent=consent,
        filed_by=by,
        filed_at=at,
    )


@transaction.atomic
def withdraw(referral: Referral, *, on: date, by: User, at: datetime) -> None:
    """Record that the client took back consent (R55), and cancel what did not leave.

    Waits for a hand-over that is under way, because that holds the lock of the referral: once this returns, nothing
    leaves any more.
    """
    locked = Referral.objects.select_for_update(no_key=True).get(pk=referral.pk)
    cancel_queued(subject_id=locked.pk)
    withdraw_consent(locked.consent, on=on, by=by, at=at)


@transaction.atomic
def release_outbox(*, withdrawn: Mapping[UUID, date], by: User, at: datetime) -> tuple[int, int]:
    """Let mail leave again after a standstill; first, what a restore brought back is set right.

    `withdrawn` are the consents in the journal. Returns how many mails wait for a person because they may have left
    after the copy was made, and how many withdrawals were recorded again (R55).
    """
    held = hold_what_may_have_left(at)
    lost = Referral.objects.filter(consent__in=withdrawn, consent__withdrawal=None).select_related("consent")
    again = list(lost.order_by("pk"))
    for referral in again:
        withdraw(referral, on=withdrawn[referral.consent_id], by=by, at=at)
    release(by=by, at=at)
    return held, len(again)


@transaction.atomic
def retry_sending(referral: Referral, *, by: User, at: datetime) -> list[Obstacle]:
    """Send again what failed or was kept in: the same mail, to the same mailbox; the gate is asked first (D7).

    Returns what still stands in the way; then the mail stays in. Raises NotRetryable when it is not stopped.
    """
    courier = courier_of(Kind.REFERRAL)
    locked = courier.lock(referral.pk, wait=True)
    transmission = (
        Transmission.objects.select_for_update(no_key=True).without_content().get(pk=referral.transmission_id)
    )
    if locked is None or transmission.status not in STOPPED:
        raise NotRetryable
    obstacles = list(courier.obstacles(locked, transmission, at=at))
    if obstacles:
        if transmission.status == TransmissionStatus.BLOCKED:
            transmission.obstacles = [obstacle.code for obstacle in obstacles]
            transmission.save(update_fields=["obstacles"])
        return obstacles
    retry(transmission, by=by, at=at)
    return []


@transaction.atomic
def cancel_sending(referral: Referral, *, by: User, at: datetime) -> None:
    """Give up a mail that did not leave; raises NotRetryable when it did, or may have: then consent is withdrawn."""
    Referral.objects.select_for_update(no_key=True).get(pk=referral.pk)
    cancel(Transmission.objects.get(pk=referral.transmission_id), by=by, at=at)


@transaction.atomic
def read_password(referral: Referral, *, by: User, at: datetime) -> str:
    """Return the archive's password and write the reading to the trail (D2).

    For the addressed receiver's social worker on the site, or for a team member who reads it out by phone. The first
    reading by the receiver counts as the opening of the archive, which starts the clock of D1.
    """
    referral = Referral.objects.select_related("transmission", "consent").get(pk=referral.pk)
    transmission = referral.transmission
    password = transmission.password
    may_have_left = transmission.status == TransmissionStatus.SENT or transmission.is_ambiguous
    if password is None or not may_have_left or referral.consent.withdrawn_on is not None:
        raise PasswordGone
    is_receiver = referral.partner in by.organisations_as(Role.SOCIAL_WORKER)
    if is_receiver:  # an update, not a lock: reading never waits for a worker that speaks with the relay
        Referral.objects.filter(pk=referral.pk, opened_at=None).update(opened_at=at)
    record_event(
        Event.PASSWORD_READ,
        by=by,
        at=at,
        about=referral,
        organisation=referral.partner if is_receiver else referral.team,
        details={"reference": referral.reference},
    )
    return str(password)
