"""A GBO agreement that is typed over from its paper: read, looked at part by part, and only then registered (D28)."""

import io
import re
import zipfile
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agreements.models import FileKind
from audit.events import Event
from audit.models import AuditEvent
from directory.models import Organisation
from gbo.models import GboAgreement, GboFile
from law.onward import check_gbo_agreement
from paper_import import actions, gbo_judging, paper_worker
from paper_import.gbo_fields import gbo_parts
from paper_import.gbo_judging import judge_gbo
from paper_import.models import DraftStatus, PaperDraft, Papers
from tests.builders.accounts import a_user
from tests.builders.directory import a_caw, a_dmw, an_ocmw
from tests.builders.gbo import a_gbo_agreement
from tests.paper_reading import damage, gbo_papers
from tests.paper_reading.files import as_pdf
from tests.paper_reading.gbo_papers import GboPaper
from tests.paper_reading.test_reading import plain

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CLEAN = GboPaper(gbo_papers.template, damage.none, 3)
TWO_SIGN = GboPaper(gbo_papers.in_labels, damage.none, 3)
SCANNED = GboPaper(gbo_papers.template, damage.scanned, 3)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=True):
        yield


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def a_draft(paper: GboPaper, by) -> PaperDraft:
    (draft,), _known = actions.drafts.add_papers(files=[("gbo.pdf", as_pdf(paper.pages))], by=by, at=NOW)
    paper_worker.read_waiting(at=NOW)
    draft.refresh_from_db()
    return draft


def an_empty_draft(by, **cells: str) -> PaperDraft:
    made = {f"gbo.{key.replace('__', '.')}": text for key, text in cells.items()}
    return actions.drafts.begin_paper(papers=Papers.GBO, cells=made, by=by, at=NOW)


def page_of(draft: PaperDraft) -> str:
    return reverse("paper_import:paper", args=[draft.pk])


def press(browser, draft, button: str, **typed: str):
    data = {f"gbo.{key.replace('__', '.')}": text for key, text in typed.items()}
    return browser.post(page_of(draft), {**data, "doe": button}, follow=True)


def look_at_all(browser, draft) -> None:
    for part in re.findall(r'value="klopt:([\w-]+)"', browser.get(page_of(draft)).content.decode()):
        press(browser, draft, f"klopt:{part}")


def made() -> GboAgreement:
    return GboAgreement.objects.with_parties().get()


# --- what the paper says -------------------------------------------------------------------------------------------


def test_a_gbo_agreement_is_registered_from_its_paper_without_typing(browser, administrator):
    draft = a_draft(CLEAN, administrator)
    assert (draft.papers, draft.status) == (Papers.GBO, DraftStatus.OPEN)
    shown = words(browser.get(page_of(draft)))
    assert "GBO-overeenkomst registreren" in shown
    assert "Goed gelezen" in shown
    look_at_all(browser, draft)
    done = press(browser, draft, "registreer")
    assert done.redirect_chain[-1][0] == reverse("gbo:agreement", args=[made().pk])
    assert "Het papier is geregistreerd." in words(done)
    facts, agreement = CLEAN.facts, made()
    assert (agreement.drawn_up_at_place, agreement.drawn_up_on) == (facts.place, facts.drawn_up_on)
    assert (agreement.advised_on, agreement.in_force_from) == (facts.advised_on, facts.drawn_up_on)
    said = {
        (one.name, plain(one.signatory), one.function, plain(one.dpo), one.dpo_email, facts.drawn_up_on)
        for one in facts.actors
    }
    assert said == {
        (str(one), plain(one.signatory_name), one.signatory_function, plain(one.dpo_name), one.dpo_email, one.signed_on)
        for one in agreement.parties.all()
    }
    assert check_gbo_agreement(gbo_agreement=agreement, on=NOW.date()).may_send


