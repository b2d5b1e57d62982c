"""How enterprise numbers and phone numbers are read, kept and shown."""

import re

import phonenumbers
from stdnum.be import vat

_TYPED_PHONE = re.compile(r"[0-9+()./ \-]{6,40}")  # the library would also read letters and other scripts' digits


def read_enterprise_number(text: str) -> str:
    """Return the ten digits of "0886.886.638", "BE 0886 886 638" or "886886638", or raise ValueError (R12)."""
    try:
        return str(vat.validate(text))
    except ValueError:  # the library's own errors, and Python's on thousands of digits
        raise ValueError("This is no enterprise number.") from None


def show_enterprise_number(number: str) -> str:
    """Return ten digits as 0886.886.638; an empty text stays empty."""
    return f"{number[:4]}.{number[4:7]}.{number[7:]}" if number else ""


def read_phone(text: str) -> str:
    """Return the number in E.164 ("+32470123456"); raise ValueError when it does not exist or has an extension."""
    if not _TYPED_PHONE.fullmatch(text):
        raise ValueError("This is no phone number.")
    try:
        number = phonenumbers.parse(text, "BE")
    except phonenumbers.NumberParseException:
        raise ValueError("This is no phone number.") from None
    if not phonenumbers.is_valid_number(number):
        raise ValueError("This phone number does not exist.")
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def show_phone(number: str) -> str:
    """Return an E.164 number as people write it ("+32 470 12 34 56"); an empty text stays empty."""
    if not number:
        return ""
    return str(phonenumbers.format_number(phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.INTERNATIONAL))
