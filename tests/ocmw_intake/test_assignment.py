"""Who follows up: taking, giving to a colleague, giving back, and what becomes of it when someone leaves (ADR 0032)."""

import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, User
from audit.models import AuditEvent
from directory.models import Organisation
from law.refusal import Overtaken, Refusal
from law.roles import Role
from ocmw_intake import actions
from ocmw_intake.models import Intake, IntakeStatus, OutcomeKind, handlers_at
from referrals.models import Referral
from tests.builders.accounts import a_user
from tests.builders.days import FILED_AT
from tests.builders.directory import a_team, an_ocmw
from tests.builders.referrals import a_referral
from tests.ocmw_intake.steps import attempt

SignIn = Callable[[User], Client]
NOW = FILED_AT + timedelta(hours=2)
TO_DO, MINE, UNASSIGNED = "/opvolging/", "/opvolging/van-mij/", "/opvolging/van-niemand/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def colleague(ocmw: Organisation) -> User:
    return a_user(Role.SOCIAL_WORKER, ocmw, name="Collega Proef")


@pytest.fixture
def intake(referral: Referral) -> Intake:
    return Intake.objects.get(referral=referral)


@pytest.fixture
def client(worker: User, signed_in: SignIn) -> Client:
    return signed_in(worker)


def handler(intake: Intake) -> str:
    intake.refresh_from_db()
    return handlers_at([intake.partner_id]).name_of(intake)


def events() -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(event="follow_up_assigned").order_by("pk"))


def text(response: object) -> str:
    body = response.content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body[body.index("<main") :]))


def post(client: Client, page: str, referral: Referral, **answers: object) -> str:
    return text(client.post(reverse(f"ocmw_intake:{page}", args=[referral.reference]), answers, follow=True))


# --- the acts ------------------------------------------------------------------------------------------------------


def test_what_nobody_handles_is_taken_with_one_event(intake: Intake, worker: User, ocmw: Organisation):
    actions.take(intake, by=worker, at=NOW)
    assert handler(intake) == worker.name
    [event] = events()
    assert (event.actor_id, event.object_id, event.organisation_id) == (worker.pk, str(intake.pk), ocmw.pk)
    assert event.details == {}


def test_taking_twice_changes_nothing(intake: Intake, worker: User):
    actions.take(intake, by=worker, at=NOW)
    actions.take(intake, by=worker, at=NOW)
    assert len(events()) == 1


def test_the_second_who_takes_is_told_who_has_it(intake: Intake, worker: User, colleague: User):
    actions.take(intake, by=colleague, at=NOW)
    with pytest.raises(Overtaken) as refusal:
        actions.take(intake, by=worker, at=NOW)
    assert refusal.value.sentence == "Collega Proef volgt deze aanmelding al op. Overleg eerst met Collega Proef."
    assert handler(intake) == "Collega Proef"
    assert len(events()) == 1


def test_a_follow_up_is_given_to_a_colleague(intake: Intake, worker: User, colleague: User):
    actions.take(intake, by=worker, at=NOW)
    actions.assign(intake, to=colleague.pk, instead_of=worker.pk, by=worker, at=NOW)
    assert handler(intake) == "Collega Proef"
    assert events()[1].details == {}


def test_it_is_taken_over_from_a_colleague_on_purpose(intake: Intake, worker: User, colleague: User):
    actions.take(intake, by=colleague, at=NOW)
    actions.assign(intake, to=worker.pk, instead_of=colleague.pk, by=worker, at=NOW)
    assert handler(intake) == worker.name


def test_who_chooses_on_an_old_page_overwrites_nobody(
    intake: Intake, worker: User, colleague: User, ocmw: Organisation
):
    third = a_user(Role.SOCIAL_WORKER, ocmw)
    actions.take(intake, by=colleague, at=NOW)
    with pytest.raises(Overtaken):
        actions.assign(intake, to=third.pk, instead_of=None, by=worker, at=NOW)
    assert handler(intake) == "Collega Proef"


def test_it_is_given_back_by_who_has_it_and_by_nobody_else(intake: Intake, worker: User, colleague: User):
    actions.take(intake, by=colleague, at=NOW)
    with pytest.raises(Overtaken):
        actions.leave(intake, by=worker, at=NOW)
    actions.leave(intake, by=colleague, at=NOW)
    assert handler(intake) == ""
    assert events()[1].details == {}
    actions.leave(intake, by=colleague, at=NOW)
    assert len(events()) == 2


def test_only_a_social_worker_of_the_same_receiver_handles_it(intake: Intake, worker: User, referral: Referral):
    elsewhere = a_user(Role.SOCIAL_WORKER, an_ocmw("OCMW Elders"))
    gone = a_user(Role.SOCIAL_WORKER, referral.partner, is_active=False)
    for person in (elsewhere, gone, referral.filed_by, a_user()):
        with pytest.raises(Refusal, match="Kies een collega"):
            actions.assign(intake, to=person.pk, instead_of=None, by=worker, at=NOW)
    with pytest.raises(Refusal, match="Kies een collega"):
        actions.take(intake, by=elsewhere, at=NOW)
    assert events() == []


