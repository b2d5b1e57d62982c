"""What people do in the state machine: through the product's own actions, commands and pages, and noted in the world.

Each act also says what the machine expects: that a filing is let in exactly when the papers are in order, that a
consent is withdrawn once, that the team sees nothing of what only the receiver may know.
"""

import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from agreements import actions as paper_actions
from agreements.models import Agreement, DpoAdvice, Mailbox, Protocol, Signature, SuspensionReason
from agreements.rules import versions
from agreements.terms.papers import Amendment, Party
from audit.models import AuditEvent
from consent.models import Language
from directory.models import Municipality, Organisation
from law.refusal import Overtaken, Refusal
from law.roles import Role
from ocmw_intake import actions as receiver_actions
from ocmw_intake.models import ContactChannel, OutcomeKind
from outbox import delivery, standstill
from outbox.incoming import Action, Fate, Incoming, Sort
from outbox.models import StopReason, Transmission, Verdict
from outbox.reports import note_report
from referrals import actions
from referrals.models import Call, Defect, Draft, Referral, ReportedBy, SpokeWith
from tests.builders.accounts import a_user
from tests.builders.agreements import papers_in_force
from tests.builders.consent import a_consent
from tests.builders.days import FILED_AT, START
from tests.builders.directory import a_municipality, a_team, an_ocmw
from tests.builders.referrals import an_identification
from tests.outbox.machine import DAY, Box, Case, Mail, Outside, Papers, World

EMPTIED = ("outbox", "referrals", "ocmw_intake", "consent", "agreements", "audit")


_FATES = {Verdict.RETURNED: (Action.FAILED, ("5.1.1",)), Verdict.DELIVERED: (Action.DELIVERED, ("2.0.0",))}


class People:
    """Who works with the product; the same in every example."""

    def __init__(self, signed_in: Callable[[User], Client]) -> None:
        self.residence: Municipality = a_municipality()
        self.team: Organisation = a_team()
        self.partner: Organisation = an_ocmw(serves=self.residence)
        self.member = a_user(Role.TEAM_MEMBER, self.team)
        self.worker = a_user(Role.SOCIAL_WORKER, self.partner)
        self.auditor = a_user(Role.AUDITOR)
        self.administrators = [a_user(Role.ADMINISTRATOR) for _ in range(2)]
        self.signed_in = signed_in
        self.mailbox = "sociaal@ocmw.example"
        self.agreement: Agreement = papers_in_force(self.team, self.partner, mailbox=self.mailbox)
        standstill.current()


class Desk:
    """The tables as they are now, to come back to as often as one likes. In one go, for there are many.

    Over a line of its own, which runs no triggers: on the line of the product each change of that would throw away
    what PostgreSQL planned.
    """

    def __init__(self, line: BaseDatabaseWrapper, name: str = "empty") -> None:
        self.line = line
        models = [model for app in EMPTIED for model in apps.get_app_config(app).get_models()]
        kept = {
            model._meta.db_table: f"{name}_{number}" for number, model in enumerate(models) if model.objects.exists()
        }
        with line.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            for table, copy in kept.items():
                cursor.execute(f'DROP TABLE IF EXISTS "{copy}"')
                cursor.execute(f'CREATE TEMPORARY TABLE "{copy}" AS TABLE "{table}"')
        self._clearing = ";".join(
            [f'DELETE FROM "{model._meta.db_table}"' for model in models]
            + [f'INSERT INTO "{table}" TABLE "{copy}"' for table, copy in kept.items()]
        )

    def clear(self) -> None:
        with self.line.cursor() as cursor:
            cursor.execute(self._clearing)


