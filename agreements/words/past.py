"""An answer about a day, as a page or a print shows it: reasons, what held on that day, what was known when (D26)."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from agreements.models import KnownPapers
from agreements.past import GateAnswer, PastAnswer
from agreements.terms.papers import months
from law.findings import Asker
from law.known import KnownAgreement, KnownMailbox, KnownProtocol
from law.past import asked_by

Facts = KnownAgreement | None


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the gate asks; of this house as it was then, and what it checked since it knew the papers."""

    label: str
    value: Callable[[KnownAgreement], str]
    is_always_shown: bool = False
    of_the_house: bool = False
    is_checked_here: bool = False


def answer_words(answer: PastAnswer, *, to_administrator: bool) -> dict[str, Any]:
    """All that `agreements/parts/past_answer.html` shows of one answer, in the words for who reads it."""
    return {
        "to_administrator": to_administrator,
        "on": answer.on,
        "moment": answer.moment,
        "is_past": answer.is_past,
        "now": _reasons(answer.now),
        "then": _reasons(answer.then) if answer.then else None,
        "known_at": answer.now.known_at,
        "was_registered": answer.was_registered,
        "registered_at": answer.registered_at,
        "receiver": answer.now.receiver,
        "agreement": answer.now.agreement,
        "facts": fact_rows(answer),
        "doubts": _doubts_since(answer),
    }


def fact_rows(answer: PastAnswer) -> list[dict[str, str]]:
    """What held on that day, since when that is known here, and what was known then where that was something else."""
    now, then = answer.now.facts, answer.now.house if answer.is_past else None
    if now is None or answer.now.agreement is None:
        return []
    kept = KnownPapers.objects.filter(agreement=answer.now.agreement).order_by("known_at", "pk")
    if answer.now.known_at is not None:
        kept = kept.by(answer.now.known_at)
    history = [(one.known_at, one.known) for one in kept]
    # What this house checked later says nothing of a day on which it did not know the papers yet.
    told = [one for one in FACTS if not one.is_checked_here or not answer.is_past or answer.was_registered]
    return [row for fact in told if (row := _row(fact, now, then, history)) is not None]


def _row(
    fact: Fact, now: KnownAgreement, then: Facts, history: Sequence[tuple[datetime, KnownAgreement]]
) -> dict[str, str] | None:
    judged = then if fact.of_the_house and then is not None else now
    value, known_then = fact.value(judged), fact.value(then) if then is not None else ""
    if not value and not known_then and not fact.is_always_shown:
        return None
    differs = then is not None and known_then != value
    return {
        "label": fact.label,
        "value": value or "niet ingevuld",
        "since": _since(fact, value, history, judged is now),
        "then": (known_then or "niet ingevuld") if differs else "",
    }


def _since(fact: Fact, value: str, history: Sequence[tuple[datetime, KnownAgreement]], is_known_now: bool) -> str:
    """Since when it is known here without a break; of what the house knew then, the first time."""
    since = None
    for known_at, facts in history:
        if fact.value(facts) != value:
            if since is not None and not is_known_now:
                break
            since = None
        elif since is None:
            since = known_at
    return words_of(since) if since is not None else ""


def words_of(moment: datetime) -> str:
    """A moment in Brussels, to the minute."""
    local = timezone.localtime(moment)
    return f"{date_format(local, 'j F Y')} om {date_format(local, 'H:i')}"


def _reasons(answer: GateAnswer) -> dict[str, Any]:
    return {
        "may_send": answer.decision.may_send,
        "papers": asked_by(Asker.PAPERS, answer.decision),
        "house": asked_by(Asker.HOUSE, answer.decision),
        "notes": answer.decision.notes,
        "receiver": answer.receiver,
    }


def _doubts_since(answer: PastAnswer) -> Collection[str]:
    """What is in doubt by what is known now and was not then: the answer rests on what is probably printed."""
    now, then = answer.now.facts, answer.now.house
    if not answer.is_past or now is None:
        return []
    known = {*_doubts(then)} if then is not None and answer.was_registered else set()
    return [doubt for doubt in _doubts(now) if doubt not in known]


