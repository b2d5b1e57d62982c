"""Papers in many wordings and with many damages are read: nothing wrong is called sure, and nearly all is found."""

import time
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

import pytest

from paper_reading.reading import read_pages
from paper_reading.terms import PaperField, Proposal, by_field
from tests.paper_reading.papers import Paper, kept_aside, to_tune_on

TODAY = date(2026, 11, 28)
ENOUGH = 0.95


@cache
def read(paper: Paper) -> dict[PaperField, Proposal]:
    """What only a GBO agreement says, `test_gbo.py` tells."""
    return by_field(read_pages(paper.pages, today=TODAY))


def is_right(proposal: Proposal | None, said: Any) -> bool:
    return proposal is not None and plain(proposal.value) == plain(said)


def plain(value: Any) -> Any:
    """Apart from how a quotation mark is drawn."""
    if isinstance(value, list):
        return [{name: plain(part) for name, part in one.items()} for one in value]
    return value.replace("’", "'") if isinstance(value, str) else value


def share_found(papers: Iterable[Paper]) -> float:
    answers = [is_right(read(paper).get(field), said) for paper in papers for field, said in paper.says.items()]
    return sum(answers) / len(answers)


def surely_wrong(papers: Iterable[Paper]) -> list[str]:
    return [
        f"{paper.name}: {proposal.field} = {proposal.value}, where it says {paper.says.get(proposal.field)}"
        for paper in papers
        for proposal in read(paper).values()
        if proposal.sure and not is_right(proposal, paper.says.get(proposal.field))
    ]


def test_there_are_enough_papers_of_enough_kinds():
    papers = [*to_tune_on(), *kept_aside()]
    assert len(papers) >= 40
    assert len({paper.damage for paper in papers}) >= 8
    assert len({paper.name for paper in papers}) == len(papers)


@pytest.mark.parametrize("group", [to_tune_on, kept_aside])
def test_nothing_wrong_is_called_sure(group):
    assert surely_wrong(group()) == []


@pytest.mark.parametrize("group", [to_tune_on, kept_aside])
def test_nearly_everything_that_is_printed_is_found(group):
    assert share_found(group()) >= ENOUGH


def test_most_of_an_undamaged_paper_is_sure():
    """Who must confirm everything confirms nothing: a clean paper leaves few doubts."""
    clean = [
        paper
        for paper in to_tune_on()
        if paper.damage.__name__ == "none" and not paper.wording.__name__.startswith("gbo")
    ]
    for paper in clean:
        sure = [field for field in paper.says if (found := read(paper).get(field)) and found.sure]
        assert len(sure) >= 0.6 * len(paper.says), paper.name


def test_every_proposal_names_its_page_and_quotes_the_paper():
    for paper in to_tune_on()[:9]:
        squeezed = "".join("".join(paper.pages).replace("\xad", "").split())
        for proposal in read(paper).values():
            assert 1 <= proposal.page <= len(paper.pages)
            assert "".join(proposal.quote[:40].split()) in squeezed, proposal


def test_the_password_of_a_signature_is_nowhere():
    """R16: not proposed, not shown, not quoted, however the line is spaced."""
    papers = [paper for paper in [*to_tune_on(), *kept_aside()] if paper.facts.password in "".join(paper.pages)]
    assert len(papers) >= 8
    for paper in papers:
        assert paper.facts.password not in repr(read(paper))
        assert paper.facts.password not in repr(read(paper)).replace(" ", "")


@pytest.mark.parametrize(
    "printed",
    [
        "Verifieerbaar met code 1111-2222-3333-4444 en wachtwoord Hx7!pq",
        "Verificatiecode 1111-2222-3333-4444\nW achtw oord:  Hx7!pq",
        "Te verifiëren via https://onderteken.example/?code=1111222233334444&password=Hx7!pq",
        "Verifieerbaar via onderteken.example met code 1111-2222-3333-4444\nWachtwoord\n\nHx7!pq",
        "Verifieerbaar via onderteken.example met code 1111-2222-3333-4444 (paswoord: Hx7!pq)",
        "Verifieerbaar via onderteken.example met code 1111-2222-3333-4444 en wachtwcord Hx7!pq",
    ],
)
def test_a_password_is_left_out_in_every_writing(printed):
    found = read_pages(
        [f"Protocol inzake gegevens\n\n{printed}\n\nOpgemaakt te Geel op 3 mei 2024. Hx7!pq"], today=TODAY
    )
    assert PaperField.SIGNED_ON in {one.field for one in found}
    assert "Hx7" not in repr(found)


