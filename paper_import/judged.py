"""A paper while it is typed over: what the gate would say of it, what is wrong, and what nobody looked at."""

from collections.abc import Iterable
from dataclasses import dataclass

from law.gate import Decision
from paper_import.models import PaperDraft
from paper_import.typed_fields import parts_of

NO_END = ".ends_on"
"""A paper without a last day says that it runs on (R33, R40)."""
LOOK_FIRST = "Kijk dit na op het papier. De computer las het niet zeker."


@dataclass(frozen=True, slots=True)
class Judged:
    """What would be written, and what a person must know of it, by key of a field."""

    decision: Decision | None
    errors: dict[str, str]
    warnings: dict[str, str]
    to_look_at: frozenset[str]
    """Fields that hold what the machine read and is not sure of, and that nobody looked at."""
    known_already: frozenset[str]
    """Fields that are not asked, since the register has them: the seat of who is in it."""
    notes: dict[str, str]
    """What is said at a part, by its code."""

    def errors_in(self, keys: Iterable[str]) -> dict[str, str]:
        """What is wrong in these fields, as far as they are asked."""
        return {key: self.errors[key] for key in keys if key in self.errors and key not in self.known_already}


def not_printed(draft: PaperDraft) -> frozenset[str]:
    """What somebody said of this paper that it does not print, as far as papers print it at all (D28)."""
    cells, said = draft.cells, draft.not_printed
    return frozenset(
        field.key
        for part in parts_of(draft)
        for field in part.fields
        if field.key in said and not cells.get(field.key)
        if field.is_optional and not field.is_rare and not field.key.endswith(NO_END)
    )


def to_look_at(draft: PaperDraft) -> frozenset[str]:
    """What was read so that nobody is sure, still stands there as it was read, and nobody looked at."""
    cells, read, looked_at = draft.cells, draft.read, draft.looked_at
    return frozenset(
        field.key
        for part in parts_of(draft)
        if part.code not in looked_at
        for field in part.fields
        if field.key in read and not read[field.key].sure and cells.get(field.key, "") == read[field.key].text
        if field.key not in draft.not_printed
    )
