"""Real PDFs, made here: plain ones, and ones with everything that must be refused."""

import io
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, String

Change = Callable[[pikepdf.Pdf], None]


def a_pdf(change: Change | None = None, **options: object) -> bytes:
    """Return the bytes of a PDF of one A4 page with a line of text."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    page.Resources = Dictionary(Font=Dictionary(F1=font))
    page.Contents = pdf.make_stream(b"BT /F1 12 Tf 72 720 Td (Protocol) Tj ET")
    if change:
        change(pdf)
    target = io.BytesIO()
    pdf.save(target, **options)
    return target.getvalue()


def with_opening(action: object) -> Change:
    """The document does this when it is opened."""
    return lambda pdf: setattr(pdf.Root, "OpenAction", action)


def with_opening_that_never_ends(pdf: pikepdf.Pdf) -> None:
    """Each action is followed by the same one."""
    action = pdf.make_indirect(Dictionary(S=Name.GoTo))
    action.Next = action
    pdf.Root.OpenAction = action


def with_root(**fields: object) -> Change:
    """The catalogue of the document says this."""

    def change(pdf: pikepdf.Pdf) -> None:
        for name, value in fields.items():
            pdf.Root[f"/{name}"] = value

    return change


def with_form(**fields: object) -> Change:
    """The page can draw a form of its own (a form XObject)."""

    def change(pdf: pikepdf.Pdf) -> None:
        form = pdf.make_stream(b"q Q", {"/Type": Name.XObject, "/Subtype": Name.Form})
        for name, value in fields.items():
            form[f"/{name}"] = value
        pdf.pages[0].Resources.XObject = Dictionary(Fm=form)

    return change


def with_annotation(**fields: object) -> Change:
    """The page has an annotation."""

    def change(pdf: pikepdf.Pdf) -> None:
        annotation = pdf.make_indirect(Dictionary(Type=Name.Annot, Rect=Array([0, 0, 10, 10]), **fields))
        pdf.pages[0].Annots = Array([annotation])
        if annotation.Subtype == Name.Widget:
            pdf.Root.AcroForm = Dictionary(Fields=Array([annotation]))

    return change


def with_script_in_names(pdf: pikepdf.Pdf) -> None:
    action = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), action])))


def with_script_in_stream(pdf: pikepdf.Pdf) -> None:
    action = Dictionary(S=Name.JavaScript, JS=pdf.make_stream(b"app.alert(1)"))
    pdf.pages[0].Annots = Array([Dictionary(Subtype=Name.Link, Rect=Array([0, 0, 1, 1]), A=pdf.make_indirect(action))])


def with_actions_of_the_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].AA = Dictionary(O=Dictionary(S=Name.Named, N=Name.Print))


def with_attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["bijlage.txt"] = b"meer"


def with_xfa(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp/>"))


def with_stream(data: bytes, *filters: Name, **fields: object) -> Change:
    """The page shows this stream, as it stands."""

    def change(pdf: pikepdf.Pdf) -> None:
        stream = pikepdf.Stream(pdf, data)
        stream.Filter = filters[0] if len(filters) == 1 else Array(filters)
        for name, value in fields.items():
            stream[f"/{name}"] = value
        pdf.pages[0].Contents = pdf.make_indirect(stream)

    return change


def packed(size: int, *, times: int = 1) -> bytes:
    """Return so many zeros, in whole megabytes, packed that many times over; they are never in memory at once."""
    megabyte = 1024 * 1024
    machine = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    piece = machine.compress(bytes(megabyte)) + machine.flush(zlib.Z_FULL_FLUSH)  # so that each is packed alike
    checksum = (size % 65521 << 16) + 1  # Adler-32 of as many zeros
    data = b"\x78\xda" + piece * (size // megabyte) + machine.flush() + checksum.to_bytes(4, "big")
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    return data


def a_bomb_in_an_object_stream(size: int, *, layers: int) -> bytes:
    """Return a small PDF whose catalogue stands in an object stream that swells: opening it is enough."""
    return _with_packed_part(size, layers, in_table=False)


def a_bomb_in_a_table(size: int, *, layers: int) -> bytes:
    """Return a small PDF whose cross-reference stream swells: finding the first object is enough."""
    return _with_packed_part(size, layers, in_table=True)


def _with_packed_part(size: int, layers: int, *, in_table: bool) -> bytes:
    many = b"[" + b" ".join([b"/FlateDecode"] * layers) + b"]"
    out = io.BytesIO()
    out.write(b"%PDF-1.5\n")
    swelling = packed(size, times=layers)
    first = out.tell()
    if not in_table:
        out.write(b"1 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter %b /Length %d >>\nstream\n" % (many, len(swelling)))
        out.write(swelling + b"\nendstream\nendobj\n")
    start = out.tell()
    if in_table:
        table, filters = swelling, many
    else:
        entries = b"\x00\x00\x00\x00" + b"\x01" + first.to_bytes(2, "big") + b"\x00" + b"\x02\x00\x01\x00"
        table, filters = zlib.compress(entries), b"/FlateDecode"
    out.write(
        b"9 0 obj\n<< /Type /XRef /W [1 2 1] /Size 3 /Root 2 0 R /Filter %b /Length %d >>\nstream\n"
        % (filters, len(table))
    )
    out.write(table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()
