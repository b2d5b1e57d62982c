"""Words that a text layer tore apart, put together again: "M aurice Van H em elen"."""

import re

SMALL = frozenset(
    [
        "van",
        "de",
        "der",
        "den",
        "ter",
        "ten",
        "te",
        "du",
        "het",
        "op",
        "aan",
        "'t",
        "’t",
        "t",
        "s",
        "la",
        "le",
        "di",
        "el",
        "von",
        "en",
        "in",
        "bij",
        "voor",
        "tot",
        "naar",
        "over",
        "d'",
        "of",
        "bus",
        "nr",
        "vanden",
    ]
)
OF_NAMES = frozenset(["van", "de", "der", "den", "ter", "ten", "du", "het", "op", "'t", "’t", "'s", "vanden", "vander"])
_JOINED = re.compile(r"(?<=[A-Za-zÀ-ÿ])\s?[-‐‑–]\s?(?=[A-Za-zÀ-ÿ])")
_BROKEN = re.compile(r"(?<=[a-zà-ÿ])[-‐\xad]\s*\n\s*(?=[a-zà-ÿ])")
_MORE_LETTERS = 4
_LETTERS_OF_A_WORD = 4
_NEARLY_ALL = 0.8


def one_line(raw: str) -> str:
    """The text on one line, with a word that was broken off at the end of a line in one piece."""
    return " ".join(_BROKEN.sub("", raw).replace("\xad", "").split())


def mend(raw: str, *, torn: bool, small: frozenset[str] = SMALL) -> str:
    """A name, place or street on one line. `torn`: a small letter at the start of a word may be inside another."""
    text = _JOINED.sub("-", one_line(_closed(raw)))
    if not torn:
        return text
    made: list[str] = []
    words = text.split()
    while words:
        word = words.pop(0)
        particle = _particle(word, words, small)
        if particle:
            del words[: particle[1]]
            made.append(particle[0])
        elif made and _continues(made[-1], word):
            made[-1] += word
        else:
            made.append(word)
    return " ".join(made)


def _closed(raw: str) -> str:
    """Letters with a space behind each of them as words; two spaces stand between words then."""
    pieces = raw.split()
    if len(pieces) < _LETTERS_OF_A_WORD or sum(len(piece) == 1 for piece in pieces) < _NEARLY_ALL * len(pieces):
        return raw
    return " ".join("".join(word.split()) for word in re.split(r"\s{2,}", raw.strip()))


def mend_name(raw: str) -> str:
    """A person's name: no word in it begins with a small letter but for particles."""
    return mend(raw, torn=True, small=OF_NAMES)


def _particle(word: str, following: list[str], small: frozenset[str]) -> tuple[str, int] | None:
    """A small word that stands here in one piece or in several, and how many more pieces it takes."""
    if word in small and len(word) > 1:
        longer = word + following[0] if following else ""
        if longer not in small or following[0] in small:  # "van der" is two words
            return word, 0
    whole = word
    for count, piece in enumerate(following[:_MORE_LETTERS], start=1):
        whole += piece
        if whole in small and word[:1].islower():
            return whole, count
    return None


def _continues(before: str, word: str) -> bool:
    if not word[:1].isalpha() or not before[-1:].isalpha():
        return False
    if word[:1].islower():
        return True
    # "O CM W": capitals that stand alone
    return len(before) == 1 and before.isupper() and word.isupper() and len(word) > 1
