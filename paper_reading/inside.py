"""What happens to the bytes of a paper inside the bounded process: its kind, its text, what it says (ADR 0045)."""

import json
from datetime import date
from typing import Any

from paper_reading import docx_pages, pdf_pages
from paper_reading.furniture import without_passwords
from paper_reading.healing import without_specks
from paper_reading.reading import kinds_of, read_pages

MOST_SHOWN, LONGEST_SHOWN = 60, 20_000  # pages, and characters of one
LARGEST_TEXT = 2_000_000  # characters: a thousand pages
_OTHER_KINDS = (
    (b"\xd0\xcf\x11\xe0", "doc"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
)


def read(content: bytes) -> bytes:
    """Return JSON: the proposals, or `refused` with a code, or `pictures` with the number of pages to recognise."""
    return json.dumps(_read(content)).encode()


def read_recognised(content: bytes) -> bytes:
    """The same for the pages that were recognised from pictures: JSON of texts."""
    pages = [without_specks(str(page)) for page in json.loads(content)]
    return json.dumps(_proposals(pages, scanned=True)).encode()


def _read(content: bytes) -> dict[str, Any]:
    refused = next((code for begin, code in _OTHER_KINDS if content.startswith(begin)), "")
    if refused:
        return {"refused": refused}
    if b"%PDF-" in content[:1024]:
        return _read_pdf(content)
    if content.startswith(b"PK"):
        try:
            return _with_texts(docx_pages.pages_of_docx(content))
        except docx_pages.DocxUnreadable:
            return {"refused": "archive"}
    text = _decoded(content)
    return _with_texts(text.split("\f")) if text else {"refused": "unknown"}


def _with_texts(pages: list[str]) -> dict[str, Any]:
    """The proposals, and the pages for a person to read beside them: without the password of the e-signature (R16)."""
    shown = [page.strip("\n")[:LONGEST_SHOWN] for page in without_passwords(pages[:MOST_SHOWN])]
    return _proposals(pages) | {"texts": shown}


def _read_pdf(content: bytes) -> dict[str, Any]:
    try:
        pages, count = pdf_pages.pages_of_pdf(content)
    except pdf_pages.PdfUnreadable:
        return {"refused": "pdf"}
    if count > pdf_pages.MOST_PAGES:
        return {"refused": "long"}
    pictures = [number for number, page in enumerate(pages) if pdf_pages.is_picture(page)]
    if pictures and len(pictures) * 2 >= len(pages):
        return {"pictures": count}
    return _proposals(pages) | {"pages": count}


def _proposals(pages: list[str], *, scanned: bool = False) -> dict[str, Any]:
    if sum(map(len, pages)) > LARGEST_TEXT:
        return {"refused": "long"}
    pages = [page.replace("\xa0", " ") for page in pages]
    found = read_pages(pages, today=date.today(), scanned=scanned)  # noqa: DTZ011
    return {"proposals": [one.as_dict() for one in found], "kinds": sorted(kinds_of(pages))}


def _decoded(content: bytes) -> str:
    """Plain text; nothing for what is no text."""
    for encoding in ("utf-8-sig", "utf-16") if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    return ""
