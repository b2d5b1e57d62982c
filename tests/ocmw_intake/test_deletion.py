"""The client tells the receiver to stop, and the receiver deletes: nothing of it goes over the wall (R57, D4)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.events import BEHIND_THE_WALL
from audit.models import AuditEvent
from law.refusal import Refusal
from law.roles import Role
from ocmw_intake import actions
from ocmw_intake.models import (
    ClientWithdrawal,
    Deletion,
    IntakeStatus,
    OutcomeKind,
    is_wanted,
    referrals_of,
    with_standing,
)
from outbox.models import Transmission, TransmissionStatus
from referrals import actions as referral_actions
from referrals.models import FOUR_FIELDS, Correction, Defect, DeletionDeclaration, Referral
from tests.builders.accounts import a_user
from tests.builders.days import FILED_AT
from tests.builders.referrals import an_identification
from tests.ocmw_intake.steps import attempt, give_up, withdraw

NOW = FILED_AT + timedelta(hours=2)
TODAY = NOW.date()


@pytest.fixture
def client(signed_in, worker: User) -> Client:
    return signed_in(worker)


def withdraw_here(referral: Referral, worker: User) -> ClientWithdrawal:
    return actions.withdraw_here(referral, on=TODAY, by=worker, at=NOW)


def declare(referral: Referral, worker: User) -> None:
    actions.declare_deletion(referral, on=TODAY, by=worker, at=NOW)


def status_of(referral: Referral, worker: User) -> str:
    return with_standing(referrals_of(worker).filter(pk=referral.pk))[0].intake_status


def report(referral: Referral, worker: User) -> Correction:
    actions.report_defects(referral, defects={"address_defect": Defect.OUTDATED}, by=worker, at=NOW)
    return Correction.objects.get()


def correct(correction: Correction) -> Transmission:
    by = correction.referral.filed_by
    right = an_identification(street="Beukenlaan 9")
    return referral_actions.correct(correction, identification=right, call=None, by=by, at=NOW).transmission


def team_pages(referral: Referral, signed_in) -> list[str]:
    """What the team sees of a referral, line by line, without what differs at every request."""
    team = signed_in(referral.filed_by)
    pages = [
        team.get(reverse("referrals:referral", args=[referral.reference])),
        team.get(reverse("referrals:worklist")),
    ]
    return [line for page in pages for line in page.text.splitlines() if "csrfmiddlewaretoken" not in line]


def test_a_withdrawal_at_the_receiver_asks_to_delete_and_the_declaration_ends_it(referral: Referral, worker: User):
    withdraw_here(referral, worker)
    assert status_of(referral, worker) == IntakeStatus.TO_DELETE
    declare(referral, worker)
    assert status_of(referral, worker) == IntakeStatus.DELETED


def test_the_team_sees_no_difference_and_gets_no_message(referral: Referral, worker: User, signed_in):
    before = team_pages(referral, signed_in)
    rows = Transmission.objects.count()
    withdraw_here(referral, worker)
    declare(referral, worker)
    assert team_pages(referral, signed_in) == before
    assert Transmission.objects.count() == rows
    assert not DeletionDeclaration.objects.exists()


def test_an_auditor_does_not_see_it_in_the_trail(referral: Referral, worker: User):
    auditor = a_user(Role.AUDITOR)
    before = list(AuditEvent.objects.visible_to(auditor))
    withdraw_here(referral, worker)
    declare(referral, worker)
    assert list(AuditEvent.objects.visible_to(auditor)) == before
    assert AuditEvent.objects.filter(event__in=BEHIND_THE_WALL).count() == 2


def test_a_correction_that_waits_is_left_alone_and_the_team_sees_no_difference(
    referral: Referral, worker: User, signed_in
):
    """D19: it leaves like any other, and says inside that there is nothing to do (tests/referrals/test_unwanted.py)."""
    transmission = correct(report(referral, worker))
    before = team_pages(referral, signed_in)
    withdraw_here(referral, worker)
    transmission.refresh_from_db()
    assert transmission.status == TransmissionStatus.QUEUED
    assert team_pages(referral, signed_in) == before
    assert not is_wanted(referral.pk)


@pytest.mark.parametrize("kind", [OutcomeKind.DECLINES, OutcomeKind.NOT_REACHED, OutcomeKind.MOVED])
def test_whoever_needs_the_data_no_more_wants_no_correction(referral: Referral, worker: User, kind: OutcomeKind):
    attempt(referral, worker, reached=kind == OutcomeKind.DECLINES)
    give_up(referral, worker)
    assert is_wanted(referral.pk)
    actions.record_outcome(referral, kind=kind, by=worker, at=NOW)
    assert not is_wanted(referral.pk)


def test_whoever_helps_the_client_still_gets_it(referral: Referral, worker: User):
    attempt(referral, worker, reached=True)
    actions.record_outcome(referral, kind=OutcomeKind.WANTS_HELP, by=worker, at=NOW)
    assert is_wanted(referral.pk)


def test_after_a_withdrawal_here_nothing_more_is_logged_and_no_password_read(referral: Referral, worker: User):
    withdraw_here(referral, worker)
    with pytest.raises(Refusal, match="trok de toestemming in"):
        attempt(referral, worker, reached=True)
    with pytest.raises(Refusal, match="trok de toestemming in"):
        actions.read_password(referral, by=worker, at=NOW)
    with pytest.raises(Refusal, match="trok de toestemming in"):
        report(referral, worker)
    with pytest.raises(Refusal, match="trok de toestemming in"):
        withdraw_here(referral, worker)


def test_after_the_declaration_nothing_more_is_logged(referral: Referral, worker: User):
    attempt(referral, worker, reached=True)
    actions.record_outcome(referral, kind=OutcomeKind.DECLINES, by=worker, at=NOW)
    declare(referral, worker)
    declare(referral, worker)
    assert Deletion.objects.count() == 1
    with pytest.raises(Refusal, match="gegevens gewist zijn"):
        actions.record_outcome(referral, kind=OutcomeKind.WANTS_HELP, by=worker, at=NOW)


def test_data_that_are_still_needed_are_not_declared_deleted(referral: Referral, worker: User):
    with pytest.raises(Refusal, match="reden om deze gegevens te bewaren"):
        declare(referral, worker)


def test_what_the_team_asked_is_declared_to_the_team(referral: Referral, worker: User):
    withdraw(referral)
    assert status_of(referral, worker) == IntakeStatus.TO_DELETE
    declare(referral, worker)
    assert status_of(referral, worker) == IntakeStatus.DELETED
    assert DeletionDeclaration.objects.get().declared_on == TODAY
    assert not Deletion.objects.exists()


def test_who_declared_before_the_team_asked_is_asked_again(referral: Referral, worker: User):
    """What the receiver declared for itself stays behind the wall, so the team still waits for a declaration."""
    withdraw_here(referral, worker)
    declare(referral, worker)
    withdraw(referral)
    assert status_of(referral, worker) == IntakeStatus.TO_DELETE
    declare(referral, worker)
    assert DeletionDeclaration.objects.exists()


def test_secrecy_is_declared_first(referral: Referral, worker: User):
    worker.bound_by_secrecy_since = None
    for act in (withdraw_here, declare, report):
        with pytest.raises(actions.SecrecyNotDeclared):
            act(referral, worker)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("", "Vul de datum in, bijvoorbeeld 3/11/2026."),
        ("31/02/2026", "Typ een datum als dag/maand/jaar"),
        ("01/01/2999", "Deze dag moet nog komen."),
        ("22/11/2026", "De aanmelding kwam aan op 23 november 2026."),
    ],
)
@pytest.mark.parametrize("page", ["withdrawn", "deleted"])
def test_a_wrong_day_gets_a_sentence(client: Client, referral: Referral, page: str, day: str, sentence: str):
    if page == "deleted":
        withdraw(referral)
    answers = {"on": day, "ending": "everything_deleted"}
    answer = client.post(reverse(f"ocmw_intake:{page}", args=[referral.reference]), answers)
    assert sentence in answer.text
    assert not ClientWithdrawal.objects.exists()
    assert not DeletionDeclaration.objects.exists()


def test_the_pages_lead_from_withdrawal_to_declaration(client: Client, referral: Referral):
    page = reverse("ocmw_intake:referral", args=[referral.reference])
    assert "De cliënt trekt de toestemming in" in client.get(page).text
    client.post(reverse("ocmw_intake:withdrawn", args=[referral.reference]), {"on": "23/11/2026", "ending": "later"})
    shown = client.get(page).text
    assert "De cliënt trok de toestemming bij u in." in shown
    assert "Wachtwoord tonen" not in shown
    answers = {"on": "23/11/2026", "ending": "everything_deleted"}
    client.post(reverse("ocmw_intake:deleted", args=[referral.reference]), answers)
    shown = client.get(page).text
    assert "U verklaarde dat de gegevens gewist zijn op 23 november 2026." in shown
    assert "Verwijdering verklaren" not in shown


def test_the_page_to_report_asks_codes_only(client: Client, referral: Referral):
    url = reverse("ocmw_intake:defects", args=[referral.reference])
    assert "<textarea" not in client.get(url).text
    answers = {**dict.fromkeys(FOUR_FIELDS, "fine"), "phone_defect": "missing"}
    assert client.post(url, answers).status_code == 302
    assert Correction.objects.get().defect_words == "Telefoonnummer (ontbrekend)"
    assert "het team kijkt dit na" in client.get(reverse("ocmw_intake:referral", args=[referral.reference])).text
