"""A page of text as a PDF and as a DOCX, written by hand: small, and the same each time."""

import io
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import escape

_LINE = 14


def as_pdf(pages: list[str]) -> bytes:
    """A PDF with one page for each text; a tab stands at a fixed place, as a column does."""
    objects: list[bytes] = []
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for number, page in enumerate(pages):
        height = 60 + _LINE * (page.count("\n") + 1)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 {height}] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        drawn = _drawn(page, height)
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n".encode() + drawn + b"\nendstream")
    return _numbered(objects)


def _drawn(page: str, height: int) -> bytes:
    parts = [b"BT /F1 10 Tf"]
    for row, line in enumerate(page.split("\n")):
        for column, cell in enumerate(line.replace("    ", "\t").split("\t")):
            text = cell.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
            parts.append(
                f"1 0 0 1 {40 + 330 * column} {height - 40 - row * _LINE} Tm".encode() + b" (" + text + b") Tj"
            )
    return b"\n".join([*parts, b"ET"])


def as_placed_pdf(words: list[tuple[int, int, str]], edges: Iterable[tuple[int, int, int, int]] = ()) -> bytes:
    """One page with words where they are put, in that order, and straight lines: points from the left and below."""
    drawn = [f"{a} {b} m {c} {d} l S".encode() for a, b, c, d in edges] + [b"BT /F1 10 Tf"]
    for left, bottom, text in words:
        drawn.append(f"1 0 0 1 {left} {bottom} Tm ".encode() + b"(" + text.encode("cp1252") + b") Tj")
    content = b"\n".join([*drawn, b"ET"])
    return _numbered(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>",
            f"<< /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream",
        ]
    )


def as_boxes(rows: list[list[str]]) -> bytes:
    """A page with a drawn grid; the lines of a cell stand below each other."""
    words, edges, top = [], [], 800
    for row in rows:
        low = top - 8 - 13 * max(cell.count("\n") + 1 for cell in row)
        wide = 500 // len(row)
        edges += [(50, top, 50 + wide * len(row), top), (50, low, 50 + wide * len(row), low)]
        for at, cell in enumerate(row):
            edges += [(50 + wide * one, low, 50 + wide * one, top) for one in (at, at + 1)]
            words += [(55 + wide * at, top - 13 - 13 * number, line) for number, line in enumerate(cell.split("\n"))]
        top = low
    return as_placed_pdf(words, edges)


def as_stacked_docx(rows: list[list[str]]) -> bytes:
    """A Word document with one table; the lines of a cell are paragraphs."""
    made = "".join(
        "<w:tr>" + "".join(f"<w:tc>{''.join(map(_paragraph, cell.split(chr(10))))}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    return _packed(f"<w:tbl>{made}</w:tbl>")


def _numbered(objects: list[bytes]) -> bytes:
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(made)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    return made + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def as_docx(pages: list[str]) -> bytes:
    """A Word document: paragraphs, tables for lines with a tab, words cut into runs, a break between pages."""
    body = []
    for number, page in enumerate(pages):
        if number:
            body.append('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')
        body.extend(_table(line) if "\t" in line else _paragraph(line) for line in page.split("\n"))
    return _packed("".join(body))


def _packed(body: str) -> bytes:
    document = (
        '<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", document)
    return packed.getvalue()


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _paragraph(line: str) -> str:
    middle = len(line) // 2
    return f"<w:p>{_run(line[:middle])}{_run(line[middle:])}</w:p>"


def _table(line: str) -> str:
    cells = "".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in line.split("\t"))
    return f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
