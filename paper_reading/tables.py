"""What the cells of a table say, as lines of text: "Label: value", or one list after the other.

A table comes from a drawn grid of a PDF, from Word, from bars in a text or from columns of spaces; here it is only its
rows. A label stands left of its value, above it in the same cell, or in the row above.
"""

import re
from collections.abc import Iterator

from paper_reading.folding import cue, fold

Cell = list[str]
"""The lines of one cell; none when it is empty."""
Row = list[Cell]

_AGENCY = cue(
    "Opgroeien|agentschap|Kind en Gezin|Kind & Gezin|mededelende|verstrekkende|verstrekker|zendende|verzender"
)
_PARTNER = cue("OCMW|openbaar centrum|CAW|algemeen welzijnswerk|ontvangende|ontvanger|bestemmeling|afnemer")
_OF_HEALTH_FUND = cue("DMW|dienst maatschappelijk werk")
_LABELS = re.compile(
    "^(?:" + cue(
        "naam|benaming|organisatie|partij|partner|instantie|ondernemingsn|nummer|kbo|btw|zetel|maatschappelijke zetel"
        "|adres|straat|gemeente|vertegenwoordig|wettelijk|tekent|tekenen|tekenbevoegd|ondertekenaar|ondertekend|ondertekening"
        "|getekend|gemachtigd|functie|hoedanigheid|datum|dag van|advies|adviezen|oordeel|standpunt|dpo|fg|fgb"
        "|functionaris|lokaal team|team|betrokken team|mailbox|postvak|postbus|e-mail|email|mail|elektronisch|beveiligd"
        "|opzeg|vooropzeg|looptijd|duur|start|begin|einde|einddatum|eind|inwerking|in werking|ingang|gaat in|aanvang"
        "|geldig|evaluatie|evalueren|opvolging|overeenkomst|samenwerkingsovereenkomst|samenwerking|basis|grondslag|protocol"
        "|plaats|opgemaakt|te|op|lek|datalek|gegevenslek|inbreuk|meldpunt|melding|contact|wie|waar|waarheen|wanneer|hoe"
        "|handtekening|verstrekker|ontvanger|van|voor|rechtsvorm|soort|type|kanaal|einde op|stoppen|tussen|referte"
        "|resultaat"
    ).pattern + ")"
)  # fmt: skip
_NUMBERED = re.compile(
    r"(?:(?:partij|instantie|verwerkingsverantwoordelijke|partner)\s+[12AB]\b|(?:eerste|tweede)\s)", re.IGNORECASE
)
_DEFINES = re.compile(r"(?:woord|begrip|term|wij zeggen|gebruikte woord)(?:en)?", re.IGNORECASE)
"""At the head of a list of how the paper calls things."""
_PEOPLE = cue("vertegenwoordig|teken|gemachtigd|handteken|gevolmachtigd|namens")
_NAME_AND_FUNCTION = cue("functie|hoedanigheid")
_LONGEST_LABEL, _MOST_WORDS = 60, 8
_LONGEST_UNKNOWN = 45
_VALUE = re.compile(r"@|\d{2,}|\b\d+[ ](?:maand|jaar)|^(?:OCMW|CAW|Kind en Gezin|Opgroeien)\b(?!.*:)|^\W*$")
_OWN_LABEL = re.compile(r"^[A-ZÀ-Þ][^:\n]{1,45}:\s*\S")
_FEW, _ENOUGH_KNOWN = 2, 3
_ENDLESS = 10**6


def lines_of(rows: list[Row]) -> list[str]:
    """The text of one table."""
    rows = [row for row in ([[line for line in cell if line.strip()] for cell in row] for row in rows) if any(row)]
    if not rows:
        return []
    widths = _widths(rows)
    joined = [[_joined(cell, width) for cell, width in zip(row, widths, strict=False)] for row in rows]
    head, below = joined[0], rows[1:]
    if len(rows) > _FEW and len(head) > _FEW and all(map(_NUMBERED.match, head[-2:])) and _names_both(joined[1][-2:]):
        head, below = [head[0], *joined[1][1:]], rows[2:]  # "Partij 1 | Partij 2", and below that their names
    if head and _names_both(head[-2:]) and below and not _is_label_alone(head):
        return [*_by_party(head, below, widths)]
    if _is_turned(joined):
        return [*_by_row(joined)]
    return [*_row_by_row(rows, joined, widths), ""]


def _is_label_alone(head: list[str]) -> bool:
    """Whether the head is itself a label with two values: "Naam: | Opgroeien | OCMW"."""
    return head[0].rstrip().endswith(":")


