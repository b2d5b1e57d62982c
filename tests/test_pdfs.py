"""Each page that people send can be had as a PDF: it says what the page says, to who may open it and nobody else."""

import fcntl
import platform
import re
import sys
from contextlib import ExitStack
from html.parser import HTMLParser

import pypdfium2
import pytest
from django.urls import reverse

from audit.models import AuditEvent
from directory.models import Organisation
from law.roles import Role
from tests.builders.database import undone
from tests.clients import again
from tests.permission_world import shared_world, short_refusals, world
from tests.test_permissions import PAGES
from vault import bounded, pdf, printing

__all__ = ["shared_world", "short_refusals", "world"]  # fixtures

# Not by whether it is there: where it should be and is not, these fail.
is_elsewhere = (sys.platform, platform.machine()) != ("linux", "x86_64")
pytestmark = pytest.mark.skipif(is_elsewhere, reason="no PDF is made on this kind of machine")

SENT = {
    "agreements:agreement": "overeenkomst.pdf",
    "agreements:message": "brief.pdf",
    "agreements:evaluation_report": "evaluatie.pdf",
    "gbo:notice_letters": "brieven.pdf",
    "gbo:notification_letter": "brieven.pdf",
    "gbo:stop_message": "brief.pdf",
    "breaches:letter": "brief.pdf",
    "referrals:was_it_allowed": "mocht-dit.pdf",
    "referrals:dossier": "inzage.pdf",
    "figures:dossier": "evaluatiedossier.pdf",
}
BY_POST = {"referrals:dossier"}
A4 = (595, 842)  # points
NOT_ON_PAPER = {
    "app-no-print",
    "app-tabs",
    "app-menu",
    "govuk-visually-hidden",
    "govuk-button",
    "govuk-summary-list__actions",
    "app-link-button",
}
WITHOUT_END = {"br", "input", "img", "hr", "meta", "link"}


