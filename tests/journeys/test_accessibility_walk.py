"""The walk behind the accessibility statement finds what it is for, and goes through our own pages (ADR 0096)."""

from urllib.parse import quote

from example import accounts
from tools import accessibility

PAGE = """<main><style>#hidden-focus:focus {outline: none} button {outline: 2px solid; outline-style: auto}</style>
<button>goed</button> <a href="/" tabindex="-1">niet met Tab</a> <input id="hidden-focus" style="display:block">
<input type="radio" name="one"><input type="radio" name="one"></main>"""


def test_the_walk_tells_what_tab_does_not_reach_and_where_nobody_sees_the_focus(browser):
    page = browser.new_page()
    found = accessibility.by_keyboard(page, f"data:text/html,{quote(PAGE)}")
    page.close()
    assert found["places"] == 5
    assert [html for html in found["missed"] if "niet met Tab" in html] == found["missed"] != []
    assert any("hidden-focus" in html for html in found["unseen"])


def test_a_log_is_searched_with_the_keyboard_alone_and_without_scripts(a_person, browser, product):
    auditor = a_person(accounts.AUDITOR).page
    accessibility.find_by_keyboard(auditor)
    found = accessibility.by_keyboard(auditor, f"{product.site}/toegankelijkheid/")
    assert (found["missed"], found["unseen"]) == ([], [])
    with accessibility.without_scripts(browser, product.site, auditor) as bare:
        accessibility.find_by_keyboard(bare)
