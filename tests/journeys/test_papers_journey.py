"""A paper typed over in a browser, beside its pages: saved as it goes, looked at part by part, registered (D28)."""

import time

from example import accounts
from tests.journeys.typing_over import look_at_all, protocol_with
from tests.paper_reading.files import as_pdf


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
