"""What a team member typed is in no file of the browser's profile and in no log, form errors and sign-out included."""

import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import BrowserContext, sync_playwright

from example import accounts
from tests.journeys.conftest import FLAGS, WHOLE_CHROMIUM, Person
from tests.servers import answering

TYPED = {
    "Waar verblijft de cliënt?": "Wezelgemdijk",
    "Voornaam": "Oxelijne",
    "Naam": "Vrombautstra",
    "Straat en nummer": "Kwispelpad 7",
    "Telefoonnummer": "0470 81 92 73",
    "E-mailadres": "oxelijne.vrombautstra@post.example",
}
MISTYPED = {"Telefoonnummer": "0470 zes zeven", "E-mailadres": "vrombautstra zonder apenstaart"}
TOKENS = ("Wezelgemdijk", "Oxelijne", "Vrombautstra", "Kwispelpad", "81 92 73", "470819273", "zes zeven", "apenstaart")
CONTROL = "Pimpelzwaluw"
"""Posted to a page that answers with 200: this one must be found, or the search is blind."""


class AnswersThePost(BaseHTTPRequestHandler):
    """The page as ours must not be."""

    def do_GET(self) -> None:
        page = b"<form method=post><input name=a id=a><button>Verstuur</button></form>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def control() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), AnswersThePost)
    with answering(server):
        yield f"http://127.0.0.1:{server.server_port}/"


def files_with(folder: Path, token: str) -> list[str]:
    """The files that hold a token, in any encoding in which a browser writes text."""
    forms = {token, token.casefold(), quote(token), token.replace(" ", "+")}
    needles = {form.encode(encoding) for form in forms for encoding in ("utf-8", "utf-16-le")}
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            if any(needle in content for needle in needles):
                found.append(str(path.relative_to(folder)))
    return found


def fill(person: Person, answers: dict[str, str]) -> None:
    for label, answer in answers.items():
        person.page.get_by_label(label, exact=label == "Naam").fill(answer)  # the others add "niet verplicht"


def walk(person: Person) -> None:
    """From signing in to signing out, with every mistake on the way."""
    person.sign_in(accounts.TEAM_MEMBER_KEMPEN)
    place, *four = TYPED
    fill(person, {place: TYPED[place]})
    person.press("Ontvanger zoeken")
    assert person.sees("Deze plaats kennen wij niet.")
    fill(person, {place: "Westrelo"})
    person.press("Ontvanger zoeken")
    assert person.sees("Bedoelde u Westerlo?")
    person.look("bedoelde-u")
    person.press("Ja, ga verder met Westerlo")
    person.press("Toestemming bevestigen")
    assert person.sees("Duid alle vijf punten aan.")
    person.page.get_by_label("ouder, of iemand anders met ouderlijk gezag").check()
    for box in person.page.get_by_role("checkbox").all():
        box.check()
    person.page.get_by_label("mondeling").check()
    person.page.get_by_label("In welke taal").select_option("nl")
    person.page.get_by_label("niemand, wij verstonden elkaar").check()
    person.press("Toestemming bevestigen")
    right = {label: TYPED[label] for label in four}
    fill(person, {**right, **MISTYPED})
    person.page.get_by_label("Postcode").select_option("2260")
    person.press("Gegevens nakijken")
    assert person.page.get_by_label("Naam", exact=True).input_value() == TYPED["Naam"]
    person.look("gegevens-met-fouten")
    person.page.reload()
    assert person.page.get_by_label("E-mailadres").input_value() == MISTYPED["E-mailadres"]
    fill(person, right)
    person.press("Gegevens nakijken")
    person.page.go_back()
    person.page.go_forward()
    person.press("Aanmelding versturen")
    person.follow("Deze aanmelding bekijken")
    assert person.sees(TYPED["Naam"])
    person.press("Uitloggen")
    if person.page.get_by_role("heading", name="Wilt u uitloggen?").count():
        person.open(person.page.locator("main").get_by_role("button", name="Uitloggen"))
    person.page.get_by_label("Wachtwoord").wait_for()


def test_nothing_that_was_typed_stays_in_the_browser_or_in_a_log(product, control, tmp_path):
    profile = tmp_path / "profile"
    with sync_playwright() as playwright:
        context: BrowserContext = playwright.chromium.launch_persistent_context(
            profile, executable_path=WHOLE_CHROMIUM, args=FLAGS, locale="nl-BE"
        )
        person = Person(context, product, "geen_spoor")
        walk(person)
        page = context.new_page()
        page.goto(control)
        page.fill("#a", CONTROL)
        page.click("button")
        until = time.monotonic() + 60
        while not files_with(profile, CONTROL):  # the session file is written every two and a half seconds, in order
            assert time.monotonic() < until, "the search must find what a browser keeps of an answered POST"
            page.wait_for_timeout(100)
        context.close()
    assert files_with(profile, CONTROL)
    assert {token: files for token in TOKENS if (files := files_with(profile, token))} == {}
    logs = product.programs.log_folder
    assert {token: files for token in TOKENS if (files := files_with(logs, token))} == {}
    assert files_with(logs, "/aanmeldingen/nieuw/"), "the access log is there"
