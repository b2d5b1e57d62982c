"""Papers that are typed over: a folder is read, a person looks, and only then something is registered (D28)."""

import io
import re
import zipfile
from contextlib import closing
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection, connections
from django.urls import reverse
from PIL import Image

from agreements.models import Agreement, Contact, Doubt, FileKind, Message, PaperFile
from audit.events import Event
from audit.models import AuditEvent
from directory.models import Organisation
from law.gate import check_agreement
from law.obstacles import Obstacle
from law.refusal import Refusal
from paper_import import actions, paper_worker, unpacking
from paper_import.judging import judge
from paper_import.models import DraftStatus, PaperDraft, Papers
from paper_reading.paper import picture_to_show
from tests.agreements.papers import reload
from tests.builders.agreements import papers_in_force
from tests.builders.directory import an_agency, an_ocmw
from tests.paper_reading.files import as_docx, as_pdf

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PAPER = """Protocol voor de elektronische mededeling van persoonsgegevens

Tussen:

Opgroeien regie, lokaal team Kind en Gezin Zuiderstreek, ondernemingsnummer 0886.886.638, gevestigd te 1060 Brussel,
Hallepoortlaan 27, vertegenwoordigd door mevrouw An Voorbeeld, administrateur-generaal;

en

OCMW Westerlo, ondernemingsnummer 0212.181.956, gevestigd te 2260 Westerlo, Kerkplein 1, vertegenwoordigd door de heer
Bo Maes, burgemeester;

E. De functionaris voor gegevensbescherming van Opgroeien regie heeft op 3 juni 2025 advies gegeven.
F. De functionaris voor gegevensbescherming van OCMW Westerlo heeft op {advice} advies gegeven.

Artikel 6
De gegevens gaan via 7-zip naar volgende mailbox: gegevens@ocmw-westerlo.example

Artikel 9
Contacten bij een gegevenslek:
Opgroeien regie: dpo@agentschap.example
OCMW Westerlo: veilig@elders.example

Artikel 11
Dit protocol treedt in werking op 1 september 2025. Het kan worden opgezegd met een opzegtermijn van 9 maanden.

Verifieerbaar via onderteken.example met code 1111-2222-3333-4444 en wachtwoord Hx7pq9-Geheim

Gedaan te Westerlo op 20 augustus 2025

Voor Opgroeien regie

An Voorbeeld

Voor OCMW Westerlo

Bo Maes
"""
CLEAN, UNCLEAR = PAPER.format(advice="30 mei 2025"), PAPER.format(advice="81 mei 2825")


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=True):
        yield


def the_ocmw_of_the_papers() -> Organisation:
    """The partner that the papers name, registered with its number."""
    made = an_ocmw("OCMW Westerlo")
    made.enterprise_number = "0212181956"
    made.save()
    return made


@pytest.fixture
def partner() -> Organisation:
    return the_ocmw_of_the_papers()


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def bring(browser, *files: tuple[str, bytes]):
    chosen = [SimpleUploadedFile(name, content) for name, content in files]
    return browser.post(reverse("paper_import:papers"), {"chosen": chosen}, follow=True)


def a_draft(text: str, by) -> PaperDraft:
    (draft,), _known = actions.drafts.add_papers(files=[("protocol.pdf", as_pdf([text]))], by=by, at=NOW)
    paper_worker.read_waiting(at=NOW)
    draft.refresh_from_db()
    return draft


def press(browser, draft, button: str, **typed: str):
    data = {key.replace("__", "."): text for key, text in typed.items()}
    return browser.post(reverse("paper_import:paper", args=[draft.pk]), {**data, "doe": button}, follow=True)


def look_at_all(browser, draft) -> None:
    page = browser.get(reverse("paper_import:paper", args=[draft.pk])).content.decode()
    for part in re.findall(r'value="klopt:([\w-]+)"', page):
        press(browser, draft, f"klopt:{part}")


# --- a folder -----------------------------------------------------------------------------------------------------


