"""Existing papers from a spreadsheet: read, planned, looked at, and written whole or not at all."""

import io
import zipfile
from datetime import UTC, date, datetime

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from agreements import actions
from agreements.actions import bulk
from agreements.forms.mailbox import MailboxForm
from agreements.models import Agreement, Contact, Doubt, Mailbox, Protocol, Signature
from agreements.rules.register import Conditions, found, told_of
from audit.events import Event
from audit.models import AuditEvent
from directory.models import Organisation
from law.gate import check_agreement
from law.obstacles import Obstacle
from law.refusal import Refusal
from paper_import import actions as paper_import_actions
from paper_import import plan, worker, writing
from paper_import.columns import COLUMNS, TITLES
from paper_import.lines import lines_of
from paper_import.models import ImportStatus, PaperImport
from paper_import.register_sheet import EXAMPLE, TEMPLATE, cells_of
from paper_import.views import exports
from sheets import tables
from sheets.writing import as_csv, as_xlsx
from tests.agreements.papers import reload
from tests.builders.agreements import a_doubt
from tests.builders.directory import a_team, an_enterprise_number, an_ocmw
from tests.paper_import.files import a_line, as_file, checked, imported, outcomes, sentences

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


def counts() -> list[int]:
    return [table.objects.count() for table in (Agreement, Protocol, Signature, Contact, Mailbox, Doubt, Organisation)]


# --- from file to register ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(";", "utf-8"), (";", "utf-8-sig"), (",", "utf-8"), (";", "cp1252"), ("\t", "utf-8")]
)
def test_a_csv_is_read_as_excel_and_others_write_it(team, partner, administrator, delimiter, encoding):
    line = a_line(**{"agreement.drawn_up_at_place": "Heist-op-den-Berg, café"})
    made = imported(as_file(line, delimiter=delimiter, encoding=encoding), administrator)
    assert made.status == ImportStatus.IMPORTED
    assert Agreement.objects.get().drawn_up_at_place == "Heist-op-den-Berg, café"


def test_complete_papers_are_imported_with_everything_but_the_checks_of_the_mailbox(team, partner, administrator):
    """The mailbox is checked by two people with the paper, never by a file (R70)."""
    made = imported(as_file(a_line()), administrator)
    found = reload(Agreement.objects.get())
    assert check_agreement(agreement=found, on=TODAY).obstacles == (Obstacle.MAILBOX_NOT_VERIFIED,)
    assert (found.signed_on, found.protocol.signed_on) == (date(2023, 12, 18), date(2024, 1, 29))
    assert found.contacts.get().phone == "+3214000000"
    assert made.content is None
    event = AuditEvent.objects.get(event=Event.PAPERS_IMPORTED)
    assert (event.actor, event.details["made"], event.details["import"]) == (administrator, True, str(made.pk))


def test_an_xlsx_with_real_dates_and_numbers_is_read(team, partner, administrator):
    book = openpyxl.Workbook()
    page = book.active
    line = a_line() | {"agreement.in_force_from": date(2023, 12, 18), "agreement.notice_months": 6.0}
    page.append([TITLES[key] for key in line])
    page.append(list(line.values()))
    buffer = io.BytesIO()
    book.save(buffer)
    imported(buffer.getvalue(), administrator)
    found = Agreement.objects.get()
    assert (found.in_force_from, found.notice_months) == (date(2023, 12, 18), 6)


def test_importing_the_same_file_twice_changes_nothing(team, partner, administrator):
    content = as_file(a_line(**{"agreement.in_force_from": "81 november 2824"}))
    imported(content, administrator)
    before, events = counts(), AuditEvent.objects.filter(event=Event.PAPERS_IMPORTED).count()
    again = checked(content, administrator)
    assert outcomes(again) == ["same"]
    with pytest.raises(Refusal):
        paper_import_actions.confirm_import(paper_import=again, by=administrator, at=NOW)
    assert (counts(), AuditEvent.objects.filter(event=Event.PAPERS_IMPORTED).count()) == (before, events)


def test_a_doubt_that_was_settled_is_not_raised_again_by_the_same_file(team, partner, administrator):
    content = as_file(a_line(**{"agreement.in_force_from": "81 november 2824"}))
    imported(content, administrator)
    actions.doubts.settle_doubt(doubt=Doubt.objects.get(), value=date(2024, 11, 2), by=administrator, at=NOW)
    assert outcomes(checked(content, administrator)) == ["same"]
    assert Agreement.objects.get().in_force_from == date(2024, 11, 2)


