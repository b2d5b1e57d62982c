"""The two protocols that exist, with their real dates (domain: "Facts to test against")."""

from dataclasses import replace
from datetime import date

import pytest

from law import gate
from law.obstacles import Obstacle
from tests.law.facts_builder import Agreement, Consent, Mailbox, Protocol, papers, sharing

WESTERLO = Agreement(
    signed_by_agency_on=date(2023, 12, 18),
    signed_by_partner_on=date(2023, 12, 18),
    in_force_from=date(2023, 12, 18),
    notice_months=6,
    protocol_facts=Protocol(
        advised_by_agency_dpo_on=date(2023, 12, 14),
        advised_by_partner_dpo_on=date(2023, 9, 19),
        signed_by_agency_on=date(2024, 1, 29),
        signed_by_partner_on=date(2024, 1, 29),
        in_force_from=date(2024, 1, 1),
        notice_months=6,
        mailbox_facts=Mailbox(attested_on=date(2024, 1, 12), verified_on=date(2024, 1, 15)),
    ),
)

# The text breaks off after art. 5: no mailbox, no entry into force, no notice, no signatures.
DIEST = Agreement(
    signed_by_agency_on=date(2024, 11, 1),
    signed_by_partner_on=date(2024, 11, 1),
    in_force_from=date(2024, 11, 1),
    protocol_facts=Protocol(
        advised_by_agency_dpo_on=date(2024, 9, 4),
        advised_by_partner_dpo_on=date(2024, 4, 16),
        signed_by_agency_on=None,
        signed_by_partner_on=None,
        in_force_from=None,
        notice_months=None,
        mailbox_facts=None,
    ),
)


def test_westerlo_is_refused_on_28_january_2024_for_the_signatures_of_the_protocol() -> None:
    """R34: in force since 1 January, but not signed yet."""
    assert papers(agreement=WESTERLO, on=date(2024, 1, 28)).obstacles == (
        Obstacle.PROTOCOL_NOT_SIGNED_BY_AGENCY,
        Obstacle.PROTOCOL_NOT_SIGNED_BY_PARTNER,
    )


@pytest.mark.parametrize("on", [date(2024, 1, 29), date(2024, 1, 30)])
def test_westerlo_is_allowed_from_29_january_2024(on: date) -> None:
    """R34."""
    assert sharing(agreement=WESTERLO, consent=Consent(given_on=date(2024, 1, 29)), on=on).may_send


def test_westerlo_signed_by_one_side_earlier_still_waits_for_the_other() -> None:
    """R34: signed by both on that day."""
    protocol = replace(WESTERLO.protocol_facts, signed_by_partner_on=date(2024, 1, 22))
    half_signed = replace(WESTERLO, protocol_facts=protocol)
    assert papers(agreement=half_signed, on=date(2024, 1, 28)).obstacles == (Obstacle.PROTOCOL_NOT_SIGNED_BY_AGENCY,)


def test_westerlo_before_the_entry_into_force_lacks_everything_of_the_protocol() -> None:
    """R33, R34; on 17 December 2023 even the agreement was not there."""
    assert papers(agreement=WESTERLO, on=date(2023, 12, 17)).obstacles == (
        Obstacle.AGREEMENT_NOT_SIGNED_BY_AGENCY,
        Obstacle.AGREEMENT_NOT_SIGNED_BY_PARTNER,
        Obstacle.AGREEMENT_NOT_YET_IN_FORCE,
        Obstacle.PROTOCOL_NOT_SIGNED_BY_AGENCY,
        Obstacle.PROTOCOL_NOT_SIGNED_BY_PARTNER,
        Obstacle.PROTOCOL_NOT_YET_IN_FORCE,
        Obstacle.MAILBOX_NOT_VERIFIED,
    )


def test_in_westerlo_the_end_of_the_agreement_ends_sharing_though_the_protocol_runs_on() -> None:
    """R35, protocol art. 5."""
    ended = replace(WESTERLO, ends_on=date(2025, 12, 31))
    assert papers(agreement=ended, on=date(2025, 12, 31)).may_send
    assert papers(agreement=ended, on=date(2026, 1, 1)).obstacles == (Obstacle.AGREEMENT_ENDED,)


def test_diest_is_incomplete_and_the_gate_says_exactly_what_is_missing() -> None:
    """R34, R37, R68, R70; both advices are there (R29)."""
    assert gate.check_agreement(agreement=DIEST, on=date(2026, 11, 23)).obstacles == (
        Obstacle.PROTOCOL_NOT_SIGNED_BY_AGENCY,
        Obstacle.PROTOCOL_NOT_SIGNED_BY_PARTNER,
        Obstacle.PROTOCOL_WITHOUT_START,
        Obstacle.PROTOCOL_WITHOUT_NOTICE_PERIOD,
        Obstacle.MAILBOX_MISSING,
    )


def test_diest_as_it_is_printed_waits_for_someone_to_confirm_the_misread_day() -> None:
    """R33: the scan says "81 november 2824"; until 1 November 2024 is confirmed the agreement is in doubt."""
    printed = replace(DIEST, doubts=("in werking vanaf",))
    assert gate.check_agreement(agreement=printed, on=date(2026, 11, 23)).obstacles == (
        Obstacle.AGREEMENT_DOUBTED,
        *gate.check_agreement(agreement=DIEST, on=date(2026, 11, 23)).obstacles,
    )


def test_in_both_real_protocols_the_dpo_of_the_ocmw_was_first() -> None:
    """R32: by 86 and by 141 days."""
    for agreement, days in ((WESTERLO, 86), (DIEST, 141)):
        protocol = agreement.protocol_facts
        assert (protocol.advised_by_agency_dpo_on - protocol.advised_by_partner_dpo_on).days == days
