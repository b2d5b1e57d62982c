"""GBO agreements in many wordings, with many damages: each core actor is read, and nothing wrong is called sure."""

import json
import time
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from paper_reading.reading import kinds_of, read_pages
from paper_reading.terms import PaperKind, Proposal
from tests.paper_reading import damage, gbo_papers
from tests.paper_reading.files import as_docx, as_pdf
from tests.paper_reading.gbo_papers import GboPaper, all_papers
from tests.paper_reading.test_reading import is_right

TODAY = date(2026, 11, 28)
ENOUGH = 0.95
TEMPLATE = Path(__file__).resolve().parents[3] / "shared" / "seeds" / "001_fd71848464b044a7.txt"
CLEAN = GboPaper(gbo_papers.template, damage.none, 3)


@cache
def whole(paper: GboPaper) -> list[Proposal]:
    return read_pages(paper.pages, today=TODAY)


def read(paper: GboPaper) -> dict[str, Proposal]:
    return {one.field: one for one in whole(paper) if one.field.startswith("gbo.")}


def surely_wrong(papers: list[GboPaper]) -> list[str]:
    return [
        f"{paper.name}: {one.field} = {one.value}, where it says {paper.says.get(one.field)}"
        for paper in papers
        for one in read(paper).values()
        if one.sure and not is_right(one, paper.says.get(one.field))
    ]


def test_there_are_enough_papers_of_enough_kinds():
    papers = all_papers()
    assert len(papers) >= 40
    assert len({paper.damage for paper in papers}) >= 8
    assert {len(paper.facts.actors) for paper in papers} >= {3, 6}


def test_nothing_wrong_is_called_sure():
    assert surely_wrong(all_papers()) == []


def test_nearly_everything_that_is_printed_is_found():
    answers = [is_right(read(paper).get(field), said) for paper in all_papers() for field, said in paper.says.items()]
    assert sum(answers) / len(answers) >= ENOUGH


def test_every_paper_is_known_for_what_it_is():
    assert all(kinds_of(paper.pages) == {PaperKind.GBO} for paper in all_papers())


@pytest.mark.parametrize("wording", [gbo_papers.template, gbo_papers.in_columns, gbo_papers.in_labels])
def test_most_of_an_undamaged_paper_is_sure(wording):
    paper = GboPaper(wording, damage.none, 3)
    sure = [field for field in paper.says if (found := read(paper).get(field)) and found.sure]
    assert len(sure) >= 0.7 * len(paper.says)


@pytest.mark.parametrize("harm", [damage.torn, damage.letter_spaced, damage.scanned, damage.badly_scanned])
def test_of_a_paper_that_lost_letters_or_won_spaces_nothing_is_sure(harm):
    """D28: nobody can see on a name or a street whether it is printed as it reads."""
    for seed in range(4):
        paper = GboPaper(gbo_papers.represented, harm, seed)
        assert [one.field for one in read(paper).values() if one.sure] == [], paper.name


def test_every_proposal_names_its_page_and_quotes_the_paper():
    for paper in all_papers()[:11]:
        squeezed = "".join("".join(paper.pages).replace("\xad", "").split())
        for proposal in read(paper).values():
            assert 1 <= proposal.page <= len(paper.pages)
            assert "".join(proposal.quote[:40].split()) in squeezed, proposal


def test_a_paper_that_names_no_day_of_drawing_up_has_none():
    """The day of a signature is no day on which it was drawn up."""
    paper = GboPaper(gbo_papers.in_labels, damage.none, 3)
    assert "gbo.drawn_up_on" not in read(paper)
    assert read(paper)["gbo.caw.1.signed_on"].value == paper.facts.days[0].isoformat()


def test_two_who_sign_for_one_core_actor_are_two():
    """R13."""
    paper = GboPaper(gbo_papers.in_labels, damage.none, 3)
    caw = paper.facts.actors[0]
    told = [read(paper)[f"gbo.caw.1.{name}signatory_name"].value for name in ("", "second_")]
    assert told == [caw.signatory, caw.second]