def test_its_core_actors_are_registered_with_it_and_the_file_is_kept(browser, administrator):
    draft = a_draft(CLEAN, administrator)
    look_at_all(browser, draft)
    press(browser, draft, "registreer")
    caw = CLEAN.facts.actors[0]
    row = Organisation.objects.get(name=caw.name)
    assert (row.enterprise_number_display, f"{row.street}, {row.postal_code} {row.municipality_name}") == (
        caw.number,
        caw.seat,
    )
    assert GboFile.objects.get().kind == FileKind.GBO_AGREEMENT
    (event,) = AuditEvent.objects.filter(event=Event.GBO_REGISTERED)
    assert event.details == {"draft": str(draft.pk)}
    draft.refresh_from_db()
    assert (draft.status, draft.gbo_agreement, draft.content) == (DraftStatus.REGISTERED, made(), None)
    assert draft.sealed_answers is draft.sealed_read is None
    listed = browser.get(reverse("paper_import:papers"))
    assert str(made()) in words(listed)
    assert browser.get(page_of(draft)).url == reverse("gbo:agreement", args=[made().pk])


def test_a_core_actor_that_is_known_is_not_asked_for_its_seat(browser, administrator):
    known = a_caw(CLEAN.facts.actors[0].name)
    known.enterprise_number = CLEAN.facts.actors[0].number.replace(".", "")
    known.save()
    draft = a_draft(CLEAN, administrator)
    page = browser.get(page_of(draft)).content.decode()
    assert f"{known} kennen wij." in page
    assert 'name="gbo.caw.1.street"' not in page
    assert 'name="gbo.ocmw.1.street"' in page
    look_at_all(browser, draft)
    press(browser, draft, "registreer")
    assert made().caw.organisation == known
    assert Organisation.objects.filter(name=known.name).count() == 1


def test_two_who_sign_for_one_core_actor_are_both_registered(browser, administrator):
    """R13: one or two a side; in force from the last signature (R40)."""
    draft = a_draft(TWO_SIGN, administrator)
    look_at_all(browser, draft)
    done = press(browser, draft, "registreer")
    caw = made().caw
    actor = TWO_SIGN.facts.actors[0]
    assert [plain(caw.signatory_name), plain(caw.second_signatory_name)] == [
        plain(actor.signatory),
        plain(actor.second),
    ]
    assert (caw.second_signatory_function, caw.signed_on) == ("voorzitter", TWO_SIGN.facts.days[0])
    assert made().in_force_from == TWO_SIGN.facts.days[-1]
    assert f"{actor.second}, voorzitter" in words(done)


def test_what_was_read_with_doubt_must_be_looked_at_first(browser, administrator):
    """A GBO agreement keeps no doubts."""
    draft = a_draft(SCANNED, administrator)
    shown = words(browser.get(page_of(draft)))
    assert "twijfel: kijk na" in shown
    assert "doorgeven mag" not in shown
    refused = words(press(browser, draft, "registreer"))
    parts = len(gbo_parts(draft.cells))
    assert refused.count("Controleer uw antwoorden") > 0
    assert 0 < refused.count(gbo_judging.LOOK_AT_PART) <= 2 * parts  # once in the summary, once at the first field
    assert not GboAgreement.objects.exists()
    look_at_all(browser, draft)
    judged = judge_gbo(PaperDraft.objects.get(pk=draft.pk), today=NOW.date())
    assert judged.to_look_at == frozenset()


# --- what somebody types -------------------------------------------------------------------------------------------


@pytest.fixture
def known() -> dict[str, Organisation]:
    return {"caw": a_caw("CAW Hier"), "ocmw": an_ocmw("OCMW Hier"), "dmw": a_dmw("DMW Hier")}


NAMES = {"caw__1__name": "CAW Hier", "ocmw__1__name": "OCMW Hier", "dmw__1__name": "DMW Hier"}


