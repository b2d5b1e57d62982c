"""Whether this portal may process for a receiver what that receiver does itself (art. 28 AVG; D21).

The mail, the password, a correction and a deletion are part of what Opgroeien passes on, and need nothing of this. The
contact log and passing on to a partner are the receiver's own: there Opgroeien is its processor.
"""

from collections.abc import Iterator
from datetime import date
from typing import Protocol

from law.gate import Decision, decide
from law.obstacles import Obstacle


class ProcessorContractFacts(Protocol):
    """The contract between one receiver and Opgroeien for this portal, signed by both."""

    @property
    def signed_on(self) -> date:
        """The day of the last signature."""

    @property
    def ends_on(self) -> date | None:
        """The last day; None while it runs on."""


def check_processor_contract(contract: ProcessorContractFacts | None, *, on: date) -> Decision:
    """Whether there is a contract on that day."""
    return decide(on, contract_obstacles(contract, on))


def contract_obstacles(contract: ProcessorContractFacts | None, on: date) -> Iterator[Obstacle]:
    """Every reason why it does not hold that day."""
    if contract is None or contract.signed_on > on:
        yield Obstacle.PROCESSOR_CONTRACT_MISSING
    elif contract.ends_on is not None and contract.ends_on < on:
        yield Obstacle.PROCESSOR_CONTRACT_ENDED
