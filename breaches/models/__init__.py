"""The tables of the register of breaches, and the links of breach contacts."""

from breaches.models.breach import (
    AffectedTransmission,
    Attendee,
    Breach,
    BreachAlarm,
    BreachNotice,
    BreachSearch,
    Consultation,
    ConsultationChannel,
    DiscoveredBy,
    Happening,
    Measure,
    MeasureKind,
    TakenOutReason,
    named,
)
from breaches.models.decisions import (
    REPORTED,
    Authority,
    ClientsTold,
    DecidedBy,
    NoReportReason,
    NotToldReason,
)
from breaches.models.links import BREACH_LINK, BreachLink

__all__ = [
    "BREACH_LINK",
    "REPORTED",
    "AffectedTransmission",
    "Attendee",
    "Authority",
    "Breach",
    "BreachAlarm",
    "BreachLink",
    "BreachNotice",
    "BreachSearch",
    "ClientsTold",
    "Consultation",
    "ConsultationChannel",
    "DecidedBy",
    "DiscoveredBy",
    "Happening",
    "Measure",
    "MeasureKind",
    "NoReportReason",
    "NotToldReason",
    "TakenOutReason",
    "named",
]
