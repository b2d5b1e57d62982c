"""Who may receive: region, kind, territory, and the agreement that must be with that very partner."""

from datetime import date

import pytest

from law.facts import OrganisationKind, Region
from law.obstacles import Obstacle
from law.receiver import receiver_kind_for, serves
from tests.law.facts_builder import (
    ELSEWHERE,
    HOME,
    OTHER_ID,
    TODAY,
    Agreement,
    Partner,
    Territory,
    agreement_with,
    papers,
    sharing,
)


def test_flanders_is_served_by_an_ocmw_and_brussels_by_a_caw_and_wallonia_by_nobody() -> None:
    """R2, R3, FAQ vraag 1."""
    assert receiver_kind_for(Region.FLANDERS) is OrganisationKind.OCMW
    assert receiver_kind_for(Region.BRUSSELS) is OrganisationKind.CAW
    assert receiver_kind_for(Region.WALLONIA) is None


def test_in_brussels_a_caw_may_receive() -> None:
    """R3."""
    assert sharing(region=Region.BRUSSELS, partner=Partner(kind=OrganisationKind.CAW)).may_send


def test_in_brussels_an_ocmw_is_refused() -> None:
    """R3."""
    assert papers(region=Region.BRUSSELS).obstacles == (Obstacle.RECEIVER_OF_WRONG_KIND,)


@pytest.mark.parametrize(
    "kind",
    [OrganisationKind.CAW, OrganisationKind.DMW, OrganisationKind.AGENCY, OrganisationKind.LOCAL_TEAM],
)
def test_in_flanders_only_an_ocmw_may_receive(kind: OrganisationKind) -> None:
    """R2, R4, R5: no other partner, and never back to the agency."""
    assert papers(partner=Partner(kind=kind)).obstacles == (Obstacle.RECEIVER_OF_WRONG_KIND,)


def test_the_kind_may_come_in_as_the_plain_text_of_a_column() -> None:
    assert papers(partner=Partner(kind="ocmw"), region="VLG").may_send


@pytest.mark.parametrize("ask", [papers, lambda **facts: sharing(consent=None, **facts)])
def test_in_wallonia_the_missing_legal_ground_is_the_only_obstacle(ask) -> None:
    """R3: no paper, receiver or consent could mend it, so nothing else is named."""
    decision = ask(region=Region.WALLONIA, partner=None, agreement=None, sender=None)
    assert decision.obstacles == (Obstacle.NO_LEGAL_GROUND_IN_REGION,)


def test_in_wallonia_even_papers_in_order_give_no_legal_ground() -> None:
    """R3."""
    assert sharing(region=Region.WALLONIA).obstacles == (Obstacle.NO_LEGAL_GROUND_IN_REGION,)


def test_without_a_receiver_nothing_can_go() -> None:
    """R2; nothing is said of kind or territory of nobody."""
    assert sharing(partner=None).obstacles == (Obstacle.RECEIVER_MISSING,)


def test_a_receiver_of_another_municipality_is_refused() -> None:
    """R2."""
    assert papers(residence=ELSEWHERE).obstacles == (Obstacle.RECEIVER_OUTSIDE_TERRITORY,)


def test_a_receiver_without_any_territory_is_refused() -> None:
    """R2."""
    assert papers(partner=Partner(territory_facts=())).obstacles == (Obstacle.RECEIVER_OUTSIDE_TERRITORY,)


MERGED = "90003"
NEW_PARTNER = Partner(territory_facts=(Territory(HOME), Territory(MERGED, from_on=date(2025, 1, 1))))
OLD_PARTNER = Partner(territory_facts=(Territory(MERGED, until_on=date(2024, 12, 31)),))


@pytest.mark.parametrize(
    ("partner", "on", "may_receive"),
    [
        (OLD_PARTNER, date(2024, 12, 30), True),
        (OLD_PARTNER, date(2024, 12, 31), True),
        (OLD_PARTNER, date(2025, 1, 1), False),
        (NEW_PARTNER, date(2024, 12, 31), False),
        (NEW_PARTNER, date(2025, 1, 1), True),
        (NEW_PARTNER, date(2025, 1, 2), True),
    ],
)
def test_at_a_merger_the_territory_passes_over_at_midnight(partner: Partner, on: date, may_receive: bool) -> None:
    """R2; the mergers of 1 January 2025."""
    assert serves(partner, MERGED, on) is may_receive
    refused = Obstacle.RECEIVER_OUTSIDE_TERRITORY in papers(partner=partner, residence=MERGED, on=on).obstacles
    assert refused is not may_receive


def test_several_territories_each_count() -> None:
    assert serves(NEW_PARTNER, HOME, TODAY)
    assert serves(NEW_PARTNER, MERGED, TODAY)
    assert not serves(NEW_PARTNER, ELSEWHERE, TODAY)


def test_an_agreement_with_another_partner_does_not_cover_this_receiver() -> None:
    """R26, R59."""
    decision = papers(agreement=agreement_with(partner_id=OTHER_ID))
    assert decision.obstacles == (Obstacle.AGREEMENT_WITH_ANOTHER_PARTNER,)


def test_without_a_receiver_the_partner_of_the_agreement_is_not_held_against_it() -> None:
    assert papers(partner=None, agreement=Agreement(partner_id=OTHER_ID)).obstacles == (Obstacle.RECEIVER_MISSING,)
