"""The four fields, and nothing else (R60): name, address, phone, e-mail of one client.

Whatever enters the archive is an `Identification`. It is frozen and slotted, so that nothing can be attached (R62–R65),
and its repr shows no value, so that logs and tracebacks stay clean. The checks of single fields are public, so that a
form can show each error beside its field. National numbers are refused by the forms, which have a library for that.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

MAX_LENGTH: Final[Mapping[str, int]] = {
    "first_name": 80,
    "last_name": 80,
    "street": 120,
    "box": 10,
    "municipality": 60,
    "email": 254,
}

_LABELS: Final[Mapping[str, str]] = {
    "first_name": "de voornaam",
    "last_name": "de achternaam",
    "street": "de straat met het huisnummer",
    "box": "het busnummer",
    "municipality": "de gemeente",
    "email": "het e-mailadres",
}

_SPACES = re.compile("[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
# What shows nothing though its category does not say so: joiner, fillers, variation selectors; and unreadable bytes.
_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufffd\U000e0100-\U000e01ef]"
)
_SECOND_PERSON = re.compile(r"[&+/;,]|\s(?:en|et|and)\s", re.IGNORECASE)
_NOT_IN_A_NAME = re.compile(r"[0-9<>()\[\]{}=:?!*\"]")
_POSTAL_CODE = re.compile(r"[1-9][0-9]{3}")
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")


class IdentificationError(ValueError):
    """One field was refused. `sentence` (Dutch) says what to do; it never holds the value."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


def normalise(text: str) -> str:
    """The text in NFC, with single plain spaces and none at the ends; line breaks and controls stay, to be refused."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip(" ")


def has_hidden_character(text: str) -> bool:
    """Whether something in the text shows nothing, reorders it or could not be read.

    Control, format (bidi, zero width), surrogate, private use, unassigned, line and paragraph separator, filler.
    """
    categories = {unicodedata.category(character) for character in text}
    return bool(_INVISIBLE.search(text)) or any(one[0] == "C" or one in {"Zl", "Zp"} for one in categories)


def check_first_name(value: str) -> None:
    """Raise IdentificationError when this is not the first name of one person."""
    _check_person("first_name", value)


def check_last_name(value: str) -> None:
    """Raise IdentificationError when this is not the last name of one person."""
    _check_person("last_name", value)


def check_street(value: str) -> None:
    """Raise IdentificationError when this is not a street with number, as typed ("Dorpsstraat 22/1")."""
    _check_text("street", value)
    if not any(character.isdigit() for character in value):
        raise IdentificationError("street", "Vul ook het huisnummer in, bijvoorbeeld Dorpsstraat 22.")


def check_box(value: str) -> None:
    """Raise IdentificationError when this is not a box number; an address without box has None, not an empty text."""
    _check_text("box", value)


def check_postal_code(value: str) -> None:
    """Raise IdentificationError when this is no Belgian postal code: four digits, the first not zero."""
    if not _POSTAL_CODE.fullmatch(value):
        raise IdentificationError("postal_code", "Vul een postcode van vier cijfers in, bijvoorbeeld 1000.")


def check_municipality(value: str) -> None:
    """Raise IdentificationError when this is not a name of a municipality; whether it exists the directory knows."""
    _check_text("municipality", value)


def check_phone(value: str) -> None:
    """Raise IdentificationError when this is not a phone number in E.164, such as a form makes of what was typed."""
    if not _E164.fullmatch(value):
        raise IdentificationError("phone", "Vul een geldig telefoonnummer in, bijvoorbeeld 0470 12 34 56.")


def check_email(value: str) -> None:
    """Raise IdentificationError when this holds a space, or not exactly one @ between two parts."""
    _check_text("email", value)
    name, *domains = value.split("@")
    if " " in value or len(domains) != 1 or not name or not domains[0]:
        raise IdentificationError("email", "Vul een geldig e-mailadres in, bijvoorbeeld naam@post.example.")


def _check_person(field: str, value: str) -> None:
    """A name and nothing else (R62–R65); one client, one referral: two parents are two clients (R9)."""
    _check_text(field, value)
    if _NOT_IN_A_NAME.search(value):
        raise IdentificationError(field, f"Vul alleen {_LABELS[field]} in, zonder cijfers, haakjes of andere uitleg.")
    if _SECOND_PERSON.search(value):
        raise IdentificationError(field, "Vul één persoon in. Maak voor elke ouder een eigen aanmelding.")


def _check_text(field: str, value: str) -> None:
    label = _LABELS[field]
    if not value.strip():
        raise IdentificationError(field, f"Vul {label} in.")
    if len(value) > MAX_LENGTH[field]:
        raise IdentificationError(field, f"Maak {label} korter: hoogstens {MAX_LENGTH[field]} tekens.")
    if has_hidden_character(value):
        raise IdentificationError(field, f"Typ {label} opnieuw. Er staat een onzichtbaar of onleesbaar teken in.")
    if value != normalise(value):
        raise IdentificationError(field, f"Typ {label} opnieuw, zonder extra spaties of losse accenten.")


@dataclass(frozen=True, slots=True, repr=False)
class Name:
    """Last and first name, as typed: capitals and particles are the client's own ("Van den Broeck", "van Rijs")."""

    first_name: str
    last_name: str

    def __post_init__(self) -> None:
        check_first_name(self.first_name)
        check_last_name(self.last_name)

    def __repr__(self) -> str:
        return "<Name>"


@dataclass(frozen=True, slots=True, repr=False)
class Address:
    """Street with number in one text, box or None, four digits, name of the municipality."""

    street: str
    box: str | None
    postal_code: str
    municipality: str

    def __post_init__(self) -> None:
        check_street(self.street)
        if self.box is not None:
            check_box(self.box)
        check_postal_code(self.postal_code)
        check_municipality(self.municipality)

    def __repr__(self) -> str:
        return "<Address>"


@dataclass(frozen=True, slots=True, repr=False)
class Identification:
    """What may be shared of a client, exactly (R60): name and address, and phone (E.164) and e-mail when there are any.

    Raises IdentificationError on a value that no form should have let through.
    """

    name: Name
    address: Address
    phone: str | None
    email: str | None

    def __post_init__(self) -> None:
        if self.phone is not None:
            check_phone(self.phone)
        if self.email is not None:
            check_email(self.email)

    def __repr__(self) -> str:
        return "<Identification>"
