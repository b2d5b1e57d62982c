"""How much work the screens ask, in numbers: `make screens` ends with one JSON line.

The same walks are judged by `tests/journeys/test_measures.py`. A click is whatever somebody presses, ticks or chooses;
typing is none. A page is what is seen on the way, with the first and the last. Heights are in pixels.
"""

import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Frame, Page, ViewportSize

from example import accounts
from local.ports import free_ports
from local.processes import ProgramFailedError, listen_for_stop
from local.product import Product
from local.run import say
from tools import lighthouse
from tools.build_assets import AssetsNotBuiltError, build
from tools.screenshots import NoPictureError, chromium, pass_the_welcome, signed_in

DESK: ViewportSize = {"width": 1280, "height": 720}
PHONE: ViewportSize = {"width": 375, "height": 740}
NARROWEST: ViewportSize = {"width": 320, "height": 740}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SENT_WITHIN = 300  # seconds, on a machine that does much else

GOALS = {
    "filing_pages": 5,
    "filing_clicks": 12,
    "contact_clicks": 3,
    "contact_form_y": DESK["height"],
    "agreement_height_1280": 2000,
    "list_row_height_375": 90,
    "figures_height_375": 5000,
    "log_height_375": 6000,
    "axe_violations": 0,
    "sideways_scroll_320": 0,
    "fields_too_wide_1280": 0,
    "targets_too_close_375": 0,
}
"""The most that each may be."""

PAGES = {
    "team": ["/aanmeldingen/", "/aanmeldingen/nieuw/", "/cijfers/"],
    "receiver": ["/opvolging/", "/opvolging/termijnen/", "/cijfers/"],
    "administrator": ["/overeenkomsten/", "/gegevenslekken/", "/organisaties/", "/verzendingen/"],
    "auditor": ["/logboek/"],
}
"""Pages of each person beside those of one referral or paper; Lighthouse looks at the first three."""

LISTS = {
    "team": ["/aanmeldingen/"],
    "receiver": ["/opvolging/", "/opvolging/termijnen/", "/opvolging/afgesloten/"],
    "administrator": ["/gbo/", "/gegevenslekken/", "/overeenkomsten/", "/organisaties/"],
}
"""Lists of each person, beside those of one place or paper. Not Verzendingen: it opens its rows while they are few, as
each asks for an act; nor the log, whose lines are as long as what they tell: there the whole page counts."""

FORMS = {
    "receiver": ["/opvolging/termijnen/", "/opvolging/"],
    "administrator": [
        "/overeenkomsten/",
        "/overeenkomsten/nieuw/",
        "/overeenkomsten/gemeenten-samenvoegen/",
        "/overeenkomsten/opzegtermijn/",
        "/overeenkomsten/mag-het/",
        "/organisaties/nieuw/",
        "/gegevenslekken/melden/",
    ],
    "auditor": ["/logboek/", "/aanmeldingen/bewijs/"],
}
"""Pages that ask something of each person, beside those of one referral."""

WIDEST = [
    (r"(^|_)(months|hour|days|years|attempts)(_|$)|postal_code", 110),
    (r"(^|_)(on|from|day|reference|box)$|^(op|van|tot)$|enterprise_number", 215),
    (r"phone|first_name|last_name|place|municipality|file_number", 380),
    (r"", 560),
]
"""By its name, how many pixels what a field holds takes at most; a list may be as wide as its longest answer."""

ARIAL_WIDTH = 3646
"""Pixels, of the letters and digits below in Arial of 100 pixels; fonts of its measure, such as Liberation, agree."""

_LETTERS_WIDTH = """() => {
    const line = document.createElement('canvas').getContext('2d');
    line.font = `100px ${getComputedStyle(document.querySelector('main h1')).fontFamily}`;
    return line.measureText('abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789').width;
}"""

CLIENT = {"first_name": "Imke", "last_name": "Proefmaat", "street": "Kasteelstraat 9", "phone": "0470 00 00 91"}


