"""The register as rows: which agreements meet the conditions, in which order, and what each row tells.

What the database can decide it decides, and then only one page is loaded. Status and deadlines are the answer of the
gate and of the calendar for a day: for those, all agreements are judged in memory, so that no rule exists twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Exists, OuterRef, Q

from agreements.deadlines import Deadline, next_deadline
from agreements.models import Agreement, AgreementQuerySet, Doubt
from agreements.status import Status, status_of
from directory.models import REGION_LABELS, Territory
from law import gate
from law.days import has_come
from law.facts import Region
from law.notice_period import add_months

SOON = 3  # months
PROVINCES = (
    "Provincie Antwerpen",
    "Provincie Limburg",
    "Provincie Oost-Vlaanderen",
    "Provincie Vlaams-Brabant",
    "Provincie West-Vlaanderen",
)
AREAS = [
    (Region.FLANDERS.value, REGION_LABELS[Region.FLANDERS]),
    (Region.BRUSSELS.value, REGION_LABELS[Region.BRUSSELS]),
    *((province, province.replace("Provincie", "provincie")) for province in PROVINCES),
]
"""Where something can be sent at all (R2, R3): a region, or a province of Flanders, as Statbel names them."""


class Order(models.TextChoices):
    """In which order the register stands."""

    PARTNER = "", "partner"
    TEAM = "team", "lokaal team"
    STATUS = "toestand", "toestand"
    DEADLINE = "termijn", "volgende termijn"


@dataclass(frozen=True, slots=True)
class Conditions:
    """What the register shows, and how; empty means everything, by partner."""

    text: str = ""
    status: str = ""
    area: str = ""
    is_ending: bool = False
    is_doubted: bool = False
    order: str = ""

    @property
    def needs_judgement(self) -> bool:
        """Whether every agreement must be judged before one page of them is known."""
        return bool(self.status) or self.order in (Order.STATUS, Order.DEADLINE)


@dataclass(frozen=True, slots=True)
class Row:
    """One agreement in the register, as it stands on the day."""

    agreement: Agreement
    status: Status
    may_send: bool
    deadline: Deadline | None
    doubts: int


def found(visible: AgreementQuerySet, conditions: Conditions, *, on: date) -> AgreementQuerySet:
    """The agreements that meet all conditions but the status, in the order that the database can give."""
    rows = visible
    for word in conditions.text.split():
        digits = "".join(sign for sign in word if sign.isdigit())
        number = Q(partner__enterprise_number__contains=digits) if len(digits) > 2 else Q()
        rows = rows.filter(Q(team__name__icontains=word) | Q(partner__name__icontains=word) | number)
    if conditions.is_doubted:
        rows = rows.filter(Exists(Doubt.objects.open().filter(agreement=OuterRef("pk"))))
    if conditions.area:
        place = Q(municipality__region=conditions.area) | Q(municipality__province=conditions.area)
        rows = rows.filter(Exists(Territory.objects.covering(on).filter(place, organisation=OuterRef("partner"))))
    if conditions.is_ending:
        rows = rows.filter(pk__in=_ending_soon(rows, on))
    names = ["team__name", "partner__name"] if conditions.order == Order.TEAM else ["partner__name", "team__name"]
    return rows.order_by(*names, "-version", "pk")


def page_of(
    visible: AgreementQuerySet, conditions: Conditions, *, number: str | None, size: int, on: date
) -> tuple[list[Row], Page[Any]]:
    """One page of the register, with what each row tells on that day."""
    agreements = found(visible, conditions, on=on)
    if not conditions.needs_judgement:
        page: Page[Any] = Paginator(agreements.with_papers(), size).get_page(number)
        return judged(page.object_list, on=on), page
    page = Paginator(arranged(agreements, conditions, on=on), size).get_page(number)
    return list(page.object_list), page


def arranged(agreements: AgreementQuerySet, conditions: Conditions, *, on: date) -> list[Row]:
    """All rows with the wanted status, in the wanted order."""
    rows = judged(agreements.with_papers(), on=on)
    if conditions.status:
        rows = [row for row in rows if row.status == conditions.status]
    if conditions.order == Order.STATUS:
        rows.sort(key=lambda row: Status.values.index(row.status))
    if conditions.order == Order.DEADLINE:
        rows.sort(key=lambda row: row.deadline.on if row.deadline else date.max)
    return rows


def judged(agreements: Iterable[Agreement], *, on: date) -> list[Row]:
    """What the gate and the calendar say of each."""
    rows = []
    for agreement in agreements:
        decision = gate.check_agreement(agreement=agreement, on=on)
        protocol = agreement.protocol_facts
        doubts = len(agreement.doubts) + (len(protocol.doubts) if protocol else 0)
        deadline = next_deadline(agreement, on=on)
        rows.append(Row(agreement, status_of(agreement, decision), decision.may_send, deadline, doubts))
    return rows


def _ending_soon(rows: AgreementQuerySet, on: date) -> list[Any]:
    """Keys of those that stop within three months, by their term, a notice, or the end of the legal ground."""
    can_end = Q()
    for paper in ("", "protocol__"):
        can_end |= Q(**{f"{paper}ends_on__isnull": False}) | Q(**{f"{paper}notice_given_on__isnull": False})
    candidates = rows.filter(can_end | Q(legal_ground_gone_on__isnull=False)).select_related("protocol")
    last = add_months(on, SOON)
    return [agreement.pk for agreement in candidates if any(on <= day <= last for day in _ends_of(agreement))]


def _ends_of(agreement: Agreement) -> list[date]:
    protocol = agreement.protocol_facts
    days = [agreement.last_day, protocol.last_day if protocol else None, agreement.legal_ground_gone_on]
    if protocol is not None and has_come(protocol.ended_for_breach_on, date.max):
        days.append(protocol.ended_for_breach_on)
    return [day for day in days if day is not None]
