"""What an action will not do, in the one way in which every action says it."""

from law.gate import Decision


class Refusal(Exception):
    """An action will not do this, and wrote nothing.

    `sentence` is Dutch, for the page. `field` names the answer of the form that it is about ("__all__": the form as a
    whole), and is empty when it is about no answer. `decision` holds all the reasons when the gate refuses.
    """

    def __init__(self, sentence: str, *, field: str = "", decision: Decision | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
        self.decision = decision


class Overtaken(Refusal):
    """The page on which this was asked is out of date: a button was pressed twice, or somebody else was first.

    A class of its own because pages answer it by showing how things stand by now.
    """


def refuse(sentence: str, *, field: str = "") -> None:
    """Raise a Refusal, unless the sentence is empty: as the rules answer when nothing stands in the way."""
    if sentence:
        raise Refusal(sentence, field=field)


def refused_by_gate(decision: Decision) -> Refusal:
    """The refusal for a decision that does not allow it."""
    return Refusal("Dit mag niet op deze dag.", decision=decision)
