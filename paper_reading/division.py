"""Which papers one file holds, and of which kind: an agreement, a protocol behind it, an addendum behind that."""

import re
from collections.abc import Iterator

from paper_reading.folding import cue, fold
from paper_reading.terms import PaperKind
from paper_reading.text import PaperText
from paper_reading.written import amended

_TITLE = {
    PaperKind.PROTOCOL: cue("protocol"),
    PaperKind.AGREEMENT: cue("overeenkomst|samenwerkingsakkoord|convenant|conventie|afsprakennota|afspraken tussen"),
}
_OF_COOPERATION = cue("samenwerkingsovereenkomst|samenwerkingsakkoord|convenant|afsprakennota")
_OF_PROTOCOL = (
    "functionaris|DPO|FG van",
    "versleuteld|7-zip",
    "mailbox|postvak|inbox",
    "gegevenslek|datalek|een lek|inbreuk",
)
_OF_AGREEMENT = cue("geldt als samenwerkingsovereenkomst|geldt dan als samenwerkingsovereenkomst|evalueren|evaluatie")
_THIS_AGREEMENT = cue(
    "deze overeenkomst|deze samenwerkingsovereenkomst|dit convenant|deze conventie|de conventie|dit akkoord"
    "|deze samenwerking"
)
_GBO_TITLE = "inzake geïntegreerd breed onthaal"
_LONGEST_TITLE = 600  # characters from the start in which a paper says what it is
_ANNEX = (
    "protocol voor de elektronische mededeling",
    "protocol inzake elektronische gegevensdeling",
    "protocol voor elektronische gegevensdeling",
)
_ADDENDUM = re.compile(
    r"^[ \t]*(?:deel\s+\w+\s*[:.–-]\s*)?(?:addendum|avenant|wijzigingsovereenkomst|aanhangsel)\b[^\n]{0,80}$",
    re.IGNORECASE | re.MULTILINE,
)
_CHANGES = cue(
    "dit addendum|dit avenant|deze wijzigingsovereenkomst|vervangen door het woord|vervangen door de woorden"
    "|vervangen door de datum|worden vervangen door de"
)
_ANNEX_NUMBER = re.compile(r"bijlage\s*\w{0,3}\s*[:.–-]?$", re.IGNORECASE)
_SHORTEST_PAPER, _SHORTEST_ANNEX = 1500, 500  # characters
_PART = re.compile(
    r"^[ \t]*(?:deel|hoofdstuk|luik|titel|afdeling)\s+\w+\s*[:.–—-]+\s*(?:het\s+)?protocol\b[^\n]{0,80}$",
    re.IGNORECASE | re.MULTILINE,
)
_LINE = re.compile(r"(?<=\n\n)[ \t]*[A-ZÀ-Þ][^\n]{6,100}[^\n.,;:](?=\n[ \t]*\n)")
_PAGE = re.compile(r"\s*(?:(?:Bijlage|BIJLAGE)\s*\w{0,3}\s*[:.–-]*\s*)?(?:Protocol|PROTOCOL)\b[^\n.]{0,80}(?:\n|$)")
_ANNEXED_AGREEMENT = ("lokale samenwerkingsovereenkomst tussen",)


def without_addendum(pages: list[str]) -> tuple[list[str], bool]:
    """The pages before an addendum, and whether there is one: then nothing before it is certain any more (R44).

    An addendum that stands alone is read with its new words in the place of the old ones.
    """
    for number, page in enumerate(pages):
        title = _ADDENDUM.search(page)
        if title:
            before = sum(map(len, pages[:number])) + title.start()
            return ([*pages[:number], page[: title.start()]] if before > _SHORTEST_ANNEX else amended(pages)), True
    return pages, False


def _heading(text: PaperText) -> Iterator[re.Match[str]]:
    """The line alone that says "protocol", where only what stands behind it calls itself "dit protocol"."""
    calls = [hit.start for hit in text.find("dit protocol", fuzzy=False)]
    for line in _LINE.finditer(text.chars):
        if calls and line.end() <= calls[0] and "protocol" in line.group().lower():
            yield line


def speaks_of_changes(pages: list[str]) -> bool:
    """Whether it changes words of a paper, under whatever title: what it says of them before is not what holds."""
    return bool(_CHANGES.search(PaperText(pages).folded))


def is_addendum(text: PaperText) -> bool:
    """Whether it begins as an addendum: what it is drawn up on is not the day of the agreement that it changes."""
    return bool(_ADDENDUM.search(text.chars, 0, _SHORTEST_ANNEX))