class OnPaper(HTMLParser):
    """The words of a page that are printed: those in `main`, without buttons, drawings, and what is only heard."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[bool] = []
        self.lines: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in WITHOUT_END:
            return
        classes = set((dict(attributes).get("class") or "").split())
        is_read = self.open[-1] if self.open else tag == "main"
        if self.open or is_read:
            self.open.append(is_read and tag not in {"svg", "form"} and not classes & NOT_ON_PAPER)

    def handle_endtag(self, tag: str) -> None:
        if self.open and tag not in WITHOUT_END:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] and data.strip():
            self.lines.append(data)


@pytest.fixture(autouse=True)
def places(tmp_path, monkeypatch):
    """Places of this test alone."""
    monkeypatch.setattr(bounded.tempfile, "gettempdir", lambda: str(tmp_path))


def ask(world, name, browser, **asked):
    visitor = again(browser)
    with undone():
        method = visitor.post if name in BY_POST else visitor.get
        return method(reverse(name, args=PAGES[name].arguments(world)), asked)


def whoever_may(world, name):
    world.asking = min(PAGES[name].roles)
    return world.browsers[world.asking]


def squeezed(text: str) -> str:
    """Without what the edge of a line changes; a hyphen there is read as a sign of its own."""
    return re.sub(r"\s", "", text.replace("\ufffe", "-"))


@pytest.mark.parametrize("name", SENT)
def test_the_pdf_of_a_page_says_what_the_page_says(world, name):
    browser = whoever_may(world, name)
    page, answer = ask(world, name, browser), ask(world, name, browser, pdf="1")
    assert "Bewaren als PDF" in page.text
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{SENT[name]}"'
    assert "no-store" in answer.headers["Cache-Control"]
    assert pdf.defect_of(answer.content) is None
    with pypdfium2.PdfDocument(answer.content) as document:
        sheets = [sheet.get_textpage().get_text_range() for sheet in document]
        assert {tuple(map(round, sheet.get_size())) for sheet in document} == {A4}
    assert 1 <= len(sheets) <= 3
    printed = "".join(squeezed(re.sub(r"\d+ / \d+\s*$", "", sheet)) for sheet in sheets)
    on_paper = OnPaper()
    on_paper.feed(page.text)
    assert len(on_paper.lines) > 5
    assert [line for line in on_paper.lines if squeezed(line) not in printed] == []
    assert "Bewaren als PDF" not in printed


@pytest.mark.usefixtures("short_refusals")
@pytest.mark.parametrize("name", SENT)
def test_who_may_not_open_a_page_has_no_pdf_of_it(world, name):
    refused = {}
    for role in set(Role) - PAGES[name].roles:
        world.asking = role
        refused[role] = ask(world, name, world.browsers[role], pdf="1").status_code
    assert refused == dict.fromkeys(set(Role) - PAGES[name].roles, 403)


@pytest.mark.parametrize("name", [name for name in SENT if PAGES[name].is_scoped])
def test_who_is_from_elsewhere_finds_no_pdf(world, name):
    for role in sorted(PAGES[name].roles & world.browsers_elsewhere.keys()):
        world.asking = role
        assert ask(world, name, world.browsers_elsewhere[role], pdf="1").status_code == 404


def test_a_dossier_of_access_that_is_kept_as_pdf_is_in_the_log_as_one_that_is_read(world):
    before = AuditEvent.objects.filter(event="dossier_read").count()
    browser = again(whoever_may(world, "referrals:dossier"))
    with undone():
        browser.post(reverse("referrals:dossier", args=[world.referral.reference]), {"pdf": "1"})
        assert AuditEvent.objects.filter(event="dossier_read").count() == before + 1


def test_an_address_alone_gives_no_pdf_of_a_client(world):
    browser = again(whoever_may(world, "referrals:dossier"))
    answer = browser.get(reverse("referrals:dossier", args=[world.referral.reference]), {"pdf": "1"})
    assert answer.url == reverse("referrals:referral", args=[world.referral.reference])


def test_a_page_that_needs_too_much_is_shown_with_the_reason(world, monkeypatch):
    monkeypatch.setattr(printing, "BOUNDS", bounded.Bounds(memory=bounded.MEGABYTE))
    answer = ask(world, "figures:dossier", whoever_may(world, "figures:dossier"), pdf="1")
    assert answer.status_code == 503
    assert printing.TOO_LARGE in answer.text
    assert "Wat wij samen bespreken" in answer.text


def test_who_comes_when_all_places_are_taken_reads_to_come_back(world, monkeypatch, tmp_path):
    monkeypatch.setattr(printing, "BOUNDS", bounded.Bounds(wait=0))
    name = "figures:dossier"
    assert ask(world, name, whoever_may(world, name), pdf="1").status_code == 200  # makes the places
    [folder] = tmp_path.glob("aanmelden-readers-*")
    with ExitStack() as stack:
        for number in range(bounded.SLOTS):
            place = stack.enter_context((folder / f"place-{number}").open("ab"))
            fcntl.flock(place, fcntl.LOCK_EX)
        answer = ask(world, name, whoever_may(world, name), pdf="1")
    assert answer.status_code == 503
    assert printing.BUSY in answer.text


def test_letters_that_we_do_not_have_are_told_and_not_left_out(world):
    name = "agreements:agreement"
    with undone():
        Organisation.objects.filter(pk=world.team.pk).update(name="Team 你好")
        answer = ask(world, name, whoever_may(world, name), pdf="1")
    assert answer.status_code == 503
    assert printing.OTHER_LETTERS in answer.text


def test_the_button_asks_for_the_day_that_the_page_shows(world):
    browser = whoever_may(world, "agreements:agreement")
    page = ask(world, "agreements:agreement", browser, op="2026-01-05")
    assert "?op=2026-01-05&amp;pdf=1" in page.text


def test_a_letter_carries_no_name_of_this_product(world):
    content = ask(world, "agreements:message", whoever_may(world, "agreements:message"), pdf="1").content
    with pypdfium2.PdfDocument(content) as document:
        first = document[0].get_textpage().get_text_range()
    assert "Aanmelden" not in first
