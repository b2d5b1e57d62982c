"""What the pages say about a stop: its rows, where its letter stands, and when anything may still go (D29)."""

from typing import Any

from django.utils.formats import date_format

from agreements.models import Message, Stop, StopKind
from agreements.terms.papers import PARTY_LABELS, Party
from agreements.words.proof import message_status, moment, proof_of


def stop_rows(stop: Stop) -> list[dict[str, Any]]:
    """One stop as it is told to everybody who works under the papers."""
    rows = [
        ("Wat", stop.get_kind_display().capitalize()),
        ("Door", PARTY_LABELS.get(stop.by_party, "de wet").capitalize()),
        (_DAY_WORDS.get(StopKind(stop.kind), "Vanaf"), date_format(stop.on)),
    ]
    if stop.kind == StopKind.SUSPENSION:
        rows.append(("Tot en met", date_format(stop.until_on) if stop.until_on else "nog niet bekend"))
        rows.append(("Reden", stop.get_reason_display().capitalize()))
    if stop.last_sending_on:
        rows.append(("Laatste dag van doorgeven", date_format(stop.last_sending_on)))
    if stop.taken_back_at:
        rows.append(("Teruggenomen", f"{moment(stop.taken_back_at)}. Dit geldt niet."))
    return [{"label": label, "value": value} for label, value in rows]


def stop_status(stop: Stop) -> dict[str, str]:
    """Where its letter to the partner stands, as text and tone of `components/tag.html`."""
    if stop.taken_back_at is not None:
        return {"text": "teruggenomen", "tone": "neutral"}
    letters = [one.message for one in _letters(stop) if one.message.to_party == Party.PARTNER]
    if not letters:
        return {"text": "brief nog te schrijven", "tone": "warning"}
    worst = [message_status(one) for one in letters]
    return min(worst, key=lambda status: _TONES.index(status["tone"]))


def letter_rows(stop: Stop) -> list[dict[str, Any]]:
    """Everything that was written about it, to whom, and its proof."""
    return [_letter_row(one.message) for one in _letters(stop)]


def _letter_row(message: Message) -> dict[str, Any]:
    return {
        "message": message,
        "party": PARTY_LABELS[message.to_party],
        "status": message_status(message),
        "proof": proof_of(message),
    }


def _letters(stop: Stop) -> list[Any]:
    return list(stop.letters.select_related("message__transmission").order_by("message__written_at", "pk"))


_TONES = ("error", "warning", "info", "neutral", "success")
_DAY_WORDS = {
    StopKind.NOTICE_OF_AGREEMENT: "Dag van de opzegging",
    StopKind.NOTICE_OF_PROTOCOL: "Dag van de opzegging",
    StopKind.SUSPENSION: "Opgeschort vanaf",
    StopKind.SUSPENSION_ENDED: "Laatste dag van de opschorting",
}