def is_label(words: str) -> bool:
    """Whether these words say what stands beside or below them, and say nothing themselves."""
    words = words.strip()
    if not words or len(words) > _LONGEST_LABEL or len(words.split()) > _MOST_WORDS or _VALUE.search(words):
        return False
    if words.endswith((":", "?")):
        return True
    return not words[:1].islower() and words[-1].isalnum() | (words[-1] in ")°") and bool(_LABELS.match(fold(words)))


def _widths(rows: list[Row]) -> list[int]:
    columns = max(len(row) for row in rows)
    return [max((len(line) for row in rows if at < len(row) for line in row[at]), default=0) for at in range(columns)]


def _joined(cell: Cell, width: int, *, people: bool = False) -> str:
    """The lines of a cell as one: a comma where a line ended before it was full, or between persons and functions."""
    made = before = ""
    for line in cell:
        words = re.sub(r"(?<=[\w.])\s{2,}(?=[A-Z])", ", ", line.strip())
        words = " ".join(words.split())
        if not made:
            made = words
        elif made.endswith("-") and words[:1].islower():
            made = made[:-1] + words
        else:
            is_full = len(before) + 1 + len(words.split()[0]) > width
            is_lower, ends_lower = words[:1].islower(), made.split()[-1][:1].islower()
            goes_on = is_full or (is_lower and made[-1:].isalpha() and ends_lower)
            if people and len(words.split()) > 1:
                goes_on = is_lower == ends_lower and not made.endswith((")", "RMW", "BCSD"))
            made += ("" if goes_on or made[-1:] in ",;:(" else ",") + " " + words
        before = line.strip()
    return made


def _names_both(cells: list[str]) -> bool:
    if len(cells) < _FEW or any(len(cell) > _LONGEST_LABEL or re.search(r"\d{2}", cell) for cell in cells):
        return False
    ours, theirs = ([bool(words.search(fold(cell))) for cell in cells] for words in (_AGENCY, _PARTNER))
    return ours in ([True, False], [False, True]) and theirs == [not one for one in ours]


def _names_one(words: str) -> bool:
    words = fold(re.sub(r"\S+@\S+", "", words))
    return bool(_AGENCY.search(words) or _PARTNER.search(words) or _OF_HEALTH_FUND.search(words))


def _by_party(head: list[str], rows: list[Row], widths: list[int]) -> Iterator[str]:
    """A column for each party, with or without labels before them, as two lists under the names of the parties."""
    has_labels = len(head) > _FEW
    for at in (len(head) - 2, len(head) - 1):
        yield from ("", head[at])
        for row in rows:
            if at < len(row) > _FEW - (not has_labels) and row[at]:
                label = _joined(row[0], widths[0]).rstrip(" :") if has_labels else ""
                yield from _told(label, row[at], widths[at])
    yield ""
    if has_labels:
        for row in rows:
            if len(row) == _FEW and row[0] and row[1]:
                yield from _told(_joined(row[0], widths[0]).rstrip(" :"), row[1], widths[1])


def _is_turned(rows: list[list[str]]) -> bool:
    """Whether each row is of a party, under a head of labels."""
    if len(rows) < _FEW + 1 or len(rows[0]) < _FEW + 1 or not all(is_label(cell) for cell in rows[0][1:]):
        return False
    firsts = [row[0] for row in rows[1:] if row]
    return len(firsts) == _FEW and _names_both([re.sub(r"\d", "", one) for one in firsts])


def _by_row(rows: list[list[str]]) -> Iterator[str]:
    for row in rows[1:]:
        yield from ("", row[0])
        yield from (f"{label.rstrip(' :')}: {cell}" for label, cell in zip(rows[0][1:], row[1:], strict=False) if cell)
    yield ""


def _row_by_row(rows: list[Row], joined: list[list[str]], widths: list[int]) -> Iterator[str]:
    is_list = _is_list(joined)
    place = 0
    loose: list[Row] = []
    while place < len(rows):
        row, words = rows[place], joined[place]
        full = [at for at, cell in enumerate(words) if cell]
        following = joined[place + 1] if place + 1 < len(rows) else []
        told: list[str] | None = None
        step = 1
        if all(is_box(row[at]) for at in full):
            told = [line for at in full for line in _told(row[at][0], row[at][1:], widths[at])]
        elif (
            len(full) > 1
            and len(full) % 2 == 0
            and all(is_label(words[at]) == (index % 2 == 0) for index, at in enumerate(full))
        ):
            told = [
                line
                for at, to in zip(full[::2], full[1::2], strict=True)
                for line in _told(words[at], row[to], widths[to])
            ]
        elif len(full) > 1 and _is_head([words[at] for at in full]) and _holds_values(following, full):
            step, told = _under_head(joined, place)
        elif len(full) == _FEW and full[0] == 0 and is_list:
            told = [*_told(words[0], row[full[1]], widths[full[1]])]
        elif len(full) == 1:
            told = ["", *row[full[0]]]
        if told is None:
            loose.append(row)
        else:
            yield from _columns(loose)
            loose = []
            yield from told
        place += step
    yield from _columns(loose)


