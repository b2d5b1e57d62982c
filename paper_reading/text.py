"""The text of one paper, in which phrases are found however they are spaced, broken or misread."""

import re
import time
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import regex

from paper_reading.folding import fold, fold_character
from paper_reading.healing import healed, split_letters

_SHORTEST_FUZZY = 9
_LETTERS_FOR_ONE_ERROR = 9
_MOST_ERRORS = 2
_PATIENCE = 4.0  # seconds for all that is looked for with errors
_LONGEST_QUOTE = 240
_ABBREVIATION = re.compile(
    r"(?:\b(?:dhr|mevr|mej|mw|dr|ir|nr|nrs|art|dd|tel|bv|resp|wnd|adj|drs|prof)|\b[A-Za-z])$", re.IGNORECASE
)
_SENTENCE_END = re.compile(
    r"[.;!?](?=[.”\"’')]*\s+(?:[A-Z•·\-–(\[]|\d+[.)°]|$))"  # a full stop with a new sentence behind it
    r"|(?<=[:.;])\s*\n\s*\n"
    r"|;\s*\n"  # recitals stand one a line
    r"|\n\s*\n(?=\s*(?:[A-Z][.,)]\s|[A-Z]{4}|[•·▪\-–]\s|A\s?r\s?t\s?i\s?k\s?e\s?l\s))"
    r"|\n(?=\s*(?:[A-Za-z][.,)]\s|\(?[ivx]{1,4}\)\s|[•·▪]\s|[-–]\s?\S|\d{1,2}[.)]\s|A\s?r\s?t\s?i\s?k\s?e\s?l\s*\d|Art\.?\s*\d))"
)
_FORM_LINE = r"[ \t]*(?:\d[\d.]{0,5}[ \t]+)?[A-ZÀ-Þ][^:\n]{1,50}:[ \t]+\S[^\n]{0,200}\n"
_FORM = re.compile(rf"^(?:{_FORM_LINE}){{2,}}\s*", re.MULTILINE)
"""Lines of a form, "Naam: OCMW Voorbeeld", one below the other: each says one thing."""
_LONE_FORM = re.compile(rf"(?<=\n\n){_FORM_LINE}(?=[ \t]*(?:\n|$))")
_HEADING = re.compile(r"^[ \t]*(?:A\s?r\s?t\s?i\s?k\s?e\s?l|A\s?r\s?t\.?|§)[ \t]*\d+", re.MULTILINE | re.IGNORECASE)
_WORD = re.compile(r"[^\s,;:.()“”\"]{5,}")
_ALONE = re.compile(r"(?<![\w.’'&/[-])[b-tv-zB-TV-Z](?![\w.’'&/)-])")


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a phrase stands; `exact` when no character had to be taken for another."""

    start: int
    end: int
    exact: bool = True


class PaperText:
    """The characters of all pages, and beside them the folded ones with their places."""

    def __init__(self, pages: list[str], *, misread: bool = False) -> None:
        self.chars = "\n".join(pages)
        self._page_starts = [0]
        for page in pages[:-1]:
            self._page_starts.append(self._page_starts[-1] + len(page) + 1)
        folded, places = [], []
        for place, character in enumerate(self.chars):
            for kept in fold_character(character):
                folded.append(kept)
                places.append(place)
        self.is_misread = misread
        if misread:
            self._join_split_letters(folded, places)
        self._places = places
        self._patience = _PATIENCE
        self.folded = self._healed(folded) if misread else "".join(folded)

    def _join_split_letters(self, folded: list[str], places: list[int]) -> None:
        """Make one letter again of "rn" and "vv" in the words of these papers."""
        for at in reversed(split_letters("".join(folded))):
            folded[at - 1] = "m" if folded[at] == "n" else "w"
            del folded[at], places[at]

    def _healed(self, folded: list[str]) -> str:
        """The folded text with the words of these papers put right; each letter keeps its place."""
        for word in _WORD.finditer(self.chars):
            low, high = bisect_left(self._places, word.start()), bisect_left(self._places, word.end())
            folded[low:high] = healed("".join(folded[low:high]))
        return "".join(folded)

    def find(self, *phrases: str, start: int = 0, end: int | None = None, fuzzy: bool = True) -> list[Hit]:
        """Where any of these phrases stands, in order; misread ones only when none is printed exactly."""
        low, high = self._folded_span(start, end)
        found = [hit for phrase in phrases for hit in self._exact(fold(phrase), low, high)]
        if not found and fuzzy:
            found = [hit for phrase in phrases for hit in self._fuzzy(fold(phrase), low, high)]
        return sorted(found, key=lambda hit: hit.start)

    def _exact(self, phrase: str, low: int, high: int) -> Iterator[Hit]:
        at = self.folded.find(phrase, low, high) if phrase else -1  # a name in other letters folds to nothing
        while at >= 0:
            yield self._hit(at, at + len(phrase), True)
            at = self.folded.find(phrase, at + len(phrase), high)

    def _fuzzy(self, phrase: str, low: int, high: int) -> list[Hit]:
        if len(phrase) < _SHORTEST_FUZZY or self._patience <= 0:
            return []
        errors = min(len(phrase) // _LETTERS_FOR_ONE_ERROR, _MOST_ERRORS)
        began = time.monotonic()
        try:
            pattern = f"(?:{regex.escape(phrase)}){{e<={errors}}}"
            found = [one.span() for one in regex.finditer(pattern, self.folded[low:high], timeout=self._patience)]
        except TimeoutError:  # no paper that anybody wrote takes so long
            found = []
        self._patience -= time.monotonic() - began
        return [self._hit(low + first, low + last, False) for first, last in found if last > first]

    def _hit(self, start: int, end: int, exact: bool) -> Hit:
        return Hit(self._places[start], self._places[end - 1] + 1, exact)

    def _folded_span(self, start: int, end: int | None) -> tuple[int, int]:
        high = len(self._places) if end is None else bisect_left(self._places, end)
        return bisect_left(self._places, start), high

    def folded_between(self, start: int, end: int) -> str:
        low, high = self._folded_span(max(0, start), end)
        return self.folded[low:high]

    def unfolded(self, start: int, found: re.Match[str]) -> tuple[int, int]:
        """From where to where stands what was found in the folded text behind `start`."""
        low, _ = self._folded_span(max(0, start), None)
        return self._places[low + found.start()], self._places[low + found.end() - 1] + 1

    def page_of(self, place: int) -> int:
        return bisect_right(self._page_starts, place)

    @cached_property
    def _ends(self) -> list[int]:
        ends = {
            one.end()
            for one in _SENTENCE_END.finditer(self.chars)
            if not (
                one.group().startswith(".") and _ABBREVIATION.search(self.chars[max(0, one.start() - 6) : one.start()])
            )
        }
        for form in _FORM.finditer(self.chars):
            ends.update(form.start() + line.end() for line in re.finditer("\n", form.group()))
        ends.update(line.end() for line in _LONE_FORM.finditer(self.chars))
        return sorted(ends)

    def sentence(self, place: int) -> tuple[int, int]:
        """From where to where the sentence runs in which this place lies."""
        index = bisect_right(self._ends, place)
        start = self._ends[index - 1] if index else 0
        return start, self._ends[index] if index < len(self._ends) else len(self.chars)

    @cached_property
    def headings(self) -> list[int]:
        """Where the articles begin."""
        return [one.start() for one in _HEADING.finditer(self.chars)]

    def end_of_article(self, place: int) -> int:
        index = bisect_right(self.headings, place)
        return self.headings[index] if index < len(self.headings) else len(self.chars)

    def line(self, place: int) -> str:
        start = self.chars.rfind("\n", 0, place) + 1
        end = self.chars.find("\n", place)
        return self.chars[start : end if end >= 0 else len(self.chars)]

    def is_torn(self, start: int, end: int) -> bool:
        """Whether spaces stand inside the words of this stretch (letter-spacing of the text layer)."""
        while 0 < end < len(self.chars) and self.chars[end].isalnum():
            end += 1  # a word that is cut off by the end of the stretch is whole
        stretch = self.chars[start:end]
        return bool(_ALONE.search(stretch)) or (self.is_torn_throughout and not stretch.isdigit())

    @cached_property
    def is_torn_throughout(self) -> bool:
        """Whether one word in fifty is a letter on its own: then a fragment of a word can stand anywhere."""
        return len(_ALONE.findall(self.chars)) * 50 > len(self.chars.split())

    def quote(self, start: int, end: int) -> str:
        """The printed words from here to there, on one line."""
        return " ".join(self.chars[max(0, start) : end].split())[:_LONGEST_QUOTE]

    def quote_around(self, start: int, end: int, before: int = 90, after: int = 60) -> str:
        """The printed words around a value, no further than its sentence, on whole words."""
        while end < len(self.chars) and self.chars[end].isalnum():
            end += 1
        first, last = self.sentence(start)
        first, last = max(first, start - before), min(max(last, end), end + after)
        while first > 0 and first < start and not self.chars[first - 1].isspace():
            first += 1
        while last < len(self.chars) and last > end and not self.chars[last - 1].isspace():
            last -= 1
        return self.quote(first, last)
