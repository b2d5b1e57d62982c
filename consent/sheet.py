"""What an information sheet is made of: the five points of R52, what stands before them, and the place to sign."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Self

from consent.languages import kept_apart


@dataclass(frozen=True)
class Point:
    """One of the five points: the field of `Consent` that records it, its heading and what is said."""

    field: str
    heading: str
    text: str


@dataclass(frozen=True)
class SheetSection:
    """What stands after the five points: a heading and what is said."""

    heading: str
    text: str


@dataclass(frozen=True)
class SheetFacts:
    """What a sheet names, as it was on the day on which it was told; Dutch names, numbers and addresses.

    `reach` says how both sides and their DPOs are reached: whom, and where. A version takes what it has places for.
    """

    team: str
    receiver: str
    agency: str = ""
    days_opened: str = ""
    days_sent: str = ""
    stop: str = ""
    reach: tuple[tuple[str, str], ...] = field(default=())

    def in_words_of(self, language: str) -> dict[str, str]:
        """Each fact as it must stand among the words of a language."""
        texts = {name: value for name, value in asdict(self).items() if isinstance(value, str)}
        return {name: kept_apart(text, language) for name, text in texts.items()}

    def as_json(self) -> dict[str, Any]:
        """As it is kept with the proof of consent."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """What was kept; what a later version added is empty."""
        known = {one.name for one in fields(cls)} - {"reach"}
        reach = tuple((whom, where) for whom, where in kept.get("reach", ()))
        return cls(**{name: kept[name] for name in known if name in kept}, reach=reach)


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

    def naming(self, facts: Mapping[str, str]) -> Self:
        """Return the sheet with the facts filled in."""
        return replace(
            self,
            intro=self.intro.format(**facts),
            points=tuple(replace(point, text=point.text.format(**facts)) for point in self.points),
            question=self.question.format(**facts),
            agreed=self.agreed.format(**facts),
        )


@dataclass(frozen=True)
class WholeSheet(Sheet):
    """A sheet that also says who is responsible and why it is lawful, which rights there are, whom to reach (D18)."""

    sections: tuple[SheetSection, ...] = ()
    reach: str = ""

    def naming(self, facts: Mapping[str, str]) -> Self:
        filled = super().naming(facts)
        return replace(filled, sections=tuple(replace(one, text=one.text.format(**facts)) for one in self.sections))


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
