"""What an uploaded PDF may hold, judged on real documents; and what it may cost to look."""

import io
import resource
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.vault import readers
from tests.vault.pdfs import (
    a_bomb_in_a_table,
    a_bomb_in_an_object_stream,
    a_pdf,
    packed,
    with_actions_of_the_page,
    with_annotation,
    with_attachment,
    with_form,
    with_opening,
    with_opening_that_never_ends,
    with_root,
    with_script_in_names,
    with_script_in_stream,
    with_stream,
    with_xfa,
)
from vault import pdf_inspection
from vault.pdf import LARGEST, PdfDefect, defect_of, is_signed
from vault.pdf_inspection import inspect

MEGABYTE = 1024 * 1024
SCRIPT = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def seen_in(content: bytes) -> PdfDefect | None:
    """What the inspection finds, here and not in a process of its own: that is the same, and slow."""
    return PdfDefect(code) if (code := inspect(content).decode()) else None


def to_web(address: str) -> Dictionary:
    return Dictionary(S=Name.URI, URI=String(address))


@pytest.mark.parametrize(
    "make",
    [
        lambda: a_pdf(),
        lambda: a_pdf(object_stream_mode=pikepdf.ObjectStreamMode.generate),
        lambda: a_pdf(linearize=True),
        lambda: a_pdf(with_opening(Dictionary(S=Name.GoTo, D=Array([0, Name.Fit])))),
        lambda: a_pdf(with_opening(Array([0, Name.Fit]))),
        lambda: a_pdf(with_opening(Dictionary(S=Name.GoTo, D=Array([0, Name.Fit]), Next=Dictionary(S=Name.GoTo)))),
        lambda: a_pdf(with_root(URI=Dictionary(Base=String("https://ocmw.example/")))),
        lambda: a_pdf(with_stream(b"PK\x05\x06 toeval", Name.ASCIIHexDecode)),
        lambda: a_pdf(with_stream(b"<html> in een stroom", Name.ASCIIHexDecode)),
        lambda: a_pdf(with_annotation(Subtype=Name.Link, A=to_web("https://ocmw.example/raadsbesluit"))),
        lambda: a_pdf(with_annotation(Subtype=Name.Link, A=to_web("www.ocmw.example"))),
        lambda: a_pdf(with_annotation(Subtype=Name.Widget, FT=Name.Sig)),
        lambda: a_pdf(with_stream(packed(100 * MEGABYTE), Name.FlateDecode)),  # as a page scanned without loss
    ],
    ids=[
        "plain",
        "object-streams",
        "linearised",
        "opens-at",
        "opens-at-page",
        "opens-at-twice",
        "base",
        "not-a-zip",
        "not-a-page",
        "link",
        "bare-link",
        "signed",
        "scan",
    ],
)
def test_an_ordinary_document_is_kept(make):
    assert seen_in(make()) is None


