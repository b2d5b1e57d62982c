"""Every write on what is on its way into the register."""

from paper_import.actions import drafts
from paper_import.actions.imports import confirm_import, discard_import, note_export, upload_papers

__all__ = ["confirm_import", "discard_import", "drafts", "note_export", "upload_papers"]
