"""Passing the four fields of one referral on to a partner of the *geïntegreerd breed onthaal* (R78, R90–R93)."""

import uuid
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.events import Event
from audit.record import record_event
from directory.models import Organisation
from law.gate import Decision
from law.identification import Identification
from law.refusal import Refusal, refused_by_gate
from ocmw_intake.actions.refusals import DATA_ARE_TO_GO
from ocmw_intake.actions.writing import lock_intake, refuse_impossible_day, require_secrecy
from ocmw_intake.journal import Act, note
from ocmw_intake.models import Intake
from ocmw_intake.onward.letters import sharing_letter
from ocmw_intake.onward.models import OnwardConsent, OnwardDeletion, OnwardSharing
from ocmw_intake.onward.rules import OnwardInformation, Way, may_leave, may_share, way_to
from outbox.actions import cancel_queued, queue_transmission, retry, write_now
from outbox.couriers import courier_of
from outbox.models import STOPPED, Kind, Transmission, TransmissionStatus
from referrals.models import DATA_FIELDS, Referral
from referrals.wanted import is_wanted

_SAME_PRESS = timedelta(seconds=10)
"""Nobody types the four fields twice within it."""


@transaction.atomic
def record_onward_consent(
    referral: Referral, *, partner: Organisation, given_on: date, told: OnwardInformation, by: User, at: datetime
) -> OnwardConsent:
    """Record the client's consent for this partner, given after the five points (R52, R78).

    One that stands already is returned. Raises SecrecyNotDeclared, or Refusal with every reason when the gate refuses.
    """
    require_secrecy(by, at)
    refuse_impossible_day(referral, given_on, at, field="given_on")
    referral, intake = _lock(referral)
    standing = intake.onward_consents.filter(partner=partner, ended_at=None).first()
    if standing is not None:
        return standing
    consent = OnwardConsent(
        intake=intake,
        partner=partner,
        asked_by=by,
        given_on=given_on,
        told_purpose=told.purpose,
        told_data=told.data,
        told_partner=told.partner,
        told_next_steps=told.next_steps,
        told_expectations=told.expectations,
        is_free=told.is_free,
        recorded_at=at,
    )
    _allowed_way(partner, referral, consent=consent, at=at)
    consent.save(force_insert=True)
    noted = {"consent": consent.pk, "partner": partner.pk, "on": given_on}
    note(Act.ONWARD_CONSENT, referral.pk, by=by, at=at, **noted)
    record_event(Event.ONWARD_CONSENT_RECORDED, by=by, at=at, about=intake, organisation=intake.partner)
    return consent


@transaction.atomic
def share_onward(
    referral: Referral, *, consent_id: uuid.UUID, identification: Identification, by: User, at: datetime
) -> OnwardSharing:
    """Pass on what the social worker typed from the own archive, under the consent that stands (R67, R90, D21).

    The first time, and again after a correction or when it could not leave: what still waits for this partner is
    cancelled, and this comes in its place. The same press twice passes on once. Raises SecrecyNotDeclared, or Refusal.
    """
    require_secrecy(by, at)
    referral, intake = _lock(referral)
    consent = intake.onward_consents.select_related("partner").filter(pk=consent_id, ended_at=None).first()
    if consent is None:
        raise Refusal("Dat kan nu niet meer. Kijk hieronder hoe het ermee staat.")
    last = consent.sharings.select_related("transmission").order_by("-shared_at").first()
    if last is not None and last.shared_by_id == by.pk and at - last.shared_at < _SAME_PRESS:
        return last
    way = _allowed_way(consent.partner, referral, consent=consent, at=at)
    for sharing in consent.sharings.all():
        cancel_queued(subject_id=sharing.pk)
    return _send(way, consent, intake, identification, by=by, at=at)


