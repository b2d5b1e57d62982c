"""What was written on a form: filled in between dots, ticked, struck out; and what a later paper put in its place."""

import re

_HINT = re.compile(
    r"[ \t]*\((?=[^()\n]{0,120}\b(?:in te vullen|invullen|schrappen wat)\b)[^()\n]{0,240}\)", re.IGNORECASE
)
"""What the template says to whoever fills it in: "(in te vullen door de partners: elke 6 maanden/elk jaar)"."""
_FILLED_IN = re.compile(
    r"(?:(?<=[\s(/])|^)(?:[.…_]{2,}|…)([^\s.…_([](?:[^.…_([\n]|\.(?=[^\s.…_])|\(\d{4}\)){0,60}?)(?:[.…_]{2,}|…)",
    re.MULTILINE,
)
_FILLED_YEAR = re.compile(r"(?<!\d)20(?:[.…_]{2,}|…)(\d\d)(?:[.…_]{2,}|…)")
TICK = re.compile(r"\[\s?[xX]\s?\]|☒|☑")
"""Before an answer that was chosen; what stands beside it is never certain, for the box may belong to the other one."""
_UNTICKED = re.compile(
    r"(?:(?<=\s\s)|^)(?:\[\s?\]|☐)[ \t]*+(?!\d)[^\[\]☐☒☑\t\n]{1,60}$"  # alone in its column, to the end of the line
    r"|(?:\[\s?\]|☐)[ \t]*(?:\d+\b|[^\[\]☐☒☑\t\n]{1,60}?(?=[ ]{2,}\S|\t|[ ]?(?:\[\s?[xX]?\s?\]|[☐☒☑]))|\S+)",
    re.MULTILINE,
)
STRUCK = re.compile(r"\[-[^\[\]]{0,200}-\]")
_BY_HAND = re.compile(r"\{([^{}]{0,200})\}")
_CORRECTED = re.compile(r"\b(?:doorgehaald|doorgestreept|doorhaling|te\s+lezen\s+als|geparafeerd)", re.IGNORECASE)
_DEFINED_DAY = re.compile(
    r"^[ \t]*[\"“]?([A-Z][a-z]{2,20}datum)[\"”]?[ \t]*:[ \t]*(\d{1,2} [a-z]{3,9} \d{4})[ \t]*$", re.MULTILINE
)
_READ_AS = re.compile(r"te\s+lezen\s+als", re.IGNORECASE)
_QUOTE, _END_QUOTE = '["“”„«]', '["“”»]'
_REPLACED = re.compile(
    rf"{_QUOTE}([^\"“”„«»\n]{{2,80}}){_END_QUOTE}[\s,]*(?:wordt\s|worden\s)?\s*(?:vervangen\s+door|te\s+lezen\s+als)\s+[^\"“”„«».]{{0,40}}?"
    rf"{_QUOTE}([^\"“”„«»\n]{{2,80}}){_END_QUOTE}"
)


def is_written_in(pages: list[str]) -> bool:
    """Whether this copies a paper on which words were struck out, "[-zes-] {vier}": nothing of it is certain."""
    return any(STRUCK.search(page) or _CORRECTED.search(page) for page in pages)


def as_corrected(pages: list[str]) -> list[str]:
    """The pages without what was struck out by hand, and with what was written beside it."""
    if any(_READ_AS.search(page) for page in pages):
        pages = amended(pages)
    return [_BY_HAND.sub(r"\1", STRUCK.sub("", page)) if STRUCK.search(page) else page for page in pages]


def filled_in(page: str) -> str:
    """The page without the dots around what somebody filled in: "..Voorbeelddorp....", "..1.. / ..6.. / 20..25.."."""
    page = _FILLED_YEAR.sub(r"20\1", page)
    return _FILLED_IN.sub(r"\1", _HINT.sub("", page))


def ticked(page: str) -> str:
    """The page without the answers that were not ticked: "[ ] 3 [x] 6 [ ] 12 maanden" says 6; columns stay in place."""
    return _UNTICKED.sub(lambda one: " " * len(one.group()), page) if TICK.search(page) else page


def with_defined_days(page: str) -> str:
    """The page with the day itself where it stands for a word: "Aanvangsdatum: 1 mei 2025", "op de Aanvangsdatum"."""
    for word, day in {one[1]: one[2] for one in _DEFINED_DAY.finditer(page)}.items():
        page = re.sub(rf"\b[Dd]e {word}\b", day, page)
    return page


def amended(pages: list[str]) -> list[str]:
    """The pages with the new words of an addendum wherever the old ones stood.

    In "de woorden "zes maanden" worden vervangen door "drie maanden"" too.
    """
    for old, new in {one[1]: one[2] for page in pages for one in _REPLACED.finditer(page)}.items():
        words = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, old.split())))
        pages = [words.sub(lambda _, new=new: new, page) for page in pages]  # type: ignore[misc]
    return pages
