"""The four fields, and nothing else (R60, D13): name, address, phone, e-mail of one client.

Whatever enters the archive is an `Identification`. It is frozen and slotted, so that nothing can be attached (R62–R65),
and its repr shows no value, so that logs and tracebacks stay clean. The checks of single fields are public, so that a
form can show each error beside its field. What a street, a box or a name may be stands in the module of that name.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from law.box import bare_box, box_in_words, is_box
from law.national_number import holds_national_number, is_split_over
from law.person_name import (
    JOINS_PERSONS,
    holds_other_characters,
    holds_remark,
    names_two_persons,
    stands_for_none,
)
from law.strays import holds_date, stray_in
from law.street import has_house_number, is_street, says_no_address
from law.writing import has_hidden_character, normalise

MAX_LENGTH: Final[Mapping[str, int]] = {
    "first_name": 80,
    "last_name": 80,
    "street": 120,
    "box": 40,
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
_ONLY: Final[Mapping[str, str]] = {
    "first_name": "Vul alleen de voornaam in, bijvoorbeeld Noor.",
    "last_name": "Vul alleen de achternaam in, bijvoorbeeld Van den Voorbeeld.",
    "street": "Vul alleen straat en huisnummer in, bijvoorbeeld Dorpsstraat 22 of Dorpsstraat z/n.",
    "box": "Vul alleen de bus in, bijvoorbeeld 3 of gelijkvloers links.",
    "municipality": "Vul alleen de gemeente in, bijvoorbeeld Westerlo.",
    "phone": "Vul alleen een telefoonnummer in, bijvoorbeeld 0470 12 34 56.",
    "email": "Vul alleen een e-mailadres in, bijvoorbeeld naam@post.example.",
}
NO_WAY_TO_REACH: Final = (
    "Zonder adres is er een telefoonnummer of een e-mailadres nodig. Vul er een in, bijvoorbeeld 0470 12 34 56."
)

_POSTAL_CODE = re.compile(r"[1-9][0-9]{3}")
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")


class IdentificationError(ValueError):
    """One field was refused. `sentence` (Dutch) says what to do; it never holds the value."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


def check_first_name(value: str) -> None:
    """Raise IdentificationError when this is not the first name of one person."""
    _check_person("first_name", value)


def check_last_name(value: str) -> None:
    """Raise IdentificationError when this is not the last name of one person."""
    _check_person("last_name", value)


def check_street(value: str) -> None:
    """Raise IdentificationError when this is not a street with a number, or "z/n", as typed (D14)."""
    _check_text("street", value)
    if says_no_address(value):
        raise IdentificationError(
            "street", "Is er geen adres om door te geven? Kies dat hierboven, en laat dit vak leeg."
        )
    if is_street(value):
        return
    if is_street(f"{value} 1") and not has_house_number(value):
        raise IdentificationError(
            "street", "Vul ook het huisnummer in, bijvoorbeeld Dorpsstraat 22. Is er geen? Typ dan Dorpsstraat z/n."
        )
    if is_street(value.title()):
        raise IdentificationError(
            "street", "Begin elk deel van de straat met een hoofdletter, bijvoorbeeld Lange Haag 22. Typ er niets bij."
        )
    raise _stray("street", value, "iets dat geen straat of huisnummer is")


def check_box(value: str) -> None:
    """Raise IdentificationError when this is not a box; an address without box has None, not an empty text."""
    _check_text("box", value)
    if not is_box(value) or holds_date(value):
        raise _stray("box", value, "iets dat geen bus is")


def check_postal_code(value: str) -> None:
    """Raise IdentificationError when this is no Belgian postal code: four digits, the first not zero."""
    if not _POSTAL_CODE.fullmatch(value):
        raise IdentificationError("postal_code", "Vul een postcode van vier cijfers in, bijvoorbeeld 1000.")


def check_municipality(value: str) -> None:
    """Raise IdentificationError when this is not a name of a municipality; whether it exists the directory knows."""
    _check_text("municipality", value)
    if any(character.isdigit() for character in value) or stray_in(value):
        raise _stray("municipality", value, "iets dat geen gemeente is")


