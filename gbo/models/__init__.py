"""The tables of the GBO agreements."""

from gbo.models.not_printed import GboNotPrinted
from gbo.models.papers import (
    KINDS,
    GboAbsence,
    GboAgreement,
    GboFile,
    GboLetter,
    GboMailbox,
    GboNotice,
    GboParty,
    GboSuspension,
)
from gbo.models.stops import GboStop, GboStopKind, GboStopLetter

__all__ = [
    "KINDS",
    "GboAbsence",
    "GboAgreement",
    "GboFile",
    "GboLetter",
    "GboMailbox",
    "GboNotPrinted",
    "GboNotice",
    "GboParty",
    "GboStop",
    "GboStopKind",
    "GboStopLetter",
    "GboSuspension",
]
