"""What cannot be true when a GBO agreement is signed, ended or suspended: the Dutch sentence, or "" when it can.

The form asks it to show the sentence beside the field; the action asks it again on the locked row.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format

from gbo.models import GboAgreement, GboParty, GboSuspension
from law.facts import OrganisationKind


@dataclass(frozen=True, slots=True)
class RegisteredLetter:
    """A registered letter by which one core actor gives notice to one of the others (art. 14; R39)."""

    to_party: GboParty
    sent_on: date
    number: str


def against_change_of_parties(agreement: GboAgreement) -> str:
    """Why no party can come or go: whoever signed, signed with these parties."""
    if agreement.first_signed_on is None:
        return ""
    day = date_format(agreement.first_signed_on)
    return f"De kernactoren liggen vast sinds de eerste handtekening op {day}. Registreer een nieuwe overeenkomst."


def against_removal(party: GboParty, agreement: GboAgreement) -> str:
    """Why this party cannot go: the paper has at least one of each kind."""
    if sum(other.kind == party.kind for other in agreement.parties.all()) == 1:
        return "Van elke soort is er minstens één kernactor. Voeg eerst een andere toe."
    return against_change_of_parties(agreement)


def against_new_signing_day(agreement: GboAgreement) -> str:
    """Why no day of signing can change: a notice or a suspension was counted from what was signed."""
    if agreement.notice_of_one or agreement.suspensions.all():
        return "De overeenkomst is al opgezegd of opgeschort. De handtekeningen liggen vast."
    return ""


def against_second_in_force(agreement: GboAgreement) -> str:
    """Why this agreement cannot be in force: one of its OCMWs is in another one that then holds (R91)."""
    if agreement.in_force_from is None:
        return ""
    ocmws = [one.organisation_id for one in agreement.parties.all() if one.kind == OrganisationKind.OCMW]
    others = GboAgreement.objects.filter(parties__organisation__in=ocmws).exclude(pk=agreement.pk).distinct()
    for other in others.with_parties():
        if other.in_force_from is not None and _overlap(agreement, other):
            shared = next(one for one in other.parties_in_order if one.organisation_id in ocmws)
            return f"{shared} heeft dan al een GBO-overeenkomst in werking. Zeg die eerst op, of kijk de datum na."
    return ""


def _overlap(one: GboAgreement, other: GboAgreement) -> bool:
    starts = max(one.in_force_from or date.max, other.in_force_from or date.max)
    return starts <= min(one.last_day or date.max, other.last_day or date.max)


def against_notice(agreement: GboAgreement, *, given_on: date | None = None) -> str:
    """Why no notice of that day, or of any day, can be recorded (art. 14; R39)."""
    if agreement.notice_of_one is not None:
        return f"De GBO-overeenkomst is al opgezegd op {date_format(agreement.notice_of_one.given_on)}."
    return _outside_life(agreement, given_on)


def against_suspension(agreement: GboAgreement, *, by_party: GboParty, from_on: date, until_on: date | None) -> str:
    """Why this actor cannot suspend sharing in that period: each has one suspension at a time (art. 9; R101)."""
    for other in agreement.suspensions.all():
        if other.by_party_id == by_party.pk and other.overlaps(from_on, until_on):
            return f"Deze kernactor schortte het doorgeven al op {other.period}."
    return _outside_life(agreement, from_on)


def against_notification(suspension: GboSuspension, *, notified_on: date) -> str:
    """Why the other actor cannot have been told on that day: first comes the suspension (art. 9; R101)."""
    if notified_on < suspension.from_on:
        return f"De opschorting begint op {date_format(suspension.from_on)}. Kies die dag of een latere dag."
    return ""


def against_stop(agreement: GboAgreement, suspension: GboSuspension, *, stopped_on: date) -> str:
    """Why sharing cannot stop on that day: only while it is suspended, and after a time to comply (art. 9; R101)."""
    if suspension.against_change:
        return suspension.against_change
    if stopped_on <= suspension.from_on:
        return f"De opschorting begint op {date_format(suspension.from_on)}. Kies een latere dag."
    if suspension.until_on is not None and suspension.until_on + timedelta(days=1) < stopped_on:
        return f"De opschorting is dan al voorbij. De laatste dag is {date_format(suspension.until_on)}."
    return _outside_life(agreement, stopped_on)


def _outside_life(agreement: GboAgreement, on: date | None) -> str:
    """In force and not over: only then there is something to stop; without a day, whether it ever was."""
    start = agreement.in_force_from
    if start is None:
        return "De GBO-overeenkomst is nog niet door alle kernactoren ondertekend. Er valt niets te stoppen."
    if on is not None and on < start:
        return f"De GBO-overeenkomst is pas in werking vanaf {date_format(start)}. Kies die dag of een latere dag."
    if on is not None and agreement.last_day is not None and agreement.last_day < on:
        return f"De GBO-overeenkomst was dan al afgelopen. De laatste dag was {date_format(agreement.last_day)}."
    return ""
