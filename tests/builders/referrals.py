"""Referrals of invented clients, lawful unless told otherwise."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from agreements.models import Agreement
from directory.models import Municipality, Organisation
from law.identification import Address, Identification, Name
from law.roles import Role
from outbox.actions import queue_transmission
from outbox.models import Kind, Transmission, TransmissionStatus
from referrals import listeners
from referrals.models import Correction, Defect, OpeningReason, Referral, ReportedBy, SheetOpening
from tests.builders.accounts import a_user
from tests.builders.agreements import papers_in_force
from tests.builders.consent import a_consent
from tests.builders.days import FILED_AT
from tests.builders.directory import a_municipality, a_team, an_ocmw


def an_identification(**changes: Any) -> Identification:
    """Return the four fields of an invented client."""
    answers = {
        "first_name": "Noor",
        "last_name": "Van den Voorbeeld",
        "street": "Lindelaan 22/1",
        "box": "3",
        "postal_code": "9999",
        "municipality": "Voorbeelddorp",
        "phone": "+32470000012",
        "email": "noor@post.example",
        **changes,
    }
    return Identification(
        name=Name(answers["first_name"], answers["last_name"]),
        address=Address(answers["street"], answers["box"], answers["postal_code"], answers["municipality"]),
        phone=answers["phone"],
        email=answers["email"],
    )


@transaction.atomic
def a_referral(
    *,
    team: Organisation | None = None,
    partner: Organisation | None = None,
    residence: Municipality | None = None,
    filed_by: User | None = None,
    agreement: Agreement | None = None,
    filed_at: datetime = FILED_AT,
    sent: bool = False,
    channel: str = "oral",
    **changes: Any,
) -> Referral:
    """Return a referral in the outbox, or one that was sent a minute later; `changes` go to the four fields."""
    residence = residence or a_municipality()
    team = team or a_team()
    partner = partner or an_ocmw(serves=residence)
    agreement = (
        agreement or Agreement.objects.filter(team=team, partner=partner).first() or papers_in_force(team, partner)
    )
    filed_by = filed_by or a_user(Role.TEAM_MEMBER, team)
    given_on = min(date(2026, 11, 20), timezone.localdate(filed_at))
    consent = a_consent(team=team, receiver=partner, obtained_by=filed_by, given_on=given_on, channel=channel)
    consent.save()
    referral = Referral(
        id=uuid.uuid4(),
        team=team,
        partner=partner,
        residence=residence,
        agreement=agreement,
        consent=consent,
        filed_by=filed_by,
        filed_at=filed_at,
        identification=an_identification(**changes),
    )
    referral.transmission = queue_transmission(
        kind=Kind.REFERRAL,
        subject_id=referral.pk,
        reference=referral.reference,
        recipient=agreement.protocol_facts.mailbox_facts.address,
        papers_id=agreement.pk,
        at=filed_at,
    )
    referral.save()
    if sent:
        Transmission.objects.filter(pk=referral.transmission_id).update(
            status=TransmissionStatus.SENT, sent_at=filed_at, attempt_count=1
        )
        referral.transmission.refresh_from_db()
        listeners.tell_arrival(referral.pk, partner_id=partner.pk, at=filed_at)
    return referral


def a_correction(referral: Referral, **changes: Any) -> Correction:
    """Return a report of the receiver that the address is outdated, an hour after the referral came in."""
    answers = {
        "address_defect": Defect.OUTDATED,
        "how": ReportedBy.SITE,
        "reported_by": referral.filed_by,
        "reported_at": referral.filed_at + timedelta(hours=1),
        **changes,
    }
    return Correction.objects.create(referral=referral, **answers)


def an_opening(referral: Referral, **changes: Any) -> SheetOpening:
    """Return a question of a DPO to the head of a team, about a signed sheet."""
    answers = {
        "reason": OpeningReason.COMPLAINT,
        "asked_by": a_user(Role.AUDITOR),
        "asked_by_dpo": True,
        "asked_at": timezone.now(),
        **changes,
    }
    return SheetOpening.objects.create(referral=referral, **answers)
