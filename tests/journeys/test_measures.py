"""How much work the screens ask, measured as `make screens` does: clicks and pages of a task, heights of a page."""

import os
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from example import accounts
from tools import measures


def test_heights_are_not_judged_in_letters_of_another_width(browser):
    page = browser.new_page()
    page.goto("data:text/html," + quote('<main><h1 style="font-family: monospace">'))
    with pytest.raises(measures.OtherLettersError, match=r"1\d\d% as wide"):
        measures.demand_letters(page)
    page.close()


@pytest.mark.early
def test_no_task_takes_more_than_its_goal(a_person):
    """One walk of each person; slow, because it files a referral and waits until it was sent."""
    member = a_person(accounts.TEAM_MEMBER_KEMPEN).page
    letters = letters_of_another_width(member)
    reference, team = measures.of_the_team(member)
    found = measures.together(
        team,
        measures.of_the_receiver(a_person(accounts.SOCIAL_WORKER_WESTERLO).page, reference),
        measures.of_the_administrator(a_person(accounts.ADMINISTRATOR).page),
        measures.of_the_auditor(a_person(accounts.AUDITOR).page),
    )
    assert found.keys() == measures.GOALS.keys()
    too_much = {name: number for name, number in found.items() if number > measures.GOALS[name]}
    if letters:
        assert [name for name in too_much if "_height_" not in name] == []
        pytest.skip(f"HEIGHTS NOT JUDGED: {letters}")
    assert too_much == {}


def letters_of_another_width(page: Page) -> str:
    """Why heights cannot be judged here, which is a failure where a browser is demanded; nothing where they can."""
    try:
        measures.demand_letters(page)
    except measures.OtherLettersError as error:
        if os.environ.get("BROWSER_REQUIRED"):
            raise
        return str(error)
    return ""