def test_who_is_not_bound_by_secrecy_takes_nothing(intake: Intake, ocmw: Organisation):
    unbound = a_user(Role.SOCIAL_WORKER, ocmw, bound_by_secrecy_since=None)
    with pytest.raises(actions.SecrecyNotDeclared):
        actions.take(intake, by=unbound, at=NOW)


def test_what_is_deleted_gets_no_handler_any_more(intake: Intake, referral: Referral, worker: User):
    actions.withdraw_here(referral, on=NOW.date(), by=worker, at=NOW)
    actions.take(intake, by=worker, at=NOW)  # someone still deletes
    actions.declare_deletion(referral, on=NOW.date(), by=worker, at=NOW)
    with pytest.raises(Refusal, match="gegevens gewist zijn"):
        actions.leave(intake, by=worker, at=NOW)


def test_what_happens_to_the_follow_up_leaves_its_handler(intake: Intake, referral: Referral, worker: User):
    actions.take(intake, by=worker, at=NOW)
    attempt(referral, worker, reached=True, at=NOW)
    actions.record_outcome(referral, kind=OutcomeKind.WANTS_HELP, by=worker, at=NOW)
    assert handler(intake) == worker.name
    assert intake.status == IntakeStatus.CLOSED


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_at_once_one_has_it_and_the_other_is_told(
    intake: Intake, worker: User, colleague: User, clock: None
):
    barrier = threading.Barrier(2)

    def try_to_take(person: User) -> str:
        barrier.wait()
        try:
            actions.take(intake, by=person, at=NOW)
        except Refusal as refusal:
            return refusal.sentence
        finally:
            connection.close()
        return "taken"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(try_to_take, [worker, colleague]))
    assert answers[1] == "taken"
    assert answers[0].startswith(handler(intake))
    assert len(events()) == 1


# --- who leaves ----------------------------------------------------------------------------------------------------


def _end_membership(person: User) -> None:
    Membership.objects.filter(user=person).delete()


def _switch_off(person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)


def _move(person: User) -> None:
    Membership.objects.filter(user=person).update(organisation=an_ocmw("OCMW Elders"))


@pytest.mark.parametrize("go", [_end_membership, _switch_off, _move])
def test_what_was_of_someone_who_left_is_nobodys_again(
    go: Callable[[User], None], intake: Intake, referral: Referral, worker: User, colleague: User, client: Client
):
    actions.take(intake, by=colleague, at=NOW)
    assert referral.reference not in text(client.get(UNASSIGNED))
    go(colleague)
    assert handler(intake) == ""
    page = text(client.get(UNASSIGNED))
    assert referral.reference in page
    assert "Nog van niemand (1)" in page
    assert "Collega Proef" not in page
    assert referral.reference in text(client.get(TO_DO, {"behandelaar": "niemand"}))
    assert "Nog niemand volgt deze aanmelding op." in text(
        client.get(reverse("ocmw_intake:referral", args=[referral.reference]))
    )
    actions.take(intake, by=worker, at=NOW)
    assert handler(intake) == worker.name


def test_who_works_elsewhere_too_keeps_only_what_is_of_there(
    intake: Intake, worker: User, colleague: User, signed_in: SignIn
):
    actions.take(intake, by=colleague, at=NOW)
    other = an_ocmw("OCMW Proefbos")
    Membership.objects.filter(user=colleague).update(organisation=other)
    kept = Intake.objects.get(referral=a_referral(partner=other, team=a_team("Team Proefbos"), sent=True))
    actions.take(kept, by=colleague, at=NOW)
    page = text(signed_in(colleague).get(MINE))
    assert kept.referral.reference in page
    assert "Van mij (1)" in page


# --- on the pages --------------------------------------------------------------------------------------------------


def test_on_its_page_a_referral_is_taken_given_back_and_given_away(
    client: Client, referral: Referral, worker: User, colleague: User
):
    page = post(client, "take", referral)
    assert "De aanmelding staat op uw naam." in page
    assert "U volgt deze aanmelding op." in page
    assert "Nog niemand volgt deze aanmelding op." in post(client, "leave", referral)
    page = post(client, "assign", referral, handler=colleague.pk, instead_of="")
    assert "De aanmelding staat op naam van Collega Proef." in page
    assert "Collega Proef volgt deze aanmelding op." in page
    page = post(client, "assign", referral, handler=worker.pk, instead_of=colleague.pk)
    assert "U volgt deze aanmelding op." in page


