"""The versions of an agreement (R44): one for each day, and never two; a sentence for what cannot be, or "" (ADR 0011).

A next version is prepared beside the one that holds. It takes over at midnight, on a day that is still to come, and
only when the gate will let data go that day: until then the one before it goes on.
"""

from datetime import date, timedelta

from django.utils.formats import date_format

from agreements.models import Agreement
from agreements.terms.papers import AgreementTerms
from law import gate
from law.days import covers
from law.gate import Decision

DAY = timedelta(days=1)


def next_of(agreement: Agreement) -> Agreement | None:
    """The version that was made to replace this one; None when there is none."""
    return Agreement.objects.filter(replaces=agreement).first()


def waits_to_take_over(agreement: Agreement) -> bool:
    """Whether this is a next version whose first day is not decided yet."""
    return agreement.replaces_id is not None and agreement.in_force_from is None


def against_next(agreement: Agreement) -> str:
    """Why no next version can be made: papers that nobody signed are changed themselves, and there is one next."""
    if agreement.signed_on is None:
        return "Deze versie is nog niet door beide partijen ondertekend. Pas ze zelf aan."
    if agreement.in_force_from is None:
        return "Deze versie is nog niet ingegaan. Pas ze zelf aan."
    following = next_of(agreement)
    return f"Er is al een versie {following.version}. Werk die verder af." if following else ""


def against_new_period(agreement: Agreement, terms: AgreementTerms) -> str:
    """Why first or last day cannot change: where one version follows another, there would be a day with none or two."""
    if terms.get("in_force_from", agreement.in_force_from) != agreement.in_force_from and agreement.replaces_id:
        return "Laat “In werking vanaf” zoals het is. Een nieuwe versie gaat in met “Versie laten ingaan”."
    following = next_of(agreement)
    if following and following.in_force_from and terms.get("ends_on", agreement.ends_on) != agreement.ends_on:
        start = date_format(following.in_force_from)
        return f"Versie {following.version} volgt op {start}. De laatste dag van deze versie kan niet meer wijzigen."
    return ""


def first_day(agreement: Agreement, *, today: date) -> date:
    """From when this next version can hold: agreed, signed under both papers (R34), and never past.

    While the version before it holds today, tomorrow is the first day: what was sent today stays under one version.
    """
    before, protocol = _replaced(agreement), agreement.protocol_facts
    signed = [paper.signed_on for paper in (agreement, protocol) if paper is not None]
    over = before.last_day is not None and before.last_day < today
    earliest = today if over else today + DAY
    begun = before.in_force_from + DAY if before.in_force_from else earliest
    return max(day for day in (agreement.agreed_from, earliest, begun, *signed) if day is not None)


def last_day_before(agreement: Agreement, *, first_day: date) -> date:
    """The last day of the version that is replaced: the day before, or earlier when it was over by then (R33, R37)."""
    before, eve = _replaced(agreement), first_day - DAY
    if before.last_day is None or (before.in_force_from and before.last_day < before.in_force_from):
        return eve
    return min(before.last_day, eve)


def readiness(agreement: Agreement, *, on: date) -> Decision:
    """What the gate will say of this version on its first day; the days are filled in on this instance, not saved."""
    agreement.in_force_from = on
    agreement.legal_ground_gone_on = agreement.legal_ground_gone_on or _replaced(agreement).legal_ground_gone_on
    if agreement.protocol_facts is not None and agreement.protocol_facts.in_force_from is None:
        agreement.protocol_facts.in_force_from = on
    return gate.check_agreement(agreement=agreement, on=on)


def against_take_over(agreement: Agreement, *, on: date) -> str:
    """Why this version cannot take over on that day, besides what the gate says of it (R101)."""
    if not waits_to_take_over(agreement):
        return "Deze versie is al ingegaan, of vervangt geen andere."
    for suspension in _replaced(agreement).suspensions.all():
        if covers(suspension, on):
            return f"Het doorgeven is opgeschort {suspension.period}. Beëindig eerst die opschorting."
    if agreement.ends_on is not None and agreement.ends_on < on:
        return f"De laatste dag van deze versie ligt voor {date_format(on)}. Pas de termijnen aan."
    return ""


def reached_by_a_stop(agreement: Agreement) -> list[Agreement]:
    """The next version when its first day is decided: what stops sharing now, stops it after that day as well."""
    following = next_of(agreement)
    return [following] if following and following.in_force_from else []


def _replaced(agreement: Agreement) -> Agreement:
    if agreement.replaces is None:
        raise ValueError("The first version replaces none.")
    return agreement.replaces
