"""The code on the slip of a client (D35), and what people make of it and of the reference when they type them.

Twenty-one digits: on a telephone they need one keyboard, and they can be read out in any language. Nineteen are random
(63 bits), two check code and reference together, as in the number of a bank account. So a slip of the finger is found
without asking whether anything exists, and who is not told whether it worked has at least typed what stands there.
"""

import re
import secrets
import unicodedata
from typing import Final

from law.writing import digits_in
from referrals.terms.reference import ALPHABET
from vault.blind_index import blind_index

RANDOM_DIGITS: Final = 19
LENGTH: Final = RANDOM_DIGITS + 2
_GROUP = 3
_MODULUS = 97

_LOOKS_LIKE: Final = str.maketrans(
    # what is misread within our alphabet; then Cyrillic and Greek letters that look like ours
    "ILOU" + "АВЕЅІЈКМНОРСТХУЗ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "110V" + "ABES1JKMH0PCTXY3" + "ABEZH1KMN0PTYX",
)
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


def read_reference(typed: str) -> str | None:
    """Return the reference that was meant, or None when it cannot be one."""
    characters = _signs(typed).upper().translate(_LOOKS_LIKE)
    if len(characters) != 8 or not set(characters) <= set(ALPHABET):
        return None
    return f"{characters[:4]}-{characters[4:]}"


def read_code(typed: str) -> str | None:
    """Return the code that was meant, or None when it has not as many digits."""
    digits = _signs(typed).upper().translate(_LOOKS_LIKE).translate(_LETTERS_AS_DIGITS)
    return digits if re.fullmatch(f"[0-9]{{{LENGTH}}}", digits) else None


def digest(reference: str, code: str) -> bytes:
    """Return the keyed fingerprint that is all we keep of a code."""
    return blind_index("referrals.slip", f"{reference}/{code}")


def _signs(typed: str) -> str:
    """Letters, and digits of any script, in their plain form; whatever stands between them is left out."""
    plain = unicodedata.normalize("NFKC", typed)
    return "".join(digits_in(one) or (one if one.isalpha() or one == "|" else "") for one in plain)


def _check_digits(reference: str, random: str) -> str:
    number = "".join(f"{ALPHABET.index(one):02}" for one in reference.replace("-", ""))
    return f"{_MODULUS - int(number + random + '00') % _MODULUS:02}"
