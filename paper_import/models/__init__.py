"""What is on its way into the register: a spreadsheet with many papers, or one paper that is typed over."""

from paper_import.models.drafts import DraftStatus, PaperDraft, Papers, Read, fingerprint_of
from paper_import.models.imports import WAITING, ImportLine, ImportStatus, LineOutcome, PaperImport

__all__ = [
    "WAITING",
    "DraftStatus",
    "ImportLine",
    "ImportStatus",
    "LineOutcome",
    "PaperDraft",
    "PaperImport",
    "Papers",
    "Read",
    "fingerprint_of",
]
