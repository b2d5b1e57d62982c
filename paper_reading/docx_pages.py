"""The text of a Word document in the order in which it is read; runs only in a bounded process (ADR 0045).

By hand, since libraries for Word pass over what papers have: fields to fill in (`w:sdt`), text boxes, footnotes.
"""

import io
import zipfile
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from paper_reading.tables import Row, lines_of

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
LARGEST_PART = 40_000_000
_PARTS = ("word/document.xml", "word/footnotes.xml")
_SILENT = {f"{_WORD}del", f"{_WORD}moveFrom", f"{_WORD}instrText", _ALTERNATIVE}
_AS_TEXT = {f"{_WORD}tab": "\t", f"{_WORD}cr": "\n", f"{_WORD}noBreakHyphen": "-", f"{_WORD}softHyphen": ""}


class DocxUnreadable(Exception):
    """The file is no Word document, or a broken one."""


def pages_of_docx(content: bytes) -> list[str]:
    """The text, cut where Word or its writer began a new page."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = set(packed.namelist())
            if _PARTS[0] not in names:
                raise DocxUnreadable
            texts = []
            for part in _PARTS:
                if part in names:
                    if packed.getinfo(part).file_size > LARGEST_PART:
                        raise DocxUnreadable
                    with packed.open(part) as file:
                        texts.append(_text(file))
    except (zipfile.BadZipFile, ParseError, DefusedXmlException, KeyError, RuntimeError, NotImplementedError, OSError):
        raise DocxUnreadable from None
    return "\n\n".join(texts).split("\f")


def _text(file: Any) -> str:
    made: list[str] = []
    silent = 0
    tables: list[tuple[list[Row], int]] = []  # those that are open, and where each began
    for event, element in iterparse(file, events=("start", "end")):
        name = element.tag
        if name in _SILENT:
            silent += 1 if event == "start" else -1
        elif silent:
            continue
        elif event == "start":
            if name == f"{_WORD}tbl":
                tables.append(([], len(made)))
            elif name == f"{_WORD}tr" and tables:
                tables[-1][0].append([])
            made.extend(_at_start(name, element))
        else:
            made.extend([element.text or ""] if name == f"{_WORD}t" else ["\n"] if name == f"{_WORD}p" else [])
            if name == f"{_WORD}p":
                element.clear()
            elif name == f"{_WORD}tc" and tables and tables[-1][0]:
                rows, start = tables[-1]
                rows[-1].append("".join(made[start:]).replace("\f", "").split("\n"))
                del made[start:]
            elif name == f"{_WORD}tbl" and tables:
                made.extend(f"{line}\n" for line in lines_of(tables.pop()[0]))
    return "".join(made)


def _at_start(name: str, element: Any) -> list[str]:
    if name == f"{_WORD}br":
        return ["\f" if element.get(f"{_WORD}type") == "page" else "\n"]
    if name == f"{_WORD}lastRenderedPageBreak":
        return ["\f"]
    return [_AS_TEXT[name]] if name in _AS_TEXT else []
