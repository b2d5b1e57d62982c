"""A web address of a paper, as it is printed: with "?" and "#" (D28), and never with a password in it (R16, R17)."""

import re
from typing import Final
from urllib.parse import parse_qsl, urlsplit

SECRET_NAME: Final = re.compile(
    r"passw|passcode|passphrase|passe?(?![a-z])|pwd|wachtwoord|paswoord|secret|geheim|token|pincode|"
    r"(?<![a-z])(?:pin|pw)(?![a-z])|^w$",
    re.IGNORECASE,
)
"""What a parameter is called that holds a password; not "passage" or "spinnen"."""


def holds_password(address: str) -> bool:
    """Whether a password stands in the address: before the host, as a parameter, or behind "#"."""
    parts = urlsplit(address)
    named = [name for name, _value in parse_qsl(parts.query, keep_blank_values=True)]
    return "@" in parts.netloc or any(SECRET_NAME.search(name) for name in [*named, parts.fragment])
