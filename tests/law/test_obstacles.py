"""Every obstacle and note: it is reached by its own broken fact, and its words are fit for a screen."""

import re
from collections.abc import Callable
from datetime import date

import pytest

from law import gate
from law.administrator_words import TO_ADMINISTRATOR
from law.facts import OrganisationKind, Region
from law.findings import Asker, Finding, Topic
from law.gate import Decision
from law.notes import Note
from law.obstacles import Obstacle
from tests.law.facts_builder import (
    ELSEWHERE,
    OTHER_ID,
    TODAY,
    TOMORROW,
    YESTERDAY,
    Consent,
    GboAgreement,
    GboPartner,
    Mailbox,
    OnwardConsent,
    Partner,
    ProcessorContract,
    Suspension,
    agreement_with,
    onward,
    papers,
    sharing,
    with_mailbox,
    with_protocol,
)

LONG_AGO = date(2024, 1, 1)

# What makes each obstacle appear; only a missing paper brings more than its own obstacle along.
REACHED_BY: dict[Obstacle, Callable[[], Decision]] = {
    Obstacle.NO_LEGAL_GROUND_IN_REGION: lambda: papers(region=Region.WALLONIA),
    Obstacle.RECEIVER_MISSING: lambda: papers(partner=None),
    Obstacle.RECEIVER_OF_WRONG_KIND: lambda: papers(partner=Partner(kind=OrganisationKind.CAW)),
    Obstacle.RECEIVER_OUTSIDE_TERRITORY: lambda: papers(residence=ELSEWHERE),
    Obstacle.AGREEMENT_MISSING: lambda: papers(agreement=None),
    Obstacle.AGREEMENT_WITH_ANOTHER_PARTNER: lambda: papers(agreement=agreement_with(partner_id=OTHER_ID)),
    Obstacle.AGREEMENT_INCOMPLETE: lambda: papers(agreement=agreement_with(placeholders=("zetel",))),
    Obstacle.AGREEMENT_DOUBTED: lambda: papers(agreement=agreement_with(doubts=("in werking vanaf",))),
    Obstacle.AGREEMENT_NOT_SIGNED_BY_AGENCY: lambda: papers(agreement=agreement_with(signed_by_agency_on=None)),
    Obstacle.AGREEMENT_NOT_SIGNED_BY_PARTNER: lambda: papers(agreement=agreement_with(signed_by_partner_on=None)),
    Obstacle.AGREEMENT_WITHOUT_START: lambda: papers(agreement=agreement_with(in_force_from=None)),
    Obstacle.AGREEMENT_NOT_YET_IN_FORCE: lambda: papers(agreement=agreement_with(in_force_from=TOMORROW)),
    Obstacle.AGREEMENT_ENDED: lambda: papers(agreement=agreement_with(ends_on=YESTERDAY)),
    Obstacle.AGREEMENT_WITHOUT_NOTICE_PERIOD: lambda: papers(agreement=agreement_with(notice_months=None)),
    Obstacle.AGREEMENT_NOTICE_EXPIRED: lambda: papers(agreement=agreement_with(notice_given_on=LONG_AGO)),
    Obstacle.SHARING_SUSPENDED: lambda: papers(agreement=agreement_with(suspension_facts=(Suspension(TODAY),))),
    Obstacle.PROTOCOL_MISSING: lambda: papers(agreement=agreement_with(protocol_facts=None)),
    Obstacle.PROTOCOL_INCOMPLETE: lambda: papers(agreement=with_protocol(placeholders=("plaats",))),
    Obstacle.PROTOCOL_DOUBTED: lambda: papers(agreement=with_protocol(doubts=("ondertekend op",))),
    Obstacle.PROTOCOL_NOT_SIGNED_BY_AGENCY: lambda: papers(agreement=with_protocol(signed_by_agency_on=None)),
    Obstacle.PROTOCOL_NOT_SIGNED_BY_PARTNER: lambda: papers(agreement=with_protocol(signed_by_partner_on=None)),
    Obstacle.PROTOCOL_WITHOUT_START: lambda: papers(agreement=with_protocol(in_force_from=None)),
    Obstacle.PROTOCOL_NOT_YET_IN_FORCE: lambda: papers(agreement=with_protocol(in_force_from=TOMORROW)),
    Obstacle.PROTOCOL_ENDED: lambda: papers(agreement=with_protocol(ends_on=YESTERDAY)),
    Obstacle.PROTOCOL_WITHOUT_NOTICE_PERIOD: lambda: papers(agreement=with_protocol(notice_months=None)),
    Obstacle.PROTOCOL_NOTICE_EXPIRED: lambda: papers(agreement=with_protocol(notice_given_on=LONG_AGO)),
    Obstacle.PROTOCOL_ENDED_FOR_BREACH: lambda: papers(agreement=with_protocol(ended_for_breach_on=TODAY)),
    Obstacle.LEGAL_GROUND_GONE: lambda: papers(agreement=agreement_with(legal_ground_gone_on=TODAY)),
    Obstacle.ADVICE_OF_AGENCY_MISSING: lambda: papers(agreement=with_protocol(advised_by_agency_dpo_on=None)),
    Obstacle.ADVICE_OF_PARTNER_MISSING: lambda: papers(agreement=with_protocol(advised_by_partner_dpo_on=None)),
    Obstacle.ADVICE_OF_AGENCY_AFTER_SIGNATURE: lambda: papers(agreement=with_protocol(advised_by_agency_dpo_on=TODAY)),
    Obstacle.ADVICE_OF_PARTNER_AFTER_SIGNATURE: lambda: papers(
        agreement=with_protocol(advised_by_partner_dpo_on=TODAY)
    ),
    Obstacle.MAILBOX_MISSING: lambda: papers(agreement=with_protocol(mailbox_facts=None)),
    Obstacle.MAILBOX_NOT_VERIFIED: lambda: papers(agreement=with_mailbox(verified_on=None)),
    Obstacle.MAILBOX_NOT_ATTESTED: lambda: papers(agreement=with_mailbox(attested_on=None)),
    Obstacle.MAILBOX_BOUNCED: lambda: papers(agreement=with_mailbox(bounced_on=TODAY)),
    Obstacle.DELETION_ADDRESS_UNKNOWN: lambda: gate.check_deletion_notice(sent_to=None, on=TODAY),
    Obstacle.SENDER_NOT_BOUND_BY_SECRECY: lambda: papers(sender=None),
    Obstacle.CONSENT_MISSING: lambda: sharing(consent=None),
    Obstacle.CONSENT_NOT_INFORMED: lambda: sharing(consent=Consent(is_informed=False)),
    Obstacle.CONSENT_NOT_FREE: lambda: sharing(consent=Consent(is_free=False)),
    Obstacle.CONSENT_NOT_EXPLICIT: lambda: sharing(consent=Consent(is_explicit=False)),
    Obstacle.CONSENT_NOT_DECIDED_TOGETHER: lambda: sharing(consent=Consent(is_decided_together=False)),
    Obstacle.CONSENT_AFTER_SHARING: lambda: sharing(consent=Consent(given_on=TOMORROW)),
    Obstacle.CONSENT_WITHDRAWN: lambda: sharing(consent=Consent(withdrawn_on=TODAY)),
    Obstacle.CONSENT_FOR_ANOTHER_RECEIVER: lambda: sharing(consent=Consent(receiver_id=OTHER_ID)),
    Obstacle.PROCESSOR_CONTRACT_MISSING: lambda: onward(contract=None),
    Obstacle.PROCESSOR_CONTRACT_ENDED: lambda: onward(contract=ProcessorContract(ends_on=YESTERDAY)),
    Obstacle.GBO_AGREEMENT_MISSING: lambda: onward(gbo_agreement=None),
    Obstacle.GBO_INCOMPLETE: lambda: onward(gbo_agreement=GboAgreement(placeholders=("naam van het CAW",))),
    Obstacle.GBO_NOT_SIGNED_BY_CAW: lambda: onward(gbo_agreement=GboAgreement(signed_by_caw_on=None)),
    Obstacle.GBO_NOT_SIGNED_BY_OCMW: lambda: onward(gbo_agreement=GboAgreement(signed_by_ocmw_on=None)),
    Obstacle.GBO_NOT_SIGNED_BY_DMW: lambda: onward(gbo_agreement=GboAgreement(signed_by_dmw_on=None)),
    Obstacle.GBO_ADVICE_MISSING: lambda: onward(gbo_agreement=GboAgreement(advised_by_caw_dpo_on=None)),
    Obstacle.GBO_ADVICE_AFTER_SIGNATURE: lambda: onward(gbo_agreement=GboAgreement(advised_by_caw_dpo_on=TODAY)),
    Obstacle.GBO_STOPPED: lambda: onward(gbo_agreement=GboAgreement(stopped_on=TODAY)),
    Obstacle.GBO_NOTICE_EXPIRED: lambda: onward(gbo_agreement=GboAgreement(notice_given_on=LONG_AGO)),
    Obstacle.GBO_SUSPENDED: lambda: onward(gbo_agreement=GboAgreement(suspension_facts=(Suspension(TODAY),))),
    Obstacle.ONWARD_PARTNER_NOT_CORE_ACTOR: lambda: onward(partner=GboPartner(kind=OrganisationKind.LOCAL_TEAM)),
    Obstacle.ONWARD_PARTNER_NOT_PARTY: lambda: onward(gbo_agreement=GboAgreement(party_ids=())),
    Obstacle.ONWARD_MAILBOX_MISSING: lambda: onward(mailbox=None),
    Obstacle.ONWARD_MAILBOX_NOT_VERIFIED: lambda: onward(mailbox=Mailbox(verified_on=None)),
    Obstacle.ONWARD_MAILBOX_NOT_ATTESTED: lambda: onward(mailbox=Mailbox(attested_on=None)),
    Obstacle.ONWARD_MAILBOX_BOUNCED: lambda: onward(mailbox=Mailbox(bounced_on=TODAY)),
    Obstacle.ONWARD_CONSENT_MISSING: lambda: onward(consent=None),
    Obstacle.ONWARD_CONSENT_FOR_ANOTHER_PARTNER: lambda: onward(consent=OnwardConsent(partner_id=OTHER_ID)),
    Obstacle.ONWARD_CONSENT_AFTER_SHARING: lambda: onward(consent=OnwardConsent(given_on=TOMORROW)),
    Obstacle.ONWARD_CONSENT_WITHDRAWN: lambda: onward(consent=OnwardConsent(withdrawn_on=TODAY)),
}

