"""What a line of the file would write, before anything is written."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from agreements.models import Agreement
from agreements.terms.doubts import DoubtField, Printed, Spot
from directory.models import Organisation
from paper_import.models import LineOutcome


@dataclass(slots=True)
class Planned:
    """One line: whom it is about, what it would make or change, and what a person must know of it."""

    number: int
    label: str = ""
    team: Organisation | None = None
    partner: Organisation | None = None
    """Not saved yet when the line registers it."""
    agreement: Agreement | None = None
    terms: dict[str, Any] = field(default_factory=dict)
    protocol_terms: dict[str, Any] = field(default_factory=dict)
    signatures: dict[Spot, dict[str, Any]] = field(default_factory=dict)
    advices: dict[Spot, dict[str, Any]] = field(default_factory=dict)
    mailbox: dict[str, Any] = field(default_factory=dict)
    contacts: list[dict[str, Any]] = field(default_factory=list)
    doubts: list[tuple[Spot, DoubtField, Printed]] = field(default_factory=list)
    findings: list[dict[str, str]] = field(default_factory=list)

    def say(self, column: str, sentence: str, tone: str) -> None:
        """Tell the person who looks at the preview: tone is error, warning or info."""
        self.findings.append({"column": column, "sentence": sentence, "tone": tone})

    @property
    def is_wrong(self) -> bool:
        return any(finding["tone"] == "error" for finding in self.findings)

    @property
    def changes(self) -> list[Any]:
        """All that would be written; empty when the register says the same already."""
        parts = (self.terms, self.protocol_terms, self.signatures, self.advices, self.mailbox, self.contacts)
        return [part for part in (*parts, self.doubts) if part]

    @property
    def outcome(self) -> LineOutcome:
        if self.is_wrong:
            return LineOutcome.WRONG
        if self.agreement is None:
            return LineOutcome.NEW
        return LineOutcome.CHANGED if self.changes else LineOutcome.SAME

    @property
    def fingerprint(self) -> str:
        """The same for the same line in the same register: what was looked at is what is written."""
        partner = self.partner
        who = (
            self.team and self.team.pk,
            partner and (partner.enterprise_number, partner.name),
            self.agreement and self.agreement.pk,
        )
        return hashlib.sha256(repr((self.number, self.outcome, who, self.changes)).encode()).hexdigest()
