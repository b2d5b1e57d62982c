"""The code on the slip of a client (D35), and what people make of it when they type it.

Twenty-one digits: on a telephone they need one keyboard, and they can be read out in any language. Nineteen are random
(63 bits), two check code and reference together, as in the number of a bank account. So a slip of the finger is found
without asking whether anything exists, and who is not told whether it worked has at least typed what stands there.
"""

import re
import secrets
from typing import Final

from referrals.terms.reference import ALPHABET, signs
from vault.blind_index import blind_index

RANDOM_DIGITS: Final = 19
LENGTH: Final = RANDOM_DIGITS + 2
_GROUP = 3
_MODULUS = 97

_LETTERS_AS_DIGITS: Final = str.maketrans("OILSBZ|", "0115821")


def new_code(reference: str) -> str:
    """Return a new code for this reference, without spaces."""
    random = "".join(secrets.choice("0123456789") for _ in range(RANDOM_DIGITS))
    return random + _check_digits(reference, random)


def is_well_typed(reference: str, code: str) -> bool:
    """Whether the check digits agree. Says nothing of whether such a slip was ever made."""
    return _check_digits(reference, code[:RANDOM_DIGITS]) == code[RANDOM_DIGITS:]


def in_groups(code: str) -> list[str]:
    """The code as it is printed and read out, three digits at a time."""
    return [code[start : start + _GROUP] for start in range(0, LENGTH, _GROUP)]


def read_code(typed: str) -> str | None:
    """Return the code that was meant, or None when it has not as many digits."""
    digits = signs(typed).translate(_LETTERS_AS_DIGITS)
    return digits if re.fullmatch(f"[0-9]{{{LENGTH}}}", digits) else None


def digest(reference: str, code: str) -> bytes:
    """Return the keyed fingerprint that is all we keep of a code."""
    return blind_index("referrals.slip", f"{reference}/{code}")


def _check_digits(reference: str, random: str) -> str:
    number = "".join(f"{ALPHABET.index(one):02}" for one in reference.replace("-", ""))
    return f"{_MODULUS - int(number + random + '00') % _MODULUS:02}"
