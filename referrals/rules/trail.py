"""What in the trail belongs to one reference."""

from collections.abc import Iterable
from uuid import UUID

from outbox.models import Transmission
from referrals.models import Referral


def things_with(reference: str) -> Iterable[UUID]:
    """Return the keys of a referral, its consent, and the mails about it."""
    for referral in Referral.objects.filter(reference=reference).only("pk", "consent_id"):
        yield from (referral.pk, referral.consent_id)
    yield from Transmission.objects.filter(reference=reference).values_list("pk", flat=True)
