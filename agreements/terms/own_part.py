"""The words of the partner's own part: its pieces, what the partner answers, and what becomes of it (D33)."""

from enum import auto

from audit.codes import Codes


class PieceKind(Codes):
    """What a partner is asked about itself, in the order in which it is asked."""

    REPRESENTATIVE = auto(), "vertegenwoordiger"
    CONTACT = auto(), "contactpersoon"
    BREACH = auto(), "contact bij een gegevenslek"
    DPO = auto(), "DPO"
    MAILBOX = auto(), "mailbox voor gegevensdeling"
    MEASURES = auto(), "beveiliging"
    PUBLICATION = auto(), "bekendmaking van het protocol"


class PieceAnswer(Codes):
    """What the partner says about one piece; that it cannot say it is an answer too (D28)."""

    GIVEN = auto(), "ingevuld"
    NOT_PRINTED = auto(), "staat niet op het papier"
    UNKNOWN = auto(), "weet ik niet"
    GONE = auto(), "werkt hier niet meer"


class PieceOutcome(Codes):
    """What an administrator decided about an answer."""

    TAKEN = auto(), "overgenomen"
    REFUSED = auto(), "niet overgenomen"


class PieceRefusal(Codes):
    """Why an answer is not taken over; a list, so that nothing about a client can be typed. The partner reads it."""

    OTHER_THAN_PAPER = auto(), "op het ondertekende papier staat iets anders"
    INCOMPLETE = auto(), "het is niet volledig"
    OTHER_ORGANISATION = auto(), "het hoort bij een andere organisatie"
    MAILBOX_IS_SHARED = auto(), "deze mailbox is niet alleen voor mensen met beroepsgeheim"


OF_CONTACTS = (PieceKind.REPRESENTATIVE, PieceKind.CONTACT, PieceKind.BREACH)
"""They have the code of the contact that they are about."""

MAY_BE_UNPRINTED = (PieceKind.REPRESENTATIVE, PieceKind.DPO, PieceKind.PUBLICATION)
"""Facts that real papers leave out (D28)."""
