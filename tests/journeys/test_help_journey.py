"""Help and duties, for who is not signed in: found by a word, read on any screen, and led to the right page."""

import pytest

from example import accounts
from tests.journeys.conftest import Person


@pytest.fixture
def visitor(browser, product):
    context = browser.new_context(locale="nl-BE")
    yield Person(context, product, "help")
    context.close()


def test_who_cannot_go_on_finds_help_by_a_word_and_the_duties_at_the_foot(visitor, product):
    visitor.page.goto(f"{product.site}/inloggen/")
    visitor.open(visitor.page.get_by_role("contentinfo").get_by_role("link", name="Hulp"))
    visitor.look("hulp")
    visitor.page.get_by_label("Waarover hebt u een vraag?").fill("wachtwoord")
    visitor.press("Hulp zoeken")
    visitor.look("gevonden")
    visitor.open(visitor.page.locator("main li a").first)
    visitor.look("bladzijde")
    visitor.page.goto(f"{product.site}/help/waarom/")
    visitor.look("waarom")
    for name in ("Contact", "Privacy", "Cookies", "Toegankelijkheid", "Veiligheid melden"):
        visitor.open(visitor.page.get_by_role("contentinfo").get_by_role("link", name=name))
        visitor.look(name.split()[0].lower())


def test_help_leads_from_a_page_to_the_part_of_the_guide_about_it(a_person, product):
    worker = a_person(accounts.SOCIAL_WORKER_WESTERLO)
    worker.page.goto(f"{product.site}/opvolging/")
    worker.open(worker.page.get_by_role("contentinfo").get_by_role("link", name="Hulp bij deze pagina"))
    worker.page.wait_for_load_state()
    assert worker.sees("De werklijst")
    worker.look("hulp-bij-de-lijst")
