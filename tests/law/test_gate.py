"""The gate as a whole: the answer is complete, ordered and the same for every combination of conditions."""

from dataclasses import FrozenInstanceError, replace
from itertools import product
from typing import Any

import pytest

from law import gate
from law.facts import Region
from law.findings import Topic
from law.notes import Note
from law.obstacles import Obstacle
from tests.law.facts_builder import (
    ELSEWHERE,
    TODAY,
    TOMORROW,
    YESTERDAY,
    Agreement,
    Consent,
    Mailbox,
    Partner,
    Protocol,
    Sender,
    Suspension,
    Territory,
    agreement_with,
    papers,
    sharing,
    with_mailbox,
    with_protocol,
)


def test_when_everything_is_in_order_the_data_may_go() -> None:
    decision = sharing()
    assert decision.may_send
    assert decision.obstacles == ()
    assert decision.notes == ()
    assert decision.on == TODAY


def test_the_papers_are_judged_before_there_is_a_consent() -> None:
    """Asked before any client data is typed."""
    assert papers().may_send


def test_no_consent_stops_what_the_papers_allow() -> None:
    """R53, D7."""
    decision = sharing(consent=None)
    assert decision.obstacles == (Obstacle.CONSENT_MISSING,)
    assert not decision.may_send


def test_without_receiver_there_are_no_papers_to_speak_of() -> None:
    decision = sharing(consent=None, partner=None, agreement=None, sender=None)
    assert decision.obstacles == (
        Obstacle.RECEIVER_MISSING,
        Obstacle.SENDER_NOT_BOUND_BY_SECRECY,
        Obstacle.CONSENT_MISSING,
    )


def test_nothing_but_a_receiver_gives_every_missing_thing_at_once() -> None:
    decision = sharing(consent=None, agreement=None, sender=None)
    assert decision.obstacles == (
        Obstacle.AGREEMENT_MISSING,
        Obstacle.PROTOCOL_MISSING,
        Obstacle.ADVICE_OF_AGENCY_MISSING,
        Obstacle.ADVICE_OF_PARTNER_MISSING,
        Obstacle.MAILBOX_MISSING,
        Obstacle.SENDER_NOT_BOUND_BY_SECRECY,
        Obstacle.CONSENT_MISSING,
    )


def test_obstacles_stand_in_the_order_of_the_list_and_each_once() -> None:
    decision = gate.decide(
        TODAY, [Obstacle.CONSENT_MISSING, Obstacle.RECEIVER_MISSING, Obstacle.CONSENT_MISSING, Obstacle.AGREEMENT_ENDED]
    )
    assert decision.obstacles == (Obstacle.RECEIVER_MISSING, Obstacle.AGREEMENT_ENDED, Obstacle.CONSENT_MISSING)


def test_a_decision_cannot_be_changed_afterwards() -> None:
    """D7: there is no override."""
    with pytest.raises(FrozenInstanceError):
        sharing(consent=None).obstacles = ()


def test_a_topic_without_obstacle_is_done() -> None:
    """The page of an agreement shows the gate as a task list."""
    decision = papers(agreement=with_protocol(advised_by_agency_dpo_on=None))
    assert decision.about(Topic.ADVICE) == (Obstacle.ADVICE_OF_AGENCY_MISSING,)
    assert decision.about(Topic.PROTOCOL) == ()


def test_no_topic_looks_done_while_its_paper_is_missing() -> None:
    """R26: without the protocol its advice and mailbox are missing too."""
    decision = gate.check_agreement(agreement=agreement_with(protocol_facts=None), on=TODAY)
    for topic in (Topic.PROTOCOL, Topic.ADVICE, Topic.MAILBOX):
        assert decision.about(topic)


def test_the_page_of_an_agreement_needs_no_client_and_no_sender() -> None:
    assert gate.check_agreement(agreement=Agreement(), on=TODAY).may_send


def test_the_page_of_an_agreement_shows_the_same_obstacles_as_the_gate() -> None:
    broken = with_protocol(signed_by_agency_on=None, notice_months=2)
    assert gate.check_agreement(agreement=broken, on=TODAY) == papers(agreement=broken)


@pytest.mark.parametrize("months", [1, 2])
def test_a_term_of_notice_below_three_months_warns_and_stops_nothing(months: int) -> None:
    """R38, FAQ vraag 4."""
    decision = papers(agreement=agreement_with(notice_months=months, protocol_facts=Protocol(notice_months=months)))
    assert decision.may_send
    assert decision.notes == (Note.AGREEMENT_NOTICE_SHORT, Note.PROTOCOL_NOTICE_SHORT)


def test_a_term_of_three_months_gives_no_warning() -> None:
    """R38: at least three."""
    decision = papers(agreement=agreement_with(notice_months=3, protocol_facts=Protocol(notice_months=3)))
    assert decision.notes == ()


