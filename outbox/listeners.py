"""Who tells the administrators what came back: the app above that knows them registers at start.

The outbox knows that something is wrong and not whom to write to. Called inside the transaction that notes it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from outbox.models import SharedFault, Transmission, Verdict


@dataclass(frozen=True)
class Return:
    """One mail that did not arrive: what the report says, and whether nothing leaves for that mailbox any more."""

    transmission: Transmission
    verdict: Verdict
    code: str
    mailbox_is_off: bool


_returns: list[Callable[..., None]] = []
_faults: list[Callable[..., None]] = []


def register(*, returned: Callable[..., None], fault: Callable[..., None]) -> None:
    """Register who listens (`AppConfig.ready`): called as `tell_return` and `tell_fault` are."""
    if returned not in _returns:
        _returns.append(returned)
        _faults.append(fault)


def tell_return(one: Return, *, at: datetime) -> None:
    """Say that a mail came back, or did not reach somebody behind the mailbox."""
    for listener in _returns:
        listener(one, at=at)


def tell_fault(fault: SharedFault, *, at: datetime) -> None:
    """Say that mails to several receivers come back for one cause."""
    for listener in _faults:
        listener(fault, at=at)
