"""How numbers of every kind and days are read, kept and shown, and what a scan may have made of them."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice, product

import phonenumbers
from stdnum.be import vat

_TYPED_PHONE = re.compile(r"[0-9+()./ \-]{6,40}")  # the library would also read letters and other scripts' digits

_SHORTEST_AT_HOME, _LONGEST = 9, 15
_BELGIUM = 32


def read_enterprise_number(text: str) -> str:
    """Return the ten digits of "0886.886.638", "BE 0886 886 638" or "886886638", or raise ValueError (R12)."""
    try:
        return str(vat.validate(text))
    except ValueError:  # the library's own errors, and Python's on thousands of digits
        raise ValueError("This is not an enterprise number.") from None


def show_enterprise_number(number: str) -> str:
    """Return ten digits as 0886.886.638; an empty text stays empty."""
    return f"{number[:4]}.{number[4:7]}.{number[7:]}" if number else ""


def read_phone(text: str) -> str:
    """Return the number in E.164 ("+32470123456"); raise ValueError when it does not exist or has an extension."""
    if not _TYPED_PHONE.fullmatch(text):
        raise ValueError("This is not a phone number.")
    try:
        number = phonenumbers.parse(text, "BE")
    except phonenumbers.NumberParseException:
        raise ValueError("This is not a phone number.") from None
    if not phonenumbers.is_valid_number(number):
        raise ValueError("This phone number does not exist.")
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def may_be_foreign(text: str) -> bool:
    """Whether what is no Belgian number can be a foreign one, typed as at home ("0661 12 34 56")."""
    digits = re.sub(r"[^0-9]", "", text)
    is_international = text.startswith("+") or digits.startswith("00")
    return bool(_TYPED_PHONE.fullmatch(text)) and not is_international and _SHORTEST_AT_HOME <= len(digits) <= _LONGEST


def show_phone(number: str) -> str:
    """Return an E.164 number as people here write it ("0470 12 34 56", "+31 6 …"); an empty text stays empty."""
    if not number:
        return ""
    parsed = phonenumbers.parse(number)
    is_belgian = parsed.country_code == _BELGIUM
    spelling = phonenumbers.PhoneNumberFormat.NATIONAL if is_belgian else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return str(phonenumbers.format_number(parsed, spelling))


_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
_SHORT_MONTHS = {name[:3]: number for number, name in enumerate(_MONTHS, start=1)} | {"mrt": 3}
_MONTH_NUMBERS = {name: number for number, name in enumerate(_MONTHS, start=1)} | _SHORT_MONTHS
_IN_NUMBERS = re.compile(r"([0-9]{1,2})\s*([/.-])\s*([0-9]{1,2})\s*\2\s*([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_IN_WORDS = re.compile(r"([0-9]{1,2})\s*([a-z]{3,9})\.?\s*([0-9]{4})")

_MISREAD = {
    "8": "80", "©": "0", "@": "0", "o": "0", "q": "0", "d": "0", "e": "0", "c": "0",
    "l": "1", "i": "1", "|": "1", "!": "1", "z": "2", "s": "5", "b": "8", "g": "9",
}  # fmt: skip
"""What a scanner prints, and what may have stood on the paper: "©886" for "0886", "2824" for "2024"."""
_MOST_READINGS = 4096
_THREE_PARTS = re.compile(r"(\S{1,2})\s*[\s/.-]\s*(\S{1,9}?)\.?\s*[\s/.-]\s*(\S{4})")


def read_day(text: str) -> date:
    """Return the day of "1/11/2024", "01-11-2024", "1.11.2024" or "1 november 2024"; raise ValueError otherwise."""
    text = " ".join(text.split()).casefold()
    if found := _IN_NUMBERS.fullmatch(text):
        return date(int(found[4]), int(found[3]), int(found[1]))
    if found := _YEAR_FIRST.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _IN_WORDS.fullmatch(text):
        return date(int(found[3]), _month(found[2]), int(found[1]))
    raise ValueError("This is not a day.")


def likely_day(text: str, *, first: date, last: date) -> date | None:
    """The one day from `first` to `last` that a scanner may have misread: 1 November 2024 for "81 november 2824".

    None when no day fits, or more than one: then only the paper can tell.
    """
    parts = _THREE_PARTS.fullmatch(" ".join(text.split()).casefold())
    if parts is None:
        return None
    found: set[date] = set()
    months = [parts[2]] if parts[2].isalpha() and parts[2] in _MONTH_NUMBERS else list(_readings(parts[2]))
    for day, month, year in islice(product(_readings(parts[1]), months, _readings(parts[3])), _MOST_READINGS):
        try:
            read = date(int(year), _month(month), int(day))
        except ValueError:
            continue
        if first <= read <= last:
            found.add(read)
    return found.pop() if len(found) == 1 else None


def likely_enterprise_number(text: str) -> str:
    """The one valid number that a scanner may have misread, as ten digits; empty when none fits, or several do."""
    characters = re.sub(r"[\s.]", "", text.casefold().removeprefix("be"))
    if not 9 <= len(characters) <= 10:
        return ""
    found = set()
    for reading in islice(_readings(characters), _MOST_READINGS):
        try:
            found.add(read_enterprise_number(reading))
        except ValueError:
            continue
    return found.pop() if len(found) == 1 else ""


def _month(text: str) -> int:
    try:
        return _MONTH_NUMBERS[text] if text.isalpha() else int(text)
    except KeyError:
        raise ValueError("This is not a month.") from None


def _readings(characters: str) -> Iterator[str]:
    """Every row of digits that these characters can be a misreading of."""
    choices = [
        _MISREAD.get(character, character if character.isascii() and character.isdigit() else "")
        for character in characters
    ]
    return ("".join(digits) for digits in product(*choices))
