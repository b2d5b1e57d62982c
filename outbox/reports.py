"""What comes back: reports of mail servers that a mail was delivered or was not (RFC 3464), tied to their mail (R68).

Read with the standard library; nothing of a report is kept but the moment, and the code of why it came back.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.db import transaction

from audit.events import Event
from audit.record import EventWriter, record_event, write_no_event
from outbox.couriers import courier_of
from outbox.models import Transmission

_STATUS = re.compile(r"[245]\.[0-9]{1,3}\.[0-9]{1,3}")
_TOKEN = re.compile(r"[0-9a-f]{32}")
_MESSAGE_ID = re.compile(r"<[^<>\s@]{1,80}@[^<>\s@]{1,120}>")
_ADDRESSED_TO = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To")


class Verdict(StrEnum):
    """What a report says became of a mail."""

    DELIVERED = "delivered"
    RETURNED = "failed"


@dataclass(frozen=True)
class Report:
    """One report: what became of the mail, why, and three ways to know which mail it is."""

    verdict: Verdict | None  # None: only on its way (delayed, relayed), nothing to note
    status: str
    token: str
    envelope_id: str
    message_id: str

    @property
    def is_final(self) -> bool:
        """Whether the mail came back for a reason that will not go away (5.x.x)."""
        return self.verdict == Verdict.RETURNED and self.status.startswith("5")


def read_report(mail: Message) -> Report | None:
    """Read a delivery report; None when this mail is not one (an automatic answer, or a person who wrote)."""
    parts = [part for part in mail.walk() if part.get_content_type() == "message/delivery-status"]
    blocks = [block for part in parts[:1] for block in _blocks(part)]
    if not blocks:
        return None
    per_recipient = [block for block in blocks if block["Action"]]
    if not per_recipient:
        return None
    # one mail has one recipient: with several blocks (an address that forwards) the worst one counts
    failed = [block for block in per_recipient if _action(block) == Verdict.RETURNED.value]
    told = (failed or per_recipient)[0]
    status = _STATUS.match(str(told["Status"] or "").strip())
    known = {verdict.value for verdict in Verdict}
    return Report(
        verdict=Verdict(_action(told)) if _action(told) in known else None,
        status=status[0] if status else "",
        token=_token_in(mail),
        envelope_id=str(blocks[0]["Original-Envelope-Id"] or "").strip(),
        message_id=_message_id_in(mail),
    )


def find_transmission(report: Report) -> Transmission | None:
    """Find the mail a report is about: by the address it came to, by envelope id, by Message-ID."""
    rows = Transmission.objects.without_content()
    for key in (report.token, report.envelope_id):
        if _TOKEN.fullmatch(key) and (found := rows.filter(pk=UUID(key)).first()):
            return found
    return rows.filter(message_id=report.message_id).first() if report.message_id else None


@transaction.atomic
def note_report(report: Report, *, at: datetime) -> Transmission | None:
    """Write what a report says on its mail; a second time changes nothing. Returns the mail, None when unknown.

    Locks in the order of everybody else: papers, subject, mail, and the trail last.
    """
    found = find_transmission(report)
    if found is None or report.verdict is None:
        return found
    courier = courier_of(found.kind)
    tell: EventWriter = write_no_event
    if report.verdict != Verdict.DELIVERED and report.is_final and found.returned_at is None:
        tell = courier.returned(found, at=at)
    courier.lock(found.subject_id, wait=True)
    mail = Transmission.objects.select_for_update(no_key=True).without_content().get(pk=found.pk)
    tell()
    if mail.returned_at is not None:
        return mail
    if report.verdict == Verdict.DELIVERED:
        if mail.delivered_at is None:
            mail.delivered_at = at
            mail.save(update_fields=["delivered_at"])
        return mail
    mail.returned_at, mail.return_code = at, report.status
    mail.save(update_fields=["returned_at", "return_code"])
    details = {"kind": mail.kind, "code": report.status}
    record_event(Event.TRANSMISSION_RETURNED, by=None, at=at, about=mail, details=details)
    return mail


def _blocks(part: Message) -> list[Message]:
    """The groups of fields of a delivery status; the parser makes a message of each."""
    payload = part.get_payload()
    return [block for block in payload if isinstance(block, Message)] if isinstance(payload, list) else []


def _action(block: Message) -> str:
    return str(block["Action"]).strip().lower()


def _token_in(mail: Message) -> str:
    mailbox, _, domain = settings.MAIL_RETURN.partition("@")
    pattern = re.compile(rf"{re.escape(mailbox)}\+([0-9a-f]{{32}})@{re.escape(domain)}", re.IGNORECASE)
    for header in _ADDRESSED_TO:
        for value in mail.get_all(header, []):
            if found := pattern.search(str(value)):
                return found[1].lower()
    return ""


def _message_id_in(mail: Message) -> str:
    """The Message-ID of the mail that comes back: its headers are the last part of the report."""
    for part in mail.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822":
            inner = part.get_payload()
            first = inner[0] if isinstance(inner, list) and inner else None
            headers = str(first["Message-ID"] or "") if isinstance(first, Message) else ""
        elif kind == "text/rfc822-headers":
            raw = part.get_payload(decode=True)
            text = raw.decode("ascii", "replace") if isinstance(raw, bytes) else ""
            line = re.search(r"^message-id:\s*(\S+)", text, re.IGNORECASE | re.MULTILINE)
            headers = line[1] if line else ""
        else:
            continue
        if found := _MESSAGE_ID.search(headers):
            return found[0]
    return ""
