"""Which GBO agreement counts for a receiver on a day, and whether there is one in its region (R90, R91)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import auto
from uuid import UUID

from audit.codes import Codes
from directory.models import Organisation
from gbo.models import GboAbsence, GboAgreement


class GboAnswer(Codes):
    """Whether there is a GBO agreement in the region of an OCMW or CAW (protocol art. 4; R91)."""

    YES = auto(), "ja"
    NOT_YET = auto(), "nog niet in werking"
    NO = auto(), "nee"
    UNKNOWN = auto(), "nog niet genoteerd"

    @property
    def tone(self) -> str:
        """The colour that repeats the word (templates/components/tag.html)."""
        return {"yes": "success", "not_yet": "info", "no": "neutral"}.get(self.value, "warning")


@dataclass(frozen=True, slots=True)
class RegionAnswer:
    """The answer for one organisation, since which day, and the agreement it rests on when there is one."""

    organisation: Organisation
    answer: GboAnswer
    since: date | None = None
    agreement: GboAgreement | None = None


def gbo_agreement_for(receiver: Organisation, on: date, *, partner: Organisation | None = None) -> GboAgreement | None:
    """The agreement that counts for a receiver that day: the one in force, else the newest; None without any.

    `partner` is where the data would go on. A CAW has an agreement in each of its regions, so only the partner tells
    which one is meant; an OCMW has one in force at a time.
    """
    return _best(GboAgreement.objects.filter(parties__organisation=receiver).with_parties(), on, partner)


def region_answers(organisations: Iterable[Organisation], on: date) -> list[RegionAnswer]:
    """The answer of that day for each of these organisations, in a number of queries that does not grow with them."""
    absences = dict(GboAbsence.objects.filter(asked_on__lte=on).values_list("organisation_id", "asked_on"))
    agreements: dict[UUID, list[GboAgreement]] = defaultdict(list)
    for agreement in GboAgreement.objects.with_parties():
        for key in agreement.party_ids:
            agreements[key].append(agreement)
    return [_answer(one, _best(agreements[one.pk], on), absences.get(one.pk), on) for one in organisations]


def region_answer(organisation: Organisation, on: date) -> RegionAnswer:
    """The answer of that day for one organisation."""
    absence = GboAbsence.objects.filter(organisation=organisation, asked_on__lte=on).first()
    return _answer(organisation, gbo_agreement_for(organisation, on), absence.asked_on if absence else None, on)


def _best(agreements: Iterable[GboAgreement], on: date, partner: Organisation | None = None) -> GboAgreement | None:
    def worth(agreement: GboAgreement) -> tuple[bool, bool, float]:
        meant = partner is None or partner.pk in agreement.party_ids
        return meant, agreement.is_in_force(on), agreement.created_at.timestamp()

    return max(agreements, key=worth, default=None)


def _answer(organisation: Organisation, found: GboAgreement | None, asked_on: date | None, on: date) -> RegionAnswer:
    """A yes comes from an agreement in force; a no from an ended one, or from what was asked, whichever is later."""
    if found is None:
        return RegionAnswer(organisation, GboAnswer.NO if asked_on else GboAnswer.UNKNOWN, asked_on)
    if found.is_in_force(on):
        return RegionAnswer(organisation, GboAnswer.YES, found.in_force_from, found)
    if found.in_force_from is not None and found.last_day is not None and found.last_day < on:
        over = found.last_day + timedelta(days=1)
        return RegionAnswer(organisation, GboAnswer.NO, max(over, asked_on or over), found)
    return RegionAnswer(organisation, GboAnswer.NOT_YET, None, found)
