"""A paper typed over in a browser, beside its pages: saved as it goes, looked at part by part, registered (D28)."""

import time

from example import accounts
from tests.journeys.typing_over import bring_in, look_at_all, protocol_with
from tests.paper_reading.files import as_pdf

MONTHS, PLACE = "Opzegtermijn in maanden", "Opgemaakt te"


def test_a_paper_is_typed_over_beside_its_pages(a_person):
    # Given an administrator who brings in a folder
    administrator = a_person(accounts.ADMINISTRATOR)
    page = administrator.page
    page.goto(f"{administrator.product.site}/overeenkomsten/")
    administrator.follow("Papieren registreren")
    administrator.look("papieren")
    page.get_by_label("Papieren").set_input_files(
        {
            "name": "overtypdorp.pdf",
            "mimeType": "application/pdf",
            "buffer": as_pdf([protocol_with("OCMW Overtypdorp", "0999.002.010")]),
        }
    )
    administrator.press("Papieren toevoegen")
    until = time.monotonic() + 30
    while not page.get_by_role("link", name="overtypdorp.pdf").count() and time.monotonic() < until:
        page.reload()
    administrator.look("gelezen")

    # When it is opened, then its pages stand beside what was read
    administrator.follow("overtypdorp.pdf")
    assert page.locator("img").first.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") == 1000
    administrator.look("overtypen")

    # When something is typed, then it is saved by itself and the gate answers beside it
    page.get_by_label("Opzegtermijn in maanden").fill("6")
    page.get_by_label("Tot en met").focus()
    page.get_by_text("Bewaard om").wait_for()
    page.reload()
    assert page.get_by_label("Opzegtermijn in maanden").input_value() == "6"

    # When each part was looked at, then it is registered, and the next step is offered
    page.get_by_label("Soort partner").select_option("ocmw")
    look_at_all(administrator)
    assert administrator.sees("Alle twijfels zijn nagekeken.")
    administrator.look("nagekeken")
    administrator.press("Papier registreren")
    assert administrator.sees("Het protocol is geregistreerd")
    administrator.look("geregistreerd")
    administrator.follow("Overeenkomst openen")
    assert administrator.sees("OCMW Overtypdorp")


def test_nothing_typed_is_lost_where_it_cannot_be_saved(a_person):
    """The site is away, somebody signed out elsewhere, the paper is open twice: the page says so and saves it later."""
    administrator = a_person(accounts.ADMINISTRATOR)
    page, context = administrator.page, administrator.page.context
    bring_in(administrator, "bewaardorp.pdf", as_pdf([protocol_with("OCMW Bewaardorp", "0999.003.020")]))
    address, posts = page.url, lambda route: route.abort() if route.request.method == "POST" else route.continue_()

    def type_in(tab, label: str, text: str) -> None:
        tab.get_by_label(label, exact=True).fill(text)
        tab.get_by_label(label, exact=True).press("Tab")

    # Given a site that does not answer: the page says so where one types, and no button leads away from what was typed
    page.route("**/papieren/**", posts)
    type_in(page, MONTHS, "7")
    page.get_by_text("De site antwoordt niet. Laat dit venster open").wait_for()
    administrator.look("niet-bewaard")
    page.get_by_role("button", name="Papier registreren").dispatch_event("click")
    page.wait_for_timeout(300)
    assert (page.url, page.get_by_label(MONTHS, exact=True).input_value()) == (address, "7")
    page.unroute("**/papieren/**", posts)
    page.get_by_text("Bewaard om").wait_for()

    # Given somebody who was signed out, and signs in again in another window, with a new token
    cookies = context.cookies()
    context.clear_cookies()
    type_in(page, MONTHS, "8")
    page.get_by_text("U bent uitgelogd. Laat dit venster open").wait_for()
    context.add_cookies([one for one in cookies if "csrf" not in one["name"]])
    second = context.new_page()
    second.goto(address)
    page.get_by_text("Bewaard om").wait_for()

    # Given the same paper in two windows: neither undoes what was typed in the other
    type_in(second, PLACE, "Bewaardorp")
    second.get_by_text("Bewaard om").wait_for()
    type_in(page, "Tot en met", "31/12/2030")
    page.wait_for_timeout(1500)
    assert page.get_by_label(PLACE, exact=True).input_value() == "Bewaardorp"
    page.reload()
    for label, text in ((MONTHS, "8"), (PLACE, "Bewaardorp"), ("Tot en met", "31/12/2030")):
        assert page.get_by_label(label, exact=True).input_value() == text
