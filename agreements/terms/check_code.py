"""The code in the harmless archive of a mailbox check: eight characters that are easily read, said and typed over."""

import secrets
from typing import Final

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base32: no I, L, O and no U
_LOOK_ALIKES: Final = str.maketrans("OIL", "011")
_LENGTH: Final = 8

EXAMPLE: Final = "7K4M-9T2X"


def new_code() -> str:
    """A random code of 40 bits, without hyphen."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


def show(code: str) -> str:
    """The code as it is read and typed, in two groups."""
    return f"{code[:4]}-{code[4:]}"


def read_code(text: str) -> str:
    """What was typed as a code: capitals, hyphens, spaces and look-alikes do not matter. ValueError when it is none."""
    code = "".join(text.upper().replace("-", "").split()).translate(_LOOK_ALIKES)
    if len(code) != _LENGTH or not set(code) <= set(_ALPHABET):
        raise ValueError("This is not a code of eight characters.")
    return code
