"""Papers that are typed over."""

from paper_import.models import DraftStatus, PaperDraft
from tests.builders.accounts import a_user
from tests.builders.days import FILED_AT
from tests.paper_reading.files import as_pdf


def a_paper_draft() -> PaperDraft:
    """Return a paper that is being typed over, with a page to show."""
    return PaperDraft.objects.create(
        content=as_pdf(["Protocol"]), pages=1, status=DraftStatus.OPEN, uploaded_by=a_user(), uploaded_at=FILED_AT
    )
