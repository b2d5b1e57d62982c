"""What is worth a warning beside a decision, but stops nothing."""

from dataclasses import dataclass

from law.findings import About, Finding, Topic


class Note(Finding):
    """A warning beside the decision: it stops nothing."""

    AGREEMENT_NOTICE_SHORT = (
        About(Topic.AGREEMENT),
        "De opzegtermijn van de samenwerkingsovereenkomst is korter dan 3 maanden. Opgroeien raadt er minstens 3 aan.",
        "FAQ vraag 4",
        "R38",
    )
    PROTOCOL_NOTICE_SHORT = (
        About(Topic.PROTOCOL),
        "De opzegtermijn van het protocol is korter dan 3 maanden. Opgroeien raadt er minstens 3 aan.",
        "FAQ vraag 4",
        "R38",
    )


@dataclass(frozen=True, slots=True)
class Remark:
    """A warning about one thing, in plain Dutch with its source; it stops nothing either."""

    sentence: str
    source: str
    url: str = ""
    """Where who registers papers can do something about it."""
    button: str = ""