DRAWN = "Opgemaakt te Mol op 3 mei 2022.\n\nnamens CAW Streekoever\nAn Peeters, directeur\n"
PARTIES = """Samenwerkingsovereenkomst voor uitwisseling persoonsgegevens tussen
kernactoren inzake geïntegreerd breed onthaal

TUSSEN:
{parties}

Gezamenlijk ook ‘kernactoren’ genoemd, zijn deze samenwerkingsovereenkomst overeengekomen.

De functionaris voor gegevensbescherming van CAW Streekoever heeft op 3 maart 2022 advies gegeven.
{more}
"""


def told(parties: str, more: str = DRAWN) -> dict[str, Any]:
    found = read_pages([PARTIES.format(parties=parties, more=more)], today=TODAY)
    return {one.field: (one.value, one.sure) for one in found if one.field.startswith("gbo.")}


THREE = """CAW Streekoever, ondernemingsnummer 0524.707.543, maatschappelijke zetel Kerkplein 1, 2400 Mol
EN
OCMW Mol, ondernemingsnummer {ocmw}, maatschappelijke zetel Kerkplein 2, 2400 Mol
EN
DMW Voorbeeldbond, ondernemingsnummer 0202.823.238, maatschappelijke zetel Kerkplein 3, 2400 Mol"""


def test_a_number_that_two_core_actors_have_is_a_doubt():
    found = told(THREE.format(ocmw="0524.707.543"))
    assert found["gbo.caw.1.enterprise_number"] == ("0524.707.543", False)
    assert told(THREE.format(ocmw="0871.786.015"))["gbo.caw.1.enterprise_number"] == ("0524.707.543", True)


def test_a_house_number_that_can_be_a_letter_is_a_doubt():
    found = told(THREE.format(ocmw="0871.786.015").replace("Kerkplein 2", "Kerkplein 2/I"))
    assert found["gbo.ocmw.1.seat"] == ("Kerkplein 2/I, 2400 Mol", False)


def test_another_term_of_notice_is_read_as_it_is_printed():
    """Art. 14 says six months: the page holds what is printed against it."""
    other = "Een kernactor kan opzeggen met een opzeggingstermijn van 3 maanden.\n" + DRAWN
    assert told(THREE.format(ocmw="0871.786.015"), other)["gbo.notice_months"] == (3, True)


def test_a_day_on_which_advice_was_asked_is_not_the_day_on_which_it_was_given():
    text = PARTIES.format(parties=THREE.format(ocmw="0871.786.015"), more=DRAWN)
    text = text.replace("heeft op 3 maart 2022 advies gegeven", "werd op 3 maart 2022 advies gevraagd")
    found = {one.field: one for one in read_pages([text], today=TODAY)}
    assert "gbo.advised_on" not in found or not found["gbo.advised_on"].sure


ELSEWHERE = """
Gezamenlijk ook ‘kernactoren’ genoemd, zijn deze samenwerkingsovereenkomst overeengekomen.
De functionaris voor gegevensbescherming van CAW Boomoever heeft op 5 mei 2021 advies gegeven.
Contactgegevens van functionarissen voor gegevensbescherming
CAW Boomoever
Contactgegevens DPO
An Peeters
dpo@boomoever.example
OCMW Mol
Contactgegevens DPO
dpo@mol.example
Aard en doeleinden
Opgemaakt te Mol, op 3 juni 2021, in evenveel exemplaren als dat er partijen zijn.

___________________________\t\t\t\t___________________________
namens CAW Boomoever \t\t\t\t\t\tnamens OCMW Mol
Wout De Smet, directeur\t\t\t\t\t\tBo Maes, voorzitter


___________________________
namens DMW Proefbond
Karel Wuyts
diensthoofd
"""
IN_A_SENTENCE = (
    "Tussen CAW Boomoever, ondernemingsnummer 0524.707.543, met zetel te Kerkplein 1, 2400 Mol, en OCMW Mol, "
    "ondernemingsnummer 0871.786.015, met zetel te Kerkplein 2, 2400 Mol, en DMW Proefbond, ondernemingsnummer "
    "0202.823.238, met zetel te Kerkplein 3, 2400 Mol"
)
AS_A_FORM = "TUSSEN:\n" + "\nEN\n".join(
    f"Naam: {name}\nOndernemingsnummer: {number}\nZetel: Kerkplein {door}, 2400 Mol"
    for name, number, door in (
        ("CAW Boomoever", "0524.707.543", 1),
        ("OCMW Mol", "0871.786.015", 2),
        ("DMW Proefbond", "0202.823.238", 3),
    )
)
TEMPLATE_LEFT = IN_A_SENTENCE.replace("Tussen CAW Boomoever", "TUSSEN:\nNAAM CAW: Boomoever")