def check_phone(value: str) -> None:
    """Raise IdentificationError when this is not a phone number in E.164, such as a form makes of what was typed."""
    if not _E164.fullmatch(value):
        raise IdentificationError("phone", "Vul een geldig telefoonnummer in, bijvoorbeeld 0470 12 34 56.")


def check_typed_phone(value: str) -> None:
    """Raise IdentificationError when a national number was typed where a phone number is asked.

    After a + the digits are those of a country: one Belgian mobile number in a hundred looks like a national number.
    """
    if not value.startswith(("+", "0032")) and holds_national_number(value):
        raise _stray("phone", value, "")


def check_email(value: str) -> None:
    """Raise IdentificationError when this holds a space, a national number, or not exactly one @ between two parts."""
    _check_text("email", value)
    if holds_national_number(value):
        raise _stray("email", value, "")
    name, *domains = value.split("@")
    if " " in value or len(domains) != 1 or not name or not domains[0]:
        raise IdentificationError("email", "Vul een geldig e-mailadres in, bijvoorbeeld naam@post.example.")


def check_together(*, street: str, box: str, email: str) -> None:
    """Raise IdentificationError when one national number is written over two of these fields."""
    name, _, _ = email.partition("@")
    for field, first, second in (("box", street, box), ("email", street, name), ("email", box, name)):
        if first and second and is_split_over(first, second):
            raise IdentificationError(field, _sentence(field, "een stuk van een rijksregisternummer"))


def _check_person(field: str, value: str) -> None:
    """A name and nothing else (R62–R65); one client, one referral: two parents are two clients (R9)."""
    _check_text(field, value)
    if stands_for_none(value):
        one_name = " Heeft de cliënt maar één naam? Duid dat dan aan." if field == "first_name" else ""
        raise IdentificationError(field, f"Hier staat geen naam. {_ONLY[field]}{one_name}")
    if holds_other_characters(JOINS_PERSONS.sub(" ", value)):
        raise _stray(field, value, "een cijfer of teken dat niet in een naam hoort")
    if names_two_persons(value, is_first_name=field == "first_name"):
        raise IdentificationError(field, "Vul één persoon in. Maak voor elke ouder een eigen aanmelding.")
    if holds_remark(value):
        raise _stray(field, value, "iets anders dan een naam. Elk deel van een naam begint met een hoofdletter")


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


def _stray(field: str, value: str, otherwise: str) -> IdentificationError:
    """The refusal that says what does not belong in this field, and what does."""
    return IdentificationError(field, _sentence(field, stray_in(value) or otherwise))


def _sentence(field: str, stray: str) -> str:
    return f"Hier staat {stray}. {_ONLY[field]}"


@dataclass(frozen=True, slots=True, repr=False)
class Name:
    """Last and first name, as typed: capitals and particles are the client's own ("Van den Broeck", "van Rijs").

    Who has one name has a last name and no first name (D14).
    """

    first_name: str | None
    last_name: str

    def __post_init__(self) -> None:
        if self.first_name is not None:
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

    @property
    def box_number(self) -> str | None:
        """The box without the word before it: "3" for "bus 3"."""
        return None if self.box is None else bare_box(self.box)

    @property
    def in_one_line(self) -> str:
        """The address as people write it: "Dorpsstraat 22 bus 3, 2260 Westerlo"."""
        box = "" if self.box is None else f" {box_in_words(self.box)}"
        return f"{self.street}{box}, {self.postal_code} {self.municipality}"


@dataclass(frozen=True, slots=True, repr=False)
class Identification:
    """What may be shared of a client, exactly (R60): name, and address, phone (E.164) and e-mail when there are any.

    Who has no fixed address, or one that stays secret, has none here; then there is a phone number or an e-mail address
    (D14). Raises IdentificationError on a value that no form should have let through.
    """

    name: Name
    address: Address | None
    phone: str | None
    email: str | None

    def __post_init__(self) -> None:
        if self.phone is not None:
            check_phone(self.phone)
        if self.email is not None:
            check_email(self.email)
        if self.address is None and self.phone is None and self.email is None:
            raise IdentificationError("phone", NO_WAY_TO_REACH)
        if self.address is not None:
            check_together(street=self.address.street, box=self.address.box or "", email=self.email or "")

    def __repr__(self) -> str:
        return "<Identification>"
