"""The address of a mailbox for data sharing: one plain ASCII address, preferably not that of a whole organisation."""

import re
from typing import Final

_LOCAL = r"[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)*"
_LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
SHAPE: Final = rf"^(?=.{{1,254}}$)(?=.{{1,64}}@){_LOCAL}@({_LABEL}\.)+[A-Za-z][A-Za-z0-9-]{{0,61}}[A-Za-z0-9]$"
"""Read by Python and by PostgreSQL alike. No second @, no space, no hidden sign, no IP address, no bare host name, and
none of the characters with which a relay can be told to send elsewhere (%, !, quotes). And nothing that a mail server
cannot take (RFC 5321, 4.5.3.1): 64 characters before the @, 63 between two dots behind it, 254 in all; dots stand
between other characters."""

SENTENCE: Final = "Vul één e-mailadres in, bijvoorbeeld sociale.dienst@ocmw.example."
TOO_LONG_BEFORE: Final = (
    "Voor het apenstaartje staan meer dan 64 tekens. Dat neemt geen mailserver aan. Kijk het adres na."
)
TOO_LONG: Final = "Dit adres is te lang voor een mailserver. Kijk het na op het papier."

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


def against(text: str) -> str:
    """Why mail cannot go to this address, or "" when it can, as far as its form tells (R70, D27)."""
    local, _, domain = text.partition("@")
    if len(local) > 64:
        return TOO_LONG_BEFORE
    if len(text) > 254 or any(len(label) > 63 for label in domain.split(".")):
        return TOO_LONG
    return "" if is_address(text) else SENTENCE


def looks_general(address: str) -> bool:
    """Whether the address looks like one that more people read than those bound by secrecy, as `info@` (R69)."""
    words = set(re.split(r"[^a-z]+", address.partition("@")[0].lower())) - {""}
    return bool(words & _READ_BY_MANY) or (bool(words) and words <= _NAMES_THE_HOUSE)
