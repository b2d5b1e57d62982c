"""The archives that belong to one referral, in the order in which they were made, and what each is called.

The first holds the four fields; later ones a correction or the request to delete. Their names are neutral: the
reference and a number.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from outbox.models import CARRIES_CLIENT_DATA, OF_THE_RECEIVER, Kind, Transmission, TransmissionStatus
from referrals.models import Referral, deletion_notices_of
from statements.written import written_once

OF_THE_REFERRAL = tuple(kind for kind in CARRIES_CLIENT_DATA if kind not in OF_THE_RECEIVER)
"""What the team sends to the receiver. What the receiver passes on is none of it, and never in a list here (D4)."""


@dataclass(frozen=True)
class Archive:
    """One archive, and whether a later one with corrected data came in its place (R88)."""

    name: str
    transmission: Transmission
    is_superseded: bool

    @property
    def is_deletion_notice(self) -> bool:
        return self.transmission.kind == Kind.DELETION_NOTICE

    @property
    def has_arrived(self) -> bool:
        """Whether the relay took it."""
        return self.transmission.status == TransmissionStatus.SENT


def archives_of(referral: Referral, *, only_sent: bool = False) -> list[Archive]:
    """All archives of a referral. With `only_sent` an archive is superseded by what really left (for the receiver)."""
    notices = [notice.pk for notice in deletion_notices_of(referral)]  # asked first, so that mails are read by key
    found = _mails_about([referral.pk, *notices])
    named = [(_name(referral, number), one) for number, one in enumerate(found, start=1)]
    if only_sent:
        named = [(name, one) for name, one in named if one.status == TransmissionStatus.SENT]
    with_data = [one.pk for _name, one in named if one.kind in OF_THE_REFERRAL]
    return [Archive(name, one, is_superseded=one.pk in with_data[:-1]) for name, one in named]


@written_once
def _mails_about(subjects: list[UUID]) -> QuerySet[Transmission]:
    own = Transmission.objects.filter(subject_id__in=subjects).without_content()
    return own.filter(kind__in=(*OF_THE_REFERRAL, Kind.DELETION_NOTICE)).order_by("created_at", "message_id")


def may_read(archive: Archive, referral: Referral) -> bool:
    """Whether its password may be read: of a request to delete once it left; of data as long as consent stands.

    Of a correction the team does not learn whether it left, as the receiver may have stopped it (ADR 0023).
    """
    transmission = archive.transmission
    has_left = archive.has_arrived or transmission.is_ambiguous
    if archive.is_deletion_notice:
        return has_left
    if referral.erased_at is not None or referral.consent.withdrawn_on is not None:
        return False
    return has_left or transmission.kind == Kind.CORRECTION


def name_of(transmission: Transmission, referral: Referral) -> str:
    """What the archive of this transmission is called; the one of the filing itself is always the first."""
    if transmission.pk == referral.transmission_id:
        return _name(referral, 1)
    return next(one.name for one in archives_of(referral) if one.transmission.pk == transmission.pk)


def _name(referral: Referral, number: int) -> str:
    return f"{referral.reference}-{number}.zip" if number > 1 else f"{referral.reference}.zip"


def mailboxes_with_data(referral: Referral) -> list[str]:
    """Every mailbox to which the four fields went, or may have gone (D6). Asked under the lock of the referral."""
    left = Q(status=TransmissionStatus.SENT) | Q(is_ambiguous=True)
    carried = Transmission.objects.filter(left, subject_id=referral.pk, kind__in=OF_THE_REFERRAL)
    return sorted(set(carried.values_list("recipient", flat=True)))
