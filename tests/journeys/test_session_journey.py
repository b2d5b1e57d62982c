"""A session that ends: the warning by keyboard, the proof in between, and what was typed that comes back (ADR 0064)."""

import json

from playwright.sync_api import Route

from example.accounts import ADMINISTRATOR
from example.second_factor import unused_code_of

DIALOG = "#session-dialog"


def told(**session: object):
    """Answer the page's question how long the session lasts; what a button asks goes to the product."""

    def answer(route: Route) -> None:
        if route.request.method == "POST":
            route.continue_()
        else:
            route.fulfill(
                content_type="application/json", body=json.dumps({"at": "15:42", "can_stay": True, **session})
            )

    return answer


def test_the_warning_is_answered_by_keyboard(a_person):
    person = a_person(ADMINISTRATOR)
    page = person.page
    page.clock.install()
    page.goto(f"{person.product.site}/mijn-account/")
    assert "Doet u niets, dan wordt u om" in page.locator("footer").inner_text()
    page.route("**/mijn-account/sessie/", told(seconds=240))
    menu = page.get_by_role("link", name="Overeenkomsten")
    menu.focus()
    page.clock.fast_forward("26:00")
    page.get_by_role("dialog", name="Bent u er nog?").wait_for()
    assert "om 15:42 uitgelogd" in page.locator(DIALOG).inner_text()
    assert page.evaluate("document.activeElement.textContent").strip() == "Ingelogd blijven"
    person.look("waarschuwing")
    page.set_viewport_size({"width": 375, "height": 700})
    person.keep_picture("waarschuwing-375")
    page.set_viewport_size({"width": 1280, "height": 720})
    with page.expect_response("**/mijn-account/sessie/") as answered:
        page.keyboard.press("Enter")
    assert answered.value.json()["seconds"] > 25 * 60, "the product took it"
    page.locator(DIALOG).wait_for(state="hidden")
    assert page.evaluate("document.activeElement.textContent").strip().startswith("Overeenkomsten"), (
        "back where one was"
    )
    page.unroute("**/mijn-account/sessie/")
    page.route("**/mijn-account/sessie/", lambda route: route.abort())
    page.clock.fast_forward("31:00")
    page.get_by_role("dialog", name="U bent uitgelogd").wait_for()
    person.look("uitgelogd")
    page.keyboard.press("Enter")
    page.locator(DIALOG).wait_for(state="hidden")


def test_a_code_is_asked_in_between(a_person):
    person = a_person(ADMINISTRATOR)
    page = person.page
    page.goto(f"{person.product.site}/inloggen/bevestigen/code/?next=/overeenkomsten/")
    person.look("bevestigen")
    page.set_viewport_size({"width": 375, "height": 700})
    person.keep_picture("bevestigen-375")
    page.get_by_label("Code").fill(unused_code_of(ADMINISTRATOR.email))
    person.press("Code bevestigen")
    assert page.url.endswith("/overeenkomsten/")
