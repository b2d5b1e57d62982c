"""When it is not a receiver but us: mails to several receivers come back for one cause within an hour (D30).

Mails of a receiver are not counted: nobody else may learn from a number that there were any (D4).
"""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from audit.events import Event
from audit.record import Code, record_event
from outbox.conclusion import Conclusion, cause_of
from outbox.models import OF_THE_RECEIVER, Report, SharedFault, Transmission, Verdict

WITHIN = timedelta(hours=1)
SEVERAL = 3  # receivers
SHOWN_FOR = timedelta(days=7)


def is_shared(mail: Transmission, conclusion: Conclusion, *, at: datetime) -> bool:
    """Whether this return is one of several for the same cause: then it says nothing about its mailbox."""
    if conclusion.verdict != Verdict.RETURNED or mail.kind in OF_THE_RECEIVER:
        return False
    others = {address.casefold() for address in _recent(conclusion, at)} - {mail.recipient.casefold()}
    return len(others) >= SEVERAL - 1 or _open(conclusion, at).exists()


def record(mail: Transmission, conclusion: Conclusion, *, at: datetime) -> tuple[SharedFault | None, bool]:
    """Note that one more came back: the fault it belongs to and whether that is new, or none."""
    if conclusion.verdict != Verdict.RETURNED:
        return None, False
    receivers = {address.casefold() for address in _recent(conclusion, at)}
    fault = _open(conclusion, at).first()
    if fault is None and len(receivers) < SEVERAL:
        return None, False
    if fault is not None:
        fault.last_at, fault.receivers = at, max(fault.receivers, len(receivers))
        fault.save(update_fields=["last_at", "receivers"])
        return fault, False
    first_at = min(_reports(conclusion, at).values_list("noted_at", flat=True))
    fault = SharedFault.objects.create(
        cause=cause_of(conclusion.code), code=conclusion.code, first_at=first_at, last_at=at, receivers=len(receivers)
    )
    details: dict[str, Code] = {"cause": fault.cause, "receivers": fault.receivers}
    record_event(Event.SHARED_FAULT_FOUND, by=None, at=at, about=fault, details=details)
    return fault, True


def shown(at: datetime) -> QuerySet[SharedFault]:
    """The faults that administrators still read about, newest first."""
    return SharedFault.objects.filter(last_at__gte=at - SHOWN_FOR).order_by("-last_at")


def was_told_before(mail: Transmission, code: str, *, at: datetime) -> bool:
    """Whether administrators heard within a day that mail to this address comes back for this cause."""
    earlier = (
        Report.objects.filter(
            transmission__recipient__iexact=mail.recipient, noted_at__gt=at - timedelta(days=1), noted_at__lte=at
        )
        .exclude(transmission=mail)
        .exclude(transmission__kind__in=OF_THE_RECEIVER)
    )
    codes = earlier.filter(verdict__in=(Verdict.RETURNED, Verdict.ABOUT_ANOTHER)).values_list("code", flat=True)
    return any(cause_of(each) == cause_of(code) for each in codes)


def _open(conclusion: Conclusion, at: datetime) -> QuerySet[SharedFault]:
    return SharedFault.objects.filter(cause=cause_of(conclusion.code), last_at__gt=at - WITHIN, first_at__lte=at)


def _reports(conclusion: Conclusion, at: datetime) -> QuerySet[Report]:
    """Returns for this cause in the hour that ends now."""
    recent = Report.objects.filter(verdict=Verdict.RETURNED, noted_at__gt=at - WITHIN, noted_at__lte=at)
    return recent.exclude(transmission__kind__in=OF_THE_RECEIVER).filter(
        code__in=[code for code in recent.values_list("code", flat=True) if cause_of(code) == cause_of(conclusion.code)]
    )


def _recent(conclusion: Conclusion, at: datetime) -> list[str]:
    return list(_reports(conclusion, at).values_list("transmission__recipient", flat=True).distinct())