@transaction.atomic
def retry_onward(sharing: OnwardSharing, *, by: User, at: datetime) -> Decision | None:
    """Send again what failed or was held back: the same mail, to the same mailbox; the gate is asked first (D7).

    Returns the refusal when something still stands in the way. Raises SecrecyNotDeclared and Refusal.
    """
    require_secrecy(by, at)
    locked = courier_of(Kind.ONWARD).lock(sharing.pk, wait=True)
    mail = Transmission.objects.select_for_update(no_key=True).without_content().get(pk=sharing.transmission_id)
    if locked is None or mail.status not in STOPPED:
        raise Refusal("Dat kan nu niet meer. Kijk hieronder hoe het ermee staat.")
    decision = may_leave(locked, mail=mail, at=at)
    if not decision.may_send:
        if mail.status == TransmissionStatus.BLOCKED:
            mail.obstacles = [obstacle.code for obstacle in decision.obstacles]
            mail.save(update_fields=["obstacles"])
        return decision
    retry(mail, by=by, at=at)
    return None


def send_onward_again(sharings: Iterable[OnwardSharing], *, by: User, at: datetime) -> int:
    """Send what was held back and can go again, each in a transaction of its own; returns how many go (D29, D30).

    The gate is asked about each. Raises SecrecyNotDeclared.
    """
    going = 0
    for sharing in sharings:
        with suppress(Refusal):  # a colleague was first
            going += retry_onward(sharing, by=by, at=at) is None
    return going


@transaction.atomic
def read_onward_password(archive: OnwardSharing | OnwardDeletion, *, by: User, at: datetime) -> str:
    """Return the password of an archive for a partner, to be read out by phone, and write that to the trail (D2).

    Raises SecrecyNotDeclared, and Refusal when nothing left yet, or it was erased.
    """
    require_secrecy(by, at)
    mail = Transmission.objects.get(pk=archive.transmission_id)
    has_left = mail.status == TransmissionStatus.SENT or mail.is_ambiguous
    if not has_left or mail.password is None:
        raise Refusal("Dit wachtwoord is er niet. De mail is nog niet weg, of de gegevens zijn gewist.")
    intake = archive.intake if isinstance(archive, OnwardSharing) else archive.consent.intake
    record_event(Event.ONWARD_PASSWORD_READ, by=by, at=at, about=intake, organisation=intake.partner)
    return str(mail.password)


def _lock(referral: Referral) -> tuple[Referral, Intake]:
    """The referral as it is now and its follow-up, locked in that order; raises Refusal."""
    intake = lock_intake(referral)
    if not is_wanted(referral.pk):
        raise Refusal(DATA_ARE_TO_GO)
    return Referral.objects.select_related("partner", "consent").defer(*DATA_FIELDS).get(pk=referral.pk), intake


def _allowed_way(partner: Organisation, referral: Referral, *, consent: OnwardConsent, at: datetime) -> Way:
    on = timezone.localdate(at)
    way = way_to(partner, referral, on=on)
    decision = may_share(way, consent=consent, on=on)
    if not decision.may_send:
        raise refused_by_gate(decision)
    return way


def _send(
    way: Way, consent: OnwardConsent, intake: Intake, identification: Identification, *, by: User, at: datetime
) -> OnwardSharing:
    if way.agreement is None:
        raise refused_by_gate(way.papers)  # the gate refused this before; said again for who reads the types
    key = uuid.uuid4()
    mail = queue_transmission(
        kind=Kind.ONWARD,
        subject_id=key,
        recipient=way.mailbox,
        papers_id=way.agreement.pk,
        log=intake.partner.pk,
        at=at,
    )
    sharing = OnwardSharing.objects.create(
        id=key,
        intake=intake,
        partner=way.partner,
        agreement=way.agreement,
        consent=consent,
        transmission=mail,
        shared_by=by,
        shared_at=at,
    )
    write_now(mail, sharing_letter(sharing, mail, identification))
    noted = {
        "consent": consent.pk,
        "sharing": sharing.pk,
        "reference": sharing.reference,
        "recipient": mail.recipient,
        "agreement": way.agreement.pk,
        "message_id": mail.message_id,
    }
    note(Act.ONWARD_SHARED, intake.referral_id, by=by, at=at, **noted)
    record_event(Event.ONWARD_SHARED, by=by, at=at, about=intake, organisation=intake.partner)
    return sharing
