"""One form for every line that the programs log: when, how bad, who says it, and during which request, task and mail.

The time has its offset, so that lines of machines in different zones can be put in order. An error shows where it
happened and of what kind it is, and not its words: those often repeat what was typed.
"""

import json
import logging
import re
import traceback
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from types import TracebackType

from celery import current_task
from django.http import HttpRequest, HttpResponse

_request: ContextVar[str] = ContextVar("request", default="")
_mail: ContextVar[str] = ContextVar("mail", default="")
_NUMBER_OF_A_PROXY = re.compile(r"[A-Za-z0-9-]{8,64}")
_Error = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


@contextmanager
def about_mail(key: object) -> Iterator[None]:
    """Let every line inside say which mail it is about."""
    before = _mail.set(str(key))
    try:
        yield
    finally:
        _mail.reset(before)


class RequestNumberMiddleware:
    """Gives each request a number, or takes that of the proxy, so that the lines of one request can be found."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        before = _request.set(given if _NUMBER_OF_A_PROXY.fullmatch(given) else uuid.uuid4().hex[:16])
        try:
            return self.get_response(request)
        finally:
            _request.reset(before)


class _Line(logging.Formatter):
    """What both forms share. `tells_errors` adds the words of an error: for development only."""

    def __init__(self, *, tells_errors: bool = False) -> None:
        super().__init__()
        self.tells_errors = tells_errors

    def formatException(self, ei: _Error) -> str:  # noqa: N802  # the name is logging's
        """Where it happened and what kind of error it is, with those before it."""
        if self.tells_errors or ei[1] is None:
            return super().formatException(ei)
        steps, error = [], ei[1]
        while error is not None:
            frames = traceback.extract_tb(error.__traceback__)
            places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
            steps.append("\n".join([*places, f"{type(error).__module__}.{type(error).__qualname__}"]))
            following = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
            error = following  # type: ignore[assignment]
        return "\n-- after --\n".join(steps)

    def parts(self, record: logging.LogRecord) -> dict[str, str]:
        """The parts of a line, in order; those that are empty are left out."""
        moment = datetime.fromtimestamp(record.created).astimezone()
        task = current_task.request.id if current_task else ""
        found = {
            "at": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request": _request.get(),
            "task": task or "",
            "mail": _mail.get(),
            "message": record.getMessage(),
            "error": self.formatException(record.exc_info) if record.exc_info else "",
        }
        return {name: value for name, value in found.items() if value}


class PlainLine(_Line):
    """For people."""

    def format(self, record: logging.LogRecord) -> str:
        parts = self.parts(record)
        about = " ".join(f"{name}={parts[name]}" for name in ("request", "task", "mail") if name in parts)
        line = " ".join(filter(None, (parts["at"], parts["level"], parts["logger"], about, parts.get("message"))))
        return f"{line}\n{parts['error']}" if "error" in parts else line


class JsonLine(_Line):
    """For programs: one object a line."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(self.parts(record), ensure_ascii=False)


def is_not_the_pulse(record: logging.LogRecord) -> bool:
    """Leave out that the log was sealed: every two seconds three lines, that say nothing as long as they come."""
    return record.levelno > logging.INFO or "audit.tasks.seal_trail" not in record.getMessage()


def is_no_ordinary_refusal(record: logging.LogRecord) -> bool:
    """Leave out what django.request warns of: pages that are not there, or not for who asks.

    The access log has them, the trail has those of who is signed in, and a path that was mistyped can hold anything.
    """
    return not 400 <= getattr(record, "status_code", 500) < 500