def _doubts(facts: KnownAgreement) -> list[str]:
    return [*facts.doubts, *(facts.protocol_facts.doubts if facts.protocol_facts else ())]


def _day(day: date | None) -> str:
    return date_format(day) if day else ""


def _of_protocol(read: Callable[[KnownProtocol], str]) -> Callable[[KnownAgreement], str]:
    return lambda facts: read(facts.protocol_facts) if facts.protocol_facts else ""


def _of_mailbox(read: Callable[[KnownMailbox], str]) -> Callable[[KnownAgreement], str]:
    return _of_protocol(lambda protocol: read(protocol.mailbox_facts) if protocol.mailbox_facts else "")


def _suspensions(facts: KnownAgreement) -> str:
    return "; ".join(
        f"van {_day(one.from_on)} tot en met {_day(one.until_on)}" if one.until_on else f"vanaf {_day(one.from_on)}"
        for one in facts.suspension_facts
    )


FACTS = (
    Fact("Overeenkomst ondertekend door Opgroeien", lambda facts: _day(facts.signed_by_agency_on), True),
    Fact("Overeenkomst ondertekend door de partner", lambda facts: _day(facts.signed_by_partner_on), True),
    Fact("Overeenkomst in werking vanaf", lambda facts: _day(facts.in_force_from), True),
    Fact("Overeenkomst tot en met", lambda facts: _day(facts.ends_on) or "onbepaald", True),
    Fact("Opzegtermijn van de overeenkomst", lambda facts: months(facts.notice_months), True),
    Fact("Overeenkomst opgezegd op", lambda facts: _day(facts.notice_given_on)),
    Fact("Invulplekken in de overeenkomst", lambda facts: ", ".join(facts.placeholders)),
    Fact("Opschortingen", _suspensions),
    Fact("Geen rechtsgrond meer vanaf", lambda facts: _day(facts.legal_ground_gone_on)),
    Fact("Protocol ondertekend door Opgroeien", _of_protocol(lambda one: _day(one.signed_by_agency_on)), True),
    Fact("Protocol ondertekend door de partner", _of_protocol(lambda one: _day(one.signed_by_partner_on)), True),
    Fact("Protocol in werking vanaf", _of_protocol(lambda one: _day(one.in_force_from)), True),
    Fact("Protocol tot en met", _of_protocol(lambda one: _day(one.ends_on) or "onbepaald"), True),
    Fact("Opzegtermijn van het protocol", _of_protocol(lambda one: months(one.notice_months)), True),
    Fact("Protocol opgezegd op", _of_protocol(lambda one: _day(one.notice_given_on))),
    Fact("Protocol stopgezet wegens inbreuk op", _of_protocol(lambda one: _day(one.ended_for_breach_on))),
    Fact("Invulplekken in het protocol", _of_protocol(lambda one: ", ".join(one.placeholders))),
    Fact("Advies van de DPO van Opgroeien", _of_protocol(lambda one: _day(one.advised_by_agency_dpo_on)), True),
    Fact("Advies van de DPO van de partner", _of_protocol(lambda one: _day(one.advised_by_partner_dpo_on)), True),
    Fact("Mailbox voor gegevensdeling", _of_mailbox(lambda one: one.address), True, True),
    Fact(
        "Beroepsgeheim voor de mailbox bevestigd op", _of_mailbox(lambda one: _day(one.attested_on)), False, True, True
    ),
    Fact("Mailbox vergeleken en gecontroleerd op", _of_mailbox(lambda one: _day(one.verified_on)), True, True, True),
    Fact("Mail naar de mailbox kwam terug op", _of_mailbox(lambda one: _day(one.bounced_on)), False, True, True),
    Fact("Nog na te kijken", lambda facts: ", ".join(_doubts(facts)), False, True, True),
)
"""All that the gate asks of the papers, in the order in which it is shown; a test compares it with what is kept."""