def test_a_folder_becomes_drafts_and_nothing_is_registered(browser, team, partner):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("map/protocol.docx", as_docx([CLEAN]))
        archive.writestr("__MACOSX/._protocol.docx", b"x")
    page = bring(
        browser, ("a.pdf", as_pdf([UNCLEAR])), ("b.txt", CLEAN.encode()), ("c.zip", buffer.getvalue()),
        ("d.doc", b"\xd0\xcf\x11\xe0 oud"), ("zelfde.txt", CLEAN.encode()),
    )  # fmt: skip
    assert "“zelfde.txt” was er al: het staat in de lijst." in words(page)
    assert "0 van 4 gelezen" in words(page)
    assert "data-goes-on" in browser.get(f"{reverse('paper_import:papers')}?stand=1").content.decode()
    call_command("run_paper_imports")
    page = browser.get(reverse("paper_import:papers"))
    assert "data-live" not in page.content.decode()
    assert "Alle 4 papieren zijn gelezen." in words(browser.get(f"{reverse('paper_import:papers')}?stand=1"))
    for told in ("a.pdf", "b.txt", "protocol.docx", "Team Zuiderstreek – OCMW Westerlo", "Dit is een oud Word-bestand"):
        assert told in words(page)
    assert not Agreement.objects.exists()
    assert AuditEvent.objects.filter(event=Event.PAPERS_UPLOADED).count() == 4


def test_a_folder_that_is_too_much_is_refused_whole(browser):
    many = [(f"{number}.txt", f"papier {number}".encode()) for number in range(101)]
    assert "hoogstens 100 bestanden" in words(bring(browser, *many))
    assert "“leeg.txt” is leeg" in words(bring(browser, ("goed.txt", b"papier"), ("leeg.txt", b" ")))
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("nul.txt", b"0" * 40_000_000)
    assert unpacking.TOO_LARGE in words(bring(browser, ("bom.zip", bomb.getvalue())))
    assert unpacking.DAMAGED in words(bring(browser, ("stuk.zip", b"PK\x03\x04 stuk")))
    assert not PaperDraft.objects.exists()


def test_a_paper_that_cannot_be_read_now_waits_and_holds_nothing_back(administrator, monkeypatch):
    (first, second), _ = actions.drafts.add_papers(
        files=[("een.txt", b"papier een"), ("twee.txt", b"papier twee")], by=administrator, at=NOW
    )
    read, open_transactions = paper_worker.read_file, set()

    def fail_on_first(content: bytes):
        open_transactions.add(len(connection.savepoint_ids))  # beside the one of this test
        if content == b"papier een":
            raise ZeroDivisionError
        return read(content)

    monkeypatch.setattr(paper_worker, "read_file", fail_on_first)
    for _ in range(paper_worker.MOST_TRIES):
        paper_worker.read_waiting(at=NOW)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, first.sentence) == (DraftStatus.UNREADABLE, paper_worker.FAILED)
    assert (second.status, second.is_to_do, first.is_to_do) == (DraftStatus.OPEN, True, True)
    assert open_transactions == {0}  # the database ends one that idles while tesseract reads a scan


def test_one_worker_reads_a_turn_at_a_time_and_leaves_the_others_to_the_mail(administrator):
    files = [("een.txt", b"papier een"), ("twee.txt", b"papier twee")]
    actions.drafts.add_papers(files=files, by=administrator, at=NOW)
    with closing(connections.create_connection("default")) as elsewhere, elsewhere.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [paper_worker._READING])
        assert paper_worker.read_waiting(at=NOW) == 0
        cursor.execute("SELECT pg_advisory_unlock_all()")
    assert paper_worker.read_waiting(at=NOW, turn=-1) == 0
    assert paper_worker.read_waiting(at=NOW) == 2


# --- one paper ----------------------------------------------------------------------------------------------------


def test_a_protocol_is_registered_from_its_paper_by_looking_at_each_part(browser, administrator, team, partner):
    draft = a_draft(CLEAN, administrator)
    page = words(browser.get(reverse("paper_import:paper", args=[draft.pk])))
    assert "Hx7pq9" not in page
    assert "Goed gelezen" in page
    look_at_all(browser, draft)
    done = press(browser, draft, "registreer")
    assert "Het protocol is geregistreerd" in words(done)
    assert "De samenwerkingsovereenkomst toevoegen" in words(done)
    assert "Het bestand is bewaard bij Bestanden van deze overeenkomst." in words(done)
    assert "nog geen werkgebied" not in words(done)
    assert "Twijfels nakijken" not in words(done)
    found = reload(Agreement.objects.get())
    protocol = found.protocol
    assert (found.team, found.partner) == (team, partner)
    assert (protocol.in_force_from, protocol.notice_months) == (date(2025, 9, 1), 9)
    assert (protocol.advised_by_agency_dpo_on, protocol.advised_by_partner_dpo_on) == (
        date(2025, 6, 3),
        date(2025, 5, 30),
    )
    assert {one.name: one.signed_on for one in found.all_signatures} == dict.fromkeys(
        ("An Voorbeeld", "Bo Maes"), date(2025, 8, 20)
    )
    assert protocol.mailboxes.get().address == "gegevens@ocmw-westerlo.example"
    assert set(Contact.objects.values_list("party", "email")) == {
        ("agency", "dpo@agentschap.example"), ("partner", "veilig@elders.example")
    }  # fmt: skip
    assert PaperFile.objects.get().kind == FileKind.PROTOCOL
    draft.refresh_from_db()
    assert (draft.status, draft.agreement, draft.content, draft.sealed_answers) == ("registered", found, None, None)
    assert AuditEvent.objects.get(event=Event.PAPERS_IMPORTED).details["draft"] == str(draft.pk)
    assert not Doubt.objects.exists()
    with pytest.raises(Refusal, match="intussen al geregistreerd"):
        actions.drafts.register_paper(draft=draft, by=administrator, at=NOW)
    for name in ("OCMW Elders", "OCMW Westerlo"):
        cells = {"team.name": team.name, "partner.name": name}
        following = actions.drafts.begin_paper(papers=Papers.AGREEMENT, cells=cells, by=administrator, at=NOW)
    page = browser.get(reverse("paper_import:paper", args=[draft.pk]))
    assert "Het andere papier van deze partner openen" in words(page)
    assert str(following.pk) in page.content.decode()
    same = bring(browser, ("nog-eens.pdf", as_pdf([CLEAN])))
    assert "“nog-eens.pdf” was er al: het staat geregistreerd." in words(same)


