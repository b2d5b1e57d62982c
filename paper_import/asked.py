"""What a page to type over asks: parts of a document, and the fields of each."""

from dataclasses import dataclass

from law.obstacles import Obstacle


@dataclass(frozen=True, slots=True)
class TypedField:
    """One field of the page: its key, what it is called, how wide it is, and what of the gate depends on it."""

    key: str
    label: str
    width: int = 30
    hint: str = ""
    obstacles: tuple[Obstacle, ...] = ()
    is_rare: bool = False
    """Folded away, since few papers print it."""
    is_optional: bool = True
    """Whether a paper can leave it out (D28): every paper names its parties."""
    names: str = ""
    """The kind of organisation whose names are offered; any other name may be typed."""


@dataclass(frozen=True, slots=True)
class PaperPart:
    """One part of the document, as its reader meets it; `source` is where it stands."""

    code: str
    title: str
    source: str
    fields: tuple[TypedField, ...]
    note: str = ""
    """What is worth knowing before this part is typed over."""
    rare: str = "Iemand tekende op een andere dag"
    """What is said where rare fields are folded away."""
    more: str = ""
    """The kind of party of which another one can be added here."""
