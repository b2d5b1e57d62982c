"""What is known about a breach without opening client data: what left, how long there is left, what cannot be true.

The sentences are for the page; the form shows them beside a field, and the action asks them again on the locked row.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypedDict

from django.utils import timezone

from agreements.models import Agreement
from breaches.models import Authority, Breach, ClientsTold, DiscoveredBy, Happening
from directory.models import Organisation
from law.breach_term import time_left
from outbox.models import CARRIES_CLIENT_DATA, Transmission, TransmissionQuerySet, left_at

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
CLOSED = "Dit gegevenslek is afgesloten. Heropen het eerst."


@dataclass(frozen=True, slots=True)
class Clock:
    """How the report to the supervisory authority stands, in words; the tone only repeats it (components/tag.html)."""

    words: str
    tone: str


class BreachDetails(TypedDict):
    """What is known of a breach when it is registered."""

    discovered_at: datetime
    discovered_by: DiscoveredBy
    happenings: list[Happening]
    from_on: date | None
    until_on: date | None


def what_left(
    *,
    mailbox: str = "",
    partner: Organisation | None = None,
    from_on: date | None = None,
    until_on: date | None = None,
    reference: str = "",
) -> TransmissionQuerySet:
    """Mails with client data that left, or may have left, and meet every condition given; both days included.

    By the address the mail went to, not by the mailbox of today: an earlier address is found as well. Never more than
    reference, address and moment: what was in a mail is not fetched (D8). What a receiver passed on is not among them:
    that it did so is known on its side only (D19).
    """
    start, end = _midnight(from_on), _midnight(until_on + timedelta(days=1) if until_on else None)
    found = Transmission.objects.that_may_have_left_between(start, end).filter(kind__in=CARRIES_CLIENT_DATA, log=None)
    if mailbox:
        found = found.filter(recipient__iexact=mailbox)
    if partner is not None:
        found = found.filter(papers_id__in=Agreement.objects.filter(partner=partner).values("pk"))
    if reference:
        found = found.filter(reference=reference)
    return found.defer("message", "password").annotate(left_at=left_at()).order_by("left_at", "pk")


def clock(breach: Breach, *, at: datetime) -> Clock:
    """The 72 hours of art. 33 GDPR, as they stand at that moment (R97)."""
    if breach.authority == Authority.NONE:
        return Clock("melding niet nodig", "neutral")
    if breach.reported_at is not None:
        late = -time_left(breach.discovered_at, breach.reported_at)
        return Clock("op tijd gemeld", "success") if late <= timedelta() else Clock(f"gemeld, {_late(late)}", "warning")
    left = time_left(breach.discovered_at, at)
    if left < timedelta():
        return Clock(f"over de termijn: {_late(-left)}", "error")
    hours, minutes = left // HOUR, left // MINUTE
    words = f"nog {hours} uur" if hours else f"nog {minutes} {'minuut' if minutes == 1 else 'minuten'}"
    return Clock(words, "info" if left > 24 * HOUR else "warning")


def still_to_decide(breach: Breach) -> list[str]:
    """What must be settled before a breach can be closed."""
    open_ends = []
    if not breach.authority:
        open_ends.append("Noteer eerst of het lek aan de toezichthouder gemeld is.")
    if breach.clients_told == ClientsTold.UNDECIDED:
        open_ends.append("Beslis eerst of de cliënten ingelicht moeten worden.")
    if breach.clients_told == ClientsTold.YES and breach.clients_told_on is None:
        open_ends.append("Noteer eerst wanneer de cliënten ingelicht zijn.")
    if any(not measure.is_done for measure in breach.measures.all()):
        open_ends.append("Noteer eerst dat elke maatregel gedaan is.")
    return open_ends


def against_discovery(breach: Breach, *, discovered_at: datetime, at: datetime) -> str:
    """Why it cannot have been discovered then: late entries are welcome, future ones are not."""
    if discovered_at > at:
        return "Dit tijdstip ligt in de toekomst. Vul in wanneer het lek ontdekt is."
    if breach.registered_at is not None and discovered_at > breach.registered_at:
        return "Het lek was toen al geregistreerd. Vul een vroeger tijdstip in."
    if breach.reported_at is not None and discovered_at > breach.reported_at:
        return "De melding aan de toezichthouder ligt dan voor de ontdekking. Kijk beide na."
    return ""


def against_moment(breach: Breach, *, moment: datetime, at: datetime) -> str:
    """Why something about this breach cannot have happened then: not before its discovery, and not yet to come."""
    if moment > at:
        return "Dit tijdstip ligt in de toekomst. Vul in wanneer het gebeurde."
    if moment < breach.discovered_at:
        return "Dit tijdstip ligt voor de ontdekking van het lek. Kijk het na."
    return ""


def against_day(breach: Breach, *, on: date, at: datetime) -> str:
    """The same, for what happened on a day."""
    if on > timezone.localdate(at):
        return "Deze datum ligt in de toekomst. Vul de dag in waarop het gebeurde."
    if on < timezone.localdate(breach.discovered_at):
        return "Deze datum ligt voor de ontdekking van het lek. Kijk ze na."
    return ""


def _late(late: timedelta) -> str:
    return f"{late // HOUR} uur te laat" if late >= HOUR else "minder dan 1 uur te laat"


def _midnight(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None
