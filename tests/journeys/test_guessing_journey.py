"""Somebody guesses: its owner gets in at a strange device with password and code together (ADR 0065)."""

from example.accounts import ADMINISTRATOR, PASSWORD, SECOND_ADMINISTRATOR
from example.second_factor import unused_code_of
from local.product import Product


def test_the_owner_gets_in_while_somebody_guesses(a_person, browser, product: Product):
    page = browser.new_context(locale="nl-BE").new_page()
    for _ in range(6):
        page.goto(f"{product.site}/inloggen/")
        page.get_by_label("E-mailadres").fill(SECOND_ADMINISTRATOR.email)
        page.get_by_label("Wachtwoord").fill("iets anders")
        with page.expect_navigation():
            page.get_by_role("button", name="Inloggen").click()
    assert "Typ ook de code van uw app" in page.locator("main").inner_text()

    admin = a_person(ADMINISTRATOR)
    admin.page.goto(f"{product.site}/mijn-account/mislukte-pogingen/")
    assert admin.sees(SECOND_ADMINISTRATOR.name)
    admin.look("mislukte-pogingen")
    admin.page.set_viewport_size({"width": 375, "height": 700})
    admin.keep_picture("mislukte-pogingen-375")

    page.set_viewport_size({"width": 1280, "height": 720})
    strange = type(admin)(page.context, product, admin.journey)
    strange.page.close()
    strange.page = page
    strange.look("ook-de-code")
    page.set_viewport_size({"width": 375, "height": 700})
    strange.keep_picture("ook-de-code-375")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_label("Code").fill(unused_code_of(SECOND_ADMINISTRATOR.email))
    strange.press("Inloggen")
    page.get_by_role("button", name="Uitloggen").wait_for()
    admin.page.set_viewport_size({"width": 1280, "height": 720})
    admin.open(admin.page.get_by_role("button", name="Weer toelaten"))
    assert admin.sees("kan weer inloggen met het wachtwoord")


def test_a_password_is_shown_and_hidden_again_before_it_is_sent(browser, product: Product):
    page = browser.new_context(locale="nl-BE").new_page()
    page.goto(f"{product.site}/inloggen/")
    field, button = page.get_by_label("Wachtwoord"), page.locator("[data-shows]")
    field.fill("niet het juiste")
    button.click()
    assert (field.get_attribute("type"), button.text_content()) == ("text", "Verbergen: Wachtwoord")
    button.click()
    assert (field.get_attribute("type"), button.text_content()) == ("password", "Tonen: Wachtwoord")
    button.click()
    page.evaluate(
        """() => {
            const form = document.querySelector("main form");
            form.addEventListener("submit", event => event.preventDefault());
            form.requestSubmit();
        }"""
    )
    assert field.get_attribute("type") == "password"
    page.context.close()
