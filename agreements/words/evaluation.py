"""What a page says about an evaluation: which parts are there, and what was agreed to change (R45, R44)."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from agreements.models import Evaluation, EvaluationLink
from agreements.terms.papers import Party, months
from outbox.models import TransmissionStatus


def part_rows(evaluation: Evaluation, *, at: datetime) -> list[dict[str, Any]]:
    """For each side whether its part is there; of the partner also where the mail with the link stands."""
    rows = []
    for party in Party:
        part = evaluation.part_of(party)
        if part is not None:
            state = f"ingevuld op {_day(part.filled_in_at)} door {part.filled_in_by}"
        else:
            state = _link_words(evaluation, at=at) if party == Party.PARTNER else "nog niet ingevuld"
        rows.append({"name": evaluation.agreement.party_name(party), "state": state, "is_there": part is not None})
    return rows


def _link_words(evaluation: Evaluation, *, at: datetime) -> str:
    """Where the mails to the contacts of the partner stand, those that still count."""
    links = sorted((one for one in evaluation.links.all() if one.ended_at is None), key=lambda one: one.email)
    if not links:
        return "niet gevraagd: de partner heeft geen contactpersoon met een e-mailadres"
    return "; ".join(f"{one.email}: {_state_of(one, at=at)}" for one in links)


def _state_of(link: EvaluationLink, *, at: datetime) -> str:
    if link.transmission.returned_at is not None:
        return "de mail kwam terug"
    if link.transmission.status != TransmissionStatus.SENT:
        return "de mail is nog niet vertrokken"
    if link.expires_at <= at:
        return f"de link van {_day(link.sent_at)} werkt niet meer"
    return f"gevraagd op {_day(link.sent_at)}, nog niet ingevuld"


def agreed_rows(evaluation: Evaluation) -> list[tuple[str, str]]:
    """What the parties agreed to change, as rows of a summary; none when nothing changes."""
    agreed = evaluation.agreed_change
    if agreed is None:
        return []
    rows = [
        ("Wat wijzigt", agreed.get_amendment_display()),
        ("Vanaf", date_format(agreed.agreed_from)),
        ("Evaluatie om de", months(agreed.evaluation_months)),
        ("Opzegtermijn", months(agreed.notice_months)),
        ("Tot en met", date_format(agreed.ends_on) if agreed.ends_on else ""),
    ]
    return [row for row in rows if row[1]]


def _day(moment: datetime) -> str:
    return date_format(timezone.localdate(moment))
