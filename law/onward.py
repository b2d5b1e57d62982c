"""Onward from the receiver to a partner of the *geïntegreerd breed onthaal* (R90–R93).

Allowed only under a GBO agreement in the region and with the client's consent for that partner (protocol art. 4, FAQ
vraag 9). The wider categories of that agreement play no part here: the channel stays closed to them (R67).
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Protocol
from uuid import UUID

from law.days import covers, has_come
from law.facts import OrganisationKind, SuspensionFacts
from law.gate import Decision, decide
from law.notice_period import gbo_last_day
from law.obstacles import Obstacle

CORE_ACTORS = frozenset({OrganisationKind.CAW, OrganisationKind.OCMW, OrganisationKind.DMW})


class GboAgreementFacts(Protocol):
    """The agreement between CAW, OCMW and DMW; it is in force from the last of the three signatures (art. 14; R40)."""

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
    def advised_by_caw_dpo_on(self) -> date | None: ...
    @property
    def notice_given_on(self) -> date | None: ...
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
    consent: OnwardConsentFacts | None,
    on: date,
) -> Decision:
    """Whether the receiver may pass this client's data on to this partner on that day, with all the reasons if not."""
    obstacles = [
        *_agreement_obstacles(gbo_agreement, on),
        *_partner_obstacles(partner, gbo_agreement),
        *_consent_obstacles(consent, partner, on),
    ]
    return decide(on, obstacles)


def _agreement_obstacles(agreement: GboAgreementFacts | None, on: date) -> Iterator[Obstacle]:
    """Signed by all three, advised by the CAW's DPO only, not ended and not suspended (R39, R40, R43, R101)."""
    if agreement is None:
        yield Obstacle.GBO_AGREEMENT_MISSING
        return
    if not has_come(agreement.signed_by_caw_on, on):
        yield Obstacle.GBO_NOT_SIGNED_BY_CAW
    if not has_come(agreement.signed_by_ocmw_on, on):
        yield Obstacle.GBO_NOT_SIGNED_BY_OCMW
    if not has_come(agreement.signed_by_dmw_on, on):
        yield Obstacle.GBO_NOT_SIGNED_BY_DMW
    if not has_come(agreement.advised_by_caw_dpo_on, on):
        yield Obstacle.GBO_ADVICE_MISSING
    if agreement.notice_given_on is not None and gbo_last_day(agreement.notice_given_on) < on:
        yield Obstacle.GBO_NOTICE_EXPIRED
    if any(covers(suspension, on) for suspension in agreement.suspension_facts):
        yield Obstacle.GBO_SUSPENDED


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
