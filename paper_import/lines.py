"""The lines of an uploaded file, read in a process of its own."""

from paper_import.columns import COLUMNS, REQUIRED
from sheets.reading import Line, read
from sheets.refusal import Unreadable
from sheets.tables import TOO_LARGE, tabulate
from vault import bounded


def lines_of(content: bytes) -> list[Line]:
    """Every line of a file with papers. Raises Unreadable, or `vault.bounded.Busy` when it can be read later."""
    try:
        table = bounded.run(tabulate, content)
    except bounded.OutOfBounds:
        raise Unreadable(TOO_LARGE) from None
    return read(table, COLUMNS, required=REQUIRED)
