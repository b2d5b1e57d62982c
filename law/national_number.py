"""The national number (rijksregisternummer) and the bis number: never shared, however it is written (R62–R65, D13).

Koninklijk besluit van 3 april 1984: year, month, day, serial number and a check of mod 97; for who was born from 2000
on, a 2 comes first in the check. In a bis number 20 or 40 is added to the month; an unknown month or day is 00.
"""

from law.writing import digit_runs

_LENGTH = 11
_LAST_MONTH = 12
_LAST_DAY = 31
_ADDED_TO_MONTH = (0, 20, 40)


def holds_national_number(text: str) -> bool:
    """Whether a valid national or bis number stands in the text.

    Anything that is no letter or digit may stand between its digits, and they may be of any script.
    """
    return any(
        _is_national_number(run[start : start + _LENGTH])
        for run in digit_runs(text)
        for start in range(len(run) - _LENGTH + 1)
    )


def is_split_over(*texts: str) -> bool:
    """Whether all the digits of these texts, one after the other, are one national number."""
    return _is_national_number("".join(run for text in texts for run in digit_runs(text)))


def _is_national_number(digits: str) -> bool:
    if len(digits) != _LENGTH:
        return False
    month, day = int(digits[2:4]), int(digits[4:6])
    is_day = day <= _LAST_DAY and any(0 <= month - added <= _LAST_MONTH for added in _ADDED_TO_MONTH)
    check = int(digits[9:])
    return is_day and check in {97 - int(century + digits[:9]) % 97 for century in ("", "2")}
