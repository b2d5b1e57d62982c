"""What an uploaded PDF may hold, judged on real documents; and what it may cost to look."""

import resource
import time

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.vault.pdfs import (
    a_bomb_in_a_table,
    a_bomb_in_an_object_stream,
    a_pdf,
    packed,
    with_actions_of_the_page,
    with_annotation,
    with_attachment,
    with_opening,
    with_script_in_names,
    with_script_in_stream,
    with_stream,
    with_xfa,
)
from vault.pdf import LARGEST, PdfDefect, defect_of

MEGABYTE = 1024 * 1024
SCRIPT = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def to_web(address: str) -> Dictionary:
    return Dictionary(S=Name.URI, URI=String(address))


@pytest.mark.parametrize(
    "content",
    [
        a_pdf(),
        a_pdf(object_stream_mode=pikepdf.ObjectStreamMode.generate),
        a_pdf(linearize=True),
        a_pdf(with_opening(Dictionary(S=Name.GoTo, D=Array([0, Name.Fit])))),
        a_pdf(with_opening(Array([0, Name.Fit]))),
        a_pdf(with_annotation(Subtype=Name.Link, A=to_web("https://ocmw.example/raadsbesluit"))),
        a_pdf(with_annotation(Subtype=Name.Link, A=to_web("www.ocmw.example"))),
        a_pdf(with_annotation(Subtype=Name.Widget, FT=Name.Sig)),
        a_pdf(with_stream(packed(100 * MEGABYTE), Name.FlateDecode)),  # as a page scanned without loss
    ],
    ids=["plain", "object-streams", "linearised", "opens-at", "opens-at-page", "link", "bare-link", "signed", "scan"],
)
def test_an_ordinary_document_is_kept(content):
    assert defect_of(content) is None


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
    ],
)
@pytest.mark.parametrize("mode", [pikepdf.ObjectStreamMode.disable, pikepdf.ObjectStreamMode.generate])
def test_what_acts_hides_or_leads_elsewhere_is_refused(change, defect, mode):
    assert defect_of(a_pdf(change, object_stream_mode=mode)) == defect


def test_a_name_written_in_another_way_is_still_recognised():
    plain = a_pdf(with_annotation(Subtype=Name.Link, A=Dictionary(JS=String("app.beep000"))))
    hidden = plain.replace(b"/JS (app.beep000)", b"/J#53 (app.beep0)")
    assert hidden != plain
    assert len(hidden) == len(plain)
    assert defect_of(hidden) == PdfDefect.SCRIPT


@pytest.mark.parametrize("password", ["", "geheim"])
def test_a_locked_document_is_refused_also_when_its_password_is_empty(password):
    locked = a_pdf(encryption=pikepdf.Encryption(owner="eigenaar", user=password))
    assert defect_of(locked) == PdfDefect.ENCRYPTED


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


@pytest.mark.parametrize(
    "content",
    [
        a_pdf(with_stream(packed(256 * MEGABYTE), Name.FlateDecode)),
        a_pdf(with_stream(packed(256 * MEGABYTE, times=2), Name.FlateDecode, Name.FlateDecode)),
        a_pdf(with_stream(packed(16 * MEGABYTE), Name.LZWDecode, Name.FlateDecode)),
        a_pdf(with_stream(b"x", Name.CCITTFaxDecode, Subtype=Name.Image, Width=100_000, Height=100_000)),
        a_bomb_in_an_object_stream(2048 * MEGABYTE, layers=3),
        a_bomb_in_a_table(2048 * MEGABYTE, layers=3),
    ],
    ids=["stream", "layers", "mixed-layers", "image", "object-stream", "table"],
)
def test_a_bomb_is_refused_quickly_and_in_little_memory(content):
    before = time.monotonic()
    assert defect_of(content) == PdfDefect.BOMB
    assert time.monotonic() - before < 12
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 700 * 1024  # kB; without limits it is 2 GB


def test_the_bombs_of_these_tests_are_small():
    assert len(a_bomb_in_an_object_stream(256 * MEGABYTE, layers=3)) < 2048
    assert len(a_bomb_in_a_table(256 * MEGABYTE, layers=3)) < 2048


def test_the_process_that_looks_has_none_of_our_keys(monkeypatch, tmp_path):
    from vault import pdf

    spy = tmp_path / "spy.py"
    spy.write_text("import os, sys\nsys.stdout.write('script' if 'VAULT_KEYS' in os.environ else '')")
    monkeypatch.setenv("VAULT_KEYS", "1:geheim")
    monkeypatch.setattr(pdf, "_INSPECTION", spy)
    assert defect_of(a_pdf()) is None


def test_whatever_kills_the_process_counts_as_a_refusal(monkeypatch, tmp_path):
    from vault import pdf

    spy = tmp_path / "spy.py"
    spy.write_text("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)")
    monkeypatch.setattr(pdf, "_INSPECTION", spy)
    assert defect_of(a_pdf()) == PdfDefect.BOMB
    spy.write_text("import time\ntime.sleep(60)")
    monkeypatch.setattr(pdf, "PATIENCE", 0.5)
    assert defect_of(a_pdf()) == PdfDefect.BOMB
