"""Was this referral allowed on its day? Judged at the moments of filing and sending, by then and by now (D26)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from agreements.actions import mailbox, papers
from agreements.terms.papers import Document, Party
from consent.models import Withdrawal
from law.obstacles import Obstacle
from law.roles import Role
from referrals.models import Referral
from referrals.rules.past import judged_moments
from tests.builders.accounts import a_user
from tests.builders.agreements import known_since
from tests.builders.days import FILED_AT
from tests.builders.directory import a_team
from tests.builders.referrals import a_referral, an_identification

pytestmark = pytest.mark.django_db

NOW = FILED_AT + timedelta(days=200)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def referral() -> Referral:
    """Sent, under papers that were known here long before."""
    made = a_referral(sent=True)
    known_since(made.agreement, datetime(2024, 1, 2, tzinfo=UTC))
    return made


def judged(referral: Referral):
    return [one.answer for one in judged_moments(Referral.objects.get(pk=referral.pk), at=NOW)]


def words(response) -> str:
    return " ".join(response.content.decode().split())


def test_own_referrals_stay_lawful_when_the_mailbox_is_replaced(referral):
    """The fault of before: the new mailbox is not checked, so a year full of referrals was called unlawful."""
    mailbox.set_mailbox(
        protocol=referral.agreement.protocol, address="nieuw@ocmw.example", by=a_user(Role.ADMINISTRATOR), at=NOW
    )
    assert [answer.now.decision.may_send for answer in judged(referral)] == [True, True]
    assert [answer.then for answer in judged(referral)] == [None, None]


def test_a_replacement_on_the_very_day_does_not_reach_back_to_the_hour_before(referral):
    mailbox.set_mailbox(
        protocol=referral.agreement.protocol,
        address="nieuw@ocmw.example",
        by=a_user(Role.ADMINISTRATOR),
        at=FILED_AT + timedelta(hours=1),
    )
    assert all(answer.now.decision.may_send for answer in judged(referral))


def test_what_came_to_light_later_is_told_beside_what_was_known(referral, signed_in):
    """The protocol was signed a year later than was typed: by what was known it was allowed."""
    papers.record_signature(
        agreement=referral.agreement,
        document=Document.PROTOCOL,
        party=Party.PARTNER,
        position=1,
        name="T. Ekenaar",
        function="algemeen directeur",
        signed_on=FILED_AT.date() + timedelta(days=100),
        by=a_user(Role.ADMINISTRATOR),
        at=NOW - timedelta(days=1),
    )
    filed, sent = judged(referral)
    assert filed.now.decision.obstacles == sent.now.decision.obstacles == (Obstacle.PROTOCOL_NOT_SIGNED_BY_PARTNER,)
    assert filed.then.decision.may_send
    shown = words(signed_in(referral.filed_by).get(reverse("referrals:was_it_allowed", args=[referral.reference])))
    assert shown.count("Toen was het antwoord anders") == 2
    assert "Bron: protocol (ondertekening)" in shown
    assert "De beheerder overeenkomsten vraagt de handtekening." in shown
    page = reverse("agreements:agreement", args=[referral.agreement.pk])
    asked = words(signed_in(a_user(Role.ADMINISTRATOR)).get(page, {"op": f"{FILED_AT:%d/%m/%Y}"}))
    assert "Het OCMW of CAW heeft het protocol nog niet ondertekend. Vraag de handtekening." in asked


def test_a_withdrawal_that_was_told_before_and_written_down_after_gives_both_answers(referral):
    """R55: the client had changed their mind the day before it was sent; the team wrote it down the day after."""
    Withdrawal.objects.create(
        consent=referral.consent,
        withdrawn_on=FILED_AT.date() - timedelta(days=1),
        recorded_by=referral.filed_by,
        recorded_at=FILED_AT + timedelta(days=1),
    )
    for answer in judged(referral):
        assert answer.now.decision.obstacles == (Obstacle.CONSENT_WITHDRAWN,)
        assert answer.then.decision.may_send


def test_a_withdrawal_afterwards_changes_nothing_of_that_day(referral):
    Withdrawal.objects.create(
        consent=referral.consent,
        withdrawn_on=NOW.date(),
        recorded_by=referral.filed_by,
        recorded_at=NOW,
    )
    assert all(answer.now.decision.may_send for answer in judged(referral))


def test_who_was_not_bound_by_secrecy_that_day_might_not(referral):
    """R6, R7."""
    referral.filed_by.bound_by_secrecy_since = FILED_AT.date() + timedelta(days=1)
    referral.filed_by.save()
    assert all(answer.now.decision.obstacles == (Obstacle.SENDER_NOT_BOUND_BY_SECRECY,) for answer in judged(referral))


def test_the_page_can_be_shown_to_a_judge_and_names_no_client(referral, signed_in):
    """It holds after the data were erased too."""
    url = reverse("referrals:was_it_allowed", args=[referral.reference])
    shown = words(signed_in(referral.filed_by).get(url))
    assert shown.count("Dat mocht.") == 2
    assert "Mailbox voor gegevensdeling" in shown
    assert "sociaal@ocmw.example" in shown
    client = an_identification()
    for secret in (client.name.last_name, client.address.street, client.phone, client.email):
        assert secret not in shown
    assert signed_in(a_user(Role.TEAM_MEMBER, a_team("Team Elders"))).get(url).status_code == 404