# Found by the transmission, which alone knows its address, whether the data are still there, and what came back.
FOUND_OUTSIDE_THE_GATE = {
    Obstacle.DATA_ERASED,
    Obstacle.MAILBOX_CHANGED,
    Obstacle.ONWARD_DATA_ERASED,
    Obstacle.ONWARD_FOLLOW_UP_OVER,
    Obstacle.ONWARD_MAILBOX_CHANGED,
    Obstacle.ONWARD_MAILBOX_RETURNS,
}
WITH_WHAT_HANGS_ON_IT = {Obstacle.AGREEMENT_MISSING, Obstacle.PROTOCOL_MISSING}

FINDINGS: list[Finding] = [*Obstacle, *Note]
every_finding = pytest.mark.parametrize("finding", FINDINGS, ids=lambda finding: finding.code)


def test_no_obstacle_is_left_that_nothing_can_reach() -> None:
    assert set(REACHED_BY) | FOUND_OUTSIDE_THE_GATE == set(Obstacle)


@pytest.mark.parametrize("obstacle", REACHED_BY, ids=lambda obstacle: obstacle.code)
def test_one_broken_fact_gives_exactly_its_own_obstacle(obstacle: Obstacle) -> None:
    decision = REACHED_BY[obstacle]()
    assert not decision.may_send
    if obstacle in WITH_WHAT_HANGS_ON_IT:
        assert decision.obstacles[0] is obstacle
    else:
        assert decision.obstacles == (obstacle,)


