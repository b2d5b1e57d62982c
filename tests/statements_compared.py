"""Holds each statement that was written once against the one that Django writes for the values of now (ADR 0099)."""

from collections import Counter
from collections.abc import Iterator
from functools import wraps
from typing import Any

import pytest
from django.core.exceptions import EmptyResultSet
from django.db.models.sql.compiler import SQLCompiler
from psycopg.sql import quote

from statements import written

ALWAYS, NOW_AND_AGAIN = 10, 20
"""Django takes so long to write a statement that a quarter of the processor time of the tests of pages went into it."""
_write = written.write
_new: list[tuple[Any, Any, written.Written]] = []


@pytest.fixture(scope="session", autouse=True)
def statements_are_those_of_django() -> Iterator[None]:
    """Whatever a test is about, it compares what it asks: each statement its first times, and then now and again."""
    ask = written.asked
    times: Counter[int] = Counter()

    @wraps(ask)
    def asked(make: Any, kept: Any, given: Any) -> Any:
        one, values = ask(make, kept, given)
        times[id(one)] += 1
        if times[id(one)] <= ALWAYS or times[id(one)] % NOW_AND_AGAIN == 0:
            _compare(one, values, make(*given[0], **given[1]), make)
        return one, values

    def noted(make: Any, given: Any) -> written.Written:
        one = _write(make, given)
        _new.append((make, given, one))
        return one

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(written, "asked", asked)
        patch.setattr(written, "write", noted)
        yield


@pytest.fixture(autouse=True)
def statements_outlive_the_test() -> Iterator[None]:
    """What was written has to hold for the next test: who patches what stands in a statement uses the fixture below."""
    _new.clear()
    yield
    for make, given, one in _new:
        if one.made.query.select_for_update:  # to write it, Django asks the connection, which is closed to tests by now
            continue
        anew = _write(make, given)
        if (anew.statement, anew.fills) != (one.statement, one.fills):
            written.forget_all()
            pytest.fail(f"{make.__qualname__} was written with what this test patched: let it use `statements_anew`.")


@pytest.fixture
def statements_anew(statements_outlive_the_test: None) -> Iterator[None]:
    """Write all statements anew, with what this test patches, and again after it."""
    written.forget_all()
    yield
    written.forget_all()
    _new.clear()


@pytest.fixture
def written_by_django(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The models about which Django writes a statement; nothing is compared meanwhile, which would write as well."""
    models: list[str] = []
    inner = SQLCompiler.as_sql

    def as_sql(compiler: SQLCompiler, *arguments: Any, **options: Any) -> Any:
        if not compiler.query.subquery:
            models.append(compiler.query.model.__name__)
        return inner(compiler, *arguments, **options)

    monkeypatch.setattr(written, "asked", written.asked.__wrapped__)
    monkeypatch.setattr(SQLCompiler, "as_sql", as_sql)
    return models


def _compare(one: written.Written, values: list[Any], rows: Any, make: Any) -> None:
    try:
        statement, open_values = rows.query.sql_with_params()
    except EmptyResultSet:
        assert one.compiler is None, make.__qualname__
        return
    filled = one.statement % tuple(map(_literal, one.filled(values)))
    assert filled == statement % tuple(map(_literal, open_values)), make.__qualname__


def _literal(value: Any) -> str:
    return quote(str(value) if isinstance(value, str) else value)
