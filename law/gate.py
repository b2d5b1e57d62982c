"""The gate: may these data go, and if not, all the reasons at once (domain: "The gate"; there is no override, D7).

It is asked before anything is typed (`check_papers`), when the referral is filed and again at the moment of sending
(`check`). Facts come in through `law.facts`, the day as `on`; what is dated after `on` has not happened yet.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from law.days import covers, has_come
from law.facts import (
    AgreementFacts,
    ConsentFacts,
    DocumentFacts,
    MailboxFacts,
    PartnerFacts,
    ProtocolFacts,
    Region,
    SenderFacts,
)
from law.findings import Topic
from law.notes import Note
from law.notice_period import is_short, last_day
from law.obstacles import Obstacle
from law.receiver import receiver_kind_for, serves


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer for one day. Obstacles stand in the order of `Obstacle`, each once; notes warn and stop nothing."""

    on: date
    obstacles: tuple[Obstacle, ...]
    notes: tuple[Note, ...] = ()

    @property
    def may_send(self) -> bool:
        return not self.obstacles

    def about(self, topic: Topic) -> tuple[Obstacle, ...]:
        """The obstacles of one topic; none means that this task is done."""
        return tuple(obstacle for obstacle in self.obstacles if obstacle.topic is topic)


def decide(on: date, obstacles: Iterable[Obstacle], notes: Iterable[Note] = ()) -> Decision:
    """A decision with its obstacles in their fixed order, each once."""
    found = frozenset(obstacles)
    return Decision(on, tuple(obstacle for obstacle in Obstacle if obstacle in found), tuple(notes))


def check(
    *,
    consent: ConsentFacts | None,
    residence: str,
    region: Region,
    partner: PartnerFacts | None,
    agreement: AgreementFacts | None,
    sender: SenderFacts | None,
    on: date,
) -> Decision:
    """Whether the data of this client may go on that day: everything of `check_papers`, and the consent (R52–R59).

    `residence` is the NIS code of the municipality in which the client stays.
    """
    papers = check_papers(
        residence=residence, region=region, partner=partner, agreement=agreement, sender=sender, on=on
    )
    if Obstacle.NO_LEGAL_GROUND_IN_REGION in papers.obstacles:
        return papers
    return decide(on, (*papers.obstacles, *_consent_obstacles(consent, partner, on)), papers.notes)


def check_papers(
    *,
    residence: str,
    region: Region,
    partner: PartnerFacts | None,
    agreement: AgreementFacts | None,
    sender: SenderFacts | None,
    on: date,
) -> Decision:
    """Whether anything may go from this sender to this receiver on that day, asked before client data are typed.

    Where the region gives no legal ground (Wallonia, R3) that is the only obstacle: no paper, receiver or consent could
    fix it, so naming those would only mislead.
    """
    route = check_route(residence=residence, region=region, partner=partner, agreement=agreement, on=on)
    if Obstacle.NO_LEGAL_GROUND_IN_REGION in route.obstacles:
        return route
    return decide(on, (*route.obstacles, *_sender_obstacles(sender, on)), route.notes)


def check_route(
    *,
    residence: str,
    region: Region,
    partner: PartnerFacts | None,
    agreement: AgreementFacts | None,
    on: date,
) -> Decision:
    """Receiver and papers alone, whoever sends: may a team send to a place on that day? No client, no sender."""
    if receiver_kind_for(region) is None:
        return decide(on, [Obstacle.NO_LEGAL_GROUND_IN_REGION])
    if partner is None:  # without a receiver there are no papers to speak of
        return decide(on, [Obstacle.RECEIVER_MISSING])
    obstacles = [
        *_receiver_obstacles(partner, agreement, residence, region, on),
        *_agreement_obstacles(agreement, on),
    ]
    return decide(on, obstacles, _notes(agreement))


def check_agreement(*, agreement: AgreementFacts | None, on: date) -> Decision:
    """The papers alone (agreement, protocol, advice, mailbox), for the page of one agreement: no client, no sender."""
    return decide(on, _agreement_obstacles(agreement, on), _notes(agreement))


def check_deletion_notice(*, sent_to: str | None, on: date) -> Decision:
    """Whether a deletion notice may go: always, as soon as there is an address to which the data went (D6).

    `sent_to` is the address of the transmission that carried the data, not the mailbox of today's protocol: the notice
    follows the data. So consent, papers, suspension and an earlier bounce play no part (FAQ vraag 3; R55–R57).
    """
    return decide(on, [] if sent_to else [Obstacle.DELETION_ADDRESS_UNKNOWN])


