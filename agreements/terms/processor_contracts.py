"""The words of a processor contract (D21)."""

from datetime import date
from typing import TypedDict


class ProcessorContractTerms(TypedDict, total=False):
    """What the contract prints."""

    signed_on: date
    receiver_signatory: str
    receiver_function: str
    agency_signatory: str
    agency_function: str
    sub_processors: str
    ends_on: date | None