@pytest.mark.parametrize(
    ("change", "defect"),
    [
        (with_script_in_names, PdfDefect.SCRIPT),
        (with_script_in_stream, PdfDefect.SCRIPT),
        (with_opening(SCRIPT), PdfDefect.SCRIPT),
        (with_annotation(Subtype=Name.Link, A=SCRIPT), PdfDefect.SCRIPT),
        (with_annotation(Subtype=Name.Link, A=Dictionary(S=Name.GoTo, Next=Array([SCRIPT]))), PdfDefect.SCRIPT),
        (with_annotation(Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=String("cmd.exe"))), PdfDefect.LAUNCH),
        (with_opening(Dictionary(S=Name.Launch, F=String("cmd.exe"))), PdfDefect.LAUNCH),
        (with_opening(Dictionary(S=Name.Named, N=Name.Print)), PdfDefect.ACTS_BY_ITSELF),
        (with_opening(to_web("https://elders.example")), PdfDefect.ACTS_BY_ITSELF),
        (with_actions_of_the_page, PdfDefect.ACTS_BY_ITSELF),
        (with_annotation(Subtype=Name.Link, A=Dictionary(S=Name.SubmitForm)), PdfDefect.ACTS_BY_ITSELF),
        (with_annotation(Subtype=Name.Link, A=Dictionary(S=Name.GoToR, F=String("x.pdf"))), PdfDefect.LINK),
        (with_annotation(Subtype=Name.Link, A=to_web("file:///etc/passwd")), PdfDefect.LINK),
        (with_annotation(Subtype=Name.Link, A=to_web(" JavaScript:alert(1)")), PdfDefect.LINK),
        (with_annotation(Subtype=Name.Link, A=to_web("\\\\server\\map")), PdfDefect.LINK),
        (with_attachment, PdfDefect.ATTACHMENT),
        (with_annotation(Subtype=Name.FileAttachment), PdfDefect.ATTACHMENT),
        (with_xfa, PdfDefect.FORM_OF_ANOTHER_KIND),
        (with_annotation(Subtype=Name.RichMedia), PdfDefect.MEDIA),
        (with_annotation(Subtype=Name.Movie), PdfDefect.MEDIA),
        (with_opening(Dictionary(S=Name.GoTo, Next=to_web("https://elders.example"))), PdfDefect.ACTS_BY_ITSELF),
        (with_opening(Dictionary(S=Name.GoTo, Next=Array([Dictionary(S=Name.GoTo, Next=SCRIPT)]))), PdfDefect.SCRIPT),
        (with_opening(Dictionary(D=Array([0, Name.Fit]))), PdfDefect.ACTS_BY_ITSELF),
        (with_opening_that_never_ends, PdfDefect.ACTS_BY_ITSELF),
        (with_root(URI=Dictionary(Base=String("file:///c:/"))), PdfDefect.LINK),
        (with_root(URI=Dictionary(Base=String("\\\\server\\map"))), PdfDefect.LINK),
        (with_annotation(Subtype=Name.Link, A=to_web("\x01file:///etc/passwd")), PdfDefect.LINK),
        (with_annotation(Subtype=Name.Link, A=to_web("fi\r\nle:///etc/passwd")), PdfDefect.LINK),
        (with_annotation(Subtype=Name.Link, A=to_web("\u200bfile:///etc/passwd")), PdfDefect.LINK),
        (with_annotation(Subtype=Name.Link, A=to_web("\u00a0//server/map")), PdfDefect.LINK),
        (with_annotation(Subtype=Name.Link, A=to_web("/\\server/map")), PdfDefect.LINK),
        (with_annotation(Subtype=Name.Link, A=to_web("ms-msdt:/id x")), PdfDefect.LINK),
        (with_annotation(Subtype=Name.Link, A=Dictionary(S=Name.Thread, F=String("x.pdf"), D=0)), PdfDefect.LINK),
        (with_annotation(Subtype=Name.Link, PA=to_web("file:///x")), PdfDefect.LINK),
        (with_form(Ref=Dictionary(F=String("\\\\server\\x.pdf"), Page=0)), PdfDefect.LINK),
        (with_form(Ref=Dictionary(F=Dictionary(UF=String("//server/x.pdf")), Page=0)), PdfDefect.LINK),
        (with_form(OPI=Dictionary({"/2.0": Dictionary(Type=Name.OPI)})), PdfDefect.LINK),
        (with_form(Subtype2=Name.PS, Subtype=Name.PS), PdfDefect.ACTS_BY_ITSELF),
        (
            with_stream(b"x", Name.ASCIIHexDecode, F=Dictionary(FS=Name.URL, F=String("//x.example"))),
            PdfDefect.LINK,
        ),
        (with_annotation(Subtype=Name.Widget, FT=Name.Sig, SV=Dictionary(URL=String("file://x"))), PdfDefect.LINK),
        (with_annotation(Subtype=Name.Widget, FT=Name.Tx, AA=Dictionary(K=SCRIPT)), PdfDefect.ACTS_BY_ITSELF),
        (with_annotation(Subtype=Name.Link, A=Dictionary(S=Name.Rendition, R=Dictionary(S=Name.MR))), PdfDefect.MEDIA),
        (with_annotation(Subtype=Name("/3D")), PdfDefect.MEDIA),
        (with_annotation(Subtype=Name.Link, A=Dictionary(S=Name.GoToE)), PdfDefect.ATTACHMENT),
        (
            with_annotation(Subtype=Name.Link, A=Dictionary(S=Name.ImportData, F=String("x"))),
            PdfDefect.ACTS_BY_ITSELF,
        ),
        (with_root(Collection=Dictionary(View=Name.T)), PdfDefect.ATTACHMENT),
    ],
)
@pytest.mark.parametrize("mode", [pikepdf.ObjectStreamMode.disable, pikepdf.ObjectStreamMode.generate])
def test_what_acts_hides_or_leads_elsewhere_is_refused(change, defect, mode):
    assert seen_in(a_pdf(change, object_stream_mode=mode)) == defect


