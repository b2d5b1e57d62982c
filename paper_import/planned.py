"""What a line of the file would write, before anything is written."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from agreements.actions.bulk import Filing
from paper_import.models import LineOutcome


@dataclass(slots=True)
class Planned(Filing):
    """One line: whom it is about, what it would make or change, and what a person must know of it."""

    number: int = 0
    label: str = ""
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


def unsure_letters(text: str) -> str:
    """What is said of a cell of which the letters are not certain (`sheets.encodings`)."""
    return f"Staat er “{text}”? De letters zijn niet zeker. Bewaar uw bestand als XLSX of als “CSV UTF-8”."