def test_a_line_fills_in_and_changes_what_is_there_and_an_empty_cell_erases_nothing(westerlo, administrator):
    line = {
        "team.name": "team zuiderstreek",
        "partner.enterprise_number": westerlo.partner.enterprise_number_display,
        "partner.name": "OCMW van Westerdorp",
        "agreement.notice_months": "5",
        "agreement.in_force_from": "",
    }
    made = imported(as_file(line), administrator)
    assert outcomes(made) == ["changed"]
    found = Agreement.objects.get()
    assert (found.notice_months, found.in_force_from) == (5, date(2023, 12, 18))
    assert AuditEvent.objects.get(event=Event.PAPERS_IMPORTED).details["fields"] == ["notice_months"]


def test_mailbox_and_contacts_of_existing_papers_are_left_to_their_own_pages(westerlo, administrator):
    """R23, R70."""
    line = {
        "team.name": "Team Zuiderstreek",
        "partner.name": "OCMW Westerdorp",
        "mailbox.address": "ander@ocmw.example",
        "contact.partner.breach.name_or_function": "iemand anders",
        "contact.partner.breach.phone": "014 00 00 00",
    }
    made = checked(as_file(line), administrator)
    assert outcomes(made) == ["same"]
    assert sum("op haar eigen pagina" in sentence for sentence in sentences(made)) == 2


# --- doubts -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "text", "field", "value"),
    [
        ("agreement.in_force_from", "81 november 2824", "in_force_from", date(2024, 11, 1)),
        ("agreement.in_force_from", "onleesbaar", "in_force_from", None),
        ("agreement.in_force_from", "1/1/1999", "in_force_from", None),
        ("agreement.notice_months", "zes", "notice_months", None),
        ("agreement.drawn_up_at_place", "(plaats invullen)", "drawn_up_at_place", "(plaats invullen)"),
    ],
)
def test_what_cannot_be_right_becomes_a_doubt_to_confirm(team, partner, administrator, key, text, field, value):
    imported(as_file(a_line(**{key: text})), administrator)
    doubt = Doubt.objects.get()
    assert (doubt.field, doubt.printed) == (field, text)
    assert getattr(Agreement.objects.get(), field) == value
    assert Obstacle.AGREEMENT_DOUBTED in check_agreement(agreement=reload(Agreement.objects.get()), on=TODAY).obstacles
    assert AuditEvent.objects.filter(event=Event.DOUBT_RAISED).count() == 1


def test_advice_after_the_first_signature_becomes_a_doubt(team, partner, administrator):
    """R31."""
    made = imported(as_file(a_line(**{"advice.agency.advised_on": "1/2/2024"})), administrator)
    doubt = Doubt.objects.get()
    assert (doubt.field, doubt.party, doubt.proposed) == ("advised_on", "agency", "2024-02-01")
    assert any("DPO Opgroeien: advies op: Twijfel" in sentence for sentence in sentences(made))


def test_in_force_long_before_signing_becomes_a_doubt_and_a_few_weeks_do_not(team, partner, administrator):
    """R34: Westerlo's 28 days are lawful and usual."""
    assert checked(as_file(a_line())).lines.get().doubts == 0
    assert checked(as_file(a_line(**{"protocol.in_force_from": "1/1/2023"}))).lines.get().doubts == 1


@pytest.mark.parametrize("number", ["©886.886.638", "0886.886.638"])
def test_a_number_that_is_wrong_or_not_that_of_the_partner_becomes_a_doubt(team, partner, administrator, number):
    """R12: the partner is found by its name then."""
    imported(as_file(a_line(**{"partner.enterprise_number": number})), administrator)
    doubt = Doubt.objects.get()
    assert (doubt.field, doubt.printed, doubt.proposed) == ("enterprise_number", number, "0886.886.638")
    assert Agreement.objects.get().partner == partner


# --- parties ------------------------------------------------------------------------------------------------------


