"""A database after years, made in seconds: invented referrals are told one by one, and copied by the database itself.

Each copy has keys, references and moments of its own, and is erased, as nearly all of five years are (D1).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from psycopg.conninfo import conninfo_to_dict

from audit.models import AGENCY
from audit.sealing import seal
from directory.models import Organisation
from example.load import casework, papers
from example.load.copies import write_copies
from local.schema import database_beside, template_beside
from outbox.models import Attempt, Transmission
from referrals.models import ReceiverReminder, Referral

AGREEMENTS = 285
TOLD = 500
"""Referrals that `example.load` tells."""
COPIES = 99

_COPIED = (*casework.ORDER, Attempt)
_MADE_BESIDE = ("audit_auditevent", "audit_leaf", ReceiverReminder._meta.db_table)
_GROWING = sorted([*_MADE_BESIDE, *(model._meta.db_table for model in _COPIED)])

_EVENTS = """
INSERT INTO audit_auditevent (log, at, event, object_type, object_id, organisation_id, details)
SELECT %s, filed_at, 'referral_filed', 'referrals.referral', id::text, team_id, '{}' FROM referrals_referral AS one
WHERE NOT EXISTS (SELECT FROM audit_auditevent WHERE object_id = one.id::text)
"""


@contextmanager
def database_of_its_own(server: str) -> Iterator[None]:
    """Let Django work in a new database, that is gone afterwards: what is written there is committed."""
    before = connection.settings_dict["NAME"]
    with database_beside(server, template=template_beside(server)) as url:
        connection.close()
        connection.settings_dict["NAME"] = conninfo_to_dict(url)["dbname"]
        yield
        connection.close()
        connection.settings_dict["NAME"] = before


_WAITING = """
WITH waiting AS (
    UPDATE referrals_referral SET erased_at = NULL, opened_at = NULL, read_out_at = NULL, reminded_up_to = 3,
        last_name = '\\x00', phone = '\\x00'
    WHERE id IN (
        SELECT one.id FROM referrals_referral AS one JOIN outbox_transmission AS mail ON mail.id = transmission_id
        WHERE team_id = %s AND erased_at IS NOT NULL AND status = 'sent' AND returned_at IS NULL
            AND NOT one.id = ANY(%s)
            AND NOT EXISTS (SELECT FROM consent_withdrawal AS withdrawal WHERE withdrawal.consent_id = one.consent_id)
        ORDER BY filed_at LIMIT 400
    ) RETURNING id
)
INSERT INTO referrals_receiverreminder (id, referral_id, step, made_at, link_digest)
SELECT gen_random_uuid(), id, step, now(), sha256((id::text || step)::bytea) FROM waiting, generate_series(1, 3) AS step
"""
"""Of one team hundreds that its receivers never opened: it has to call about each (D12)."""


def tell() -> casework.World:
    """Make the papers and the first referrals, each with an attempt and an audit event; return who works there."""
    call_command("load_municipalities", verbosity=0)
    papers.fill(AGREEMENTS)
    call_command("judge_register", verbosity=0)
    for _done in casework.generate(TOLD, until=timezone.now()):
        pass
    sent = Transmission.objects.exclude(sent_at=None).values_list("pk", "sent_at")
    Attempt.objects.bulk_create(
        Attempt(transmission_id=pk, number=1, started_at=at, ended_at=at, outcome="accepted") for pk, at in sent
    )
    _tidy()
    return casework.make_world()


def grow(team: Organisation) -> None:
    """Copy all of it `COPIES` times, and let hundreds wait for this team."""
    told = list(Referral.objects.values_list("pk", flat=True))
    with transaction.atomic():
        write_copies(_COPIED, copies=COPIES, apart=timedelta(seconds=1))
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [team.pk, told])
        assert cursor.rowcount == 1_200, "too few to wait for"
    _tidy()


def growing() -> list[str]:
    """The tables that have a row or more for each referral, or for each hundred."""
    return _GROWING


def _tidy() -> None:
    """Write an audit event for each referral, number them, and do what the server does by itself after a while."""
    with connection.cursor() as cursor:
        cursor.execute(_EVENTS, [AGENCY])
        seal()
        cursor.execute(f"VACUUM ANALYZE {', '.join(_GROWING)}")
