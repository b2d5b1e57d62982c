"""Which referrals ask for an act of the team, and whose they are."""

from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When, Window
from django.db.models.functions import RowNumber

from accounts.models import User
from agreements.models import Agreement, RegisterLine
from directory.models import Organisation
from law.findings import Topic
from law.obstacles import Obstacle
from outbox.models import Kind, TransmissionStatus
from referrals.models import Correction, DeletionNotice, OwnWithdrawal, Referral, ReferralQuerySet
from referrals.models.referral import INDEXES

IN_TROUBLE = (TransmissionStatus.FAILED, TransmissionStatus.BLOCKED)

OF_THE_PAPERS = (Topic.AGREEMENT, Topic.PROTOCOL, Topic.ADVICE, Topic.MAILBOX)
LIFTED_WITH_THE_PAPERS = [
    one.code for one in Obstacle if one.topic in OF_THE_PAPERS and one != Obstacle.MAILBOX_CHANGED
]
"""What is over when the papers are in order again. Another mailbox never is: then the team looks, and refers anew."""


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


def to_do(referrals: ReferralQuerySet, *, only: ToDo | None = None) -> ReferralQuerySet:
    """What asks for someone of the team, or for this one act of it; the oldest first."""
    if only in (ToDo.SEND, ToDo.GO_AGAIN):
        found = _held(referrals).filter(_is_ready() if only == ToDo.GO_AGAIN else ~_is_ready())
    else:
        asking = [one for kind, one in _asking(referrals) if only in (None, kind)]
        keys = [one.order_by().values("pk") for one in (asking if only else [_held(referrals), *asking])]
        found = referrals.filter(pk__in=keys[0].union(*keys[1:]))
    return found.select_related("partner").order_by("filed_at", "pk")


def what_waits(referrals: ReferralQuerySet, *, most: int) -> QuerySet[Any, Any]:
    """The same as rows: why (`ToDo`), the reference, and the name of the receiver.

    The oldest of each reason, and no more than so many: hundreds of one kind hide nothing of another.
    """
    again, send = Value(ToDo.GO_AGAIN.value), Value(ToDo.SEND.value)
    why_held = Case(When(_is_ready(), then=again), default=send, output_field=models.CharField())
    # found once for both reasons: PostgreSQL takes longer to plan it than to read it
    place = Window(RowNumber(), partition_by=F("why"), order_by=("filed_at", "reference"))
    held = _held(referrals).order_by().annotate(why=why_held, place=place).filter(place__lte=most)
    # By key, row for row: PostgreSQL expects one that waits, and for hundreds would read all organisations each time.
    receiver = Subquery(Organisation.objects.filter(pk=OuterRef("partner")).values("name"))
    columns = {"which": F("reference"), "receiver": receiver}
    oldest = [(kind, asking.order_by("filed_at", "reference")[:most]) for kind, asking in _asking(referrals)]
    rows = [asking.values(**columns, why=Value(kind.value)) for kind, asking in oldest]
    return held.values(**columns, why=F("why")).union(*rows)


def _held(referrals: ReferralQuerySet) -> ReferralQuerySet:
    """Whose mail with the data did not leave: found once, whether it waits for us or can go again (D29, D30)."""
    return _kept_data(referrals).filter(transmission__status__in=IN_TROUBLE)


def _kept_data(referrals: ReferralQuerySet) -> ReferralQuerySet:
    """Those whose data are still to reach someone, of the mails among which some ask for a person.

    Said besides, though it follows: it is a referral, under papers of its team. So an index finds those of one team.
    """
    of_the_team = Agreement.objects.filter(pk=OuterRef("transmission__papers_id"), team=OuterRef("team"))
    kept = referrals.standing().filter(~Exists(_anew()), erased_at=None)
    return kept.filter(Exists(of_the_team), transmission__kind=Kind.REFERRAL)


def _is_ready() -> Q:
    """Whether what is held back can go again in one press: only the papers stood in the way, and they are in order."""
    return Q(
        _papers_are_in_order(),
        transmission__status=TransmissionStatus.BLOCKED,
        transmission__obstacles__contained_by=LIFTED_WITH_THE_PAPERS,
    ) & ~Q(transmission__obstacles=[])


def _asking(referrals: ReferralQuerySet) -> list[tuple[ToDo, ReferralQuerySet]]:
    """Of these referrals those that ask for someone, for each reason but a mail that did not leave (`_held`).

    A mail with the data that came back, while no newer referral of the same client took its place; data to correct
    (R86); a call about what no mail could tell (D5); a receiver that does not open its archive (D12). And a client who
    withdrew alone (D35): nothing has to be done, but someone has to know.

    Read from what waits, of which there is little, and not from the referrals, of which there are ever more. So each
    reason is a question of its own: several in one condition would let PostgreSQL use no index.
    """
    # the kind finds them from the mails in trouble, by an index
    in_trouble = {"called_on": None, "transmission__status__in": IN_TROUBLE}
    notices = DeletionNotice.objects.filter(**in_trouble, transmission__kind=Kind.DELETION_NOTICE)
    corrections = Correction.objects.filter(**in_trouble, transmission__kind=Kind.CORRECTION)

    def of(what: QuerySet[Any, Any]) -> Q:
        return Q(pk__in=what.order_by().values("referral"))

    # the password of its archive goes when the data go, and with it the mail from its index: it follows as well
    returned = {"transmission__returned_at__isnull": False, "transmission__password__isnull": False}
    return [
        (ToDo.SEND_ANEW, _kept_data(referrals).filter(opened_at=None, **returned)),
        (ToDo.CALL, referrals.filter(of(notices))),
        (ToDo.CALL, referrals.standing().filter(of(corrections))),
        (ToDo.WAKE, referrals.to_wake()),
        (ToDo.CORRECT, referrals.filter(of(Correction.objects.open()))),
        (ToDo.READ, referrals.filter(of(OwnWithdrawal.objects.unseen()))),
    ]


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
