"""Which referrals ask for an act of the team, and whose they are."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from law.unopened import Step
from outbox.models import Kind, TransmissionStatus
from referrals.models import Correction, DeletionNotice, OwnWithdrawal, ReceiverReminder, Referral, ReferralQuerySet

IN_TROUBLE = (TransmissionStatus.FAILED, TransmissionStatus.BLOCKED)


def last_steps(among: ReferralQuerySet | None = None) -> QuerySet[ReceiverReminder]:
    """The last steps, of referrals that nobody opened since: the team has to call."""
    referrals = Referral.objects.all() if among is None else among
    return ReceiverReminder.objects.filter(step=Step.TEAM, referral__in=referrals.unopened())


def to_do(referrals: ReferralQuerySet) -> ReferralQuerySet:
    """What asks for someone of the team: data to correct (R86), or a call about what no mail could tell (D5).

    Annotated with `must_correct`, `must_call`, `must_wake` for a receiver that does not open its archive (D12), and
    `must_read` for a client who withdrew alone (D35): nothing has to be done, but someone has to know.

    Read from what waits, of which there is little, and not from the referrals, of which there are ever more.
    """
    open_corrections = Correction.objects.open()
    # the kind finds them from the mails in trouble, by an index
    in_trouble = {"called_on": None, "transmission__status__in": IN_TROUBLE}
    stuck = DeletionNotice.objects.filter(**in_trouble, transmission__kind=Kind.DELETION_NOTICE)
    told = Correction.objects.filter(**in_trouble, transmission__kind=Kind.CORRECTION)
    untold = told.filter(referral__consent__withdrawal=None)
    unwoken, unseen = last_steps(among=referrals), OwnWithdrawal.objects.unseen()
    what_waits = (open_corrections, stuck, untold, unwoken, unseen)
    waiting: list[QuerySet[Any, Any]] = [found.order_by().values("referral") for found in what_waits]
    this: dict[str, Any] = {"referral": OuterRef("pk")}
    found = referrals.filter(pk__in=waiting[0].union(*waiting[1:])).annotate(
        must_correct=Exists(open_corrections.filter(**this)),
        must_call=Exists(stuck.filter(**this)) | Exists(untold.filter(**this)),
        must_wake=Exists(last_steps().filter(**this)),
        must_read=Exists(unseen.filter(**this)),
    )
    return found.select_related("partner").order_by("filed_at", "pk")


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
