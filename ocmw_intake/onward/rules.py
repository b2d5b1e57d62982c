"""Whether, and to whom, a receiver may pass a client's data on (R90–R93): the facts brought to `law.onward`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from accounts.models import User
from agreements.models import Mailbox, ProcessorContract, changed_since, current_of
from directory.models import Organisation
from gbo.models import GboAgreement, GboParty
from gbo.route import gbo_agreement_for
from law.gate import Decision, decide
from law.obstacles import Obstacle
from law.onward import CORE_ACTORS, check_onward, check_onward_papers
from ocmw_intake.onward.models import OnwardConsent, OnwardSharing, ReturningMailbox
from outbox.models import Transmission, TransmissionStatus
from referrals.models import DATA_FIELDS, Referral
from referrals.wanted import is_wanted


@dataclass(frozen=True)
class OnwardInformation:
    """The five points that the client heard before saying yes (R52), and that the yes was free and explicit (R78)."""

    purpose: bool
    data: bool
    partner: bool
    next_steps: bool
    expectations: bool
    is_free: bool


@dataclass(frozen=True)
class Way:
    """The way to one partner: under which agreement, to which mailbox, and whether the papers allow it that day."""

    partner: Organisation
    agreement: GboAgreement | None
    mailbox: str
    contract: ProcessorContract | None
    papers: Decision


def partners_of(receiver: Organisation) -> list[Organisation]:
    """The core actors with which this receiver concluded a GBO agreement (R90, R92), by name; never itself."""
    concluded = GboAgreement.objects.filter(parties__organisation=receiver)
    parties = GboParty.objects.filter(agreement__in=concluded).values("organisation")
    found = Organisation.objects.filter(pk__in=parties, kind__in=CORE_ACTORS, is_active=True)
    return list(found.exclude(pk=receiver.pk).order_by("name"))


def way_to(partner: Organisation, referral: Referral, *, on: date) -> Way:
    """Look for the way to a partner, before the client is asked anything."""
    agreement = gbo_agreement_for(referral.partner, on, partner=partner)
    mailbox = agreement.mailbox_of(partner.pk) if agreement else None
    contract = ProcessorContract.objects.of(referral.partner_id, on)
    papers = check_onward_papers(gbo_agreement=agreement, partner=partner, mailbox=mailbox, contract=contract, on=on)
    obstacles = [*_about_the_client(referral), *papers.obstacles, *_about_the_mailbox(referral, mailbox)]
    if partner.pk == referral.partner_id:
        obstacles.append(Obstacle.ONWARD_PARTNER_NOT_PARTY)  # nobody passes on to itself
    return Way(partner, agreement, mailbox.address if mailbox else "", contract, decide(on, obstacles))


def may_share(way: Way, *, consent: OnwardConsent, on: date) -> Decision:
    """Ask everything, with the consent."""
    mailbox = way.agreement.mailbox_of(way.partner.pk) if way.agreement else None
    decision = check_onward(
        gbo_agreement=way.agreement,
        partner=way.partner,
        mailbox=mailbox,
        consent=consent,
        contract=way.contract,
        on=on,
    )
    return decide(on, [*way.papers.obstacles, *decision.obstacles])


def may_leave(sharing: OnwardSharing, *, mail: Transmission, at: datetime) -> Decision:
    """Ask everything again at the moment of sending, under the agreement and for the mailbox it was meant for."""
    on = timezone.localdate(at)
    referral = sharing.intake.referral
    agreement = GboAgreement.objects.with_parties().get(pk=sharing.agreement_id)
    party = agreement.party_with(sharing.partner_id)
    mailboxes = party.mailboxes if party else []
    mailbox = current_of(mailboxes)
    decision = check_onward(
        gbo_agreement=agreement,
        partner=sharing.partner,
        mailbox=mailbox,
        consent=sharing.consent,
        contract=ProcessorContract.objects.of(referral.partner_id, on),
        on=on,
    )
    obstacles = [*_about_the_client(referral), *decision.obstacles, *_about_the_mailbox(referral, mailbox)]
    if not Transmission.objects.filter(pk=sharing.transmission_id, message__isnull=False).exists():
        obstacles.append(Obstacle.ONWARD_DATA_ERASED)
    if changed_since(mailboxes, address=mail.recipient, queued_at=mail.created_at):
        obstacles.append(Obstacle.ONWARD_MAILBOX_CHANGED)
    if not sharing.shared_by.is_bound_by_secrecy(on):
        obstacles.append(Obstacle.SENDER_NOT_BOUND_BY_SECRECY)
    return decide(on, obstacles)


@dataclass(frozen=True)
class HeldBack:
    """A mail to a partner that did not leave, and what stands in its way today."""

    sharing: OnwardSharing
    obstacles: Sequence[Obstacle]

    @property
    def can_go(self) -> bool:
        """Whether nothing of what held it back is left; of a mail that failed somebody looks first."""
        return not self.obstacles and self.sharing.transmission.status == TransmissionStatus.BLOCKED


def held_back(user: User, *, at: datetime, most: int) -> list[HeldBack]:
    """What the own receivers passed on and did not leave, the oldest first, each asked anew (D29, D30)."""
    found = OnwardSharing.objects.visible_to(user).held_back()
    found = found.select_related("intake__referral__consent", "partner", "consent", "shared_by", "transmission")
    unread = [f"intake__referral__{name}" for name in DATA_FIELDS]
    found = found.defer("transmission__message", "transmission__password", *unread)
    waiting = found.order_by("shared_at", "pk")[:most]
    return [HeldBack(one, list(may_leave(one, mail=one.transmission, at=at).obstacles)) for one in waiting]


def _about_the_client(referral: Referral) -> list[Obstacle]:
    """What stands in the way whatever the papers say: no reason is left to pass on (R57, R81).

    Not that the team's copy was erased: what goes comes from the receiver (D21).
    """
    obstacles = []
    if referral.consent.withdrawn_on is not None or not is_wanted(referral.pk):
        obstacles.append(Obstacle.ONWARD_FOLLOW_UP_OVER)
    return obstacles


def _about_the_mailbox(referral: Referral, mailbox: Mailbox | None) -> list[Obstacle]:
    """Whether mail of this receiver came back from it: what only the receiver may know of (D19)."""
    if mailbox is None or not ReturningMailbox.objects.standing(referral.partner_id, mailbox).exists():
        return []
    return [Obstacle.ONWARD_MAILBOX_RETURNS]


def passed_on_between(
    receiver: Organisation, partner: Organisation, start: datetime | None, end: datetime | None
) -> list[OnwardSharing]:
    """What left, or may have left, from this receiver to this partner; without a bound, everything (D31)."""
    mails = Transmission.objects.that_may_have_left_between(start, end)
    found = OnwardSharing.objects.filter(intake__partner=receiver, partner=partner)
    return list(found.filter(transmission__in=mails.values("pk")).order_by("shared_at", "pk"))


def ways_of(user: User) -> dict[str, tuple[Organisation, Organisation]]:
    """From which own receiver to which partner something was passed on."""
    pairs = list(OnwardSharing.objects.visible_to(user).order_by().values_list("intake__partner", "partner").distinct())
    known = Organisation.objects.in_bulk({key for pair in pairs for key in pair})
    ways = {f"{receiver}:{partner}": (known[receiver], known[partner]) for receiver, partner in pairs}
    return dict(sorted(ways.items(), key=lambda one: (one[1][1].name, one[1][0].name)))
