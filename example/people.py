"""The head of service at the example OCMW, and bottlenecks as both sides note them; all invented."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.actions.access import set_head
from accounts.models import Membership, User
from agreements.actions.bottlenecks import note_bottleneck, take_back
from agreements.models import Agreement, BottleneckKind
from agreements.terms.papers import Party
from example import accounts


def add_people(agreement: Agreement, users: dict[str, User], *, at: datetime) -> None:
    """Name the head, and note two bottlenecks, one of which was a mistake."""
    head, member = users[accounts.HEAD_WESTERLO.email], users[accounts.TEAM_MEMBER_KEMPEN.email]
    membership = Membership.objects.get(user=head)
    set_head(membership=membership, is_head=True, by=users[accounts.ADMINISTRATOR.email], at=at)
    last_week = timezone.localdate(at) - timedelta(days=7)
    for party, kind, by in (
        (Party.PARTNER, BottleneckKind.FAMILY, head),
        (Party.AGENCY, BottleneckKind.UNREACHABLE, member),
    ):
        note_bottleneck(agreement=agreement, party=party, kind=kind, met_on=last_week, by=by, at=at)
    mistake = note_bottleneck(
        agreement=agreement, party=Party.PARTNER, kind=BottleneckKind.MAILBOX_FULL, met_on=last_week, by=head, at=at
    )
    take_back(bottleneck=mistake, by=head, at=at)