def _receiver_obstacles(
    partner: PartnerFacts, agreement: AgreementFacts | None, residence: str, region: Region, on: date
) -> Iterator[Obstacle]:
    if partner.kind != receiver_kind_for(region):
        yield Obstacle.RECEIVER_OF_WRONG_KIND
    if not serves(partner, residence, on):
        yield Obstacle.RECEIVER_OUTSIDE_TERRITORY
    if agreement is not None and agreement.partner_id != partner.id:
        yield Obstacle.AGREEMENT_WITH_ANOTHER_PARTNER


def _agreement_obstacles(agreement: AgreementFacts | None, on: date) -> Iterator[Obstacle]:
    """The agreement and what hangs on it. The protocol is judged apart, so the agreement's end alone suffices (R35).

    Without a paper everything that it should bring is missing too: each is a task, with someone else to act.
    """
    if agreement is None:
        yield Obstacle.AGREEMENT_MISSING
        yield from _protocol_obstacles(None, on)
        return
    yield from _document_obstacles(agreement, _OF_AGREEMENT, on)
    if any(covers(suspension, on) for suspension in agreement.suspension_facts):
        yield Obstacle.SHARING_SUSPENDED
    if has_come(agreement.legal_ground_gone_on, on):
        yield Obstacle.LEGAL_GROUND_GONE
    yield from _protocol_obstacles(agreement.protocol_facts, on)


def _protocol_obstacles(protocol: ProtocolFacts | None, on: date) -> Iterator[Obstacle]:
    if protocol is None:
        yield Obstacle.PROTOCOL_MISSING
        yield Obstacle.ADVICE_OF_AGENCY_MISSING
        yield Obstacle.ADVICE_OF_PARTNER_MISSING
        yield Obstacle.MAILBOX_MISSING
        return
    yield from _document_obstacles(protocol, _OF_PROTOCOL, on)
    if has_come(protocol.ended_for_breach_on, on):
        yield Obstacle.PROTOCOL_ENDED_FOR_BREACH
    yield from _advice_obstacles(protocol, on)
    yield from mailbox_obstacles(protocol.mailbox_facts, _OF_MAILBOX, on)


@dataclass(frozen=True, slots=True)
class _DocumentObstacles:
    """The names that the same defect has in the one paper and in the other."""

    incomplete: Obstacle
    doubted: Obstacle
    not_signed_by_agency: Obstacle
    not_signed_by_partner: Obstacle
    without_start: Obstacle
    not_yet_in_force: Obstacle
    ended: Obstacle
    without_notice_period: Obstacle
    notice_expired: Obstacle


_OF_AGREEMENT = _DocumentObstacles(
    incomplete=Obstacle.AGREEMENT_INCOMPLETE,
    doubted=Obstacle.AGREEMENT_DOUBTED,
    not_signed_by_agency=Obstacle.AGREEMENT_NOT_SIGNED_BY_AGENCY,
    not_signed_by_partner=Obstacle.AGREEMENT_NOT_SIGNED_BY_PARTNER,
    without_start=Obstacle.AGREEMENT_WITHOUT_START,
    not_yet_in_force=Obstacle.AGREEMENT_NOT_YET_IN_FORCE,
    ended=Obstacle.AGREEMENT_ENDED,
    without_notice_period=Obstacle.AGREEMENT_WITHOUT_NOTICE_PERIOD,
    notice_expired=Obstacle.AGREEMENT_NOTICE_EXPIRED,
)
_OF_PROTOCOL = _DocumentObstacles(
    incomplete=Obstacle.PROTOCOL_INCOMPLETE,
    doubted=Obstacle.PROTOCOL_DOUBTED,
    not_signed_by_agency=Obstacle.PROTOCOL_NOT_SIGNED_BY_AGENCY,
    not_signed_by_partner=Obstacle.PROTOCOL_NOT_SIGNED_BY_PARTNER,
    without_start=Obstacle.PROTOCOL_WITHOUT_START,
    not_yet_in_force=Obstacle.PROTOCOL_NOT_YET_IN_FORCE,
    ended=Obstacle.PROTOCOL_ENDED,
    without_notice_period=Obstacle.PROTOCOL_WITHOUT_NOTICE_PERIOD,
    notice_expired=Obstacle.PROTOCOL_NOTICE_EXPIRED,
)


def _document_obstacles(document: DocumentFacts, names: _DocumentObstacles, on: date) -> Iterator[Obstacle]:
    """Complete, confirmed, signed by both, in force, not ended: in force and signed are independent days (R34).

    A paper without a term of notice is refused (FAQ vraag 4: the term must be set; R37), so that a notice always has
    an end that can be computed.
    """
    if document.placeholders:
        yield names.incomplete
    if document.doubts:
        yield names.doubted
    if not has_come(document.signed_by_agency_on, on):
        yield names.not_signed_by_agency
    if not has_come(document.signed_by_partner_on, on):
        yield names.not_signed_by_partner
    if document.in_force_from is None:
        yield names.without_start
    elif document.in_force_from > on:
        yield names.not_yet_in_force
    if document.ends_on is not None and document.ends_on < on:
        yield names.ended
    if document.notice_months is None:
        yield names.without_notice_period
    elif document.notice_given_on is not None and last_day(document.notice_given_on, document.notice_months) < on:
        yield names.notice_expired


