"""Facts and questions move through time; an oracle that keeps a diary says what each answer must be (D26).

The oracle shares no code with the product: it writes down each act as it happens, turns the diary back to a moment, and
reads the papers off the page.
"""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from accounts.models import User
from agreements import actions
from agreements.models import Agreement, Doubt, Mailbox, Suspension, SuspensionReason
from agreements.past import answer_for_route
from agreements.terms.doubts import DoubtField, Printed, Spot
from agreements.terms.mailbox_restoring import RestoreReason
from agreements.terms.papers import Document, Party
from law.refusal import Refusal
from law.roles import Role
from tests.builders.accounts import a_user
from tests.builders.database import undone
from tests.builders.directory import a_municipality, a_team, an_ocmw

pytestmark = pytest.mark.django_db

BEGIN = datetime(2026, 3, 20, 11, 0, tzinfo=UTC)  # nine days before the clocks change
SPAN = 20
FIRST = BEGIN.date() - timedelta(days=5)
SIDES = (Party.AGENCY, Party.PARTNER)


@dataclass
class Diary:
    """Each page holds the papers and the house as they stood after an act."""

    papers: dict[str, Any] = field(default_factory=dict)
    pages: list[tuple[datetime, dict[str, Any]]] = field(default_factory=list)

    def write(self, at: datetime, **changes: Any) -> None:
        self.papers.update(changes)
        self.pages.append((at, deepcopy(self.papers)))

    def turned_back(self, moment: datetime) -> dict[str, Any] | None:
        seen = [page for at, page in self.pages if at <= moment]
        return seen[-1] if seen else None

    def answer(self, day: date, known: datetime, end: datetime) -> set[str]:
        """What stands in the way on that day, by what was known at that moment."""
        page = self.turned_back(known)
        if page is None:
            return {"AGREEMENT_MISSING", "PROTOCOL_MISSING", *ADVICE_MISSING, "MAILBOX_MISSING"}
        house = self.turned_back(min(end, known))
        return set(said_by_the_papers(page, day)) | (set(said_by_the_house(house, day)) if house else set())


ADVICE_MISSING = ("ADVICE_OF_AGENCY_MISSING", "ADVICE_OF_PARTNER_MISSING")


def said_by_the_papers(page: dict[str, Any], day: date) -> list[str]:
    found = []
    for paper in ("AGREEMENT", "PROTOCOL"):
        for side in ("AGENCY", "PARTNER"):
            signed = page.get(f"{paper} signed {side}")
            if not signed or day < signed:
                found.append(f"{paper}_NOT_SIGNED_BY_{side}")
        start = page[f"{paper} starts"]
        if day < start:
            found.append(f"{paper}_NOT_YET_IN_FORCE")
        end = page.get(f"{paper} ends")
        if end and end < day:
            found.append(f"{paper}_ENDED")
    for side in ("AGENCY", "PARTNER"):
        advised = page.get(f"advised {side}")
        firsts = [page[key] for key in ("PROTOCOL signed AGENCY", "PROTOCOL signed PARTNER") if page.get(key)]
        if not advised or day < advised:
            found.append(f"ADVICE_OF_{side}_MISSING")
        elif firsts and min(firsts) < advised:
            found.append(f"ADVICE_OF_{side}_AFTER_SIGNATURE")
    if any(start <= day and (not last or day <= last) for start, last in page.get("suspensions", {}).values()):
        found.append("SHARING_SUSPENDED")
    if not page.get("mailbox"):
        found.append("MAILBOX_MISSING")
    return found


def said_by_the_house(page: dict[str, Any], day: date) -> list[str]:
    found = ["PROTOCOL_DOUBTED"] if page.get("doubt") else []
    box = page.get("mailbox") or {}
    steps = [box.get(step) for step in ("compared", "answered")]
    if not all(steps):
        found.append("MAILBOX_NOT_VERIFIED")
    if box.get("returned"):
        found.append("MAILBOX_BOUNCED")
    return found


