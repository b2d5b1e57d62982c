"""Whether an uploaded PDF may be kept: nothing in it acts by itself, hides a file, leads elsewhere, or swells.

The document is opened in a process of its own (`vault.bounded`): a library in C++ that reads what a stranger made does
not run beside our secrets.
"""

import io
import re
import zipfile
from enum import StrEnum, auto

from vault import bounded, pdf_inspection

LARGEST = 10 * 1024 * 1024  # bytes
_SIGNED = re.compile(rb"/ByteRange\s*\[")
_ENDS = 64 * 1024  # bytes at both ends in which programs look for what a file is
_WEB_PAGE = re.compile(rb"<(?:!doctype html|html|script|\?php|svg)[\s>]", re.IGNORECASE)
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")  # found anywhere, as in a program that unpacks itself


class PdfDefect(StrEnum):
    """Why a document is not kept; the codes of `vault.pdf_inspection`, and what can be seen without opening it."""

    TOO_LARGE = auto()
    NOT_PDF = auto()
    TWO_KINDS = auto()
    DAMAGED = auto()
    ENCRYPTED = auto()
    SCRIPT = auto()
    LAUNCH = auto()
    ACTS_BY_ITSELF = auto()
    ATTACHMENT = auto()
    FORM_OF_ANOTHER_KIND = "xfa"
    MEDIA = auto()
    LINK = auto()
    BOMB = auto()


def defect_of(content: bytes) -> PdfDefect | None:
    """Return the first reason not to keep this document; None when there is none.

    Bounded in memory and in time. Raises `vault.bounded.Busy` when too many are looked at.
    """
    if len(content) > LARGEST:
        return PdfDefect.TOO_LARGE
    if not content.startswith(b"%PDF-"):
        return PdfDefect.NOT_PDF
    if _is_of_two_kinds(content):
        return PdfDefect.TWO_KINDS
    try:
        code = bounded.run(pdf_inspection.inspect, content).decode("ascii")
    except bounded.OutOfBounds:
        return PdfDefect.BOMB  # it died of its limits, or of the document: either way nobody should open this
    return PdfDefect(code) if code else None


def is_signed(content: bytes) -> bool:
    """Whether this document seems to be signed electronically: to save or print it anew would break that."""
    return _SIGNED.search(content) is not None


def _is_of_two_kinds(content: bytes) -> bool:
    """Whether another program would open the same bytes as another kind of file: a zip, a web page, an archive."""
    begin, end = content[:1024], content[content.rfind(b"%%EOF") :][:_ENDS]
    if _WEB_PAGE.search(begin) or _WEB_PAGE.search(end):
        return True
    if content[257:262] == b"ustar" or content[32769:32774] == b"CD001":
        return True
    return any(archive in content for archive in _ARCHIVES) or _opens_as_zip(content)


def _opens_as_zip(content: bytes) -> bool:
    if content.rfind(b"PK\x05\x06", -_ENDS - 22) < 0:
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return bool(packed.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, OverflowError):
        return False
