"""What Opgroeien writes to every core actor about a stop, and the letter that one core actor posts to another (D29).

Opgroeien is no party to a GBO agreement: it keeps the record by which the gate lets receivers pass on. So the notice
itself (art. 14) and the notification before a stop (art. 9) are letters of a core actor, drafted here to be printed.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from directory.models import Organisation
from gbo.models import GboAgreement, GboParty, GboStop, GboStopKind, GboSuspension
from law.notice_period import gbo_last_day, gbo_start

NO_REPLY = "\nAntwoord niet op deze mail: de afzender wordt niet gelezen.\n"
"""Below a letter that goes by mail: on paper it would make no sense."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class GboAddress:
    """One core actor, and the address to which a mail can go; "" when there is none."""

    party: GboParty
    address: str


@dataclass(frozen=True, slots=True)
class GboWriting:
    """A letter that is not written yet, with everybody who gets it."""

    subject: str
    body: str
    recipients: tuple[GboAddress, ...]

    @property
    def addresses(self) -> tuple[str, ...]:
        return tuple(one.address for one in self.recipients if one.address)

    @property
    def fingerprint(self) -> str:
        """Says whether what is written is what was shown."""
        whom = (f"{one.party.pk} {one.address}" for one in self.recipients)
        return hashlib.sha256("\0".join((self.subject, self.body, *whom)).encode()).hexdigest()


def to_core_actors(stop: GboStop) -> GboWriting:
    """What every core actor gets: also who acted, as a confirmation."""
    return _write(stop, "mail/gbo_stop.txt", _subject(stop))


def taken_back(stop: GboStop) -> GboWriting:
    """That it does not count."""
    return _write(stop, "mail/gbo_stop_taken_back.txt", f"Vergissing: {_subject(stop)}")


def notice_of(agreement: GboAgreement, by_party: GboParty, *, on: date) -> str:
    """The notice that a core actor posts to each of the others, as if it left on that day (art. 14; R39)."""
    context = {"first_day": gbo_start(on), "last_day": gbo_last_day(on), "on": on}
    return _draft("mail/gbo_notice.txt", agreement, by_party, context)


def notification_of(agreement: GboAgreement, suspension: GboSuspension, *, on: date) -> str:
    """The notification that a core actor posts before it stops sharing for good (art. 9; R101)."""
    return _draft("mail/gbo_notification.txt", agreement, suspension.by_party, {"suspension": suspension, "on": on})


def _draft(template: str, agreement: GboAgreement, by_party: GboParty, context: dict[str, Any]) -> str:
    return render_to_string(template, {"agreement": agreement, "by_party": by_party, **context}).strip() + "\n"


def _subject(stop: GboStop) -> str:
    words = GboStopKind(stop.kind).label
    return words[0].upper() + words[1:]


def _write(stop: GboStop, template: str, subject: str) -> GboWriting:
    resumes = stop.on if stop.kind == GboStopKind.SUSPENSION_ENDED else stop.until_on
    context: dict[str, Any] = {
        "stop": stop,
        "kind": GboStopKind(stop.kind).name,
        "agreement": stop.agreement,
        "resumes_on": resumes + _DAY if resumes else None,
        "keeper": Organisation.objects.agency(),
        "product_name": settings.PRODUCT_NAME,
    }
    recipients = tuple(
        GboAddress(party, party.organisation.email or party.dpo_email) for party in stop.agreement.parties_in_order
    )
    return GboWriting(subject, render_to_string(template, context), recipients)
