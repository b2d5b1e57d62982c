"""Where a follow-up stands, kept beside the facts it follows from, so that a worklist need not work it out (ADR 0031).

Every write that can change it ends here: those of the receiver, and through `referrals.listeners` those of the team.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ocmw_intake.models import Intake, IntakeStatus, with_standing
from referrals.models import Referral

_followers: list[Callable[..., None]] = []


def register_follower(follow: Callable[..., None]) -> None:
    """Register, at start, who acts once the standing of a referral is written; its row is locked."""
    if follow not in _followers:
        _followers.append(follow)


def begin_follow_up(referral_id: UUID, *, partner_id: UUID, at: datetime) -> None:
    """Open the follow-up of a referral that arrived this moment; one that was open already stays as it is.

    Nothing can have happened to it yet: its consent stood at the hand-over, and nobody had it to log anything.
    """
    begun = Intake(referral_id=referral_id, partner_id=partner_id, received_at=at, status=IntakeStatus.TO_CONTACT)
    Intake.objects.bulk_create([begun], ignore_conflicts=True)


@transaction.atomic
def keep_standing(referral_id: UUID, *, at: datetime) -> None:
    """Open the follow-up of a referral that arrived, and write where it stands now.

    A referral that did not arrive has no follow-up, whatever becomes of it. Who calls holds the lock of the referral.
    """
    arrived = with_standing(Referral.objects.filter(pk=referral_id, transmission__sent_at__isnull=False))
    if not arrived:
        return
    [found] = arrived
    standing = {
        "status": found.intake_status,
        "must_go_since": found.must_go_since,
        "must_go_because": found.must_go_because,
    }
    Intake.objects.update_or_create(
        referral_id=referral_id,
        defaults=standing,
        create_defaults={"partner_id": found.partner_id, "received_at": found.transmission.sent_at, **standing},
    )
    for follow in _followers:
        follow(found, at=at)
