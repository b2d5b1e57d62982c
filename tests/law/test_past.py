"""Two decisions about one day are put together: the papers as they are known, this house as it was then (D26)."""

from dataclasses import replace

from law.facts import Region
from law.findings import Asker
from law.known import as_values, freeze, from_values
from law.obstacles import Obstacle
from law.past import asked_by, judged_by
from tests.law.facts_builder import (
    TODAY,
    Agreement,
    Protocol,
    Suspension,
    agreement_with,
    papers,
    with_mailbox,
    with_protocol,
)

UNCHECKED = with_mailbox(verified_on=None)
UNSIGNED = with_protocol(signed_by_partner_on=None)


def test_each_is_asked_of_the_decision_in_which_it_is_judged() -> None:
    both = replace(Protocol(), signed_by_partner_on=None, mailbox_facts=UNCHECKED.protocol_facts.mailbox_facts)
    known_now, known_then = papers(agreement=UNSIGNED), papers(agreement=UNCHECKED)
    together = judged_by(known_now, known_then)
    assert together == papers(agreement=agreement_with(protocol_facts=both))
    assert asked_by(Asker.PAPERS, together) == (Obstacle.PROTOCOL_NOT_SIGNED_BY_PARTNER,)
    assert asked_by(Asker.HOUSE, together) == (Obstacle.MAILBOX_NOT_VERIFIED,)


def test_what_the_house_asks_now_says_nothing_of_then_and_the_other_way_round() -> None:
    assert judged_by(papers(agreement=UNCHECKED), papers()).may_send
    assert judged_by(papers(), papers(agreement=UNSIGNED)).may_send


def test_before_it_knew_the_papers_the_house_asked_nothing() -> None:
    assert judged_by(papers(agreement=UNCHECKED), None).may_send
    assert not judged_by(papers(agreement=UNSIGNED), None).may_send


def test_a_mailbox_that_the_house_did_not_have_yet_was_not_checked_either() -> None:
    nowhere = papers(agreement=with_protocol(mailbox_facts=None))
    assert judged_by(papers(), nowhere).obstacles == (Obstacle.MAILBOX_NOT_VERIFIED,)
    assert judged_by(nowhere, nowhere).obstacles == (Obstacle.MAILBOX_MISSING,)


def test_without_legal_ground_that_is_the_only_reason() -> None:
    """R3."""
    wallonia = papers(region=Region.WALLONIA)
    assert judged_by(wallonia, papers(agreement=UNCHECKED)) == wallonia


def test_frozen_facts_are_judged_as_the_facts_themselves_and_read_back_whole() -> None:
    for agreement in (
        Agreement(),
        UNSIGNED,
        UNCHECKED,
        agreement_with(protocol_facts=None),
        with_protocol(mailbox_facts=None),
        agreement_with(suspension_facts=[Suspension(TODAY), Suspension(TODAY, TODAY)], placeholders=["zetel"]),
    ):
        frozen = from_values(as_values(freeze(agreement)))
        assert frozen == freeze(agreement)
        assert papers(agreement=frozen) == papers(agreement=agreement)
