"""What became of what the receiver reported about wrong data, in words (R86–R88)."""

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format

from outbox.models import OPEN
from referrals.models import Answer, Correction, Referral, corrections_of
from referrals.rules.archives import Archive


def reports_of(referral: Referral, archives: Iterable[Archive]) -> list[tuple[Correction, str]]:
    """Each report, the oldest first, with a sentence on what the team did; `archives` are those that were sent."""
    names = {one.transmission.pk: one.name for one in archives}
    return [(one, _sentence(one, names)) for one in corrections_of(referral)]


def _sentence(report: Correction, names: dict[UUID, str]) -> str:
    if not report.answer:
        return f"Gemeld op {_day(report.reported_at)}. Wacht op het team: het team kijkt dit na."
    on = _day(report.answered_at)
    if report.answer == Answer.RIGHT:
        return f"Het team keek dit na op {on}. De gegevens kloppen."
    what = "gaf de gegevens opnieuw door" if report.answer == Answer.RESENT else "verbeterde dit"
    if report.called_on:
        return f"Het team gaf de juiste gegevens door aan de telefoon op {date_format(report.called_on, 'j F Y')}."
    transmission = report.transmission
    if transmission is not None and transmission.pk in names:
        return f"Het team {what} op {on}. Gebruik {names[transmission.pk]} of een nieuwer archief."
    if transmission is not None and transmission.status in OPEN:
        return f"Het team {what} op {on}. Het nieuwe archief is onderweg."
    return f"Het team {what} op {on}. Kreeg u geen nieuw archief? Bel dan het team."


def _day(moment: object) -> str:
    return date_format(timezone.localtime(moment), "j F Y")  # type: ignore[arg-type]  # set together with the answer
