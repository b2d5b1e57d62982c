"""The signed sheet after erasing: it opens only for a DPO together with a head of the team (D17)."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.events import Event
from audit.record import Code, record_event
from consent.models import SignedSheet
from law.refusal import Overtaken, Refusal
from law.roles import Role
from referrals.models import OpeningReason, Referral, SheetOpening


def is_closed(referral: Referral) -> bool:
    """Whether there is a sheet that one alone cannot open any more: our copy of the data was erased."""
    return referral.erased_at is not None and SignedSheet.objects.filter(consent=referral.consent_id).exists()


@transaction.atomic
def ask_opening(reference: str, *, reason: OpeningReason, by: User, at: datetime) -> SheetOpening:
    """Ask the other side to open a sheet together. One question at a time for a referral."""
    referral = Referral.objects.select_for_update(no_key=True).filter(reference=reference).first()
    if referral is None or not is_closed(referral) or not _speaks_for(by, referral):
        raise Refusal("Hier is geen blad dat u samen moet openen. Kijk de referentie na.")
    if referral.openings.waiting(at).exists() or referral.openings.open(at).exists():
        raise Refusal("Dit is al gevraagd. Het staat in de lijst.")
    opening = SheetOpening.objects.create(
        referral=referral, reason=reason, asked_by=by, asked_by_dpo=by.has_role(Role.AUDITOR), asked_at=at
    )
    _write_event(Event.SHEET_OPENING_ASKED, opening, by=by, at=at, reason=reason.value)
    return opening


@transaction.atomic
def agree_to_opening(opening: SheetOpening, *, by: User, at: datetime) -> None:
    """Agree, for the other side than the one that asked: a DPO and a head, two people."""
    locked = SheetOpening.objects.select_for_update(no_key=True).get(pk=opening.pk)
    if not locked.is_waiting(at):
        raise Overtaken("Deze vraag is al beantwoord of te oud. Stel ze opnieuw.")
    is_dpo = by.has_role(Role.AUDITOR)
    if not _speaks_for(by, locked.referral) or by.pk == locked.asked_by_id or is_dpo == locked.asked_by_dpo:
        raise Refusal("Alleen de andere kant kan akkoord gaan: de DPO, of een hoofd van het team.")
    locked.agreed_by, locked.agreed_at = by, at
    locked.save(update_fields=["agreed_by", "agreed_at"])
    _write_event(Event.SHEET_OPENING_AGREED, locked, by=by, at=at)


@transaction.atomic
def read_closed_sheet(opening: SheetOpening, *, by: User, at: datetime) -> bytes:
    """Return the content, for a day after both agreed; each reading is in the trail. Raises Refusal."""
    found = SheetOpening.objects.get(pk=opening.pk)
    sheet = SignedSheet.objects.filter(consent=found.referral.consent_id).first()
    if sheet is None or not found.is_open(at) or not _speaks_for(by, found.referral):
        raise Refusal("Dit blad is niet open. Vraag het opnieuw, samen met de andere kant.")
    _write_event(Event.SIGNED_SHEET_READ, found, by=by, at=at, reason=found.reason)
    return sheet.content


def _speaks_for(person: User, referral: Referral) -> bool:
    """A DPO speaks for the agency; a head, bound by secrecy, for the own team."""
    return person.has_role(Role.AUDITOR) or (
        person.bound_by_secrecy_since is not None and referral.team in person.teams_led
    )


def _write_event(event: Event, opening: SheetOpening, *, by: User, at: datetime, **more: Code) -> None:
    referral = opening.referral
    details: dict[str, Code | list[str]] = {"reference": referral.reference, **more}
    record_event(event, by=by, at=at, about=referral, organisation=referral.team, details=details)
