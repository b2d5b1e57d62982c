"""What kinds of mail there are, and all that follows from the kind: one row each (ADR 0047)."""

from enum import Enum, Flag, auto
from typing import Any

from audit.codes import Codes


class Trait(Flag):
    """What can be true of every mail of a kind."""

    CLIENT_DATA = auto()
    """Its archive holds the four fields: a breach can have happened where it went, and the row is never deleted."""
    ASKS_TO_DELETE = auto()
    """It outlives consent, papers and data (D6)."""
    CANCELLABLE = auto()
    """An administrator may cancel it: no request to delete (D6), nothing that is in the hands of who shared data."""
    PASSWORD = auto()
    """An archive travels with it."""
    LOOKS_ALIKE = auto()
    """Client business: one subject, one text, one size to the byte, whatever it says inside (D24)."""


_CLIENT_BUSINESS = Trait.PASSWORD | Trait.LOOKS_ALIKE


class WallSide(Enum):
    """Which side of the wall a mail is on (D4)."""

    BEFORE = auto()
    BEHIND = auto()
    """Sent by a receiver: it has no reference here, so that nobody else learns about which client it is."""


class Kind(Codes):
    """What kind of mail it is: code, side of the wall, traits, label. All that depends on the kind follows from this.

    The app that sends it registers a courier for it (`outbox.couriers`). The triggers repeat codes; a test compares.
    """

    REFERRAL = auto(), WallSide.BEFORE, _CLIENT_BUSINESS | Trait.CLIENT_DATA, "aanmelding"
    CORRECTION = auto(), WallSide.BEFORE, _CLIENT_BUSINESS | Trait.CLIENT_DATA, "correctie"
    DELETION_NOTICE = auto(), WallSide.BEFORE, _CLIENT_BUSINESS | Trait.ASKS_TO_DELETE, "verwijderbericht"
    MAILBOX_CHECK = auto(), WallSide.BEFORE, Trait.CANCELLABLE | Trait.PASSWORD, "controle van de mailbox"
    MESSAGE = auto(), WallSide.BEFORE, Trait.CANCELLABLE, "bericht"
    ONWARD = auto(), WallSide.BEHIND, _CLIENT_BUSINESS | Trait.CLIENT_DATA, "doorgegeven aan een partner"
    ONWARD_DELETION = (
        auto(),
        WallSide.BEHIND,
        _CLIENT_BUSINESS | Trait.ASKS_TO_DELETE,
        "verwijderbericht aan een partner",
    )
    ONWARD_BREACH = auto(), WallSide.BEHIND, Trait(0), "gegevenslek gemeld aan een partner"
    INVITATION = auto(), WallSide.BEFORE, Trait.CANCELLABLE, "uitnodiging"
    BREACH_DRILL = auto(), WallSide.BEFORE, Trait.CANCELLABLE, "oefening voor een gegevenslek"
    LOG_HEAD = auto(), WallSide.BEFORE, Trait.CANCELLABLE, "stand van een logboek"
    HOUSE_ALARM = auto(), WallSide.BEFORE, Trait.CANCELLABLE, "alarm over de werking"
    ACCOUNT = auto(), WallSide.BEFORE, Trait.CANCELLABLE, "bericht over een account"
    REMINDER = "receiver_reminder", WallSide.BEFORE, Trait.CANCELLABLE, "herinnering"
    EVALUATION = auto(), WallSide.BEFORE, Trait.CANCELLABLE, "vraag voor de evaluatie"
    OWN_PART = auto(), WallSide.BEFORE, Trait.CANCELLABLE, "vraag om het eigen deel in te vullen"
    LOST_REFERRAL = auto(), WallSide.BEFORE, Trait.ASKS_TO_DELETE, "verwijderbericht na een herstel"

    side: WallSide
    traits: Trait

    def __new__(cls, code: str, *row: Any) -> "Kind":
        kind = str.__new__(cls, code)
        kind._value_ = code
        kind.side, kind.traits = row
        return kind


CARRIES_CLIENT_DATA = tuple(kind for kind in Kind if Trait.CLIENT_DATA in kind.traits)
ASKS_TO_DELETE = tuple(kind for kind in Kind if Trait.ASKS_TO_DELETE in kind.traits)
CANCELLABLE = tuple(kind for kind in Kind if Trait.CANCELLABLE in kind.traits)
OF_THE_RECEIVER = tuple(kind for kind in Kind if kind.side == WallSide.BEHIND)

LOGGED_AT_THE_RECEIVER = (*OF_THE_RECEIVER, Kind.REMINDER)
"""Mails whose fate only the receiver may read: its own, and reminders, as one that did not leave says a thing (D19)."""
