"""How much work the screens ask, measured as `make screens` does: clicks and pages of a task, heights of a page."""

import pytest

from example import accounts
from tools import measures


@pytest.mark.early
def test_no_task_takes_more_than_its_goal(a_person):
    """One walk of each person; slow, because it files a referral and waits until it was sent."""
    reference, team = measures.of_the_team(a_person(accounts.TEAM_MEMBER_KEMPEN).page)
    found = measures.together(
        team,
        measures.of_the_receiver(a_person(accounts.SOCIAL_WORKER_WESTERLO).page, reference),
        measures.of_the_administrator(a_person(accounts.ADMINISTRATOR).page),
        measures.of_the_auditor(a_person(accounts.AUDITOR).page),
    )
    assert found.keys() == measures.GOALS.keys()
    too_much = {name: number for name, number in found.items() if number > measures.GOALS[name]}
    assert too_much == {}
