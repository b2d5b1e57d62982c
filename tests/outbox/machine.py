"""What the state machine knows by itself: the other end of the line, the papers, the referrals and their mails.

Nothing here asks the gate or reads a row to know what may leave: it is a second, smaller account of the same rules.
The relay is played, and so is the broker, for both are what fails; everything between them is the product.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from enum import Enum
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from outbox import delivery
from outbox.handover import HandoverOutcome, HandoverResult, Relay, RelayLine, Stage, _check_ours

DAY = timedelta(days=1)


class Died(BaseException):
    """The process was killed here: what is not committed is gone, and nobody cleans up."""


class Answer(Enum):
    """What the relay does with the next mail."""

    TAKE = HandoverOutcome.ACCEPTED, Stage.DOT, 250, "2.0.0"
    BUSY = HandoverOutcome.TRANSIENT, Stage.RCPT, 451, "4.3.0"
    REFUSE = HandoverOutcome.PERMANENT, Stage.RCPT, 550, "5.1.1"
    AWAY = HandoverOutcome.NOT_SENT, Stage.CONNECT, None, None
    TAKE_AND_HANG_UP = HandoverOutcome.UNKNOWN, Stage.DOT, None, None
    HANG_UP_AT_DOT = HandoverOutcome.UNKNOWN, Stage.DOT, None, ""
    REFUSE_LOGIN = HandoverOutcome.LOGIN_REFUSED, Stage.LOGIN, 535, "5.7.8"

    @property
    def is_taken(self) -> bool:
        return self in (Answer.TAKE, Answer.TAKE_AND_HANG_UP)


class Point(Enum):
    """A moment at which a worker dies."""

    AFTER_BUILD = "the bytes are made, and not saved"
    AFTER_INTENT = "the attempt is on disk, and no word was said"
    BEFORE_DOT = "the relay heard all but the end"
    AFTER_250 = "the relay took it, and nobody wrote that down"


@dataclass(frozen=True)
class Offer:
    """One mail that was offered to the relay, and what the machine knew at that moment."""

    transmission: UUID
    recipient: str
    message_id: str
    date: datetime
    digest: str
    content: bytes
    is_taken: bool
    is_answered: bool
    lawful_for: str | None
    """The one mailbox that it might go to at that moment; None when it might go nowhere."""


class Outside:
    """The relay, the broker and the fate of the worker: all that can fail, as the machine wants it next."""

    def __init__(self) -> None:
        self.begin(lambda _key: None)

    def begin(self, lawful_for: Callable[[UUID], str | None]) -> None:
        """Nothing happened yet; `lawful_for` says where a mail may go at that moment."""
        self.offers: list[Offer] = []
        self.heard: list[UUID] = []
        self.lawful_for = lawful_for
        self.calm_down()

    def calm_down(self) -> None:
        """Everything works, and nobody dies."""
        self.answer = Answer.TAKE
        self.login_works = True
        self.dies_at: Point | None = None
        self.between: Callable[[], None] | None = None

    @contextmanager
    def behaving(
        self, answer: Answer, *, dies_at: Point | None = None, between: Callable[[], None] | None = None
    ) -> Iterator[None]:
        """For the next delivery only."""
        self.answer, self.dies_at, self.between = answer, dies_at, between
        if answer is Answer.REFUSE_LOGIN:
            self.login_works = False
        try:
            yield
        except Died:
            pass
        finally:
            self.answer, self.dies_at, self.between = Answer.TAKE, None, None

    def reach(self, point: Point) -> None:
        if self.dies_at is point:
            self.dies_at = None
            raise Died
        if point is Point.AFTER_INTENT and self.between is not None:
            act, self.between = self.between, None
            act()

    def hear(self, transmission_id: UUID) -> bool:
        """The broker takes a nudge; whether a worker ever hears it is another matter."""
        self.heard.append(transmission_id)
        return True

    def take(self, message: bytes, recipient: str, transmission: UUID) -> HandoverResult:
        answer = self.answer if self.login_works else Answer.REFUSE_LOGIN
        dies_after, dies_before = self.dies_at is Point.AFTER_250, self.dies_at is Point.BEFORE_DOT
        mail = message_from_bytes(message, policy=policy.default)
        if answer not in (Answer.AWAY, Answer.REFUSE_LOGIN):
            self.offers.append(
                Offer(
                    transmission=transmission,
                    recipient=recipient,
                    message_id=mail["Message-ID"],
                    date=parsedate_to_datetime(mail["Date"]),
                    digest=sha256(message).hexdigest(),
                    content=message,
                    is_taken=dies_after or (answer.is_taken and not dies_before),
                    is_answered=answer is Answer.TAKE and not dies_before and not dies_after,
                    lawful_for=self.lawful_for(transmission),
                )
            )
        self.reach(Point.BEFORE_DOT)
        self.reach(Point.AFTER_250)
        outcome, stage, code, status = answer.value
        return HandoverResult(outcome=outcome, stage=stage, code=code, status=status or None)

    @property
    def taken(self) -> list[Offer]:
        return [one for one in self.offers if one.is_taken]


def play(outside: Outside, patch: pytest.MonkeyPatch) -> None:
    """Put the relay, the broker and the deadly moments around the product's own code."""

    class PlayedLine(RelayLine):
        def __init__(self, relay: Relay) -> None:
            super().__init__(relay)

        def hand_over(
            self, message: bytes, *, sender: str, recipient: str, envelope_id: str, before_dot: Any
        ) -> HandoverResult:
            _check_ours(message, sender, recipient, envelope_id)
            before_dot()
            return outside.take(message, recipient, UUID(envelope_id))

        def try_login(self) -> HandoverResult:
            outcome, stage, code, status = (Answer.TAKE if outside.login_works else Answer.REFUSE_LOGIN).value
            return HandoverResult(outcome=outcome, stage=stage, code=code, status=status)

    write, finish = delivery._write, delivery._finish

    def writing(*arguments: Any) -> bytes:
        made = write(*arguments)
        outside.reach(Point.AFTER_BUILD)
        return made

    def finishing(*arguments: Any) -> None:
        outside.reach(Point.AFTER_INTENT)
        finish(*arguments)

    patch.setattr(delivery, "RelayLine", PlayedLine)
    patch.setattr(delivery, "_write", writing)
    patch.setattr(delivery, "_finish", finishing)
    patch.setattr("outbox.actions.nudge", outside.hear)


