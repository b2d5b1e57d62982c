"""What the pages say about a stop: its rows, where its letter stands, and when anything may still go (D29)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import date_format

from accounts.models import User
from agreements.models import KeptStop, KeptStopLetter, Stop, StopKind, SuspensionReason
from agreements.terms.papers import PARTY_LABELS
from agreements.words.proof import message_status, moment, proof_of


@dataclass(frozen=True, slots=True)
class OwnStop:
    """One stop as it is told to everybody who works under the papers."""

    recorded_at: datetime
    title: str
    rows: list[dict[str, Any]]


_elsewhere: list[Callable[[User, int], Iterable[OwnStop]]] = []


def register_own_stops(source: Callable[[User, int], Iterable[OwnStop]]) -> None:
    """Register, at start, the stops of papers that a room above this one keeps."""
    if source not in _elsewhere:
        _elsewhere.append(source)


def own_stops(user: User, most: int) -> list[OwnStop]:
    """What stopped or suspended sharing under the papers of the own team or receiver, the newest first (D29)."""
    latest = Stop.objects.visible_to(user).select_related("agreement__team", "agreement__partner")
    found = [
        OwnStop(one.recorded_at, str(one.agreement), stop_rows(one)) for one in latest.order_by("-recorded_at")[:most]
    ]
    for source in _elsewhere:
        found += source(user, most)
    return sorted(found, key=lambda one: one.recorded_at, reverse=True)[:most]


def stop_rows(stop: Stop) -> list[dict[str, Any]]:
    """One stop as it is told to everybody who works under the papers."""
    rows = [
        ("Wat", stop.get_kind_display().capitalize()),
        ("Door", PARTY_LABELS.get(stop.by_party, "de wet").capitalize()),
        (_DAY_WORDS.get(StopKind(stop.kind), "Vanaf"), date_format(stop.on)),
    ]
    return [{"label": label, "value": value} for label, value in rows] + shared_rows(stop, until=stop.kind in _SUSPENDS)


def shared_rows(stop: KeptStop, *, until: bool) -> list[dict[str, Any]]:
    """What every stop says below its own days; `until` for one that has a last day of its own."""
    rows = []
    if until:
        rows.append(("Tot en met", date_format(stop.until_on) if stop.until_on else "nog niet bekend"))
    if stop.reason:
        rows.append(("Reden", SuspensionReason(stop.reason).label.capitalize()))
    if stop.last_sending_on:
        rows.append(("Laatste dag van doorgeven", date_format(stop.last_sending_on)))
    if stop.taken_back_at:
        rows.append(("Teruggenomen", f"{moment(stop.taken_back_at)}. Dit geldt niet."))
    return [{"label": label, "value": value} for label, value in rows]


def stop_status(stop: KeptStop) -> dict[str, str]:
    """Where its letter to the partner stands, as text and tone of `components/tag.html`."""
    if stop.taken_back_at is not None:
        return {"text": "teruggenomen", "tone": "neutral"}
    letters = [one.message for one in letters_of(stop) if one.is_to_another_party]
    if not letters:
        return {"text": "brief nog te schrijven", "tone": "warning"}
    worst = [message_status(one) for one in letters]
    return min(worst, key=lambda status: _TONES.index(status["tone"]))


def letter_rows(stop: KeptStop) -> list[dict[str, Any]]:
    """Everything that was written about it, to whom, and its proof."""
    return [
        {
            "message": one.message,
            "party": one.addressee,
            "status": _letter_status(stop, one),
            "proof": proof_of(one.message),
        }
        for one in letters_of(stop)
    ]


def _letter_status(stop: KeptStop, letter: KeptStopLetter) -> dict[str, str]:
    """Where a letter stands; what was on paper only when it was taken back goes nowhere any more."""
    message = letter.message
    is_on_the_table = message.transmission is None and message.posted_on is None
    if stop.taken_back_at is not None and is_on_the_table and not letter.takes_back:
        return {"text": "niet meer posten", "tone": "neutral"}
    return message_status(message)


def letters_of(stop: KeptStop) -> list[KeptStopLetter]:
    """Everything that was written about it, in order."""
    return list(stop.letters.select_related("message__transmission").order_by("message__written_at", "pk"))


_TONES = ("error", "warning", "info", "neutral", "success")
_SUSPENDS = (StopKind.SUSPENSION,)
_DAY_WORDS = {
    StopKind.NOTICE_OF_AGREEMENT: "Dag van de opzegging",
    StopKind.NOTICE_OF_PROTOCOL: "Dag van de opzegging",
    StopKind.SUSPENSION: "Opgeschort vanaf",
    StopKind.SUSPENSION_ENDED: "Laatste dag van de opschorting",
}
