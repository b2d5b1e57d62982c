"""A receiver without a processor contract: what works without it, and what does not (D21, D3)."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from agreements.models import ProcessorContract
from law.refusal import Refusal
from ocmw_intake import actions
from ocmw_intake.models import ContactAttempt, ContactChannel, Ending, Intake, IntakeStatus, OutcomeKind
from referrals.models import Correction, Defect
from tests.builders.days import FILED_AT
from tests.builders.directory import with_contract
from tests.ocmw_intake.steps import attempt, nothing_is_followed_up, withdraw
from tests.ocmw_intake.test_views import text

NOW = FILED_AT + timedelta(hours=2)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def bare(referral, ocmw):
    """The referral of a receiver without contract."""
    ProcessorContract.objects.filter(receiver=ocmw).delete()
    return referral


def page_of(referral) -> str:
    return reverse("ocmw_intake:referral", args=[referral.reference])


def test_the_contact_log_says_that_it_does_not_work_and_keeps_nothing(bare, worker, signed_in):
    client = signed_in(worker)
    page = text(client.get(page_of(bare)))
    assert "Uw organisatie heeft geen verwerkersovereenkomst met Opgroeien." in page
    assert "Contact noteren" not in page
    assert "Resultaat registreren" not in page
    answers = {"made_on": "23/11/2026", "channel": "phone", "result": "not_reached"}
    assert "Dit kan hier niet zonder verwerkersovereenkomst" in text(client.post(page_of(bare), answers, follow=True))
    with pytest.raises(Refusal, match="zonder verwerkersovereenkomst"):
        actions.record_outcome(bare, kind=OutcomeKind.MOVED, by=worker, at=NOW)
    with pytest.raises(Refusal, match="zonder verwerkersovereenkomst"):
        actions.close_file(bare, on=NOW.date(), by=worker, at=NOW)
    assert nothing_is_followed_up()


def test_the_password_a_correction_and_a_deletion_work(bare, worker, signed_in):
    client = signed_in(worker)
    assert actions.read_password(bare, by=worker, at=NOW)
    actions.report_defects(bare, defects={"phone_defect": Defect.WRONG}, by=worker, at=NOW)
    assert Correction.objects.exists()
    assert "Verwijdering verklaren" in text(client.get(page_of(bare)))
    client.post(reverse("ocmw_intake:deleted", args=[bare.reference]), {"on": "23/11/2026"})
    assert Intake.objects.get().status == IntakeStatus.DELETED


@pytest.mark.parametrize("by_team", [True, False])
def test_a_withdrawal_works(bare, worker, by_team):
    if by_team:
        withdraw(bare)
        actions.declare_deletion(bare, on=NOW.date(), ending=Ending.NOTHING_BEGUN, by=worker, at=NOW)
    else:
        actions.withdraw_here(bare, on=NOW.date(), ending=Ending.NOTHING_BEGUN, by=worker, at=NOW)
    assert Intake.objects.get().status == IntakeStatus.DELETED


def test_what_was_logged_before_it_ended_can_be_read_and_no_longer_changed(referral, worker, ocmw, signed_in):
    attempt(referral, worker, reached=False)
    ProcessorContract.objects.filter(receiver=ocmw).delete()
    with_contract(ocmw, ends_on=NOW.date() - timedelta(days=1))
    page = text(signed_in(worker).get(page_of(referral)))
    assert "23 november 2026 telefoon nee, poging 1 van 3" in page
    assert "Doorhalen" not in page
    with pytest.raises(Refusal):
        actions.log_attempt(
            referral, made_on=NOW.date(), channel=ContactChannel.LETTER, reached=False, by=worker, at=NOW
        )
    assert ContactAttempt.objects.count() == 1


def test_the_list_of_what_is_due_asks_for_no_contact_that_nobody_can_note(bare, worker, signed_in):
    with time_machine.travel(NOW + timedelta(days=20), tick=False):
        assert bare.reference not in signed_in(worker).get(reverse("ocmw_intake:clocks")).text
