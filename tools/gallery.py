"""The gallery of `docs/galerij`: every kind of page once, at 1280 and at 375 pixels, for people to leaf through.

Each person follows the links of the product, so a new page stands in it by itself. What asks
for a press on a button is pressed here. A picture is a small WebP, which Chromium writes itself.
"""

import base64
import re
import shutil
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, ViewportSize
from playwright.sync_api import Error as PlaywrightError

from example import accounts
from example.accounts import ExampleAccount
from local.ports import free_ports
from local.processes import ROOT, ProgramFailedError, listen_for_stop
from local.product import Product
from local.run import say
from tools import measures
from tools.build_assets import AssetsNotBuiltError, build
from tools.demo import DELIVERY
from tools.screenshots import NoPictureError, choose_place, chromium, open_agreement, press, signed_in

FOLDER = ROOT / "docs" / "galerij"
SIZES: list[tuple[ViewportSize, float]] = [({"width": 1280, "height": 720}, 0.5), ({"width": 375, "height": 740}, 0.66)]
"""How wide a page is opened, and how large its picture is beside that."""
QUALITY = 30
LARGEST_OF_ALL = 12_000_000  # bytes of the whole folder

_NO_PAGE = re.compile(r"/(static|uitloggen|downloaden)/|/agenda/$|\.(csv|xlsx|ics|pdf|zip|txt|png)$|/blad/$|/bestand/")
_OBJECT = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9A-Z]{4}-[0-9A-Z]{4}|\d{5}|\d+")
MOST_OF_A_ROLE = 150
"""More pages than a role has: a link that leads to ever new ones ends the walk with an error."""

Picture = tuple[str, str, str]
"""Role, title and name of a picture, without its width."""


def make_gallery(browser: Browser, product: Product) -> None:
    """Write every picture anew, and the page that shows them."""
    site = product.site
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    pictures: list[Picture] = []
    context = browser.new_context(base_url=site, locale="nl-BE")
    seen: set[str] = set()
    pictures += _leaf_through(context.new_page(), "bezoeker", "/inloggen/", seen=seen)
    context.close()
    seen -= {"/help/*/"}  # of the guide each role shows the page that is for it
    for role, account, begin in WALKS:
        with signed_in(browser, site, account) as page:
            pictures += begin(page, role)
            pictures += _leaf_through(page, role, "/", seen=seen)
            if account == accounts.ADMINISTRATOR:
                pictures += _by_link(page, product)
    _write_page(pictures)
    total = sum(file.stat().st_size for file in FOLDER.iterdir())
    say(f"docs/galerij: {len(pictures)} pagina's, {total / 1e6:.1f} MB")
    if total > LARGEST_OF_ALL:
        raise NoPictureError(f"docs/galerij is te groot: {total} bytes")


def _file(page: Page, role: str) -> list[Picture]:
    """A team member is refused once, begins a referral that waits, and files one."""
    choose_place(page, "Diest")
    pictures = _take(page, role, "plaats-mag-niet")
    choose_place(page, "Westerlo")
    press(page, "Later verder")
    press(page, "Oefenen met een verzonnen cliënt")
    pictures += _take(page, role, "oefenen")
    reference, _numbers = measures.filing(page)
    pictures += _take(page, role, "bevestiging")
    for button, name in (("Wachtwoord tonen", "wachtwoord"), ("Dossier tonen", "dossier-inzage")):
        page.goto(f"/aanmeldingen/{reference}/")
        found = page.locator("main").get_by_role("button", name=button)
        if found.count():
            with page.expect_navigation():
                found.first.click()
            pictures += _take(page, role, name)
    return pictures


def _type_over(page: Page, role: str) -> list[Picture]:
    """An administrator begins to type a paper over, which then waits, and makes an address for an own calendar."""
    page.goto("/overeenkomsten/papieren/nieuw/")
    page.locator("main [name=papers]").first.check()
    press(page, "Overtypen beginnen")
    page.goto("/overeenkomsten/wat-komt-eraan/agenda/adres/")
    press(page, "Adres maken")
    return _take(page, role, "agenda-adres")


def _by_link(page: Page, product: Product) -> list[Picture]:
    """What a partner without an account opens from a mail: its own part, and its part of the evaluation."""
    page.goto("/overeenkomsten/")
    with page.expect_navigation():
        open_agreement(page, accounts.OCMW_WESTERLO)
    papers = urlsplit(page.url).path
    page.goto(f"{papers}eigen-deel/vragen/")
    press(page, "Link sturen")
    page.goto(f"{papers}evaluatie/")
    press(page, "Nu al om ieders deel vragen")
    pictures: list[Picture] = []
    for name, words in LINKS.items():
        context = page.context.browser.new_context(locale="nl-BE")  # type: ignore[union-attr]  # it has one
        visitor = context.new_page()
        visitor.goto(_link_in_mail(product, words))
        pictures += _take(visitor, "partner", name)
        context.close()
    return pictures


LINKS = {
    "eigen-deel": "/overeenkomsten/uw-deel/",
    "evaluatie": "/evaluatie/uw-deel/",
}
"""A part of the address in a mail to a partner, for each picture of what it opens."""