def _advice_obstacles(protocol: ProtocolFacts, on: date) -> Iterator[Obstacle]:
    """Both DPOs advised, in either order, before the first signature (R29–R32; FAQ vraag 6).

    Decision: advice on the day of the signature is accepted, since a day has hours and the papers hold dates only; one
    day later is refused. The first of the signatures counts, on whichever side.
    """
    first_signature = protocol.first_signed_on or date.max
    for advised_on, missing, too_late in (
        (
            protocol.advised_by_agency_dpo_on,
            Obstacle.ADVICE_OF_AGENCY_MISSING,
            Obstacle.ADVICE_OF_AGENCY_AFTER_SIGNATURE,
        ),
        (
            protocol.advised_by_partner_dpo_on,
            Obstacle.ADVICE_OF_PARTNER_MISSING,
            Obstacle.ADVICE_OF_PARTNER_AFTER_SIGNATURE,
        ),
    ):
        if advised_on is None or advised_on > on:
            yield missing
        elif advised_on > first_signature:
            yield too_late


@dataclass(frozen=True, slots=True)
class MailboxObstacles:
    """The names that the same defect has in the mailbox of a protocol and in that of a GBO partner (D27)."""

    missing: Obstacle
    not_verified: Obstacle
    not_attested: Obstacle
    bounced: Obstacle


_OF_MAILBOX = MailboxObstacles(
    missing=Obstacle.MAILBOX_MISSING,
    not_verified=Obstacle.MAILBOX_NOT_VERIFIED,
    not_attested=Obstacle.MAILBOX_NOT_ATTESTED,
    bounced=Obstacle.MAILBOX_BOUNCED,
)


def mailbox_obstacles(mailbox: MailboxFacts | None, names: MailboxObstacles, on: date) -> Iterator[Obstacle]:
    """One rule for every mailbox (R68–R70, D27): it exists, was compared and checked, is attested, and none bounced.

    The receiver attests when it answers the check, so who waits for the check is told of the check alone. Days cannot
    tell whether a check on the day of a bounce came after it, so only a later check lifts the bounce.
    """
    if mailbox is None or not mailbox.address:
        yield names.missing
        return
    verified_on = mailbox.verified_on if has_come(mailbox.verified_on, on) else None
    if verified_on is None:
        yield names.not_verified
    elif not has_come(mailbox.attested_on, on):
        yield names.not_attested
    if mailbox.bounced_on is not None and (verified_on or date.min) <= mailbox.bounced_on <= on:
        yield names.bounced


def _sender_obstacles(sender: SenderFacts | None, on: date) -> Iterator[Obstacle]:
    if sender is None or not has_come(sender.bound_by_secrecy_since, on):
        yield Obstacle.SENDER_NOT_BOUND_BY_SECRECY


def _consent_obstacles(consent: ConsentFacts | None, partner: PartnerFacts | None, on: date) -> Iterator[Obstacle]:
    """Informed, free, explicit, decided together, not withdrawn, and for this receiver (R52–R55, R59)."""
    if consent is None:
        yield Obstacle.CONSENT_MISSING
        return
    if not consent.is_informed:
        yield Obstacle.CONSENT_NOT_INFORMED
    if not consent.is_free:
        yield Obstacle.CONSENT_NOT_FREE
    if not consent.is_explicit:
        yield Obstacle.CONSENT_NOT_EXPLICIT
    if not consent.is_decided_together:
        yield Obstacle.CONSENT_NOT_DECIDED_TOGETHER
    if consent.given_on > on:
        yield Obstacle.CONSENT_AFTER_SHARING
    if has_come(consent.withdrawn_on, on):
        yield Obstacle.CONSENT_WITHDRAWN
    if partner is not None and consent.receiver_id != partner.id:
        yield Obstacle.CONSENT_FOR_ANOTHER_RECEIVER


def _notes(agreement: AgreementFacts | None) -> Iterator[Note]:
    """A term of notice below the advised three months is a warning (R38)."""
    if agreement is None:
        return
    if agreement.notice_months is not None and is_short(agreement.notice_months):
        yield Note.AGREEMENT_NOTICE_SHORT
    protocol = agreement.protocol_facts
    if protocol is not None and protocol.notice_months is not None and is_short(protocol.notice_months):
        yield Note.PROTOCOL_NOTICE_SHORT
