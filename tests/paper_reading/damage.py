"""What happens to a paper on its way: letter-spacing, a bad scanner, broken lines, what stands between its pages."""

import random
import re
import textwrap
from collections.abc import Callable

from tests.paper_reading.facts import Facts

Damage = Callable[[str, random.Random, Facts], list[str]]
"""The text of a paper → its pages."""


def in_pages(text: str, lines_a_page: int = 34) -> list[str]:
    lines = text.split("\n")
    return ["\n".join(lines[at : at + lines_a_page]) for at in range(0, len(lines), lines_a_page)]


def none(text: str, dice: random.Random, facts: Facts) -> list[str]:
    return in_pages(text)


def letter_spaced(text: str, dice: random.Random, facts: Facts) -> list[str]:
    """A text layer that puts a space behind wide letters, in most paragraphs, and keeps the real ones."""
    paragraphs = text.split("\n\n")
    wide = re.compile(r"(?<=[mwMWOHGN])(?=\S)(?![.:@,;’”\d-])")
    return in_pages("\n\n".join(one if index % 3 == 2 else wide.sub(" ", one) for index, one in enumerate(paragraphs)))


def torn(text: str, dice: random.Random, facts: Facts) -> list[str]:
    """Spaces at random inside words; not inside numbers and addresses of mail."""

    def tear(word: str) -> str:
        if len(word) < 4 or not word.isalpha() or dice.random() > 0.25:
            return word
        at = dice.randrange(1, len(word) - 1)
        return f"{word[:at]} {word[at:]}"

    return in_pages(re.sub(r"[^\W\d_]+(?![@.\w-]*@)(?<!@)", lambda one: tear(one.group()), text))


def spread(text: str, dice: random.Random, facts: Facts) -> list[str]:
    """Titles and their likes with a space behind every letter, two between words."""
    lines = text.split("\n")
    return in_pages(
        "\n".join(
            "  ".join(" ".join(word) for word in line.split(" ")) if index < 2 or line.startswith("Artikel") else line
            for index, line in enumerate(lines)
        )
    )


def _scanned(text: str, dice: random.Random, rate: float) -> str:
    swaps = {"0": "©@O8", "1": "lI", "é": "e", "ë": "é", "ï": "i", "o": "c", "i": "l", "l": "1", "e": "c", "m": "rn"}

    def swap(one: re.Match[str]) -> str:
        character = one.group()
        weight = rate * (6 if character.isdigit() else 3 if character in "éëï" else 0.35)
        return dice.choice(swaps[character]) if dice.random() < weight and character != "m" else character

    kept = re.split(
        r"(\S+@\S+|[A-Z][a-z’'-]+(?: [A-Z][a-z’'-]+)+)", text
    )  # names and addresses stay: nobody could restore them
    return "".join(part if index % 2 else re.sub(r"[01éëïoile]", swap, part) for index, part in enumerate(kept))


def scanned(text: str, dice: random.Random, facts: Facts) -> list[str]:
    """A scanner that takes 0 for © or 8, 1 for l, and a letter here and there for another."""
    return in_pages(_scanned(text, dice, 0.02))


def badly_scanned(text: str, dice: random.Random, facts: Facts) -> list[str]:
    return in_pages(_scanned(text, dice, 0.05))


def broken_lines(text: str, dice: random.Random, facts: Facts) -> list[str]:
    """Narrow lines with words broken off by hyphens; the signatures stay as they are."""
    head, mark, tail = text.partition("\nOpgemaakt") if "\nOpgemaakt" in text else text.partition("\nGedaan")
    paragraphs = [
        re.sub(r"[ ]*\n(?![-·])[ ]*", " ", one) if "\t" not in one and not one.isupper() else one
        for one in head.split("\n\n")
    ]
    wrapped = []
    for one in paragraphs:
        lines = []
        for line in one.split("\n"):
            lines += _with_hyphens(line, 46) if "\t" not in line else [line]
        wrapped.append("\n".join(lines))
    return in_pages("\n\n".join(wrapped) + mark + tail)


def _with_hyphens(line: str, width: int) -> list[str]:
    lines = textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) or [line]
    made: list[str] = []
    for one in lines:
        word = one.split(" ")[0] if made else ""
        if len(word) > 9 and word.isalpha() and word.islower() and len(made[-1]) + 5 < width:
            made[-1] += f" {word[:5]}-"
            one = one[5:]
        made.append(one)
    return made


def between_pages(text: str, dice: random.Random, facts: Facts) -> list[str]:
    """Lines of a signing platform with its password, page numbers and a running title between short pages."""
    pages = in_pages(text, 21)
    made = []
    for number, page in enumerate(pages, start=1):
        line = (
            f"Rechtsgeldig elektronisch ondertekend document, blz. {number} van {len(pages)}. "
            f"Verifieerbaar via onderteken.example met code {facts.code} en wachtwoord {facts.password}"
        )
        made.append(f"Protocol {facts.partner} – versie 3\n\n{page}\n{line}\n\n{facts.url}\n\n{number}")
    return made


def platform_and_spacing(text: str, dice: random.Random, facts: Facts) -> list[str]:
    """Held aside: two damages at once."""
    wide = re.compile(r"(?<=[mwMWOHGN])(?=\S)(?![.:@,;’”\d-])")
    return between_pages(wide.sub(" ", text), dice, facts)


def capitals(text: str, dice: random.Random, facts: Facts) -> list[str]:
    """Held aside: a heading in capitals, bullets of another kind, hard spaces, soft hyphens and curly quotes."""
    lines = text.split("\n")
    for index, line in enumerate(lines[:2]):
        lines[index] = line.upper()
    text = (
        "\n".join(lines)
        .replace("\n- ", "\n\u2022 ")
        .replace(" maanden", "\xa0maanden")
        .replace("persoonsgegevens", "persoons\xadgegevens")
    )
    return in_pages(text.replace("'", "’"))


def lines_apart(text: str, dice: random.Random, facts: Facts) -> list[str]:
    """Every line of the text followed by an empty one, and spaces at both ends."""
    return in_pages("\n".join(f"  {line} \n" for line in text.split("\n") if line.strip()), 60)
