"""What a social worker logs about a client: mistakes that were struck, a file of their own, and data that must go."""

from typing import Final

from django.utils import timezone

from example.referrals import Casework
from law.identification import Address, Identification, Name
from ocmw_intake import actions as intake
from ocmw_intake.models import ContactChannel, OutcomeKind, StrikeReason
from referrals.models import Referral


def _client(first_name: str, last_name: str, street: str, phone: str) -> Identification:
    address = Address(street=street, box=None, postal_code="2260", municipality="Westerlo")
    return Identification(name=Name(first_name, last_name), address=address, phone=phone, email=None)


TRIED: Final = _client("Rik", "Voorbeeldstra", "Testpad 21", "+32470000021")
IN_A_FILE: Final = _client("Sara", "Proefmans", "Testpad 22", "+32470000022")
DECLINED: Final = _client("Tarik", "Testaert", "Testpad 23", "+32470000023")
MOVED: Final = _client("Uma", "Proefsen", "Testpad 24", "+32470000024")


def add_contact_work(casework: Casework) -> None:
    """One client tried twice in vain, one with a file, one who declined and one who moved."""
    _try(casework, TRIED, reached=False, and_strike=True)
    helped = _try(casework, IN_A_FILE, reached=True)
    _end(casework, helped, OutcomeKind.WANTS_HELP, file_number="2026/0147")
    _end(casework, _try(casework, DECLINED, reached=True), OutcomeKind.DECLINES)
    _end(casework, _try(casework, MOVED, reached=False), OutcomeKind.MOVED)


def _try(casework: Casework, client: Identification, *, reached: bool, and_strike: bool = False) -> Referral:
    """Send a referral and log a call and a visit; the visit is struck when it was none."""
    referral = casework.send(casework.file(client, by=casework.kempen))
    at = timezone.now()
    intake.read_password(referral, by=casework.westerlo, at=at)
    today, worker = timezone.localdate(at), casework.westerlo
    intake.log_attempt(referral, made_on=today, channel=ContactChannel.PHONE, reached=reached, by=worker, at=at)
    if and_strike:
        visit = intake.log_attempt(
            referral, made_on=today, channel=ContactChannel.HOME_VISIT, reached=reached, by=worker, at=at
        )
        intake.strike_attempt(referral, visit, because=StrikeReason.WRONG_REFERRAL, by=worker, at=at)
        intake.log_attempt(referral, made_on=today, channel=ContactChannel.LETTER, reached=reached, by=worker, at=at)
    return referral


def _end(casework: Casework, referral: Referral, kind: OutcomeKind, *, file_number: str = "") -> None:
    at = timezone.now()
    intake.record_outcome(referral, kind=kind, file_number=file_number, by=casework.westerlo, at=at)
