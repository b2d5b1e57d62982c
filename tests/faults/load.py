"""What people do during a run: they file, withdraw, correct and change papers, through the product's own actions.

Whoever gets an error tries again, as a person would; only what came back without one counts as done.
"""

import random
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import DatabaseError, close_old_connections, connection, transaction
from django.utils import timezone

from accounts.models import User
from agreements.models import Agreement, Mailbox
from consent.models import Language, Withdrawal
from directory.models import Municipality, Organisation
from law.refusal import Overtaken, Refusal
from law.roles import Role
from outbox.models import Transmission, TransmissionStatus
from outbox.nudging import nudge
from referrals.actions import correct, file_referral, keep_wish, make_slip, report_defects, start_draft, withdraw
from referrals.models import Defect, Draft, Referral, ReportedBy
from referrals.tasks import carry_out_wish
from tests.builders.accounts import a_user
from tests.builders.agreements import papers_in_force
from tests.builders.consent import a_consent
from tests.builders.directory import a_municipality, a_team, an_ocmw
from tests.builders.referrals import an_identification

PARTNERSHIPS = 8
MOST_AT_ONCE = 40  # people; each has a connection, and on a busy machine they would come faster than they go
PATIENCE = 60.0  # seconds during which somebody tries again


@dataclass
class Case:
    """One referral, and what was done with it; moments are on this process's clock, after the action returned."""

    referral: UUID
    transmission: UUID
    mailbox: str
    withdrawn_at: float | None = None
    wished_at: datetime | None = None
    shut_at: float | None = None
    may_be_blocked: bool = False


@dataclass
class Partnership:
    """A team and an OCMW with papers in force."""

    team: Organisation
    partner: Organisation
    residence: Municipality
    agreement: Agreement
    member: User
    changes: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


def make_partnerships(count: int = PARTNERSHIPS) -> list[Partnership]:
    """Return teams and OCMWs with papers in order, each with a mailbox of its own."""
    made = []
    for number in range(count):
        residence = a_municipality(f"98{number:03}", f"Voorbeelddorp-{chr(65 + number)}", code=f"98{number:02}")
        team, partner = a_team(f"Team {number}"), an_ocmw(f"OCMW {number}", serves=residence)
        agreement = papers_in_force(team, partner, mailbox=f"sociaal{number}@ocmw.example")
        made.append(Partnership(team, partner, residence, agreement, a_user(Role.TEAM_MEMBER, team)))
    return made


def insist(act: Callable[[], Any]) -> Any:
    """Do it, and again after an error of the database, until it is done."""
    until = time.monotonic() + PATIENCE
    while True:
        close_old_connections()
        try:
            return act()
        except DatabaseError:
            connection.close()
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


