"""The file of a client who wanted help: closed, kept for the years of the receiver, deleted (R82, R84)."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import AuditEvent
from directory.models import Organisation
from law.refusal import Refusal
from law.roles import Role
from ocmw_intake import actions
from ocmw_intake.models import Deletion, FileClosing, Intake, IntakeStatus, OutcomeKind, is_wanted
from referrals.models import DeletionDeclaration, Referral
from tests.builders.accounts import a_user
from tests.builders.days import FILED_AT
from tests.ocmw_intake.steps import attempt, withdraw
from tests.ocmw_intake.test_views import text

NOW = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)
CLOSED_ON = date(2026, 11, 25)
LAST_DAY = datetime(2036, 11, 25, 10, 0, tzinfo=UTC)  # ten years after closing, still to be kept
OVER = LAST_DAY + timedelta(days=1)
SignIn = Callable[[User], Client]


@pytest.fixture
def helped(referral: Referral, worker: User) -> Referral:
    """A client who was reached and wants help."""
    attempt(referral, worker, reached=True)
    actions.record_outcome(referral, kind=OutcomeKind.WANTS_HELP, file_number="2026/0147", by=worker, at=FILED_AT)
    return referral


def close(referral: Referral, worker: User, **changes: Any) -> None:
    actions.close_file(referral, **{"on": CLOSED_ON, "by": worker, "at": NOW, **changes})


def declare(referral: Referral, worker: User, at: datetime) -> None:
    actions.declare_deletion(referral, on=at.date(), by=worker, at=at)


def intake_of(referral: Referral) -> Intake:
    return Intake.objects.get(referral=referral)


def url(page: str, referral: Referral) -> str:
    return reverse(f"ocmw_intake:{page}", args=[referral.reference])


def page_at(moment: datetime, referral: Referral, worker: User, signed_in: SignIn, page: str = "referral") -> str:
    with time_machine.travel(moment, tick=False):
        return text(signed_in(worker).get(url(page, referral), follow=True))


# --- closing and reopening -----------------------------------------------------------------------------------------


def test_a_file_is_closed_on_a_day(helped: Referral, worker: User):
    close(helped, worker)
    assert intake_of(helped).closed_on == CLOSED_ON
    closing = FileClosing.objects.get()
    assert (closing.closed_by, closing.recorded_at, closing.reopened_at) == (worker, NOW, None)
    assert AuditEvent.objects.filter(event="file_closed").get().details == {}


def test_closing_twice_keeps_the_first_day(helped: Referral, worker: User):
    close(helped, worker)
    close(helped, worker, on=NOW.date())
    assert intake_of(helped).closed_on == CLOSED_ON
    assert FileClosing.objects.count() == 1


@pytest.mark.parametrize("kind", [None, OutcomeKind.REFERRED_ON, OutcomeKind.DECLINES])
def test_without_a_client_who_wants_help_there_is_no_file(kind: OutcomeKind | None, referral: Referral, worker: User):
    attempt(referral, worker, reached=True)
    if kind:
        actions.record_outcome(referral, kind=kind, by=worker, at=FILED_AT)
    with pytest.raises(Refusal, match="U noteerde geen eigen dossier"):
        close(referral, worker)
    assert intake_of(referral).closed_on is None


@pytest.mark.parametrize(
    ("day", "sentence"), [(date(2026, 11, 27), "moet nog komen"), (date(2026, 11, 22), "kwam aan op 23 november 2026")]
)
def test_a_file_closes_between_receipt_and_today(day: date, sentence: str, helped: Referral, worker: User):
    with pytest.raises(Refusal, match=sentence):
        close(helped, worker, on=day)


def test_a_file_that_is_reopened_keeps_its_history(helped: Referral, worker: User):
    close(helped, worker)
    actions.reopen_file(helped, by=worker, at=NOW)
    actions.reopen_file(helped, by=worker, at=NOW)
    assert intake_of(helped).closed_on is None
    closing = FileClosing.objects.get()
    assert (closing.closed_on, closing.reopened_by, closing.reopened_at) == (CLOSED_ON, worker, NOW)
    assert AuditEvent.objects.filter(event="file_reopened").count() == 1
    close(helped, worker, on=NOW.date())
    assert intake_of(helped).closed_on == NOW.date()
    assert FileClosing.objects.count() == 2


def test_as_long_as_the_file_is_closed_its_outcome_stands(helped: Referral, worker: User):
    close(helped, worker)
    with pytest.raises(Refusal, match="Heropen het eerst"):
        actions.record_outcome(helped, kind=OutcomeKind.DECLINES, by=worker, at=NOW)
    with pytest.raises(Refusal, match="Heropen het eerst"):
        actions.take_back_outcome(helped, by=worker, at=NOW)
    actions.reopen_file(helped, by=worker, at=NOW)
    actions.record_outcome(helped, kind=OutcomeKind.DECLINES, by=worker, at=NOW)
    assert intake_of(helped).status == IntakeStatus.TO_DELETE


def test_the_number_of_a_closed_file_may_still_be_corrected(helped: Referral, worker: User):
    close(helped, worker)
    actions.record_outcome(helped, kind=OutcomeKind.WANTS_HELP, file_number="2026/0148", by=worker, at=NOW)
    assert (intake_of(helped).file_number, intake_of(helped).closed_on) == ("2026/0148", CLOSED_ON)


def test_after_a_withdrawal_no_file_is_closed_or_reopened(helped: Referral, worker: User):
    close(helped, worker)
    withdraw(helped)
    with pytest.raises(Refusal, match="trok de toestemming in"):
        actions.reopen_file(helped, by=worker, at=NOW)
    with pytest.raises(Refusal, match="trok de toestemming in"):
        close(helped, worker)


def test_who_is_not_bound_by_secrecy_closes_nothing(helped: Referral, worker: User, ocmw: Organisation):
    """R8: the receiving social worker is bound by professional secrecy."""
    stranger = a_user(Role.SOCIAL_WORKER, ocmw, bound_by_secrecy_since=None)
    with pytest.raises(actions.SecrecyNotDeclared):
        close(helped, stranger)
    close(helped, worker)
    with pytest.raises(actions.SecrecyNotDeclared):
        actions.reopen_file(helped, by=stranger, at=NOW)


def test_the_database_refuses_two_closings_that_hold(helped: Referral, worker: User):
    close(helped, worker)
    with pytest.raises(IntegrityError, match="one_closing_that_holds_per_intake"), transaction.atomic():
        FileClosing.objects.create(intake=intake_of(helped), closed_on=CLOSED_ON, closed_by=worker)


# --- keeping and deleting ------------------------------------------------------------------------------------------


def test_a_file_is_not_declared_deleted_before_its_years_are_over(helped: Referral, worker: User):
    """R82: ten years after closing; the last of those days it is still kept."""
    with pytest.raises(Refusal, match="reden om deze gegevens te bewaren"):
        declare(helped, worker, OVER)  # it was never closed
    close(helped, worker)
    with pytest.raises(Refusal, match="reden om deze gegevens te bewaren"):
        declare(helped, worker, LAST_DAY)
    assert not Deletion.objects.exists()
    declare(helped, worker, OVER)
    assert Deletion.objects.get().declared_on == OVER.date()
    assert intake_of(helped).status == IntakeStatus.DELETED


def test_the_number_of_the_file_goes_with_it(helped: Referral, worker: User):
    close(helped, worker)
    declare(helped, worker, OVER)
    assert intake_of(helped).file_number == ""
    assert not is_wanted(helped.pk)
    assert not DeletionDeclaration.objects.exists()  # the team never asked, and never learns of it (D4)


def test_the_number_stays_when_the_team_asked_to_delete_what_is_its_own(helped: Referral, worker: User):
    """D22, R82: also when many are declared at once, without a word about the file."""
    withdraw(helped)
    declare(helped, worker, NOW)
    assert (intake_of(helped).file_number, intake_of(helped).status) == ("2026/0147", IntakeStatus.CLOSED)


def test_the_years_are_those_of_the_receiver(helped: Referral, worker: User):
    """R84: the receiver sets its own terms."""
    close(helped, worker)
    actions.set_terms(
        helped.partner, days_to_delete=0, years_after_closing=1, attempts_before_giving_up=3, by=worker, at=NOW
    )
    with pytest.raises(Refusal, match="reden om deze gegevens te bewaren"):
        declare(helped, worker, datetime(2027, 11, 25, 10, 0, tzinfo=UTC))
    declare(helped, worker, datetime(2027, 11, 26, 10, 0, tzinfo=UTC))
    assert intake_of(helped).status == IntakeStatus.DELETED


# --- the pages -----------------------------------------------------------------------------------------------------


def test_a_file_is_closed_and_reopened_on_the_pages(helped: Referral, worker: User, signed_in: SignIn):
    with time_machine.travel(NOW, tick=False):
        client = signed_in(worker)
        assert "Dossier afsluiten" in text(client.get(url("referral", helped)))
        page = text(client.post(url("close_file", helped), {"on": "25/11/2026"}, follow=True))
        assert "U sloot dit dossier af op 25 november 2026. Bewaar het tot en met 25 november 2036." in page
        assert client.get(url("close_file", helped)).status_code == 302
        page = text(client.post(url("reopen_file", helped), follow=True))
        assert "Het dossier is heropend." in page
        assert f"op 25 november 2026 door {worker.name}, heropend op 26 november 2026 door {worker.name}" in page


@pytest.mark.parametrize("day", ["", "31/02/2026", "27/11/2026", "22/11/2026"])
def test_a_wrong_day_closes_nothing(day: str, helped: Referral, worker: User, signed_in: SignIn):
    with time_machine.travel(NOW, tick=False):
        page = text(signed_in(worker).post(url("close_file", helped), {"on": day}))
    assert "Controleer uw antwoorden" in page
    assert not FileClosing.objects.exists()


def test_once_the_years_are_over_the_page_asks_to_delete(helped: Referral, worker: User, signed_in: SignIn):
    close(helped, worker)
    assert "Verwijdering verklaren" not in page_at(LAST_DAY, helped, worker, signed_in)
    assert "Verwijdering verklaren" not in page_at(LAST_DAY, helped, worker, signed_in, "deleted")
    page = page_at(OVER, helped, worker, signed_in)
    assert "U bewaarde het tot en met 25 november 2036" in page
    assert "Verwijdering verklaren" in page
    assert "Wis eerst het dossier, het archief" in page_at(OVER, helped, worker, signed_in, "deleted")
    with time_machine.travel(OVER, tick=False):
        page = text(signed_in(worker).post(url("deleted", helped), {"on": "26/11/2036"}, follow=True))
    assert "gewist zijn op 26 november 2036" in page
    assert "2026/0147" not in page


def test_a_page_left_open_says_that_there_is_nothing_to_delete(helped: Referral, worker: User, signed_in: SignIn):
    with time_machine.travel(NOW, tick=False):
        page = text(signed_in(worker).post(url("deleted", helped), {"on": "26/11/2026"}, follow=True))
    assert "U hebt nog een reden om deze gegevens te bewaren." in page
