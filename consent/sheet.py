"""What an information sheet is made of: the five points of R52, what stands before them, and the place to sign."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Point:
    """One of the five points: the field of `Consent` that records it, its heading and what is said."""

    field: str
    heading: str
    text: str


@dataclass(frozen=True)
class Sheet:
    """The information for a client in one language; `{team}` and `{receiver}` stand for the names.

    A translation carries a `notice`: nobody who grew up with the language checked it yet, so the Dutch text counts.
    """

    title: str
    intro: str
    points: tuple[Point, ...]
    question: str
    agreed: str
    name: str
    day: str
    signature: str
    notice: str = ""

    def naming(self, *, team: str, receiver: str) -> "Sheet":
        """Return the sheet with both names filled in."""

        def fill(text: str) -> str:
            return text.format(team=team, receiver=receiver)

        return replace(
            self,
            intro=fill(self.intro),
            points=tuple(replace(point, text=fill(point.text)) for point in self.points),
            question=fill(self.question),
            agreed=fill(self.agreed),
        )


def five_points(purpose: str, data: str, receiver: str, next_steps: str, expectations: str) -> tuple[Point, ...]:
    """Make the five points, in their order, from texts of the form "heading: what is said"."""
    texts = {
        "told_purpose": purpose,
        "told_data": data,
        "told_receiver": receiver,
        "told_next_steps": next_steps,
        "told_expectations": expectations,
    }
    return tuple(Point(field, *text.split(": ", 1)) for field, text in texts.items())