def test_without_papers_there_is_nothing_to_warn_about() -> None:
    assert papers(agreement=None).notes == ()
    assert papers(agreement=agreement_with(protocol_facts=None)).notes == ()
    missing_terms = agreement_with(notice_months=None, protocol_facts=Protocol(notice_months=None))
    assert papers(agreement=missing_terms).notes == ()


def test_the_warnings_stay_when_consent_is_asked_too() -> None:
    """R38."""
    assert sharing(agreement=agreement_with(notice_months=2)).notes == (Note.AGREEMENT_NOTICE_SHORT,)


# Each condition: what breaks it (which fact, which attribute, which value) and the obstacle that must follow.
CONDITIONS: tuple[tuple[str, str, Any, Obstacle], ...] = (
    ("partner", "territory_facts", (Territory(ELSEWHERE),), Obstacle.RECEIVER_OUTSIDE_TERRITORY),
    ("agreement", "signed_by_agency_on", None, Obstacle.AGREEMENT_NOT_SIGNED_BY_AGENCY),
    ("agreement", "doubts", ("in werking vanaf",), Obstacle.AGREEMENT_DOUBTED),
    ("agreement", "in_force_from", TOMORROW, Obstacle.AGREEMENT_NOT_YET_IN_FORCE),
    ("agreement", "ends_on", YESTERDAY, Obstacle.AGREEMENT_ENDED),
    ("agreement", "suspension_facts", (Suspension(TODAY),), Obstacle.SHARING_SUSPENDED),
    ("protocol", "signed_by_partner_on", TOMORROW, Obstacle.PROTOCOL_NOT_SIGNED_BY_PARTNER),
    ("protocol", "placeholders", ("mailbox",), Obstacle.PROTOCOL_INCOMPLETE),
    ("protocol", "doubts", ("ondertekend op",), Obstacle.PROTOCOL_DOUBTED),
    ("protocol", "ended_for_breach_on", TODAY, Obstacle.PROTOCOL_ENDED_FOR_BREACH),
    ("protocol", "advised_by_agency_dpo_on", None, Obstacle.ADVICE_OF_AGENCY_MISSING),
    ("protocol", "advised_by_partner_dpo_on", TODAY, Obstacle.ADVICE_OF_PARTNER_AFTER_SIGNATURE),
    ("mailbox", "verified_on", None, Obstacle.MAILBOX_NOT_VERIFIED),
    ("sender", "bound_by_secrecy_since", None, Obstacle.SENDER_NOT_BOUND_BY_SECRECY),
    ("consent", "is_free", False, Obstacle.CONSENT_NOT_FREE),
    ("consent", "withdrawn_on", TODAY, Obstacle.CONSENT_WITHDRAWN),
)


def test_every_combination_of_conditions_gives_exactly_the_broken_ones() -> None:
    """The full truth table: 2^16 cases, none with an obstacle too many or too few."""
    for broken in product((False, True), repeat=len(CONDITIONS)):
        facts: dict[str, Any] = {
            "partner": Partner(),
            "agreement": Agreement(),
            "protocol": Protocol(),
            "mailbox": Mailbox(),
            "sender": Sender(),
            "consent": Consent(),
        }
        expected = set()
        for is_broken, (fact, attribute, value, obstacle) in zip(broken, CONDITIONS, strict=True):
            if is_broken:
                facts[fact] = replace(facts[fact], **{attribute: value})
                expected.add(obstacle)
        protocol = replace(facts.pop("protocol"), mailbox_facts=facts.pop("mailbox"))
        facts["agreement"] = replace(facts["agreement"], protocol_facts=protocol)
        decision = sharing(**facts)
        assert set(decision.obstacles) == expected
        assert len(decision.obstacles) == len(expected)
        assert decision.may_send is (not expected)


def test_a_deletion_notice_goes_to_the_address_that_got_the_data() -> None:
    """D6: nothing else is asked, whatever became of consent and papers."""
    decision = gate.check_deletion_notice(sent_to="gegevensdeling@ocmw.example", on=TODAY)
    assert decision.may_send
    assert decision.on == TODAY


@pytest.mark.parametrize("sent_to", [None, ""])
def test_a_deletion_notice_without_address_must_be_passed_on_by_phone(sent_to: str | None) -> None:
    """D5, D6, FAQ vraag 3."""
    decision = gate.check_deletion_notice(sent_to=sent_to, on=TODAY)
    assert decision.obstacles == (Obstacle.DELETION_ADDRESS_UNKNOWN,)


@pytest.mark.parametrize("region", [Region.FLANDERS, Region.BRUSSELS])
def test_the_same_facts_always_give_the_same_answer(region: Region) -> None:
    agreement = with_mailbox(verified_on=None, address="x@ocmw.example")
    assert sharing(region=region, agreement=agreement) == sharing(region=region, agreement=agreement)
