"""What asks for an act of this person today (“Wat nu?”): at most seven lines, each a number, a verb and a link.

Every page counts for its menu: all of it is one statement (`home.asking`), of which each part is read by an index and
counts no further than `MOST`. A person sees only the own side of the wall: what a line counts is visible to whom it is
shown (D4, D8).
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.urls import reverse

from accounts.models import User
from agreements.models import (
    DeadlineKind,
    DpoAdvice,
    Evaluation,
    EvaluationLink,
    EvaluationPart,
    Mailbox,
    OwnPart,
    OwnPartLink,
    OwnPiece,
    ProofRequest,
    RegisterLine,
    Stop,
)
from agreements.terms.papers import Party
from agreements.terms.status import PaperStatus
from breaches.models import Breach, BreachLink
from gbo.models import GboStop
from home.asking import Counted, Listed, Now, Question, Tallied, ask
from law.breach_term import time_left
from law.roles import Role
from ocmw_intake.models import DAYS_WITHOUT_OUTCOME, ContactAttempt, Intake, IntakeStatus
from ocmw_intake.models.worklist import Tab
from ocmw_intake.onward.models import OnwardSharing
from outbox.models import Transmission, UnreadableValue
from referrals.models import Draft, Referral, SheetOpening
from referrals.rules.worklist import ToDo, what_waits

MOST = 99
ADVICE_WAITS = timedelta(days=30)
WAITS_FOR_HOURS = timedelta(hours=4)
TOLD_FOR = timedelta(days=7)
Answers = dict[str, Any]
CLOCKS = "ocmw_intake:clocks"


@dataclass(frozen=True)
class NowLine:
    """One line: how many, what to do, where; the item of the menu whose count it adds to."""

    number: int
    words: str
    url: str
    menu: str
    names_it: bool = False
    """Whether the words name the one thing it is about: a "1" before it would say nothing."""

    @property
    def shown(self) -> str:
        """The number as it is shown: nobody needs more than `MOST`."""
        return "" if self.names_it else capped(self.number)


def capped(number: int) -> str:
    """A number as the menu shows it."""
    return f"{MOST}+" if number > MOST else str(number)


def lines_of(user: User, *, at: datetime) -> list[NowLine]:
    """What this person can do now, in the order of the roles; lines that count nothing are left out."""
    return lines(user, ask(questions_of, user, at=at), at=at)


def questions_of(user: User, now: Now) -> dict[str, Question]:
    """What the frame of every page asks for this person: for the menu, “Wat nu?” and the alarms."""
    asked: dict[str, Question] = {}
    if user.has_role(Role.TEAM_MEMBER):
        visible = Referral.objects.visible_to(user)
        asked["waits"] = Tallied(what_waits(visible, most=MOST + 1), others=("which", "receiver"))
        asked["drafts"] = Counted(Draft.objects.visible_to(user).waiting(), MOST + 1)
        asked["parts"] = Listed(_parts_to_bring(user), MOST + 1)
        asked["late"] = Counted(visible.waiting_since_before(now.at - WAITS_FOR_HOURS), 1)
    if user.has_role(Role.SOCIAL_WORKER):
        received = Intake.objects.visible_to(user)
        asked |= {name: Counted(received.filter(status=status), MOST + 1) for name, status in _AT_THE_RECEIVER.items()}
        since = now.today - timedelta(days=DAYS_WITHOUT_OUTCOME)
        lately = ContactAttempt.objects.filter(intake=OuterRef("pk"), struck_at=None, made_on__gte=since)
        tried = received.filter(status__in=(IntakeStatus.NOT_REACHED, IntakeStatus.REACHED))
        asked["held"] = Counted(OnwardSharing.objects.visible_to(user).held_back(), MOST + 1)
        asked["long"] = Counted(tried.filter(~Exists(lately)), MOST + 1)
    if user.has_role(Role.TEAM_MEMBER, Role.SOCIAL_WORKER):
        recent = {"taken_back_at": None, "recorded_at__gte": now.at - TOLD_FOR}
        asked["stops"] = Counted(Stop.objects.visible_to(user).filter(**recent), 1)
        asked["gbo_stops"] = Counted(GboStop.objects.visible_to(user).filter(**recent), 1)
    if user.has_role(Role.ADMINISTRATOR):
        asked |= _asked_by_administrators(user, now)
    if user.has_role(Role.AUDITOR):
        waiting = SheetOpening.objects.visible_to(user).waiting(now.at)
        asked["openings"] = Counted(waiting.filter(asked_by_dpo=False), MOST + 1)
        asked["proof"] = Counted(ProofRequest.objects.filter(received_on=None), MOST + 1)
    if user.has_role(Role.ADMINISTRATOR, Role.AUDITOR):
        undecided = Breach.objects.visible_to(user).filter(closed_on=None, reported_at=None, no_report_reason="")
        asked["breaches"] = Listed(undecided.order_by("discovered_at").values("pk", "discovered_at"), MOST + 1)
    return asked


def _parts_to_bring(user: User) -> QuerySet[Any, Any]:
    """The evaluations to which the own teams have not brought their part yet, the oldest question first (R45)."""
    brought = EvaluationPart.objects.filter(evaluation=OuterRef("pk"), party=Party.AGENCY)
    asked = Evaluation.objects.filter(agreement__team__in=user.organisations_as(Role.TEAM_MEMBER), held_on=None)
    return asked.exclude(asked_on=None).filter(~Exists(brought)).order_by("asked_on", "pk").values("agreement")


def _asked_by_administrators(user: User, now: Now) -> dict[str, Question]:
    waiting = Mailbox.objects.filter(replaced_at=None, bounced_on=None, second_verified_by=None).exclude(protocol=None)
    waiting = waiting.exclude(first_verified_by=user).exclude(protocol__agreement__line__status=PaperStatus.ENDED)
    papers = {
        "late_advice": DpoAdvice.objects.filter(advised_on=None, asked_on__lt=now.today - ADVICE_WAITS),
        "evaluations": RegisterLine.objects.filter(deadline_kind=DeadlineKind.EVALUATION, deadline_on__lt=now.today),
        "answered": OwnPiece.objects.filter(outcome="", part__ended_at=None).exclude(answer=""),
        "doubted": RegisterLine.objects.filter(doubts__gt=0),
        "ending": RegisterLine.objects.filter(ends_on__gte=now.today, ends_on__lte=now.soon),
    }
    working_links = EvaluationLink.objects.open().filter(evaluation=OuterRef("pk"), expires_at__gt=now.at)
    partner_part = EvaluationPart.objects.filter(evaluation=OuterRef("pk"), party=Party.PARTNER)
    unanswered = Evaluation.objects.filter(~Exists(working_links), ~Exists(partner_part), held_on=None)
    unanswered = unanswered.exclude(asked_on=None).order_by("asked_on", "pk")
    working = OwnPartLink.objects.filter(part=OuterRef("pk"), ended_at=None, expires_at__gt=now.at)
    to_fill_in = OwnPart.objects.visible_to(user).filter(done_at=None, ended_at=None)
    return {
        "part_expired": Counted(to_fill_in.filter(~Exists(working)), MOST + 1),
        "evaluation_expired": Listed(unanswered.values("agreement"), MOST + 1),
        "to_compare": Listed(waiting.values(agreement=F("protocol__agreement")), MOST + 1),
        "stuck": Counted(Transmission.objects.visible_to(user).stuck(now.at, most=MOST + 1), MOST + 1),
        "silent": Counted(BreachLink.objects.visible_to(user).unanswered(now.at), MOST + 1),
        "unreadable": Counted(UnreadableValue.objects.filter(opened_again_at=None), sys.maxsize),
        **{name: Counted(found, MOST + 1) for name, found in papers.items()},
    }


def lines(user: User, answers: Answers, *, at: datetime) -> list[NowLine]:
    """The lines that these answers make."""
    of_role: list[tuple[Role, Callable[[User, Answers, datetime], Iterator[NowLine]]]] = [
        (Role.TEAM_MEMBER, _of_the_team),
        (Role.SOCIAL_WORKER, _of_the_receiver),
        (Role.ADMINISTRATOR, _of_the_administrator),
        (Role.AUDITOR, _of_the_auditor),
    ]
    return [line for role, told in of_role if user.has_role(role) for line in told(user, answers, at) if line.number]


def _of_the_team(user: User, answers: Answers, at: datetime) -> Iterator[NowLine]:
    """What did not leave or came back, whom to call, what to correct, what a client did alone, what is unfinished."""
    line = partial(NowLine, menu="referrals:worklist")
    worklist = reverse("referrals:worklist")
    waits = {one["why"]: one for one in answers["waits"]}
    for kind in ToDo:
        one = waits.get(kind.value, {"number": 0})
        if one["number"] == 1:
            url = reverse("referrals:referral", args=[one["which"]])
            yield line(1, f"{one['which']}, {one['receiver']}: {kind.label}", url, names_it=True)
        else:
            yield line(one["number"], kind.label, f"{worklist}?wat={kind.value}")
    drafts = answers["drafts"]
    yield line(drafts, "ontwerp afwerken" if drafts == 1 else "ontwerpen afwerken", f"{worklist}#drafts")
    if parts := answers["parts"]:
        url = reverse("figures:team_part", args=[parts[0]["agreement"]])
        yield NowLine(len(parts), "uw deel van een evaluatie invullen", url, "figures:figures")


def can_go_again(answers: Answers) -> int:
    """How many referrals of the own teams can leave in one press: the list of a team offers it."""
    return sum(one["number"] for one in answers.get("waits", []) if one["why"] == ToDo.GO_AGAIN.value)


_AT_THE_RECEIVER = {
    "new": IntakeStatus.TO_CONTACT,
    "again": IntakeStatus.NOT_REACHED,
    "gone": IntakeStatus.TO_DELETE,
}


def _of_the_receiver(user: User, answers: Answers, at: datetime) -> Iterator[NowLine]:
    """Whom nobody tried to reach yet, whom to try again, what did not leave for a partner, and what to delete."""
    line = partial(NowLine, menu="ocmw_intake:worklist")
    worklist = reverse("ocmw_intake:worklist")
    yield line(answers["new"], "nieuw: neem contact op", f"{worklist}?status={IntakeStatus.TO_CONTACT.value}")
    again = f"{worklist}?status={IntakeStatus.NOT_REACHED.value}"
    yield line(answers["again"], "niet bereikt: probeer opnieuw", again)
    yield line(answers["held"], "aan een partner: vertrok niet, kijk waarom", reverse("ocmw_intake:onward_ledger"))
    yield line(answers["gone"], "te wissen", reverse(f"ocmw_intake:worklist_{Tab.TO_DELETE.name.lower()}"))
    yield NowLine(answers["long"], "lang zonder resultaat: probeer opnieuw of stop", reverse(CLOCKS), CLOCKS)


def _of_the_administrator(user: User, answers: Answers, at: datetime) -> Iterator[NowLine]:
    """Breaches with their hours, addresses to compare, stuck mails, and what the papers ask."""
    yield from _breaches(answers, at)
    silent = answers["silent"]
    words = (
        "contact bij een gegevenslek antwoordt niet" if silent == 1 else "contacten bij een gegevenslek antwoorden niet"
    )
    yield NowLine(silent, words, reverse("breaches:drills"), "breaches:register")
    papers = partial(NowLine, menu="agreements:register")
    register, upcoming = reverse("agreements:register"), reverse("agreements:upcoming")
    to_compare = answers["to_compare"]
    url = reverse("agreements:mailbox", args=[to_compare[0]["agreement"]]) if len(to_compare) == 1 else register
    yield papers(len(to_compare), "mailbox vergelijken met het papier", url)
    answered = answers["answered"]
    words = "antwoord van een partner vergelijken" if answered == 1 else "antwoorden van partners vergelijken"
    yield papers(answered, words, reverse("agreements:own_parts"))
    parts = answers["part_expired"]
    yield papers(parts, f"{_expired(parts)}: eigen deel", reverse("agreements:own_parts"))
    if late := answers["evaluation_expired"]:
        url = reverse("agreements:evaluation", args=[late[0]["agreement"]])
        yield papers(len(late), f"{_expired(len(late))}: evaluatie", url)
    stuck = answers["stuck"]
    yield NowLine(
        stuck,
        "mail die vastzit of terugkwam" if stuck == 1 else "mails die vastzitten of terugkwamen",
        reverse("outbox:stuck"),
        "outbox:stuck",
    )
    awaiting = f"{register}?status=awaiting_advice"
    late = answers["late_advice"]
    words = "advies van een DPO wacht" if late == 1 else "adviezen van DPO’s wachten"
    yield papers(late, f"{words} al meer dan 30 dagen", awaiting)
    late = answers["evaluations"]
    yield papers(late, "evaluatie te laat" if late == 1 else "evaluaties te laat", upcoming)
    doubted = answers["doubted"]
    words = "overeenkomst met een twijfel" if doubted == 1 else "overeenkomsten met een twijfel"
    yield papers(doubted, words, f"{register}?twijfel=on")
    ending = answers["ending"]
    words = "overeenkomst loopt binnen 3 maanden af" if ending == 1 else "overeenkomsten lopen binnen 3 maanden af"
    yield papers(ending, words, f"{register}?eindigt=on")


def _expired(number: int) -> str:
    who = "link van een partner verliep" if number == 1 else "links van partners verliepen"
    return f"{who} zonder antwoord"


def _of_the_auditor(user: User, answers: Answers, at: datetime) -> Iterator[NowLine]:
    """Breaches with their hours, signed sheets that a team asks to open, and proof that no partner gave yet."""
    if not user.has_role(Role.ADMINISTRATOR):
        yield from _breaches(answers, at)
    opened = reverse("referrals:openings")
    yield NowLine(answers["openings"], "ondertekend blad openen met een team", opened, "referrals:openings")
    missing = reverse("agreements:register")
    yield NowLine(answers["proof"], "gevraagd bewijs dat nog ontbreekt", missing, "agreements:register")


def _breaches(answers: Answers, at: datetime) -> Iterator[NowLine]:
    """Breaches that nobody reported or decided about yet, with what is left of the 72 hours of the oldest."""
    found = answers["breaches"]
    if not found:
        return
    hours = int(time_left(datetime.fromisoformat(found[0]["discovered_at"]), at).total_seconds() // 3600)
    left = f"nog {hours} uur om te beslissen" if hours > 0 else "de 72 uur zijn voorbij"
    url = reverse("breaches:breach", args=[found[0]["pk"]]) if len(found) == 1 else reverse("breaches:register")
    yield NowLine(
        len(found), f"{'gegevenslek' if len(found) == 1 else 'gegevenslekken'}: {left}", url, "breaches:register"
    )