def parts(pages: list[str]) -> Iterator[tuple[int, list[str]]]:
    """The papers in this file, with the number of pages before each: a protocol can follow its agreement."""
    text = PaperText(pages)
    kind = kind_of(text)
    titles = _ANNEX if kind == PaperKind.AGREEMENT else _ANNEXED_AGREEMENT if kind == PaperKind.PROTOCOL else ()
    for hit in text.find(*titles, fuzzy=False):
        before = text.chars[: hit.start].rstrip(" \t")
        annex = _ANNEX_NUMBER.search(before, max(0, len(before) - 40))
        before = before[: annex.start()].rstrip(" \t") if annex else before
        page_begins = text.page_of(hit.start) > text.page_of(max(0, len(before.rstrip()) - 1))
        is_title = text.chars[hit.start].isupper() and (before.endswith("\n\n") or page_begins)
        least = _SHORTEST_ANNEX if annex or page_begins else _SHORTEST_PAPER
        if is_title and hit.start > least and len(text.chars) - hit.start > least:
            number = text.page_of(hit.start)
            offset = hit.start - sum(len(page) + 1 for page in pages[: number - 1])
            yield 0, [*pages[: number - 1], pages[number - 1][:offset]]
            yield number - 1, [pages[number - 1][offset:], *pages[number:]]
            return
    titled = [number for number, page in enumerate(pages) if _PAGE.match(page)] if kind == PaperKind.AGREEMENT else []
    if len(titled) == 1 and min(sum(map(len, pages[: titled[0]])), len(pages[titled[0]])) > _SHORTEST_ANNEX:
        yield 0, pages[: titled[0]]
        yield titled[0], pages[titled[0] :]
        return
    for title in [*_PART.finditer(text.chars), *_heading(text)] if kind == PaperKind.AGREEMENT else ():
        if min(title.start(), len(text.chars) - title.start()) > _SHORTEST_ANNEX:
            number = text.page_of(title.start())
            offset = title.start() - sum(len(page) + 1 for page in pages[: number - 1])
            yield 0, [*pages[: number - 1], pages[number - 1][:offset]]
            yield number - 1, [pages[number - 1][offset:], *pages[number:]]
            return
    yield 0, pages


def kind_of(text: PaperText) -> PaperKind:
    """Which paper it is, by its title, else by what it calls itself most."""
    whole, begin = text.folded, text.folded_between(0, _LONGEST_TITLE)
    if cue("kernactor").search(whole) and cue("breed onthaal").search(begin):
        return PaperKind.GBO
    if text.find(_GBO_TITLE, end=_LONGEST_TITLE) and text.find("kernactoren", end=_LONGEST_TITLE):  # misread
        return PaperKind.GBO
    first = _titles(begin)
    protocol, agreement = _calls_itself(whole)
    if len(first) == len(_TITLE) and protocol and not agreement:
        return PaperKind.PROTOCOL  # "Overeenkomst betreffende de mededeling (protocol bedoeld in artikel 8)"
    capitals = "".join(line for line in text.chars[:_LONGEST_TITLE].split("\n") if line.isupper())
    first = _titles(fold(capitals)) or first  # below a letterhead that names an annex
    if first:
        return min(first, key=lambda kind: first[kind])
    if protocol == agreement:  # nothing says it: only a protocol names advices and how data go
        told = sum(bool(cue(words).search(whole)) for words in _OF_PROTOCOL) - bool(_OF_AGREEMENT.search(whole))
        return PaperKind.PROTOCOL if protocol or told > 1 else PaperKind.AGREEMENT
    return PaperKind.AGREEMENT if agreement > protocol else PaperKind.PROTOCOL


def _titles(begin: str) -> dict[PaperKind, int]:
    """Where a title says which paper it is."""
    return {kind: found.start() for kind, words in _TITLE.items() if (found := words.search(begin))}


def says_its_kind(text: PaperText) -> bool:
    """Whether its title or its sentences say which paper it is; without them nothing of it is certain."""
    begin = text.folded_between(0, _LONGEST_TITLE)
    protocol, agreement = _calls_itself(text.folded)
    first = _titles(begin)
    if len(first) == len(_TITLE) and kind_of(text) == PaperKind.AGREEMENT:  # "Overeenkomst inzake … (protocol)"
        return not protocol and bool(agreement or _OF_COOPERATION.search(begin))
    return protocol != agreement or bool(first) or bool(cue("kernactor").search(begin))


def _calls_itself(whole: str) -> tuple[int, int]:
    """How often it calls itself a protocol, and an agreement."""
    return len(cue("dit protocol").findall(whole)), len(_THIS_AGREEMENT.findall(whole))
