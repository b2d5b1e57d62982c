"""Which letters the bytes of a text file stand for, and whether that is certain.

A CSV does not say in which encoding it is. Excel writes UTF-8 ("CSV UTF-8"), UTF-16 ("Unicode-tekst"), cp1252 ("CSV"),
cp850 ("MS-DOS") or Mac Roman ("Macintosh"). The first two can be told for certain. For the others the names decide:
read in the wrong one, "Zoë" has a character that is no letter, or a capital behind a small letter. Where more than one
encoding gives plausible names, nothing is certain and someone has to look (ADR 0045).
"""

import codecs
import re
from dataclasses import dataclass

_ENCODINGS = {"cp1252": 0, "cp850": 0, "mac_roman": 0, "cp437": 0, "cp1254": 5, "cp1250": 5}
"""What Excel writes in Belgium, most usual first; then a Turkish and a Polish Windows, at a price."""

_COMMON = frozenset("àáâãäçèéêëîïíóôõöûüùúñß")
_RARE = frozenset("åæìòøœšžýÿğışćčđęąłńňőřśťůűźż")
_OPENING, _CLOSING = frozenset("‘“«("), frozenset("’”»…°²®")
_ALONE = frozenset("–—•€£§©½¼·")
_IMPLAUSIBLE, _UNLIKELY, _SELDOM = 12, 4, 2
"""What a letter costs that no name has there, that few have, and that many languages have but ours."""
_MARGIN = {False: 5, True: 36}
"""How much worse any other encoding must be, for one that explains every word and for one that does not."""
_MOST_WORDS = 5000
_WORD = re.compile(r"[^\s;,\"()/.:&+-]+", re.ASCII)
_WORD_OF_BYTES = re.compile(_WORD.pattern.encode())

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, and the words of it that could be others."""

    text: str
    unsure: frozenset[str] = frozenset()

    def is_unsure(self, cell: str) -> bool:
        """Whether a cell holds a word of which the letters are not certain."""
        return not self.unsure.isdisjoint(_WORD.findall(cell))


def decode(content: bytes) -> Decoded | None:
    """Return what these bytes say; None when they are no text."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding)
    if b"\x00" in content:
        encoding = _utf_16_without_mark(content)
        return _strictly(content, encoding) if encoding else None
    decoded = _strictly(content, "utf-8")
    if decoded is None:
        return _most_likely(content)
    strange = [word for word in _WORD.findall(decoded.text) if not word.isascii() and _cost(word) >= _IMPLAUSIBLE]
    return Decoded(decoded.text, frozenset(strange))  # a few bytes can be UTF-8 by chance


def looks_misread(cell: str) -> bool:
    """Whether this text was spoiled before we got it: "ZoÃ«" is UTF-8 read as something else, "Zo�" lost a letter.

    >>> looks_misread("ZoÃ« Peeters"), looks_misread("Zoë Peeters")
    (True, False)
    """
    return "\ufffd" in cell or any(_is_twice_encoded(word) for word in cell.split() if not word.isascii())


def _is_twice_encoded(word: str) -> bool:
    for encoding in ("cp1252", "latin-1", "cp850", "mac_roman"):
        try:
            again = word.encode(encoding).decode()
        except UnicodeError:
            continue
        if again != word and _cost(again) < _IMPLAUSIBLE:
            return True
    return False


def _strictly(content: bytes, encoding: str) -> Decoded | None:
    try:
        text = content.decode(encoding)
    except UnicodeError:
        return None
    return None if "\x00" in text else Decoded(text)


def _utf_16_without_mark(content: bytes) -> str:
    """The order of the bytes, when every other one is nearly always nothing."""
    sample = content[: 4096 - 4096 % 2]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.7 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.7 and odd < half * 0.1:
        return "utf-16-be"
    return ""


def _most_likely(content: bytes) -> Decoded:
    """The encoding in which the words look most like names; every accented word is unsure when another comes close."""
    words = list(dict.fromkeys(word for word in _WORD_OF_BYTES.findall(content) if not word.isascii()))[:_MOST_WORDS]
    read = {encoding: [word.decode(encoding, "replace") for word in words] for encoding in _ENCODINGS}
    costs = {encoding: sum(map(_cost, read[encoding])) + against for encoding, against in _ENCODINGS.items()}
    best = min(costs, key=costs.__getitem__)
    margin = _MARGIN[costs[best] >= _IMPLAUSIBLE]
    is_certain = all(read[one] == read[best] or cost - costs[best] >= margin for one, cost in costs.items())
    return Decoded(content.decode(best, "replace"), frozenset() if is_certain else frozenset(read[best]))


def _cost(word: str) -> int:
    """How much speaks against this being (part of) a name or a title."""
    return sum(_cost_of(word, place) for place, sign in enumerate(word) if not sign.isascii())


def _cost_of(word: str, place: int) -> int:
    before, sign, after = word[place - 1] if place else " ", word[place], word[place + 1 : place + 2] or " "
    if sign == "\xa0":
        return 1
    if sign in _ALONE:
        return _IMPLAUSIBLE if before.isalpha() or after.isalpha() else 1
    if sign in _OPENING:
        return _IMPLAUSIBLE if before.isalpha() or not after.isalpha() else 1
    if sign in _CLOSING:
        return 1 if before.isalnum() or (sign == "’" and after.islower()) else _IMPLAUSIBLE  # ’t, ’s
    small = sign.casefold()
    if small not in _COMMON and small not in _RARE and sign != "ß":
        return _IMPLAUSIBLE
    if sign.isupper() and (before.islower() or (after.islower() and before.isupper())):
        return _IMPLAUSIBLE
    if sign.islower() and (after.isupper() or (before.isupper() and word[: place - 1][-1:].isupper())):
        return _IMPLAUSIBLE
    if (after == " " and small in "âêîôûæ") or (before == " " and sign in "ÈÌÒÙßÿâíóúñùìòûõã"):
        return _UNLIKELY * (2 if small == "æ" else 1)
    return _SELDOM if small in _RARE else 0
