"""The text of a PDF, page by page, and its pages as pictures; runs only in a bounded process (ADR 0045).

The words stay where they lie on the page (`layout`), so that columns and tables are told apart as in a text.
"""

import io
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from paper_reading import layout
from paper_reading.furniture import secret_spans

MOST_PAGES = 60
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


def count_pages(content: bytes) -> bytes:
    """How many pages there are, in digits; none of what is no PDF."""
    try:
        return str(min(len(open_pdf(content)), MOST_PAGES)).encode()
    except PdfUnreadable:
        return b"0"


def is_picture(page: str) -> bool:
    """Whether this page of a PDF holds no text worth the name."""
    return sum(one.isalnum() for one in page) < _READABLE


def _text_of(page: Any) -> str:
    text = page.get_textpage()
    written = text.get_text_range()
    if len(written) > _MOST_CHARACTERS:
        written = written[:_MOST_CHARACTERS]
    # Where the library counts other characters than Python does, the plain text must do.
    made = layout.text_of(page, text, written) if len(written) == text.count_chars() else written
    made = made.replace("\r\n", "\n").replace("\r", "\n")
    # The library leaves out the end of a line behind a hyphen: "Ost-yn" is a name that was broken there.
    made = re.sub("(@\\S*)[\ufffe\u0002]\n?", r"\1-", made)  # an address has hyphens of its own
    return re.sub("[\ufffe\u0002]\n?", "-\n", made)


def picture_of(content: bytes) -> bytes:
    """One page as a PNG; `content` begins with the number of the page, the width of the picture and a line end.

    Where the password of the electronic signature is printed, the picture is black (R16).
    """
    head, _, pdf = content.partition(b"\n")
    number, width = map(int, head.split())
    document = open_pdf(pdf)
    page = document[number]
    scale = min(width / max(page.get_width(), 1), 6)
    if page.get_height() * scale > 3 * width:
        scale = 3 * width / page.get_height()
    picture = page.render(scale=scale, grayscale=True).to_pil()
    texts = [document[one].get_textpage() for one in range(min(len(document), MOST_PAGES))]
    spans = secret_spans([text.get_text_range()[:_MOST_CHARACTERS] for text in texts])[number]
    _black_out(picture, _boxes(texts[number], spans), scale, page.get_height())
    made = io.BytesIO()
    picture.save(made, "PNG", optimize=False)
    return made.getvalue()


def _boxes(text: Any, spans: list[tuple[int, int]]) -> Iterator[list[float]]:
    """One box for each line of these spans, as high as its highest letter: left, bottom, right, top, in points."""
    count = text.count_chars()
    moved = abs(len(text.get_text_range()) - count)  # letters that Python counts and the library does not
    for start, end in spans:
        line: list[float] = []
        for index in range(max(start - moved, 0), min(end + moved, count)):
            left, bottom, right, top = text.get_charbox(index)
            if right <= left or top <= bottom:
                continue
            if line and (bottom > line[3] or top < line[1]):
                yield line
                line = []
            line = [min(line[0], left), min(line[1], bottom), max(line[2], right), max(line[3], top)] if line else [
                left, bottom, right, top,
            ]  # fmt: skip
        if line:
            yield line


def _black_out(picture: Any, boxes: Iterable[list[float]], scale: float, height: float) -> None:
    from PIL import ImageDraw

    draw = ImageDraw.Draw(picture)
    for left, bottom, right, top in boxes:
        corners = (left - 2, height - top - 2, right + 2, height - bottom + 2)
        draw.rectangle([one * scale for one in corners], fill=0)


def picture_to_show(content: bytes) -> bytes:
    """The same, behind one byte that says whether the page is a picture itself, so that its words are not known."""
    number = int(content.split(maxsplit=1)[0])
    page = open_pdf(content.partition(b"\n")[2])[number]
    return (b"1" if is_picture(page.get_textpage().get_text_range()) else b"0") + picture_of(content)


def black_out_words(content: bytes) -> bytes:
    """A picture of a scan without the password on it: a line with boxes in dots, as JSON, and the PNG behind it."""
    from PIL import Image, ImageDraw

    head, _, png = content.partition(b"\n")
    picture = Image.open(io.BytesIO(png))
    draw = ImageDraw.Draw(picture)
    for box in json.loads(head):
        draw.rectangle(box, fill=0)
    made = io.BytesIO()
    picture.save(made, "PNG", optimize=False)
    return made.getvalue()
