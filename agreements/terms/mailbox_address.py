"""The address of a mailbox for data sharing: one plain ASCII address, preferably not that of a whole organisation."""

import re
from typing import Final

SHAPE: Final = r"^[A-Za-z0-9._+-]+@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]$"
"""Read by Python and by PostgreSQL alike. No second @, no space, no hidden sign, no IP address, no bare host name, and
none of the characters with which a relay can be told to send elsewhere (%, !, quotes)."""

SENTENCE: Final = "Vul één e-mailadres in, bijvoorbeeld sociale.dienst@ocmw.example."

_READ_BY_MANY = frozenset(
    (
        "info",
        "onthaal",
        "secretariaat",
        "contact",
        "algemeen",
        "administratie",
        "balie",
        "loket",
        "mail",
        "post",
        "welkom",
    )
)
_NAMES_THE_HOUSE = frozenset(("caw", "gemeente", "gemeentehuis", "ocmw", "stad", "stadhuis"))


def is_address(text: str) -> bool:
    """Whether this is one address that mail can go to, as far as its form tells (R70)."""
    return re.fullmatch(SHAPE, text) is not None


def looks_general(address: str) -> bool:
    """Whether the address looks like one that more people read than those bound by secrecy, as `info@` (R69)."""
    words = set(re.split(r"[^a-z]+", address.partition("@")[0].lower())) - {""}
    return bool(words & _READ_BY_MANY) or (bool(words) and words <= _NAMES_THE_HOUSE)
