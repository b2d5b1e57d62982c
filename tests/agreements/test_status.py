"""The word for where an agreement stands."""

from datetime import date
from types import SimpleNamespace

import pytest

from agreements import actions
from agreements.models import Agreement, Mailbox, Protocol, Suspension
from agreements.rules.status import status_of
from agreements.terms.papers import Document, Party
from agreements.terms.status import PaperStatus, status_at
from law.findings import PaperStage, Topic
from law.gate import check_agreement, decide
from law.obstacles import Obstacle
from tests.agreements.papers import AT, reload, sign

pytestmark = pytest.mark.django_db

SIGNED = date(2024, 1, 29)


PAPERS = {Topic.AGREEMENT, Topic.PROTOCOL, Topic.ADVICE}
ABOUT_NO_PAPER_THAT_EXISTS = {Obstacle.AGREEMENT_MISSING, Obstacle.AGREEMENT_WITH_ANOTHER_PARTNER}
ABOUT_NO_GBO_AGREEMENT_THAT_EXISTS = {
    obstacle
    for obstacle in Obstacle
    if obstacle.topic is Topic.ONWARD and obstacle.name.startswith(("ONWARD_", "PROCESSOR_"))
} | {Obstacle.GBO_AGREEMENT_MISSING}


def test_every_obstacle_of_papers_means_a_stage_that_the_status_knows():
    of_papers = {obstacle for obstacle in Obstacle if obstacle.topic in PAPERS} - ABOUT_NO_PAPER_THAT_EXISTS
    of_gbo = {obstacle for obstacle in Obstacle if obstacle.topic is Topic.ONWARD} - ABOUT_NO_GBO_AGREEMENT_THAT_EXISTS
    in_force = {PaperStatus.IN_FORCE, PaperStatus.UNDER_NOTICE}
    for obstacle in of_papers | of_gbo:
        decision = decide(SIGNED, [obstacle])
        found = status_at(decision, advice_is_awaited=True, is_under_notice=True)
        assert found not in in_force, f"{obstacle.name} means no stage: the papers would be in force"
    for obstacle in set(Obstacle) - of_papers - of_gbo:
        assert obstacle.stage is PaperStage.NONE, obstacle.name


def test_every_stage_has_a_word():
    for stage in PaperStage:
        status_at(
            SimpleNamespace(obstacles=[SimpleNamespace(stage=stage)]), advice_is_awaited=True, is_under_notice=False
        )


def status(agreement: Agreement, on: date = SIGNED) -> PaperStatus:
    found = reload(agreement)
    return status_of(found, check_agreement(agreement=found, on=on))


def test_an_agreement_passes_from_draft_through_advice_and_signature_to_force(team, partner, administrator):
    agreement = actions.papers.register_agreement(
        team=team,
        partner=partner,
        terms={"in_force_from": SIGNED, "notice_months": 6},
        protocol_terms={"in_force_from": SIGNED, "notice_months": 6},
        by=administrator,
        at=AT,
    )
    words = [status(agreement)]
    for party in Party:
        asked = date(2023, 9, 5)
        for days in ((None, None), (asked, None), (asked, date(2023, 9, 19))):
            actions.papers.record_dpo_advice(
                protocol=agreement.protocol,
                party=party,
                dpo_name="Sam",
                asked_on=days[0],
                advised_on=days[1],
                by=administrator,
                at=AT,
            )
            words.append(status(agreement))
    for document in Document:
        sign(agreement, document, (Party.AGENCY, 1, SIGNED), (Party.PARTNER, 1, SIGNED), by=administrator)
        words.append(status(agreement))
    assert words == [
        PaperStatus.DRAFT,
        PaperStatus.DRAFT,  # a DPO is named, and not asked yet
        PaperStatus.AWAITING_ADVICE,
        PaperStatus.AWAITING_ADVICE,
        PaperStatus.AWAITING_ADVICE,
        PaperStatus.AWAITING_ADVICE,
        PaperStatus.TO_SIGN,
        PaperStatus.TO_SIGN,
        PaperStatus.IN_FORCE,
    ]


def test_a_paper_that_breaks_off_is_still_to_be_signed(diest):
    assert status(diest, date(2026, 11, 23)) == PaperStatus.TO_SIGN


def test_a_signed_agreement_that_begins_later_is_not_yet_in_force(westerlo):
    Agreement.objects.update(in_force_from=date(2024, 2, 1))
    assert [status(westerlo, date(2024, 1, 31)), status(westerlo, date(2024, 2, 1))] == [
        PaperStatus.NOT_YET_IN_FORCE,
        PaperStatus.IN_FORCE,
    ]


def test_signed_papers_with_something_left_to_fill_in_are_drafts(westerlo):
    Protocol.objects.update(notice_months=None)
    assert status(westerlo) == PaperStatus.DRAFT


def test_papers_are_in_force_though_the_mailbox_is_not_checked(westerlo):
    Mailbox.objects.update(
        first_verified_by=None, first_verified_at=None, second_verified_by=None, second_verified_at=None
    )
    assert status(westerlo) == PaperStatus.IN_FORCE


def test_an_agreement_is_under_notice_from_the_notice_until_its_last_day(westerlo):
    """R37: six months from 1 March end on 1 September."""
    Agreement.objects.update(notice_given_on=date(2024, 3, 1), notice_given_by_party=Party.PARTNER)
    days = (date(2024, 2, 29), date(2024, 3, 1), date(2024, 9, 1), date(2024, 9, 2))
    assert [status(westerlo, day) for day in days] == [
        PaperStatus.IN_FORCE,
        PaperStatus.UNDER_NOTICE,
        PaperStatus.UNDER_NOTICE,
        PaperStatus.ENDED,
    ]


def test_an_agreement_is_suspended_while_the_suspension_lasts(westerlo):
    Suspension.objects.create(agreement=westerlo, from_on=date(2024, 3, 1), by_party=Party.AGENCY, reason="inbreuk")
    assert [status(westerlo, date(2024, 2, 29)), status(westerlo, date(2024, 3, 1))] == [
        PaperStatus.IN_FORCE,
        PaperStatus.SUSPENDED,
    ]


@pytest.mark.parametrize(
    "end",
    [
        lambda: Agreement.objects.update(ends_on=date(2024, 5, 1)),
        lambda: Agreement.objects.update(legal_ground_gone_on=date(2024, 5, 2)),
        lambda: Protocol.objects.update(ends_on=date(2024, 5, 1)),
        lambda: Protocol.objects.update(ended_for_breach_on=date(2024, 5, 2)),
    ],
)
def test_whatever_ends_sharing_ends_the_agreement(westerlo, end):
    """R35, R36, R100."""
    end()
    assert [status(westerlo, date(2024, 5, 1)), status(westerlo, date(2024, 5, 2))] == [
        PaperStatus.IN_FORCE,
        PaperStatus.ENDED,
    ]


def test_advice_after_the_signature_asks_for_a_new_signature(westerlo):
    """R31."""
    westerlo.protocol.dpo_advices.filter(party=Party.AGENCY).update(advised_on=date(2024, 1, 30))
    assert status(westerlo, date(2024, 2, 1)) == PaperStatus.TO_SIGN
