"""The papers that are still to be registered, in the order in which somebody goes through them (ADR 0084).

What a draft says is sealed, so the list is put in order in memory: a folder of three hundred is a few hundred rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from law.facts import OrganisationKind
from paper_import.core_actors import CoreActors
from paper_import.gbo_fields import actors_of
from paper_import.judged import to_look_at
from paper_import.judging import written_cells
from paper_import.models import DraftStatus, PaperDraft, Papers
from paper_import.parties import Parties
from paper_import.typed_fields import OF_NEW_PARTNER
from sheets.reading import Line

_ORDER = (Papers.PROTOCOL, Papers.BOTH, Papers.AGREEMENT, Papers.GBO)
"""Of one partner: an agreement prints no enterprise number, so its protocol makes the partner known."""


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One paper of the list."""

    draft: PaperDraft
    doubts: int
    """What is left to look at, as its own page counts it."""


def in_order(drafts: Iterable[PaperDraft]) -> list[PaperDraft]:
    """The last upload first; in it those of one partner together, by its name, and what has no parties last."""
    return sorted(drafts, key=_place)


def after(done: PaperDraft, partner: str, drafts: Sequence[PaperDraft]) -> PaperDraft | None:
    """Which of these comes after a paper of this partner that is registered; the first one when it was the last."""
    place = (-done.uploaded_at.timestamp(), False, partner.casefold(), _ORDER.index(Papers(done.papers)))
    return next((one for one in drafts if _place(one)[:4] > place), next(iter(drafts), None))


def _place(draft: PaperDraft) -> tuple[Any, ...]:
    cells = draft.cells
    name = cells.get(f"gbo.{OrganisationKind.CAW}.1.name") if draft.papers == Papers.GBO else cells.get("partner.name")
    is_last = not name or draft.status != DraftStatus.OPEN
    kind = _ORDER.index(Papers(draft.papers))
    return -draft.uploaded_at.timestamp(), is_last, (name or "").casefold(), kind, draft.position, draft.pk


def has_words(draft: PaperDraft, words: str) -> bool:
    """Whether name, parties and kind of a paper hold all of these words."""
    text = f"{draft.name} {draft.parties} {draft.get_papers_display()}".casefold()
    return all(word in text for word in words.casefold().split())


def rows_of(drafts: Iterable[PaperDraft]) -> list[DraftRow]:
    """Each with its doubts; what the register knows of a party is not asked, and so not doubted."""
    parties, actors = Parties.load(), CoreActors.load()
    return [DraftRow(draft, _doubts(draft, parties, actors)) for draft in drafts]


def _doubts(draft: PaperDraft, parties: Parties, actors: CoreActors) -> int:
    if draft.status != DraftStatus.OPEN:
        return 0
    unseen = to_look_at(draft)
    if not unseen:
        return 0
    return len(unseen - _known_already(draft, parties, actors))


def _known_already(draft: PaperDraft, parties: Parties, actors: CoreActors) -> frozenset[str]:
    cells = draft.cells
    if draft.papers == Papers.GBO:
        return actors.seats_known(actors_of(cells), cells)
    _team, partner = parties.known(Line(1, written_cells(cells)))
    return frozenset(OF_NEW_PARTNER) if partner else frozenset()
