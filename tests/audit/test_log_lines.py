"""Every line has one form, and none holds what was typed."""

import json
import logging
import re
import sys

import pytest
from django.test import Client

from audit.log_lines import JsonLine, PlainLine, RequestNumberMiddleware, about_mail

ISO = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d"


def record(message: str = "iets %s", *arguments: object, error: BaseException | None = None) -> logging.LogRecord:
    info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("outbox.delivery", logging.ERROR, "x.py", 1, message, arguments, info)


def test_a_plain_line_says_when_with_its_offset_and_about_which_mail():
    with about_mail("ab-12"):
        line = PlainLine().format(record("iets %s", "ABCD-2345"))
    assert re.fullmatch(rf"{ISO} ERROR outbox\.delivery mail=ab-12 iets ABCD-2345", line)


def test_a_line_of_json_is_one_line_with_the_same_parts():
    with about_mail("ab-12"):
        line = JsonLine().format(record("twee\nregels %s", "é"))
    assert "\n" not in line
    parts = json.loads(line)
    assert re.fullmatch(ISO, parts.pop("at"))
    assert parts == {"level": "ERROR", "logger": "outbox.delivery", "mail": "ab-12", "message": "twee\nregels é"}


def test_an_error_tells_its_kind_and_place_and_none_of_its_words():
    try:
        try:
            raise KeyError("Janssens")
        except KeyError:
            raise ValueError("Dorpsstraat 1") from None
    except ValueError as error:
        failed = record("mislukt", error=error)
        error.__suppress_context__ = False
        for form in PlainLine, JsonLine:
            line = form().format(failed)
            assert "builtins.ValueError" in line
            assert "builtins.KeyError" in line
            assert "test_log_lines.py" in line
            assert "Janssens" not in line
            assert "Dorpsstraat" not in line
        assert "Dorpsstraat" in PlainLine(tells_errors=True).format(failed)
    assert sys.exc_info() == (None, None, None)


@pytest.mark.parametrize(
    ("given", "taken"), [("0123456789abcdef", True), ("kort", False), ("Jan Janssens 0470", False), ("", False)]
)
def test_the_number_of_a_request_is_that_of_the_proxy_or_a_new_one(rf, given, taken):
    seen = []
    middleware = RequestNumberMiddleware(lambda request: seen.append(PlainLine().format(record("x"))))
    middleware(rf.get("/", headers={"X-Request-ID": given}))
    [number] = re.findall(r" request=(\S+) x$", seen[0])
    assert (number == given) is taken
    assert re.fullmatch("[0-9a-f]{16}", number)


@pytest.mark.django_db
def test_a_page_that_is_not_there_is_no_warning_and_its_path_is_not_repeated(caplog):
    logger = logging.getLogger("django")
    logger.addHandler(caplog.handler)
    try:
        assert Client().get("/Jan-Janssens-Dorpsstraat/").status_code == 404
        assert caplog.records == []
        logging.getLogger("django.request").error("Internal Server Error", extra={"status_code": 500})
        assert len(caplog.records) == 1
    finally:
        logger.removeHandler(caplog.handler)
