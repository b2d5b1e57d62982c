"""A browser in front of the whole product: the same processes as `make run`, with their own ports and folder."""

import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, StorageState, sync_playwright

from example.accounts import PASSWORD, ExampleAccount
from example.second_factor import unused_code_of
from local.ports import free_ports
from local.product import Product
from tests.sentry_endpoint import sentry
from tools.build_assets import build

SCREENSHOTS = Path(__file__).parent / "screenshots"
PICTURES_WANTED = bool(os.environ.get("PICTURES"))
WHOLE_CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
CHROMIUM = shutil.which("chromium-headless-shell") or WHOLE_CHROMIUM
"""The shell draws the same pages without windows around them, in a sixth less time; it keeps no files of sessions."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def told_to_sentry() -> list[bytes]:
    """What the Sentry of the product below was told."""
    return []


@pytest.fixture(scope="session")
def product(told_to_sentry) -> Iterator[Product]:
    """Start the product with its demo data, a journal and a Sentry."""
    if WHOLE_CHROMIUM is None:
        message = "There is no Chromium on this machine: NO BROWSER JOURNEY WAS WALKED. Install it (chromium)."
        if os.environ.get("BROWSER_REQUIRED"):
            pytest.fail(message)
        pytest.skip(message)
    build()
    with ExitStack() as stack:
        with pytest.MonkeyPatch.context() as environment:
            for name in ("DATABASE_URL", "REDIS_URL"):  # services of its own: the other process has a product too
                environment.delenv(name, raising=False)
            # Not in a folder of pytest: who starts another pytest closes that one to the user of PostgreSQL.
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="journeys-")))
            folder.chmod(0o711)
            environment.setenv("SENTRY_DSN", stack.enter_context(sentry(told_to_sentry)))
            environment.setenv("WITHDRAWAL_JOURNAL", str(folder / "journal.jsonl"))
            product = stack.enter_context(Product(folder, free_ports()))
        yield product


@pytest.fixture(scope="module")
def browser(product) -> Iterator[Browser]:
    """Start a browser; gone after the module, because its event loop would be in the way of Django's tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


_sessions: dict[tuple[str, str], tuple[float, StorageState]] = {}
"""Each code works once and an app shows two a minute: who signed in stays signed in for the next journeys."""
FRESH_FOR = 8 * 60
"""Seconds; after a quarter of an hour some pages would ask a code again, in the middle of a journey."""


_looked_at: set[str] = set()
"""Pages that were in order, to the letter and the tick, their tokens apart: as that of signing in, they still are."""
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
_AS_IT_STANDS = """() => document.documentElement.outerHTML + JSON.stringify([innerWidth, innerHeight,
    ...[...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
    .map(one => [one.checked, one.value])])"""


class Person:
    """Someone at a browser, who is signed in."""

    def __init__(self, context: BrowserContext, product: Product, journey: str) -> None:
        self.page: Page = context.new_page()
        self.page.set_default_timeout(15_000)
        self.product = product
        self.journey = journey

    def sign_in(self, account: ExampleAccount) -> None:
        self.give_password(account)
        self.look("code")
        self.page.get_by_label("Code").fill(unused_code_of(account.email))
        self.press("Code bevestigen")
        self.page.get_by_role("button", name="Uitloggen").wait_for()

    def give_password(self, account: ExampleAccount) -> None:
        self.page.goto(f"{self.product.site}/inloggen/")
        self.look("inloggen")
        self.page.get_by_label("E-mailadres").fill(account.email)
        self.page.get_by_label("Wachtwoord").fill(PASSWORD)
        self.press("Inloggen")

    def press(self, name: str) -> None:
        self.open(self.page.get_by_role("button", name=name, exact=True))

    def follow(self, name: str) -> None:
        self.open(self.page.get_by_role("link", name=name).first)

    def open_papers(self, team: str, partner: str) -> None:
        """Open these papers from the register: another journey may have registered papers with the same partner."""
        row = self.page.get_by_role("row").filter(has_text=team).filter(has_text=partner)
        self.open(row.get_by_role("link").first)

    def open(self, link_or_button: Locator) -> None:
        """Click, and wait for the page that answers: a click alone returns before it is there."""
        with self.page.expect_navigation():
            link_or_button.click()

    def sees(self, text: str) -> bool:
        return text in self.page.locator("main").inner_text()

    def look(self, name: str) -> None:
        """Check this page with axe and at 320 pixels wide."""
        self.keep_picture(name)
        seen = _TOKEN.sub("", self.page.evaluate(_AS_IT_STANDS))
        if seen in _looked_at:
            return
        result = Axe().run(self.page, options={"runOnly": RULES, "resultTypes": ["violations"]})
        assert result.violations_count == 0, result.generate_report()
        self._nothing_hangs_in_the_air()
        usual = self.page.viewport_size
        self.page.set_viewport_size({"width": 320, "height": 800})
        too_wide = self.page.evaluate(
            """() => document.documentElement.scrollWidth <= 320 ? [] : [...document.querySelectorAll('main *')]
                .filter(element => element.getBoundingClientRect().right > 320)
                .map(one => `${one.tagName} ${one.className}: ${one.textContent.trim().slice(0, 50)}`)"""
        )
        assert not too_wide, "the page scrolls sideways"
        self.page.set_viewport_size(usual)
        _looked_at.add(seen)

    def keep_picture(self, name: str) -> None:
        """Keep the whole page for a person to look at, who asks for it with PICTURES=1."""
        if PICTURES_WANTED:
            SCREENSHOTS.mkdir(exist_ok=True)
            self.page.screenshot(path=SCREENSHOTS / f"{self.journey}-{name}.png", full_page=True)

    def _nothing_hangs_in_the_air(self) -> None:
        """Every description exists, and every group of choices has a name: axe does not ask for these."""
        missing = self.page.evaluate(
            """() => [...document.querySelectorAll('[aria-describedby]')]
                .flatMap(element => element.getAttribute('aria-describedby').split(' '))
                .filter(id => !document.getElementById(id))"""
        )
        assert missing == []
        nameless = self.page.evaluate(
            """() => [...document.querySelectorAll('input[type=radio]')]
                .filter(input => !input.closest('fieldset')?.querySelector('legend')).length"""
        )
        assert nameless == 0


@pytest.fixture
def a_person(browser, product, request) -> Iterator[Callable[[ExampleAccount], Person]]:
    """Return someone at a browser of their own, who goes on with the session of an earlier journey."""
    journey = re.sub(r"^test_", "", request.node.name)

    def sit_down(account: ExampleAccount) -> Person:
        signed_in_at, kept = _sessions.get((product.site, account.email), (0.0, None))
        is_fresh = time.monotonic() - signed_in_at < FRESH_FOR
        context = browser.new_context(base_url=product.site, locale="nl-BE", storage_state=kept if is_fresh else None)
        person = Person(context, product, journey)
        person.page.goto(product.site)
        if "/inloggen/" in person.page.url:
            person.sign_in(account)
            _sessions[product.site, account.email] = time.monotonic(), context.storage_state()
        return person

    yield sit_down
    for context in browser.contexts:
        context.close()
