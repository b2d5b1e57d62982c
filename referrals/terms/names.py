"""Finding a client of the own team by name while the data are kept, without opening anything (D16, ADR 0091)."""

from typing import Final
from uuid import UUID

from law.identification import Name
from referrals.terms.returning import in_one_word, words_that_tell
from vault.blind_index import blind_index

_PURPOSE: Final = "referrals.name"


def marks_of(name: Name, *, team_id: UUID) -> list[bytes]:
    """The keyed fingerprints of the words of a name, and of each part as one word. Of use within this team only."""
    parts = [part for part in (name.first_name, name.last_name) if part]
    words = {*words_that_tell(" ".join(parts)), *map(in_one_word, parts)}
    return [_mark(word, team_id) for word in sorted(words) if word]


def marks_asked(typed: str, *, team_id: UUID) -> list[list[bytes]]:
    """The ways to read what was typed: all these words, or all of it as one word ("de smet", "desmet")."""
    ways = {tuple(words_that_tell(typed)), (in_one_word(typed),)}
    return [[_mark(word, team_id) for word in way] for way in sorted(ways) if any(way)]


def _mark(word: str, team_id: UUID) -> bytes:
    return blind_index(_PURPOSE, f"{team_id}|{word}")