class Acts:
    """Everything somebody can do at one moment, in one example."""

    def __init__(self, people: People, outside: Outside, clock: Any) -> None:
        self.people, self.outside, self.clock = people, outside, clock
        self.world = World(outside)
        box = Box(people.mailbox, FILED_AT - 300 * DAY, is_compared=True, is_answered=True)
        self.world.papers.append(Papers(people.agreement.pk, START, box))
        self.returns: list[tuple[datetime, str]] = []
        self.fault_until = FILED_AT

    def go_on_in(self, world: World) -> None:
        """Everything so far happened in this world."""
        self.world = world
        self.outside.lawful_for = world.lawful_for

    # --- with referrals

    def file(self) -> None:
        """The gate lets it in exactly when the machine would; a second press on the button changes nothing."""
        papers = self.world.papers_today()
        mailbox = papers.mailbox_on(self.world.today)
        team, residence, member = self.people.team, self.people.residence, self.people.member
        draft = Draft.objects.create(team=team, residence=residence, started_by=member)
        try:
            made = self._press(draft)
        except Refusal:
            made = None
        assert (made is None) == (mailbox is None), "the gate and the machine do not agree on whether this may be filed"
        if made is None or mailbox is None:
            return
        assert self._press(draft).pk == made.pk, "one draft became two referrals"
        self.world.cases.append(Case(made.pk, papers, mailbox, timezone.now()))

    def _press(self, draft: Draft) -> Referral:
        member, at = self.people.member, timezone.now()
        consent = a_consent(team=self.people.team, receiver=self.people.partner, obtained_by=member)
        consent.id = uuid.uuid4()
        return actions.file_referral(draft, consent=consent, identification=an_identification(), by=member, at=at)

    def withdraw(self, case: Case, *, by_phone: bool = False) -> None:
        today, at, by = self.world.today, timezone.now(), self.people.member
        call = Call(on=today, spoke_with=SpokeWith.HEAD) if by_phone else None
        try:
            actions.withdraw(_referral(case), on=today, by=by, at=at, call=call)
        except Overtaken:
            assert case.withdrawn_at is not None
            return
        assert case.withdrawn_at is None, "a consent was withdrawn twice"
        case.withdrawn_at, case.told_by_phone = len(self.outside.offers), by_phone

    def withdraw_alone(self, case: Case) -> None:
        """The client says stop on the public page, and a worker carries it out at once (D35)."""
        self.say_stop(case)
        self.carry_out_wishes()

    def carry_out_wishes(self) -> None:
        actions.carry_out_wishes(at=timezone.now())

    def say_stop(self, case: Case) -> None:
        """Only the wish: from here on nothing begins to leave, though nobody withdrew yet."""
        referral, at = _referral(case), timezone.now()
        try:
            code = actions.make_slip(referral, language=Language.DUTCH, by=self.people.member, at=at)
        except Refusal:  # no slip any more: withdrawn, or the data are gone
            assert case.withdrawn_at is not None or referral.erased_at is not None
            return
        actions.keep_wish(reference=referral.reference, code=code, at=at)
        assert case.withdrawn_at is None, "a slip was made after the withdrawal"
        case.withdrawn_at = len(self.outside.offers)

    def correct(self, case: Case) -> None:
        referral, by, at = _referral(case), self.people.member, timezone.now()
        with suppress(Refusal):
            defects = {"phone_defect": Defect.WRONG}
            how = ReportedBy.OURSELVES
            correction = actions.report_defects(referral, defects=defects, how=how, by=by, at=at)
            data = an_identification(phone=f"+3247000{len(self.world.mails):04}")
            actions.correct(correction, identification=data, call=None, by=by, at=at)

    def give_up(self, case: Case) -> None:
        with suppress(Refusal):
            actions.cancel_sending(_referral(case), by=self.people.member, at=timezone.now())
            case.is_given_up = True
            self.try_again(case)  # a second thought comes too late: what was given up stays so

    def try_again(self, case: Case) -> None:
        with suppress(Refusal):
            actions.retry_sending(_referral(case), by=self.people.member, at=timezone.now())

    def press_in_the_outbox(self, mail: Mail, what: str) -> None:
        """An administrator presses on the page of the outbox, with any mail; the page decides what may be."""
        administrator = self.people.signed_in(self.people.administrators[0])
        assert administrator.post(reverse(f"outbox:{what}", args=[mail.key])).status_code == 302

    # --- at the receiver

    def tell_the_receiver_to_stop(self, case: Case) -> None:
        """R57, D4: on the side of the team nothing changes, not a line."""
        before = self._what_the_team_sees(case)
        on, by, at = self.world.today, self.people.worker, timezone.now()
        with suppress(Refusal):
            receiver_actions.withdraw_here(_referral(case), on=on, by=by, at=at)
            case.stopped_here_at = len(self.outside.offers)
        assert self._what_the_team_sees(case) == before, "the team sees that the client told the receiver to stop"

    def note_a_mistake_and_take_it_back(self, case: Case) -> None:
        """What waited is stopped and goes after all; on the side of the team nothing changes (ADR 0058)."""
        referral, by, at = _referral(case), self.people.worker, timezone.now()
        before = self._what_the_team_sees(case)
        with suppress(Refusal):
            receiver_actions.log_attempt(
                referral, made_on=self.world.today, channel=ContactChannel.PHONE, reached=True, by=by, at=at
            )
            receiver_actions.record_outcome(referral, kind=OutcomeKind.DECLINES, by=by, at=at)
            receiver_actions.take_back_outcome(referral, by=by, at=at)
        assert self._what_the_team_sees(case) == before, "the team sees that a mistake was taken back"

    def declare_deletion(self, case: Case) -> None:
        on, by, at = self.world.today, self.people.worker, timezone.now()
        with suppress(Refusal):
            receiver_actions.declare_deletion(_referral(case), on=on, by=by, at=at)

    def read_the_password(self, case: Case) -> None:
        """The receiver opens the archive, which starts the term of thirty days (D1)."""
        with suppress(Refusal):
            receiver_actions.read_password(_referral(case), by=self.people.worker, at=timezone.now())

    def _what_the_team_sees(self, case: Case) -> list[str]:
        """Its pages line by line, without what differs at every request; and what an auditor reads in the trail."""
        team = self.people.signed_in(self.people.member)
        addresses = [reverse("referrals:referral", args=[_referral(case).reference]), reverse("referrals:worklist")]
        lines = [line for address in addresses for line in team.get(address).text.splitlines()]
        trail = AuditEvent.objects.visible_to(self.people.auditor).order_by("pk").values_list("pk", flat=True)
        return [*(line for line in lines if "csrfmiddlewaretoken" not in line), *map(str, trail)]

    # --- with papers

    @property
    def _administrator(self) -> dict[str, Any]:
        return {"by": self.people.administrators[0], "at": timezone.now()}

    def suspend(self) -> None:
        papers = self.world.papers[-1]
        with suppress(Refusal):
            paper_actions.stopping.suspend_sharing(
                agreement=_agreement(papers),
                by_party=Party.PARTNER,
                from_on=self.world.today,
                until_on=None,
                reason=SuspensionReason.CONSULTATION,
                **self._administrator,
            )
            papers.suspended.append((self.world.today, None))

    def end_the_suspension(self) -> None:
        """Today is its last day."""
        papers, today = self.world.papers[-1], self.world.today
        suspension = _agreement(papers).suspensions.filter(until_on=None).first()
        if suspension is not None:
            paper_actions.stopping.end_suspension(suspension=suspension, last_day=today, **self._administrator)
            papers.suspended = [(start, end or today) for start, end in papers.suspended]

    def end_the_term(self) -> None:
        """Yesterday was the last day of the papers."""
        papers, yesterday = self.world.papers[-1], self.world.today - DAY
        if papers.begins <= yesterday and papers.ends is None:
            change = paper_actions.papers.change_agreement
            change(agreement=_agreement(papers), terms={"ends_on": yesterday}, **self._administrator)
            papers.ends = yesterday

    def end_for_breach(self) -> None:
        papers = self.world.papers[-1]
        protocol = Protocol.objects.get(agreement=papers.key)
        with suppress(Refusal):
            paper_actions.stopping.end_for_breach(protocol=protocol, on=self.world.today, **self._administrator)
            papers.is_broken = True

    def set_another_mailbox(self) -> None:
        self.world.boxes_made += 1
        self._set_mailbox(f"nieuw{self.world.boxes_made}@ocmw.example")

    def replace_the_mailbox(self) -> None:
        """Another address, and it is checked at once."""
        self.set_another_mailbox()
        self.check_the_mailbox()

    def replace_the_mailbox_and_go_back(self) -> None:
        """From A to B and back to A, checked at once (D27)."""
        address = self.world.papers[-1].box.address
        self.set_another_mailbox()
        self._set_mailbox(address)
        self.check_the_mailbox()

    def _set_mailbox(self, address: str) -> None:
        """Another address, or the same one again because a mail came back; nobody has looked at it yet."""
        papers = self.world.papers[-1]
        protocol = Protocol.objects.get(agreement=papers.key)
        paper_actions.mailbox.set_mailbox(protocol=protocol, address=address, **self._administrator)
        if papers.box.address != address or papers.box.has_bounced:
            papers.box = Box(address, timezone.now())
            papers.later_boxes.append(papers.box)

    def check_the_mailbox(self) -> None:
        """Two administrators compare it, and a mailbox check goes over the same outbox; answered when it arrived."""
        if self.world.papers[-1].box.has_bounced:
            self._set_mailbox(self.world.papers[-1].box.address)
        box = self.world.papers[-1].box
        mailbox = Mailbox.objects.get(protocol__agreement=self.world.papers[-1].key, replaced_at=None)
        for administrator in self.people.administrators:
            with suppress(Refusal):
                paper_actions.mailbox.verify_mailbox(mailbox=mailbox, by=administrator, at=timezone.now())
        box.is_compared = True
        with suppress(Refusal):
            check = paper_actions.mailbox_checks.start(mailbox=mailbox, **self._administrator)
            key = check.transmission_id
            self.world.mails[key] = Mail(key, "mailbox_check", None, None, box.address, timezone.now())
            delivery.deliver(key)
            if self.world.was_taken(key):
                right = paper_actions.mailbox_checks.answer(
                    check=check, code=check.code, attested_by="An Peeters, diensthoofd", at=timezone.now()
                )
                box.is_answered = box.is_answered or right

    def let_a_next_version_take_over(self) -> None:
        """Signed and advised today; it holds from the first day that can be (R44)."""
        before, who, today = self.world.papers[-1], self._administrator, self.world.today
        is_stopped = before.is_suspended(today) or before.is_suspended(today + DAY)
        if before.begins >= today or not before.box.is_usable or is_stopped:
            return
        amended = {"amendment": Amendment.SECURITY, "agreed_from": today}
        with transaction.atomic():
            made = paper_actions.versions.start_next_version(agreement=_agreement(before), **amended, **who)
            DpoAdvice.objects.filter(protocol__agreement=made).update(asked_on=today - DAY, advised_on=today)
            Signature.objects.filter(agreement=made).update(signed_on=today)
            made = Agreement.objects.with_papers().select_related("replaces").get(pk=made.pk)
            begins = versions.first_day(made, today=today)
            paper_actions.versions.take_over(agreement=made, first_day=begins, today=today, **who)
        before.ends = min(before.ends or begins - DAY, begins - DAY)
        box = Box(before.box.address, before.box.registered_at, is_compared=True, is_answered=True)
        self.world.papers.append(Papers(made.pk, begins, box))

    # --- with the outbox as a whole

    def freeze(self, because: StopReason = StopReason.OPERATOR) -> None:
        standstill.freeze(because=because, by=self.people.administrators[0], at=timezone.now())
        self.world.is_frozen = True

    def release(self) -> None:
        actions.release_outbox(withdrawn={}, **self._administrator)
        self.world.is_frozen = False

    def sweep(self) -> None:
        try:
            call_command("sweep_outbox", stdout=Silence())
        except CommandError:
            assert self.world.is_frozen, "the sweep failed, and the outbox is open"

    def erase_what_is_due(self) -> None:
        call_command("erase_expired", stdout=Silence())

    def note(self, mail: Mail, verdict: Verdict) -> None:
        """A mail server says what became of a mail that the relay took."""
        row = Transmission.objects.without_content().get(pk=mail.key)
        fate = Fate(*_FATES[verdict], final=mail.mailbox)
        note_report(Incoming(Sort.REPORT, (fate,), token=mail.key.hex), at=timezone.now())
        if verdict is Verdict.RETURNED and row.returned_at is None and not self._is_our_fault(mail.mailbox):
            for box in (papers.box for papers in self.world.papers):
                if box.address == mail.mailbox and box.registered_at <= (row.sent_at or mail.made_at):
                    box.has_bounced = True

    def _is_our_fault(self, mailbox: str) -> bool:
        """Three receivers within an hour: then it says nothing about the mailbox (D30)."""
        now, hour = timezone.now(), timedelta(hours=1)
        self.returns.append((now, mailbox))
        recent = {address for at, address in self.returns if now - at < hour}
        is_ours = len(recent) >= 3 or now < self.fault_until
        if is_ours:
            self.fault_until = now + hour
        return is_ours

    def do_meanwhile(self, mail: Mail, what: str) -> None:
        """Somebody acts while a worker stands between its two transactions."""
        if what == "another worker":  # this one slept past its lease
            self.clock.shift(timedelta(seconds=61))
            delivery.deliver(mail.key)
        elif what == "tell_the_receiver_to_stop":
            if mail.case and mail.kind == "correction":
                self.tell_the_receiver_to_stop(mail.case)
        elif what in ("withdraw", "withdraw_alone", "say_stop", "give_up"):
            if mail.case:
                getattr(self, what)(mail.case)
        elif what != "freeze" or not self.world.is_frozen:
            getattr(self, what)()


class Silence:
    """Nobody reads along."""

    def write(self, _words: str) -> None:
        pass


def _referral(case: Case) -> Referral:
    return Referral.objects.get(pk=case.referral)


def _agreement(papers: Papers) -> Agreement:
    return Agreement.objects.get(pk=papers.key)
