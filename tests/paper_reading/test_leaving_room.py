"""Where a paper leaves room, what it says is a doubt; and words that stood where no rule expected them (D28, R16)."""

import time
from datetime import date

import pytest

from paper_reading.columns import without_tables
from paper_reading.furniture import without_passwords
from paper_reading.reading import read_pages
from paper_reading.tables import lines_of
from tests.paper_reading.test_hands import HANDS

TODAY = date(2026, 11, 28)
PARTIES = """Tussen Opgroeien regie, ondernemingsnummer 0886.886.638, Hallepoortlaan 27, 1060 Brussel, vertegenwoordigd
door mevrouw Lore Testaert, administrateur-generaal, voor het lokaal team Kind en Gezin Dijleland, en OCMW Zemst,
ondernemingsnummer 0207.123.407, met zetel te Schoolstraat 21, 1980 Zemst, vertegenwoordigd door de heer Bram Proefmans,
voorzitter van het vast bureau, en mevrouw Nora Proefs, algemeen directeur.
"""


def hand(name: str) -> str:
    return (HANDS / f"{name}.txt").read_text(encoding="utf-8")


def read(*pages: str) -> dict:
    return {one.field.value: one for one in read_pages(list(pages), today=TODAY)}


def test_an_overeenkomst_that_is_a_protocol_by_its_title_and_says_no_more_is_no_certain_agreement() -> None:
    """Its day of signing was read as that of the agreement, and that was sure."""
    paper = hand("overeenkomst-as-protocol").replace("Dit Protocol", "Dit")
    concluded = read(paper).get("agreement.concluded_on")
    assert concluded is None or concluded.value == "2023-03-14" or not concluded.sure


@pytest.mark.parametrize("title", ["ADDENDUM 2", "A D D E N D U M  2", "BIJKOMENDE AFSPRAAK"])
def test_nothing_of_a_paper_that_changes_another_one_is_sure(title: str) -> None:
    """R44: under a title that is torn or another one too."""
    assert not [one for one in read(hand("addendum-alone").replace("ADDENDUM 2", title)).values() if one.sure]


def test_a_day_in_a_stack_below_a_stack_of_labels_is_a_doubt() -> None:
    stack = "Bespreking in het vast bureau\nDag waarop dit protocol ingaat\n13 januari 2025\n1 mei 2025\n"
    assert not read(f"PROTOCOL\n\n{PARTIES}\n{stack}")["protocol.in_force_from"].sure
    assert read(f"PROTOCOL\n\n{PARTIES}\nDit protocol treedt in werking op\n13 januari 2025\n")[
        "protocol.in_force_from"
    ].sure


def test_a_word_that_was_corrected_by_hand_is_read_as_corrected_and_makes_a_doubt() -> None:
    paper = (
        f"PROTOCOL\n\n{PARTIES}\nDit protocol kan worden opgezegd met een opzegtermijn van twaalf maanden.\n"
        "Verbetering met de pen: in het vorige punt het woord “twaalf” te lezen als “negen”.\n"
    )
    notice = read(paper)["protocol.notice_months"]
    assert (notice.value, notice.sure) == (9, False)


def test_who_signs_at_the_foot_of_both_papers_is_no_running_title() -> None:
    """Two pages that end with the same name: it was taken out as a title, and one of the signatories was lost."""
    foot = "\n\nVoor het OCMW\n\nBram Proefmans\n\nVoor Opgroeien regie\n\nLore Testaert\nadministrateur-generaal"
    agreement = f"SAMENWERKINGSOVEREENKOMST\n\n{PARTIES * 2}\nOndertekend te Zemst op 5 december 2024.{foot}"
    protocol = (
        "BIJLAGE - PROTOCOL\n\nDe partijen zijn dezelfde als in de overeenkomst.\n"
        + "Dit protocol treedt in werking op 1 februari 2025. De gegevens worden versleuteld gestuurd.\n" * 6
        + f"Ondertekend te Zemst op 16 januari 2025.{foot}"
    )
    signed = read(agreement, protocol)["protocol.signatories"].value
    assert "Lore Testaert" in [one["name"] for one in signed]


def test_a_name_that_breaks_behind_a_semicolon_belongs_to_the_representatives() -> None:
    """One of two was proposed, and that was sure."""
    paper = f"PROTOCOL\n\n{PARTIES}".replace("bureau, en mevrouw Nora Proefs", "bureau; Nora\nProefs")
    told = read(paper)["partner.representatives"]
    assert [one["name"] for one in told.value] == ["Bram Proefmans", "Nora Proefs"]


def test_a_team_with_a_name_in_brackets_behind_it_is_a_doubt() -> None:
    paper = f"PROTOCOL\n\n{PARTIES * 2}"
    assert read(paper)["team.name"].sure
    assert not read(paper.replace("Dijleland,", "Dijleland (Mechelen),"))["team.name"].sure


def test_one_sentence_that_ends_both_papers_says_the_notice_of_each() -> None:
    paper = (
        f"SAMENWERKINGSAKKOORD MET PROTOCOL\n\n{PARTIES}\nAdvies van de DPO van Opgroeien: 6 januari 2025.\n\n"
        "Opzeggen kan schriftelijk: het akkoord met zes maanden, het protocol met drie maanden.\n"
    )
    found = read(paper)
    assert [found[f"{one}.notice_months"].value for one in ("agreement", "protocol")] == [6, 3]


def test_the_columns_below_partij_1_and_partij_2_are_those_of_the_parties() -> None:
    rows = [
        [[""], ["Partij 1 (geeft)"], ["Partij 2 (krijgt)"]],
        [["Naam"], ["Opgroeien regie"], ["OCMW Zemst"]],
        [["Vertegenwoordigd door"], ["Lore Testaert"], ["Bram Proefmans", "Nora Proefs"]],
        [["Advies DPO"], ["7 november 2024"], ["22 oktober 2024"]],
    ]
    told = [line for line in lines_of(rows) if line]
    assert told[0] == "Opgroeien regie"
    assert (
        told.index("Advies DPO: 7 november 2024") < told.index("OCMW Zemst") < told.index("Advies DPO: 22 oktober 2024")
    )


def test_what_goes_on_below_a_list_with_its_colons_in_a_column_belongs_to_its_label() -> None:
    """An address below "Niet gebruiken" was taken for the mailbox."""
    page = (
        "4.1  Bestemming       : gezin@dorp.example\n"
        "                        (gedeelde mailbox)\n"
        "4.2  Niet gebruiken   : info@dorp.example\n"
        "                        noreply@dorp.example\n"
    )
    assert without_tables(page).split("\n")[:2] == [
        "4.1  Bestemming: gezin@dorp.example, (gedeelde mailbox)",
        "4.2  Niet gebruiken: info@dorp.example, noreply@dorp.example",
    ]


def test_behind_a_password_the_address_to_mail_to_stays() -> None:
    """R16: a sentence of Word is one line; all behind "paswoord" was left out, and the mailbox with it."""
    (page,) = without_passwords(
        ["Bestand met paswoord Duin-helm_42 mailen naar gezin@dorp.example, wachtwoord Zee-91 apart."]
    )
    assert "gezin@dorp.example" in page
    assert "Duin-helm_42" not in page
    assert "Zee-91" not in page


@pytest.mark.parametrize(
    "words", ["een lek a@b.be ", "overeenkomst protocol opzeg 3 maanden ", "wachtwoord naar a@b.be "]
)
def test_a_paper_of_one_long_line_is_read_within_seconds(words: str) -> None:
    began = time.monotonic()
    read((words * 100_000)[:100_000])
    assert time.monotonic() - began < 15
