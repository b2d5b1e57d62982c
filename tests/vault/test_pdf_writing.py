"""A PDF is made of our own page, style and letters, in a process that can open nothing else."""

import io
import platform
import socket
import sys

import pikepdf
import pypdfium2
import pytest

from vault import bounded, pdf, pdf_writing
from vault.bounded import USUAL, Bounds, OutOfBounds

# Not by whether it is there: where it should be and is not, these fail.
is_elsewhere = (sys.platform, platform.machine()) != ("linux", "x86_64")
pytestmark = pytest.mark.skipif(is_elsewhere, reason="no PDF is made on this kind of machine")


@pytest.fixture(autouse=True)
def places(tmp_path, monkeypatch):
    """Places of this test alone."""
    monkeypatch.setattr(bounded.tempfile, "gettempdir", lambda: str(tmp_path))


def written(body: str, bounds: Bounds = USUAL) -> bytes:
    page = f'<!DOCTYPE html><html lang="nl-BE"><title>Brief – Proef</title><body>{body}</body></html>'
    return bounded.run(pdf_writing.write, page.encode(), bounds=bounds)


def text_of(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def fonts_of(content: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(content)) as document:
        return {str(one.BaseFont).partition("+")[2] for one in document.objects if _is_font(one) and "/BaseFont" in one}


def _is_font(one: pikepdf.Object) -> bool:
    return isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"


@pytest.mark.parametrize("words", ["Zoë Özdemir, Żółć", "Олена Шевченко", "Γιώργος", "Nguyễn Văn Hương", "€ 5 – “ja”"])
def test_names_from_wherever_people_come_are_written(words):
    assert words in text_of(written(f"<p>{words}</p>"))


def test_arabic_is_written_in_an_arabic_letter():
    assert any("Arabic" in font for font in fonts_of(written("<p lang='ar' dir='rtl'>أحمد محمد</p>")))


def test_no_letter_of_the_machine_is_used_also_where_the_screen_has_another_font():
    content = written("<p>Tekst <strong>vet</strong> <code class='app-code'>K4F7-2XPA</code></p>")
    assert "K4F7-2XPA" in text_of(content)
    assert {font.partition("-")[0] for font in fonts_of(content)} == {"NotoSans"}


@pytest.mark.parametrize("words", ["你好", "Straat 😀", "ᚠᚢᚦ"])
def test_letters_that_we_do_not_have_give_no_paper_with_holes(words):
    assert written(f"<p>{words}</p>") == b""


def test_it_says_its_title_and_language_and_is_a_file_that_we_would_take_ourselves():
    content = written("<p>Tekst</p>")
    with pikepdf.open(io.BytesIO(content)) as document:
        assert str(document.docinfo.Title) == "Brief – Proef"
        assert str(document.Root.Lang) == "nl-BE"
        assert document.Root.ViewerPreferences.DisplayDocTitle
    assert pdf.defect_of(content) is None


def test_a_link_of_the_site_is_words_and_no_address():
    content = written('<p><a href="/overeenkomsten/">Overeenkomsten</a></p>')
    assert "Overeenkomsten" in text_of(content)
    assert b"/URI" not in content


def test_a_page_cannot_have_a_file_or_an_address_opened(tmp_path):
    (tmp_path / "geheim.css").write_text("p{display:none}")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        there = f"http://127.0.0.1:{server.getsockname()[1]}"
        asked = f'<link rel="stylesheet" href="{tmp_path.as_uri()}/geheim.css"><img src="{there}/a.png" alt="beeld">'
        content = written(f'{asked}<style>@import url("{there}/a.css");</style><p>Tekst</p>')
        with pytest.raises(BlockingIOError):
            server.accept()
    assert "Tekst" in text_of(content)


@pytest.mark.parametrize("body", ["<p>" + "a" * 8_000_000, '<div style="width:1e9px;height:1e9px">x</div>'])
def test_a_page_without_end_is_ended(body):
    with pytest.raises(OutOfBounds):
        written(body, Bounds(seconds=1))