def test_an_unknown_partner_is_registered_when_the_line_has_all_it_needs(team, administrator):
    number = an_enterprise_number()
    new = {
        "partner.name": "OCMW Nieuwdorp",
        "partner.enterprise_number": number,
        "partner.kind": "ocmw",
        "partner.street": "Nieuwstraat 1",
        "partner.postal_code": "9999",
        "partner.municipality_name": "Nieuwdorp",
    }
    made = imported(as_file(a_line(**new)), administrator)
    assert any("is nieuw en wordt ook geregistreerd" in sentence for sentence in sentences(made))
    assert Agreement.objects.get().partner == Organisation.objects.get(enterprise_number=number)
    assert AuditEvent.objects.filter(event=Event.ORGANISATION_REGISTERED).exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"team.name": "Team Nergens"}, "Lokaal team: Het lokaal team “Team Nergens” kennen wij niet."),
        ({"team.name": ""}, "Lokaal team: Vul de naam van het lokaal team in."),
        ({"partner.name": "OCMW Nergens"}, "Partner: “OCMW Nergens” kennen wij niet."),
        ({"partner.name": "OCMW N", "partner.street": "x 1"}, "Soort partner: Vul OCMW of CAW in."),
        ({"partner.name": "OCMW N", "partner.street": "x 1"}, "Ondernemingsnummer partner: Vul het ondernemingsnummer"),
        ({"mailbox.address": "a@localhost"}, "Mailbox: e-mailadres: Vul één e-mailadres in"),
        ({"contact.partner.breach.phone": "hallo"}, "Typ een bestaand telefoonnummer"),
        ({"signature.protocol.agency.1.name": ""}, "Protocol: ondertekenaar 1 Opgroeien: naam: Vul de naam in"),
        ({"agreement.council_decision_url": "javascript:x"}, "Raadsbesluit: webadres: Vul een webadres in"),
    ],
)
def test_an_error_names_its_line_and_column_and_nothing_is_imported(team, partner, administrator, changes, sentence):
    an_ocmw("OCMW Tweede")
    made = checked(as_file(a_line(**{"partner.name": "OCMW Tweede"}), a_line(**changes)), administrator)
    assert any(sentence in one for one in sentences(made)), sentences(made)
    assert outcomes(made)[-1] == "wrong"
    with pytest.raises(Refusal):
        paper_import_actions.confirm_import(paper_import=made, by=administrator, at=NOW)
    assert not Agreement.objects.exists()


def test_a_new_partner_with_the_number_of_another_body_is_an_error_in_the_preview(team, agency, administrator):
    """Before anybody confirms: the database would refuse it only then."""
    seat = {"partner.street": "Dorpsplein 1", "partner.postal_code": "9999", "partner.municipality_name": "Nieuwdorp"}
    new = {"partner.name": "OCMW Nieuw", "partner.kind": "ocmw", "partner.enterprise_number": agency.enterprise_number}
    made = checked(as_file(a_line(**new, **seat)), administrator)
    assert outcomes(made) == ["wrong"]
    assert any("Dit ondernemingsnummer staat al bij een andere organisatie." in one for one in sentences(made))


def test_the_same_agreement_twice_in_a_file_is_an_error(team, partner):
    made = checked(as_file(a_line(), a_line()))
    assert any("staat ook op regel 2" in sentence for sentence in sentences(made))


def test_a_version_that_does_not_exist_is_an_error(westerlo):
    made = checked(as_file(a_line(**{"agreement.version": "9"})))
    assert any("Versie 9 kennen wij niet." in sentence for sentence in sentences(made))


# --- whole or not at all ------------------------------------------------------------------------------------------


def test_when_one_line_cannot_be_written_nothing_is(team, partner, administrator):
    an_ocmw("OCMW Tweede")
    made = checked(as_file(a_line(), a_line(**{"partner.name": "OCMW Tweede"})), administrator)
    plans = worker.plan_all(lines_of(made.content), at=NOW)
    plans[1].terms |= {"in_force_from": date(2024, 1, 1), "ends_on": date(2023, 1, 1)}
    before = counts()
    with pytest.raises(Refusal, match=r"Regel 3: De einddatum ligt voor"):
        writing.write_papers(paper_import=made, plans=plans, by=administrator, at=NOW, tell=lambda done: None)
    assert counts() == before


