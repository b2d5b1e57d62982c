"""What every web process does, here and in production; gunicorn finds this file by itself.

The access log names the path only: a query can hold the token of a link, and a referer may hold a query (ADR 0046).
"""

import gc
from typing import Any

from gunicorn.glogging import Logger

from settings.environment import read
from settings.logs import logging_in


class OneLineEach(Logger):  # type: ignore[misc]  # gunicorn has no types
    """A path arrives decoded: a line break in it would begin a line that nobody wrote."""

    def atoms(self, *args: Any, **options: Any) -> dict[str, Any]:
        atoms: dict[str, Any] = super().atoms(*args, **options)
        return {name: _printable(value) if isinstance(value, str) else value for name, value in atoms.items()}


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)


preload_app = True  # what is loaded before the processes part is in memory once (ADR 0074)


def when_ready(_server: Any) -> None:
    """Keep the collector away from what was loaded: looking at it would copy it into each process."""
    gc.collect()
    gc.freeze()


accesslog = "-"
logconfig_dict = logging_in(read("LOG_FORMAT"))
access_log_format = '%(h)s "%(m)s %(U)s %(H)s" %(s)s %(B)s %(M)sms'
logger_class = OneLineEach
