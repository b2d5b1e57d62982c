"""What proves that a message, or a mailbox check, left: in words, from the row of the outbox or the posting (R23)."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from agreements.models import CheckState, MailboxCheck, Message
from outbox.models import Transmission, TransmissionStatus

_TONES = {
    TransmissionStatus.QUEUED: "info",
    TransmissionStatus.SENDING: "info",
    TransmissionStatus.SENT: "success",
    TransmissionStatus.FAILED: "error",
    TransmissionStatus.BLOCKED: "error",
    TransmissionStatus.CANCELLED: "neutral",
}
_CHECK_TONES = {
    CheckState.WAITING: "info",
    CheckState.ANSWERED: "success",
    CheckState.EXHAUSTED: "error",
    CheckState.EXPIRED: "error",
    CheckState.REPLACED: "neutral",
}


def message_status(message: Message) -> dict[str, str]:
    """Where a message stands, as text and tone of `components/tag.html`."""
    if message.returned_at is not None:
        return {"text": "kwam terug", "tone": "error"}
    if message.transmission is not None:
        return _mail_status(message.transmission)
    if message.posted_on is not None:
        return {"text": "gepost", "tone": "success"}
    return {"text": "nog te posten", "tone": "warning"}


def proof_of(message: Message) -> str:
    """The proof in a few words, for a list."""
    if message.returned_at is not None:
        return f"Kwam terug op {moment(message.returned_at)}"
    if message.transmission is not None:
        sent_at = message.transmission.sent_at
        return f"Aangenomen door de mailserver op {moment(sent_at)}" if sent_at else ""
    return f"Gepost op {_day(message.posted_on)}" if message.posted_on else ""


def proof_rows(message: Message) -> list[dict[str, Any]]:
    """The whole proof, for the page of a message."""
    mail = message.transmission
    if mail is None:
        return [
            {"label": "Gepost op", "value": _day(message.posted_on)},
            {"label": "Bewijs van de verzending", "value": message.proof},
        ]
    rows = [
        {"label": "E-mailadres", "value": message.recipient},
        {"label": "Toestand", "value": message_status(message)["text"]},
        {"label": "Aangenomen door de mailserver op", "value": moment(mail.sent_at) if mail.sent_at else "nog niet"},
        {"label": "Message-ID", "value": mail.message_id},
    ]
    if message.returned_at is not None:
        rows.append({"label": "Kwam terug op", "value": moment(message.returned_at)})
    return rows


def check_status(check: MailboxCheck | None, at: datetime) -> dict[str, str]:
    """Where a mailbox check stands, as text and tone: first whether its mail left, then whether it was answered."""
    if check is None:
        return {"text": "nog niet verstuurd", "tone": "neutral"}
    state = check.state(at)
    if state == CheckState.WAITING and check.transmission.status != TransmissionStatus.SENT:
        return _mail_status(check.transmission)
    return {"text": state.label, "tone": _CHECK_TONES[state]}


def check_lines(check: MailboxCheck, at: datetime) -> str:
    """The steps of a mailbox check, one under the other."""
    sent_at, state = check.transmission.sent_at, check.state(at)
    lines = [
        f"Gevraagd op {moment(check.requested_at)}, door {check.requested_by}",
        f"Verstuurd op {moment(sent_at)}" if sent_at else "",
        f"Beantwoord op {moment(check.answered_at)}" if check.answered_at else "",
        f"De link werkt tot {moment(check.expires_at)}" if state == CheckState.WAITING else "",
        f"De link werkte tot {moment(check.expires_at)}" if state == CheckState.EXPIRED else "",
        f"Foute codes: {check.wrong_codes}" if check.wrong_codes else "",
    ]
    return "\n".join(line for line in lines if line)


def _mail_status(mail: Transmission) -> dict[str, str]:
    status = TransmissionStatus(mail.status)
    return {"text": str(status.label), "tone": _TONES[status]}


def moment(at: datetime) -> str:
    """A moment in words, at the hour of Brussels."""
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")


def _day(day: date | None) -> str:
    return date_format(day) if day else ""
