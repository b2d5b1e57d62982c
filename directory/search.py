"""How a typed place is understood, in memory: what is typed can be more than a place, and the database may log it.

A name is compared in three forms: its key (letters only), its core (without the small words that people shorten:
"o/d", "aan de", "b/") and its words (each may be cut short: "St.-Kat.-Waver"). What is found has a rank; a slip of one
or two letters is only suggested.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

_LONGEST = 100  # characters of typed text that are looked at; the longest name has 28
_POSTAL_CODE = re.compile(r"(?:\bBE?[ -]*)?(?<![0-9])([1-9][0-9]{3})(?![0-9])", re.IGNORECASE)
_SAINT = {"st": "sint", "saint": "sint", "sankt": "sint", "ste": "sinte", "sainte": "sinte"}
_SIZE = {"sinte": "sint", "gr": "groot", "grote": "groot", "groote": "groot", "kl": "klein", "kleine": "klein"}
_OUR_LADY = re.compile(r"^olv(rouw)?")
_SMALL = re.compile(
    r"a|aan|ad|b|bij|boven|d|de|den|der|des|du|en|et|het|in|l|la|le|les|lez|o|od|op|s|sous|sur|t|te|ten|ter|v|van"
)
"""Small words that people shorten or leave out, and what they shorten them to."""

_AROUND = re.compile(
    r"belgie|belgique|belgium|centrum|deelgemeente|dorp|fusiegemeente|gehucht|gemeente|omgeving|prov|province|provincie"
    r"|regio|stad|ville"
)
"""Words beside a name that say nothing about which place is meant."""


_EXACT, _BEGINS, _HOLDS, _BY_CODE = 0, 2, 4, 9
"""Ranks of what fits; an alias comes one after a municipality's own name."""

_SHORTEST_WITH_SLIP, _SHORTEST_WITH_TWO = 4, 6


class TypedPlace(NamedTuple):
    """What someone typed to find a municipality; a part that was not typed is empty."""

    postal_code: str
    words: tuple[str, ...]

    @property
    def name_key(self) -> str:
        """The name as keys are compared; a single letter is no name."""
        key = _key(self.words)
        return key if len(key) > 1 else ""


def search_key(name: str) -> str:
    """Return the name as it is compared: small letters only, without accents, spaces, hyphens or apostrophes.

    "st. Truiden", "SINT-TRUIDEN" and "Sint Truiden" give the same key, "Saint-Gilles" and "St-Gilles" too.
    """
    return _key(_words(name))


def read_place(text: str) -> TypedPlace:
    """Take "2260", "Westerlo", "2260 Westerlo" or "Westerlo (B-2260)" apart."""
    text = text[:_LONGEST]
    code = _POSTAL_CODE.search(text)
    return TypedPlace(postal_code=code[1] if code else "", words=_words(_POSTAL_CODE.sub(" ", text, count=1)))


class Place(NamedTuple):
    """A municipality as it is looked up: its own names (Dutch, French), its other names, and where it lies."""

    nis: str
    names: tuple[str, ...]
    aliases: tuple[str, ...]
    codes: frozenset[str]
    province: str
    """Also Brussel, which is in none."""
    is_last: bool
    """Whether it comes last among equals: in Wallonia nobody receives (R3), and "sint" also finds every Saint."""


class Match(NamedTuple):
    """A municipality that may be meant; less is better. `name` is the alias that was recognised, if it was one."""

    rank: int
    nis: str
    name: str | None


