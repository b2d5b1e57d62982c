"""Taking back what was passed on: what waits is cancelled, and who got data is asked to delete (R56, D6).

By the client, for one partner; or because the referral itself ended, at the team or here. Who calls holds the lock of
the referral, as the courier does while it speaks with the relay: once this returns, no data leave any more.
"""

import uuid
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from audit.events import Event
from audit.record import record_event
from ocmw_intake.actions.writing import lock_intake, refuse_impossible_day, require_secrecy
from ocmw_intake.journal import Act, note
from ocmw_intake.models import OutcomeKind
from ocmw_intake.onward.models import EndedBy, OnwardConsent, OnwardDeletion
from outbox.actions import cancel_queued, queue_transmission
from outbox.models import Kind, Transmission, TransmissionStatus
from referrals.models import Referral


@transaction.atomic
def withdraw_onward(referral: Referral, *, consent_id: uuid.UUID, on: date, by: User, at: datetime) -> None:
    """Record that the client took back the consent for one partner (R55, R78); a second press changes nothing.

    Raises SecrecyNotDeclared and Refusal.
    """
    require_secrecy(by, at)
    refuse_impossible_day(referral, on, at)
    intake = lock_intake(referral, even_when_over=True)
    standing = intake.onward_consents.filter(pk=consent_id, ended_at=None).first()
    if standing is None:
        return
    end_consent(standing, on=on, because=EndedBy.CLIENT, by=by, at=at)
    record_event(Event.ONWARD_WITHDRAWN, by=by, at=at, about=intake, organisation=referral.partner)


def follow_referral(found: Any, *, at: datetime) -> None:
    """Let what was passed on follow the referral: `found` as `models.with_standing` gives it, its row locked.

    The referral ended, or the client wants no help: every consent for a partner ends with it. The data must go for
    another reason: what waits no longer leaves, and nothing of it stays sealed here (D1). That ours were erased ends
    nothing: what is passed on comes from the receiver (D21).
    """
    consents = OnwardConsent.objects.filter(intake__referral=found.pk)
    is_taken_back = found.is_withdrawn or found.is_withdrawn_here or found.outcome == OutcomeKind.DECLINES
    if is_taken_back:
        standing = list(consents.filter(ended_at=None).select_related("intake"))
        for consent in standing:
            end_consent(consent, on=timezone.localdate(at), because=EndedBy.REFERRAL, by=None, at=at)
        for consent in standing:
            record_event(Event.ONWARD_ENDED, by=None, at=at, about=consent.intake, organisation=found.partner)
    elif found.must_go:
        for consent in consents:
            _stop(consent)
            _forget(consent)


def end_consent(consent: OnwardConsent, *, on: date, because: EndedBy, by: User | None, at: datetime) -> None:
    """End one consent: nothing leaves for this partner any more, and who may have got data is asked to delete."""
    _stop(consent)
    consent.ended_on, consent.ended_at, consent.ended_because, consent.ended_by = on, at, because, by
    consent.save(update_fields=["ended_on", "ended_at", "ended_because", "ended_by"])
    left = Q(status=TransmissionStatus.SENT) | Q(is_ambiguous=True)
    gone = Transmission.objects.filter(left, pk__in=consent.sharings.values("transmission"))
    for mailbox in sorted(set(gone.values_list("recipient", flat=True))):
        key = uuid.uuid4()
        log = consent.intake.partner.pk
        mail = queue_transmission(
            kind=Kind.ONWARD_DELETION, subject_id=key, recipient=mailbox, papers_id=None, log=log, at=at
        )
        OnwardDeletion.objects.create(id=key, consent=consent, transmission=mail, asked_at=at)
    _forget(consent)
    ended = {"consent": consent.pk, "on": on, "because": because.value}
    note(Act.ONWARD_ENDED, consent.intake.referral_id, by=by, at=at, **ended)


def _stop(consent: OnwardConsent) -> None:
    """Cancel what did not leave."""
    for sharing in consent.sharings.all():
        cancel_queued(subject_id=sharing.pk)


def _forget(consent: OnwardConsent) -> None:
    """Let no bytes and no password of the four fields stay: after this nothing is sent again, or opened."""
    mails = Transmission.objects.filter(pk__in=consent.sharings.values("transmission"))
    mails.exclude(message__isnull=True, password__isnull=True).update(message=None, password=None)