@dataclass
class World:
    """The papers and the diary, which hear of the same acts."""

    agreement: Agreement
    by: User
    second: User
    diary: Diary

    def sign(self, at: datetime, document: Document, party: Party, day: date | None) -> None:
        actions.papers.record_signature(
            agreement=self.agreement,
            document=document,
            party=party,
            position=1,
            name="Mo",
            function="directeur",
            signed_on=day,
            by=self.by,
            at=at,
        )
        self.diary.write(at, **{f"{document.name} signed {party.name}": day})

    def advise(self, at: datetime, party: Party, day: date | None) -> None:
        actions.papers.record_dpo_advice(
            protocol=self.agreement.protocol, party=party, dpo_name="Sam", advised_on=day, by=self.by, at=at
        )
        self.diary.write(at, **{f"advised {party.name}": day})

    def dates(self, at: datetime, start: date, end: date | None) -> None:
        end = end if end and end >= start else None
        actions.papers.change_protocol(
            protocol=self.agreement.protocol, terms={"in_force_from": start, "ends_on": end}, by=self.by, at=at
        )
        self.diary.write(at, **{"PROTOCOL starts": start, "PROTOCOL ends": end})

    def suspend(self, at: datetime, party: Party, start: date, last: date | None) -> None:
        made = actions.stopping.suspend_sharing(
            agreement=Agreement.objects.with_papers().get(pk=self.agreement.pk),
            by_party=party,
            from_on=start,
            until_on=last if last and last >= start else None,
            reason=SuspensionReason.SECURITY,
            by=self.by,
            at=at,
        )
        kept = {**self.diary.papers.get("suspensions", {}), made.pk: (made.from_on, made.until_on)}
        self.diary.write(at, suspensions=kept)

    def resume(self, at: datetime, last: date) -> None:
        for suspension in Suspension.objects.filter(agreement=self.agreement)[:1]:
            actions.stopping.end_suspension(suspension=suspension, last_day=last, by=self.by, at=at)
            kept = {**self.diary.papers["suspensions"], suspension.pk: (suspension.from_on, last)}
            self.diary.write(at, suspensions=kept)

    def register_mailbox(self, at: datetime, address: str) -> None:
        before = self.diary.papers.get("mailbox") or {}
        actions.mailbox.set_mailbox(protocol=self.agreement.protocol, address=address, by=self.by, at=at)
        same = before.get("address") == address and not before.get("returned")
        self.diary.write(at, mailbox=before if same else {"address": address})

    def compare(self, at: datetime) -> None:
        box = self._mailbox()
        for someone in (self.by, self.second):
            actions.mailbox.verify_mailbox(mailbox=box, by=someone, at=at)
        self.diary.write(at, mailbox={**self.diary.papers["mailbox"], "compared": True})

    def check(self, at: datetime) -> None:
        sent = actions.mailbox_checks.start(mailbox=self._mailbox(), by=self.by, at=at)
        assert actions.mailbox_checks.answer(check=sent, code=sent.code, attested_by="An Peeters, diensthoofd", at=at)
        self.diary.write(at, mailbox={**self.diary.papers["mailbox"], "answered": True})

    def bounce(self, at: datetime) -> None:
        actions.mailbox.record_bounce(mailbox=self._mailbox(), on=at.date(), by=self.by, at=at)
        self.diary.write(at, mailbox={**self.diary.papers["mailbox"], "returned": True})

    def restore(self, at: datetime) -> None:
        box = self._mailbox()
        actions.mailbox.restore_mailbox(mailbox=box, reason=RestoreReason.MISTAKE, by=self.by, at=at)
        self.diary.write(at, mailbox={**self.diary.papers["mailbox"], "returned": False})

    def doubt(self, at: datetime) -> None:
        actions.doubts.raise_doubt(
            agreement=self.agreement,
            spot=Spot(Document.PROTOCOL),
            field=DoubtField.NOTICE_MONTHS,
            printed=Printed("zcs"),
            by=self.by,
            at=at,
        )
        self.diary.write(at, doubt=True)

    def settle(self, at: datetime) -> None:
        for doubt in Doubt.objects.open().filter(agreement=self.agreement):
            actions.doubts.settle_doubt(doubt=doubt, value=6, by=self.by, at=at)
            self.diary.write(at, doubt=False)

    def _mailbox(self) -> Mailbox:
        box = Mailbox.objects.filter(protocol__agreement=self.agreement, replaced_at=None).first()
        if box is None:
            raise Refusal("Er is nog geen mailbox.")
        return box


