"""Numbers for Prometheus, in its text format: what is found, and when each work last ran. No label names a person.

Every number comes from the database, so any web process gives the same ones: there is nothing to add up, and these
few lines replace a library whose work that is (ADR 0070).
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.conf import settings

from outbox.models import Transmission, TransmissionStatus
from upkeep.findings import look
from upkeep.recording import known_work

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
Sample = tuple[dict[str, str], float]


def text(*, at: datetime) -> str:
    """Every metric, as Prometheus reads it."""
    return "\n".join([*_lines(at), ""])


def _lines(at: datetime) -> Iterator[str]:
    findings = look(at=at)
    yield from _gauge("version_info", "The version that answers.", [({"version": settings.VERSION}, 1)])
    yield from _gauge("well", "1 when this is well.", (({"finding": one.name}, one.is_well) for one in findings))
    yield from _gauge(
        "finding",
        "Seconds, days or a number: what was found.",
        (({"finding": one.name}, one.number) for one in findings),
    )
    if not findings[0].is_well:  # without a database there is nothing else to tell
        return
    yield from _gauge(
        "work_succeeded_timestamp_seconds",
        "When each periodic work last ended well.",
        (({"work": one.name}, one.succeeded_at.timestamp()) for one in known_work(at=at) if one.succeeded_at),
    )
    yield from _gauge(
        "mails", "Mails of this side by status.", (({"status": status}, number) for status, number in _mails().items())
    )


def _mails() -> dict[str, int]:
    """How many mails wait, failed or were held back; what left is history. Without those of a receiver (D19)."""
    waiting = (TransmissionStatus.QUEUED, TransmissionStatus.SENDING, TransmissionStatus.FAILED)
    shown = (*waiting, TransmissionStatus.BLOCKED)
    found = Counter(Transmission.objects.filter(log=None, status__in=shown).values_list("status", flat=True))
    return {status.value: found[status.value] for status in shown}


def _gauge(name: str, purpose: str, samples: Iterable[Sample]) -> Iterator[str]:
    yield f"# HELP aanmelden_{name} {purpose}"
    yield f"# TYPE aanmelden_{name} gauge"
    for labels, value in samples:
        inside = ",".join(f'{label}="{text}"' for label, text in labels.items())
        yield f"aanmelden_{name}{{{inside}}} {float(value)!r}"
