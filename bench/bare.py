"""A delivery written by hand with psycopg and smtplib, that keeps the promises of ours and knows this one way only.

Two commits, and between them the mail is known to be under way; the referral locked in both; what the gate asks read
twice, the second time under the lock that is held while the relay is spoken to, a client's own wish to stop included
(D35); an archive that other code opens again; sealed bytes; the session asked once more before the final dot; an
attempt, an audit event and the follow-up at the receiver. A try is counted before the mail is written, as a worker that
dies of it says nothing; nobody speaks with a relay that refuses our login; reports come back to the mail (D30); no lock
outlives its machine. No second try, no refusals, no deadline for a relay that drips.
"""

import json
import os
import smtplib
import socket
import ssl
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import psycopg
from psycopg.rows import dict_row

from settings import sessions

BRUSSELS = ZoneInfo("Europe/Brussels")
LEASE = timedelta(seconds=60)
LIMITS = " ".join(f"-c {name}={value}" for name, value in {**sessions.LIMITS, "lock_timeout": "35s"}.items())
NAME, ADDRESS = ("first_name", "last_name"), ("street", "box", "postal_code", "municipality_name")
SUBJECT = """
SELECT referral.*, consent.given_on, consent.receiver_id, withdrawal.withdrawn_on,
       sender.name AS sender_name, sender.is_active, sender.bound_by_secrecy_since,
       partner.name AS partner_name, team.phone AS team_phone,
       EXISTS (SELECT FROM accounts_membership AS membership WHERE membership.user_id = sender.id
           AND membership.organisation_id = team.id AND role = 'team_member') AS sender_is_there
FROM referrals_referral AS referral
JOIN consent_consent AS consent ON consent.id = referral.consent_id
LEFT JOIN consent_withdrawal AS withdrawal ON withdrawal.consent_id = consent.id
JOIN accounts_user AS sender ON sender.id = referral.filed_by_id
JOIN directory_organisation AS partner ON partner.id = referral.partner_id
JOIN directory_organisation AS team ON team.id = referral.team_id
WHERE referral.id = %s
"""
STATE = """
SELECT frozen_at, home = concat_ws('.', system_identifier,
    (SELECT oid FROM pg_database WHERE datname = current_database()), 'outbox_outboxstate'::regclass::oid,
    left(pg_walfile_name(pg_current_wal_lsn()), 8)) AS is_at_home
FROM outbox_outboxstate, pg_control_system() WHERE id = 1
"""
WISHED = """
SELECT EXISTS (SELECT FROM referrals_pendingwithdrawal WHERE referral_id = %(key)s) OR EXISTS (
    SELECT FROM referrals_wish JOIN referrals_slip USING (digest) WHERE referral_id = %(key)s AND ended_at IS NULL)
    AS is_wished
"""
COUNT_A_TRY = """
UPDATE outbox_transmission SET broken_tries = broken_tries + 1
WHERE id = %s AND status = 'queued' AND due_at <= %s AND broken_tries < 3
RETURNING subject_id, set_config('synchronous_commit', 'off', true)
"""
RELAY = "SELECT login_refused_at, tls_fault FROM outbox_relaystate WHERE id = 1"
BODY = "Dag collega\n\nIn de bijlage zit een versleuteld archief. Open het met 7-Zip.\n" * 8


def deliver(queued: Collection[UUID]) -> None:
    """Deliver these mails over one connection to the database and one to the relay."""
    from outbox.delivery import relay

    to = relay()
    with (
        psycopg.connect(
            os.environ["DATABASE_URL"], row_factory=dict_row, prepare_threshold=1, autocommit=True, options=LIMITS
        ) as database,
        smtplib.SMTP(to.host, to.port, local_hostname=to.ehlo_name, timeout=10) as line,
    ):
        assert line.sock is not None
        line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line.starttls(context=ssl.create_default_context(cafile=to.ca_file))
        for key in queued:
            relay_state = database.execute(RELAY).fetchone()
            assert relay_state is None or relay_state["login_refused_at"] is None
            found = database.execute(COUNT_A_TRY, [key, datetime.now(UTC)]).fetchone()
            assert found is not None
            with database.transaction():
                mail, content = _begin(database, key, found["subject_id"])
            with database.transaction():
                _finish(database, mail, content, line)


def _begin(database: psycopg.Connection[dict[str, Any]], key: UUID, referral_id: UUID) -> tuple[dict[str, Any], bytes]:
    at = datetime.now(UTC)
    referral = _locked(database, referral_id)
    mail = database.execute(
        "SELECT * FROM outbox_transmission WHERE id = %s AND status = 'queued' AND due_at <= %s FOR NO KEY UPDATE",
        [key, at],
    ).fetchone()
    assert mail is not None
    _ask_gate(database, referral, mail, at)
    content = _written(referral, mail)
    mail["lease_until"] = at + LEASE
    database.execute(
        "UPDATE outbox_transmission SET message = %s, status = 'sending', attempt_count = 1, lease_until = %s "
        "WHERE id = %s",
        [_seal(content, "outbox_transmission.message", key), mail["lease_until"], key],
    )
    database.execute(
        "INSERT INTO outbox_attempt (transmission_id, number, started_at, outcome, stage, status_code, tls_fault) "
        "VALUES (%s, 1, %s, '', '', '', '')",
        [key, at],
    )
    _note_in_journal(mail, at)
    return mail, content