def test_the_form_sends_who_had_it_when_the_page_was_shown(client: Client, referral: Referral, colleague: User):
    actions.take(Intake.objects.get(referral=referral), by=colleague, at=NOW)
    body = client.get(reverse("ocmw_intake:referral", args=[referral.reference])).content.decode()
    assert f'name="instead_of" value="{colleague.pk}"' in body


@pytest.mark.parametrize("chosen", ["", "niemand", "00000000-0000-0000-0000-000000000000", "x\0"])
def test_who_is_no_colleague_gets_a_sentence(chosen: str, client: Client, referral: Referral, colleague: User):
    assert "Kies een collega uit de lijst." in post(client, "assign", referral, handler=chosen, instead_of="")
    assert events() == []


def test_a_colleague_who_was_first_is_named_on_the_page(client: Client, referral: Referral, colleague: User):
    actions.take(Intake.objects.get(referral=referral), by=colleague, at=NOW)
    assert "Collega Proef volgt deze aanmelding al op." in post(client, "take", referral)


def test_who_is_alone_is_asked_for_no_colleague(client: Client, referral: Referral):
    page = client.get(reverse("ocmw_intake:referral", args=[referral.reference])).content.decode()
    assert "Op mijn naam zetten" in page
    assert "Behandelaar wijzigen" not in page


def test_several_are_taken_at_once_and_what_a_colleague_has_stays(
    client: Client, referral: Referral, worker: User, colleague: User
):
    more = [a_referral(partner=referral.partner, team=referral.team, sent=True) for _ in range(2)]
    client.get(UNASSIGNED)
    actions.take(Intake.objects.get(referral=more[0]), by=colleague, at=NOW)
    ticked = {"referral": [referral.reference, *(one.reference for one in more)]}
    answer = client.post(reverse("ocmw_intake:take_several"), ticked, follow=True)
    assert answer.redirect_chain == [(UNASSIGNED, 302)]
    page = text(answer)
    assert "2 aanmeldingen staan op uw naam." in page
    assert f"{more[0].reference}: Collega Proef volgt deze aanmelding al op." in page
    assert "Van mij (2)" in page


@pytest.mark.parametrize("ticked", [[], ["0000-0000"], ["\0"], ["x"] * 3])
def test_who_ticks_nothing_is_told_to_do_so(ticked: list[str], client: Client, referral: Referral):
    answer = client.post(reverse("ocmw_intake:take_several"), {"referral": ticked}, follow=True)
    assert "Vink eerst aan welke aanmeldingen u opvolgt." in text(answer)


def test_of_another_receiver_nothing_is_taken(client: Client, referral: Referral):
    elsewhere = a_referral(partner=an_ocmw("OCMW Elders"), team=referral.team, sent=True)
    client.post(reverse("ocmw_intake:take_several"), {"referral": [elsewhere.reference]})
    assert events() == []


def test_only_what_nobody_handles_can_be_ticked(client: Client, referral: Referral, colleague: User):
    other = a_referral(partner=referral.partner, team=referral.team, sent=True)
    actions.take(Intake.objects.get(referral=other), by=colleague, at=NOW)
    body = client.get(TO_DO).content.decode()
    assert re.findall(r'type="checkbox" name="referral" value="([^"]*)"', body) == [referral.reference]
    actions.take(Intake.objects.get(referral=referral), by=colleague, at=NOW)
    assert "Op mijn naam zetten" not in client.get(TO_DO).content.decode()


def test_who_is_not_bound_by_secrecy_is_sent_to_declare_it(referral: Referral, ocmw: Organisation, signed_in: SignIn):
    unbound = signed_in(a_user(Role.SOCIAL_WORKER, ocmw, bound_by_secrecy_since=None))
    ticked = {"referral": [referral.reference]}
    for answer in (
        unbound.post(reverse("ocmw_intake:take", args=[referral.reference]), follow=True),
        unbound.post(reverse("ocmw_intake:take_several"), ticked, follow=True),
    ):
        assert "Verklaar eerst dat u door het beroepsgeheim gebonden bent." in text(answer)
    assert events() == []


@pytest.mark.parametrize("page", ["take", "assign", "leave"])
def test_an_address_alone_changes_nothing(page: str, client: Client, referral: Referral):
    answer = client.get(reverse(f"ocmw_intake:{page}", args=[referral.reference]))
    assert answer.status_code == 302
    assert events() == []


# --- the wall ------------------------------------------------------------------------------------------------------


def test_neither_auditor_nor_team_learns_that_it_was_assigned(
    client: Client, referral: Referral, worker: User, signed_in: SignIn
):
    """D4: who handles it and since when tells something about a case."""
    post(client, "take", referral)
    assert len(events()) == 1
    trail = text(signed_in(a_user(Role.AUDITOR)).get(reverse("audit:trail")))
    assert "opvolging toegewezen" not in trail
    page = text(signed_in(referral.filed_by).get(reverse("referrals:referral", args=[referral.reference])))
    assert "Behandelaar" not in page
    assert worker.name not in page