@pytest.mark.parametrize("parties", [IN_A_SENTENCE, AS_A_FORM, TEMPLATE_LEFT], ids=["sentence", "form", "template"])
def test_papers_of_other_hands_are_read_too(parties):
    text = f"Samenwerkingsovereenkomst tussen kernactoren\ninzake geïntegreerd breed onthaal\n\n{parties}\n{ELSEWHERE}"
    found = {one.field: one.value for one in read_pages([text], today=TODAY) if one.field.startswith("gbo.")}
    assert found == {
        "gbo.caw.1.name": "CAW Boomoever",
        "gbo.caw.1.enterprise_number": "0524.707.543",
        "gbo.caw.1.seat": "Kerkplein 1, 2400 Mol",
        "gbo.caw.1.dpo_name": "An Peeters",
        "gbo.caw.1.dpo_email": "dpo@boomoever.example",
        "gbo.caw.1.signatory_name": "Wout De Smet",
        "gbo.caw.1.signatory_function": "directeur",
        "gbo.ocmw.1.name": "OCMW Mol",
        "gbo.ocmw.1.enterprise_number": "0871.786.015",
        "gbo.ocmw.1.seat": "Kerkplein 2, 2400 Mol",
        "gbo.ocmw.1.dpo_email": "dpo@mol.example",
        "gbo.ocmw.1.signatory_name": "Bo Maes",
        "gbo.ocmw.1.signatory_function": "voorzitter",
        "gbo.dmw.1.name": "DMW Proefbond",
        "gbo.dmw.1.enterprise_number": "0202.823.238",
        "gbo.dmw.1.seat": "Kerkplein 3, 2400 Mol",
        "gbo.dmw.1.signatory_name": "Karel Wuyts",
        "gbo.dmw.1.signatory_function": "diensthoofd",
        "gbo.advised_on": "2021-05-05",
        "gbo.drawn_up_on": "2021-06-03",
        "gbo.drawn_up_at_place": "Mol",
    }


def test_what_it_says_of_an_agreement_is_at_most_the_day_of_drawing_up():
    """The fields of an agreement and a protocol have two parties: of a paper with more nothing of them is sure."""
    for paper in all_papers():
        for one in whole(paper):
            if one.sure and not one.field.startswith("gbo."):
                assert (one.field, one.value) == ("agreement.concluded_on", paper.facts.drawn_up_on.isoformat())


@pytest.mark.parametrize(
    "text",
    [
        THREE.format(ocmw="0871.786.015") * 90 + DRAWN * 150,
        "EN\nOCMW " * 4000,
        "CAW X\n" * 1500 + "Contactgegevens DPO\n" + "CAW X a@b.example\n" * 1500,
        "Opgemaakt te Mol op 3 mei 2022\n" + "namens CAW\t" * 4000,
        "CAW" + " Aa" * 9000,
    ],
    ids=["papers", "separators", "names", "columns", "one name"],
)
def test_no_text_breaks_the_reading_or_holds_it_up(text):
    """Whoever sends a file does not choose how long we read: these took 3 seconds at most."""
    began = time.process_time()
    read_pages([PARTIES.format(parties=text, more="")], today=TODAY)
    assert time.process_time() - began < 15


@pytest.mark.skipif(not TEMPLATE.exists(), reason="the blank template is not kept in this repository")
def test_of_the_blank_template_nobody_is_read():
    found = read_pages([TEMPLATE.read_text()], today=TODAY)
    assert {one.field for one in found if one.field.startswith("gbo.")} == {"gbo.notice_months"}
    assert not any(one.sure for one in found)


@pytest.mark.parametrize(
    "make", [as_pdf, as_docx, lambda pages: "\f".join(pages).encode()], ids=["pdf", "docx", "text"]
)
def test_the_command_reads_it_from_every_kind_of_file(make, tmp_path, capsys):
    file = tmp_path / "gbo.bin"
    file.write_bytes(make(CLEAN.pages))
    call_command("read_paper", str(file), "--json")
    printed = {row["field"]: row["value"] for row in json.loads(capsys.readouterr().out)}
    assert {field: printed.get(field) for field in CLEAN.says} == CLEAN.says
