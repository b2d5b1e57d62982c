"""The lines of the register: never behind the papers, and right on a day when nothing ran (ADR 0027)."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse

from accounts.models import User
from agreements import actions, tasks
from agreements.actions.register_lines import BATCH, judge_all, judging_once
from agreements.models import (
    Agreement,
    BottleneckKind,
    KnownPapers,
    Mailbox,
    RegisterLine,
    SuspensionReason,
)
from agreements.rules.register import Conditions, Order, judged, page_of
from agreements.terms.doubts import DoubtField, Marks, Printed, Spot
from agreements.terms.papers import Document, Party
from law.known import freeze
from outbox.models import Transmission
from tests.agreements.papers import reload
from tests.agreements.test_actions import in_a_thread, waits_for_a_lock
from tests.builders.accounts import a_user
from tests.builders.agreements import a_doubt, a_suspension, papers_in_force
from tests.builders.directory import a_team, an_ocmw
from tests.paper_import.test_importing import a_line, as_file, imported

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
TOMORROW = date(2026, 11, 24)
EVERYTHING = [field.name for field in RegisterLine._meta.fields]


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


def values(line: RegisterLine) -> dict[str, Any]:
    return {name: getattr(line, name) for name in EVERYTHING}


def assert_line_is_fresh(agreement: Agreement, on: date = TODAY) -> None:
    """The stored line says what the gate and the calendar say now."""
    (fresh,) = judged([reload(agreement)], on=on)
    assert values(RegisterLine.objects.get(agreement=agreement)) == values(fresh)


def doubt(agreement: Agreement, by: User) -> Any:
    return actions.doubts.raise_doubt(
        agreement=agreement,
        spot=Spot(Document.PROTOCOL),
        field=DoubtField.IN_FORCE_FROM,
        printed=Printed("81 november 2824"),
        by=by,
        at=NOW,
    )


def bounce_by_mail(_agreement: Agreement, _by: User) -> None:
    with transaction.atomic():
        tell = actions.mailbox.record_returned_mail(transmission=Transmission.objects.get(), at=NOW)
        tell()


def mailbox_of(agreement: Agreement) -> Mailbox:
    mailbox = reload(agreement).protocol.mailbox_facts
    assert mailbox is not None
    return mailbox


def check_again(agreement: Agreement, by: User) -> None:
    box = actions.mailbox.set_mailbox(protocol=agreement.protocol, address="nieuw@ocmw.example", by=by, at=NOW)
    actions.mailbox.verify_mailbox(mailbox=box, by=by, at=NOW)
    actions.mailbox.verify_mailbox(mailbox=box, by=a_user(), at=NOW)
    check = actions.mailbox_checks.start(mailbox=box, by=by, at=NOW)
    assert actions.mailbox_checks.answer(check=check, code=check.code, attested_by="An Peeters, diensthoofd", at=NOW)
    assert RegisterLine.objects.get(agreement=agreement).may_send


def settle(agreement: Agreement, by: User) -> None:
    raised = doubt(agreement, by)
    assert RegisterLine.objects.get(agreement=agreement).doubts == 1
    actions.doubts.settle_doubt(doubt=raised, value=date(2024, 1, 1), by=by, at=NOW)


def doubt_in_a_form(agreement: Agreement, by: User) -> None:
    marks = Marks(kept={"ends_on": Printed("82 november")})
    actions.papers.change_agreement(agreement=agreement, terms={}, marks=marks, by=by, at=NOW)


def give_notice(agreement: Agreement, by: User) -> None:
    day = {"given_on": TODAY, "last_day": date(2027, 5, 23)}
    actions.stopping.give_notice(paper=agreement, **day, by_party=Party.AGENCY, proof="RR1", by=by, at=NOW)


def suspend(agreement: Agreement, by: User) -> Any:
    period = {"from_on": TODAY, "until_on": None}
    return actions.stopping.suspend_sharing(
        agreement=agreement, by_party=Party.AGENCY, **period, reason=SuspensionReason.SECURITY, by=by, at=NOW
    )


def unsuspend(agreement: Agreement, by: User) -> None:
    suspension = suspend(agreement, by)
    assert RegisterLine.objects.get(agreement=agreement).status == "suspended"
    actions.stopping.end_suspension(suspension=suspension, last_day=TODAY, by=by, at=NOW)


def sign(agreement: Agreement, by: User, **changes: Any) -> Any:
    where = {"document": Document.PROTOCOL, "party": Party.PARTNER, "position": 2}
    who = {"name": "Jo Ander", "function": "voorzitter", "signed_on": None}
    return actions.papers.record_signature(agreement=agreement, **{**where, **who, **changes}, by=by, at=NOW)


def unadvise(agreement: Agreement, by: User) -> None:
    actions.papers.record_dpo_advice(
        protocol=agreement.protocol, party=Party.PARTNER, dpo_name="Kim", advised_on=None, by=by, at=NOW
    )


def placeholder(agreement: Agreement, by: User) -> None:
    details = {"party": Party.PARTNER, "kind": "contact", "name_or_function": "[naam]", "organisation_name": ""}
    actions.contacts.add_contact(
        agreement=agreement, contact_details={**details, "phone": "", "email": "x@ocmw.example"}, by=by, at=NOW
    )


def evaluate(agreement: Agreement, by: User) -> None:
    actions.evaluation.hold_evaluation(agreement=agreement, held_on=TODAY, content=None, by=by, at=NOW)


def bottleneck(agreement: Agreement, by: User) -> None:
    kind = BottleneckKind.OTHER_DATA
    actions.bottlenecks.note_bottleneck(agreement=agreement, party=Party.AGENCY, kind=kind, met_on=TODAY, by=by, at=NOW)


def end(agreement: Agreement, by: User) -> None:
    actions.papers.change_agreement(agreement=agreement, terms={"ends_on": date(2026, 12, 1)}, by=by, at=NOW)


def end_protocol(agreement: Agreement, by: User) -> None:
    actions.papers.change_protocol(protocol=agreement.protocol, terms={"ends_on": TODAY}, by=by, at=NOW)


def correct_by_import(agreement: Agreement, by: User) -> None:
    imported(as_file(a_line(**{"agreement.notice_months": "5"})), by)


def remove_contact(agreement: Agreement, by: User) -> None:
    actions.contacts.remove_contact(contact=agreement.contacts.first(), by=by, at=NOW)


ACTS: list[Callable[[Agreement, User], Any]] = [
    doubt,
    settle,
    doubt_in_a_form,
    give_notice,
    suspend,
    unsuspend,
    sign,
    unadvise,
    placeholder,
    remove_contact,
    evaluate,
    bottleneck,
    end,
    end_protocol,
    check_again,
    bounce_by_mail,
    correct_by_import,
    lambda agreement, by: sign(agreement, by, position=1, signed_on=date(2024, 2, 1)),
    lambda agreement, by: actions.papers.remove_signature(signature=sign(agreement, by), by=by, at=NOW),
    lambda agreement, by: actions.stopping.end_for_breach(protocol=agreement.protocol, on=TODAY, by=by, at=NOW),
    lambda agreement, by: actions.stopping.end_legal_ground(agreement=agreement, on=TODAY, by=by, at=NOW),
    lambda agreement, by: actions.mailbox.record_bounce(mailbox=mailbox_of(agreement), on=TODAY, by=by, at=NOW),
    lambda agreement, by: actions.duties.confirm_measures(
        agreement=agreement,
        policy_confirmed_on=TODAY,
        dpo_confirmed_on=None,
        register_confirmed_on=None,
        by=by,
        at=NOW,
    ),
]


@pytest.mark.parametrize("act", ACTS)
def test_after_every_act_the_line_says_what_the_papers_say(act, westerlo, administrator):
    act(reload(westerlo), administrator)
    assert_line_is_fresh(westerlo)
    known = KnownPapers.objects.filter(agreement=westerlo).latest_of_each().get().known
    assert known == freeze(reload(westerlo)), "what is known is what the gate asks now (D26)"


@pytest.mark.parametrize("second", [give_notice, suspend, unadvise, evaluate, doubt])
@pytest.mark.parametrize("first", [end, placeholder, check_again, sign, bounce_by_mail])
def test_acts_one_after_the_other_leave_no_line_behind(first, second, westerlo, administrator):
    for act in (first, second):
        act(reload(westerlo), administrator)
        assert_line_is_fresh(westerlo)


def test_papers_that_are_registered_have_a_line_at_once(administrator):
    agreement = actions.papers.register_agreement(
        team=a_team(), partner=an_ocmw(), terms={"in_force_from": date(2027, 1, 1)}, by=administrator, at=NOW
    )
    assert_line_is_fresh(agreement)


def test_papers_that_are_imported_have_a_line_at_once(administrator, team, partner):
    imported(as_file(a_line()), administrator)
    assert_line_is_fresh(Agreement.objects.get())


def test_an_act_that_fails_leaves_the_line_as_it_was(westerlo, administrator):
    suspend(westerlo, administrator)
    before = values(RegisterLine.objects.get(agreement=westerlo))
    with transaction.atomic():
        end(westerlo, administrator)
        transaction.set_rollback(True)
    assert values(RegisterLine.objects.get(agreement=westerlo)) == before


# --- a new day ----------------------------------------------------------------------------------------------------


def shown(**conditions: Any) -> list[tuple[str, str, bool]]:
    rows, _page = page_of(Agreement.objects.all(), Conditions(**conditions), number=None, size=25, on=TOMORROW)
    return [(row["partner"], row["status"].value, row["may_send"]) for row in rows]


@pytest.fixture
def two() -> tuple[Agreement, Agreement]:
    """Papers of which the first end today, judged today."""
    ending = papers_in_force(a_team(), an_ocmw("OCMW Eindigend"))
    Agreement.objects.filter(pk=ending.pk).update(ends_on=TODAY)
    running = papers_in_force(a_team("Team Ander"), an_ocmw("OCMW Lopend"))
    assert judge_all(on=TODAY) == 2
    return ending, running


def test_on_a_day_when_nothing_ran_the_page_is_right_and_writes_nothing(two, signed_in, administrator):
    before = list(RegisterLine.objects.values().order_by("pk"))
    assert shown() == [("OCMW Eindigend", "ended", False), ("OCMW Lopend", "in_force", True)]
    assert shown(status="ended") == [("OCMW Eindigend", "ended", False)]
    assert shown(is_ending=True) == []
    assert [name for name, *_ in shown(order=Order.STATUS)] == ["OCMW Lopend", "OCMW Eindigend"]
    with time_machine.travel(datetime(2026, 11, 24, 9, 0, tzinfo=UTC), tick=False):
        answer = signed_in(administrator).get(reverse("agreements:register"), {"status": "ended"})
        page = answer.content.decode()
    assert "OCMW Eindigend" in page
    assert "OCMW Lopend" not in page
    assert list(RegisterLine.objects.values().order_by("pk")) == before


def test_papers_without_a_line_are_judged_for_the_page(two):
    third = papers_in_force(a_team("Team Derde"), an_ocmw("OCMW Derde"))
    a_suspension(third, from_on=TODAY, until_on=None)
    a_doubt(third)
    judge_all(on=TOMORROW)
    RegisterLine.objects.filter(agreement=third).delete()
    assert ("OCMW Derde", "suspended", False) in shown()
    assert shown(is_doubted=True) == [("OCMW Derde", "suspended", False)]


def test_just_after_midnight_every_line_is_judged_for_the_new_day(two, settings):
    assert settings.CELERY_BEAT_SCHEDULE["register"]["task"] == tasks.judge_register.name
    with time_machine.travel(datetime(2026, 11, 23, 23, 1, tzinfo=UTC), tick=False):  # in Brussels it is the 24th
        tasks.judge_register()
    for agreement in two:
        assert_line_is_fresh(agreement, TOMORROW)


def test_the_command_takes_more_than_one_batch_and_does_nothing_twice(capsys, monkeypatch):
    monkeypatch.setattr(actions.register_lines, "BATCH", 2)
    team = a_team()
    for number in range(5):
        papers_in_force(team, an_ocmw(f"OCMW Veel {number}"))
    call_command("judge_register")
    call_command("judge_register")
    assert capsys.readouterr().out == "5 overeenkomsten beoordeeld.\n0 overeenkomsten beoordeeld.\n"
    assert RegisterLine.objects.filter(judged_on=TODAY).count() == 5
    assert BATCH > 2


# --- at once ------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_the_night_waits_for_an_act_and_sees_what_it_did(westerlo, administrator):
    """Without the lock it would write over the line of the act what it read before."""
    RegisterLine.objects.all().delete()
    with transaction.atomic():
        suspend(westerlo, administrator)
        thread, raised = in_a_thread(lambda: judge_all(on=TODAY))
        assert waits_for_a_lock(thread)
    thread.join()
    assert raised == []
    assert_line_is_fresh(westerlo)


@pytest.mark.django_db(transaction=True)
def test_two_acts_at_once_leave_the_line_of_both(westerlo, administrator):
    """The one holds the agreement, the other the protocol."""
    with transaction.atomic():
        suspend(westerlo, administrator)
        thread, raised = in_a_thread(lambda: unadvise(reload(westerlo), administrator))
        assert waits_for_a_lock(thread)
    thread.join()
    assert raised == []
    assert_line_is_fresh(westerlo)


def test_many_acts_in_one_block_are_judged_once_when_it_ends(monkeypatch: pytest.MonkeyPatch):
    papers, administrator = papers_in_force(a_team(), an_ocmw()), a_user()
    asked: list[int] = []

    def counting(agreements: Any, *, on: date) -> list[RegisterLine]:
        asked.append(len(agreements))
        return judged(agreements, on=on)

    monkeypatch.setattr("agreements.actions.register_lines.judged", counting)
    with transaction.atomic(), judging_once(at=NOW):
        doubt(papers, administrator)
        actions.doubts.raise_doubt(
            agreement=papers,
            spot=Spot(Document.AGREEMENT),
            field=DoubtField.IN_FORCE_FROM,
            printed=Printed("81 november 2824", likely=date(2024, 11, 1)),
            by=administrator,
            at=NOW,
        )
        assert asked == []
    assert asked == [1]
    assert_line_is_fresh(papers)


def test_a_block_of_acts_without_a_transaction_around_it_is_refused(transactional_db: None):
    with pytest.raises(transaction.TransactionManagementError), judging_once(at=NOW):
        pass
