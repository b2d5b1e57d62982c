"""A Sentry learns what kind of error it is and where, and nothing of a client: read from what goes over the line."""

import logging
from collections.abc import Iterator

import pytest
import sentry_sdk
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from audit.log_lines import about_mail
from settings.errors_elsewhere import tell_errors
from tests.sentry_endpoint import sentry
from upkeep import views

CLIENT = ("Vandevoorde", "Dorpsstraat", "0470998877", "lotte@elders.example", "BSN-geheim")
ROOMS = ["upkeep", "outbox"]


@pytest.fixture
def received() -> Iterator[list[bytes]]:
    """What a Sentry of our own gets."""
    bodies: list[bytes] = []
    with sentry(bodies) as dsn:
        tell_errors(dsn, release="0.1.0", rooms=ROOMS)
        try:
            yield bodies
        finally:
            sentry_sdk.get_client().close(timeout=2)
            sentry_sdk.get_global_scope().set_client(None)


@pytest.mark.django_db
def test_nothing_of_a_client_leaves_whatever_goes_wrong(received, monkeypatch):
    name, street, phone, email, secret = CLIENT

    def fail(*, at: object) -> None:
        typed = {"name": name, "email": email}
        try:
            raise KeyError(phone)
        except KeyError as error:
            raise ValueError(f"{typed} {street}") from error

    monkeypatch.setattr(views, "look", fail)
    visitor = Client(raise_request_exception=False)
    visitor.cookies["koekje"] = secret
    answer = visitor.get(f"/gezond/diep/?naam={name}", headers={"user-agent": street, "referer": f"http://x/{email}"})
    assert answer.status_code == 500
    with about_mail(name):
        logging.getLogger("outbox.delivery").error("transmission %s: %s", name, street)
        logging.getLogger("library").error(f"cannot read {name} {email}")  # as libraries do
        logging.getLogger("outbox.delivery").warning("%s is slow", street)
    sentry_sdk.flush(timeout=5)
    told = b"\n".join(received).decode()
    assert told.count('"event_id"') >= 3
    for expected in ("ValueError", "KeyError", '"fail"', "test_errors_elsewhere.py", "transmission %s: %s", "0.1.0"):
        assert expected in told
    for token in (*CLIENT, "koekje", "naam="):
        assert token not in told, told


def test_a_hook_without_its_library_is_refused_by_name(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "sentry_sdk", None)
    with pytest.raises(ImproperlyConfigured, match="SENTRY_DSN is given"):
        tell_errors("http://sleutel@127.0.0.1:1/1", release="0.1.0", rooms=ROOMS)


def test_without_an_address_nothing_is_started(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "sentry_sdk", None)
    tell_errors("", release="0.1.0", rooms=ROOMS)
