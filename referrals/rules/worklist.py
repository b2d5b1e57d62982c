"""Which referrals ask for an act of the team, and whose they are."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from law.unopened import Step
from outbox.models import TransmissionStatus
from referrals.models import Correction, DeletionNotice, OwnWithdrawal, ReceiverReminder, Referral, ReferralQuerySet

IN_TROUBLE = (TransmissionStatus.FAILED, TransmissionStatus.BLOCKED)


def last_steps() -> QuerySet[ReceiverReminder]:
    """The last steps, of referrals that nobody opened since: the team has to call."""
    return ReceiverReminder.objects.filter(step=Step.TEAM, referral__in=Referral.objects.unopened())


def to_do(referrals: ReferralQuerySet) -> ReferralQuerySet:
    """What asks for someone of the team: data to correct (R86), or a call about what no mail could tell (D5).

    Annotated with `must_correct`, `must_call`, `must_wake` for a receiver that does not open its archive (D12), and
    `must_read` for a client who withdrew alone (D35): nothing has to be done, but someone has to know.
    """
    corrections = Correction.objects.open().filter(referral=OuterRef("pk"))
    stuck = DeletionNotice.objects.filter(referral=OuterRef("pk"), called_on=None, transmission__status__in=IN_TROUBLE)
    untold = Correction.objects.filter(
        referral=OuterRef("pk"),
        called_on=None,
        transmission__status__in=IN_TROUBLE,
        referral__consent__withdrawal=None,
    )
    must_call = Exists(stuck) | Exists(untold)
    must_wake = Exists(last_steps().filter(referral=OuterRef("pk")))
    must_read = Exists(OwnWithdrawal.objects.unseen().filter(referral=OuterRef("pk")))
    found = referrals.annotate(
        must_correct=Exists(corrections), must_call=must_call, must_wake=must_wake, must_read=must_read
    )
    waiting = found.filter(Q(must_correct=True) | Q(must_call=True) | Q(must_wake=True) | Q(must_read=True))
    return waiting.select_related("partner").order_by("filed_at", "pk")


def handled_by(referrals: ReferralQuerySet, person: User) -> ReferralQuerySet:
    """Those that this person filed or took over, and that still hold data or wait for something."""
    handled = referrals.filter(Q(taken_over_by=person) | Q(taken_over_by=None, filed_by=person))
    return handled.filter(Q(erased_at=None) | Q(pk__in=to_do(referrals).values("pk")))


def handlers(referrals: ReferralQuerySet) -> QuerySet[User]:
    """Whoever handles at least one of these referrals, also who left already."""
    kept = referrals.filter(Q(erased_at=None) | Q(pk__in=to_do(referrals).values("pk")))
    taken_over = kept.exclude(taken_over_by=None).values("taken_over_by")
    filed = kept.filter(taken_over_by=None).values("filed_by")
    return User.objects.filter(Q(pk__in=taken_over) | Q(pk__in=filed))
