"""The scan of what the client signed: kept, read, and removed when it was a mistake (R53, ADR 0028).

It names the client, so one alone reads it only as long as the four fields are here; after that it is proof, and opens
with four eyes (`referrals.actions.opening`, D17).
"""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.events import Event
from audit.record import Code, record_event
from consent.models import Channel, SignedSheet
from law.refusal import Refusal
from referrals.models import Referral


def may_keep_signed_sheet(referral: Referral) -> bool:
    """Written consent that stands, data that are still kept, and no sheet yet."""
    consent = referral.consent
    stands = consent.channel == Channel.WRITTEN and consent.withdrawn_on is None and referral.erased_at is None
    return stands and not SignedSheet.objects.filter(consent=consent).exists()


@transaction.atomic
def keep_signed_sheet(referral: Referral, *, content: bytes, by: User, at: datetime) -> SignedSheet:
    """Keep a PDF that `directory.form_fields.PdfField` let through; sealed from here on. Raises Refusal."""
    if not may_keep_signed_sheet(
        _lock(referral)
    ):  # under the lock that erasing takes too: nothing comes in behind its back
        raise Refusal("Het blad is niet bewaard. De toestand van deze aanmelding is intussen veranderd.")
    sheet = SignedSheet.objects.create(
        consent=referral.consent, content=content, size=len(content), kept_by=by, kept_at=at
    )
    _write_event(Event.SIGNED_SHEET_KEPT, referral, by=by, at=at, size=len(content))
    return sheet


@transaction.atomic
def read_signed_sheet(referral: Referral, *, by: User, at: datetime) -> bytes:
    """Return the content, until the data are erased, and write the reading to the trail. Raises Refusal."""
    is_erased = Referral.objects.filter(pk=referral.pk, erased_at__isnull=False).exists()
    sheet = None if is_erased else SignedSheet.objects.filter(consent=referral.consent_id).first()
    if sheet is None:
        raise Refusal("Het ondertekende blad is gesloten of weggehaald.")
    _write_event(Event.SIGNED_SHEET_READ, referral, by=by, at=at)
    return sheet.content


@transaction.atomic
def remove_signed_sheet(referral: Referral, *, by: User, at: datetime) -> None:
    """Delete a sheet that was a mistake, such as one of another client, until the data are erased.

    A second time changes nothing.
    """
    if _lock(referral).erased_at is not None:
        raise Refusal("De gegevens zijn gewist. Het blad blijft nu bewaard als bewijs.")
    deleted, _rows = SignedSheet.objects.filter(consent=referral.consent_id).delete()
    if deleted:
        _write_event(Event.SIGNED_SHEET_REMOVED, referral, by=by, at=at)


def _lock(referral: Referral) -> Referral:
    return Referral.objects.select_for_update(no_key=True).get(pk=referral.pk)


def _write_event(event: Event, referral: Referral, *, by: User, at: datetime, **more: Code) -> None:
    details: dict[str, Code | list[str]] = {"reference": referral.reference, **more}
    record_event(event, by=by, at=at, about=referral, organisation=referral.team, details=details)
