"""A bar for each number of a table, drawn as SVG by the server: no script, no style in the page, sharp on paper."""

from collections.abc import Sequence
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
    """One bar under its label, a thin one of the year before under it; all places as SVG wants them."""

    label: str
    words: str
    label_y: int
    bar_y: int
    words_x: int
    words_y: int
    width: int
    before_y: int = 0
    before_width: int = 0


@dataclass(frozen=True, slots=True)
class Chart:
    """The bars of one table."""

    key: str
    title: str
    height: int
    bars: list[Bar]
    width: int = WIDTH
    bar_height: int = 16

    @property
    def box(self) -> str:
        return f"0 0 {self.width} {self.height}"


def chart_of(table: Table, before: Sequence[int | None] = ()) -> Chart | None:
    """The chart beside a table, with the same numbers of a year `before`; None where there is nothing to draw."""
    numbers = [line.value or 0 for line in table.lines]
    old = [value or 0 for value in before] or [0] * len(numbers)
    most = max([*numbers, *old], default=0)
    if not any(numbers) or len(numbers) > MOST_BARS:
        return None
    bars: list[Bar] = []
    for line, number, old_number in zip(table.lines, numbers, old, strict=True):
        if not number and not old_number:
            continue  # nothing to draw: nothing happened, or it is hidden
        top = len(bars) * ROW
        width, old_width = (round(LONGEST_BAR * value / most) for value in (number, old_number))
        label = line.label if len(line.label) <= LONGEST_LABEL else f"{line.label[:LONGEST_LABEL].rstrip()}…"
        words_x = width + 6 if width else 0
        bars.append(Bar(label, line.words, top + 14, top + 20, words_x, top + 32, width, top + 34, old_width))
    height = 12 if any(old) else 16
    return Chart(key=table.key, title=table.title, height=len(bars) * ROW, bars=bars, bar_height=height)