def test_what_nobody_looked_at_becomes_a_doubt_or_stops_the_registering(browser, administrator, team, partner):
    draft = a_draft(UNCLEAR, administrator)
    assert draft.read["advice.partner.advised_on"].sure is False
    address = reverse("paper_import:paper", args=[draft.pk])
    assert "twijfel: kijk na" in words(browser.get(address))
    refused = press(browser, draft, "registreer", mailbox__address="geen adres")
    assert "Controleer uw antwoorden" in words(refused)
    assert not Agreement.objects.exists()
    for part in ("partijen", "art6", "art9"):
        press(browser, draft, f"klopt:{part}", mailbox__address="gegevens@ocmw-westerlo.example")
    press(browser, draft, "registreer", protocol__esignature_code="", protocol__esignature_url="")
    assert "Twijfels nakijken" in words(browser.get(address))
    doubts = {one.field: one.printed for one in Doubt.objects.open()}
    assert "81 mei 2825" in doubts["advised_on"]
    assert (
        Obstacle.PROTOCOL_DOUBTED in check_agreement(agreement=reload(Agreement.objects.get()), on=NOW.date()).obstacles
    )


def test_what_is_typed_is_held_whatever_it_is_and_judged_at_once(browser, administrator, team, partner):
    draft = a_draft(CLEAN, administrator)
    page = press(browser, draft, "bewaar:art11", protocol__notice_months="", protocol__in_force_from="1/1/2027")
    assert "Het protocol heeft geen opzegtermijn." in words(page)
    assert "Het protocol is nog niet in werking." in words(page)
    page = press(browser, draft, "bewaar", protocol__in_force_from="1/9/25 of zo", onbekend="x")
    draft.refresh_from_db()
    assert draft.cells["protocol.in_force_from"] == "1/9/25 of zo"
    assert "onbekend" not in draft.cells
    page = press(browser, draft, "klopt:art11", protocol__notice_months="")
    assert "staat niet op het papier Toch nog invullen : Opzegtermijn in maanden" in words(page)


def test_a_part_with_an_error_is_not_looked_at_and_is_shown_again_with_its_error(browser, administrator, team, partner):
    draft = a_draft(CLEAN, administrator)
    address = reverse("paper_import:paper", args=[draft.pk])
    answer = browser.post(address, {"doe": "klopt:art6", "mailbox.address": "geen adres"})
    assert answer.url == f"{address}?nagaan=art6#veld-mailbox.address"
    shown = browser.get(answer.url).content.decode()
    assert "<title>Fout:" in shown
    assert shown.count("govuk-form-group--error") == 1
    assert f'action="{address}?nagaan=art6"' in shown  # what is saved meanwhile shows its error until it is right
    assert 'href="#id_mailbox.address"' in shown
    draft.refresh_from_db()
    assert "art6" not in draft.looked_at
    fixed = browser.post(f"{address}?nagaan=art6", {"doe": "bewaar", "mailbox.address": "gegevens@ocmw.example"})
    assert "Fout:" not in browser.get(fixed.url).content.decode()
    answer = browser.post(address, {"doe": "klopt:art6"})
    assert answer.url == f"{address}#deel-art9"


