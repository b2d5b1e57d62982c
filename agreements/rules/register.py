"""The register as rows: which agreements meet the conditions, in which order, and what each row tells.

Status and deadlines are the answer of the gate and of the calendar for a day (`judged`). The answer for today is kept
in `RegisterLine`, so that the database finds, sorts and counts; a line of another day is judged again for the page.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import auto
from typing import Any, TypedDict
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Case, Count, Exists, F, Func, OuterRef, Q, Value, When
from django.db.models.functions import Cast

from agreements.models import Agreement, AgreementQuerySet, DeadlineKind, RegisterLine
from agreements.rules.deadlines import Deadline, next_deadline
from agreements.rules.status import status_of
from agreements.terms.status import PaperStatus
from audit.codes import Codes
from directory.models import Territory
from law import gate
from law.notice_period import add_months
from law.obstacles import Obstacle

SOON = 3  # months


class Order(Codes):
    """In which order the register stands."""

    PARTNER = "", "partner"
    TEAM = auto(), "lokaal team"
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
    def narrow_lines(self) -> bool:
        """Whether what the lines tell decides which agreements are shown."""
        return bool(self.status) or self.is_doubted or self.is_ending


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """What the register tells of one agreement, as it stands on the day."""

    status: PaperStatus
    may_send: bool
    obstacles: frozenset[Obstacle]
    deadline: Deadline | None
    is_late: bool
    doubts: int


class RegisterRow(TypedDict):
    """One agreement on a page of the register; a dict with words, since a template looks those up in no time."""

    pk: UUID
    partner: str
    team: str
    version: int
    in_force_from: date | None
    status: PaperStatus
    status_words: str
    tone: str
    may_send: bool
    obstacles: frozenset[Obstacle]
    deadline_on: date | None
    deadline_words: str
    is_late: bool
    doubts: int


def judged(agreements: Iterable[Agreement], *, on: date) -> list[RegisterLine]:
    """What the gate and the calendar say of each, as lines that are not written yet."""
    lines = []
    for agreement in agreements:
        decision = gate.check_agreement(agreement=agreement, on=on)
        protocol = agreement.protocol_facts
        deadline = next_deadline(agreement, on=on)
        line = RegisterLine(
            agreement=agreement,
            judged_on=on,
            status=status_of(agreement, decision).value,
            may_send=decision.may_send,
            obstacles=[one.code for one in decision.obstacles],
            doubts=len(agreement.doubts) + (len(protocol.doubts) if protocol else 0),
            deadline_on=deadline.on if deadline else None,
            deadline_kind=deadline.kind.value if deadline else "",
            ends_on=min((day for day in _ends_of(agreement) if day >= on), default=None),
        )
        lines.append(line)
    return lines


def found(visible: AgreementQuerySet, conditions: Conditions, *, on: date) -> AgreementQuerySet:
    """The agreements that meet the conditions, in order, each with its line of that day (`told_of`)."""
    sought = _sought(visible, conditions, on)
    return _arranged(sought, conditions, on=on, has_stale=sought.without_line(on).exists())


def page_of(
    visible: AgreementQuerySet, conditions: Conditions, *, number: str | None, size: int, on: date
) -> tuple[list[RegisterRow], Page[Any]]:
    """One page of the register, with what each row tells on that day."""
    sought = _sought(visible, conditions, on)
    counted = sought.aggregate(all=Count("pk"), judged=Count("line", filter=Q(line__judged_on=on)))
    shown = _arranged(sought, conditions, on=on, has_stale=counted["judged"] < counted["all"])
    paginator = Paginator(
        shown.values_list("pk", "partner__name", "team__name", "version", "in_force_from", *_LINE), size
    )
    if not conditions.narrow_lines:
        paginator.count = counted["all"]  # so it need not ask again
    page = paginator.get_page(number)
    rows = [
        _row(pk, partner, team, version, in_force_from, _told(*line, on=on))
        for pk, partner, team, version, in_force_from, *line in page.object_list
    ]
    return rows, page


def _arranged(sought: AgreementQuerySet, conditions: Conditions, *, on: date, has_stale: bool) -> AgreementQuerySet:
    rows: Any = _with_lines(sought, on) if has_stale else sought.annotate(**_OF_TODAY)
    if conditions.status:
        rows = rows.filter(line_status=conditions.status)
    if conditions.is_doubted:
        rows = rows.filter(line_doubts__gt=0)
    if conditions.is_ending:
        rows = rows.filter(line_ends_on__lte=add_months(on, SOON))
    arranged: AgreementQuerySet = rows.order_by(*_ORDERS[Order(conditions.order)], "-version", "pk")
    return arranged


def _row(
    pk: UUID, partner: str, team: str, version: int, in_force_from: date | None, told: RegisterFacts
) -> RegisterRow:
    return {
        "pk": pk,
        "partner": partner,
        "team": team,
        "version": version,
        "in_force_from": in_force_from,
        "status": told.status,
        "status_words": told.status.label,
        "tone": told.status.tone,
        "may_send": told.may_send,
        "obstacles": told.obstacles,
        "deadline_on": told.deadline.on if told.deadline else None,
        "deadline_words": told.deadline.words if told.deadline else "",
        "is_late": told.is_late,
        "doubts": told.doubts,
    }


def told_of(agreement: Agreement, *, on: date) -> RegisterFacts:
    """What the register tells of an agreement that `found` gave."""
    return _told(*(getattr(agreement, name) for name in _LINE), on=on)


def _told(
    status: str,
    may_send: bool,
    obstacles: list[str],
    doubts: int,
    deadline_on: date | None,
    deadline_kind: str,
    *,
    on: date,
) -> RegisterFacts:
    deadline = None if deadline_on is None else Deadline(deadline_on, DeadlineKind(deadline_kind))
    is_late = deadline is not None and deadline.is_late(on)
    found = frozenset(map(_OBSTACLES.__getitem__, obstacles))
    return RegisterFacts(PaperStatus(status), may_send, found, deadline, is_late, doubts)


_OBSTACLES = {one.code: one for one in Obstacle}
_LINE = ("line_status", "line_may_send", "line_obstacles", "line_doubts", "line_deadline_on", "line_deadline_kind")
_PARTIES = ("partner__name", "team__name")
_BY_STATUS = Case(*(When(line_status=status, then=place) for place, status in enumerate(PaperStatus.values)))
_ORDERS: dict[str, tuple[Any, ...]] = {
    Order.PARTNER: _PARTIES,
    Order.TEAM: ("team__name", "partner__name"),
    Order.STATUS: (_BY_STATUS, *_PARTIES),
    Order.DEADLINE: (F("line_deadline_on").asc(nulls_last=True), *_PARTIES),
}
_TOLD = [field for field in RegisterLine._meta.fields if field.name not in ("agreement", "judged_on")]
_OF_TODAY = {f"line_{field.name}": F(f"line__{field.name}") for field in _TOLD}


def _sought(visible: AgreementQuerySet, conditions: Conditions, on: date) -> AgreementQuerySet:
    """What is sought by the parties and by where the partner works: nothing to be judged."""
    rows = visible
    for word in conditions.text.split():
        digits = "".join(sign for sign in word if sign.isdigit())
        number = Q(partner__enterprise_number__contains=digits) if len(digits) > 2 else Q()
        rows = rows.filter(Q(team__name__icontains=word) | Q(partner__name__icontains=word) | number)
    if conditions.area:
        place = Q(municipality__region=conditions.area) | Q(municipality__province=conditions.area)
        rows = rows.filter(Exists(Territory.objects.covering(on).filter(place, organisation=OuterRef("partner"))))
    return rows


def _with_lines(agreements: AgreementQuerySet, on: date) -> AgreementQuerySet:
    """Each with what its line tells of that day, as `line_…`, when some lines are not of that day.

    Those are judged here, and go to the database with the question: a page that is read writes nothing.
    """
    judged_lines = judged(agreements.without_line(on).with_papers(), on=on)
    lines = {str(line.pk): {field.name: field.value_from_object(line) for field in _TOLD} for line in judged_lines}
    judged_now = Value(json.dumps(lines, cls=DjangoJSONEncoder))
    told = {
        f"line_{field.name}": Case(
            When(line__judged_on=on, then=F(f"line__{field.name}")),
            default=_from_json(judged_now, field),
        )
        for field in _TOLD
    }
    return agreements.annotate(**told)


def _from_json(lines: Value, field: "models.Field[Any, Any]") -> Cast:
    """One value of the line of this agreement, from an object with the lines by key."""
    text = Func(
        Cast(lines, models.JSONField()),
        Cast("pk", models.TextField()),
        Value(field.name),
        function="jsonb_extract_path_text",
        output_field=models.TextField(),
    )
    return Cast(text, type(field)())


def _ends_of(agreement: Agreement) -> Iterator[date]:
    """The days on which it stops: by its term, a notice, a breach, or the end of the legal ground."""
    protocol = agreement.protocol_facts
    days = [agreement.last_day, agreement.legal_ground_gone_on]
    if protocol is not None:
        days += [protocol.last_day, protocol.ended_for_breach_on]
    yield from (day for day in days if day is not None)