def test_what_changed_after_the_preview_is_shown_again_before_it_is_written(westerlo, administrator):
    content = as_file(
        {"team.name": "Team Zuiderstreek", "partner.name": "OCMW Westerdorp", "agreement.notice_months": "5"}
    )
    made = checked(content, administrator)
    paper_import_actions.confirm_import(paper_import=made, by=administrator, at=NOW)
    Agreement.objects.update(notice_months=5)
    worker.run(made.pk, at=NOW)
    made.refresh_from_db()
    assert made.status == ImportStatus.CHECKED
    assert "intussen gewijzigd" in made.sentence
    assert outcomes(made) == ["same"]


def test_a_file_that_breaks_the_program_is_given_up_after_three_tries(team, partner, monkeypatch):
    made = paper_import_actions.upload_papers(content=as_file(a_line()), by=None, at=NOW)

    def broken(*arguments, **options):
        raise RuntimeError

    monkeypatch.setattr(worker, "plan_all", broken)
    for _ in range(3):
        worker.run_waiting(at=NOW)
    made.refresh_from_db()
    assert (made.status, made.content) == (ImportStatus.FAILED, None)


# --- files that are no register -----------------------------------------------------------------------------------


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (tables.LARGEST_UNPACKED + 1))
    return buffer.getvalue()


def with_entity() -> bytes:
    """An XLSX whose sheet grows by an entity."""
    buffer = io.BytesIO(as_xlsx([EXAMPLE], TEMPLATE, title="Overeenkomsten", explained=True))
    made = io.BytesIO()
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                content = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + content
            new.writestr(part, content)
    return made.getvalue()


UNREADABLE = {
    "nothing": (b"  \n", "Dit bestand is leeg."),
    "too large": (b"a" * (tables.LARGEST_FILE + 1), "groter dan 2 MB"),
    "binary": (b"\x00\x01\x02", "geen CSV-, XLSX- of ODS-bestand"),
    "old excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "oud Excel-bestand (.xls)"),
    "web page": (b"<html><table><tr><td>Lokaal team", "webpagina"),
    "pdf": (b"%PDF-1.7", "geen CSV-, XLSX- of ODS-bestand"),
    "only titles": (as_file(), "Er staat geen enkele regel"),
    "strange title": (b"Lokaal team;Partner;Naam client\nx;y;z", "Deze titels kennen wij niet: “Naam client”."),
    "title twice": (b"Lokaal team;Partner;partner\nx;y;z", "staat er twee keer"),
    "title missing": (b"Lokaal team\nx", "De kolom “Partner” ontbreekt."),
    "more cells": (b"Lokaal team;Partner\nx;y;z", "Regel 2 heeft meer cellen"),
    "long cell": (b"Lokaal team;Partner\nx;" + b"y" * 600, "meer dan 500 tekens"),
    "quotes": (b'Lokaal team;Partner\n"x"y;z', "aanhalingstekens"),
    "too many lines": (b"Lokaal team;Partner\n" + b"x;y\n" * 1001, "meer dan 1000 regels"),
    "broken zip": (b"PK\x03\x04 hallo", "beschadigd of beveiligd"),
    "zip bomb": (bomb(), "te groot"),
    "entity": (with_entity(), "beschadigd of beveiligd"),
}


@pytest.mark.parametrize(("content", "sentence"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_file_that_is_no_register_is_refused_with_a_sentence(content, sentence):
    made = checked(content)
    assert made.status == ImportStatus.UNREADABLE
    assert sentence in made.sentence
    assert made.content is None


# --- the pages ----------------------------------------------------------------------------------------------------


def words(response) -> str:
    return " ".join(response.content.decode().split())


def upload(browser, content: bytes, name: str = "lijst.csv"):
    return browser.post(reverse("paper_import:imports"), {"file": SimpleUploadedFile(name, content)})


def test_a_file_walks_from_upload_to_register_over_the_pages(browser, team, partner):
    answer = upload(browser, as_file(a_line(**{"agreement.in_force_from": "81 november 2824"})))
    url = answer.url
    waiting = browser.get(url)
    assert "wordt nagekeken" in words(waiting)
    assert waiting.headers["Refresh"] == "2"
    assert "Refresh" not in browser.get(f"{url}?stil=1").headers
    call_command("run_paper_imports")
    preview = browser.get(url)
    assert "Refresh" not in preview.headers
    assert "Twijfel: “81 november 2824” (niet goed leesbaar). Wij vullen voorlopig 01/11/2024 in." in words(preview)
    assert not Agreement.objects.exists()
    browser.post(f"{url}bevestigen/")
    assert "wordt ingevoerd" in words(browser.get(url))
    call_command("run_paper_imports")
    assert "Alles is ingevoerd." in words(browser.get(url))
    assert Agreement.objects.count() == 1
    browser.post(f"{url}bevestigen/")
    call_command("run_paper_imports")
    assert Agreement.objects.count() == 1


def test_a_file_can_be_discarded_and_leaves_nothing(browser, team, partner):
    url = upload(browser, as_file(a_line())).url
    call_command("run_paper_imports")
    browser.post(f"{url}verwerpen/")
    made = PaperImport.objects.get()
    assert (made.status, made.content, made.lines.count()) == (ImportStatus.DISCARDED, None, 0)
    assert "verworpen" in words(browser.get(url))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("lijst.pdf", b"%PDF-", "Dit is geen CSV-, XLSX- of ODS-bestand."),
        ("lijst.csv", b"", "Dit bestand is leeg."),
        ("lijst.csv", b"x" * (tables.LARGEST_FILE + 1), "groter dan 2 MB"),
    ],
)
def test_a_file_of_another_kind_is_refused_at_once(browser, name, content, sentence):
    assert sentence in words(upload(browser, content, name))
    assert not PaperImport.objects.exists()


