"""The text of a PDF, page by page, and its pages as pictures; runs only in a bounded process (ADR 0045).

Where a line has a wide gap, two columns stand beside each other: a tab keeps them apart.
"""

import io
from typing import Any

MOST_PAGES = 60
_WIDE = 2.2
"""Gap between two letters, in heights of a letter, that is wider than any space."""
_MOST_CHARACTERS = 20_000  # on one page
_READABLE = 40
"""With fewer characters on a page than this, what it holds is a picture."""


class PdfUnreadable(Exception):
    """The library cannot open the document."""


def open_pdf(content: bytes) -> Any:
    """The document, as the library sees it."""
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        raise PdfUnreadable from None


def pages_of_pdf(content: bytes) -> tuple[list[str], int]:
    """The text of each page, and how many pages there are; a picture gives an empty text."""
    document = open_pdf(content)
    count = len(document)
    return [_text_of(document[number]) for number in range(min(count, MOST_PAGES))], count


def is_picture(page: str) -> bool:
    """Whether this page of a PDF holds no text worth the name."""
    return sum(one.isalnum() for one in page) < _READABLE


def _text_of(page: Any) -> str:
    text = page.get_textpage()
    written = text.get_text_range()
    if len(written) > _MOST_CHARACTERS:
        written = written[:_MOST_CHARACTERS]
    # Where the library counts other characters than Python does, the plain text must do.
    made = _with_columns(text, written) if len(written) == text.count_chars() else written
    return made.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-").replace("\u0002", "-")


def _with_columns(text: Any, written: str) -> str:
    """Write a tab where the next letter of the line stands far away."""
    made = []
    for index, character in enumerate(written):
        if character == " " and 0 < index < len(written) - 1 and not written[index + 1].isspace():
            left, right = text.get_charbox(index - 1), text.get_charbox(index + 1)
            height = max(right[3] - right[1], left[3] - left[1], 4)
            if right[0] - left[2] > _WIDE * height:
                character = "\t"
        made.append(character)
    return "".join(made)


def picture_of(content: bytes) -> bytes:
    """One page as a PNG; `content` begins with the number of the page, the width of the picture and a line end."""
    head, _, pdf = content.partition(b"\n")
    number, width = map(int, head.split())
    document = open_pdf(pdf)
    page = document[number]
    scale = min(width / max(page.get_width(), 1), 6)
    if page.get_height() * scale > 3 * width:
        scale = 3 * width / page.get_height()
    picture = page.render(scale=scale, grayscale=True).to_pil()
    made = io.BytesIO()
    picture.save(made, "PNG", optimize=False)
    return made.getvalue()
