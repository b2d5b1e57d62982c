"""Papers of which the words are read by where they stand: boxes, columns and cells, in PDF and Word. Invented."""

from datetime import date

import pytest

from paper_reading.columns import without_tables
from paper_reading.docx_pages import pages_of_docx
from paper_reading.pdf_pages import pages_of_pdf
from paper_reading.reading import read_pages
from tests.paper_reading.files import as_boxes, as_placed_pdf, as_stacked_docx

TODAY = date(2026, 11, 28)
BOXES = [
    ["NAAM VERSTREKKER\nOpgroeien regie", "ONDERNEMINGSNUMMER\n0886.886.638"],
    ["VERTEGENWOORDIGD DOOR\nGreet Vanproef, administrateur-generaal", "LOKAAL TEAM\nDijleland"],
    ["NAAM ONTVANGER\nOCMW Haacht", "ONDERNEMINGSNUMMER\n0212.165.527"],
    [
        "ADRES\nWespelaarsesteenweg 85\n3150 Haacht",
        "VERTEGENWOORDIGD DOOR\nPiet Testers, burgemeester\nRita Voorbeeld, algemeen directeur",
    ],
    ["DATUM ADVIES DPO VERSTREKKER\n12/03/2025", "DATUM ADVIES DPO ONTVANGER\n19/03/2025"],
    ["SAMENWERKINGSOVEREENKOMST VAN\n3/02/2025", "PROTOCOL IN WERKING VANAF\n1/05/2025"],
    ["MAILBOX VOOR DE MELDINGEN\nkg.meldingen@haacht.example", "OPZEGTERMIJN\n6 maanden"],
    ["MELDPUNT DATALEK VERSTREKKER\nlek@opgroeien.example", "MELDPUNT DATALEK ONTVANGER\ndpo@haacht.example"],
    ["PLAATS\nHaacht", "DATUM VAN ONDERTEKENING\n7/04/2025"],
    ["HANDTEKENING VERSTREKKER\nGreet Vanproef", "HANDTEKENING ONTVANGER\nPiet Testers\nRita Voorbeeld"],
]
SAID_IN_BOXES = {
    "agency.enterprise_number": "0886.886.638",
    "agency.representatives": ["Greet Vanproef"],
    "team.name": "Dijleland",
    "partner.name": "OCMW Haacht",
    "partner.enterprise_number": "0212.165.527",
    "partner.seat": "Wespelaarsesteenweg 85, 3150 Haacht",
    "partner.representatives": ["Piet Testers", "Rita Voorbeeld"],
    "protocol.advice_agency_on": "2025-03-12",
    "protocol.advice_partner_on": "2025-03-19",
    "agreement.concluded_on": "2025-02-03",
    "protocol.in_force_from": "2025-05-01",
    "protocol.mailbox": "kg.meldingen@haacht.example",
    "protocol.notice_months": 6,
    "protocol.breach_contact_agency": "lek@opgroeien.example",
    "protocol.breach_contact_partner": "dpo@haacht.example",
    "protocol.place": "Haacht",
    "protocol.signed_on": "2025-04-07",
    "protocol.signatories": ["Greet Vanproef", "Piet Testers", "Rita Voorbeeld"],
}
PARTIES = [
    ["", "Verstrekker", "Ontvanger"],
    ["Wie", "Opgroeien regie", "OCMW Bree"],
    ["Nummer", "0886.886.638", "0212.173.148"],
    ["Adres", "Hallepoortlaan 27\n1060 Brussel", "Vrijthof 10\n3960 Bree"],
    [
        "Tekent",
        "Nele Prooven\nadministrateur-generaal",
        "Liesbeth Testhaut\nvoorzitter vast bureau\nStefan Voorbeeld\nalgemeen directeur",
    ],
    ["Advies functionaris", "20 januari 2025", "27 januari 2025"],
    ["Lek melden", "dpo@opgroeien.example", "informatieveiligheid@bree.example"],
]
SAID_OF_PARTIES = {
    "agency.representatives": ["Nele Prooven"],
    "partner.name": "OCMW Bree",
    "partner.enterprise_number": "0212.173.148",
    "partner.seat": "Vrijthof 10, 3960 Bree",
    "partner.representatives": ["Liesbeth Testhaut", "Stefan Voorbeeld"],
    "protocol.advice_agency_on": "2025-01-20",
    "protocol.advice_partner_on": "2025-01-27",
    "protocol.breach_contact_agency": "dpo@opgroeien.example",
    "protocol.breach_contact_partner": "informatieveiligheid@bree.example",
}
LABELS = (
    "Partij", "Ondernemingsnummer", "Zetel", "Vertegenwoordigd door", "Lokaal team", "Datum samenwerkingsovereenkomst",
    "Advies DPO Opgroeien", "Advies DPO OCMW", "Inwerkingtreding", "Opzeg",
)  # fmt: skip
VALUES = (
    "OCMW Zutendaal", "0212.229.765", "Oosterzonneplein 1, 3690 Zutendaal", "Ann Testbos, voorzitter vast bureau",
    "Kind en Gezin Maasland", "4 november 2024", "18 november 2024", "25 november 2024", "1 januari 2025", "6 maanden",
)  # fmt: skip
SAID_BESIDE_LABELS = {
    "partner.name": "OCMW Zutendaal",
    "partner.seat": "Oosterzonneplein 1, 3690 Zutendaal",
    "team.name": "Maasland",
    "agreement.concluded_on": "2024-11-04",
    "protocol.advice_agency_on": "2024-11-18",
    "protocol.advice_partner_on": "2024-11-25",
    "protocol.in_force_from": "2025-01-01",
    "protocol.notice_months": 6,
}