@dataclass
class Box:
    """A mailbox named in a protocol: compared by two people, answered by the receiver, and no mail came back."""

    address: str
    registered_at: datetime
    is_compared: bool = False
    is_answered: bool = False
    has_bounced: bool = False

    @property
    def is_usable(self) -> bool:
        return self.is_compared and self.is_answered and not self.has_bounced


@dataclass
class Papers:
    """One version of the papers (R44)."""

    key: UUID
    begins: date
    box: Box
    ends: date | None = None
    is_broken: bool = False
    suspended: list[tuple[date, date | None]] = field(default_factory=list)
    later_boxes: list[Box] = field(default_factory=list)

    def another_since(self, address: str, moment: datetime) -> bool:
        """Whether another mailbox was registered since; then nobody knows who reads this one now (D27)."""
        return any(box.address != address and box.registered_at > moment for box in self.later_boxes)

    def is_suspended(self, day: date) -> bool:
        return any(start <= day and (end is None or day <= end) for start, end in self.suspended)

    def mailbox_on(self, day: date) -> str | None:
        """Where data may go that day; None when they may not."""
        in_force = self.begins <= day and (self.ends is None or day <= self.ends)
        if in_force and not self.is_broken and not self.is_suspended(day) and self.box.is_usable:
            return self.box.address
        return None


@dataclass
class Case:
    """One referral, and what people did with it; moments are counted in offers to the relay."""

    referral: UUID
    papers: Papers
    mailbox: str
    filed_at: datetime
    withdrawn_at: int | None = None
    told_by_phone: bool = False
    stopped_here_at: int | None = None
    is_given_up: bool = False


@dataclass
class Mail:
    """One row of the outbox as the machine knows it; `case` is None for mail that is about no referral."""

    key: UUID
    kind: str
    case: Case | None
    papers: Papers | None
    mailbox: str
    made_at: datetime


@dataclass
class World:
    """Everything the machine knows at this moment."""

    outside: Outside
    papers: list[Papers] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    mails: dict[UUID, Mail] = field(default_factory=dict)
    is_frozen: bool = False
    boxes_made: int = 0

    def __post_init__(self) -> None:
        self.outside.begin(self.lawful_for)

    @property
    def today(self) -> date:
        return timezone.localdate()

    def papers_today(self) -> Papers:
        """The latest version that has begun."""
        return [one for one in self.papers if one.begins <= self.today][-1]

    def lawful_for(self, key: UUID) -> str | None:
        """Where this mail may go at this moment: to the mailbox it was made for, or nowhere."""
        mail = self.mails[key]
        case = mail.case
        if self.is_frozen:
            return None
        if case is None or mail.papers is None:
            return mail.mailbox
        if case.withdrawn_at is not None or case.is_given_up:
            return None
        mailbox = mail.papers.mailbox_on(self.today)
        is_the_same = mailbox == mail.mailbox and not mail.papers.another_since(mail.mailbox, mail.made_at)
        return mailbox if is_the_same else None

    def mails_about(self, case: Case) -> list[Mail]:
        return [mail for mail in self.mails.values() if mail.case is case]

    def was_taken(self, key: UUID) -> bool:
        return any(offer.transmission == key for offer in self.outside.taken)
