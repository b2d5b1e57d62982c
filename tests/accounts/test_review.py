"""Every three months heads say who still works there, and an account that nobody uses is closed (D34)."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from accounts.actions import review
from accounts.models import AccountMail, Membership, User
from audit.models import AuditEvent
from law.access import CONFIRMED_FOR, REMINDED_BEFORE, UNUSED_FOR, WARNED_BEFORE
from law.refusal import Refusal
from law.roles import Role
from outbox import standstill
from outbox.models import StopReason
from tests.builders.accounts import a_head, a_user
from tests.builders.days import FILED_AT
from tests.builders.directory import a_team, an_agency, an_ocmw

START = FILED_AT
ASKED, REMINDED = CONFIRMED_FOR - WARNED_BEFORE, CONFIRMED_FOR - REMINDED_BEFORE


@pytest.fixture(autouse=True)
def clock(db):
    cache.clear()
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def ocmw():
    return an_ocmw()


@pytest.fixture
def head(ocmw) -> User:
    a_user(Role.ADMINISTRATOR)
    return a_head(ocmw)


@pytest.fixture
def colleague(ocmw, head) -> User:
    return a_user(Role.SOCIAL_WORKER, ocmw)


def used_yesterday() -> None:
    User.objects.update(last_login=timezone.now() - timedelta(days=1))


def run_after(days: timedelta) -> dict[str, int]:
    now = START + days
    User.objects.update(last_login=now)
    return review.review_access(at=now)


def mails_to(user: User) -> list[str]:
    return list(AccountMail.objects.filter(user=user).order_by("written_at").values_list("subject", flat=True))


def test_nobody_is_asked_before_the_time(colleague):
    assert set(run_after(ASKED - timedelta(minutes=1)).values()) == {0}
    assert not AccountMail.objects.exists()


def test_the_head_gets_one_list_and_the_administrators_one_of_the_head(ocmw, head, colleague):
    second = a_user(Role.SOCIAL_WORKER, ocmw)
    Membership.objects.filter(role=Role.ADMINISTRATOR).update(confirmed_at=START + ASKED)
    assert run_after(ASKED)["asked"] == 3
    [list_of_head] = AccountMail.objects.filter(user=head)
    assert colleague.name in list_of_head.body
    assert second.name in list_of_head.body
    assert head.name not in list_of_head.body.replace(f"Dag {head.name}", "")
    [list_of_administrator] = AccountMail.objects.filter(user__membership__role=Role.ADMINISTRATOR)
    assert head.name in list_of_administrator.body
    assert AuditEvent.objects.filter(event="access_doubted").count() == 3


def test_a_second_run_asks_reminds_and_ends_nothing_twice(colleague):
    for moment in (ASKED, REMINDED, CONFIRMED_FOR):
        assert sum(run_after(moment).values()) > 0
        mails = AccountMail.objects.count()
        assert set(run_after(moment).values()) == {0}
        assert AccountMail.objects.count() == mails


def test_who_is_not_confirmed_loses_access_after_two_mails_to_the_head_and_one_to_the_person(head, colleague):
    run_after(ASKED)
    run_after(REMINDED)
    assert mails_to(colleague) == ["Uw toegang eindigt binnenkort"]
    assert len(mails_to(head)) >= 2
    run_after(CONFIRMED_FOR - timedelta(minutes=1))
    assert colleague.membership_set.exists()
    run_after(CONFIRMED_FOR)
    colleague.refresh_from_db()
    assert not colleague.membership_set.exists()
    assert not colleague.is_active
    event = AuditEvent.objects.get(event="membership_ended", object_id=str(colleague.pk))
    assert (event.actor, event.details["reason"]) == (None, "not_confirmed")


def test_who_is_confirmed_stays_for_three_months_more(ocmw, head, colleague, signed_in, clock):
    run_after(ASKED)
    clock.move_to(START + ASKED)
    page = reverse("accounts:confirm", args=[ocmw.pk])
    browser = signed_in(head)
    assert "te bevestigen" in browser.get(reverse("accounts:colleagues", args=[ocmw.pk])).text
    assert "Vink aan wie hier nog werkt." in browser.post(page, follow=True).text
    assert colleague.membership_set.get().warned_at is not None
    answer = browser.post(page, {"people": [colleague.membership_set.get().pk]}, follow=True)
    assert "U bevestigde 1 collega." in answer.text
    for moment in (REMINDED, CONFIRMED_FOR, ASKED + ASKED - timedelta(minutes=1)):
        run_after(moment)
    assert colleague.membership_set.get().warned_at is None
    assert AuditEvent.objects.filter(event="access_confirmed", object_id=str(colleague.pk)).exists()


def test_nobody_confirms_oneself_or_somebody_elsewhere(head, colleague):
    elsewhere = a_user(Role.SOCIAL_WORKER, an_ocmw("OCMW Elders"))
    for person in (head, elsewhere):
        with pytest.raises(Refusal, match="beslist iemand anders"):
            review.confirm(memberships=list(person.membership_set.all()), by=head, at=timezone.now())
    assert not AuditEvent.objects.filter(event="access_confirmed").exists()


def test_a_clock_that_was_away_for_a_year_warns_first_and_ends_two_weeks_later(colleague):
    year = timedelta(days=365)
    assert run_after(year)["ended"] == 0
    assert colleague.membership_set.exists()
    run_after(year + WARNED_BEFORE - REMINDED_BEFORE)
    assert run_after(year + WARNED_BEFORE - timedelta(minutes=1))["ended"] == 0
    assert run_after(year + WARNED_BEFORE)["ended"] >= 1


def test_nothing_ends_while_nobody_can_be_warned(colleague):
    standstill.freeze(because=StopReason.OPERATOR, by=None, at=START)
    for moment in (ASKED, REMINDED, CONFIRMED_FOR):
        assert set(run_after(moment).values()) == {0}


def test_the_last_administrator_stays_and_of_two_one_stays(clock):
    """ADR 0059: an agency without administrator could let nobody in any more."""
    people = [a_user(Role.ADMINISTRATOR) for _ in range(2)]
    for moment in (ASKED, REMINDED, CONFIRMED_FOR, CONFIRMED_FOR + timedelta(days=1)):
        run_after(moment)
    assert User.objects.filter(pk__in=[one.pk for one in people], is_active=True).count() == 1
    User.objects.update(last_login=START)
    for days in (UNUSED_FOR, UNUSED_FOR + WARNED_BEFORE, UNUSED_FOR + 2 * WARNED_BEFORE):
        review.review_access(at=START + days)
    assert Membership.objects.active().filter(role=Role.ADMINISTRATOR, organisation=an_agency()).count() == 1


def test_an_account_that_nobody_uses_is_warned_and_then_closed(clock):
    a_user(Role.ADMINISTRATOR)
    team = a_team()
    person = a_user(Role.TEAM_MEMBER, team, last_login=START)

    def run(days: timedelta) -> dict[str, int]:
        User.objects.exclude(pk=person.pk).update(last_login=START + days)
        Membership.objects.update(confirmed_at=START + days, warned_at=None, reminded_at=None)
        return review.review_access(at=START + days)

    assert run(UNUSED_FOR - WARNED_BEFORE - timedelta(minutes=1))["unused"] == 0
    assert run(UNUSED_FOR - WARNED_BEFORE)["unused"] == 1
    assert run(UNUSED_FOR - WARNED_BEFORE)["unused"] == 0
    assert run(UNUSED_FOR - timedelta(minutes=1))["closed"] == 0
    assert run(UNUSED_FOR)["closed"] == 1
    person.refresh_from_db()
    assert (person.is_active, person.membership_set.exists()) == (False, False)
    assert mails_to(person) == ["U logde lang niet in", "Toegang beëindigd"]


def test_who_signs_in_after_the_warning_keeps_the_account(clock):
    a_user(Role.ADMINISTRATOR)
    person = a_user(Role.AUDITOR, last_login=START)
    Membership.objects.update(confirmed_at=START + UNUSED_FOR)
    review.review_access(at=START + UNUSED_FOR - WARNED_BEFORE)
    User.objects.filter(pk=person.pk).update(last_login=START + UNUSED_FOR - timedelta(days=1))
    assert review.review_access(at=START + UNUSED_FOR)["closed"] == 0
    person.refresh_from_db()
    assert person.is_active
