"""What is looked at to know whether the product is well: numbers and codes, nothing of a client, nothing of a receiver.

Mails whose fate only a receiver may read (D19) are left out of every number; that they leave shows in the last sweep.
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone
from django.utils.formats import date_format

from audit.models import MissedLine
from outbox.models import WAITS_LONG, OutboxState, RelayState, SharedFault, Transmission, UnreadableValue, Verdict
from outbox.reasons import why_not_safe
from outbox.standstill import current, relay_state
from referrals.models import Referral
from upkeep import certificates
from upkeep.database import why_it_only_reads
from upkeep.models import PeriodicWork
from upkeep.recording import known_work
from upkeep.schedule import WORDS, is_overdue

SWEPT_WITHIN = timedelta(minutes=5)
SEALED_WITHIN = timedelta(minutes=5)
FAULT_IS_NEWS = timedelta(hours=24)
MARGIN_OF_ERASING = timedelta(days=7)
"""After the last possible day of D1: what is still there then, nightly erasing does not reach."""
CLOCK_MAY_DIFFER = 5.0  # seconds
DAYS_LEFT = 21  # of a certificate


@dataclass(frozen=True, slots=True)
class HouseFinding:
    """One thing that was looked at: its name, whether it is well, a number, and a sentence with what to do."""

    name: str
    is_well: bool
    number: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What several parts look at, asked once."""

    at: datetime
    outbox: OutboxState
    relay: RelayState
    work: list[PeriodicWork]


def look(*, at: datetime, work: list[PeriodicWork] | None = None) -> list[HouseFinding]:
    """Everything that is looked at, always in the same order; `work` for who has asked it already.

    The database comes first, and alone when it is not well: all else stands in it.
    """
    database = _database()
    if not database.is_well:
        return [database]
    facts = Facts(at, current(), relay_state(), known_work(at=at) if work is None else work)
    return [database, *(part(facts) for part in PARTS)]


def _database() -> HouseFinding:
    try:
        why = why_it_only_reads()
    except (DatabaseError, InterfaceError) as error:
        kind = type(error).__name__
        sentence = f"De databank antwoordt niet ({kind}). Draait PostgreSQL, en is er een lijn naartoe?"
        return HouseFinding("database", False, 1, sentence)
    if why:
        sentence = f"De databank {why}: niets kan bewaard worden. Is haar schijf vol, of nam een andere over?"
        return HouseFinding("database", False, 1, sentence)
    return HouseFinding("database", True, 0, "De databank antwoordt, en kan bewaren.")


def _mail(facts: Facts) -> HouseFinding:
    own = Transmission.objects.filter(log=None)
    oldest = own.due(facts.at).order_by("due_at").values_list("due_at", flat=True).first()
    seconds = (facts.at - oldest).total_seconds() if oldest else 0.0
    is_well = seconds <= WAITS_LONG.total_seconds()
    if is_well:
        return HouseFinding("mail", True, seconds, "Geen mail wacht langer dan een kwartier op een worker.")
    minutes = round(seconds / 60)
    return HouseFinding(
        "mail", False, seconds, f"Een mail wacht al {minutes} minuten. Draaien de workers? Kijk naar Verzendingen."
    )


def _frozen(facts: Facts) -> HouseFinding:
    state = facts.outbox
    if state.frozen_at is None:
        return HouseFinding("frozen", True, 0, "De verzending is niet stilgezet.")
    why = state.get_frozen_because_display()
    return HouseFinding("frozen", False, 1, f"De verzending staat stil: {why}. Kijk na, en doe outbox_release.")


def _login(facts: Facts) -> HouseFinding:
    if facts.relay.login_refused_at is None:
        return HouseFinding("login", True, 0, "De mailserver weigert ons niet.")
    return HouseFinding("login", False, 1, "De mailserver weigert onze login. Kijk SMTP_USERNAME en SMTP_PASSWORD na.")


def _encryption(facts: Facts) -> HouseFinding:
    """Of its own kind: a relay that is not to be trusted is not one that is away, and waiting does not mend it."""
    relay = facts.relay
    if relay.tls_failed_at is None:
        return HouseFinding("encryption", True, 0, "De lijn naar de mailserver is versleuteld en te vertrouwen.")
    since = date_format(timezone.localtime(relay.tls_failed_at), "j F, H:i")
    sentence = f"Er vertrekt geen mail sinds {since}. {why_not_safe(relay.tls_fault)}"
    return HouseFinding("encryption", False, 1, sentence)


def _sweep(facts: Facts) -> HouseFinding:
    last = next((work.succeeded_at or work.known_since for work in facts.work if work.name == "sweep"), None)
    seconds = (facts.at - last).total_seconds() if last else 0.0
    is_frozen = facts.outbox.frozen_at is not None  # a frozen outbox is not swept, and says so itself
    if is_frozen or seconds <= SWEPT_WITHIN.total_seconds():
        return HouseFinding("sweep", True, seconds, "De mail wordt elke minuut nagekeken.")
    return HouseFinding(
        "sweep", False, seconds, "De mail werd al minuten niet nagekeken. Draaien beat en een worker? Is er nog schijf?"
    )


