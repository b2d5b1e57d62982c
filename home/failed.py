"""The page for what went wrong with us; it asks no database, and needs nothing of the request."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader

ONLY_READS = "25006"
TRY_AGAIN_IN = "60"  # seconds


def failed(_request: HttpRequest) -> HttpResponse:
    """Answer 503 while the database is away, full or only reads: it passes, and proxies and who watches know so."""
    error = sys.exc_info()[1]
    if _is_of_a_database_that_cannot(error):
        page = loader.get_template("database.html").render()
        return HttpResponse(page, status=503, headers={"Retry-After": TRY_AGAIN_IN})
    return HttpResponse(loader.get_template("500.html").render(), status=500)


def _is_of_a_database_that_cannot(error: BaseException | None) -> bool:
    """Away, ending, full, without a free connection: to Django each is the same kind of error; only reading is not."""
    is_operational = isinstance(error, OperationalError | InterfaceError)
    return is_operational or getattr(error and error.__cause__, "sqlstate", None) == ONLY_READS
