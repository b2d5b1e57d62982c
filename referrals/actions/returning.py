"""A client comes back: found by the name and one of address, phone and e-mail, erased or not (D16, ADR 0052)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.events import Event
from audit.record import record_event
from law.retention import proof_ends_on
from law.roles import Role
from referrals.models import ClientFingerprint, Referral, ReferralQuerySet
from referrals.terms.returning import Known, known_of


def keep_fingerprints(referral: Referral) -> None:
    """Make the fingerprints of data that have none yet; belongs in the transaction that writes them."""
    identification = referral.identification
    if identification is None:
        raise ValueError("An erased referral has nothing to make fingerprints of.")
    ends_on = proof_ends_on(timezone.localdate(referral.filed_at))
    rows = []
    for one in known_of(identification):
        by_words, by_letters = one.digests(referral.pk)
        rows.append(
            ClientFingerprint(
                referral=referral, detail=one.detail, by_words=by_words, by_letters=by_letters, ends_on=ends_on
            )
        )
    ClientFingerprint.objects.bulk_create(rows)


def renew_fingerprints(referral: Referral) -> None:
    """Make the fingerprints of data that became others, in the transaction that writes them."""
    referral.fingerprints.all().delete()
    keep_fingerprints(referral)


def of_client(referrals: ReferralQuerySet, known: Sequence[Known]) -> list[UUID]:
    """The keys of those of these referrals that are of this client, as far as the details tell."""
    wanted = {one.detail.value: one for one in known}
    kept = ClientFingerprint.objects.filter(referral__in=referrals, detail__in=list(wanted))
    rows = kept.values_list("referral", "detail", "by_words", "by_letters").iterator(chunk_size=5000)
    return list({key for key, detail, *fingerprints in rows if wanted[detail].is_of(key, *map(bytes, fingerprints))})


def of_client_anywhere(known: Sequence[Known], *, by: User) -> list[Referral]:
    """The referrals of this client in every team, with team and reference and nothing else; for a DPO only."""
    if not by.has_role(Role.AUDITOR):
        return []
    found = Referral.objects.filter(pk__in=of_client(Referral.objects.all(), known)).select_related("team")
    return list(found.only("reference", "filed_at", "team__name").order_by("team__name", "-filed_at"))


@transaction.atomic
def note_search(*, found: int, everywhere: bool, by: User, at: datetime) -> None:
    """Write to the trail that someone searched for a client, and how many were found; nothing of what was typed."""
    details = {"found": found, "scope": "everywhere" if everywhere else "team"}
    record_event(Event.CLIENT_SEARCHED, by=by, at=at, about=by, details=details)
