"""Lets the bench sign in to generated load: prints, as JSON, who works at the largest receiver and team and what they
have there to look at. Writes an audit event for each referral, and reminds receivers: generated load has neither.
"""

import json
from typing import Any

import django
from django.utils import timezone

SHOWN = 120
"""Stuck mails: more than a page shows."""


def prepare() -> dict[str, str]:
    """Give both the password and the app of the demo accounts; safe to run again."""
    from example.load.casework import make_world
    from ocmw_intake.models import Intake
    from referrals.models import Referral

    _write_events()
    _fill_a_page_of_stuck_mails()
    _remind()
    world = make_world()
    largest = world.agreements[0]
    received = Intake.objects.filter(partner=largest.partner_id).select_related("referral").order_by("received_at")
    filed = Referral.objects.filter(team=largest.team_id).order_by("-filed_at")
    return {
        "worker": _let_in(world.workers[largest.partner_id]),
        "member": _let_in(world.members[largest.team_id]),
        "received": received[0].referral.reference,
        "filed": filed[0].reference,
    }


def _let_in(person: Any) -> str:
    from accounts.second_factor import is_set
    from example.accounts import PASSWORD
    from example.second_factor import LONG_AGO, link_app

    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    if not is_set(person):
        link_app(person, LONG_AGO)
    return str(person.email)


def _fill_a_page_of_stuck_mails() -> None:
    """As many as a page shows, on the small side too: else the large one would be measured with more rows on it."""
    from uuid import uuid4

    from outbox.models import STOPPED, Transmission

    stuck = list(Transmission.objects.filter(status__in=STOPPED).order_by("-created_at")[:SHOWN])
    copies = [stuck[number % len(stuck)] for number in range(SHOWN - len(stuck))] if stuck else []
    for one in copies:
        one.pk, one.message_id = uuid4(), f"<{uuid4().hex}@meting.example>"
        one.save(force_insert=True)


def _remind() -> None:
    """As each working day at 7.20: else a team has hundreds to call about at one hour, and none at another."""
    from outbox.models import OPEN, Kind, Transmission, TransmissionStatus
    from referrals.actions import remind_receivers

    remind_receivers(at=timezone.now())
    Transmission.objects.filter(kind=Kind.REMINDER, status__in=OPEN).update(status=TransmissionStatus.CANCELLED)


def _write_events() -> None:
    from django.db import connection

    from audit.models import AGENCY
    from audit.sealing import seal

    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_auditevent (log, at, event, object_type, object_id, organisation_id, details) "
            "SELECT %s, filed_at, 'referral_filed', 'referrals.referral', filed.id::text, team_id, '{}' "
            "FROM referrals_referral AS filed LEFT JOIN audit_auditevent AS written "
            "ON written.object_id = filed.id::text AND written.event = 'referral_filed' WHERE written.id IS NULL",
            [AGENCY],
        )
    seal()


if __name__ == "__main__":
    django.setup()
    print(json.dumps(prepare()))