class Walk:
    """Somebody who does one task on a page, and what it takes."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0
        self.pages = 1
        page.on("framenavigated", self._count)

    def _count(self, frame: Frame) -> None:
        self.pages += frame.parent_frame is None

    def press(self, words: str) -> None:
        """Press a button of the page, and wait for what answers."""
        self.clicks += 1
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("button", name=words).first.click()

    def select(self, name: str, value: str) -> None:
        """Choose from a list, unless that is chosen already."""
        field = self.page.locator(f"main select[name={name}]")
        if field.count() and field.input_value() != value:
            self.clicks += 1
            field.select_option(value)

    def choose(self, name: str, value: str = "") -> None:
        """Tick every box of this name that is not ticked, or choose one of its radios; what is so costs none."""
        only = f"[value={value}]" if value else ""
        for box in self.page.locator(f"main [name={name}]{only}").all():
            if not box.is_checked():
                self.clicks += 1
                box.check()

    def end(self) -> None:
        self.page.remove_listener("framenavigated", self._count)


class OtherLettersError(Exception):
    """The letters of this machine are wider or narrower than those in which the goals were set; the message says it."""


def demand_letters(page: Page) -> None:
    """Refuse where a height would tell of the fonts of the machine, and not of our pages."""
    share = page.evaluate(_LETTERS_WIDTH) / ARIAL_WIDTH
    if abs(share - 1) > 0.01:
        raise OtherLettersError(
            f"The letters of this machine are {share:.0%} as wide as those of Arial, so heights cannot be judged."
            " Install a font of its measure (apt-get install fonts-liberation)."
        )


def filing(page: Page) -> tuple[str, dict[str, int]]:
    """File one referral from the start page on; return its reference, and what it took."""
    page.set_viewport_size(DESK)
    page.goto("/")
    walk = Walk(page)
    page.locator("[name=place]").fill("Westerlo")
    walk.press("Ontvanger zoeken")
    for name in ("told", "voluntary"):
        walk.choose(name)
    walk.choose("client", "parent")
    walk.choose("channel", "oral")
    walk.select("language", "nl")
    walk.press("Toestemming bevestigen")
    for name, text in CLIENT.items():
        page.locator(f"[name={name}]").fill(text)
    too_wide = fields_too_wide_here(page, "the data of the client")
    walk.select("postal_code", "2260")
    walk.press("Gegevens nakijken")
    walk.press("Aanmelding versturen")
    walk.end()
    reference = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", page.url)
    assert reference, page.url
    found = {"filing_pages": walk.pages, "filing_clicks": walk.clicks, "fields_too_wide_1280": too_wide}
    return reference[0], found


def contact(page: Page, reference: str) -> dict[str, int]:
    """Note a first contact and its result on the page of a referral that was sent; return what it took."""
    page.set_viewport_size(DESK)
    until = time.monotonic() + SENT_WITHIN
    while not page.goto(f"/opvolging/{reference}/").ok:  # type: ignore[union-attr]
        assert time.monotonic() < until, "the referral was not sent"
        page.wait_for_timeout(1000)
    form = page.locator("main form", has=page.locator("[name=channel]"))
    y = form.evaluate("form => Math.round(form.getBoundingClientRect().top + scrollY)")
    walk = Walk(page)
    for name, value in (("channel", "phone"), ("result", "wants_help")):
        walk.choose(name, value)
    walk.press("Contact noteren")
    page.get_by_role("cell", name="telefoon", exact=True).wait_for()
    walk.end()
    return {"contact_clicks": walk.clicks, "contact_form_y": y}


def height(page: Page, path: str, size: ViewportSize) -> int:
    """How long a page is."""
    page.set_viewport_size(size)
    page.goto(path)
    return int(page.evaluate("document.documentElement.scrollHeight"))


def row_height(page: Page, paths: Iterable[str]) -> int:
    """How high the highest row of the lists of these pages is on a phone."""
    page.set_viewport_size(PHONE)
    script = """() => Math.max(0, ...[...document.querySelectorAll('main .app-table--list tbody tr')]
        .map(row => Math.round(row.getBoundingClientRect().height)))"""
    heights = {}
    for path in paths:
        page.goto(path)
        heights[path] = int(page.evaluate(script))
        if heights[path] > GOALS["list_row_height_375"]:
            _tell(f"{path} has a row of {heights[path]} pixels")
    return max(heights.values())


def faults(page: Page, paths: Iterable[str]) -> dict[str, int]:
    """What axe finds on these pages, and how many of them scroll sideways at 320 pixels."""
    violations = sideways = 0
    for path in paths:
        page.set_viewport_size(DESK)
        page.goto(path)
        found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
        if found.violations_count:
            _tell(f"{path}: {found.generate_report()}")
        violations += found.violations_count
        page.set_viewport_size(NARROWEST)
        if page.evaluate("document.documentElement.scrollWidth > 320"):
            _tell(f"{path} scrolls sideways at 320 pixels")
            sideways += 1
    return {"axe_violations": violations, "sideways_scroll_320": sideways}


def fields_too_wide(page: Page, paths: Iterable[str]) -> int:
    """How many fields of these pages are wider than what they hold: a long box for a postcode asks for more."""
    page.set_viewport_size(DESK)
    found = 0
    for path in paths:
        page.goto(path)
        found += fields_too_wide_here(page, path)
    return found


def fields_too_wide_here(page: Page, path: str) -> int:
    """The same of the page that is open."""
    found = 0
    for name, width, answers in page.evaluate(_FIELDS):
        most = answers + 90 if answers else next(most for words, most in WIDEST if re.search(words, name))
        if width > max(most, 200 if answers else 0):
            _tell(f"{path}: the field {name} is {width} pixels wide, and holds at most {most}")
            found += 1
    return found


_FIELDS = """() => {
    const pen = document.createElement('canvas').getContext('2d');
    const kinds = 'input:not([type=radio], [type=checkbox], [type=file], [type=hidden]), select';
    return [...document.querySelector('main').querySelectorAll(kinds)].filter(one => one.offsetParent).map(one => {
        pen.font = getComputedStyle(one).font;
        const answers = [...(one.options || [])].map(answer => Math.ceil(pen.measureText(answer.text).width));
        return [one.name, Math.round(one.getBoundingClientRect().width), Math.max(0, ...answers)];
    });
}"""
"""Name, width, and of a list how long its longest answer is."""


def targets_too_close(page: Page, paths: Iterable[str]) -> int:
    """How many links and buttons outside sentences are neither 44 pixels high nor 24 apart from the next on a phone."""
    page.set_viewport_size(PHONE)
    found = 0
    for path in paths:
        page.goto(path)
        for words in page.evaluate(_CLOSE):
            _tell(f"{path}: {words}")
            found += 1
    return found


_CLOSE = """() => {
    const kinds = '.app-menu a, .app-menu button, .app-more a, .app-more button, .app-card p > a:only-child, '
        + '.app-now a, main .govuk-button, .app-tabs a';
    const seen = [...document.querySelectorAll(kinds)].filter(one => one.offsetParent)
        .map(one => [one.textContent.trim(), one.getBoundingClientRect()]).sort((a, b) => a[1].top - b[1].top);
    return seen.slice(1).flatMap(([words, box], at) => {
        const [above, over] = seen[at];
        const beside = box.left >= over.right || over.left >= box.right;
        const apart = beside ? Math.max(box.left - over.right, over.left - box.right) : box.top - over.bottom;
        const high = Math.min(box.height, over.height) >= 44;
        return high || apart >= 24 || beside ? [] : [`“${above}” and “${words}” are ${Math.round(apart)} pixels apart`];
    });
}"""
"""Pairs of neighbours that a thumb takes for one another."""


def of_the_team(page: Page) -> tuple[str, dict[str, int]]:
    """What a team member meets; with the reference of the referral that was filed on the way."""
    reference, found = filing(page)
    found["list_row_height_375"] = row_height(page, LISTS["team"])
    acts = [f"/aanmeldingen/{reference}/{act}/" for act in ("foutief", "intrekken", "meenemen")]
    found["fields_too_wide_1280"] += fields_too_wide(page, (*acts, "/aanmeldingen/", "/aanmeldingen/terug/"))
    found["targets_too_close_375"] = targets_too_close(page, (f"/aanmeldingen/{reference}/", "/aanmeldingen/"))
    return reference, found | faults(page, (f"/aanmeldingen/{reference}/", *PAGES["team"]))


def of_the_receiver(page: Page, reference: str) -> dict[str, int]:
    """What a social worker meets, who notes a contact on the referral that was filed."""
    found = contact(page, reference)
    found["list_row_height_375"] = row_height(page, LISTS["receiver"])
    asking = (f"/opvolging/{reference}/resultaat/", f"/opvolging/{reference}/foutief/", *FORMS["receiver"])
    found["fields_too_wide_1280"] = fields_too_wide(page, asking)
    found["targets_too_close_375"] = targets_too_close(page, (f"/opvolging/{reference}/", "/opvolging/"))
    page.goto("/cijfers/")
    dossier = page.get_by_role("link", name="Dossier voor de evaluatie").first.get_attribute("href") or ""
    found["figures_height_375"] = max(height(page, path, PHONE) for path in ("/cijfers/", dossier))
    return found | faults(page, (f"/opvolging/{reference}/", dossier, *PAGES["receiver"]))


def of_the_administrator(page: Page) -> dict[str, int]:
    """What who looks after the papers meets."""
    page.goto("/organisaties/")
    page.get_by_role("link", name=accounts.OCMW_WESTERLO).first.click()
    colleagues = page.get_by_role("link", name="Wie heeft toegang").first.get_attribute("href") or ""
    page.goto("/overeenkomsten/")
    partners = (accounts.OCMW_WESTERLO, accounts.OCMW_DIEST)  # papers in order, and the ones that lack most
    papers, largest = (
        page.locator("main table a", has_text=name).first.get_attribute("href") or "" for name in partners
    )
    tallest = max(height(page, path, DESK) for path in (papers, largest))
    tabs = [papers + tab for tab in ("contacten/", "berichten/", "bestanden/")]
    rows = row_height(page, [*LISTS["administrator"], colleagues, *tabs])
    found = {"list_row_height_375": rows, "agreement_height_1280": tallest}
    found["figures_height_375"] = height(page, "/cijfers/", PHONE)
    asking = (*FORMS["administrator"], papers + "mailbox/", papers + "advies/partner/", papers + "protocol/")
    found["fields_too_wide_1280"] = fields_too_wide(page, asking)
    found["targets_too_close_375"] = targets_too_close(page, (papers, "/overeenkomsten/"))
    return found | faults(page, (papers, *PAGES["administrator"]))


def of_the_auditor(page: Page) -> dict[str, int]:
    """What a DPO meets."""
    page.goto("/logboek/")
    pass_the_welcome(page)
    found = {"log_height_375": height(page, "/logboek/", PHONE)}
    found["fields_too_wide_1280"] = fields_too_wide(page, FORMS["auditor"])
    return found | faults(page, PAGES["auditor"])


def together(*found: dict[str, int]) -> dict[str, int]:
    """What several people met: faults are added, of everything else the worst counts."""
    names = dict.fromkeys(name for one in found for name in one)
    counted = dict.fromkeys([name for name, most in GOALS.items() if most == 0], sum)
    return {name: counted.get(name, max)([one[name] for one in found if name in one]) for name in names}


def measure_all(browser: Browser, site: str) -> dict[str, Any]:
    """Let each person walk once, then look at ten pages with Lighthouse."""
    looked_at: list[tuple[str, str]] = []

    def remember(page: Page, role: str) -> None:
        cookies = "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())
        looked_at.extend((site + path, cookies) for path in PAGES[role][:3])

    with signed_in(browser, site, accounts.TEAM_MEMBER_KEMPEN) as page:
        demand_letters(page)
        reference, team = of_the_team(page)
        remember(page, "team")
    with signed_in(browser, site, accounts.SOCIAL_WORKER_WESTERLO) as page:
        receiver = of_the_receiver(page, reference)
        remember(page, "receiver")
    with signed_in(browser, site, accounts.ADMINISTRATOR) as page:
        administrator = of_the_administrator(page)
        remember(page, "administrator")
    with signed_in(browser, site, accounts.AUDITOR) as page:
        auditor = of_the_auditor(page)
        remember(page, "auditor")
    found: dict[str, Any] = {**together(team, receiver, administrator, auditor)}
    found["lighthouse_min"] = lighthouse.lowest(looked_at) if not os.environ.get("LIGHTHOUSE_OFF") else None
    return found


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def main() -> int:
    """Walk, measure, and print what was found as one JSON line."""
    listen_for_stop()
    try:
        build()
        with (
            tempfile.TemporaryDirectory(prefix="aanmelden-maten-") as folder,
            Product(Path(folder), free_ports(), tell=_tell) as product,
            chromium() as browser,
        ):
            line = measure_all(browser, product.site)
    except (OtherLettersError, NoPictureError, AssetsNotBuiltError, ProgramFailedError) as error:
        say(f"MISLUKT: {error}")
        return 1
    say(json.dumps(line))
    return 0


if __name__ == "__main__":
    sys.exit(main())
