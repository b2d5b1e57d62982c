"""Files of the papers: uploaded in memory, sealed, read from our own pages only, withdrawn when they were a mistake."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from agreements import actions
from agreements.models import FileKind, PaperFile
from audit.events import Event
from audit.models import AuditEvent
from law.refusal import Refusal
from law.roles import Role
from tests.builders.accounts import a_user
from tests.builders.agreements import a_file
from tests.vault.pdfs import a_pdf, with_attachment, with_script_in_names
from vault.pdf import LARGEST

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SECRET = "naam van een client.pdf"


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def auditor(agency):
    return a_user(Role.AUDITOR, agency)


def address(name: str, agreement, *more) -> str:
    return reverse(f"agreements:{name}", args=[agreement.pk, *more])


def upload(browser, agreement, content: bytes, kind: str = "protocol"):
    file = SimpleUploadedFile(SECRET, content, content_type="application/pdf")
    return browser.post(address("keep_file", agreement), {"kind": kind, "file": file}, follow=True)


def test_a_signed_protocol_is_kept_listed_and_read_again(browser, administrator, westerlo):
    content = a_pdf()
    assert "Bestand bewaard." in upload(browser, westerlo, content).content.decode()
    kept = PaperFile.objects.get()
    assert (kept.kind, kept.size, kept.uploaded_by) == (FileKind.PROTOCOL, len(content), administrator)
    shown = browser.get(address("files", westerlo)).content.decode()
    for words in ("Ondertekend protocol", "23 november 2026", administrator.name):
        assert words in shown
    answer = browser.post(address("file", westerlo, kept.pk))
    assert answer.content == content
    assert answer["Content-Type"] == "application/pdf"


def test_a_file_comes_as_an_attachment_in_a_sandbox_under_our_own_name(browser, westerlo):
    upload(browser, westerlo, a_pdf())
    kept = PaperFile.objects.get()
    answer = browser.post(address("file", westerlo, kept.pk))
    assert answer["Content-Disposition"] == f'attachment; filename="ondertekend-protocol-{kept.pk.hex[:8]}.pdf"'
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"


def test_keeping_reading_and_withdrawing_each_leave_one_event(browser, administrator, westerlo):
    before = AuditEvent.objects.count()
    upload(browser, westerlo, a_pdf())
    kept = PaperFile.objects.get()
    browser.get(address("file", westerlo, kept.pk))  # an address alone reads nothing
    browser.post(address("file", westerlo, kept.pk))
    browser.get(address("withdraw_file", westerlo, kept.pk))  # and takes nothing away
    browser.post(address("withdraw_file", westerlo, kept.pk))
    browser.post(address("withdraw_file", westerlo, kept.pk))
    events = list(AuditEvent.objects.order_by("pk")[before:])
    assert [event.event for event in events] == [Event.FILE_KEPT, Event.FILE_READ, Event.FILE_WITHDRAWN]
    assert {event.object_id for event in events} == {str(kept.pk)}
    assert {event.actor for event in events} == {administrator}


def test_an_auditor_reads_a_file_and_changes_nothing(signed_in, auditor, westerlo):
    kept = a_file(westerlo, content=a_pdf())
    browser = signed_in(auditor)
    assert "Weghalen" not in browser.get(address("files", westerlo)).content.decode()
    assert browser.post(address("file", westerlo, kept.pk)).content == kept.content
    assert AuditEvent.objects.latest("pk").actor == auditor


def test_without_files_the_page_says_so(browser, signed_in, auditor, westerlo):
    assert "Er zijn nog geen bestanden." in browser.get(address("files", westerlo)).content.decode()
    assert "Een beheerder voegt ze toe." in signed_in(auditor).get(address("files", westerlo)).content.decode()


def test_a_withdrawn_file_is_erased_and_stays_in_the_list(browser, administrator, westerlo):
    kept = a_file(westerlo, content=a_pdf())
    browser.post(address("withdraw_file", westerlo, kept.pk))
    kept = PaperFile.objects.get()
    assert kept.content is None
    shown = browser.get(address("files", westerlo)).content.decode()
    assert f"weggehaald op 23 november 2026 door {administrator.name}" in shown
    answer = browser.post(address("file", westerlo, kept.pk), follow=True)
    assert "Dit bestand is weggehaald." in answer.content.decode()


def test_a_withdrawn_file_tells_nothing_when_it_is_read(westerlo, administrator):
    kept = a_file(westerlo)
    actions.files.withdraw_file(file=kept, by=administrator, at=timezone.now())
    before = AuditEvent.objects.count()
    with pytest.raises(Refusal, match="is weggehaald"):
        actions.files.read_file(file=kept, by=administrator, at=timezone.now())
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Dit bestand is leeg."),
        (b"geen pdf", "Dit is geen pdf-bestand."),
        (a_pdf()[:-150], "Deze pdf is beschadigd."),
        (a_pdf(with_script_in_names), "In deze pdf staat een script."),
        (a_pdf(with_attachment), "In deze pdf zit een ander bestand."),
        (b"%PDF-" + bytes(LARGEST), "Dit bestand is groter dan 10 MB."),
        (b"%PDF-" + bytes(3 * LARGEST), "Dit bestand is groter dan 10 MB."),
    ],
)
def test_a_refused_file_gets_its_own_sentence_and_is_not_kept(browser, westerlo, content, sentence):
    answer = upload(browser, westerlo, content, kind="council")
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in shown
    assert shown.count("checked") == 1  # what was chosen stays
    assert PaperFile.objects.count() == 0


def test_without_a_kind_or_a_file_the_form_asks_for_them(browser, westerlo):
    shown = browser.post(address("keep_file", westerlo), {"kind": "iets"}).content.decode()
    assert "Kies een soort uit de lijst." in shown
    assert "Kies een pdf-bestand." in shown


def test_the_page_that_leads_here_can_choose_the_kind(browser, westerlo):
    shown = browser.get(address("keep_file", westerlo), {"soort": "council"}).content.decode()
    assert shown.count("checked") == 1


def test_a_file_stands_sealed_in_the_database(browser, westerlo):
    content = a_pdf()
    upload(browser, westerlo, content)
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM agreements_paperfile")
        (held,) = cursor.fetchone()
    assert b"%PDF" not in bytes(held)
    assert content[:64] not in bytes(held)


def test_uploaded_bytes_never_touch_the_disk(browser, westerlo, monkeypatch, tmp_path, settings):
    """Also not those of a file that is far too large."""
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    opened: list[str] = []
    real = Path.open

    def watch(self, mode="r", *args, **options):
        opened.extend([str(self)] if "w" in mode or "a" in mode else [])
        return real(self, mode, *args, **options)

    monkeypatch.setattr(Path, "open", watch)
    monkeypatch.setattr("tempfile.NamedTemporaryFile", lambda *_, **__: pytest.fail("a file on the disk"))
    monkeypatch.setattr("tempfile.TemporaryFile", lambda *_, **__: pytest.fail("a file on the disk"))
    for content in (a_pdf(), b"%PDF-" + bytes(2 * LARGEST)):
        upload(browser, westerlo, content)
    places = [Path(name) for name in opened if Path(name).name.startswith("place-")]  # locks, and empty
    assert (len(places), sum(place.stat().st_size for place in places)) == (len(opened), 0)
    assert list(tmp_path.iterdir()) == []


def test_text_that_is_far_too_large_gets_a_page_and_no_error(browser, westerlo):
    answer = browser.post(address("keep_file", westerlo), {"kind": "x" * 2_000_000})
    assert answer.status_code == 400
    assert "Wij begrijpen deze vraag niet" in answer.content.decode()


def test_many_files_at_once_are_refused(browser, westerlo):
    files = [SimpleUploadedFile(f"{number}.pdf", b"%PDF-") for number in range(151)]
    answer = browser.post(address("keep_file", westerlo), {"kind": "protocol", "file": files})
    assert answer.status_code == 400


def test_the_name_it_was_uploaded_under_is_kept_nowhere(browser, westerlo):
    shown = upload(browser, westerlo, a_pdf()).content.decode()
    assert "client" not in shown.split("<main")[1].replace("cliënten", "")
    assert "client" not in str(list(AuditEvent.objects.values_list("details", flat=True)))


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("paperfile_is_not_empty", {"size": 0}),
        ("paperfile_is_there_or_withdrawn", {"content": None}),
        ("paperfile_is_there_or_withdrawn", {"withdrawn_at": NOW}),
    ],
)
def test_the_database_refuses_a_file_that_is_half_there(westerlo, constraint, changes):
    a_file(westerlo)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        PaperFile.objects.update(**changes)
