"""Which GBO agreement counts for a receiver, and whether there is one in its region (R90, R91)."""

from datetime import UTC, date, datetime

import pytest

from audit.events import Event
from audit.models import AuditEvent
from gbo import actions as gbo_actions
from gbo.models import GboAbsence
from gbo.route import GboAnswer, gbo_agreement_for, region_answer, region_answers
from law.obstacles import Obstacle
from law.onward import check_onward
from law.refusal import Refusal
from tests.builders.directory import a_caw, a_dmw, a_municipality, a_team, an_ocmw
from tests.builders.gbo import a_gbo_agreement, a_gbo_suspension
from tests.law.facts_builder import ProcessorContract

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
IN_ORDER = ProcessorContract()
TODAY = NOW.date()


@pytest.fixture
def ocmw(db):
    return an_ocmw("OCMW Voorbeeldbos")


@pytest.fixture
def who(administrator):
    return {"by": administrator, "at": NOW}


def answer(organisation, on: date = TODAY) -> tuple[GboAnswer, date | None]:
    found = region_answer(organisation, on)
    assert found == region_answers([organisation], on)[0]
    return found.answer, found.since


def test_nothing_recorded_is_told_apart_from_no(ocmw, who):
    """R91."""
    assert answer(ocmw) == (GboAnswer.UNKNOWN, None)
    gbo_actions.agreements.record_absence(organisation=ocmw, asked_on=date(2026, 11, 2), **who)
    assert answer(ocmw) == (GboAnswer.NO, date(2026, 11, 2))
    assert answer(ocmw, date(2026, 11, 1)) == (GboAnswer.UNKNOWN, None)


def test_a_later_question_replaces_the_day_and_both_are_in_the_trail(ocmw, who):
    for day in (date(2026, 10, 1), date(2026, 11, 2)):
        gbo_actions.agreements.record_absence(organisation=ocmw, asked_on=day, **who)
    assert GboAbsence.objects.get().asked_on == date(2026, 11, 2)
    told = AuditEvent.objects.filter(event=Event.GBO_ABSENCE_RECORDED).order_by("pk")
    assert [event.details["asked_on"] for event in told] == ["2026-10-01", "2026-11-02"]


def test_an_agreement_in_force_is_a_yes_since_its_last_signature(ocmw, who):
    gbo_actions.agreements.record_absence(organisation=ocmw, asked_on=date(2025, 1, 6), **who)
    agreement = a_gbo_agreement(a_caw("CAW A"), ocmw, a_dmw())
    assert answer(ocmw) == (GboAnswer.YES, date(2025, 3, 3))
    assert answer(ocmw, date(2025, 3, 2))[0] == GboAnswer.NOT_YET
    a_gbo_suspension(agreement)
    assert answer(ocmw) == (GboAnswer.YES, date(2025, 3, 3))
    with pytest.raises(Refusal, match="in werking"):
        gbo_actions.agreements.record_absence(organisation=ocmw, asked_on=TODAY, **who)


def test_a_draft_is_not_yet_and_an_ended_one_is_a_no_since_the_day_after(ocmw, who):
    agreement = a_gbo_agreement(a_caw("CAW A"), ocmw, a_dmw())
    suspension = a_gbo_suspension(agreement)
    gbo_actions.stopping.stop(
        suspension=suspension,
        notified_on=date(2026, 4, 1),
        notification_proof="RR 9",
        stopped_on=date(2026, 5, 4),
        **who,
    )
    assert answer(ocmw) == (GboAnswer.NO, date(2026, 5, 4))
    draft = a_gbo_agreement(a_caw("CAW B"), an_ocmw("OCMW Ander"), a_dmw("DMW B"), signed_on=None)
    assert answer(draft.parties_in_order[1].organisation) == (GboAnswer.NOT_YET, None)


def test_absence_is_recorded_for_an_ocmw_or_a_caw_only(who):
    for wrong in (a_dmw(), a_team()):
        with pytest.raises(Refusal, match="Kies een OCMW of een CAW"):
            gbo_actions.agreements.record_absence(organisation=wrong, asked_on=TODAY, **who)


def test_the_agreement_in_force_counts_before_a_newer_draft(ocmw):
    in_force = a_gbo_agreement(a_caw("CAW A"), ocmw, a_dmw("DMW A"))
    draft = a_gbo_agreement(a_caw("CAW B"), ocmw, a_dmw("DMW B"), signed_on=None)
    assert gbo_agreement_for(ocmw, TODAY) == in_force
    assert gbo_agreement_for(ocmw, date(2025, 3, 2)) == draft
    assert gbo_agreement_for(an_ocmw("OCMW Zonder"), TODAY) is None


def test_for_a_caw_the_partner_tells_which_region_is_meant(ocmw):
    caw, dmw = a_caw("CAW A"), a_dmw()
    elsewhere = an_ocmw("OCMW Elders", serves=a_municipality("99008", "Eldersdorp"))
    here, there = a_gbo_agreement(caw, ocmw, dmw), a_gbo_agreement(caw, elsewhere, dmw)
    assert gbo_agreement_for(caw, TODAY, partner=ocmw) == here
    assert gbo_agreement_for(caw, TODAY, partner=elsewhere) == there


def test_what_is_found_can_be_asked_of_the_law_as_it_is(ocmw):
    """R90: only mailbox and consent are missing then; and a partner outside the agreement gets nothing."""
    dmw = a_dmw()
    found = gbo_agreement_for(a_gbo_agreement(a_caw("CAW A"), ocmw, dmw).caw.organisation, TODAY)
    assert check_onward(
        gbo_agreement=found, partner=dmw, mailbox=found.mailbox_of(dmw.pk), consent=None, contract=IN_ORDER, on=TODAY
    ).obstacles == (Obstacle.ONWARD_MAILBOX_MISSING, Obstacle.ONWARD_CONSENT_MISSING)
    stranger = a_dmw("DMW Vreemd")
    assert (
        Obstacle.ONWARD_PARTNER_NOT_PARTY
        in check_onward(
            gbo_agreement=found, partner=stranger, mailbox=None, consent=None, contract=IN_ORDER, on=TODAY
        ).obstacles
    )


def test_the_list_asks_the_database_a_fixed_number_of_times(django_assert_max_num_queries):
    organisations = []
    for number in range(12):
        organisations.append(an_ocmw(f"OCMW {number}"))
        a_gbo_agreement(a_caw(f"CAW {number}"), organisations[-1], a_dmw(f"DMW {number}"))
    with django_assert_max_num_queries(6):
        assert {row.answer for row in region_answers(organisations, TODAY)} == {GboAnswer.YES}
