"""Whether an uploaded PDF may be kept: nothing in it acts by itself, hides a file, or swells without end.

The document is opened in a process of its own (`vault/pdf_inspection.py`) with little memory, little time, no files and
no keys: a library in C++ that reads what a stranger made does not run beside our secrets. The bytes go through a pipe,
so that they never touch the disk.
"""

import os
import subprocess
import sys
from enum import StrEnum
from pathlib import Path

LARGEST = 10 * 1024 * 1024  # bytes
PATIENCE = 20  # seconds, on a machine that is busy; the process allows itself less time on the processor
_INSPECTION = Path(__file__).with_name("pdf_inspection.py")
_PASSED_ON = ("LD_LIBRARY_PATH",)


class PdfDefect(StrEnum):
    """Why a document is not kept; the codes of `vault/pdf_inspection.py`."""

    TOO_LARGE = "too_large"
    NOT_PDF = "not_pdf"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    SCRIPT = "script"
    LAUNCH = "launch"
    ACTS_BY_ITSELF = "acts_by_itself"
    ATTACHMENT = "attachment"
    FORM_OF_ANOTHER_KIND = "xfa"
    MEDIA = "media"
    LINK = "link"
    BOMB = "bomb"


def defect_of(content: bytes) -> PdfDefect | None:
    """Return the first reason not to keep this document; None when there is none. Bounded in memory and in time."""
    if len(content) > LARGEST:
        return PdfDefect.TOO_LARGE
    if not content.startswith(b"%PDF-"):
        return PdfDefect.NOT_PDF
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    try:
        answer = subprocess.run(
            [sys.executable, "-I", str(_INSPECTION)],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return PdfDefect.BOMB
    code = answer.stdout.decode("ascii", "replace").strip()
    if answer.returncode == 0:
        return PdfDefect(code) if code else None
    return PdfDefect.BOMB  # it died of its limits, or of the document: either way nobody should open this