def test_what_is_typed_is_held_and_judged_at_once(browser, administrator, known):
    draft = an_empty_draft(administrator)
    page = press(browser, draft, "bewaar", **NAMES, drawn_up_on="32/13/2025", caw__1__signatory_name="An Peeters")
    draft.refresh_from_db()
    assert draft.cells["gbo.drawn_up_on"] == "32/13/2025"
    assert "Het CAW heeft de GBO-overeenkomst nog niet ondertekend." in words(page)
    page = press(browser, draft, "bewaar", drawn_up_on="3 maart 2025", advised_on="4/3/2025")
    assert "Het CAW heeft" not in words(page)
    assert not GboAgreement.objects.exists()


@pytest.mark.parametrize("months", ["6", "6 maanden", "zes maanden", "Zes (6) maanden"])
def test_six_months_of_notice_are_taken_however_they_are_written(browser, administrator, known, months):
    draft = an_empty_draft(administrator, **NAMES)
    press(browser, draft, "registreer", notice_months=months)
    assert GboAgreement.objects.exists()


def test_who_signs_without_a_day_of_their_own_signed_on_the_day_of_drawing_up(browser, administrator, known):
    draft = an_empty_draft(administrator, **NAMES)
    press(
        browser, draft, "registreer", drawn_up_on="3/3/2025", advised_on="3/2/2025", dmw__1__signed_on="5/3/2025",
        **{f"{kind}__1__signatory_name": "An Peeters" for kind in ("caw", "ocmw", "dmw")},
    )  # fmt: skip
    assert sorted(f"{one.signed_on:%d/%m}" for one in made().parties.all()) == ["03/03", "03/03", "05/03"]


def test_of_each_field_it_can_be_said_that_it_is_not_on_the_paper(browser, administrator, known):
    """D28: an answer, no gap."""
    draft = an_empty_draft(administrator, **NAMES)
    page = press(browser, draft, "staatniet:gbo.advised_by")
    assert "staat niet op het papier Toch nog invullen : Naam van de DPO die advies gaf" in words(page)
    page = press(browser, draft, "klopt:art2")
    assert "staat niet op het papier Toch nog invullen : DPO van CAW: naam" in words(page)
    assert "Staat niet op het papier : Naam van CAW" not in words(page)
    press(browser, draft, "registreer")
    assert made().advised_by == ""


def test_another_ocmw_or_dmw_is_asked_when_the_paper_names_more(browser, administrator, known):
    an_ocmw("OCMW Ginder")
    draft = an_empty_draft(administrator, **NAMES)
    answer = browser.post(page_of(draft), {"doe": "nog:ocmw"})
    assert answer.url.endswith("#deel-ocmw-2")
    page = browser.get(page_of(draft)).content.decode()
    assert 'name="gbo.ocmw.2.name"' in page
    assert "nog:caw" not in page  # there is one CAW
    press(browser, draft, "registreer", ocmw__2__name="OCMW Ginder")
    assert [str(one) for one in made().parties_in_order] == ["CAW Hier", "OCMW Ginder", "OCMW Hier", "DMW Hier"]


def test_one_more_that_was_asked_and_not_needed_is_left_out(browser, administrator, known):
    draft = an_empty_draft(administrator, **NAMES)
    press(browser, draft, "nog:dmw")
    press(browser, draft, "registreer")
    assert len(made().parties.all()) == 3


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"notice_months": "3 maanden"}, "Dit wijkt af van art. 14"),
        ({"ends_on": "31/12/2030"}, "Dit wijkt af van art. 14"),
        ({"caw__1__name": ""}, "Vul de naam van CAW in."),
        ({"ocmw__1__name": "OCMW Onbekend"}, "“OCMW Onbekend” kennen wij niet."),
        ({"dmw__1__enterprise_number": "0886.886.638"}, "Wij kennen DMW Hier met"),
        ({"ocmw__2__name": "OCMW Hier"}, "OCMW Hier staat hier twee keer."),
        ({"caw__1__dpo_email": "dpo bij caw"}, "e-mailadres"),
        ({"drawn_up_on": "1/1/2031"}, "in de toekomst"),
        ({"caw__1__second_signatory_name": "Bo Maes"}, "Vul eerst de eerste ondertekenaar in."),
        (
            {"ocmw__2__name": "OCMW Nieuw", "ocmw__2__enterprise_number": "0886.886.639", "ocmw__2__street": "Dorp 1"},
            "ondernemingsnummer",
        ),
    ],
)
def test_what_cannot_be_registered_is_said_at_its_field_in_dutch(browser, administrator, known, typed, sentence):
    draft = an_empty_draft(administrator, **NAMES)
    press(browser, draft, "nog:ocmw")
    page = press(browser, draft, "registreer", **typed)
    assert "Controleer uw antwoorden" in words(page)
    assert sentence in words(page)
    assert not GboAgreement.objects.exists()


