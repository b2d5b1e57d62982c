"""A member leaves: open referrals go to a colleague of the team, in one step (R6, R7, D8)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent
from law.refusal import Refusal
from law.roles import Role
from outbox.models import Transmission, TransmissionStatus
from referrals import actions
from referrals.models import DATA_FIELDS, Referral
from tests.builders.accounts import a_user
from tests.builders.directory import a_team
from tests.builders.referrals import a_referral
from tests.referrals.steps import withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def colleague(referral):
    return a_user(Role.TEAM_MEMBER, referral.team)


def hand_over(referral, taker, *, by=None) -> int:
    return actions.hand_over(
        organisation=referral.team, giver=referral.filed_by, taker=taker, by=by or taker, at=timezone.now()
    )


def test_what_is_open_goes_to_the_colleague_and_who_filed_stays_who_filed(referral, colleague):
    assert hand_over(referral, colleague) == 1
    kept = Referral.objects.get()
    assert kept.handler == colleague
    assert kept.filed_by == referral.filed_by
    [event] = AuditEvent.objects.filter(event="referrals_handed_over")
    assert event.details == {"to": str(colleague.pk), "count": 1}


def test_what_is_erased_stays_unless_it_still_waits_for_a_call(referral, colleague):
    waits = a_referral(team=referral.team, partner=referral.partner, filed_by=referral.filed_by, sent=True)
    withdraw(waits)
    Transmission.objects.filter(kind="deletion_notice").update(status=TransmissionStatus.FAILED)
    Referral.objects.update(erased_at=timezone.now(), **dict.fromkeys(DATA_FIELDS))
    assert hand_over(referral, colleague) == 1
    assert Referral.objects.get(taken_over_by=colleague) == waits


def test_a_second_departure_moves_them_on(referral, colleague):
    third = a_user(Role.TEAM_MEMBER, referral.team)
    hand_over(referral, colleague)
    actions.hand_over(organisation=referral.team, giver=colleague, taker=third, by=third, at=timezone.now())
    assert Referral.objects.get().handler == third


def test_only_an_active_member_of_the_team_who_is_bound_by_secrecy_takes_over(referral, colleague):
    stranger = a_user(Role.TEAM_MEMBER, a_team("Team Elders"))
    gone = a_user(Role.TEAM_MEMBER, referral.team, is_active=False)
    not_bound = a_user(Role.TEAM_MEMBER, referral.team, bound_by_secrecy_since=None)
    for taker in (stranger, gone, not_bound, referral.filed_by):
        with pytest.raises(Refusal, match="niets overnemen"):
            hand_over(referral, taker, by=colleague)
    with pytest.raises(Refusal, match="niets overnemen"):
        hand_over(referral, colleague, by=a_user(Role.ADMINISTRATOR))


def test_a_closed_account_gives_its_referrals_on_the_page(referral, colleague, signed_in):
    referral.filed_by.is_active = False
    referral.filed_by.save()
    referral.filed_by.membership_set.all().delete()
    client = signed_in(colleague)
    url = reverse("referrals:take_over", args=[referral.team_id])
    assert referral.filed_by.name in client.get(url).text
    assert "Kies wie de aanmeldingen overneemt." in client.post(url, {"giver": referral.filed_by.pk}).text
    page = client.post(url, {"giver": referral.filed_by.pk, "taker": colleague.pk}, follow=True).text
    assert f"1 aanmelding is nu bij {colleague.name}." in page
    assert referral.reference in client.get(reverse("referrals:worklist"), {"mine": "on"}).text


def test_a_team_without_open_referrals_reads_so(signed_in):
    member = a_user(Role.TEAM_MEMBER)
    [team] = member.organisations_as(Role.TEAM_MEMBER)
    assert (
        "Er is niets om over te dragen." in signed_in(member).get(reverse("referrals:take_over", args=[team.pk])).text
    )
