"""Spreadsheets as people and programs make them, and as nobody should."""

import io
import json
import re
import resource
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from paper_import.lines import lines_of
from sheets.columns import Column
from sheets.reading import is_error, read
from sheets.refusal import Unreadable
from sheets.tables import BROKEN, LARGEST_UNPACKED, MOST_COLUMNS, MOST_LINES, NEITHER, OLD, tabulate

COLUMNS = (Column("team", "Lokaal team", ""), Column("partner", "Partner", ""), Column("place", "Plaats", ""))
FROM_LIBREOFFICE = (Path(__file__).parent / "files" / "register.ods").read_bytes()


ERRORS = re.findall(
    r"\S+",
    """
    #REF! #VERW! #N/A #N/B #VALUE! #WAARDE! #VALEUR! #DIV/0! #DEEL/0! #NAME? #NAAM? #NOM? #NUM! #GETAL! #NULL!
    #LEEG! #BEZUG! #NV #SPILL! #OVERLOOP! #CALC! #GETTING_DATA ##### Err:502 Fout:508
    """,
)


def lines(content: bytes) -> list[tuple[int, dict[str, str]]]:
    return [(line.number, line.cells) for line in read(tabulate(content), COLUMNS, required=("team", "partner"))]


def an_xlsx(*rows: list[object], **parts: bytes) -> bytes:
    """A workbook; `parts` replaces what stands between `<sheetData>` and its end, or adds a part by name."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    buffer, made = io.BytesIO(), io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "xl/worksheets/sheet1.xml" and "rows" in parts:
                content = content.replace(b"</sheetData>", parts["rows"] + b"</sheetData>")
            if part.filename == "xl/sharedStrings.xml" and "strings" in parts:
                content = content.replace(b"</sst>", parts["strings"] + b"</sst>")
            new.writestr(part.filename, content)
    return made.getvalue()


def an_ods(rows: bytes, before: bytes = b"") -> bytes:
    """As small as LibreOffice would open it."""
    names = b" ".join(
        b'xmlns:%b="urn:oasis:names:tc:opendocument:xmlns:%b:1.0"' % (name, name)
        for name in (b"office", b"table", b"text")
    )
    body = b"<office:body><office:spreadsheet><table:table>%b</table:table></office:spreadsheet></office:body>" % rows
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr(
            "content.xml", before + b"<office:document-content %b>%b</office:document-content>" % (names, body)
        )
    return made.getvalue()


TITLES = ["Lokaal team", "Partner", "Plaats"]
CELL = b"<table:table-cell><text:p>%b</text:p></table:table-cell>"


@pytest.mark.parametrize(
    "content",
    [
        b"sep=;\r\nLokaal team;Partner;Plaats\r\nT;P;Q\r\n",
        b'"sep=,"\nLokaal team,Partner,Plaats\nT,P,Q\n',
        b"sep=\t\rLokaal team\tPartner\tPlaats\rT\tP\tQ\r",
        b"Overeenkomsten 2026\nLokaal team|Partner|Plaats\nT|P|Q\n",
        b"Lijst; ;\r\nLokaal team;Partner;Plaats\r\nT;P;Q\r\n",
        b"\r\nLokaal team;Partner;Plaats\r\nT;P;Q\r\n",
        an_xlsx(["Overzicht"], TITLES, ["T", "P", "Q"]),
    ],
    ids=["sep", "sep-in-quotes", "macintosh", "title-row", "title-row-with-cells", "blank-row", "xlsx-title-row"],
)
def test_what_stands_above_the_titles_is_passed_over_and_lines_keep_their_number(content):
    found = lines(content)
    assert [cells for _number, cells in found] == [{"team": "T", "partner": "P", "place": "Q"}]
    assert found[0][0] == 3


def test_a_file_of_libreoffice_is_read_with_days_numbers_errors_and_without_comments():
    rows = json.loads(tabulate(FROM_LIBREOFFICE))["rows"]
    assert [row[0] for row in rows] == [1, 3, 4, 5]
    assert rows[2][1:] == ["Team Zuiderstreek", "OCMW Westerdorp", "18/12/2023", "6", "Périgord-aan-de-Zoë", "#N/A"]
    assert rows[3][-2:] == ["=1+1", "#DIV/0!"]


def test_repeated_cells_and_rows_of_libreoffice_are_all_there():
    row = b'<table:table-row table:number-rows-repeated="%d">%b</table:table-row>'
    twice = b'<table:table-cell table:number-columns-repeated="2"><text:p>T</text:p></table:table-cell>'
    titles = b"".join(CELL % title.encode() for title in TITLES)
    content = an_ods(
        row % (1, titles) + row % (2, twice + CELL % b"Q<text:s/>Q") + row % (1048573, b"<table:table-cell/>")
    )
    assert lines(content) == [(number, {"team": "T", "partner": "T", "place": "Q Q"}) for number in (2, 3)]


@pytest.mark.parametrize("text", ERRORS)
def test_an_error_of_a_spreadsheet_is_no_text_in_any_language(text):
    assert is_error(text)
    line = read(tabulate(f"Lokaal team;Partner;Plaats\nT;P;{text}".encode()), COLUMNS, required=("team",))[0]
    assert (line.cells, line.errors) == ({"team": "T", "partner": "P"}, {"place": text})


@pytest.mark.parametrize("text", ["#12", "# 3", "bus #4", "C#", "N/A", "#", "##"])
def test_a_number_sign_alone_is_no_error(text):
    assert not is_error(text)


@pytest.mark.parametrize("error", ["#REF!", "#N/A"])
def test_an_error_of_an_xlsx_is_found_in_the_kind_of_its_cell(error):
    row = (
        b'<row r="2"><c r="A2" t="inlineStr"><is><t>T</t></is></c><c r="B2" t="e"><v>%b</v></c></row>' % error.encode()
    )
    line = read(tabulate(an_xlsx(TITLES, rows=row)), COLUMNS, required=("team",))[0]
    assert line.errors == {"partner": error}


def test_a_cell_far_away_does_not_make_a_file_unreadable():
    """Someone pressed a space at the end of the sheet."""
    far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t> </t></is></c></row>'
    assert lines(an_xlsx(TITLES, ["T", "P"], rows=far)) == [(2, {"team": "T", "partner": "P"})]
    styled = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (row, row) for row in range(3, 50_000))
    assert lines(an_xlsx(TITLES, ["T", "P"], rows=styled)) == [(2, {"team": "T", "partner": "P"})]


def test_a_day_a_number_and_a_formula_that_was_made_harmless_are_as_people_see_them():
    content = an_xlsx(TITLES, [date(2023, 12, 18), 3214000000.0, "'=1+1"])
    assert lines(content) == [(2, {"team": "18/12/2023", "partner": "3214000000", "place": "=1+1"})]


def test_a_cell_with_letters_that_are_not_certain_is_told():
    content = "Lokaal team;Partner;Plaats\nT;P;Zoë\nT;P;Gent\n".encode("cp850")
    found = read(tabulate(content), COLUMNS, required=("team",))
    assert [line.unsure for line in found] == [{"place"}, frozenset()]


def numbers_archive() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("Index/Document.iwa", b"x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), OLD),
        (b"%PDF-1.7", NEITHER),
        (numbers_archive(), NEITHER),
        (b"<html><body><table><tr><td>Lokaal team</td></tr></table>", "Dit is een webpagina of XML"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "Dit is een webpagina of XML"),
        (an_ods(b"")[:-40], BROKEN),
        (an_ods(b"<table:table-row>&a;</table:table-row>", b'<!DOCTYPE x [<!ENTITY a "b">]>'), "beschadigd"),
        (an_ods(b"<text:p>" * 100 + b"</text:p>" * 100), "te ingewikkeld"),
        (b"Lokaal team;Partner\n" + b";" * (MOST_COLUMNS + 1) + b"x", "meer dan 200 cellen"),
    ],
)
def test_another_kind_of_file_is_told_what_to_do(content, sentence):
    with pytest.raises(Unreadable, match=sentence.replace("(", r"\(").replace(")", r"\)")):
        lines(content)


def test_a_thousand_lines_are_read_and_one_more_is_not():
    filled = [["T", "P"]] * MOST_LINES
    assert len(lines(an_xlsx(TITLES, *filled))) == MOST_LINES
    with pytest.raises(Unreadable, match="meer dan 1000 regels"):
        lines(an_xlsx(TITLES, *filled, ["T", "P"]))


BOMBS = {
    "wide": lambda: an_xlsx(rows=b'<row r="1">' + b"<c><v>1</v></c>" * 1_900_000 + b"</row>"),
    "deep": lambda: an_xlsx(TITLES, ["T", "P"], rows=b"<a>" * 5_000_000),
    "packed": lambda: an_xlsx(rows=b" " * LARGEST_UNPACKED),
    "ods wide": lambda: an_ods(b"<table:table-row>" + CELL % b"x" * 500_000 + b"</table:table-row>"),
    "ods repeated": lambda: an_ods(
        (b"<table:table-row>" + b'<table:table-cell table:number-columns-repeated="999999999"><text:p>x</text:p>'
         b"</table:table-cell></table:table-row>") * 100
    ),
    "ods deep": lambda: an_ods(b"<text:p>" * 3_000_000),
    "ods packed": lambda: an_ods(CELL % (b" " * LARGEST_UNPACKED)),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_seconds_and_in_words(name):
    content = BOMBS[name]()
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    with pytest.raises(Unreadable) as refused:
        lines_of(content)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 6  # seconds on the processor
    assert re.search("te groot|beschadigd|cellen|ingewikkeld|tabel in een tabel", str(refused.value))


def test_five_million_empty_rows_do_not_hide_the_lines():
    content = an_xlsx(TITLES, ["T", "P"], rows=b"<row/>" * 5_000_000)
    assert lines(content) == [(2, {"team": "T", "partner": "P"})]