days = st.integers(0, SPAN + 8).map(lambda number: FIRST + timedelta(days=number))
maybe = st.none() | days
sides = st.sampled_from(SIDES)
acts = st.one_of(
    st.tuples(st.just("sign"), st.just(Document.PROTOCOL), sides, maybe),
    st.tuples(st.just("advise"), sides, maybe),
    st.tuples(st.just("dates"), days, maybe),
    st.tuples(st.just("suspend"), sides, days, maybe),
    st.tuples(st.just("resume"), days),
    st.tuples(st.just("register_mailbox"), st.sampled_from(["a@ocmw.example", "b@ocmw.example"])),
    *(st.tuples(st.just(name)) for name in ("compare", "check", "bounce", "restore", "doubt", "settle")),
)
histories = st.lists(st.tuples(st.integers(1, 60), acts), min_size=3, max_size=9)
questions = st.lists(st.tuples(days, maybe), min_size=6, max_size=6)


def begun() -> World:
    """Papers in order, registered and checked at the begin."""
    receiver = an_ocmw(serves=a_municipality())
    by, second = a_user(Role.ADMINISTRATOR), a_user(Role.ADMINISTRATOR)
    start = FIRST + timedelta(days=2)
    agreement = actions.papers.register_agreement(
        team=a_team(),
        partner=receiver,
        terms={"in_force_from": FIRST, "notice_months": 6},
        protocol_terms={"in_force_from": start, "notice_months": 6},
        by=by,
        at=BEGIN,
    )
    diary = Diary()
    diary.write(BEGIN, **{"AGREEMENT starts": FIRST, "PROTOCOL starts": start})
    world = World(agreement, by, second, diary)
    for side in SIDES:
        world.advise(BEGIN, side, FIRST - timedelta(days=9))
        world.sign(BEGIN, Document.AGREEMENT, side, FIRST)
        world.sign(BEGIN, Document.PROTOCOL, side, FIRST)
    world.register_mailbox(BEGIN, "a@ocmw.example")
    world.compare(BEGIN)
    world.check(BEGIN)
    return world


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # to shrink a history takes minutes
)
@given(history=histories, asked=questions)
def test_every_answer_is_that_of_the_diary(history, asked):
    with undone():
        place, world, at = a_municipality(), begun(), BEGIN
        for hours, (name, *arguments) in history:
            at += timedelta(hours=hours)
            try:
                getattr(world, name)(at, *arguments)
            except Refusal:
                continue
        now = at + timedelta(hours=1)
        for day, known_on in asked:
            # Brussels days, worked out by hand: the clocks change in the night to 29 March.
            ahead = timedelta(hours=2 if day >= date(2026, 3, 29) else 1)
            end = datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=UTC) - ahead
            known = now
            if known_on is not None:
                ahead = timedelta(hours=2 if known_on >= date(2026, 3, 29) else 1)
                known = min(now, datetime(known_on.year, known_on.month, known_on.day, 23, 59, 59, tzinfo=UTC) - ahead)
            answer = answer_for_route(team=world.agreement.team, residence=place, on=day, known_on=known_on, at=now)
            told = {one.name for one in answer.now.decision.obstacles}
            assert told == world.diary.answer(day, known, end), (day, known_on)
            if end < known and known_on is None and end >= BEGIN:
                then = world.diary.answer(day, end, end)
                said = answer.then.decision.obstacles if answer.then else answer.now.decision.obstacles
                assert {one.name for one in said} == then
