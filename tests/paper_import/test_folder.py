"""Many papers, one after the other: the list, the next one, and what is said of each before it is registered."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils.html import escape

from agreements.models import Agreement, NotPrinted
from directory.models import Municipality, Organisation
from law.obstacles import Obstacle
from paper_import import actions, paper_worker
from paper_import.listing import in_order, rows_of
from paper_import.models import DraftStatus, PaperDraft, Papers
from tests.builders.directory import a_municipality, an_ocmw
from tests.paper_import.test_papers import (
    CLEAN,
    NOW,
    UNCLEAR,
    a_draft,
    bring,
    look_at_all,
    press,
    the_ocmw_of_the_papers,
    words,
)

pytestmark = pytest.mark.django_db

PAGE = "/overeenkomsten/papieren/"
AGREEMENT = """Samenwerkingsovereenkomst

Tussen Opgroeien regie, lokaal team Kind en Gezin Zuiderstreek, en OCMW Westerlo

Artikel 8
Deze overeenkomst treedt in werking op 1 september 2025 en kan worden opgezegd met een opzegtermijn van 6 maanden.
"""


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def partner():
    return the_ocmw_of_the_papers()


def of(place: str) -> str:
    """The same paper, of a partner elsewhere whose number is not on it."""
    return CLEAN.replace("Westerlo", place).replace("0212.181.956", "")


def page_of(draft: PaperDraft) -> str:
    return reverse("paper_import:paper", args=[draft.pk])


def read_all(*files: tuple[str, str], by, at=NOW) -> list[PaperDraft]:
    made, _known = actions.drafts.add_papers(files=[(name, text.encode()) for name, text in files], by=by, at=at)
    paper_worker.read_waiting(at=at)
    for draft in made:
        draft.refresh_from_db()
    return made


# --- the list -------------------------------------------------------------------------------------------------------


def test_the_last_upload_comes_first_with_the_protocol_of_a_partner_before_its_agreement(administrator, team, partner):
    read_all(("oud.txt", of("Aalst")), by=administrator, at=NOW - timedelta(hours=1))
    read_all(
        ("1.txt", AGREEMENT), ("2.txt", "\x00"), ("3.txt", CLEAN), ("4.txt", of("Diest")),
        by=administrator,
    )  # fmt: skip
    assert [one.name for one in in_order(PaperDraft.objects.all())] == ["4.txt", "3.txt", "1.txt", "2.txt", "oud.txt"]


def test_the_list_counts_the_doubts_as_the_paper_itself_does(browser, administrator, team):
    """Of a partner that is not registered the seat is asked too; once it is, nobody looks at it any more."""
    (draft,) = read_all(("een.txt", UNCLEAR.replace("Kerkplein 1", "Kerkp1ein")), by=administrator)
    counts = []
    for made in (None, "OCMW Westerlo"):
        if made:
            an_ocmw(made)
        (row,) = rows_of(PaperDraft.objects.all())
        assert row.doubts > 0
        told = f"{row.doubts} twijfel{'s' if row.doubts > 1 else ''} niet nagekeken."
        assert told in words(browser.get(page_of(draft)))
        assert f"na te kijken {row.doubts}&nbsp;twijfel" in words(browser.get(PAGE))
        counts.append(row.doubts)
    assert counts[1] < counts[0]
    look_at_all(browser, draft)
    assert "na te kijken geen&nbsp;twijfels" in words(browser.get(PAGE))


def test_of_a_paper_on_which_nothing_was_read_no_doubts_are_counted(browser, administrator):
    """A scan without words has none, and all of it is still to be typed."""
    read_all(("scan.txt", "Beste, hierbij het papier."), ("oud.doc", "\xd0\xcf\x11"), by=administrator)
    page = words(browser.get(PAGE))
    assert "na te kijken zelf in te vullen" in page
    assert "twijfels" not in page.partition("Nog te registreren")[2].partition("Toestand Twijfels")[2]


def test_a_paper_is_found_by_its_partner_or_by_the_name_of_its_file(browser, administrator, team, partner):
    read_all(*((f"blad {number}.txt", f"{CLEAN}\n{number}") for number in range(11)), by=administrator)
    read_all(("Brief.txt", of("Diest")), by=administrator)
    for typed in ("diest", "BRIEF"):
        found = words(browser.get(f"{PAGE}?q={typed}"))
        assert "1 papier" in found
        assert "Brief.txt" in found
        assert "blad 3.txt" not in found
    assert "Geen papier past bij wat u zoekt." in words(browser.get(f"{PAGE}?q=nergens"))


def test_a_folder_that_was_there_already_is_told_in_one_sentence(browser, administrator):
    files = [(f"{number}.txt", f"papier {number}".encode()) for number in range(6)]
    bring(browser, *files)
    PaperDraft.objects.filter(position=0).update(status=DraftStatus.UNREADABLE)
    told = words(bring(browser, *files))
    assert "6 bestanden waren er al. Wij namen ze niet opnieuw. Geregistreerd: 0. In de lijst: 6." in told
    assert "“3.txt” was er al" not in told


def test_a_team_that_is_added_on_one_paper_is_filled_in_on_the_others(browser, administrator, agency, partner):
    first, *_others = read_all(
        ("1.txt", CLEAN), ("2.txt", AGREEMENT), ("3.txt", CLEAN.replace("Zuiderstreek", "Noorderwind")),
        by=administrator,
    )  # fmt: skip
    browser.post(page_of(first), {"doe": "team", "nieuw-team": "Lokaal team Kind en Gezin Zuiderstreek"})
    filled = {one.name: one.cells.get("team.name") for one in PaperDraft.objects.all()}
    name = "Lokaal team Kind en Gezin Zuiderstreek"
    assert filled == {"1.txt": name, "2.txt": name, "3.txt": None}


# --- one after the other ---------------------------------------------------------------------------------------------


def test_registering_leads_to_the_other_paper_of_the_partner_and_then_to_the_next(
    browser, administrator, team, partner
):
    an_ocmw("OCMW Zandhoven")
    (agreement,) = read_all(("oud.txt", AGREEMENT), by=administrator, at=NOW - timedelta(hours=1))
    protocol, other = read_all(("1.txt", CLEAN), ("2.txt", of("Zandhoven")), by=administrator)
    look_at_all(browser, protocol)
    went = press(browser, protocol, "registreer:volgende")
    assert went.redirect_chain[-1][0] == page_of(agreement)
    assert "Geregistreerd: protocol Team Zuiderstreek – OCMW Westerlo. Dit is het volgende papier." in words(went)
    assert "Het vorige bestand is niet bewaard" in words(went)  # a text is no PDF
    look_at_all(browser, agreement)
    went = press(browser, agreement, "registreer:volgende")
    assert went.redirect_chain[-1][0] == page_of(other)
    actions.drafts.discard_paper(draft=other, by=administrator, at=NOW)
    last = a_draft(CLEAN.replace("1 september", "2 september"), administrator)
    assert "Registreren en het volgende openen" not in words(browser.get(page_of(last)))
    look_at_all(browser, last)
    assert press(browser, last, "registreer:volgende").redirect_chain[-1][0] == page_of(last)


def test_what_is_left_is_looked_at_at_once_when_nothing_is_in_doubt_any_more(browser, administrator, team, partner):
    draft = a_draft(UNCLEAR, administrator)
    assert "Alle delen kloppen" not in words(browser.get(page_of(draft)))
    for part in ("adviezen", "art6", "art9", "protocol-ondertekening"):
        press(browser, draft, f"klopt:{part}")
    assert "4 van 6 delen nagekeken. Alle twijfels zijn nagekeken." in words(browser.get(page_of(draft)))
    page = words(press(browser, draft, "allesklopt"))
    assert "6 van 6 delen nagekeken" in page
    press(browser, draft, "registreer")
    assert NotPrinted.objects.filter(key="protocol.notice_months").exists() is False
    assert NotPrinted.objects.filter(key="contact.partner.breach.phone").exists()


def test_a_paper_of_which_only_the_parties_are_known_is_registered(browser, administrator, team, partner):
    cells = {"team.name": team.name, "partner.name": partner.name}
    draft = actions.drafts.begin_paper(papers=Papers.AGREEMENT, cells=cells, by=administrator, at=NOW)
    press(browser, draft, "registreer")
    assert (Agreement.objects.get().team, Agreement.objects.get().partner) == (team, partner)


# --- what is said before it is registered ----------------------------------------------------------------------------


def test_what_stops_the_registering_is_told_before_somebody_tries(browser, administrator, team):
    (draft,) = read_all(("een.txt", CLEAN.replace("Kerkplein 1", "")), by=administrator)
    page = words(press(browser, draft, "bewaar", partner__street=""))
    end = page[page.index("Dit moet in orde zijn voor u registreert:") :]
    assert "Straat en huisnummer van de partner : Vul de straat en het huisnummer in" in end
    seat = {"partner__street": "Dorp 1", "partner__postal_code": "2260", "partner__municipality_name": "Westerlo"}
    page = words(press(browser, draft, "bewaar", **seat, mailbox__address="geen adres"))
    end = page[page.index("Dit moet in orde zijn voor u registreert:") :]
    assert "Mailbox voor de gegevens :" in end


def test_a_part_that_can_be_no_doubt_is_named_before_somebody_tries(browser, administrator, team, partner):
    """Mailbox and contacts: what nobody is sure of cannot be kept as a doubt there."""
    draft = a_draft(
        UNCLEAR.replace("gegevens@ocmw-westerlo.example", "gegevens @ ocmw-westerlo.example"), administrator
    )
    page = words(browser.get(page_of(draft)))
    end = page[page.index("Dit moet in orde zijn voor u registreert:") :]
    assert "Beveiliging : kijk dit deel na op het papier." in end
    assert "registreren wij als twijfel" not in page
    for part in ("partijen", "art6", "art9", "protocol-ondertekening"):
        press(browser, draft, f"klopt:{part}")
    page = words(browser.get(page_of(draft)))
    assert "Dit moet in orde zijn" not in page
    assert "Wat u niet nakijkt, registreren wij als twijfel." in page


def test_the_other_paper_is_one_line_and_what_this_paper_lacks_stands_apart(browser, administrator, team, partner):
    draft = a_draft(CLEAN.replace("een opzegtermijn van 9 maanden", "een brief"), administrator)
    look_at_all(browser, draft)
    page = browser.get(page_of(draft)).content.decode()
    here, _, later = page.partition("Wat daarna nog komt")
    assert escape(Obstacle.PROTOCOL_WITHOUT_NOTICE_PERIOD.sentence_to_administrator) in here
    assert "Registreer ook de samenwerkingsovereenkomst van deze partner." in later
    assert "De mailbox is nog niet" in later
    assert Obstacle.AGREEMENT_WITHOUT_START.sentence_to_administrator not in page
    assert page.index('value="registreer"') < page.index("Wat op dit papier nog ontbreekt")


def test_a_paper_whose_other_one_is_registered_is_told_what_that_lacks(browser, administrator, team, partner):
    cells = {"team.name": team.name, "partner.name": partner.name, "agreement.in_force_from": "1/9/2025"}
    first = actions.drafts.begin_paper(papers=Papers.AGREEMENT, cells=cells, by=administrator, at=NOW)
    press(browser, first, "registreer")
    page = words(browser.get(page_of(a_draft(CLEAN, administrator))))
    assert "Registreer ook de samenwerkingsovereenkomst" not in page
    assert Obstacle.AGREEMENT_WITHOUT_NOTICE_PERIOD.sentence_to_administrator in page


# --- a new partner ---------------------------------------------------------------------------------------------------


@pytest.fixture
def place() -> Municipality:
    return a_municipality("13049", "Westerlo", code="2260")


def test_a_new_ocmw_gets_the_municipality_of_its_seat_to_work_for(browser, administrator, team, place):
    """R2: without it no team can file; a person sees it before it is so."""
    (draft,) = read_all(("een.txt", CLEAN), by=administrator)
    assert draft.cells["partner.serves"] == "Westerlo"
    look_at_all(browser, draft)
    done = press(browser, draft, "registreer")
    (territory,) = Agreement.objects.get().partner.territory_set.all()
    assert (territory.municipality, territory.from_on, territory.until_on) == (place, date(2025, 9, 1), None)
    assert "nog geen werkgebied" not in words(done)


def test_a_municipality_that_is_none_is_told_and_no_territory_is_an_answer(browser, administrator, team, place):
    (draft,) = read_all(("een.txt", CLEAN), by=administrator)
    page = words(press(browser, draft, "bewaar", partner__serves="Westrelo"))
    assert "“Westrelo” is geen gemeente van vandaag. Bedoelde u Westerlo?" in page
    press(browser, draft, "bewaar", partner__serves="")
    look_at_all(browser, draft)
    assert "nog geen werkgebied" in words(press(browser, draft, "registreer"))


def test_where_another_ocmw_works_nothing_is_registered_and_its_name_is_given(browser, administrator, team, place):
    """It is most likely the same one, of which the name or the number was misread."""
    an_ocmw("OCMW Elders", serves=place)
    (draft,) = read_all(("een.txt", CLEAN), by=administrator)
    look_at_all(browser, draft)
    page = words(press(browser, draft, "registreer"))
    assert "OCMW Elders werkt al voor Westerlo. Is dat dezelfde partner?" in page
    assert not Agreement.objects.exists()
    assert not Organisation.objects.filter(name="OCMW Westerlo").exists()


def test_the_same_paper_in_another_file_is_pointed_out(browser, administrator, team, partner):
    """The text differs, so the fingerprint does: it can only be seen when it was read."""
    draft = a_draft(CLEAN, administrator)
    look_at_all(browser, draft)
    press(browser, draft, "registreer")
    again = a_draft(f"{CLEAN}\nKopie", administrator)
    page = words(browser.get(page_of(again)))
    assert "het protocol is al geregistreerd. Hebt u het papier twee keer? Gooi dit dan weg." in page
