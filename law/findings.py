"""What an obstacle and a note have in common: a stable code, a topic, plain Dutch and a source."""

from enum import Enum, StrEnum
from typing import Self


class Topic(StrEnum):
    """What a finding is about; on the page of an agreement each topic is one task."""

    RECEIVER = "receiver"
    AGREEMENT = "agreement"
    PROTOCOL = "protocol"
    ADVICE = "advice"
    MAILBOX = "mailbox"
    SENDER = "sender"
    CONSENT = "consent"
    ONWARD = "onward"

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


class Finding(Enum):
    """Base of `Obstacle` and `Note`: each member is `code, topic, sentence, source, rules`; the code is its value.

    `sentence` says what is wrong and what to do or who can act; it names no person and holds no client data.
    `rules` are the numbers of the rules and decisions it comes from, as "R31".
    """

    topic: Topic
    sentence: str
    source: str
    rules: tuple[str, ...]

    def __new__(cls, code: str, topic: Topic, sentence: str, source: str, rules: str) -> Self:
        member = object.__new__(cls)
        member._value_ = code
        member.topic = topic
        member.sentence = sentence
        member.source = source
        member.rules = tuple(rules.split())
        return member

    @property
    def code(self) -> str:
        return str(self.value)

    @classmethod
    def of(cls, code: str) -> Self:
        """The member with this code, as it was stored; KeyError when there is none."""
        return {member.code: member for member in cls}[code]