def test_a_number_of_another_kind_of_organisation_is_pointed_out(browser, administrator, known):
    other = an_ocmw("OCMW Ginder")
    draft = an_empty_draft(administrator, **NAMES)
    page = press(browser, draft, "registreer", dmw__1__enterprise_number=other.enterprise_number_display)
    assert f"{other.enterprise_number_display} is van OCMW Ginder. Kijk het nummer na op het papier." in words(page)


def test_the_same_agreement_is_not_registered_a_second_time(browser, administrator, known):
    a_gbo_agreement(*known.values())
    draft = an_empty_draft(administrator, **NAMES)
    assert "Tussen deze kernactoren is er al een GBO-overeenkomst" in words(browser.get(page_of(draft)))
    press(browser, draft, "registreer")
    assert GboAgreement.objects.count() == 1


def test_an_agreement_that_is_not_signed_by_all_is_filled_in_from_its_paper(browser, administrator, known):
    """It was registered before it was signed: what the paper leaves out stays as it is."""
    prepared = a_gbo_agreement(*known.values(), signed_on=None)
    draft = an_empty_draft(administrator, **NAMES)
    page = words(browser.get(page_of(draft)))
    assert f"{known['caw']} kennen wij. De overeenkomst staat al in de lijst: wat u typt, vult ze aan." in page
    press(
        browser, draft, "registreer", drawn_up_on="3/3/2025",
        **{f"{kind}__1__signatory_name": "An Peeters" for kind in ("caw", "ocmw", "dmw")},
    )  # fmt: skip
    assert made() == prepared
    assert made().in_force_from == date(2025, 3, 3)
    assert (made().advised_on, made().drawn_up_at_place) == (prepared.advised_on, "Voorbeelddorp")
    assert {(one.signatory_name, one.dpo_name) for one in made().parties.all()} == {("An Peeters", "D. Privaat")}
    draft.refresh_from_db()
    assert draft.gbo_agreement == prepared


def test_another_caw_on_the_paper_is_told_and_not_asked(browser, administrator):
    """ADR 0015."""
    pages = ["\n".join(CLEAN.pages).replace("\nEN\n", "\nEN\nCAW Tweede, ondernemingsnummer 0886.886.638\nEN\n", 1)]
    (draft,), _known = actions.drafts.add_papers(files=[("gbo.pdf", as_pdf(pages))], by=administrator, at=NOW)
    paper_worker.read_waiting(at=NOW)
    page = browser.get(page_of(draft))
    assert "De computer las ook “CAW Tweede” als CAW." in words(page)
    assert 'name="gbo.caw.2.name"' not in page.content.decode()


def test_an_ocmw_with_another_agreement_in_force_is_refused_and_nothing_is_written(browser, administrator, known):
    """R91: and no organisation of that paper stays behind."""
    a_gbo_agreement(a_caw("CAW Elders"), known["ocmw"], a_dmw("DMW Elders"))
    draft = an_empty_draft(administrator, **(NAMES | {"dmw__1__name": "DMW Nieuw"}))
    seat = {"street": "Dorp 1", "postal_code": "2260", "municipality_name": "Westerlo"}
    page = press(
        browser, draft, "registreer", drawn_up_on="3/3/2025", dmw__1__enterprise_number="0886.886.638",
        **{f"dmw__1__{name}": text for name, text in seat.items()},
        **{f"{kind}__1__signatory_name": "An Peeters" for kind in ("caw", "ocmw", "dmw")},
    )  # fmt: skip
    assert "OCMW Hier heeft dan al een GBO-overeenkomst" in words(page)
    assert not Organisation.objects.filter(name="DMW Nieuw").exists()
    assert GboAgreement.objects.count() == 1
    draft.refresh_from_db()
    assert draft.status == DraftStatus.OPEN


