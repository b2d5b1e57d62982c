"""The pictures of the user guide: the product runs with its example data, and Chromium walks through it.

`python -m tools.screenshots` writes them all anew, in docs/handleiding/beelden and docs/images. People, papers and
clients are those of the example, so no picture shows anyone who exists.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, ViewportSize, sync_playwright

from example import accounts
from example.accounts import ExampleAccount
from example.second_factor import unused_code_of
from local.ports import free_ports
from local.processes import ROOT, ProgramFailedError, listen_for_stop
from local.product import Product
from local.run import say
from tools.build_assets import AssetsNotBuiltError, build
from tools.demo import DELIVERY, TYPED

GUIDE = ROOT / "docs" / "handleiding" / "beelden"
README = ROOT / "docs" / "images"
SIZE: ViewportSize = {"width": 1024, "height": 768}  # pixels
LARGEST = 150_000  # bytes: the repository carries every version of every picture
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
"""No picture needs the network; nothing but the product is asked for."""


class NoPictureError(Exception):
    """A picture could not be made; the message says why."""


def main() -> int:
    """Make every picture; return the exit code."""
    listen_for_stop()
    try:
        build()
        with (
            tempfile.TemporaryDirectory(prefix="aanmelden-beelden-") as folder,
            Product(Path(folder), free_ports(), tell=say) as product,
            chromium() as browser,
        ):
            take_all(browser, product.site)
    except (NoPictureError, AssetsNotBuiltError, ProgramFailedError) as error:
        say(f"MISLUKT: {error}")
        return 1
    return 0


@contextmanager
def chromium() -> Iterator[Browser]:
    """The Chromium of this computer, without a window."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        raise NoPictureError("Chromium ontbreekt. Installeer het, bijvoorbeeld: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield browser
        browser.close()


def take_all(browser: Browser, site: str) -> None:
    """Every person walks an own way; the social worker meets the referral that the team member files."""
    page = browser.new_page(base_url=site, viewport=SIZE)
    page.goto("/inloggen/")
    take(page, "inloggen")
    page.locator("[name=login]").fill(accounts.HEAD_WESTERLO.email)
    page.locator("[name=password]").fill(accounts.PASSWORD)
    press(page, "Inloggen")
    take(page, "inloggen-code")
    page.close()
    with signed_in(browser, site, accounts.TEAM_MEMBER_KEMPEN) as page:
        reference = file_referral(page)
    with signed_in(browser, site, accounts.TEAM_MEMBER_DEMER) as page:
        meet_a_refusal(page)
    with signed_in(browser, site, accounts.SOCIAL_WORKER_WESTERLO) as page:
        follow_up(page, reference)
    with signed_in(browser, site, accounts.HEAD_WESTERLO) as page:
        invite(page)
    with signed_in(browser, site, accounts.ADMINISTRATOR) as page:
        look_after_papers(page)
    with signed_in(browser, site, accounts.AUDITOR) as page:
        read_the_trail(page)


@contextmanager
def signed_in(browser: Browser, site: str, account: ExampleAccount) -> Iterator[Page]:
    """A page with a session of its own, on the first page of this person."""
    context = browser.new_context(base_url=site, viewport=SIZE, locale="nl-BE")
    page = context.new_page()
    page.goto("/inloggen/")
    page.locator("[name=login]").fill(account.email)
    page.locator("[name=password]").fill(accounts.PASSWORD)
    press(page, "Inloggen")
    page.locator("[name=code]").fill(unused_code_of(account.email))
    press(page, "Code bevestigen")
    pass_the_welcome(page)
    yield page
    context.close()


def pass_the_welcome(page: Page) -> None:
    """Go on as who has been here before: the first visit is not what is shown or measured."""
    if page.get_by_role("button", name="Dit niet meer tonen").count():
        press(page, "Dit niet meer tonen")


def file_referral(page: Page) -> str:
    """From the worklist to a referral that was sent; returns its reference."""
    take(page, "teamlid-aanmeldingen", height=1000)
    choose_place(page, "Westerlo")
    page.locator("[name=client][value=parent]").check()
    for box in page.locator("[name=told], [name=voluntary]").all():
        box.check()
    page.locator("[name=channel][value=oral]").check()
    page.locator("[name=language]").select_option("nl")
    page.locator("[name=interpreter][value=none]").check()
    take(page, "teamlid-toestemming", height=1000)
    press(page, "Toestemming bevestigen")
    for name, text in TYPED.items():
        field = page.locator(f"[name={name}]")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(text)
        else:
            field.fill(text)
    take(page, "teamlid-gegevens", height=1850)
    press(page, "Gegevens nakijken")
    take(page, "teamlid-nakijken")
    press(page, "Aanmelding versturen")
    reference = page.url.split("/")[-3]
    until = time.monotonic() + DELIVERY
    while page.locator(".app-tag").first.inner_text() != "verstuurd":
        if time.monotonic() > until:
            raise NoPictureError(f"aanmelding {reference} wordt niet verstuurd")
        page.wait_for_timeout(200)
        page.goto(f"/aanmeldingen/{reference}/")
    take(page, "aanmelding", folder=README, height=1310)
    return reference


