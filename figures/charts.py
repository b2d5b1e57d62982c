"""A bar for each number of a table, drawn as SVG by the server: no script, no style in the page, sharp on paper."""

from dataclasses import dataclass
from typing import Final

from figures.published import Table

WIDTH: Final = 320
LONGEST_BAR: Final = 260
ROW: Final = 44
LONGEST_LABEL: Final = 42
MOST_BARS: Final = 40
"""More bars than this are no picture any more."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar under its label; all places as SVG wants them."""

    label: str
    words: str
    label_y: int
    bar_y: int
    words_x: int
    words_y: int
    width: int


@dataclass(frozen=True, slots=True)
class Chart:
    """The bars of one table."""

    key: str
    title: str
    height: int
    bars: list[Bar]
    width: int = WIDTH

    @property
    def box(self) -> str:
        return f"0 0 {self.width} {self.height}"


def chart_of(table: Table) -> Chart | None:
    """The chart beside a table; None where there is nothing to draw, or far too much."""
    numbers = [line.value or 0 for line in table.lines]
    if not any(numbers) or len(numbers) > MOST_BARS:
        return None
    bars = []
    for place, line in enumerate(table.lines):
        top = place * ROW
        width = round(LONGEST_BAR * (line.value or 0) / max(numbers))
        label = line.label if len(line.label) <= LONGEST_LABEL else f"{line.label[:LONGEST_LABEL].rstrip()}…"
        bars.append(Bar(label, line.words, top + 14, top + 20, width + 6 if width else 0, top + 33, width))
    return Chart(key=table.key, title=table.title, height=len(bars) * ROW, bars=bars)
