"""`make picture`: draw the rooms and their order, from the import contracts, as `docs/images/rooms.svg`.

Rooms and order stand in `pyproject.toml`, what a room holds in the first sentence of its docstring. Nothing else does:
whoever adds or moves a room draws anew, and a test compares. Read with `<img>`, it follows the colours of the reader.
"""

import ast
import sys
import textwrap
import tomllib
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "images" / "rooms.svg"

BELOW_THE_WALL = "referrals"
"""The wall stands above the row of this room."""
APP = "in_agreements"
"""The app with every folder there is: it shows the inside of all."""

WIDTH, ASIDE, EDGE, GAP = 720, 250, 16, 10
NAME, LINE, LETTER = 22, 16, 6.8
"""Heights of a name and of a line, and how wide a letter is on average, in the widest font; in pixels."""

STYLE = """
  svg { font: 12px system-ui, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif; }
  .page { fill: #ffffff; } .room { fill: #eef3f8; stroke: #8aa3bd; } .part { fill: #f6f6f1; stroke: #a9a993; }
  text { fill: #1d1d1b; } .name { font-size: 14px; font-weight: 600; } .title { font-size: 13px; font-weight: 600; }
  .wall { stroke: #b3261e; stroke-width: 2; stroke-dasharray: 7 4; } .wall-words { fill: #b3261e; font-weight: 600; }
  @media (prefers-color-scheme: dark) {
    .page { fill: #14181c; } .room { fill: #1f2a35; stroke: #5d7894; } .part { fill: #24241f; stroke: #77775f; }
    text { fill: #ececec; } .wall { stroke: #ff8a80; } .wall-words { fill: #ff8a80; }
  }
"""


def main() -> int:
    """Draw; return the exit code."""
    PICTURE.write_text(draw(contracts()))
    print(f"{PICTURE.relative_to(ROOT)}: drawn")
    return 0


def contracts() -> dict[str, dict[str, Any]]:
    """Return the import contracts by their id."""
    options = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    return {contract["id"]: contract for contract in options["contracts"]}


def purpose(room: str) -> str:
    """Return what a room holds: the first sentence of its docstring, without marks. ValueError: it does not say."""
    said = ast.get_docstring(ast.parse((ROOT / room / "__init__.py").read_text())) or ""
    if "." not in said:
        raise ValueError(f"{room}/__init__.py does not say in a sentence what the room holds.")
    return " ".join(said.split())[: " ".join(said.split()).index(".") + 1].replace("`", "")


def draw(found: dict[str, dict[str, Any]]) -> str:
    """Return the picture as text: the rooms in their rows, and beside them the inside of an app."""
    rows = [split(layer) for layer in found["rooms"]["layers"]]
    rooms, bottom = boxes(rows)
    aside = list(inside(split(layer) for layer in found[APP]["layers"]))
    words = f"The rooms from top to bottom: {'; '.join(' beside '.join(row) for row in rows)}. Imports go down only."
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH + ASIDE} {bottom}" role="img">',
            f"<title>{escape(words)}</title>",
            f"<style>{STYLE}</style>",
            f'<rect class="page" width="{WIDTH + ASIDE}" height="{bottom}"/>',
            *rooms,
            *aside,
            "</svg>",
            "",
        ]
    )


def split(layer: str) -> list[str]:
    """Return the modules of one layer; between `|` stand those that do not know each other."""
    return [name.strip() for name in layer.split("|")]


def boxes(rows: list[list[str]]) -> tuple[list[str], int]:
    """Return the boxes of the rooms, a row for each layer, and where the picture ends."""
    drawn = [text(EDGE, EDGE + 12, "Rooms: imports go down, and never sideways", "title")]
    top = EDGE + 26
    for row in rows:
        if BELOW_THE_WALL in row:
            drawn += wall(top)
            top += 30
        width = (WIDTH - EDGE - GAP * (len(row) - 1)) / len(row)
        told = [textwrap.wrap(purpose(room), int((width - 24) / LETTER)) for room in row]
        height = NAME + LINE * max(len(lines) for lines in told) + 12
        for place, (room, lines) in enumerate(zip(row, told, strict=True)):
            left = EDGE + place * (width + GAP)
            drawn.append(box(left, top, width, height, "room"))
            drawn.append(text(left + 12, top + 20, room, "name"))
            drawn += [text(left + 12, top + 20 + LINE * number, line) for number, line in enumerate(lines, start=1)]
        top += height + GAP
    return drawn, top + EDGE - GAP


def wall(top: int) -> list[str]:
    """Return the wall: a line across, and what it keeps."""
    words = "the wall: nothing below sees what a receiver logged (D4)"
    return [
        f'<line class="wall" x1="{EDGE}" x2="{WIDTH}" y1="{top + 2}" y2="{top + 2}"/>',
        text(EDGE, top + 19, words, "wall-words"),
    ]


def inside(layers: Iterator[list[str]]) -> Iterator[str]:
    """Yield the inside of an app: its folders and files, in their order."""
    left, width = WIDTH + 24, ASIDE - 24 - EDGE
    yield text(left, EDGE + 12, "Inside an app, the same", "title")
    top = EDGE + 26
    for layer in layers:
        lines = textwrap.wrap(" · ".join(layer), int((width - 24) / (LETTER + 1)))
        height = LINE * len(lines) + 16
        yield box(left, top, width, height, "part")
        for number, line in enumerate(lines):
            yield text(left + 12, top + 20 + LINE * number, line)
        top += height + GAP


def box(left: float, top: float, width: float, height: float, kind: str) -> str:
    """Return one box."""
    return f'<rect class="{kind}" x="{left:g}" y="{top:g}" width="{width:g}" height="{height:g}" rx="6"/>'


def text(left: float, top: float, words: str, kind: str = "") -> str:
    """Return one line of words."""
    marked = f' class="{kind}"' if kind else ""
    return f'<text{marked} x="{left:g}" y="{top:g}">{escape(words)}</text>'


if __name__ == "__main__":
    sys.exit(main())
