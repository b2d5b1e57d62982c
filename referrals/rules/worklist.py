"""Which referrals ask for an act of the team, and whose they are."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from agreements.models import RegisterLine
from law.findings import Topic
from law.obstacles import Obstacle
from law.unopened import Step
from outbox.models import Kind, TransmissionStatus
from referrals.models import Correction, DeletionNotice, OwnWithdrawal, ReceiverReminder, Referral, ReferralQuerySet
from referrals.models.referral import INDEXES

IN_TROUBLE = (TransmissionStatus.FAILED, TransmissionStatus.BLOCKED)

OF_THE_PAPERS = (Topic.AGREEMENT, Topic.PROTOCOL, Topic.ADVICE, Topic.MAILBOX)
LIFTED_WITH_THE_PAPERS = [
    one.code for one in Obstacle if one.topic in OF_THE_PAPERS and one != Obstacle.MAILBOX_CHANGED
]
"""What is over when the papers are in order again. Another mailbox never is: then the team looks, and refers anew."""


def last_steps(among: ReferralQuerySet | None = None) -> QuerySet[ReceiverReminder]:
    """The last steps, of referrals that nobody opened since: the team has to call."""
    referrals = Referral.objects.all() if among is None else among
    return ReceiverReminder.objects.filter(step=Step.TEAM, referral__in=referrals.unopened())


class ToDo(models.TextChoices):
    """Why a referral asks for someone of the team, the most urgent first; the words go on after a number."""

    SEND = "vertrok-niet", "vertrok niet, kijk waarom"
    GO_AGAIN = "kan-weer-weg", "kan weer vertrekken"
    SEND_ANEW = "kwam-terug", "kwam terug, bel de ontvanger"
    CALL = "te-bellen", "te bellen, een mail raakte niet weg"
    WAKE = "niemand-las", "bel de ontvanger, niemand las het wachtwoord"
    CORRECT = "te-verbeteren", "te verbeteren, de gegevens kloppen niet"
    READ = "trok-zelf-in", "de cliënt trok zelf in"

    @property
    def short(self) -> str:
        """The reason alone, as in a list to choose from."""
        return self.value.replace("-", " ")

    @property
    def flag(self) -> str:
        """The annotation of `to_do` that says so."""
        return f"must_{self.name.lower()}"


def to_do(referrals: ReferralQuerySet) -> ReferralQuerySet:
    """What asks for someone of the team, the oldest first, with a flag for each reason (`ToDo`).

    A mail with the data that did not leave or came back, while no newer referral of the same client took its place. Was
    it held back for the papers alone, and are they in order today, then it can go again in one press (D29, D30);
    data to correct (R86); a call about what no mail could tell (D5); a receiver that does not open its archive (D12).
    And a client who withdrew alone (D35): nothing has to be done, but someone has to know.

    Read from what waits, of which there is little, and not from the referrals, of which there are ever more.
    """
    kept = referrals.filter(erased_at=None, consent__withdrawal=None)
    held = kept.filter(transmission__status__in=IN_TROUBLE)
    ready = held.filter(_papers_are_in_order(), transmission__obstacles__contained_by=LIFTED_WITH_THE_PAPERS)
    ready = ready.filter(transmission__status=TransmissionStatus.BLOCKED).exclude(transmission__obstacles=[])
    came_back = kept.filter(transmission__returned_at__isnull=False, opened_at=None)
    open_corrections = Correction.objects.open()
    # the kind finds them from the mails in trouble, by an index
    in_trouble = {"called_on": None, "transmission__status__in": IN_TROUBLE}
    stuck = DeletionNotice.objects.filter(**in_trouble, transmission__kind=Kind.DELETION_NOTICE)
    told = Correction.objects.filter(**in_trouble, transmission__kind=Kind.CORRECTION)
    untold = told.filter(referral__consent__withdrawal=None)
    unwoken, unseen = last_steps(among=referrals), OwnWithdrawal.objects.unseen()
    what_waits = (open_corrections, stuck, untold, unwoken, unseen)
    waiting: list[QuerySet[Any, Any]] = [found.order_by().values("referral") for found in what_waits]
    waiting += [found.order_by().values("pk") for found in (held, came_back)]
    this: dict[str, Any] = {"referral": OuterRef("pk")}
    is_last = ~Exists(_anew())
    found = referrals.filter(pk__in=waiting[0].union(*waiting[1:])).annotate(
        must_go_again=Exists(ready.filter(pk=OuterRef("pk"))) & is_last,
        must_send=Exists(held.filter(pk=OuterRef("pk"))) & ~Exists(ready.filter(pk=OuterRef("pk"))) & is_last,
        must_send_anew=Exists(came_back.filter(pk=OuterRef("pk"))) & is_last,
        must_correct=Exists(open_corrections.filter(**this)),
        must_call=Exists(stuck.filter(**this)) | Exists(untold.filter(**this)),
        must_wake=Exists(last_steps().filter(**this)),
        must_read=Exists(unseen.filter(**this)),
    )
    asked = Q()
    for kind in ToDo:
        asked |= Q(**{kind.flag: True})
    return found.filter(asked).select_related("partner").order_by("filed_at", "pk")


def _papers_are_in_order() -> Exists:
    """By the register, which every act on the papers and each midnight judges anew (ADR 0027)."""
    return Exists(RegisterLine.objects.filter(agreement=OuterRef("transmission__papers_id"), may_send=True))


def _anew() -> ReferralQuerySet:
    """Newer referrals of the same client by the same team: they took the place of one that did not arrive."""
    same = Q()
    for column in INDEXES:
        same |= Q(**{column: OuterRef(column)})
    return Referral.objects.filter(same, team=OuterRef("team"), filed_at__gt=OuterRef("filed_at"))


def handled_by(referrals: ReferralQuerySet, person: User) -> ReferralQuerySet:
    """Those that this person filed or took over, and that still hold data or wait for something."""
    return _kept(referrals).filter(Q(taken_over_by=person) | Q(taken_over_by=None, filed_by=person))


def handlers(referrals: ReferralQuerySet) -> QuerySet[User]:
    """Whoever handles at least one of these referrals, also who left already."""
    kept = _kept(referrals)
    taken_over = kept.exclude(taken_over_by=None).values("taken_over_by")
    filed = kept.filter(taken_over_by=None).values("filed_by")
    return User.objects.filter(pk__in=taken_over.union(filed))


def _kept(referrals: ReferralQuerySet) -> ReferralQuerySet:
    """What holds data or waits for something: two ways to find them, so that no index stays unused."""
    with_data = referrals.filter(erased_at=None).order_by().values("pk")
    return referrals.filter(pk__in=with_data.union(to_do(referrals).order_by().values("pk")))
