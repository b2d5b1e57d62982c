"""Onward to a GBO partner: only under a GBO agreement and with the client's consent for that partner (R90–R93)."""

from datetime import date

import pytest

from law.facts import OrganisationKind
from law.obstacles import Obstacle
from law.onward import check_gbo_agreement
from tests.law.facts_builder import (
    OTHER_ID,
    TODAY,
    TOMORROW,
    YESTERDAY,
    GboAgreement,
    GboPartner,
    Mailbox,
    OnwardConsent,
    Suspension,
    onward,
)


@pytest.mark.parametrize("kind", [OrganisationKind.CAW, OrganisationKind.OCMW, OrganisationKind.DMW])
def test_with_agreement_and_consent_the_data_may_go_to_any_core_actor(kind: OrganisationKind) -> None:
    """R90."""
    assert onward(partner=GboPartner(kind=kind)).may_send


@pytest.mark.parametrize("kind", [OrganisationKind.AGENCY, OrganisationKind.LOCAL_TEAM, "school"])
def test_an_organisation_that_is_no_core_actor_gets_nothing(kind: str) -> None:
    """R90."""
    assert onward(partner=GboPartner(kind=kind)).obstacles == (Obstacle.ONWARD_PARTNER_NOT_CORE_ACTOR,)


def test_a_core_actor_outside_this_agreement_gets_nothing() -> None:
    """R90: under the GBO agreement of the region."""
    assert onward(partner=GboPartner(id=OTHER_ID), consent=OnwardConsent(partner_id=OTHER_ID)).obstacles == (
        Obstacle.ONWARD_PARTNER_NOT_PARTY,
    )


def test_without_gbo_agreement_only_its_absence_and_the_consent_are_named() -> None:
    """R90, R91."""
    assert onward(gbo_agreement=None, consent=None).obstacles == (
        Obstacle.GBO_AGREEMENT_MISSING,
        Obstacle.ONWARD_CONSENT_MISSING,
    )


@pytest.mark.parametrize("actor", ["caw", "ocmw", "dmw"])
@pytest.mark.parametrize(
    ("signed_on", "is_signed"), [(None, False), (YESTERDAY, True), (TODAY, True), (TOMORROW, False)]
)
def test_the_agreement_is_in_force_from_the_last_of_three_signatures(
    actor: str, signed_on: date | None, is_signed: bool
) -> None:
    """R40, GBO-overeenkomst art. 14."""
    decision = onward(gbo_agreement=GboAgreement(**{f"signed_by_{actor}_on": signed_on}))
    assert decision.obstacles == (() if is_signed else (Obstacle[f"GBO_NOT_SIGNED_BY_{actor.upper()}"],))


@pytest.mark.parametrize(
    ("advised_on", "is_advised"), [(None, False), (YESTERDAY, True), (TODAY, True), (TOMORROW, False)]
)
def test_the_dpo_of_the_caw_must_have_advised(advised_on: date | None, is_advised: bool) -> None:
    """R43: no other DPO has to."""
    decision = onward(gbo_agreement=GboAgreement(advised_by_caw_dpo_on=advised_on, first_signed_on=TODAY))
    assert decision.obstacles == (() if is_advised else (Obstacle.GBO_ADVICE_MISSING,))


@pytest.mark.parametrize(
    ("advised_on", "is_in_time"),
    [(date(2025, 3, 2), True), (date(2025, 3, 3), True), (date(2025, 3, 4), False), (date(2025, 12, 1), False)],
)
def test_the_dpo_of_the_caw_advises_before_anyone_signs(advised_on: date, is_in_time: bool) -> None:
    """R43, preamble: the advice is on a draft, and what one of the three signed is not a draft any more."""
    agreement = GboAgreement(first_signed_on=date(2025, 3, 3), advised_by_caw_dpo_on=advised_on)
    assert onward(gbo_agreement=agreement).obstacles == (() if is_in_time else (Obstacle.GBO_ADVICE_AFTER_SIGNATURE,))