def test_the_template_can_be_imported_as_it_is(browser, administrator):
    a_team("Team Voorbeeldstreek")
    an_ocmw("OCMW Voorbeelddorp")
    for kind in ("csv", "xlsx"):
        answer = browser.get(reverse("paper_import:template", args=[kind]))
        assert f'filename="sjabloon-overeenkomsten.{kind}"' in answer["Content-Disposition"]
        assert outcomes(checked(answer.content, administrator)) == ["new"]


# --- taken out, and read back -------------------------------------------------------------------------------------


def test_an_export_read_back_changes_nothing(browser, westerlo, diest, administrator):
    a_doubt(diest)
    westerlo.contacts.filter(kind="contact", party="agency").update(name_or_function="=1+1")
    for kind in ("csv", "xlsx"):
        answer = browser.post(reverse("paper_import:export", args=[kind]))
        content = answer.getvalue() if answer.streaming else answer.content
        made = checked(content, administrator)
        assert outcomes(made) == ["same", "same"], sentences(made)
        assert sentences(made) == []


def test_an_export_is_made_for_belgian_excel(browser, westerlo, administrator):
    westerlo.contacts.filter(kind="contact").update(name_or_function="=SUM(A1)")
    answer = browser.post(f"{reverse('paper_import:export', args=['csv'])}?status=in_force")
    content = answer.getvalue()
    assert 'filename="overeenkomsten-in_force-2026-11-23.csv"' in answer["Content-Disposition"]
    assert content.startswith(b"\xef\xbb\xbfLokaal team;Partner;")
    assert content.count(b"\r\n") == 2
    assert b";18/12/2023;" in content
    assert b";'=SUM(A1);" in content
    assert b";'+3214000000;" in content
    event = AuditEvent.objects.get(event=Event.REGISTER_EXPORTED)
    assert (event.actor, event.details) == (administrator, {"kind": "csv", "lines": 1})


def test_an_xlsx_holds_real_dates_and_no_formula(browser, westerlo):
    westerlo.contacts.filter(kind="contact").update(name_or_function="=SUM(A1)")
    answer = browser.post(reverse("paper_import:export", args=["xlsx"]))
    page = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    row = dict(zip([cell.value for cell in page[1]], page[2], strict=True))
    assert row["Overeenkomst: in werking vanaf"].value.date() == date(2023, 12, 18)
    assert row["Partner: contactpersoon: naam of functie"].data_type == "s"


def test_an_export_has_the_conditions_of_the_page(browser, westerlo, diest):
    answer = browser.post(f"{reverse('paper_import:export', args=['csv'])}?q=Demerdorp")
    content = answer.getvalue().decode()
    assert "OCMW Demerdorp" in content
    assert "OCMW Westerdorp" not in content


