"""Agreement, protocol, advice, mailbox and sender: every condition the day before, on the day and the day after."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from law.obstacles import Obstacle
from tests.law.facts_builder import (
    TODAY,
    TOMORROW,
    YESTERDAY,
    Agreement,
    Mailbox,
    Sender,
    Suspension,
    agreement_with,
    papers,
    with_mailbox,
    with_protocol,
)

BOTH_PAPERS = [(agreement_with, "AGREEMENT"), (with_protocol, "PROTOCOL")]
both_papers = pytest.mark.parametrize(("paper_with", "paper"), BOTH_PAPERS)

PaperWith = Callable[..., Agreement]


def obstacle(paper: str, defect: str) -> Obstacle:
    return Obstacle[f"{paper}_{defect}"]


def test_without_agreement_all_papers_are_missing() -> None:
    """R26: the protocol is its annex, advice and mailbox hang on the protocol."""
    assert papers(agreement=None).obstacles == (
        Obstacle.AGREEMENT_MISSING,
        Obstacle.PROTOCOL_MISSING,
        Obstacle.ADVICE_OF_AGENCY_MISSING,
        Obstacle.ADVICE_OF_PARTNER_MISSING,
        Obstacle.MAILBOX_MISSING,
    )


def test_without_protocol_the_agreement_alone_is_not_enough() -> None:
    """R26: two linked papers."""
    assert papers(agreement=agreement_with(protocol_facts=None)).obstacles == (
        Obstacle.PROTOCOL_MISSING,
        Obstacle.ADVICE_OF_AGENCY_MISSING,
        Obstacle.ADVICE_OF_PARTNER_MISSING,
        Obstacle.MAILBOX_MISSING,
    )


@both_papers
def test_a_placeholder_left_in_a_field_stops_the_paper(paper_with: PaperWith, paper: str) -> None:
    assert papers(agreement=paper_with(placeholders=("plaats",))).obstacles == (obstacle(paper, "INCOMPLETE"),)


@both_papers
def test_a_fact_that_nobody_confirmed_stops_the_paper(paper_with: PaperWith, paper: str) -> None:
    """R12, R33, R34: what the paper says is known, or it is not."""
    assert papers(agreement=paper_with(doubts=("in werking vanaf",))).obstacles == (obstacle(paper, "DOUBTED"),)


@both_papers
@pytest.mark.parametrize("side", ["agency", "partner"])
def test_a_missing_signature_is_named_by_side(paper_with: PaperWith, paper: str, side: str) -> None:
    """R11, R34."""
    agreement = paper_with(**{f"signed_by_{side}_on": None})
    assert papers(agreement=agreement).obstacles == (obstacle(paper, f"NOT_SIGNED_BY_{side.upper()}"),)


@both_papers
@pytest.mark.parametrize("side", ["agency", "partner"])
@pytest.mark.parametrize(("signed_on", "is_signed"), [(YESTERDAY, True), (TODAY, True), (TOMORROW, False)])
def test_a_signature_counts_from_its_own_day(
    paper_with: PaperWith, paper: str, side: str, signed_on: date, is_signed: bool
) -> None:
    """R34: signed later than the day of sharing is not signed."""
    decision = papers(agreement=paper_with(**{f"signed_by_{side}_on": signed_on}))
    assert decision.obstacles == (() if is_signed else (obstacle(paper, f"NOT_SIGNED_BY_{side.upper()}"),))


@both_papers
@pytest.mark.parametrize(("in_force_from", "is_in_force"), [(YESTERDAY, True), (TODAY, True), (TOMORROW, False)])
def test_a_paper_is_in_force_from_its_own_day(
    paper_with: PaperWith, paper: str, in_force_from: date, is_in_force: bool
) -> None:
    """R33, R34."""
    decision = papers(agreement=paper_with(in_force_from=in_force_from))
    assert decision.obstacles == (() if is_in_force else (obstacle(paper, "NOT_YET_IN_FORCE"),))


@both_papers
def test_a_paper_without_a_day_of_entry_into_force_never_starts(paper_with: PaperWith, paper: str) -> None:
    """R33."""
    assert papers(agreement=paper_with(in_force_from=None)).obstacles == (obstacle(paper, "WITHOUT_START"),)


@both_papers
@pytest.mark.parametrize(("ends_on", "has_ended"), [(YESTERDAY, True), (TODAY, False), (TOMORROW, False)])
def test_a_fixed_term_holds_up_to_and_including_its_last_day(
    paper_with: PaperWith, paper: str, ends_on: date, has_ended: bool
) -> None:
    """R33: "tot en met". R35: the end of the agreement suffices, though the protocol runs on."""
    decision = papers(agreement=paper_with(ends_on=ends_on))
    assert decision.obstacles == ((obstacle(paper, "ENDED"),) if has_ended else ())


@both_papers
@pytest.mark.parametrize(
    ("on", "has_expired"),
    [(date(2026, 11, 30), False), (date(2027, 2, 28), False), (date(2027, 3, 1), True)],
)
def test_a_notice_ends_the_paper_after_the_last_day_of_its_term(
    paper_with: PaperWith, paper: str, on: date, has_expired: bool
) -> None:
    """R37: given on 30-11-2026 with three months, the last day is 28-02-2027."""
    agreement = paper_with(notice_given_on=date(2026, 11, 30), notice_months=3)
    assert papers(agreement=agreement, on=on).obstacles == ((obstacle(paper, "NOTICE_EXPIRED"),) if has_expired else ())


@both_papers
@pytest.mark.parametrize("notice_given_on", [None, YESTERDAY])
def test_a_paper_without_term_of_notice_is_refused(
    paper_with: PaperWith, paper: str, notice_given_on: date | None
) -> None:
    """R37, FAQ vraag 4: the term must be set; without it a notice would have no end."""
    agreement = paper_with(notice_months=None, notice_given_on=notice_given_on)
    assert papers(agreement=agreement).obstacles == (obstacle(paper, "WITHOUT_NOTICE_PERIOD"),)


@pytest.mark.parametrize(
    ("suspension", "is_suspended"),
    [
        (Suspension(TOMORROW), False),
        (Suspension(TODAY), True),
        (Suspension(YESTERDAY), True),
        (Suspension(YESTERDAY, until_on=YESTERDAY), False),
        (Suspension(YESTERDAY, until_on=TODAY), True),
        (Suspension(TODAY, until_on=TODAY), True),
        (Suspension(YESTERDAY, until_on=TOMORROW), True),
    ],
)
def test_a_suspension_stops_sharing_on_its_first_and_last_day_included(
    suspension: Suspension, is_suspended: bool
) -> None:
    """R100, R101."""
    decision = papers(agreement=agreement_with(suspension_facts=(suspension,)))
    assert decision.obstacles == ((Obstacle.SHARING_SUSPENDED,) if is_suspended else ())


def test_one_running_suspension_among_several_is_enough() -> None:
    """R101."""
    over = Suspension(date(2026, 3, 1), until_on=date(2026, 3, 31))
    decision = papers(agreement=agreement_with(suspension_facts=(over, Suspension(YESTERDAY))))
    assert decision.obstacles == (Obstacle.SHARING_SUSPENDED,)


@pytest.mark.parametrize(("gone_on", "is_gone"), [(YESTERDAY, True), (TODAY, True), (TOMORROW, False)])
def test_when_the_legal_ground_goes_the_protocol_ends_by_law(gone_on: date, is_gone: bool) -> None:
    """R36, protocol art. 11."""
    decision = papers(agreement=agreement_with(legal_ground_gone_on=gone_on))
    assert decision.obstacles == ((Obstacle.LEGAL_GROUND_GONE,) if is_gone else ())


@pytest.mark.parametrize(("ended_on", "has_ended"), [(YESTERDAY, True), (TODAY, True), (TOMORROW, False)])
def test_a_protocol_ended_for_breach_stops_on_the_day_of_the_notice(ended_on: date, has_ended: bool) -> None:
    """R100: at once, by simple notice (protocol art. 8)."""
    decision = papers(agreement=with_protocol(ended_for_breach_on=ended_on))
    assert decision.obstacles == ((Obstacle.PROTOCOL_ENDED_FOR_BREACH,) if has_ended else ())


@pytest.mark.parametrize("side", ["agency", "partner"])
def test_missing_advice_is_named_by_side(side: str) -> None:
    """R29."""
    decision = papers(agreement=with_protocol(**{f"advised_by_{side}_dpo_on": None}))
    assert decision.obstacles == (Obstacle[f"ADVICE_OF_{side.upper()}_MISSING"],)


@pytest.mark.parametrize("side", ["agency", "partner"])
@pytest.mark.parametrize("signed_by_agency_on", [None, TOMORROW])
def test_advice_dated_in_the_future_is_still_missing(side: str, signed_by_agency_on: date | None) -> None:
    """R30: the date of advice is the date on which the DPO confirmed."""
    agreement = with_protocol(
        **{f"advised_by_{side}_dpo_on": TOMORROW}, signed_by_agency_on=signed_by_agency_on, signed_by_partner_on=None
    )
    assert papers(agreement=agreement).obstacles == (
        Obstacle.PROTOCOL_NOT_SIGNED_BY_AGENCY,
        Obstacle.PROTOCOL_NOT_SIGNED_BY_PARTNER,
        Obstacle[f"ADVICE_OF_{side.upper()}_MISSING"],
    )


FIRST_SIGNED = date(2026, 6, 10)
LAST_SIGNED = date(2026, 6, 30)


@pytest.mark.parametrize("side", ["agency", "partner"])
@pytest.mark.parametrize("first_signer", ["agency", "partner"])
@pytest.mark.parametrize(("days_after_first", "is_too_late"), [(-1, False), (0, False), (1, True), (20, True)])
def test_advice_must_not_come_after_the_first_signature(
    side: str, first_signer: str, days_after_first: int, is_too_late: bool
) -> None:
    """R31: before the signature of either; decision: the same day is accepted, a day has hours."""
    agreement = with_protocol(
        signed_by_agency_on=FIRST_SIGNED if first_signer == "agency" else LAST_SIGNED,
        signed_by_partner_on=FIRST_SIGNED if first_signer == "partner" else LAST_SIGNED,
        **{f"advised_by_{side}_dpo_on": FIRST_SIGNED + timedelta(days=days_after_first)},
    )
    expected = (Obstacle[f"ADVICE_OF_{side.upper()}_AFTER_SIGNATURE"],) if is_too_late else ()
    # In the builder the other DPO advised in January at the latest.
    assert papers(agreement=agreement).obstacles == expected


def test_either_dpo_may_be_the_first_to_advise() -> None:
    """R32."""
    early, late = date(2025, 5, 5), date(2025, 12, 12)
    assert papers(agreement=with_protocol(advised_by_agency_dpo_on=early, advised_by_partner_dpo_on=late)).may_send
    assert papers(agreement=with_protocol(advised_by_agency_dpo_on=late, advised_by_partner_dpo_on=early)).may_send


def test_a_protocol_in_draft_with_advice_lacks_only_its_signatures() -> None:
    """R31: advice comes first, so unsigned is not too late."""
    agreement = with_protocol(signed_by_agency_on=None, signed_by_partner_on=None)
    assert papers(agreement=agreement).obstacles == (
        Obstacle.PROTOCOL_NOT_SIGNED_BY_AGENCY,
        Obstacle.PROTOCOL_NOT_SIGNED_BY_PARTNER,
    )


@pytest.mark.parametrize("mailbox", [None, Mailbox(address="")])
def test_without_a_mailbox_there_is_nowhere_to_send(mailbox: Mailbox | None) -> None:
    """R68, R70."""
    assert papers(agreement=with_protocol(mailbox_facts=mailbox)).obstacles == (Obstacle.MAILBOX_MISSING,)


@pytest.mark.parametrize(
    ("verified_on", "is_verified"), [(None, False), (YESTERDAY, True), (TODAY, True), (TOMORROW, False)]
)
def test_a_mailbox_counts_from_the_day_of_its_check(verified_on: date | None, is_verified: bool) -> None:
    """R69, R70."""
    decision = papers(agreement=with_mailbox(verified_on=verified_on))
    assert decision.obstacles == (() if is_verified else (Obstacle.MAILBOX_NOT_VERIFIED,))


@pytest.mark.parametrize(("bounced_on", "has_bounced"), [(YESTERDAY, True), (TODAY, True), (TOMORROW, False)])
def test_a_bounced_mailbox_is_closed_from_the_day_of_the_bounce(bounced_on: date, has_bounced: bool) -> None:
    """R68."""
    decision = papers(agreement=with_mailbox(bounced_on=bounced_on))
    assert decision.obstacles == ((Obstacle.MAILBOX_BOUNCED,) if has_bounced else ())


BOUNCED = date(2026, 5, 5)


@pytest.mark.parametrize(
    ("verified_on", "is_lifted"),
    [(date(2026, 5, 4), False), (date(2026, 5, 5), False), (date(2026, 5, 6), True)],
)
def test_only_a_check_on_a_later_day_lifts_a_bounce(verified_on: date, is_lifted: bool) -> None:
    """R68: on the day itself the order of check and bounce is unknown."""
    decision = papers(agreement=with_mailbox(verified_on=verified_on, bounced_on=BOUNCED))
    assert decision.obstacles == (() if is_lifted else (Obstacle.MAILBOX_BOUNCED,))


@pytest.mark.parametrize("verified_on", [None, TOMORROW])
def test_a_bounced_mailbox_that_awaits_its_check_has_both_obstacles(verified_on: date | None) -> None:
    decision = papers(agreement=with_mailbox(verified_on=verified_on, bounced_on=BOUNCED))
    assert decision.obstacles == (Obstacle.MAILBOX_NOT_VERIFIED, Obstacle.MAILBOX_BOUNCED)


@pytest.mark.parametrize(
    ("sender", "is_bound"),
    [
        (None, False),
        (Sender(bound_by_secrecy_since=None), False),
        (Sender(bound_by_secrecy_since=YESTERDAY), True),
        (Sender(bound_by_secrecy_since=TODAY), True),
        (Sender(bound_by_secrecy_since=TOMORROW), False),
    ],
)
def test_the_sender_is_bound_by_secrecy_from_the_day_of_the_declaration(sender: Any, is_bound: bool) -> None:
    """R6, R7."""
    assert papers(sender=sender).obstacles == (() if is_bound else (Obstacle.SENDER_NOT_BOUND_BY_SECRECY,))


def test_advice_must_not_come_between_two_signatories_of_one_side() -> None:
    """R31: the protocol was put before a signatory without that advice."""
    decision = papers(agreement=with_protocol(earliest_signatory_on=date(2026, 1, 5)))
    assert decision.obstacles == (Obstacle.ADVICE_OF_AGENCY_AFTER_SIGNATURE,)
