"""What the machine read on a GBO agreement, as the cells of the page to type over."""

import re
from collections.abc import Iterable, Iterator

from law.facts import OrganisationKind
from paper_import.core_actors import CoreActors
from paper_import.gbo_fields import SEAT
from paper_import.models import Read
from paper_import.parties import names_agree
from paper_import.reading import as_read, text_of
from paper_reading.terms import Proposal

PREFIX = "gbo."
_OTHER_CAW = re.compile(r"gbo\.caw\.(?!1\.)\d+\.\w+")


def is_asked(key: str) -> bool:
    """Whether what was read belongs in a field of the page: another CAW does not, since there is one (ADR 0015)."""
    return not _OTHER_CAW.fullmatch(key)


def gbo_cells_read(proposals: Iterable[Proposal], known: CoreActors) -> dict[str, Read]:
    """Each field of the page for which something was read, core actors under the names by which they are registered."""
    found = {one.field: one for one in proposals if one.field.startswith(PREFIX)}
    cells: dict[str, Read] = {}
    for key, proposal in found.items():
        part, _, name = key.rpartition(".")
        if name == "name":
            cells[key] = _name(part, proposal, found.get(f"{part}.enterprise_number"), known)
        elif name == "seat":
            cells |= _seat(part, proposal)
        else:
            cells[key] = as_read(proposal, text_of(proposal))
    return cells


def _name(part: str, name: Proposal, number: Proposal | None, known: CoreActors) -> Read:
    """The name of the register, where number and name mean the same one."""
    kind, printed = OrganisationKind(part.split(".")[1]), str(name.value or "")
    by_number = known.by_number.get("".join(filter(str.isdigit, str(number.value)))) if number else None
    if number and by_number and by_number.kind == kind and names_agree(printed, by_number.name):
        return as_read(number, by_number.name)
    called = known.called(kind, printed)
    return as_read(name, called.name if called else printed)


def _seat(part: str, proposal: Proposal) -> Iterator[tuple[str, Read]]:
    street, _, town = str(proposal.value or "").rpartition(", ")
    code, _, municipality = town.partition(" ")
    for name, text in zip(SEAT, (street, code, municipality), strict=True):
        yield f"{part}.{name}", as_read(proposal, text)
