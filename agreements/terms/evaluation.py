"""What both parties are asked before an evaluation; lists only, so that nothing about a client can be typed (R46)."""

from datetime import date
from enum import auto
from typing import TypedDict

from agreements.terms.papers import Amendment
from audit.codes import Codes


class EvaluationQuestion(Codes):
    """What the papers ask to talk about, in the order of the dossier."""

    AS_AGREED = auto(), "Voeren wij de overeenkomst uit zoals afgesproken?"
    FIGURES = auto(), "Volstaan deze cijfers om de samenwerking te evalueren?"
    STUCK = auto(), "Waar liep het vast? Vroeg de ontvanger naar meer gegevens?"
    CONTACTS = auto(), "Kloppen de contactpersonen nog?"
    SECRECY = auto(), "Openen alleen mensen met beroepsgeheim de mailbox?"
    CHANGE = auto(), "Moet de overeenkomst wijzigen? Dat kan alleen samen."

    @property
    def source(self) -> str:
        """The article that asks it."""
        return _SOURCES[self]


_SOURCES = {
    EvaluationQuestion.AS_AGREED: "samenwerkingsovereenkomst art. 7",
    EvaluationQuestion.FIGURES: "FAQ vraag 8",
    EvaluationQuestion.STUCK: "FAQ vraag 2",
    EvaluationQuestion.CONTACTS: "samenwerkingsovereenkomst art. 5",
    EvaluationQuestion.SECRECY: "protocol art. 6",
    EvaluationQuestion.CHANGE: "samenwerkingsovereenkomst art. 7",
}


class Stance(Codes):
    """What one side says to a question beforehand; the talk itself is for the day of the evaluation."""

    NONE = auto(), "in orde"
    DISCUSS = auto(), "hierover willen wij spreken"


class AgreedTerms(TypedDict, total=False):
    """What the parties agreed to change (art. 7, R44); what is left out stays as it is."""

    amendment: Amendment
    agreed_from: date
    evaluation_months: int | None
    notice_months: int | None
    ends_on: date | None
