import pytest

from tools.browser import Page, PageError

HTML = """
<html><body>
<form method="post" action="/uitloggen/"><input type="hidden" name="csrfmiddlewaretoken" value="een"></form>
<main>
  <h1>Toestemming van   de cliënt</h1>
  <form method="post">
    <input type="hidden" name="csrfmiddlewaretoken" value="twee">
    <input type="text" name="given_on" value="23/11/2026">
    <input type="radio" name="client" value="parent"><input type="radio" name="client" value="expectant" checked>
    <input type="checkbox" name="told" value="doel" checked><input type="checkbox" name="told" value="wie">
    <select name="language"><option value="">Kies</option><option value="nl" selected>Nederlands</option></select>
    <select name="code"><option value="2260">2260</option></select>
    <button type="submit">Bevestigen</button>
  </form>
  <ul><li class="app-obstacles__item">Eerste <span>reden</span>.</li><li class="app-obstacles__item">Tweede.</li></ul>
</main>
</body></html>
"""


@pytest.fixture
def page() -> Page:
    return Page("http://localhost:8000/aanmeldingen/nieuw/", HTML)


def test_a_form_starts_from_what_the_page_filled_in(page: Page) -> None:
    form = page.form_with("told")
    assert form.answers == {
        "csrfmiddlewaretoken": ["twee"],
        "given_on": ["23/11/2026"],
        "client": ["expectant"],
        "told": ["doel"],
        "language": ["nl"],
        "code": ["2260"],
    }


def test_a_form_knows_what_is_offered(page: Page) -> None:
    offered = page.form_with("told").offered
    assert offered["told"] == ["doel", "wie"]
    assert offered["client"] == ["parent", "expectant"]
    assert offered["language"] == ["", "nl"]


def test_a_form_without_an_address_goes_to_its_own_page(page: Page) -> None:
    assert page.form_to("/aanmeldingen/nieuw/") is page.form_with("told")
    assert page.form_to("/uitloggen/") is not page.form_with("told")


def test_text_is_read_with_what_stands_in_it(page: Page) -> None:
    assert page.heading == "Toestemming van de cliënt"
    assert page.with_class("app-obstacles__item") == ["Eerste reden.", "Tweede."]


def test_a_question_that_is_not_on_the_page_is_named(page: Page) -> None:
    with pytest.raises(PageError, match="geen vraag first_name"):
        page.form_with("first_name")
