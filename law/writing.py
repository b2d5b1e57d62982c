"""How a text is written: its normal form, what in it shows nothing, and its digits in any script."""

import re
import unicodedata
from collections.abc import Iterator

_SPACES = re.compile("[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
# What shows nothing though its category does not say so: joiner, fillers, variation selectors; and unreadable bytes.
_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufffd\U000e0100-\U000e01ef]"
)
_DASHES = re.compile("[\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d]")
_APOSTROPHES = re.compile("[\u2018\u2019\u201b\u02bb\u02bc\u02bf\u02be\u00b4\u0060\u2032\uff07]")
_LARGEST_IN_ONE_SIGN = 99  # "⑱" and "十" write a number in one character; "千" does not stand for digits


def normalise(text: str) -> str:
    """The text in NFC, with single plain spaces and none at the ends; line breaks and controls stay, to be refused."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip(" ")


def has_hidden_character(text: str) -> bool:
    """Whether something in the text shows nothing, reorders it or could not be read.

    Control, format (bidi, zero width), surrogate, private use, unassigned, line and paragraph separator, filler.
    """
    categories = {unicodedata.category(character) for character in text}
    return bool(_INVISIBLE.search(text)) or any(one[0] == "C" or one in {"Zl", "Zp"} for one in categories)


def simplified(text: str) -> str:
    """The text with one kind of dash, one kind of apostrophe and plain letters and digits for their wide forms."""
    text = _APOSTROPHES.sub("'", _DASHES.sub("-", text))
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text))


def word_set(text: str) -> frozenset[str]:
    """The words of a list that is written as one text."""
    return frozenset(text.split())


def plain_words(text: str) -> list[str]:
    """The words in small letters without accents; what is no letter or mark stands between words."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(character for character in bare if not unicodedata.combining(character))
    return re.findall(r"[^\W\d_]+", kept)


def digits_in(character: str) -> str:
    """The digits that one character stands for, in any script: "7" for "7", "٧", "７", "⑦", "七"; else nothing."""
    value = unicodedata.numeric(character, -1)
    return str(int(value)) if value == int(value) and 0 <= value <= _LARGEST_IN_ONE_SIGN else ""


def with_plain_digits(text: str) -> str:
    """The text with every digit of any script as 0 to 9."""
    return "".join(digits_in(character) or character for character in text)


def digit_runs(text: str) -> Iterator[str]:
    """The digits that follow each other with nothing between them but characters that are no letter and no digit."""
    run = ""
    for character in text:
        digits = digits_in(character)
        if digits:
            run += digits
        elif unicodedata.category(character) in {"Lu", "Ll", "Lt", "Lo"}:  # a modifier letter looks like a dash or dot
            if run:
                yield run
            run = ""
    if run:
        yield run
