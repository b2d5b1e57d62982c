"""Files as they are sent: PDF, Word and text are read in the bounded process; what cannot be read gets a sentence."""

import io
import json
import shutil
import zipfile

import pikepdf
import pypdfium2
import pytest
from django.core.management import CommandError, call_command

from paper_reading import inside, paper
from paper_reading.paper import NO_OCR, SENTENCES, PaperUnreadable, picture_of_page, read_paper
from paper_reading.terms import PaperField
from tests.paper_reading import damage, wordings
from tests.paper_reading.files import as_docx, as_pdf
from tests.paper_reading.papers import Paper

CLEAN = Paper(wordings.form_protocol, damage.none, 18)
SIGNED = Paper(wordings.model_protocol, damage.between_pages, 7)


def values(content: bytes) -> dict[PaperField, object]:
    return {one.field: one.value for one in read_paper(content)}


@pytest.mark.parametrize("one", [CLEAN, SIGNED], ids=lambda one: one.name)
@pytest.mark.parametrize(
    "make", [as_pdf, as_docx, lambda pages: "\f".join(pages).encode()], ids=["pdf", "docx", "text"]
)
def test_a_paper_is_read_from_every_kind_of_file(one, make):
    read = values(make(one.pages))
    assert {field: read.get(field) for field in one.says} == one.says


def test_the_page_of_a_proposal_is_the_page_of_the_file():
    pages = {one.field: one.page for one in read_paper(as_pdf(SIGNED.pages))}
    assert pages[PaperField.PARTNER_NUMBER] == 1
    assert pages[PaperField.SIGNED_ON] == next(
        n for n, page in enumerate(SIGNED.pages, start=1) if "Opgemaakt te" in page
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(100), "doc"),
        (b"{\\rtf1 hallo}", "rtf"),
        (b"\x89PNG\r\n", "picture"),
        (b"PK\x03\x04 half a file", "archive"),
        (b"%PDF-1.7 nothing behind it", "pdf"),
        (bytes(range(256)), "unknown"),
    ],
)
def test_what_cannot_be_read_has_a_sentence_that_says_what_to_do(content, code):
    assert json.loads(inside.read(content)) == {"refused": code}
    assert SENTENCES[code].endswith(".")


def test_a_file_that_is_empty_or_cannot_be_read_is_refused_with_that_sentence():
    with pytest.raises(PaperUnreadable, match="leeg"):
        read_paper(b"  \n")
    with pytest.raises(PaperUnreadable, match="oud Word-bestand"):
        read_paper(b"\xd0\xcf\x11\xe0")


def test_a_word_document_that_swells_is_refused():
    """A few kilobytes that become fifty megabytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w>" + b" " * 50_000_000)
    with pytest.raises(PaperUnreadable):
        read_paper(packed.getvalue())


def test_a_document_that_swells_by_entities_is_refused():
    lol = '<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><l>&b;</l>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", lol)
    with pytest.raises(PaperUnreadable, match="geen Word-document"):
        read_paper(packed.getvalue())


def test_what_was_deleted_in_word_is_not_read():
    begin, _, end = as_docx(["Protocol inzake gegevens", "Opgemaakt te Geel op 3 mei 2024"]).partition(b"nothing")
    with zipfile.ZipFile(io.BytesIO(begin + end)) as archive:
        document = archive.read("word/document.xml").decode()
    deleted = "<w:p><w:del><w:r><w:t>Opgemaakt te Mol op 4 juni 2023</w:t></w:r></w:del></w:p></w:body>"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", document.replace("</w:body>", deleted))
    assert values(packed.getvalue())[PaperField.SIGNED_ON] == "2024-05-03"


def scan_of(content: bytes) -> bytes:
    """The first page of a PDF as a PDF that holds a picture only."""
    picture = pypdfium2.PdfDocument(content)[0].render(scale=2.4, grayscale=True).to_pil()
    made = io.BytesIO()
    picture.save(made, "PDF", resolution=170)
    return made.getvalue()


def test_a_scan_is_read_where_tesseract_is_and_else_a_sentence_says_so(monkeypatch):
    scan = scan_of(as_pdf(["\n".join(CLEAN.pages)]))
    if shutil.which("tesseract"):
        read = {one.field: one for one in read_paper(scan)}
        assert read[PaperField.PARTNER_NUMBER].value == CLEAN.facts.number
        assert read[PaperField.ADVICE_PARTNER_ON].value == CLEAN.facts.advice_partner_on.isoformat()
        assert not read[PaperField.ADVICE_PARTNER_ON].sure
    monkeypatch.setattr(paper.shutil, "which", lambda name: None)
    with pytest.raises(PaperUnreadable, match="Dit is een scan"):
        read_paper(scan)
    assert NO_OCR.endswith("Typ de gegevens zelf over.")


def test_a_page_is_drawn_as_a_picture():
    picture = picture_of_page(as_pdf(CLEAN.pages), 0, width=500)
    assert picture.startswith(b"\x89PNG")


def test_a_pdf_of_too_many_pages_is_refused():
    with pikepdf.new() as pdf:
        for _ in range(61):
            pdf.add_blank_page()
        made = io.BytesIO()
        pdf.save(made)
    with pytest.raises(PaperUnreadable, match="te lang"):
        read_paper(made.getvalue())


def test_the_command_prints_json_and_nothing_else_and_needs_no_database(tmp_path, capsys):
    file = tmp_path / "protocol.docx"
    file.write_bytes(as_docx(CLEAN.pages))
    call_command("read_paper", str(file), "--json")
    printed = json.loads(capsys.readouterr().out)
    assert {tuple(row) for row in printed} == {("field", "value", "sure", "page", "quote")}
    assert {row["field"]: row["value"] for row in printed}["partner.enterprise_number"] == CLEAN.facts.number
    call_command("read_paper", str(file))
    assert f"partner.enterprise_number: {CLEAN.facts.number}" in capsys.readouterr().out


def test_the_command_says_what_is_wrong_with_a_file(tmp_path):
    with pytest.raises(CommandError, match="Kijk de naam na"):
        call_command("read_paper", str(tmp_path / "nothing.pdf"), "--json")
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(CommandError, match=r"\.docx"):
        call_command("read_paper", str(tmp_path / "old.doc"), "--json")