def _overdue(facts: Facts) -> HouseFinding:
    late = [WORDS[work.name] for work in facts.work if work.name != "sweep" and is_overdue(work, at=facts.at)]
    if not late:
        return HouseFinding("overdue", True, 0, "Al het vaste werk is op tijd gebeurd.")
    return HouseFinding(
        "overdue", False, len(late), f"Te laat: {', '.join(late)}. Draaien beat en een worker? Anders: run_overdue."
    )


def _bounces(facts: Facts) -> HouseFinding:
    faults = SharedFault.objects.filter(last_at__gt=facts.at - FAULT_IS_NEWS).count()
    returned = Transmission.objects.filter(log=None, returned_at__gt=facts.at - timedelta(days=7)).count()
    if faults:
        return HouseFinding(
            "bounces", False, returned, "Mails aan meer ontvangers komen terug. Kijk naar Verzendingen."
        )
    return HouseFinding("bounces", True, returned, f"In zeven dagen kwamen {returned} mails terug.")


def _unclear_reports(facts: Facts) -> HouseFinding:
    left = facts.outbox.left_to_a_person
    if not left:
        return HouseFinding("unclear_reports", True, 0, "In de mailbox voor terugmeldingen wacht niets op een mens.")
    sentence = f"In de mailbox voor terugmeldingen wachten {left} mails op een mens ({Verdict.UNCLEAR.label})."
    return HouseFinding("unclear_reports", True, left, sentence)


def _erasing(facts: Facts) -> HouseFinding:
    last_day = facts.at - timedelta(days=settings.RETENTION_DAYS_AFTER_SENDING) - MARGIN_OF_ERASING
    late = Referral.objects.filter(erased_at=None, filed_at__lt=last_day).count()
    if not late:
        return HouseFinding("erasing", True, 0, "Alles wat gewist moest zijn, is gewist.")
    return HouseFinding(
        "erasing", False, late, f"{late} aanmeldingen hadden al gewist moeten zijn. Doe erase_expired en lees het log."
    )


def _sealing(facts: Facts) -> HouseFinding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT written_at FROM audit_auditevent WHERE id = (SELECT min(event_id) FROM audit_unsealed)")
        row = cursor.fetchone()
    seconds = max(0.0, (facts.at - row[0]).total_seconds()) if row else 0.0
    if seconds <= SEALED_WITHIN.total_seconds():
        return HouseFinding("sealing", True, seconds, "Het logboek is genummerd.")
    return HouseFinding(
        "sealing", False, seconds, "Het logboek wordt niet genummerd. Doe seal_trail en lees wat het zegt."
    )


def _journal(facts: Facts) -> HouseFinding:
    if settings.WITHDRAWAL_JOURNAL is None:
        return HouseFinding("journal", settings.DEBUG or not settings.SECURE_SSL_REDIRECT, 0, "Er is geen journaal.")
    path = Path(settings.WITHDRAWAL_JOURNAL)
    if missed := MissedLine.objects.count():
        sentence = f"{missed} regels moeten nog in het journaal. Kijk WITHDRAWAL_JOURNAL en de schijf na."
        return HouseFinding("journal", False, missed, sentence)
    if os.access(path if path.exists() else path.parent, os.W_OK):
        return HouseFinding("journal", True, 0, "Het journaal is te schrijven.")
    return HouseFinding(
        "journal", False, 1, "Het journaal is niet te schrijven. Kijk WITHDRAWAL_JOURNAL en de schijf na."
    )


def _keys(facts: Facts) -> HouseFinding:
    shut = UnreadableValue.objects.filter(opened_again_at=None).count()
    if not shut:
        return HouseFinding("keys", True, 0, "Elke verzegelde waarde die nodig was, ging open.")
    return HouseFinding(
        "keys", False, shut, f"Niet open: {shut} verzegelde waarden. Kijk VAULT_KEYS na, en doe retry_unreadable."
    )


def _certificates(facts: Facts) -> HouseFinding:
    ends = certificates.known()
    if not ends:
        return HouseFinding("certificates", True, 0, "Er is nog geen certificaat bekeken.")
    name, end = min(ends.items(), key=lambda one: one[1])
    days = (end - facts.at) / timedelta(days=1)
    sentence = f"Het certificaat van {name} vervalt over {int(days)} dagen."
    return HouseFinding("certificates", days >= DAYS_LEFT, round(days, 1), sentence)


def _clock(facts: Facts) -> HouseFinding:
    """What the database has for time, against this machine: leases and due times are compared between machines."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        [theirs] = cursor.fetchone()
    differs = abs(time.time() - float(theirs))
    if differs <= CLOCK_MAY_DIFFER:
        return HouseFinding("clock", True, round(differs, 3), "De klok van deze machine loopt gelijk met de databank.")
    return HouseFinding(
        "clock", False, round(differs, 3), f"De klok verschilt {round(differs)} seconden van de databank. Draait NTP?"
    )


PARTS: list[Callable[[Facts], HouseFinding]] = [
    _mail, _frozen, _login, _encryption, _sweep, _overdue, _bounces, _unclear_reports,
    _erasing, _sealing, _journal, _keys, _certificates, _clock,
]  # fmt: skip