@pytest.mark.parametrize(("stopped_on", "is_stopped"), [(YESTERDAY, True), (TODAY, True), (TOMORROW, False)])
def test_what_was_stopped_after_a_suspension_stays_stopped(stopped_on: date, is_stopped: bool) -> None:
    """R101, GBO-overeenkomst art. 9: from its own day on."""
    decision = onward(gbo_agreement=GboAgreement(stopped_on=stopped_on))
    assert decision.obstacles == ((Obstacle.GBO_STOPPED,) if is_stopped else ())


def test_the_agreement_alone_can_be_asked_too() -> None:
    """R90: without client or partner, for the page of the agreement."""
    assert check_gbo_agreement(gbo_agreement=GboAgreement(), on=TODAY).may_send
    assert check_gbo_agreement(gbo_agreement=None, on=TODAY).obstacles == (Obstacle.GBO_AGREEMENT_MISSING,)


@pytest.mark.parametrize(
    ("on", "has_expired"), [(date(2027, 5, 28), False), (date(2027, 5, 29), False), (date(2027, 5, 30), True)]
)
def test_a_notice_runs_six_months_from_the_monday_after_its_week(on: date, has_expired: bool) -> None:
    """R39: given on Wednesday 25-11-2026, started on Monday 30-11-2026, last day 29-05-2027."""
    decision = onward(gbo_agreement=GboAgreement(notice_given_on=date(2026, 11, 25)), on=on)
    assert decision.obstacles == ((Obstacle.GBO_NOTICE_EXPIRED,) if has_expired else ())


@pytest.mark.parametrize(
    ("suspension", "is_suspended"),
    [
        (Suspension(TOMORROW), False),
        (Suspension(TODAY), True),
        (Suspension(YESTERDAY, until_on=TODAY), True),
        (Suspension(YESTERDAY, until_on=YESTERDAY), False),
    ],
)
def test_a_suspension_stops_passing_on(suspension: Suspension, is_suspended: bool) -> None:
    """R101, GBO-overeenkomst art. 9."""
    decision = onward(gbo_agreement=GboAgreement(suspension_facts=(suspension,)))
    assert decision.obstacles == ((Obstacle.GBO_SUSPENDED,) if is_suspended else ())


def test_consent_for_another_partner_does_not_count() -> None:
    """R78, R90."""
    decision = onward(consent=OnwardConsent(partner_id=OTHER_ID))
    assert decision.obstacles == (Obstacle.ONWARD_CONSENT_FOR_ANOTHER_PARTNER,)


@pytest.mark.parametrize(("given_on", "is_in_time"), [(YESTERDAY, True), (TODAY, True), (TOMORROW, False)])
def test_consent_comes_before_passing_on(given_on: date, is_in_time: bool) -> None:
    """R90."""
    decision = onward(consent=OnwardConsent(given_on=given_on))
    assert decision.obstacles == (() if is_in_time else (Obstacle.ONWARD_CONSENT_AFTER_SHARING,))


@pytest.mark.parametrize(("withdrawn_on", "is_withdrawn"), [(YESTERDAY, True), (TODAY, True), (TOMORROW, False)])
def test_a_withdrawn_consent_stops_passing_on(withdrawn_on: date, is_withdrawn: bool) -> None:
    """R55, R90."""
    decision = onward(consent=OnwardConsent(given_on=date(2026, 11, 1), withdrawn_on=withdrawn_on))
    assert decision.obstacles == ((Obstacle.ONWARD_CONSENT_WITHDRAWN,) if is_withdrawn else ())


def test_without_a_mailbox_that_was_attested_by_that_day_nothing_is_passed_on() -> None:
    """R69, R70."""
    assert onward(mailbox=None).obstacles == (Obstacle.ONWARD_MAILBOX_MISSING,)
    assert onward(mailbox=Mailbox(attested_on=TOMORROW)).obstacles == (Obstacle.ONWARD_MAILBOX_NOT_ATTESTED,)
    assert onward(mailbox=Mailbox(attested_on=TODAY)).may_send


def test_a_mailbox_that_sent_a_mail_back_gets_nothing_more() -> None:
    """R68."""
    assert onward(mailbox=Mailbox(bounced_on=TODAY)).obstacles == (Obstacle.ONWARD_MAILBOX_BOUNCED,)