def test_no_two_findings_share_their_words() -> None:
    """An obstacle of the agreement and one of the protocol must be told apart on one page."""
    sentences = [finding.sentence for finding in FINDINGS if finding.topic is not Topic.ONWARD]
    assert len(sentences) == len(set(sentences))


@every_finding
def test_a_finding_says_what_is_wrong_and_what_to_do_in_short_sentences(finding: Finding) -> None:
    """Plain Dutch: at least two sentences, none above fifteen words, none of the stiff words."""
    assert finding.sentence.endswith(".")
    sentences = re.split(r"[.:] ", finding.sentence.removesuffix("."))
    assert len(sentences) >= 2
    for sentence in sentences:
        assert len(sentence.split()) <= 15
    assert not re.search(r"\b(dient|teneinde|betreffende|middels|je|jij|jouw)\b", finding.sentence, re.IGNORECASE)


@every_finding
def test_a_finding_carries_its_source_and_its_rules(finding: Finding) -> None:
    """What this house asks cites its decision, and never an article (D26)."""
    if finding.asked_by is Asker.HOUSE:
        assert re.fullmatch(r"beslissing D\d{1,3}", finding.source)
        assert finding.source.split()[1] in finding.rules
    else:
        assert re.match(r"(samenwerkingsovereenkomst|protocol|GBO-overeenkomst|FAQ|decreet)\b", finding.source)
    assert finding.rules
    for rule in finding.rules:
        assert re.fullmatch(r"[RD]\d{1,3}", rule)