def test_an_xlsx_that_would_be_too_long_is_refused_in_words_and_a_csv_is_never_cut(
    browser, westerlo, diest, monkeypatch
):
    monkeypatch.setattr(exports, "MOST_ROWS", 1)
    refused = browser.post(f"{reverse('paper_import:export', args=['xlsx'])}?sorteer=team", follow=True)
    assert refused.redirect_chain == [(f"{reverse('agreements:register')}?sorteer=team", 302)]
    assert "Deze lijst telt 2 overeenkomsten. In een XLSX-bestand passen er hoogstens 1." in refused.content.decode()
    assert not AuditEvent.objects.filter(event=Event.REGISTER_EXPORTED).exists()
    assert browser.post(reverse("paper_import:export", args=["csv"])).getvalue().count(b"\r\n") == 3
    narrowed = browser.post(f"{reverse('paper_import:export', args=['xlsx'])}?q=Demerdorp")
    assert "attachment" in narrowed["Content-Disposition"]


def test_the_columns_have_each_a_title_of_their_own():
    assert len({column.title for column in COLUMNS}) == len(COLUMNS)
    assert b"".join(as_csv([EXAMPLE], TEMPLATE))


def test_every_column_is_written_and_nothing_else(westerlo):
    """Also those that only an export has; a contact that the papers lack has no cells."""
    written = cells_of(reload(westerlo), told_of(found(Agreement.objects, Conditions(), on=TODAY).get(), on=TODAY))
    columns = {column.key for column in COLUMNS}
    assert set(written) - columns == set()
    assert {key for key in columns - set(written) if not key.startswith(("contact.", "signature."))} == set()


def test_every_answer_about_the_mailbox_has_a_column_that_is_read_and_written(westerlo):
    answers = {f"mailbox.{name}" for name in MailboxForm.base_fields}
    assert {key for key in TITLES if key.startswith("mailbox.")} == answers
    assert {f"mailbox.{name}" for name in plan.MAILBOX} == answers


# --- the command --------------------------------------------------------------------------------------------------


def test_the_command_checks_and_imports_and_tells_how_far_it_is(team, partner, tmp_path, capsys):
    path = tmp_path / "lijst.csv"
    path.write_bytes(as_file(a_line()))
    call_command("import_papers", path, "--dry-run")
    assert not Agreement.objects.exists()
    call_command("import_papers", path)
    told = capsys.readouterr()
    assert Agreement.objects.count() == 1
    assert "1 van 1 nagekeken" in told.err
    assert "1 van 1 ingevoerd" in told.err
    assert "Alleen nagekeken: er is niets ingevoerd." in told.out


def test_the_command_names_line_and_column_of_an_error(team, partner, tmp_path, capsys):
    path = tmp_path / "lijst.csv"
    path.write_bytes(as_file(a_line(**{"team.name": "Team Nergens"})))
    with pytest.raises(CommandError, match="Er is niets ingevoerd"):
        call_command("import_papers", path)
    assert "regel 2, Lokaal team: " in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("import_papers", tmp_path / "weg.csv")


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_from_outside_while_the_transaction_runs(administrator, monkeypatch):
    """Another connection reads how far it is; nothing of the import itself shows before the end."""
    from django.db import connections

    a_team("Team Zuiderstreek")
    lines = [a_line(**{"partner.name": an_ocmw(f"OCMW Deel {number}").name}) for number in range(12)]
    made = checked(as_file(*lines), administrator)
    paper_import_actions.confirm_import(paper_import=made, by=administrator, at=NOW)
    seen = set()
    write = bulk._write

    def looking(filing, *, at):
        outside = connections.create_connection("default")
        with outside.cursor() as cursor:
            cursor.execute("SELECT done FROM paper_import_paperimport WHERE id = %s", [made.pk])
            done = cursor.fetchone()[0]
            cursor.execute("SELECT count(*) FROM agreements_agreement")
            seen.add((done, cursor.fetchone()[0]))
        outside.close()
        return write(filing, at=at)

    monkeypatch.setattr(bulk, "_write", looking)
    worker.run(made.pk, at=NOW)
    assert seen == {(0, 0), (5, 0), (10, 0)}
    assert Agreement.objects.count() == 12


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_take_the_same_file(administrator):
    from django.db import connections

    a_team("Team Zuiderstreek")
    an_ocmw("OCMW Westerdorp")
    made = paper_import_actions.upload_papers(content=as_file(a_line()), by=administrator, at=NOW)
    other = connections.create_connection("default")
    with other.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [made.pk.int % 2**63])
        assert worker.run(made.pk, at=NOW) is False
        cursor.execute("ROLLBACK")
    other.close()
    assert worker.run(made.pk, at=NOW) is True
