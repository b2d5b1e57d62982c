"""Days in the papers that are odd: pointed out beside their field and on the page of the agreement (R31, R33, R34).

What the law forbids, the gate refuses as well; what is odd but lawful is only explained.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format

from agreements.models import Agreement
from agreements.models.doubts import whose
from agreements.models.paper import Paper
from agreements.terms.doubts import DoubtField, Spot
from agreements.terms.papers import Document
from law.notice_period import add_months

FIRST_DAY = date(2018, 1, 1)
"""Older dates are typing errors: the decree on local social policy is of 9 February 2018 (R33)."""
LONG_BEFORE = timedelta(days=92)
"""In force longer before the signature than this is lawful (R34), but often a wrong year."""


@dataclass(frozen=True, slots=True)
class OddDay:
    """One odd day: where it stands, what to know about it, and the source."""

    spot: Spot
    field: str
    hint: str
    source: str

    @property
    def sentence(self) -> str:
        """For the page of the agreement, where the field itself is not beside it."""
        return f"{DoubtField(self.field).label.capitalize()} ({whose(self.spot)}): {self.hint}"


def last_likely_day(today: date) -> date:
    """Papers are made at most two years ahead; a later day is a typing error."""
    return add_months(today, 24)


def odd_days(agreement: Agreement, *, today: date) -> list[OddDay]:
    """All odd days of both papers."""
    found = []
    papers: list[Paper] = [one for one in (agreement, agreement.protocol_facts) if one is not None]
    for paper in papers:
        spot = Spot(paper.document)
        found += [_outside(spot, DoubtField.IN_FORCE_FROM, paper.in_force_from, today), _before_signing(paper, spot)]
        found.append(_outside(spot, DoubtField.ENDS_ON, paper.ends_on, add_months(today, 336)))
    spot = Spot(Document.AGREEMENT)
    found.append(_outside(spot, DoubtField.COUNCIL_DECISION_ON, agreement.council_decision_on, today))
    for one in agreement.all_signatures:
        found.append(_outside(Spot(one.document, one.party, one.position), DoubtField.SIGNED_ON, one.signed_on, today))
    protocol = agreement.protocol_facts
    for advice in protocol.dpo_advices.all() if protocol else ():
        spot = Spot(Document.PROTOCOL, advice.party)
        found.append(_outside(spot, DoubtField.ADVISED_ON, advice.advised_on, today))
        first = protocol.first_signed_on if protocol else None
        if advice.advised_on and first and advice.advised_on > first:
            hint = f"Dit advies komt na de eerste handtekening van {date_format(first)}. Dat mag niet."
            hint += " Kijk de datum na, of laat het protocol opnieuw ondertekenen."
            found.append(OddDay(spot, DoubtField.ADVISED_ON, hint, "protocol overweging E en F"))
    return [one for one in found if one is not None]


def _outside(spot: Spot, field: str, day: date | None, today: date) -> OddDay | None:
    """A year that cannot be right."""
    if day is None or FIRST_DAY <= day <= last_likely_day(today):
        return None
    words = "voor 2018" if day < FIRST_DAY else "meer dan twee jaar vooruit"
    hint = f"Let op: {date_format(day)} ligt {words}. Kijk het jaar na op het papier."
    return OddDay(spot, field, hint, "samenwerkingsovereenkomst art. 8, protocol art. 11")


def _before_signing(paper: Paper, spot: Spot) -> OddDay | None:
    """In force before it was signed: lawful; sharing waits for the last signature (R34)."""
    start, signed = paper.in_force_from, paper.signed_on
    if start is None or signed is None or start >= signed:
        return None
    hint = f"Dit is {(signed - start).days} dagen voor de ondertekening. Dat mag."
    hint += f" Versturen kan vanaf {date_format(signed)}."
    if signed - start > LONG_BEFORE:
        hint += " Het is wel lang: kijk het jaar na."
    return OddDay(spot, DoubtField.IN_FORCE_FROM, hint, "protocol art. 11")
