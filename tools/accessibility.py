"""What the accessibility statement says of our own tests, measured: `make accessibility` fills `home/measured.json`.

Each person opens the pages of `tools.measures`. On each of them axe looks, the page is made 320 pixels wide, and
somebody presses Tab until the page is left. Three tasks are then done without a mouse, and again without JavaScript.
"""

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, Locator, Page

from example import accounts
from local.ports import free_ports
from local.processes import ROOT, ProgramFailedError, listen_for_stop
from local.product import Product
from local.run import say
from tools import measures
from tools.build_assets import AssetsNotBuiltError, build
from tools.screenshots import NoPictureError, chromium, signed_in

FILE = ROOT / "home" / "measured.json"
MOST_STOPS = 1500
"""Whoever is still on the page after so many presses of Tab is caught in it."""

PEOPLE = {
    "team": accounts.TEAM_MEMBER_KEMPEN,
    "receiver": accounts.SOCIAL_WORKER_WESTERLO,
    "administrator": accounts.ADMINISTRATOR,
    "auditor": accounts.AUDITOR,
}

_CAN_BE_USED = """() => {
    const wanted = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
    const all = [...document.querySelectorAll(wanted)].filter(one => !one.disabled && one.checkVisibility());
    all.forEach((one, place) => { one.dataset.walked = 'no'; one.dataset.place = place; });
    return all.length;
}"""
_LEFT_OUT = """() => {
    const chosen = one => one.type === 'radio' && [...document.getElementsByName(one.name)].some(
        other => other.dataset.walked === 'yes');  // the arrows go from one radio to the next
    return [...document.querySelectorAll('[data-walked=no]')].filter(one => !chosen(one)).map(one => one.outerHTML);
}"""
_HERE = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const style = getComputedStyle(one), parent = getComputedStyle(one.closest('label, div, li, p') || one);
    const beside = one.nextElementSibling ? getComputedStyle(one.nextElementSibling, '::before') : style;
    const seen = [style, parent, beside].some(drawn =>
        (drawn.outlineStyle !== 'none' && drawn.outlineWidth !== '0px') || drawn.boxShadow !== 'none');
    const known = one.dataset.walked === 'yes';
    one.dataset.walked = 'yes';
    return {seen, known, html: one.outerHTML.slice(0, 200)};
}"""


def by_keyboard(page: Page, path: str) -> dict[str, Any]:
    """Press Tab through a page: how many places, which of them cannot be reached, and where nobody sees that one is."""
    page.set_viewport_size(measures.DESK)
    page.goto(path)
    number = int(page.evaluate(_CAN_BE_USED))
    unseen = []
    for _press in range(MOST_STOPS):
        page.keyboard.press("Tab")
        here = page.evaluate(_HERE)
        if here is None or here["known"]:
            break
        if not here["seen"]:
            unseen.append(f"{path}: {here['html']}")
    missed = [f"{path}: {html[:200]}" for html in page.evaluate(_LEFT_OUT)]
    return {"places": number, "missed": missed, "unseen": unseen}


def file_by_keyboard(page: Page) -> None:
    """File a referral with Tab, Space, arrows and Enter alone."""
    page.set_viewport_size(measures.DESK)
    page.goto("/")
    _type(page, "[name=place]", "Westerlo")
    _enter(page)
    for box in page.locator("main [name=told], main [name=voluntary]").all():
        _go_to(page, box)
        page.keyboard.press("Space")
    for name in ("client", "channel"):
        chosen = page.locator(f"main [name={name}]")
        _go_to(page, chosen.first)
        page.keyboard.press("Space")
    _press_button(page, "Toestemming bevestigen")
    for name, text in measures.CLIENT.items():
        _type(page, f"[name={name}]", text)
    _press_button(page, "Gegevens nakijken")
    _press_button(page, "Aanmelding versturen")
    page.get_by_role("heading", name="De aanmelding is ingediend").wait_for()


def find_by_keyboard(page: Page) -> None:
    """Find a line of the log."""
    page.goto("/logboek/")
    _type(page, "[name=person]", accounts.TEAM_MEMBER_KEMPEN.email)
    _enter(page)
    page.locator("main tbody tr").first.wait_for()


def notice_by_keyboard(page: Page) -> None:
    """Open the papers of the first partner and its history."""
    page.goto("/overeenkomsten/")
    _go_to(page, page.locator("main tbody a").first)
    _enter(page)
    _go_to(page, page.get_by_role("link", name="Geschiedenis").first)
    _enter(page)
    page.get_by_role("heading", name="Geschiedenis").wait_for()


TASKS: dict[str, tuple[str, Callable[[Page], None]]] = {
    "een cliënt aanmelden": ("team", file_by_keyboard),
    "papieren van een partner lezen": ("administrator", notice_by_keyboard),
    "een regel van het logboek vinden": ("auditor", find_by_keyboard),
}
"""What is done with the keyboard alone, first with JavaScript and then without it."""


_HAS_FOCUS = """one => {
    const here = document.activeElement;
    return one === here || (one.type === 'radio' && one.name === here.name);  // Tab enters a group at what is chosen
}"""


def _go_to(page: Page, wanted: Locator) -> None:
    """Press Tab until this element has the focus."""
    for _press in range(MOST_STOPS):
        if wanted.evaluate(_HAS_FOCUS):
            return
        page.keyboard.press("Tab")
    raise NoPictureError(f"met Tab komt niemand bij {wanted}")


def _type(page: Page, selector: str, text: str) -> None:
    _go_to(page, page.locator(f"main {selector}").first)
    page.keyboard.type(text)


def _press_button(page: Page, words: str) -> None:
    _go_to(page, page.locator("main").get_by_role("button", name=words).first)
    _enter(page)


def _enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


@contextmanager
def without_scripts(browser: Browser, site: str, page: Page) -> Iterator[Page]:
    """The same person in a browser that runs no script."""
    context = browser.new_context(
        base_url=site, locale="nl-BE", java_script_enabled=False, storage_state=page.context.storage_state()
    )
    yield context.new_page()
    context.close()


def walk(browser: Browser, site: str) -> dict[str, Any]:
    """Let each person walk; return what the statement says."""
    counted: dict[str, Any] = {"pages": 0, "axe_violations": 0, "sideways_scroll_320": 0, "places": 0}
    wrong: list[str] = []
    failed: dict[str, list[str]] = {"keyboard": [], "without_scripts": []}
    for role, account in PEOPLE.items():
        with signed_in(browser, site, account) as page:
            paths = ["/", *measures.PAGES[role], "/mijn-account/", "/toegankelijkheid/"]
            for name, number in measures.faults(page, paths).items():
                counted[name] += number
            for path in paths:
                found = by_keyboard(page, path)
                counted["pages"] += 1
                counted["places"] += found["places"]
                wrong += [*found["missed"], *found["unseen"]]
            for task, (who, act) in TASKS.items():
                if who == role:
                    failed["keyboard"] += _tried(task, act, page)
                    with without_scripts(browser, site, page) as bare:
                        failed["without_scripts"] += _tried(task, act, bare)
    for line in wrong:
        print(line, file=sys.stderr)
    return {**counted, "out_of_reach": len(wrong), "tasks": list(TASKS), **failed}


def _tried(task: str, act: Callable[[Page], None], page: Page) -> list[str]:
    try:
        act(page)
    except Exception as error:  # whatever went wrong, the task was not done
        print(f"{task}: {error}", file=sys.stderr)
        return [task]
    return []


def main() -> int:
    """Walk, and write what was found with the day on which it was; 1 when somebody could not go on."""
    listen_for_stop()
    try:
        build()
        with (
            tempfile.TemporaryDirectory(prefix="aanmelden-toegankelijk-") as folder,
            Product(Path(folder), free_ports(), tell=say) as product,
            chromium() as browser,
        ):
            found = walk(browser, product.site)
    except (NoPictureError, AssetsNotBuiltError, ProgramFailedError) as error:
        say(f"MISLUKT: {error}")
        return 1
    measured = {"on": f"{datetime.now(ZoneInfo('Europe/Brussels')):%Y-%m-%d}", **found}
    FILE.write_text(json.dumps(measured, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    say(json.dumps(measured, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