class People:
    """Everybody who works with the product during a run."""

    def __init__(self, partnerships: list[Partnership], *, seed: int, pauses: Path) -> None:
        self.partnerships = partnerships
        self.pauses = pauses
        self.cases: list[Case] = []
        self._chance = random.Random(f"{seed}/people")
        self._lock = threading.Lock()
        self._errors: list[BaseException] = []
        self._running: list[threading.Thread] = []
        self._room = threading.BoundedSemaphore(MOST_AT_ONCE)

    def roll(self) -> float:
        with self._lock:
            return self._chance.random()

    def do(self, act: Callable[[], None]) -> None:
        """Let somebody do this meanwhile; an error of it ends the run."""

        def work() -> None:
            try:
                act()
            except BaseException as error:
                self._errors.append(error)
            finally:
                connection.close()
                self._room.release()

        self._room.acquire()
        thread = threading.Thread(target=work)
        self._running.append(thread)
        thread.start()

    def wait(self) -> None:
        """Until everybody is done; raises what went wrong with one of them."""
        for thread in self._running:
            thread.join()
        if self._errors:
            raise self._errors[0]

    def file(self, partnership: Partnership, *, meet_at: str = "", to: str = "") -> Case:
        """File one referral, trying again until it is filed once; a worker that comes to `meet_at` does as it is told.

        It waits there; with `to` = "die" it dies there, once.
        """
        draft = insist(
            lambda: start_draft(
                team=partnership.team, residence=partnership.residence, by=partnership.member, at=timezone.now()
            )
        )

        def once() -> Referral:
            consent = a_consent(team=partnership.team, receiver=partnership.partner, obtained_by=partnership.member)
            consent.id = uuid.uuid4()
            fresh = Draft.objects.get(pk=draft.pk)
            at = timezone.now()
            with transaction.atomic():  # its nudge leaves after the commit: the flag is there first
                made = file_referral(
                    fresh, consent=consent, identification=an_identification(), by=partnership.member, at=at
                )
                if meet_at:
                    self._flag(meet_at, made.transmission_id).write_text(to)
            return made

        with partnership.lock:  # a change of mailbox comes before or after it, so that we know what to expect
            referral = insist(once)
            row = insist(lambda: Transmission.objects.get(pk=referral.transmission_id))
        case = Case(referral=referral.pk, transmission=row.pk, mailbox=row.recipient)
        with self._lock:
            self.cases.append(case)
        return case

    def withdraw(self, case: Case, partnership: Partnership) -> None:
        """Withdraw; only when it returned, the client may count on it."""

        def once() -> None:
            with suppress(Overtaken):  # the answer of the first try got lost
                withdraw(
                    Referral.objects.get(pk=case.referral),
                    on=timezone.localdate(),
                    by=partnership.member,
                    at=timezone.now(),
                )

        insist(once)
        case.withdrawn_at = time.monotonic()

    def say_stop(self, case: Case, partnership: Partnership) -> None:
        """The client types reference and code on the public page (D35); from here on nothing begins to leave."""

        def once() -> tuple[str, str]:
            referral = Referral.objects.get(pk=case.referral)
            by, at = partnership.member, timezone.now()
            return referral.reference, make_slip(referral, language=Language.DUTCH, by=by, at=at)

        reference, code = insist(once)
        wish = insist(lambda: keep_wish(reference=reference, code=code, at=timezone.now()))
        case.wished_at = timezone.now()
        nudge(carry_out_wish, str(wish.pk))

    def withdraw_alone(self, case: Case, partnership: Partnership) -> None:
        """The client withdraws without the team, and counts on it once a worker carried that out."""
        self.say_stop(case, partnership)
        self.wait_for_withdrawal(case)

    def wait_for_withdrawal(self, case: Case) -> None:
        """Until the wish of this client was carried out; who never is, is a withdrawal without a notice."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if insist(lambda: Withdrawal.objects.filter(consent__referral=case.referral).exists()):
                break
            time.sleep(0.1)
        case.withdrawn_at = time.monotonic()

    def correct(self, case: Case, partnership: Partnership) -> None:
        """Correct what was sent, once; who withdrew in between needs no correction any more."""

        def once() -> None:
            referral = Referral.objects.get(pk=case.referral)
            now = timezone.now()
            with suppress(Refusal):
                correction = referral.corrections.first() or report_defects(
                    referral, defects={"phone_defect": Defect.WRONG}, how=ReportedBy.OURSELVES,
                    by=partnership.member, at=now,
                )  # fmt: skip
                data = an_identification(phone="+32470000099")
                correct(correction, identification=data, call=None, by=partnership.member, at=now)

        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if insist(lambda: Transmission.objects.get(pk=case.transmission).status) == TransmissionStatus.SENT:
                insist(once)
                return
            if case.withdrawn_at is not None or case.may_be_blocked:
                return
            time.sleep(0.3)

    def change_mailbox(self, partnership: Partnership) -> None:
        """Replace the mailbox; what is queued for the old one is blocked, and never goes to the new one."""
        with partnership.lock:
            partnership.changes += 1
            address = f"nieuw{partnership.changes}@{partnership.partner.pk.hex[:8]}.example"

            def once() -> None:
                new_mailbox(partnership.agreement, address)

            for case in self.cases:
                case.may_be_blocked = case.may_be_blocked or case.mailbox == self.mailbox_of(partnership)
            insist(once)

    @staticmethod
    def mailbox_of(partnership: Partnership) -> str:
        current = insist(lambda: Mailbox.objects.get(protocol__agreement=partnership.agreement, replaced_at=None))
        return str(current.address)

    @contextmanager
    def worker_stands_at(self, point: str, partnership: Partnership) -> Iterator[Case]:
        """File a referral, and hold the worker that comes to this point with it for as long as the block lasts."""
        case = self.file(partnership, meet_at=point)
        flag = self._flag(point, case.transmission)
        until = time.monotonic() + PATIENCE
        while not flag.with_suffix(".reached").exists() and time.monotonic() < until:
            time.sleep(0.01)
        try:
            yield case
        finally:
            flag.unlink(missing_ok=True)

    def worker_dies_at(self, point: str, partnership: Partnership) -> Case:
        """File a referral, and kill the worker that comes to this point with it."""
        case = self.file(partnership, meet_at=point, to="die")
        flag = self._flag(point, case.transmission)
        until = time.monotonic() + PATIENCE
        while flag.exists() and time.monotonic() < until:
            time.sleep(0.01)
        return case

    def _flag(self, point: str, transmission: UUID) -> Path:
        flag = self.pauses / point / transmission.hex
        flag.parent.mkdir(parents=True, exist_ok=True)
        return flag


def new_mailbox(agreement: Agreement, address: str) -> None:
    """Another address for the mailbox, checked by two administrators, in one go."""
    with transaction.atomic():
        old = Mailbox.objects.select_for_update().get(protocol__agreement=agreement, replaced_at=None)
        if old.address == address:
            return
        Mailbox.objects.filter(pk=old.pk).update(replaced_at=timezone.now())
        Mailbox.objects.create(
            protocol=old.protocol,
            address=address,
            registered_at=old.registered_at,
            secrecy_attested_on=old.secrecy_attested_on,
            secrecy_attested_by=old.secrecy_attested_by,
            first_verified_by=old.first_verified_by,
            first_verified_at=old.first_verified_at,
            second_verified_by=old.second_verified_by,
            second_verified_at=old.second_verified_at,
            answered_at=old.answered_at,
        )
