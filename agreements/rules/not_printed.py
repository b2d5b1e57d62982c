"""Whether the register has a fact of which somebody said that the paper does not print it (D28)."""

from collections.abc import Iterable
from typing import Any

from agreements.models import Agreement
from agreements.terms.papers import Document


def is_filled_in(agreement: Agreement, key: str) -> bool:
    """Whether there is something under this key, by now or from another paper; of contacts, of any of them."""
    return any(bool(value) for value in _values(agreement, key))


def _values(agreement: Agreement, key: str) -> Iterable[Any]:
    protocol = agreement.protocol_facts
    match key.split("."):
        case [(Document.AGREEMENT | Document.PROTOCOL) as document, ("signed_on" | "place") as name]:
            return [getattr(one, name) for one in agreement.all_signatures if one.document == document]
        case [Document.AGREEMENT, name]:
            return [getattr(agreement, name)]
        case [Document.PROTOCOL, name]:
            return [getattr(protocol, name)] if protocol else []
        case ["signature", document, party, position, name]:
            spot = (document, party, int(position))
            found = (one for one in agreement.all_signatures if (one.document, one.party, one.position) == spot)
            return [getattr(one, name) for one in found]
        case ["advice", party, name]:
            advice = protocol.advice_of(party) if protocol else None
            return [getattr(advice, name)] if advice else []
        case ["mailbox", name]:
            mailbox = protocol.mailbox_facts if protocol else None
            return [getattr(mailbox, name)] if mailbox else []
        case ["contact", party, kind, name]:
            own = (one for one in agreement.contacts.all() if (one.party, one.kind) == (party, kind))
            return [getattr(one, name) for one in own]
    raise ValueError(f"{key} is the key of no fact of a paper.")
