"""What an obstacle and a note have in common: a stable code, what they are about, plain Dutch and a source."""

from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from typing import Self


class Topic(StrEnum):
    """What a finding is about; on the page of an agreement each topic is one task."""

    RECEIVER = auto()
    AGREEMENT = auto()
    PROTOCOL = auto()
    ADVICE = auto()
    MAILBOX = auto()
    SENDER = auto()
    CONSENT = auto()
    ONWARD = auto()

    @property
    def label(self) -> str:
        return _TOPIC_LABELS[self]


_TOPIC_LABELS = {
    Topic.RECEIVER: "Ontvanger",
    Topic.AGREEMENT: "Samenwerkingsovereenkomst",
    Topic.PROTOCOL: "Protocol",
    Topic.ADVICE: "Advies van de DPO’s",
    Topic.MAILBOX: "Mailbox voor gegevensdeling",
    Topic.SENDER: "Aanmelder",
    Topic.CONSENT: "Toestemming",
    Topic.ONWARD: "Doorgeven aan GBO-partner",
}


class PaperStage(Enum):
    """Where a finding leaves a paper in its life, in order of weight: the first that applies says where it stands."""

    OVER = auto()
    SUSPENDED = auto()
    WITHOUT_ADVICE = auto()
    TO_SIGN = auto()
    INCOMPLETE = auto()
    """Something was left to fill in."""
    DOUBTED = auto()
    """What the paper says is not confirmed yet."""
    WITHOUT_START = auto()
    WITHOUT_NOTICE_PERIOD = auto()
    NOT_YET_IN_FORCE = auto()
    NONE = auto()
    """It is not about a paper, or the paper can be in force all the same."""


class Asker(Enum):
    """Who asks it (D26): a past day is judged by the papers of that day, and by the house since it knows them."""

    PAPERS = auto()
    """The law and the papers, by an article."""
    HOUSE = auto()
    """This house, by a decision: mailbox compared and checked, doubts settled, no mail that came back."""


@dataclass(frozen=True, slots=True)
class About:
    """What a finding is about, which stage of a paper it means, and who asks it."""

    topic: Topic
    stage: PaperStage = PaperStage.NONE
    asked_by: Asker = Asker.PAPERS


class Finding(Enum):
    """Base of `Obstacle` and `Note`: each member is `about, sentence, source, rules`; its code follows from its name.

    `sentence` says what is wrong and what to do or who can act; it names no person and holds no client data.
    `rules` are the numbers of the rules and decisions it comes from, as "R31".
    """

    def __init__(self, about: About, sentence: str, source: str, rules: str) -> None:
        self.topic = about.topic
        self.stage = about.stage
        self.asked_by = about.asked_by
        self.sentence = sentence
        self.source = source
        self.rules = tuple(rules.split())

    @property
    def code(self) -> str:
        return self.name.lower()

    @classmethod
    def of(cls, code: str) -> Self:
        """The member with this code, as it was stored; KeyError when there is none."""
        return {member.code: member for member in cls}[code]
