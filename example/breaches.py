"""One breach of the example: a mailbox that someone without professional secrecy opened, found 31 hours ago."""

import uuid
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from agreements.models import Agreement
from breaches import actions as breaches
from breaches.models import Breach, DiscoveredBy, Happening, MeasureKind
from example import accounts


def register_example_breach(users: dict[str, User], *, at: datetime) -> None:
    """Register it once, with the mails that left affected and a measure planned; the notice is still to be sent."""
    if Breach.objects.exists():
        return
    administrator = users[accounts.ADMINISTRATOR.email]
    agreement = Agreement.objects.get(partner__name=accounts.OCMW_WESTERLO)
    breach = breaches.register_breach(
        key=uuid.uuid4(),
        details={
            "discovered_at": at - timedelta(hours=31),
            "discovered_by": DiscoveredBy.PARTNER,
            "happenings": [Happening.OPENED_WITHOUT_SECRECY],
            "from_on": None,
            "until_on": timezone.localdate(at),
        },
        agreement=agreement,
        by=administrator,
        at=at,
    )
    breaches.search_affected(
        breach=breach,
        mailbox=accounts.MAILBOX_WESTERLO,
        partner=None,
        from_on=None,
        until_on=None,
        by=administrator,
        at=at,
    )
    breaches.keep_measure(
        breach=breach,
        kind=MeasureKind.ACCESS_CHANGED,
        on=timezone.localdate(at) + timedelta(days=1),
        is_done=False,
        by=administrator,
        at=at,
    )
