"""Onward from the receiver to a partner of the *geïntegreerd breed onthaal* (R90–R93).

Allowed only under a GBO agreement in the region, with the client's consent for that partner (protocol art. 4, FAQ vraag
9), and under a processor contract of the receiver with Opgroeien for this portal (D21). The wider categories of the
GBO agreement play no part here: the channel stays closed to them (R67).
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Protocol
from uuid import UUID

from law.days import covers, has_come
from law.facts import MailboxFacts, OrganisationKind, SuspensionFacts
from law.gate import Decision, MailboxObstacles, decide, mailbox_obstacles
from law.notice_period import gbo_last_day
from law.obstacles import Obstacle
from law.processing import ProcessorContractFacts, contract_obstacles

CORE_ACTORS = frozenset({OrganisationKind.CAW, OrganisationKind.OCMW, OrganisationKind.DMW})

_OF_MAILBOX = MailboxObstacles(
    missing=Obstacle.ONWARD_MAILBOX_MISSING,
    not_verified=Obstacle.ONWARD_MAILBOX_NOT_VERIFIED,
    not_attested=Obstacle.ONWARD_MAILBOX_NOT_ATTESTED,
    bounced=Obstacle.ONWARD_MAILBOX_BOUNCED,
)


class GboAgreementFacts(Protocol):
    """The agreement between CAW, OCMW and DMW; it is in force from the last of their signatures (art. 14; R40).

    Where several parties are of one kind, that kind signed on the day of its last signature; None while one is missing.
    """

    @property
    def party_ids(self) -> Collection[UUID]:
        """The organisations that concluded it."""

    @property
    def signed_by_caw_on(self) -> date | None: ...
    @property
    def signed_by_ocmw_on(self) -> date | None: ...
    @property
    def signed_by_dmw_on(self) -> date | None: ...
    @property
    def first_signed_on(self) -> date | None:
        """The day of the first signature of anyone; None as long as nobody signed."""

    @property
    def advised_by_caw_dpo_on(self) -> date | None: ...
    @property
    def placeholders(self) -> Collection[str]:
        """Names of the fields in which a placeholder was left ("NAAM CAW", "[DATUM]")."""

    @property
    def notice_given_on(self) -> date | None: ...
    @property
    def stopped_on(self) -> date | None:
        """From this day on a core actor shares nothing any more, after a suspension and after notification (art. 9)."""

    @property
    def suspension_facts(self) -> Iterable[SuspensionFacts]: ...


class GboPartnerFacts(Protocol):
    """The organisation to which the data would go on."""

    @property
    def id(self) -> UUID: ...
    @property
    def kind(self) -> str: ...


class OnwardConsentFacts(Protocol):
    """The client's consent for one partner (R78, R90)."""

    @property
    def partner_id(self) -> UUID: ...
    @property
    def given_on(self) -> date: ...
    @property
    def withdrawn_on(self) -> date | None: ...


def check_onward(
    *,
    gbo_agreement: GboAgreementFacts | None,
    partner: GboPartnerFacts,
    mailbox: MailboxFacts | None,
    consent: OnwardConsentFacts | None,
    contract: ProcessorContractFacts | None,
    on: date,
) -> Decision:
    """Whether the receiver may pass this client's data on to this partner on that day, with all the reasons if not."""
    papers = check_onward_papers(
        gbo_agreement=gbo_agreement, partner=partner, mailbox=mailbox, contract=contract, on=on
    )
    return decide(on, [*papers.obstacles, *_consent_obstacles(consent, partner, on)])


def check_onward_papers(
    *,
    gbo_agreement: GboAgreementFacts | None,
    partner: GboPartnerFacts,
    mailbox: MailboxFacts | None,
    contract: ProcessorContractFacts | None,
    on: date,
) -> Decision:
    """The same, whoever the client: what must be in order before the client is asked anything."""
    obstacles = [
        *contract_obstacles(contract, on),
        *_agreement_obstacles(gbo_agreement, on),
        *_partner_obstacles(partner, gbo_agreement),
        *mailbox_obstacles(mailbox, _OF_MAILBOX, on),
    ]
    return decide(on, obstacles)


def check_gbo_agreement(*, gbo_agreement: GboAgreementFacts | None, on: date) -> Decision:
    """Whether anything may be passed on under this agreement that day, whoever the client and the partner (R90)."""
    return decide(on, _agreement_obstacles(gbo_agreement, on))


def _agreement_obstacles(agreement: GboAgreementFacts | None, on: date) -> Iterator[Obstacle]:
    """Filled in, advised, signed by all, not ended and not suspended (R39, R40, R43, R101)."""
    if agreement is None:
        yield Obstacle.GBO_AGREEMENT_MISSING
        return
    if agreement.placeholders:
        yield Obstacle.GBO_INCOMPLETE
    yield from _advice_obstacles(agreement, on)
    if not has_come(agreement.signed_by_caw_on, on):
        yield Obstacle.GBO_NOT_SIGNED_BY_CAW
    if not has_come(agreement.signed_by_ocmw_on, on):
        yield Obstacle.GBO_NOT_SIGNED_BY_OCMW
    if not has_come(agreement.signed_by_dmw_on, on):
        yield Obstacle.GBO_NOT_SIGNED_BY_DMW
    if has_come(agreement.stopped_on, on):
        yield Obstacle.GBO_STOPPED
    if agreement.notice_given_on is not None and gbo_last_day(agreement.notice_given_on) < on:
        yield Obstacle.GBO_NOTICE_EXPIRED
    if any(covers(suspension, on) for suspension in agreement.suspension_facts):
        yield Obstacle.GBO_SUSPENDED


def _advice_obstacles(agreement: GboAgreementFacts, on: date) -> Iterator[Obstacle]:
    """Only the DPO of the CAW advises, and on a *draft* (preamble; R43): what someone signed is not a draft any more.

    The same day counts as in time, as for the protocol (R31): days do not tell which of the two came first.
    """
    advised_on = agreement.advised_by_caw_dpo_on
    if advised_on is None or advised_on > on:
        yield Obstacle.GBO_ADVICE_MISSING
    elif advised_on > (agreement.first_signed_on or date.max):
        yield Obstacle.GBO_ADVICE_AFTER_SIGNATURE


def _partner_obstacles(partner: GboPartnerFacts, agreement: GboAgreementFacts | None) -> Iterator[Obstacle]:
    if partner.kind not in CORE_ACTORS:
        yield Obstacle.ONWARD_PARTNER_NOT_CORE_ACTOR
    elif agreement is not None and partner.id not in agreement.party_ids:
        yield Obstacle.ONWARD_PARTNER_NOT_PARTY


def _consent_obstacles(consent: OnwardConsentFacts | None, partner: GboPartnerFacts, on: date) -> Iterator[Obstacle]:
    if consent is None:
        yield Obstacle.ONWARD_CONSENT_MISSING
        return
    if consent.partner_id != partner.id:
        yield Obstacle.ONWARD_CONSENT_FOR_ANOTHER_PARTNER
    if consent.given_on > on:
        yield Obstacle.ONWARD_CONSENT_AFTER_SHARING
    if has_come(consent.withdrawn_on, on):
        yield Obstacle.ONWARD_CONSENT_WITHDRAWN
