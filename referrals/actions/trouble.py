"""Telling who follows a referral up that a mail of it did not arrive: once for each reason, as it begins (ADR 0091).

What is told follows from what the start page of the team shows, and from nothing else (D4).
"""

from collections import defaultdict
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from agreements.actions.messages import write_message
from agreements.models import MessageKind
from agreements.terms.papers import Party
from referrals.actions.corrections import whom_to_tell
from referrals.models import DATA_FIELDS, Referral, TroubleTold
from referrals.rules.worklist import ToDo, to_do

TROUBLE = (ToDo.SEND, ToDo.SEND_ANEW, ToDo.CALL)
"""What a mail is written about; the other reasons have a mail of their own, or ask for nothing in a hurry."""

MOST_NAMED = 20


@transaction.atomic
def tell_of_trouble(*, at: datetime) -> int:
    """Write one mail to each person with all that went wrong since the last time; returns how many mails."""
    everywhere = Referral.objects.select_related("team", "filed_by", "taken_over_by").defer(*DATA_FIELDS)
    standing = {
        (referral.pk, kind.value): (referral, kind) for kind in TROUBLE for referral in to_do(everywhere, only=kind)
    }
    rows = {(row.referral_id, row.what): row.pk for row in TroubleTold.objects.select_for_update(no_key=True)}
    TroubleTold.objects.filter(pk__in=[key for told, key in rows.items() if told not in standing]).delete()
    new = [standing[key] for key in standing if key not in rows]
    # Another run may have told the same a moment ago: then this one fails whole, and writes nothing.
    TroubleTold.objects.bulk_create([TroubleTold(referral=referral, what=kind.value) for referral, kind in new])
    letters: dict[str, list[tuple[Referral, ToDo]]] = defaultdict(list)
    for referral, kind in new:
        for address in whom_to_tell(referral):
            letters[address].append((referral, kind))
    for address, lines in letters.items():
        _write(address, lines, at=at)
    return len(letters)


def _write(address: str, lines: list[tuple[Referral, ToDo]], *, at: datetime) -> None:
    named = [
        (referral, kind, settings.SITE_URL + reverse("referrals:referral", args=[referral.reference]))
        for referral, kind in lines[:MOST_NAMED]
    ]
    context = {"lines": named, "more": len(lines) - len(named), "product_name": settings.PRODUCT_NAME}
    one = lines[0][0].reference
    subject = f"Mail niet aangekomen: {one}" if len(lines) == 1 else f"{len(lines)} mails niet aangekomen"
    write_message(
        kind=MessageKind.TROUBLE,
        agreement=None,
        to_party=Party.AGENCY,
        recipient=address,
        subject=subject,
        body=render_to_string("mail/trouble.txt", context),
        by=None,
        at=at,
    )