def test_a_part_that_was_looked_at_counts_no_more_once_something_is_wrong_there(browser, administrator, team, partner):
    draft = a_draft(CLEAN, administrator)
    look_at_all(browser, draft)
    assert "6 van 6 delen nagekeken" in words(browser.get(reverse("paper_import:paper", args=[draft.pk])))
    page = words(press(browser, draft, "bewaar", team__name=""))
    assert "5 van 6 delen nagekeken" in page
    assert "Vul de partijen in." in page
    page = words(press(browser, draft, "klopt:partijen", team__name=""))
    assert "5 van 6 delen nagekeken" in page


def test_of_each_field_apart_it_can_be_said_that_it_is_not_on_the_paper(browser, administrator, team, partner):
    """D28: also of what the machine thought to read, and it can be taken back."""
    draft = a_draft(UNCLEAR, administrator)
    key, said = "advice.partner.advised_on", {"advice__partner__advised_on": ""}
    answer = browser.post(reverse("paper_import:paper", args=[draft.pk]), {"doe": f"staatniet:{key}", key: ""})
    assert answer.url.endswith(f"#veld-{key}")
    page = words(browser.get(answer.url))
    assert "staat niet op het papier Toch nog invullen : Advies van de DPO van de partner op" in page
    assert key not in judge(PaperDraft.objects.get(pk=draft.pk), today=NOW.date()).to_look_at
    press(browser, draft, f"staatniet:{key}", **said)
    draft.refresh_from_db()
    assert draft.not_printed == set()
    press(browser, draft, f"staatniet:{key}", **said)
    press(browser, draft, "bewaar", advice__partner__advised_on="30/5/2025")
    draft.refresh_from_db()
    assert draft.not_printed == set()
    press(browser, draft, f"staatniet:{key}", **said)
    look_at_all(browser, draft)
    press(browser, draft, "registreer")
    assert not Doubt.objects.filter(field="advised_on").exists()
    assert Agreement.objects.get().protocol.advised_by_partner_dpo_on is None


def test_a_team_that_is_not_in_the_list_is_added_where_the_paper_names_it(browser, administrator, team, partner):
    """D28: no paper prints a seat or a number of a team; the agency behind it has them, once."""
    draft = a_draft(CLEAN.replace("Zuiderstreek", "Noorderwind"), administrator)
    address = reverse("paper_import:paper", args=[draft.pk])
    assert 'value="Lokaal team Kind en Gezin Noorderwind"' in browser.get(address).content.decode()
    added = {"doe": "team", "nieuw-team": "Lokaal team Kind en Gezin Noorderwind"}
    agency = an_agency()
    page = browser.post(address, added, follow=True)
    assert "Lokaal team Kind en Gezin Noorderwind is geregistreerd." in words(page)
    made = Organisation.objects.get(name="Lokaal team Kind en Gezin Noorderwind")
    assert (made.street, made.enterprise_number) == (agency.street, "")
    draft.refresh_from_db()
    assert draft.cells["team.name"] == made.name
    assert "Team toevoegen" not in words(page)
    assert "staat al in de lijst" in words(browser.post(address, added, follow=True))
    assert "Vul de naam" in words(browser.post(address, {"doe": "team", "nieuw-team": " "}, follow=True))


def test_a_contact_with_only_an_address_and_a_number_that_is_not_printed_stop_nobody(browser, administrator, team):
    """D28: the agreement prints no enterprise number, and sometimes no name of its contact."""
    cells = {"team.name": team.name, "partner.name": "OCMW Nieuwdorp", "contact.partner.contact.email": "a@b.example"}
    draft = actions.drafts.begin_paper(papers=Papers.AGREEMENT, cells=cells, by=administrator, at=NOW)
    page = browser.get(reverse("paper_import:paper", args=[draft.pk]))
    assert "Registreer dan eerst het protocol van deze partner." in words(page)
    an_ocmw("OCMW Nieuwdorp")
    press(browser, draft, "registreer")
    assert Contact.objects.get(email="a@b.example").name_or_function == "contactpersoon"


def test_the_last_papers_of_the_agency_fill_in_its_own_side(browser, administrator, team, partner):
    last = papers_in_force(team, an_ocmw())
    draft = actions.drafts.begin_paper(papers=Papers.PROTOCOL, cells={}, by=administrator, at=NOW)
    page = press(browser, draft, "vorige:protocol-ondertekening")
    signed = last.protocol.signatures_of("agency")[0]
    draft.refresh_from_db()
    assert draft.cells["signature.protocol.agency.1.name"] == signed.name
    assert not [key for key in draft.cells if ".partner." in key]
    assert signed.name in page.content.decode()