def _is_list(rows: list[list[str]]) -> bool:
    """Whether the first column holds labels, though not all of them are known."""
    firsts = [row[0] for row in rows if len(row) > 1 and row[0] and any(row[1:])]
    if firsts and _DEFINES.fullmatch(firsts[0]):
        return True
    if len(firsts) == _FEW and _names_both(firsts):  # "Opgroeien | dpo@…", "OCMW | privacy@…"
        return True
    others = [" ".join(row[1:]) for row in rows if len(row) > 1 and row[0] and any(row[1:])]
    if firsts and all(map(_names_one, firsts)) and not any(map(_names_one, others)):  # "OCMW A | Bo", "OCMW B | An", …
        return True
    known = sum(is_label(one) for one in firsts)
    short = all(len(one) <= _LONGEST_UNKNOWN and not _VALUE.search(one) for one in firsts)
    return bool(firsts) and (known * 2 >= len(firsts) or known >= _ENOUGH_KNOWN) and short


def is_box(cell: Cell) -> bool:
    """Whether its first line is the label of the others."""
    return len(cell) > 1 and is_label(cell[0]) and not any(is_label(line) for line in cell[1:])


def _is_head(cells: list[str]) -> bool:
    """Whether these are labels, though not all of them are known."""
    known = sum(map(is_label, cells))
    return known * 2 > len(cells) and not any(re.search(r"\d|@", cell) for cell in cells)


def _holds_values(row: list[str], places: list[int]) -> bool:
    cells = [row[at] for at in places if at < len(row) and row[at]]
    return bool(cells) and not any(is_label(cell) for cell in cells)


def _under_head(rows: list[list[str]], place: int) -> tuple[int, list[str]]:
    """The rows below a row of labels: one of values, or several of which each begins with what it is about."""
    head = rows[place]
    full = [at for at, cell in enumerate(head) if cell]
    values = []
    for at in range(place + 1, len(rows)):
        if not _holds_values(rows[at], full):
            break
        values.append(rows[at])
    if len(values) == 1:
        return 2, [f"{head[at].rstrip(' :')}: {values[0][at]}" for at in full if at < len(values[0]) and values[0][at]]
    if any(_NAME_AND_FUNCTION.search(fold(cell)) for cell in head):
        return 1 + len(values), [", ".join(cell for cell in row if cell) for row in values]
    made = [" ".join(cell for cell in head if cell).rstrip(" :") + ":"]
    for row in values:
        first, *others = [cell for cell in row if cell]
        made.append(f"{first.rstrip(' :')}: {', '.join(others)}" if others else first)
    return 1 + len(values), made


def lines_of_box(cell: Cell) -> list[str]:
    """The text of a label with its value below it, where none of its lines was filled."""
    return [*_told(cell[0], cell[1:], _ENDLESS), ""]


def _told(label: str, cell: Cell, width: int) -> Iterator[str]:
    """One label with its value; below it what is a list of its own."""
    label = label.rstrip(" :")
    if any(_OWN_LABEL.match(line) for line in cell[-_FEW:]) or (
        len(cell) > _FEW + 1 and not _PEOPLE.search(fold(label))
    ):
        yield from ("", f"{label}:" if label else "", *(" ".join(line.split()) for line in cell), "")
    elif label:
        yield f"{label}: {_joined(cell, width, people=bool(_PEOPLE.search(fold(label))))}"
    else:
        yield from cell


def _columns(rows: list[Row]) -> Iterator[str]:
    """Cells without labels, one column after the other."""
    if len(rows) == 1 and all(len(cell) < _FEW for cell in rows[0]):
        yield "    ".join(cell[0] for cell in rows[0] if cell)
        return
    for at in range(max((len(row) for row in rows), default=0)):
        lines = [line for row in rows if at < len(row) for line in row[at]]
        if lines:
            yield from ("", *lines)
    if rows:
        yield ""
