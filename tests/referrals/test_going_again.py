"""What was held back for the papers goes again in one press of its team once they are in order (D29, D30)."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse

from agreements.actions import stopping
from agreements.actions.register_lines import judge
from agreements.models import Agreement, SuspensionReason
from agreements.terms.papers import Party
from consent.models import Reason
from home.what_now import lines_of
from law.obstacles import Obstacle
from law.roles import Role
from outbox.models import Transmission, TransmissionStatus
from outbox.tasks import deliver
from referrals.actions.withdrawal import withdraw
from referrals.models import Referral
from referrals.rules.worklist import ToDo, to_do
from tests.builders.accounts import a_user
from tests.builders.directory import a_team, an_agency
from tests.builders.referrals import a_referral

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def this_moment():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def referral() -> Referral:
    """One that the gate held back, under papers that are in order today."""
    found = a_referral()
    hold_back(found, Obstacle.SHARING_SUSPENDED)
    judge_papers(found)
    return found


def hold_back(referral: Referral, *obstacles: Obstacle) -> None:
    codes = [one.code for one in obstacles]
    Transmission.objects.filter(pk=referral.transmission_id).update(status=TransmissionStatus.BLOCKED, obstacles=codes)


def judge_papers(referral: Referral) -> None:
    with transaction.atomic():
        judge([referral.transmission.papers_id], at=NOW)


def status(referral: Referral) -> str:
    return Transmission.objects.get(pk=referral.transmission_id).status


def can_go_again(referral: Referral) -> list[bool]:
    """Whether it is offered, and whether it still asks why."""
    asked = Referral.objects.filter(pk=referral.pk)
    return [to_do(asked, only=kind).exists() for kind in (ToDo.GO_AGAIN, ToDo.SEND)]


def test_the_team_reads_that_it_can_go_again_and_sends_it_in_one_press(referral, signed_in, inbox):
    member = a_user(Role.TEAM_MEMBER, referral.team)
    assert [line.words for line in lines_of(member, at=NOW)] == [
        f"{referral.reference}, {referral.partner.name}: kan weer vertrekken"
    ]
    browser = signed_in(member)
    assert "1 aanmelding kan weer vertrekken" in browser.get(reverse("referrals:worklist")).content.decode()
    browser.post(reverse("referrals:send_waiting"))
    deliver(referral.transmission_id)
    assert status(referral) == TransmissionStatus.SENT
    assert lines_of(member, at=NOW) == []
    assert "weer vertrekken" not in browser.get(reverse("referrals:worklist")).content.decode()
    assert len(inbox.mails) == 1


@pytest.mark.parametrize(
    ("obstacles", "is_offered"),
    [
        ([Obstacle.AGREEMENT_ENDED], True),
        ([Obstacle.ADVICE_OF_AGENCY_MISSING, Obstacle.MAILBOX_BOUNCED], True),
        ([Obstacle.SHARING_SUSPENDED, Obstacle.MAILBOX_CHANGED], False),
        ([Obstacle.SENDER_NOT_BOUND_BY_SECRECY], False),
        ([], False),
    ],
)
def test_only_what_waited_for_the_papers_is_offered(obstacles, is_offered, referral):
    """Another mailbox, or a reason of the team itself: somebody looks first."""
    hold_back(referral, *obstacles)
    assert can_go_again(referral) == [is_offered, not is_offered]


def test_nothing_is_offered_while_the_papers_are_not_in_order(referral):
    administrator = a_user(Role.ADMINISTRATOR, an_agency())
    agreement = Agreement.objects.get(pk=referral.transmission.papers_id)
    terms = {"by_party": Party.AGENCY, "from_on": date(2026, 11, 23), "until_on": None}
    stopping.suspend_sharing(agreement=agreement, reason=SuspensionReason.SECURITY, **terms, by=administrator, at=NOW)
    assert can_go_again(referral) == [False, True]


def test_what_was_withdrawn_is_not_offered_and_does_not_leave(referral, signed_in):
    member = a_user(Role.TEAM_MEMBER, referral.team)
    withdraw(referral, on=NOW.date(), reason=Reason.CHANGED_MIND, by=member, at=NOW)
    assert can_go_again(referral) == [False, False]
    signed_in(member).post(reverse("referrals:send_waiting"))
    assert status(referral) not in (TransmissionStatus.QUEUED, TransmissionStatus.SENT)


def test_the_press_asks_the_gate_about_what_changed_a_moment_ago(referral, signed_in):
    """The register can be a moment behind; the gate is not."""
    Agreement.objects.filter(pk=referral.transmission.papers_id).update(
        legal_ground_gone_on=NOW.date() - timedelta(days=1)
    )
    browser = signed_in(a_user(Role.TEAM_MEMBER, referral.team))
    answer = browser.post(reverse("referrals:send_waiting"), follow=True)
    assert "mag niet weg" in answer.content.decode()
    assert status(referral) == TransmissionStatus.BLOCKED
    assert Transmission.objects.get(pk=referral.transmission_id).obstacles == [Obstacle.LEGAL_GROUND_GONE.code]


def test_another_team_sends_nothing_of_it(referral, signed_in):
    signed_in(a_user(Role.TEAM_MEMBER, a_team("Team Westkant"))).post(reverse("referrals:send_waiting"))
    assert status(referral) == TransmissionStatus.BLOCKED
