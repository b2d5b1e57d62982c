"""Makes a PDF of one page of ours; runs in a process of its own (`vault.bounded`), and loads its library only there.

The style sheet is that of the site, which prints the same on paper. The letters are our own too, so that a PDF looks
the same from every server. Both are read first; from then on no file and no connection can be opened.
"""

import io
import os
import re
import resource
import unicodedata
from importlib.util import find_spec
from pathlib import Path

_COMPILED = Path(__file__).resolve().parent.parent / "static" / "compiled"
_RANGE = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?")
_TEXT = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL)
_ONE_FAMILY = '*{font-family:"Noto Sans"!important;font-variant-ligatures:none!important}'
"""Also where the screen has another: what is asked in a font that is not there is left out without a word."""

IS_THERE = find_spec("plutoprint") is not None
"""The library has a wheel for the machines on which we serve, and for those alone (`pyproject.toml`)."""


def write(page: bytes) -> bytes:
    """Return a PDF of this page (HTML, UTF-8), in A4; nothing when it holds letters that we do not have."""
    os.environ["FONTCONFIG_FILE"] = os.devnull  # no fonts of the machine
    import pikepdf
    import plutoprint

    faces, style = ((_COMPILED / name).read_text(encoding="utf-8") for name in ("fonts/fonts.css", "app.css"))
    fonts = {file.name: file.read_bytes() for file in (_COMPILED / "fonts").glob("*.woff2")}
    html = page.decode("utf-8")
    if not _can_write(html, faces):
        return b""
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))

    class OurFonts(plutoprint.ResourceFetcher):
        """All that a page can ask for."""

        def fetch_url(self, url: str) -> plutoprint.ResourceData:
            return plutoprint.ResourceData(fonts[url.removeprefix("font:")], "font/woff2")

    book = plutoprint.Book(plutoprint.PAGE_SIZE_A4)
    book.custom_resource_fetcher = OurFonts()
    book.load_html(html, user_style=faces + style + _ONE_FAMILY)
    drawn, named = io.BytesIO(), io.BytesIO()
    book.write_to_pdf_stream(drawn)
    with pikepdf.open(drawn) as document:
        document.Root.Lang = pikepdf.String("nl-BE")
        document.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        document.save(named)
    return named.getvalue()


def _can_write(html: str, faces: str) -> bool:
    """Whether each letter that is read stands in one of our fonts."""
    ours = [range(int(first, 16), int(last or first, 16) + 1) for first, last in _RANGE.findall(faces)]
    needed = {letter for letter in _TEXT.sub("", html) if unicodedata.category(letter)[0] not in "CZ"}
    return all(any(ord(letter) in part for part in ours) for letter in needed)