def test_a_second_paper_fills_in_the_agreement_and_tells_nobody(browser, administrator, team, partner):
    first = actions.drafts.begin_paper(
        papers=Papers.AGREEMENT, cells={"team.name": team.name, "partner.name": partner.name}, by=administrator, at=NOW
    )
    press(
        browser, first, "registreer", agreement__in_force_from="1 mei 2025", agreement__notice_months="6",
        **{"signature.agreement.agency.1.name": "An Voorbeeld", "signature.agreement.agency.1.function": "directeur"},
        **{"signature.agreement.partner.1.name": "Bo Maes", "signature.agreement.partner.1.function": "burgemeester"},
        agreement__signed_on="30 april 2025",
    )  # fmt: skip
    draft = a_draft(CLEAN, administrator)
    assert "staat al in de lijst" in words(browser.get(reverse("paper_import:paper", args=[draft.pk])))
    look_at_all(browser, draft)
    press(browser, draft, "registreer")
    found = reload(Agreement.objects.get())
    assert check_agreement(agreement=found, on=NOW.date()).obstacles == (Obstacle.MAILBOX_NOT_VERIFIED,)
    assert found.contacts.count() == 2
    assert not Message.objects.exists()


def test_a_paper_that_is_thrown_away_leaves_nothing(browser, administrator):
    draft = a_draft(CLEAN, administrator)
    address = reverse("paper_import:discard_paper", args=[draft.pk])
    assert "Er wordt niets geregistreerd." in words(browser.get(address))
    browser.post(address)
    draft.refresh_from_db()
    assert (draft.status, draft.content, draft.sealed_read, draft.sealed_name) == ("discarded", None, None, None)
    assert browser.get(reverse("paper_import:paper", args=[draft.pk])).status_code == 404


def test_a_word_document_and_a_text_are_shown_page_by_page_as_text(browser, administrator, team, partner):
    two_pages = CLEAN.replace("Artikel 9", "\fArtikel 9")
    files = [("protocol.docx", as_docx([CLEAN])), ("protocol.txt", two_pages.encode())]
    drafts, _known = actions.drafts.add_papers(files=files, by=administrator, at=NOW)
    paper_worker.read_waiting(at=NOW)
    for draft, pages in zip(drafts, (1, 2), strict=True):
        page = browser.get(reverse("paper_import:paper", args=[draft.pk])).content.decode()
        assert f"Blad {pages} van {pages}" in page
        assert f'id="blad-{pages}"' in page
        assert "volgende mailbox: gegevens@ocmw-westerlo.example" in page
        assert "Hx7pq9" not in page  # R16: the password is left out of the text too
        actions.drafts.discard_paper(draft=draft, by=administrator, at=NOW)
        draft.refresh_from_db()
        assert draft.texts == []


def test_what_became_of_a_word_document_and_what_its_new_partner_lacks_is_told(browser, administrator, team):
    text = CLEAN.replace("OCMW Westerlo", "OCMW Nieuwdorp").replace("0212.181.956", "0999.002.010")
    (draft,), _known = actions.drafts.add_papers(files=[("p.docx", as_docx([text]))], by=administrator, at=NOW)
    paper_worker.read_waiting(at=NOW)
    press(browser, draft, "bewaar", partner__kind="ocmw")
    look_at_all(browser, draft)
    done = press(browser, draft, "registreer")
    assert "Het bestand is niet bewaard" in words(done)
    assert not PaperFile.objects.exists()
    made = Agreement.objects.get().partner
    assert "OCMW Nieuwdorp heeft nog geen werkgebied." in words(done)
    assert f'href="{reverse("directory:organisation", args=[made.pk])}"' in done.content.decode()


def test_the_password_of_the_signature_is_black_on_the_picture_and_stands_nowhere(
    browser, administrator, team, partner
):
    draft = a_draft(CLEAN, administrator)
    assert "Hx7pq9" not in f"{draft.sealed_read}{draft.sealed_answers}"
    answer = browser.get(reverse("paper_import:paper_page", args=[draft.pk, 1]))
    assert answer["Content-Type"] == "image/png"
    assert browser.get(reverse("paper_import:paper_page", args=[draft.pk, 2])).status_code == 404
    plain = picture_to_show(as_pdf([CLEAN.replace("wachtwoord Hx7pq9-Geheim", "nummer Hx7pq9-Geheim")]), 0)
    assert longest_black_run(plain) < 20 < 60 < longest_black_run(answer.content)


def longest_black_run(png: bytes) -> int:
    """Of black dots in a row: letters have short ones."""
    picture = Image.open(io.BytesIO(png)).convert("L")
    width, dots = picture.width, picture.tobytes()
    rows = (dots[start : start + width] for start in range(0, len(dots), width))
    return max(len(run) for row in rows for run in re.findall(rb"\x00+", row) or [b""])