def said(pages: list[str], fields: dict[str, object]) -> dict[str, object]:
    found = {one.field.value: one.value for one in read_pages(pages, today=TODAY)}
    return {
        name: [one["name"] for one in value] if isinstance(value := found.get(name), list) else value for name in fields
    }


def in_pdf(rows: list[list[str]]) -> list[str]:
    return pages_of_pdf(as_boxes(rows))[0]


def in_word(rows: list[list[str]]) -> list[str]:
    return pages_of_docx(as_stacked_docx(rows))


@pytest.mark.parametrize("pages", [in_pdf, in_word], ids=["PDF", "Word"])
def test_a_label_stands_above_its_value_in_a_box(pages) -> None:
    assert said(["PROTOCOL\n", *pages(BOXES)], SAID_IN_BOXES) == SAID_IN_BOXES


@pytest.mark.parametrize("pages", [in_pdf, in_word], ids=["PDF", "Word"])
def test_each_party_has_a_column_and_its_cells_go_on_below(pages) -> None:
    told = said(["PROTOCOL tussen verstrekker en ontvanger\n", *pages(PARTIES)], SAID_OF_PARTIES)
    assert told == SAID_OF_PARTIES


def test_a_table_that_a_pdf_writes_column_by_column_is_read_row_by_row() -> None:
    words = [(60, 800, "PROTOCOL TUSSEN OPGROEIEN REGIE EN HET OCMW")]
    words += [(60, 740 - 18 * at, label) for at, label in enumerate(LABELS)]
    words += [(260, 740 - 18 * at, value) for at, value in enumerate(VALUES)]
    pages, _ = pages_of_pdf(as_placed_pdf(words))
    assert said(pages, SAID_BESIDE_LABELS) == SAID_BESIDE_LABELS


def test_prose_in_two_columns_of_a_pdf_is_read_column_by_column() -> None:
    left = [
        "De gegevens gaan in een versleuteld",
        "archief naar het beveiligde postvak",
        "kindengezin@temse.example.",
        "Elke partij gaat na of de lijst van wie",
        "toegang heeft tot dat postvak klopt.",
    ]
    right = [
        "Een inbreuk wordt gemeld, bij Opgroeien",
        "aan dpo@opgroeien.example en bij het",
        "OCMW Temse aan dpo@temse.example.",
        "De opzegtermijn bedraagt voor beide",
        "partijen zes maanden.",
    ]
    words = [(50, 700 - 14 * at, line) for at, line in enumerate(left)]
    words += [(310, 698 - 14 * at, line) for at, line in enumerate(right)]
    (page,), _ = pages_of_pdf(as_placed_pdf(words))
    assert " ".join(page.split()) == " ".join([*left, *right])


def test_a_line_filled_to_both_margins_is_no_row_of_a_table() -> None:
    words = [(50, 700, "Die mailbox is "), (135, 700, "alleen toegankelijk"), (50, 686, "voor wie zwijgen moet.")]
    (page,), _ = pages_of_pdf(as_placed_pdf(words))
    assert page.split("\n") == ["Die mailbox is alleen toegankelijk", "voor wie zwijgen moet."]


@pytest.mark.parametrize("line", ["a  b", "a\tb", "a | b", "+----+", "Naam:   x"])
def test_a_file_with_very_many_lines_of_a_table_takes_time_in_step_with_its_length(line: str) -> None:
    """Twenty thousand lines in one go; nothing looks at all of them again for each of them."""
    assert without_tables("\n".join([line, "losse zin"] * 10_000))
    assert without_tables("\n".join([line] * 20_000))