def test_a_name_written_in_another_way_is_still_recognised():
    plain = a_pdf(with_annotation(Subtype=Name.Link, A=Dictionary(JS=String("app.beep000"))))
    hidden = plain.replace(b"/JS (app.beep000)", b"/J#53 (app.beep0)")
    assert hidden != plain
    assert len(hidden) == len(plain)
    assert seen_in(hidden) == PdfDefect.SCRIPT


@pytest.mark.parametrize("password", ["", "geheim"])
def test_a_locked_document_is_refused_also_when_its_password_is_empty(password):
    locked = a_pdf(encryption=pikepdf.Encryption(owner="eigenaar", user=password))
    assert seen_in(locked) == PdfDefect.ENCRYPTED


@pytest.mark.parametrize(
    ("content", "defect"),
    [
        (b"", PdfDefect.NOT_PDF),
        (b"PK\x03\x04 een tekstverwerker", PdfDefect.NOT_PDF),
        (b"%PDF-1.7\n", PdfDefect.DAMAGED),
        (b"%PDF-1.7\n" + bytes(range(256)) * 40, PdfDefect.DAMAGED),
        (a_pdf()[:-200], PdfDefect.DAMAGED),
        (b"%PDF-" + bytes(LARGEST), PdfDefect.TOO_LARGE),
    ],
)
def test_what_is_no_whole_document_of_a_fair_size_is_refused(content, defect):
    assert defect_of(content) == defect


BOMBS = {
    "stream": lambda: a_pdf(with_stream(packed(256 * MEGABYTE), Name.FlateDecode)),
    "layers": lambda: a_pdf(with_stream(packed(256 * MEGABYTE, times=2), Name.FlateDecode, Name.FlateDecode)),
    "mixed-layers": lambda: a_pdf(with_stream(packed(16 * MEGABYTE), Name.LZWDecode, Name.FlateDecode)),
    "image": lambda: a_pdf(with_stream(b"x", Name.CCITTFaxDecode, Subtype=Name.Image, Width=100_000, Height=100_000)),
    "object-stream": lambda: a_bomb_in_an_object_stream(512 * MEGABYTE, layers=3),
    "table": lambda: a_bomb_in_a_table(512 * MEGABYTE, layers=3),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_quickly(name):
    content = BOMBS[name]()
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    # seen for what it is, or unreadable within the memory that it gets (test_bounded.py)
    assert defect_of(content) in {PdfDefect.BOMB, PdfDefect.DAMAGED}
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 6  # seconds on the processor


def test_the_bombs_of_these_tests_are_small():
    assert len(a_bomb_in_an_object_stream(256 * MEGABYTE, layers=3)) < 2048
    assert len(a_bomb_in_a_table(256 * MEGABYTE, layers=3)) < 2048


def zipped(prefix: bytes, comment: bytes = b"") -> bytes:
    """A zip behind these bytes, as a program opens that reads a file from its end."""
    buffer = io.BytesIO(prefix)
    with zipfile.ZipFile(buffer, "a") as packed:
        packed.writestr("x.exe", b"MZ")
        packed.comment = comment
    return buffer.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        zipped(a_pdf()),
        zipped(a_pdf(), comment=b"%%EOF\n"),
        a_pdf(with_stream(zipped(b""), Name.ASCIIHexDecode)),
        a_pdf() + b"<html><script>alert(1)</script>",
        a_pdf() + b"\n<?php x",
        a_pdf().replace(b"\n", b"\n%<script >\n", 1),
        a_pdf() + b"Rar!\x1a\x07\x00",
        b"%PDF-1.7\n".ljust(257, b" ") + b"ustar" + a_pdf(),
    ],
    ids=["zip", "zip-with-comment", "zip-inside", "page", "program", "page-in-front", "rar", "tar"],
)
def test_a_document_that_is_another_kind_of_file_as_well_is_refused(content):
    assert defect_of(content) == PdfDefect.TWO_KINDS


def test_whatever_kills_the_process_counts_as_a_refusal(monkeypatch):
    for function in (readers.die, readers.recurse, readers.fail):
        monkeypatch.setattr(pdf_inspection, "inspect", function)
        assert defect_of(a_pdf()) == PdfDefect.BOMB


def test_eight_at_once_are_all_looked_at():
    """In a process of their own, four at a time."""
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(defect_of, [a_pdf()] * 8)) == {None}


def test_a_document_with_a_signature_is_known_by_the_range_of_its_bytes():
    assert not is_signed(a_pdf())
    assert is_signed(a_pdf(with_root(Sig=Dictionary(ByteRange=Array([0, 1, 2, 3])))))
