"""The figures of a year and the dossier for the evaluation, in a browser and on paper."""

import re

from example import accounts
from figures.published import HIDDEN


def test_an_auditor_reads_the_figures_and_prints_the_dossier(a_person, tmp_path):
    # Given an auditor
    auditor = a_person(accounts.AUDITOR)
    auditor.follow("Cijfers")

    # Then the last closed year of both sides is there, with charts
    assert auditor.sees("Aan de kant van het lokaal team")
    assert auditor.sees("Aan de kant van de ontvanger")
    assert auditor.page.get_by_role("img", name="Wat er na het versturen gebeurde").is_visible()
    auditor.look("cijfers")

    # When other days are asked without saying which, then the page says what is missing, and nothing typed is lost
    auditor.page.get_by_label("Periode").select_option(label="andere dagen")
    auditor.page.get_by_label("Laatste dag").fill("31/3/2026")
    auditor.press("Cijfers tonen")
    auditor.page.get_by_role("link", name="Vul de eerste dag in, bijvoorbeeld 1/1/2026.").wait_for()
    assert auditor.page.get_by_label("Laatste dag").input_value() == "31/3/2026"
    auditor.look("fout")

    # When an agreement is chosen, then small numbers are hidden
    auditor.page.goto(f"{auditor.product.site}/cijfers/")
    westerlo = f"{accounts.TEAM_KEMPEN} – {accounts.OCMW_WESTERLO}"
    auditor.page.get_by_label("Overeenkomst").select_option(label=westerlo)
    auditor.press("Cijfers tonen")
    auditor.page.get_by_role("link", name="Dossier voor de evaluatie openen").wait_for()
    assert auditor.sees(HIDDEN)
    auditor.look("overeenkomst")

    # And the figures come as a file
    with auditor.page.expect_download() as download:
        auditor.page.get_by_role("button", name="Cijfers ophalen (CSV)").click()
    assert re.fullmatch(r"cijfers-\d{4}-01-01-tot-\d{4}-12-31\.csv", download.value.suggested_filename)

    # And the dossier for the evaluation prints on three sheets, and says first what it comes to
    auditor.follow("Dossier voor de evaluatie openen")
    auditor.page.get_by_role("heading", name="Wat wij samen bespreken").wait_for()
    auditor.look("dossier")
    assert auditor.page.locator(".app-headline dd").count() >= 3
    paper = auditor.page.pdf(path=tmp_path / "dossier.pdf", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 3


def test_team_and_receiver_see_the_same_hidden_numbers(a_person):
    # Given a team member and a social worker of one agreement
    seen = []
    for account in (accounts.TEAM_MEMBER_KEMPEN, accounts.SOCIAL_WORKER_WESTERLO):
        person = a_person(account)
        person.follow("Cijfers")
        table = person.page.get_by_role("table", name="Resultaat van het contact")
        seen.append(table.inner_text())
        person.look(account.role.value)

    # Then what the receiver logged looks alike to both
    assert seen[0] == seen[1]
    assert HIDDEN in seen[0]


def test_who_waits_longer_than_two_seconds_reads_that_the_page_is_on_its_way(a_person):
    # Given a page with a link to figures that do not come
    page = a_person(accounts.AUDITOR).page
    coming = page.locator("#page-coming")
    page.evaluate("document.addEventListener('click', event => event.preventDefault())")

    # When it is followed, then it is said that it takes a while
    page.get_by_role("link", name="Cijfers").dispatch_event("click")
    page.get_by_text("De pagina wordt gemaakt.").wait_for()

    # And no longer to who comes back to this page
    page.evaluate("dispatchEvent(new Event('pageshow'))")
    assert coming.inner_text() == ""
