"""What asks for an act of this person today (“Wat nu?”): at most seven lines, each a number, a verb and a link.

Every page counts for its menu, so each line is read in one query that an index bounds; nothing is counted past
`MOST`. A person sees only the own side of the wall: what a line counts is visible to whom it is shown (D4, D8).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from agreements.models import DeadlineKind, DpoAdvice, Mailbox, OwnPiece, ProofRequest, RegisterLine
from agreements.terms.status import PaperStatus
from breaches.models import Breach
from law.breach_term import time_left
from law.notice_period import add_months
from law.roles import Role
from ocmw_intake.models import Intake, IntakeStatus
from ocmw_intake.models.worklist import Tab
from outbox.models import Transmission
from referrals.models import Draft, Referral, SheetOpening
from referrals.rules.worklist import ToDo, to_do

MOST = 99
ADVICE_WAITS = timedelta(days=30)
SOON = 3  # months


@dataclass(frozen=True)
class NowLine:
    """One line: how many, what to do, where; the item of the menu whose count it adds to."""

    number: int
    words: str
    url: str
    menu: str

    @property
    def shown(self) -> str:
        """The number as it is shown: nobody needs more than `MOST`."""
        return capped(self.number)


def capped(number: int) -> str:
    """A number as the menu shows it."""
    return f"{MOST}+" if number > MOST else str(number)


def lines_of(user: User, *, at: datetime) -> list[NowLine]:
    """What this person can do now, in the order of the roles; lines that count nothing are left out."""
    of_role: list[tuple[Role, Callable[[User, datetime], Iterator[NowLine]]]] = [
        (Role.TEAM_MEMBER, _of_the_team),
        (Role.SOCIAL_WORKER, _of_the_receiver),
        (Role.ADMINISTRATOR, _of_the_administrator),
        (Role.AUDITOR, _of_the_auditor),
    ]
    return [line for role, lines in of_role if user.has_role(role) for line in lines(user, at) if line.number]


def _of_the_team(user: User, at: datetime) -> Iterator[NowLine]:
    """What did not leave or came back, whom to call, what to correct, what a client did alone, what is unfinished."""
    line = partial(NowLine, menu="referrals:worklist")
    worklist = reverse("referrals:worklist")
    found = list(to_do(Referral.objects.visible_to(user)).only("reference", "partner__name")[: MOST + 1])
    for kind in ToDo:
        those = [referral for referral in found if getattr(referral, kind.flag)]
        if len(those) == 1:
            one = those[0]
            url = reverse("referrals:referral", args=[one.reference])
            yield line(1, f"{one.reference}, {one.partner.name}: {kind.label}", url)
        else:
            yield line(len(those), kind.label, f"{worklist}?wat={kind.value}")
    drafts = Draft.objects.visible_to(user).waiting()[: MOST + 1].count()
    yield line(drafts, "ontwerp afwerken" if drafts == 1 else "ontwerpen afwerken", f"{worklist}#drafts")


def _of_the_receiver(user: User, at: datetime) -> Iterator[NowLine]:
    """Whom nobody tried to reach yet, whom to try again, and what has to be deleted."""
    line = partial(NowLine, menu="ocmw_intake:worklist")
    worklist = reverse("ocmw_intake:worklist")
    counted = {
        status: Count("pk", filter=Q(status=status))
        for status in (IntakeStatus.TO_CONTACT, IntakeStatus.NOT_REACHED, IntakeStatus.TO_DELETE)
    }
    found = (
        Intake.objects.visible_to(user)
        .filter(status__in=list(counted))
        .aggregate(**{status.name: count for status, count in counted.items()})
    )
    new, again, gone = (found[status.name] for status in counted)
    yield line(new, "nieuw: neem contact op", f"{worklist}?status={IntakeStatus.TO_CONTACT.value}")
    yield line(again, "niet bereikt: probeer opnieuw", f"{worklist}?status={IntakeStatus.NOT_REACHED.value}")
    yield line(gone, "te wissen", reverse(f"ocmw_intake:worklist_{Tab.TO_DELETE.name.lower()}"))


def _of_the_administrator(user: User, at: datetime) -> Iterator[NowLine]:
    """Breaches with their hours, addresses to compare, stuck mails, and what the papers ask."""
    today = timezone.localdate(at)
    yield from _breaches(user, at)
    papers = partial(NowLine, menu="agreements:register")
    register, upcoming = reverse("agreements:register"), reverse("agreements:upcoming")
    waiting = Mailbox.objects.filter(replaced_at=None, bounced_on=None, second_verified_by=None)
    waiting = waiting.exclude(first_verified_by=user).exclude(protocol__agreement__line__status=PaperStatus.ENDED)
    to_compare = list(waiting.values_list("protocol__agreement", flat=True).exclude(protocol=None)[: MOST + 1])
    url = reverse("agreements:mailbox", args=to_compare) if len(to_compare) == 1 else register
    yield papers(len(to_compare), "mailbox vergelijken met het papier", url)
    answered = OwnPiece.objects.filter(outcome="", part__ended_at=None).exclude(answer="")[: MOST + 1].count()
    words = "antwoord van een partner vergelijken" if answered == 1 else "antwoorden van partners vergelijken"
    yield papers(answered, words, reverse("agreements:own_parts"))
    stuck = Transmission.objects.visible_to(user).stuck(at, most=MOST + 1).count()
    yield NowLine(
        stuck,
        "mail die vastzit of terugkwam" if stuck == 1 else "mails die vastzitten of terugkwamen",
        reverse("outbox:stuck"),
        "outbox:stuck",
    )
    late = DpoAdvice.objects.filter(advised_on=None, asked_on__lt=today - ADVICE_WAITS)[: MOST + 1].count()
    yield papers(late, "advies van een DPO wacht al meer dan 30 dagen", f"{register}?status=awaiting_advice")
    told = RegisterLine.objects.aggregate(
        evaluations=Count("pk", filter=Q(deadline_kind=DeadlineKind.EVALUATION, deadline_on__lt=today)),
        doubted=Count("pk", filter=Q(doubts__gt=0)),
        ending=Count("pk", filter=Q(ends_on__gte=today, ends_on__lte=add_months(today, SOON))),
    )
    yield papers(told["evaluations"], "evaluatie te laat", upcoming)
    yield papers(told["doubted"], "papieren met een twijfel", f"{register}?twijfel=on")
    yield papers(told["ending"], "papieren die binnen 3 maanden aflopen", f"{register}?eindigt=on")


def _of_the_auditor(user: User, at: datetime) -> Iterator[NowLine]:
    """Breaches with their hours, signed sheets that a team asks to open, and proof that no partner gave yet."""
    if not user.has_role(Role.ADMINISTRATOR):
        yield from _breaches(user, at)
    asked = SheetOpening.objects.visible_to(user).waiting(at).filter(asked_by_dpo=False)[: MOST + 1].count()
    yield NowLine(asked, "ondertekend blad openen met een team", reverse("referrals:openings"), "referrals:openings")
    missing = ProofRequest.objects.filter(received_on=None)[: MOST + 1].count()
    yield NowLine(missing, "gevraagd bewijs dat nog ontbreekt", reverse("agreements:register"), "agreements:register")


def _breaches(user: User, at: datetime) -> Iterator[NowLine]:
    """Breaches that nobody reported or decided about yet, with what is left of the 72 hours of the oldest."""
    undecided = Breach.objects.visible_to(user).filter(closed_on=None, reported_at=None, no_report_reason="")
    found = list(undecided.order_by("discovered_at").values_list("pk", "discovered_at")[: MOST + 1])
    if not found:
        return
    hours = int(time_left(found[0][1], at).total_seconds() // 3600)
    left = f"nog {hours} uur om te beslissen" if hours > 0 else "de 72 uur zijn voorbij"
    url = reverse("breaches:breach", args=[found[0][0]]) if len(found) == 1 else reverse("breaches:register")
    yield NowLine(
        len(found), f"{'gegevenslek' if len(found) == 1 else 'gegevenslekken'}: {left}", url, "breaches:register"
    )