class Gazetteer:
    """Every name of every municipality of today, to look a typed place up in."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._places = {place.nis: place for place in places}
        self._names = [
            name
            for place in self._places.values()
            for written, is_own in [*((one, True) for one in place.names), *((one, False) for one in place.aliases)]
            if (name := _Name.of(place.nis, written, is_own=is_own)).key
        ]
        self._provinces: dict[str, set[str]] = {}
        for place in self._places.values():
            self._provinces.setdefault(_core(_words(place.province.removeprefix("Provincie "))), set()).add(place.nis)

    def search(self, text: str) -> list[Match]:
        """Return what may be meant by a postal code, a name or both, best first; slips are left to `suggest`."""
        typed = read_place(text)
        coded = {nis for nis, place in self._places.items() if typed.postal_code in place.codes}
        matches = {match.nis: match for match in self._find(typed)}
        for nis in coded:
            matches.setdefault(nis, Match(_BY_CODE, nis, None))
        wanted = set(matches)
        if coded and typed.name_key:
            # Code and name that contradict each other: offer either, so that the code does not silently win.
            near = {match.nis for match in self._near(typed.name_key, 2)}
            wanted = {nis for nis in coded if matches[nis].rank < _BY_CODE or nis in near}
            if not wanted:
                matches |= {match.nis: match for match in self.suggest(text) if match.nis not in matches}
                wanted = set(matches)
        return self._in_order(matches[nis] for nis in wanted)

    def suggest(self, text: str) -> list[Match]:
        """Return what was meant if one or two letters slipped, or a known name among other words; the nearest only."""
        typed = read_place(text)
        if len(typed.name_key) < _SHORTEST_WITH_SLIP:
            return []
        most = 1 if len(typed.name_key) < _SHORTEST_WITH_TWO else 2
        near = _best(self._near(typed.name_key, most))
        nearest = [match for match in near if match.rank // 2 == near[0].rank // 2]
        return self._in_order(nearest or _best(self._among(typed.words)))

    def _in_order(self, matches: Iterable[Match]) -> list[Match]:
        def order(match: Match) -> tuple[int, bool, str]:
            place = self._places[match.nis]
            return match.rank, place.is_last, place.names[0]

        return sorted(matches, key=order)

    def _find(self, typed: TypedPlace) -> list[Match]:
        """What the typed name can be, each municipality once: the name itself, else a part of it, else otherwise."""
        if not typed.name_key:
            return []
        return _best(self._exact(typed)) or _best(self._part_of(typed.name_key)) or _best(self._otherwise(typed.words))

    def _near(self, typed: str, most: int) -> Iterator[Match]:
        """What is so many slips away at most; one changes the set of letters by two, which rules most out at once."""
        letters = _letters(typed)
        for nis, key, others, is_own in self._spellings:
            is_alike = abs(len(key) - len(typed)) <= most and (letters ^ others).bit_count() <= 2 * most
            if is_alike and (slips := _slips(typed, key, most)) <= most:
                yield Match(2 * slips + (not is_own), nis, None)

    def _exact(self, typed: TypedPlace) -> list[Match]:
        """The name itself; and names that go on after it with another word ("Heist" and Heist-op-den-Berg).

        A municipality of exactly this name is not asked about because of a part elsewhere (Kortrijk, Kortrijk-Dutsel).
        """
        exact = [_match(name, _EXACT) for name in self._names if name.key == typed.name_key]
        count = len(typed.words)
        longer = [
            _match(name, _BEGINS)
            for name in self._names
            if exact and len(name.words) > count and _key(name.words[:count]) == typed.name_key
        ]
        is_plain = [match.rank for match in exact].count(_EXACT) == len(exact)
        return exact if is_plain and all(match.name for match in longer) else exact + longer

    def _part_of(self, key: str) -> Iterator[Match]:
        """Names that begin with what was typed, or of which a later word does."""
        for name in self._names:
            if name.key.startswith(key):
                yield _match(name, _BEGINS)
            elif any("".join(name.words[start:]).startswith(key) for start in range(1, len(name.words))):
                yield _match(name, _HOLDS)

    def _otherwise(self, words: tuple[str, ...]) -> Iterator[Match]:
        """Small words shortened or left out; two names of one place; words cut short."""
        words = tuple(word for word in words if not _AROUND.fullmatch(word)) or words
        core = _core(words)
        yield from (_match(name, _EXACT) for name in self._names if core and core == name.core)
        for first, second in _in_two(words):
            one, other = self._known(first), self._known(second)
            for nis in one.keys() & other.keys():
                yield Match(_BEGINS, nis, one[nis] or other[nis])
        if len(words) > 1 and sum(map(len, words)) > _SHORTEST_WITH_SLIP:
            for name in self._names:
                if len(name.words) == len(words) and all(map(str.startswith, name.words, words)):
                    yield _match(name, _HOLDS)

    def _known(self, words: tuple[str, ...]) -> dict[str, str | None]:
        """What has this name, else what begins with it, with the alias that it is; and what lies in the province."""
        key, core = _key(words), _core(words)
        exact = [name for name in self._names if name.key == key or (core and core == name.core)]
        fitting = exact or [name for name in self._names if name.words[: len(words)] == words]
        known = {name.nis: None if name.is_own else name.name for name in reversed(fitting)}
        for province, inside in self._provinces.items():
            if len(core) >= _SHORTEST_WITH_SLIP and province.startswith(core):
                known |= {nis: known.get(nis) for nis in inside}
        return known

    def _among(self, words: tuple[str, ...]) -> Iterator[Match]:
        """The longest name that stands whole among other words, as in "Westerlo station"."""
        for length in range(len(words) - 1, 0, -1):
            keys = {_key(words[start : start + length]) for start in range(len(words) - length + 1)}
            matches = [_match(name, _EXACT) for name in self._names if len(name.key) > 3 and name.key in keys]
            if matches:
                yield from matches
                return

    @cached_property
    def _spellings(self) -> list[tuple[str, str, int, bool]]:
        """NIS code, spelling, its letters, whether it is an own name; a part also with its municipality beside it."""
        own = {name.nis: name.key for name in reversed(self._names) if name.is_own}
        spellings = {(name.nis, key, name.is_own) for name in self._names for key in (name.key, name.core)}
        for name in self._names:
            if not name.is_own:
                both = own[name.nis]
                spellings |= {(name.nis, name.key + both, False), (name.nis, both + name.key, False)}
        return [(nis, key, _letters(key), is_own) for nis, key, is_own in spellings]


class _Name(NamedTuple):
    """One name in the forms in which it is compared."""

    nis: str
    name: str
    is_own: bool
    words: tuple[str, ...]
    key: str
    core: str

    @classmethod
    def of(cls, nis: str, name: str, *, is_own: bool) -> "_Name":
        words = _words(name)
        return cls(nis, name, is_own, words, _key(words), _core(words))


def _words(text: str) -> tuple[str, ...]:
    decomposed = unicodedata.normalize("NFKD", text[:_LONGEST].casefold())
    words = re.findall(r"[a-z]+", "".join(letter for letter in decomposed if not unicodedata.combining(letter)))
    # "st" at the end is a word that is still being typed ("Staden"), not an abbreviation.
    return tuple([_SAINT.get(word, word) for word in words[:-1]] + words[-1:])


def _key(words: Iterable[str]) -> str:
    return _OUR_LADY.sub("onzelievevrouw", "".join(words))


def _core(words: tuple[str, ...]) -> str:
    """The name without small words; what is left of "Heist o/d Berg" and "Heist-op-den-Berg" alike."""
    if _key(words).startswith("onzelievevrouw"):
        return _key(words)
    return "".join(_SIZE.get(word, word) for word in words if not _SMALL.fullmatch(word))


def _letters(key: str) -> int:
    """The set of letters in a key, a bit for each."""
    letters = 0
    for letter in key:
        letters |= 1 << (ord(letter) - ord("a"))
    return letters


def _in_two(words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    return ((words[:cut], words[cut:]) for cut in range(1, len(words)))


def _match(name: _Name, rank: int) -> Match:
    return Match(rank, name.nis, None) if name.is_own else Match(rank + 1, name.nis, name.name)


def _best(matches: Iterable[Match]) -> list[Match]:
    """Each municipality once, as it fits best; among aliases that fit as well the first of the alphabet."""
    best: dict[str, Match] = {}
    for match in sorted(matches, key=lambda one: (one.rank, one.name or "")):
        best.setdefault(match.nis, match)
    return list(best.values())


def _slips(one: str, other: str, most: int) -> int:
    """Count letters that were added, lost, changed or swapped with the next (optimal string alignment), to most + 1."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, opposite in enumerate(other, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != opposite))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == opposite:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most and min(last) > most:
            return most + 1
        before, last = last, row
    return last[-1]