def meet_a_refusal(page: Page) -> None:
    """A place where nothing may go, and a referral that was held back."""
    choose_place(page, "Diest")
    take(page, "teamlid-mag-niet", height=900)
    page.goto("/aanmeldingen/?status=blocked")
    page.locator(".app-table th a").first.click()
    take(page, "teamlid-tegengehouden", height=690)


def follow_up(page: Page, reference: str) -> None:
    """From the worklist of the receiver to the outcome."""
    take(page, "werker-opvolging", height=1000)
    page.goto(f"/opvolging/{reference}/")
    take(page, "werker-aanmelding", height=1230)
    press(page, "Wachtwoord tonen")
    take(page, "werker-wachtwoord")
    page.goto(f"/opvolging/{reference}/")
    page.locator("[name=channel][value=phone]").check()
    page.locator("[name=result][value=reached]").check()
    take(page, "werker-contactpoging", around=page.locator("section[aria-labelledby=attempt]"))
    press(page, "Contact noteren")
    page.goto(f"/opvolging/{reference}/resultaat/")
    page.locator("[name=kind][value=wants_help]").check()
    take(page, "werker-resultaat")
    page.goto("/opvolging/termijnen/")
    take(page, "werker-termijnen", height=1000)
    page.goto("/cijfers/")
    take(page, "cijfers", height=1500)
    page.get_by_role("link", name="Dossier voor de evaluatie openen").first.click()
    take(page, "evaluatiedossier", height=1300)


def invite(page: Page) -> None:
    """The colleagues of a receiver, for its head, who has a new phone as well."""
    page.goto("/mijn-account/")
    page.get_by_role("link", name="Wie heeft toegang").first.click()
    take(page, "diensthoofd-collegas", height=900)
    page.goto("/mijn-account/app/koppelen/")
    take(page, "app-koppelen", height=1250)


def look_after_papers(page: Page) -> None:
    """The register, papers that are not in order, and a mailbox."""
    page.goto("/overeenkomsten/")
    take(page, "beheerder-overeenkomsten", height=1400)
    open_agreement(page, accounts.OCMW_DIEST)
    take(page, "beheerder-taken", around=page.locator(".app-columns .govuk-task-list"))
    page.goto("/overeenkomsten/")
    open_agreement(page, accounts.OCMW_WESTERLO)
    page.get_by_role("link", name="Mailbox").click()
    take(page, "beheerder-mailbox", height=1100)


def read_the_trail(page: Page) -> None:
    page.goto("/logboek/")
    take(page, "auditor-logboek", height=900)


def choose_place(page: Page, place: str) -> None:
    page.goto("/aanmeldingen/nieuw/")
    page.locator("[name=place]").fill(place)
    press(page, "Ontvanger zoeken")


def open_agreement(page: Page, partner: str) -> None:
    page.locator(".app-table th a", has_text=partner).click()


def press(page: Page, words: str) -> None:
    """Press a button, and wait for the page that answers: the next step would cut off what is still under way."""
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=words).click()


def take(
    page: Page, name: str, *, folder: Path = GUIDE, height: int | None = None, around: Locator | None = None
) -> None:
    """Write the picture of a whole page, of its top (`height` in pixels) or of what stands `around` one element."""
    file = folder / f"{name}.png"
    page.evaluate("document.activeElement?.blur()")  # no ring around the last answer
    if around is not None:
        around.screenshot(path=file)
    elif height is not None:
        page.screenshot(path=file, full_page=True, clip={"x": 0, "y": 0, "width": SIZE["width"], "height": height})
    else:
        page.screenshot(path=file, full_page=True)
    size = file.stat().st_size
    if size > LARGEST:
        raise NoPictureError(f"{file.name} is te groot: {size} bytes")
    say(f"{file.relative_to(ROOT)}: {size / 1000:.0f} kB")


if __name__ == "__main__":
    sys.exit(main())
