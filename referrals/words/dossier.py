"""All that is known of one client here, for who asks (art. 15 GDPR): from the side of the team alone (D4).

Of a correction it tells that it was made, and not that it arrived (ADR 0023). Whoever read a password is named by
organisation; the person stands in the trail.
"""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from audit.events import Event
from audit.models import AuditEvent
from consent import information
from directory.rows import Row
from outbox.models import Kind
from referrals.models import Referral
from referrals.rules.archives import archives_of
from referrals.rules.sheet import told_to
from referrals.words.summary import (
    client_rows_of,
    consent_rows,
    correction_lines,
    deletion_lines,
    erasure_words,
    signed_sheet_of,
)
from referrals.words.timeline import ending


def dossier_of(referral: Referral) -> dict[str, Any]:
    """Return what the page shows, in its order."""
    consent = referral.consent
    return {
        "client_rows": client_rows_of(referral, at=timezone.now()),
        "sent": _sent(referral),
        "consent_rows": consent_rows(consent),
        "signed_sheet": signed_sheet_of(referral),
        "told": information.parallel(
            consent.text_version,
            consent.language,
            told_to(referral),
        ),
        "ending": ending(referral),
        "ended_on": consent.withdrawn_on,
        "deletion": deletion_lines(referral),
        "corrections": correction_lines(referral),
        "readings": _readings(referral),
        "erasure": erasure_words(referral),
    }


def _sent(referral: Referral) -> list[Row]:
    """What was sent, when and to which mailbox."""
    rows = []
    for archive in archives_of(referral):
        mail = archive.transmission
        when = f"op {_moment(mail.sent_at)}" if mail.sent_at else "niet verstuurd"
        if mail.sent_at is None and mail.is_ambiguous:
            when = "misschien verstuurd"
        if mail.kind == Kind.CORRECTION:
            when = f"gemaakt op {_moment(mail.created_at)}"
        what = str(mail.get_kind_display())
        rows.append({"label": f"{archive.name} ({what})", "value": f"{when}, voor {mail.recipient}"})
    return rows


def _readings(referral: Referral) -> list[str]:
    """When each password was read, and on whose side."""
    read = AuditEvent.objects.filter(event=Event.PASSWORD_READ, object_id=str(referral.pk)).order_by("pk")
    sides = (referral.team, referral.partner)
    return [f"{_moment(event.at)}: {side.name}" for event in read for side in sides if side.pk == event.organisation_id]


def _moment(at: Any) -> str:
    return date_format(timezone.localtime(at), "j F Y, H:i")
