"""Consent: informed, free, explicit, decided together, for this receiver, before the sharing and not withdrawn."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from law.obstacles import Obstacle
from tests.law.facts_builder import OTHER_ID, TODAY, TOMORROW, YESTERDAY, Consent, agreement_with, papers, sharing


@pytest.mark.parametrize(
    ("changes", "obstacle"),
    [
        ({"is_informed": False}, Obstacle.CONSENT_NOT_INFORMED),  # R52
        ({"is_free": False}, Obstacle.CONSENT_NOT_FREE),  # R53
        ({"is_explicit": False}, Obstacle.CONSENT_NOT_EXPLICIT),  # R53
        ({"is_decided_together": False}, Obstacle.CONSENT_NOT_DECIDED_TOGETHER),  # R54
        ({"receiver_id": OTHER_ID}, Obstacle.CONSENT_FOR_ANOTHER_RECEIVER),  # R59
    ],
)
def test_each_defect_of_a_consent_stops_the_sharing(changes: dict[str, Any], obstacle: Obstacle) -> None:
    assert sharing(consent=replace(Consent(), **changes)).obstacles == (obstacle,)


@pytest.mark.parametrize(("given_on", "is_in_time"), [(YESTERDAY, True), (TODAY, True), (TOMORROW, False)])
def test_consent_comes_before_the_sharing(given_on: date, is_in_time: bool) -> None:
    """R52: beforehand."""
    decision = sharing(consent=Consent(given_on=given_on))
    assert decision.obstacles == (() if is_in_time else (Obstacle.CONSENT_AFTER_SHARING,))


@pytest.mark.parametrize(("withdrawn_on", "is_withdrawn"), [(YESTERDAY, True), (TODAY, True), (TOMORROW, False)])
def test_a_withdrawal_counts_from_its_own_day(withdrawn_on: date, is_withdrawn: bool) -> None:
    """R55."""
    decision = sharing(consent=Consent(given_on=date(2026, 11, 1), withdrawn_on=withdrawn_on))
    assert decision.obstacles == ((Obstacle.CONSENT_WITHDRAWN,) if is_withdrawn else ())


def test_all_defects_of_a_consent_are_named_at_once() -> None:
    consent = Consent(
        receiver_id=OTHER_ID,
        is_informed=False,
        is_free=False,
        is_explicit=False,
        is_decided_together=False,
        given_on=TOMORROW,
        withdrawn_on=TODAY,
    )
    assert sharing(consent=consent).obstacles == (
        Obstacle.CONSENT_NOT_INFORMED,
        Obstacle.CONSENT_NOT_FREE,
        Obstacle.CONSENT_NOT_EXPLICIT,
        Obstacle.CONSENT_NOT_DECIDED_TOGETHER,
        Obstacle.CONSENT_AFTER_SHARING,
        Obstacle.CONSENT_WITHDRAWN,
        Obstacle.CONSENT_FOR_ANOTHER_RECEIVER,
    )


def test_consent_does_not_mend_the_papers() -> None:
    """D7."""
    broken = agreement_with(signed_by_partner_on=None)
    assert sharing(agreement=broken).obstacles == papers(agreement=broken).obstacles != ()


def test_without_a_receiver_the_receiver_of_the_consent_is_not_held_against_it() -> None:
    assert sharing(partner=None, consent=Consent(receiver_id=OTHER_ID)).obstacles == (Obstacle.RECEIVER_MISSING,)