@every_finding
def test_a_finding_names_no_address_and_no_number_of_a_person(finding: Finding) -> None:
    assert "@" not in finding.sentence
    assert not re.search(r"\d{2,}", finding.sentence)


def test_every_topic_has_a_label_and_is_used() -> None:
    assert len({topic.label for topic in Topic}) == len(Topic)
    assert {obstacle.topic for obstacle in Obstacle} == set(Topic)


def test_obstacles_of_one_topic_stand_together() -> None:
    topics = [obstacle.topic for obstacle in Obstacle]
    assert topics == sorted(topics, key=list(Topic).index)


@every_finding
def test_a_stored_code_finds_its_finding_again(finding: Finding) -> None:
    assert type(finding).of(finding.code) is finding


def test_an_unknown_code_is_no_finding() -> None:
    with pytest.raises(KeyError):
        Obstacle.of("no_such_code")


def test_what_this_house_asks_is_told_apart_from_what_the_papers_ask() -> None:
    """D26: whoever adds an obstacle says which of the two it is."""
    assert {obstacle.name for obstacle in Obstacle if obstacle.asked_by is Asker.HOUSE} == {
        "AGREEMENT_DOUBTED",
        "PROTOCOL_DOUBTED",
        "MAILBOX_NOT_VERIFIED",
        "MAILBOX_NOT_ATTESTED",
        "MAILBOX_BOUNCED",
        "MAILBOX_CHANGED",
        "DELETION_ADDRESS_UNKNOWN",
        "DATA_ERASED",
        "ONWARD_MAILBOX_NOT_VERIFIED",
        "ONWARD_MAILBOX_NOT_ATTESTED",
        "ONWARD_MAILBOX_BOUNCED",
        "ONWARD_MAILBOX_RETURNS",
        "ONWARD_MAILBOX_CHANGED",
        "ONWARD_DATA_ERASED",
    }


def test_every_obstacle_has_words_for_who_files_and_for_who_registers() -> None:
    assert set(TO_ADMINISTRATOR) == {obstacle.name for obstacle in Obstacle}


@pytest.mark.parametrize("obstacle", Obstacle)
def test_who_registers_is_told_what_that_reader_can_do(obstacle: Obstacle) -> None:
    """ "Vraag de handtekening.", not "De beheerder vraagt…"; and nothing that only a team or a receiver does."""
    told = obstacle.sentence_to_administrator
    sentences = re.split(r"[.?:] ", told.removesuffix("."))
    assert told.endswith(".")
    assert len(sentences) >= 2
    assert max(len(sentence.split()) for sentence in sentences) <= 15
    assert not re.search(r"beheerder|\b(uw (team|dienst)|meld opnieuw|mijn account)\b", told, re.IGNORECASE)
    assert not re.search(r"(^|\. )(Bel|Bespreek|Informeer|Geef|Doe|Zeg) ", told)
    assert "@" not in told


def test_a_changed_mailbox_asks_only_a_team_to_file_again() -> None:
    assert "meld opnieuw aan" in Obstacle.MAILBOX_CHANGED.sentence
    assert "Het team moet opnieuw aanmelden" in Obstacle.MAILBOX_CHANGED.sentence_to_administrator
