"""How a client who comes back is found: what is compared, in a form that does not depend on how it is written (D16).

The name, each time with one of address, phone and e-mail. Names come in any order and case, with and without accents
and small words ("van den"), in one word or in more; so each is kept in two forms, and one that is equal is enough.
"""

import hmac
import re
import unicodedata
from dataclasses import dataclass
from enum import auto
from typing import Final
from uuid import UUID

from audit.codes import Codes
from law.identification import Identification
from law.writing import digits_in, word_set
from vault.blind_index import blind_index

_PURPOSE: Final = "referrals.returning"

_SMALL_WORDS: Final = word_set(
    "van vande vanden vander von de den der ter ten te het t d s di da do dos del della le la les l du des el al ul "
    "ben bin ibn bint bou ould abu y e en und et mac mc o san santa st"
)
_PLAIN: Final = str.maketrans(
    {"æ": "ae", "œ": "oe", "þ": "th", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŋ": "n"}
)
_ENDINGS: Final = ((r"str$", "straat"), (r"stwg$|stw$", "steenweg"), (r"ln$", "laan"), (r"pl$", "plein"))
_STREET: Final = re.compile(r"\s*([0-9]*)([^0-9]*)([0-9]*)")
_PHONE_DIGITS: Final = 8
"""What a number ends with, in whatever notation its beginning is written: +32 470 …, 0032 470 …, 0470 …"""


class Detail(Codes):
    """What is known of a client besides the name."""

    ADDRESS = auto(), "adres"
    PHONE = auto(), "telefoonnummer"
    EMAIL = auto(), "e-mailadres"


@dataclass(frozen=True)
class Known:
    """A name with one detail, in both forms of the name; never stored and never shown."""

    detail: Detail
    by_words: str
    by_letters: str

    def digests(self, referral_id: UUID) -> tuple[bytes, bytes]:
        """Return the keyed fingerprints of this referral. Those of another say nothing about these (ADR 0052)."""
        return _digest(referral_id, self.by_words), _digest(referral_id, self.by_letters)

    def is_of(self, referral_id: UUID, by_words: bytes, by_letters: bytes) -> bool:
        """Whether one of two kept fingerprints of a referral is of this name and detail."""
        mine = self.digests(referral_id)
        return hmac.compare_digest(mine[0], by_words) or hmac.compare_digest(mine[1], by_letters)


def known_of(identification: Identification) -> list[Known]:
    """Return what can find this client again."""
    name, address = identification.name, identification.address
    return known(
        (name.first_name or "", name.last_name),
        street=address.street if address else "",
        postal_code=address.postal_code if address else "",
        phone=identification.phone or "",
        email=identification.email or "",
    )


def known(
    name: tuple[str, str], *, street: str = "", postal_code: str = "", phone: str = "", email: str = ""
) -> list[Known]:
    """Return the name (first and last, of which one may be empty) with each detail that is given, as typed."""
    details = {
        Detail.ADDRESS: _address(street, postal_code) if street else "",
        Detail.PHONE: phone_key(phone),
        Detail.EMAIL: email.strip().casefold(),
    }
    words, letters = _by_words(name), _by_letters(name)
    return [
        Known(detail, f"{detail}|{words}|{text}", f"{detail}|{letters}|{text}")
        for detail, text in details.items()
        if text
    ]


def phone_key(typed: str) -> str:
    """The digits with which a number ends; empty when there are too few to mean one."""
    digits = "".join(digits_in(one) for one in typed)
    return digits[-_PHONE_DIGITS:] if len(digits) >= _PHONE_DIGITS else ""


def _digest(referral_id: UUID, text: str) -> bytes:
    return blind_index(_PURPOSE, f"{referral_id}|{text}")


def _by_words(name: tuple[str, str]) -> str:
    """The words of the whole name in alphabetical order, without small words unless there are no others."""
    return " ".join(sorted(words_that_tell(" ".join(name))))


def _by_letters(name: tuple[str, str]) -> str:
    """First and last name each in one word, in alphabetical order: "De Smet" and "Desmet" are one."""
    parts = [in_one_word(part) for part in name]
    return " ".join(sorted(part for part in parts if part))


def _address(typed: str, postal_code: str) -> str:
    """Street in one word, number of the house, postal code. Boxes and letters are written in too many ways."""
    plain = "".join(digits_in(one) or one for one in typed)
    leading, street, number = _STREET.match(plain).groups()  # type: ignore[union-attr]  # it matches every text
    if not number:  # "22 Rue Haute"
        leading, number = "", leading
    name = "".join(_in_full(word) for word in _words(street))
    return f"{leading}{name}|{number}|{postal_code}"


def _in_full(word: str) -> str:
    """A word of a street as it is written without abbreviation."""
    if word == "st":
        return "sint"
    pattern, whole = next((one for one in _ENDINGS if re.search(one[0], word)), ("$", ""))
    return re.sub(pattern, whole, word)


def words_that_tell(text: str) -> list[str]:
    """The words of a name in small letters without accents; small words only when there are no others."""
    words = _words(text)
    return [word for word in words if word not in _SMALL_WORDS] or words


def in_one_word(text: str) -> str:
    """A name as one word: "De Smet" and "Desmet" are one."""
    return "".join(_words(text))


def _words(text: str) -> list[str]:
    """The words in small letters without accents."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in bare if not unicodedata.combining(sign)).translate(_PLAIN)
    return re.findall(r"[^\W\d_]+", plain)
