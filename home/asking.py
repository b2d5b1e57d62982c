"""What every page asks around its content, in one statement that is written down once for each kind of person.

Django takes longer to write these questions down, and PostgreSQL to plan them, than to answer them (ADR 0081). So they
are written for a stand-in with the same roles, and asked with the keys and moments of who is here. What does not differ
stands in the statement itself: so PostgreSQL sees that a partial index holds, whoever asks, and keeps its plan.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from psycopg.sql import quote
from psycopg.types.json import Jsonb

from accounts.models import Membership, User
from directory.models import Organisation
from law.notice_period import add_months

SOON = 3  # months


class Now(NamedTuple):
    """Now; a question may ask for days and hours before and after."""

    at: datetime
    today: date
    soon: date

    @classmethod
    def of(cls, at: datetime) -> "Now":
        today = timezone.localdate(at)
        return cls(at, today, add_months(today, SOON))


@dataclass(frozen=True)
class Counted:
    """How many rows, and no more than so many."""

    rows: QuerySet[Any, Any]
    most: int

    @property
    def nothing(self) -> int:
        return 0


@dataclass(frozen=True)
class Listed:
    """The rows themselves, each as a dictionary with the values of the query set as JSON has them."""

    rows: QuerySet[Any, Any]
    most: int

    @property
    def nothing(self) -> list[dict[str, Any]]:
        return []


@dataclass(frozen=True)
class Tallied:
    """For each `why` among the rows: how many there are (`number`), and the other values of one of them."""

    rows: QuerySet[Any, Any]
    others: tuple[str, ...]

    @property
    def nothing(self) -> list[dict[str, Any]]:
        return []


Question = Counted | Listed | Tallied
Questions = Callable[[User, Now], Mapping[str, Question]]


def ask(questions: Questions, user: User, *, at: datetime) -> dict[str, Any]:
    """Return the answers by name: a number, or rows."""
    places = {one.organisation_id: number for number, one in enumerate(user.memberships)}
    access = tuple(
        (one.role, one.is_head, places[one.organisation_id], one.organisation.kind) for one in user.memberships
    )
    written = _written(questions, user.bound_by_secrecy_since is not None, access)
    if not written.statement:
        return dict(written.nothing)
    keys = {_STAND_IN: user.pk} | {_key(number): place for place, number in places.items()}
    with connection.cursor() as cursor:
        cursor.execute(written.statement, [_of_now(value, keys, Now.of(at)) for value in written.values])
        answers = dict(zip(written.names, cursor.fetchone(), strict=True))
    rows = {name: json.loads(told) for name, told in answers.items() if isinstance(told, str)}
    return written.nothing | answers | rows


_STAND_IN = UUID(int=0)
_THEN = Now(datetime(1000, 6, 1, 12, tzinfo=UTC), date(1000, 6, 1), date(1200, 6, 1))
"""So long ago that no question names such a moment but from here."""
_NEAR = timedelta(days=50 * 365)


@dataclass(frozen=True)
class _Written:
    statement: str
    names: list[str]
    values: list[Any]
    nothing: dict[str, Any]


@lru_cache(maxsize=64)
def _written(questions: Questions, is_bound: bool, access: tuple[tuple[str, bool, int, str], ...]) -> _Written:
    user = User(pk=_STAND_IN, bound_by_secrecy_since=_THEN.today if is_bound else None)
    user.memberships = [
        Membership(user=user, role=role, is_head=is_head, organisation=Organisation(pk=_key(number), kind=kind))
        for role, is_head, number, kind in access
    ]
    asked = questions(user, _THEN)
    columns, values = {}, []
    for name, question in asked.items():
        try:
            columns[name], of_this = _column(question)
        except EmptyResultSet:  # nothing of this can be visible to such a person
            continue
        values += of_this
    statement = f"SELECT {', '.join(columns.values())}" if columns else ""
    return _Written(statement, list(columns), values, {name: one.nothing for name, one in asked.items()})


_LIST = "(SELECT coalesce(json_agg(found), '[]')::text FROM ({}) AS found)"
_TALLY = "SELECT why, count(*) AS number{} FROM ({}) AS one GROUP BY why"
_COUNT = "(SELECT count(*) FROM ({}) AS found)"


def _column(question: Question) -> tuple[str, list[Any]]:
    """A question as one value of a statement, and what it leaves open."""
    if isinstance(question, Tallied):
        statement, values = _open(question.rows, key=_UNSEEN)
        others = "".join(f", min({name}) AS {name}" for name in question.others)
        return _LIST.format(_TALLY.format(others, statement)), values
    if isinstance(question, Listed):
        statement, values = _open(question.rows[: question.most])
        return _LIST.format(statement), values
    rows = question.rows if question.rows.query.is_sliced else question.rows.order_by()[: question.most]
    statement, values = _open(rows.values("pk"))
    return _COUNT.format(statement), values


_UNSEEN = "(SELECT %s)::uuid"
"""A key in a subquery, into which PostgreSQL does not look when it plans.

It would find it worth its while to plan a tally anew for a small team beside large ones, at each page, although the
plan is the same and takes more than ten times as long as the answer. The type makes a value of the subquery: alone
inside IN ( ) it is a table, into which PostgreSQL does look.
"""


def _open(rows: QuerySet[Any, Any], *, key: str = "%s") -> tuple[str, list[Any]]:
    """A statement that leaves open what differs from person to person, and from moment to moment."""
    statement, values = rows.query.sql_with_params()
    first, *further = statement.split("%s")
    written = [first]
    for part, value in zip(further, values, strict=True):
        written += [_quoted(value) if not _differs(value) else key if isinstance(value, UUID) else "%s", part]
    return "".join(written), [value for value in values if _differs(value)]


def _quoted(value: Any) -> str:
    """A value inside a statement: by its text, as an enum has another one for psycopg."""
    return quote(value if isinstance(value, Jsonb) else str(value)).replace("%", "%%")


def _differs(value: Any) -> bool:
    return isinstance(value, UUID | date)


def _of_now(value: Any, keys: Mapping[UUID, UUID], now: Now) -> Any:
    """What stands for a value of the stand-in: a key, or a moment as far from this one."""
    if isinstance(value, UUID):
        return keys[value]
    if isinstance(value, datetime):
        return now.at + (value - _THEN.at)
    of_now, then = (now.soon, _THEN.soon) if value > _THEN.today + _NEAR else (now.today, _THEN.today)
    return of_now + (value - then)


def _key(number: int) -> UUID:
    return UUID(int=number + 1)