def _finish(
    database: psycopg.Connection[dict[str, Any]], begun: dict[str, Any], content: bytes, line: smtplib.SMTP
) -> None:
    from django.conf import settings

    referral, key = _locked(database, begun["subject_id"]), begun["id"]
    mail = database.execute(
        "SELECT id, status, lease_until, recipient, papers_id FROM outbox_transmission WHERE id = %s FOR NO KEY UPDATE",
        [key],
    ).fetchone()
    assert mail is not None
    assert (mail["status"], mail["lease_until"]) == ("sending", begun["lease_until"])
    database.execute("SELECT pg_advisory_xact_lock_shared(%s)", [0x6F7574626F78])
    _ask_gate(database, referral, mail, datetime.now(UTC))
    mailbox, _, domain = settings.MAIL_RETURN.partition("@")
    _say(line.mail(f"{mailbox}+{key.hex}@{domain}", ["RET=HDRS", f"ENVID={key.hex}"]), 250)
    _say(line.rcpt(mail["recipient"], ["NOTIFY=SUCCESS,FAILURE,DELAY"]), 250)
    _say(line.docmd("DATA"), 354)
    line.send((b"\r\n" + content).replace(b"\r\n.", b"\r\n..")[2:])
    database.execute("SELECT 1")  # the locks are still held
    line.send(b".\r\n")
    _say(line.getreply(), 250)
    at = datetime.now(UTC)
    relay_state = database.execute(RELAY).fetchone()
    assert relay_state is None or not relay_state["tls_fault"]
    database.execute(
        "UPDATE outbox_attempt SET ended_at = %s, outcome = 'accepted', stage = 'end', code = 250 "
        "WHERE transmission_id = %s AND number = 1",
        [at, key],
    )
    database.execute(
        "UPDATE outbox_transmission SET status = 'sent', sent_at = %s, lease_until = NULL WHERE id = %s", [at, key]
    )
    database.execute(
        "INSERT INTO audit_auditevent (log, at, event, object_type, object_id, details) "
        "VALUES (%s, %s, 'transmission_sent', 'outbox.transmission', %s, %s)",
        [UUID(int=0), at, str(key), json.dumps({"kind": "referral", "attempt": 1})],
    )
    database.execute(
        "INSERT INTO ocmw_intake_intake (id, referral_id, partner_id, received_at, status, must_go_because, "
        "file_number) VALUES (%s, %s, %s, %s, 'to_contact', '', '') ON CONFLICT DO NOTHING",
        [uuid4(), referral["id"], referral["partner_id"], at],
    )


def _say(answer: tuple[int, bytes], hoped_for: int) -> None:
    assert answer[0] == hoped_for


def _locked(database: psycopg.Connection[dict[str, Any]], key: UUID) -> dict[str, Any]:
    database.execute("SELECT id FROM referrals_referral WHERE id = %s FOR NO KEY UPDATE", [key])
    referral = database.execute(SUBJECT, [key]).fetchone()
    assert referral is not None
    return referral


def _ask_gate(
    database: psycopg.Connection[dict[str, Any]], referral: dict[str, Any], mail: dict[str, Any], at: datetime
) -> None:
    """Read what the gate asks; the papers as one text, as ours does (ADR 0030)."""
    from agreements.snapshot import ROWS
    from audit import journal

    state = database.execute(STATE).fetchone()
    assert not journal.is_ahead()
    wish = database.execute(WISHED, {"key": referral["id"]}).fetchone()
    assert wish is not None
    assert not wish["is_wished"]
    papers = database.execute(ROWS, [mail["papers_id"]]).fetchone()
    assert papers is not None
    assert state is None or (state["frozen_at"] is None and state["is_at_home"])
    assert referral["withdrawn_on"] is None
    assert referral["receiver_id"] == referral["partner_id"]
    assert referral["is_active"]
    assert referral["bound_by_secrecy_since"] <= at.astimezone(BRUSSELS).date()


def _written(referral: dict[str, Any], mail: dict[str, Any]) -> bytes:
    from django.conf import settings

    from law.identification import Address, Identification, Name
    from outbox import archive, message
    from referrals.terms import contents

    def opened(column: str) -> Any:
        return _open(referral[column], f"referrals_referral.{column}", referral["id"])

    street, box, postal_code, municipality = map(opened, ADDRESS)
    client = Identification(
        name=Name(*map(opened, NAME)),
        address=Address(street=street, box=box, postal_code=postal_code, municipality=municipality),
        phone=opened("phone"),
        email=opened("email"),
    )
    password = _open(mail["password"], "outbox_transmission.password", mail["id"])
    assert password is not None
    whom = f"{referral['sender_name']} op " if referral["sender_is_there"] else ""
    content = archive.build_checked(contents.render(client), password=password)
    return message.render(
        sender=settings.MAIL_FROM,
        recipient=mail["recipient"],
        subject=f"Versleuteld bericht {referral['reference']}",
        body=f"{BODY}Bel {whom}{referral['team_phone']}.\n",
        message_id=mail["message_id"],
        date=mail["dated_at"],
        attachment=message.Attachment(f"{referral['reference']}.zip", content, "application/zip"),
        size=32 * 1024,
    )


def _note_in_journal(mail: dict[str, Any], at: datetime) -> None:
    from audit.journal import BEGUN, append_sealed

    told = {name: str(mail[name] or "") for name in ("kind", "subject_id", "reference", "recipient", "papers_id")}
    append_sealed({"act": BEGUN, "mail": str(mail["id"]), "at": at.isoformat(), **told})


def _seal(content: bytes, column: str, row: UUID) -> bytes:
    from vault.key_ring import seal

    return seal(content, context=_place(column, row))


def _open(sealed: bytes | None, column: str, row: UUID) -> str | None:
    from vault.key_ring import unseal

    return None if sealed is None else unseal(sealed, context=_place(column, row)).decode()


def _place(column: str, row: UUID) -> bytes:
    return column.replace(".", "\0").encode() + b"\0" + row.bytes