def test_a_paper_taken_for_another_kind_can_become_a_gbo_agreement(browser, administrator):
    draft = actions.drafts.begin_paper(papers=Papers.PROTOCOL, cells={}, by=administrator, at=NOW)
    page = press(browser, draft, "soort:gbo")
    assert "GBO-overeenkomst registreren" in words(page)
    assert 'name="gbo.caw.1.name"' in page.content.decode()


def test_what_article_14_asks_is_told_before_anything_is_registered(browser, administrator, known):
    """R39, R40: also of a paper that says nothing of it, or something else."""
    draft = an_empty_draft(administrator, **NAMES)
    page = words(browser.get(page_of(draft)))
    assert "Wie opzegt, stuurt elke andere kernactor een aangetekende brief." in page
    assert "Staat er geen termijn op het papier? Dan rekenen wij met 6 maanden, zoals art. 14 zegt." in page
    page = words(press(browser, draft, "bewaar", notice_months="3", ends_on="31/12/2030"))
    end = page[page.index("Dit moet in orde zijn voor u registreert:") :]
    assert "Opzegtermijn in maanden : Dit wijkt af van art. 14" in end
    assert "Tot en met : Dit wijkt af van art. 14" in end
    assert "rekenen wij met 6 maanden, zoals" not in page
    assert not GboAgreement.objects.exists()


# --- around it -------------------------------------------------------------------------------------------------------


def test_the_register_of_gbo_agreements_begins_with_the_paper(browser, administrator):
    papers = browser.get(reverse("paper_import:papers")).content.decode()
    for name in ("gbo:register", "gbo:regions"):
        assert reverse("paper_import:papers") in browser.get(reverse(name)).content.decode()
    address = reverse("paper_import:begin_paper")
    assert address in papers
    begun = browser.post(address, {"papers": "gbo"}, follow=True)
    assert "Leg het papier naast uw scherm." in words(begun)
    assert "Naam van CAW" in words(begun)


def test_a_folder_with_a_gbo_agreement_and_a_protocol_reads_each_for_what_it_is(browser, administrator):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("gbo.pdf", as_pdf(CLEAN.pages))
        archive.writestr("protocol.txt", "Protocol voor de elektronische mededeling\n\nGedaan te Mol op 3 mei 2025")
    chosen = [SimpleUploadedFile("map.zip", buffer.getvalue())]
    browser.post(reverse("paper_import:papers"), {"chosen": chosen})
    paper_worker.read_waiting(at=NOW)
    assert {one.name: one.papers for one in PaperDraft.objects.all()} == {"gbo.pdf": "gbo", "protocol.txt": "protocol"}
    listed = words(browser.get(reverse("paper_import:papers")))
    caw, ocmw = CLEAN.facts.actors[0].name, CLEAN.facts.actors[1].name
    assert f"{caw} – {ocmw}" in listed


def test_the_pages_of_the_paper_stand_beside_the_fields(browser, administrator):
    draft = a_draft(CLEAN, administrator)
    page = browser.get(page_of(draft)).content.decode()
    picture = reverse("paper_import:paper_page", args=[draft.pk, 1])
    assert picture in page
    assert browser.get(picture)["Content-Type"] == "image/png"
    assert 'href="#blad-1"' in page


def test_nobody_but_an_administrator_sees_a_paper(client, administrator):
    draft = a_draft(CLEAN, administrator)
    client.force_login(a_user())
    for address in (page_of(draft), reverse("paper_import:paper_page", args=[draft.pk, 1])):
        assert client.get(address).status_code in (302, 403, 404)
        assert CLEAN.facts.actors[0].signatory not in client.get(address).content.decode()