@pytest.mark.parametrize(
    ("printed", "value"),
    [("81 november 2824", "2024-11-01"), ("31 november 2023", None), ("29 februari 2023", None), ("3 mei 1924", None)],
)
def test_a_day_that_cannot_be_is_a_doubt_with_its_words(printed, value):
    """D28: never a silent guess; a reading that is the only one is offered."""
    text = f"Protocol inzake gegevens\n\nOp {printed} hebben de partijen een samenwerkingsovereenkomst gesloten."
    proposal = next((one for one in read_pages([text], today=TODAY) if one.field == PaperField.CONCLUDED_ON), None)
    if printed == "3 mei 1924":
        assert proposal is None
        return
    assert proposal is not None
    assert (proposal.value, proposal.sure) == (value, False)
    assert printed in proposal.quote


OTHER_HOUSE = """Protocol voor de elektronische mededeling van persoonsgegevens

Tussen: OCMW Veldegem-aan-Zee, met zetel Dorpsstraat 1 te 8996 Veldegem-aan-Zee, vertegenwoordigd door
mevr. Annelies Maes (burgemeester) en Joris Peeters (algemeen directeur)
en: Opgroeien regie, Hallepoortlaan 27 te 1060 Brussel, vertegenwoordigd door Carine Dumont, afdelingshoofd Lokale
Teams, voor het lokaal team Kind en Gezin Kust-Noord

Overwegende:
de samenwerkingsovereenkomst d.d. 2 mei 2023 tussen de partijen;
het advies van de functionaris voor gegevensbescherming van Opgroeien regie van 1 juni 2023;
het gunstig advies d.d. 25 mei 2023 van de functionaris voor gegevensbescherming van het OCMW;
het decreet van 18 juli 2008 betreffende het elektronische bestuurlijke gegevensverkeer;

Artikel 3. Einde
OCMW Veldegem-aan-Zee kan opzeggen met een termijn van vier maanden.
Het protocol treedt in werking op de datum van ondertekening.

Veldegem-aan-Zee, 15 juni 2023.
"""


def test_a_paper_of_a_house_in_no_list_in_clauses_and_without_opgemaakt_te_is_read_too():
    told = {one.field.value: one for one in read_pages([OTHER_HOUSE], today=date(2026, 1, 5))}
    expected = {
        "agreement.concluded_on": "2023-05-02",
        "protocol.advice_agency_on": "2023-06-01",
        "protocol.advice_partner_on": "2023-05-25",
        "protocol.signed_on": "2023-06-15",
        "protocol.in_force_from": "2023-06-15",
        "protocol.place": "Veldegem-aan-Zee",
        "protocol.notice_months": 4,
        "partner.name": "OCMW Veldegem-aan-Zee",
        "partner.seat": "Dorpsstraat 1, 8996 Veldegem-aan-Zee",
    }
    assert {name: told[name].value for name in expected} == expected
    assert not told["partner.name"].sure
    people = {side: [one["name"] for one in told[f"{side}.representatives"].value] for side in ("partner", "agency")}
    assert people == {"partner": ["Annelies Maes", "Joris Peeters"], "agency": ["Carine Dumont"]}


def test_what_stands_behind_the_word_ocmw_on_another_line_is_not_its_name():
    told = read_pages(
        ["Overeenkomst\n\n(in te vullen door het OCMW)\n\n\tCorrespondentieadres\n"], today=date(2026, 1, 5)
    )
    assert "partner.name" not in {one.field.value for one in told}


@pytest.mark.parametrize(
    "text",
    [
        "a b c d e@ f g h i j k l m n o p q r s t u v w x y z " * 300,
        "x@" * 4000,
        ". " + "\n" * 20_000,
        "Op 3 mei² 2024 ﬁ ½ \x00 \u200b opzegtermijn van maanden @ . be Opgemaakt te",
        "OCMW Opgroeien vertegenwoordigd door " * 400,
        "",
    ],
    ids=["torn", "signs", "empty", "odd", "names", "nothing"],
)
def test_no_text_breaks_the_reading_or_holds_it_up(text):
    """Whoever sends a file does not choose how long we read: 304 mutilated papers took 0.7 seconds at most."""
    began = time.process_time()
    read_pages([f"Protocol\n{text}"], today=TODAY)
    assert time.process_time() - began < 8