def _link_in_mail(product: Product, words: str) -> str:
    """The first link with these words in any mail that a partner got; waits for the worker."""
    pattern = re.compile(rf"http\S+{re.escape(words)}\S*\?\S+")
    until = time.monotonic() + DELIVERY
    while time.monotonic() < until:
        for file in sorted((product.folder / "mailbox" / "mails").rglob("*")):
            if file.is_file():
                mail = message_from_bytes(file.read_bytes(), policy=policy.default)
                body = mail.get_body(("plain",))
                if body and (found := pattern.search(body.get_content())):
                    return found[0]
        time.sleep(0.5)
    raise NoPictureError(f"geen mail met een link naar {words}")


def _nothing(page: Page, role: str) -> list[Picture]:
    return []


WALKS: list[tuple[str, ExampleAccount, Callable[[Page, str], list[Picture]]]] = [
    ("teamlid", accounts.TEAM_MEMBER_KEMPEN, _file),
    ("ontvanger", accounts.HEAD_WESTERLO, _nothing),
    ("beheerder", accounts.ADMINISTRATOR, _type_over),
    ("dpo", accounts.AUDITOR, _nothing),
]


def _leaf_through(page: Page, role: str, start: str, *, seen: set[str]) -> list[Picture]:
    """Follow the links from a page on, to each kind of page once; those that another role opened are left out."""
    pictures: list[Picture] = []
    wait = deque([start])
    mine: set[str] = set()
    while wait:
        if len(pictures) > MOST_OF_A_ROLE:
            raise NoPictureError(f"er komt geen einde aan de pagina's van {role}")
        path = wait.popleft()
        if _kind(path) in mine | seen or _NO_PAGE.search(path):
            continue
        mine.add(_kind(path))
        page.set_viewport_size(SIZES[0][0])
        try:
            answer = page.goto(path)
        except PlaywrightError:  # a file to keep, and no page
            continue
        if answer is None or not answer.ok or "text/html" not in answer.headers.get("content-type", ""):
            continue
        here = urlsplit(page.url).path
        if here != path and _kind(here) in mine | seen:  # it leads to a page that was taken already
            continue
        mine.add(_kind(here))
        pictures += _take(page, role, _name_of(here))
        wait.extend(_links(page))
    seen |= {kind for kind in mine if kind not in SHOWN_TO_EACH}
    return pictures


SHOWN_TO_EACH = {"/", "/cijfers/", "/mijn-account/"}


def _links(page: Page) -> list[str]:
    """The pages of the product to which this one leads."""
    script = "links => links.map(link => link.href)"
    own = f"{urlsplit(page.url).scheme}://{urlsplit(page.url).netloc}"
    found = page.locator("a[href]").evaluate_all(script)
    return [urlsplit(link).path for link in found if link.startswith(own)]


def _kind(path: str) -> str:
    """An address without what it is about; all pages of the guide are one kind."""
    return re.sub(r"^/(help|stop)/[a-z-]+/$", r"/\1/*/", _OBJECT.sub("*", path))


def _name_of(path: str) -> str:
    return re.sub(r"[^a-z]+", "-", _OBJECT.sub("een", path).lower()).strip("-") or "start"


def _take(page: Page, role: str, name: str) -> list[Picture]:
    """Write a page as it stands now in both sizes, from top to bottom."""
    page.evaluate("document.activeElement?.blur()")
    session = page.context.new_cdp_session(page)
    for size, scale in SIZES:
        page.set_viewport_size(size)
        height = int(page.evaluate("document.documentElement.scrollHeight"))
        clip = {"x": 0, "y": 0, "width": size["width"], "height": height, "scale": scale}
        options = {"format": "webp", "quality": QUALITY, "captureBeyondViewport": True, "clip": clip}
        content = session.send("Page.captureScreenshot", options)["data"]
        _file_of(role, name, size["width"]).write_bytes(base64.b64decode(content))
    session.detach()
    title = page.title().partition(" – ")[0]
    return [(role, title, name)]


def _file_of(role: str, name: str, width: int) -> Path:
    return FOLDER / f"{role}-{name}-{width}.webp"


def _write_page(pictures: list[Picture]) -> None:
    """The page of the repository that shows them all."""
    lines = [
        "# Galerij",
        "",
        "Elke soort pagina, met voorbeeldgegevens: links op een scherm (1280 pixels), rechts op een telefoon (375).",
        "`make screenshots` maakt ze opnieuw. Niemand op deze beelden bestaat.",
    ]
    role = ""
    for of_role, title, name in pictures:
        if of_role != role:
            role = of_role
            lines += ["", f"## {role.upper() if role == 'dpo' else role.capitalize()}"]
        wide, narrow = (f"{role}-{name}-{size['width']}.webp" for size, _scale in SIZES)
        lines += ["", f"### {title}", f'<img src="{wide}" width="600" alt=""> <img src="{narrow}" width="200" alt="">']
    (FOLDER / "README.md").write_text("\n".join([*lines, ""]), encoding="utf-8")


def main() -> int:
    """Make the gallery; return the exit code."""
    listen_for_stop()
    try:
        build()
        with (
            tempfile.TemporaryDirectory(prefix="aanmelden-galerij-") as folder,
            Product(Path(folder), free_ports(), tell=say) as product,
            chromium() as browser,
        ):
            make_gallery(browser, product)
    except (NoPictureError, AssetsNotBuiltError, ProgramFailedError) as error:
        say(f"MISLUKT: {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
