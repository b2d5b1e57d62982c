"""A missing or wrong variable stops the start, and the message names it."""

import os
import re
import subprocess
import sys
from itertools import product

import pytest
from django.core.exceptions import ImproperlyConfigured
from kombu import Connection

from settings import completeness, environment
from tools.checks import PRODUCTION

GOOD = {
    **PRODUCTION,
    "DATABASE_URL": "postgresql://user:password@localhost:5432/name",
    "REDIS_URL": "redis://localhost:6379/0",
}


@pytest.mark.parametrize(
    "name", sorted(name for name, variable in environment.VARIABLES.items() if variable.default is None)
)
def test_a_missing_variable_is_refused_by_name(monkeypatch, name):
    monkeypatch.setattr(environment.env, "ENVIRON", {key: value for key, value in GOOD.items() if key != name})
    with pytest.raises(ImproperlyConfigured, match=f"^{name} is missing"):
        environment.read(name)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "te-kort"),
        ("DATABASE_URL", "sqlite:///db.sqlite3"),
        ("DATABASE_URL", "mysql://u:p@h/name"),
        ("DATABASE_URL", "postgresql://user@host"),
        ("DATABASE_URL", "postgresql://u:p@one:5432,two:poort/name"),
        ("DATABASE_URL", "postgresql://u:p@one:5432,/name"),
        ("REDIS_URL", "amqp://h"),
        ("VAULT_KEYS", "1:abc"),
        ("VAULT_KEYS", "1:AAAA"),
        ("VAULT_KEYS", "one:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="),
        ("VAULT_KEYS", ",".join(["1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="] * 2)),
        ("SITE_URL", "elders.example"),
        ("SITE_URL", "https://aanmelden.example/pad"),
        ("MAIL_FROM", "a@x.example, b@x.example"),
        ("MAIL_FROM", "a@x.example\nBcc: b"),
        ("MAIL_FROM", "a@localhost"),
        ("MAIL_RETURN", "Naam <x@y.example>"),
        ("PROXY_COUNT", "veel"),
        ("SMTP_PORT", "70000"),
        ("SMTP_PORT", "vijf"),
        ("SMTP_SECURITY", "none"),
        ("SMTP_CA_FILE", "/nergens/ca.pem"),
        ("SMTP_LOGIN", "plain"),
        ("OAUTH_TOKEN_URL", "http://elders.example/token"),
        ("WITHDRAWAL_JOURNAL", "/nergens/journaal"),
        ("SITE_URL", "https://:8000"),
        ("SITE_URL", "https://Aanmelden.example"),
        ("SITE_URL", "https://aanmelden.example:443"),
        ("SITE_URL", "https://wie@aanmelden.example"),
        ("SITE_URL", "https://aanmelden.example?x"),
        ("ALLOWED_HOSTS", " , "),
        ("ALLOWED_HOSTS", "https://aanmelden.example"),
        ("ALLOWED_HOSTS", "*"),
        ("SMTP_HOST", "smtp.example:587"),
        ("SMTP_HOST", "smtp://smtp.example"),
        ("SMTP_EHLO_NAME", "aanmelden.example MAIL"),
        ("IMAP_HOST", "imap.één.example"),
        ("REDIS_URL", "redis:///3"),
        ("REDIS_URL", "redis://host/cache"),
        ("REDIS_URL", "redis://host:poort/0"),
        ("DATABASE_URL", "postgresql://user:password@host:poort/name"),
        ("VAULT_KEYS", "²:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="),
        ("SMTP_CA_FILE", __file__),
        ("SMTP_PORT", "9" * 5000),
        ("HSTS_SECONDS", "9" * 5000),
    ],
)
def test_a_wrong_variable_is_refused_by_name_and_its_value_is_not_repeated(monkeypatch, name, value):
    monkeypatch.setattr(environment.env, "ENVIRON", {**GOOD, name: value})
    with pytest.raises(ImproperlyConfigured, match=f"^{name} (is|has|names|holds) ") as refused:
        environment.read(name)
    assert value not in str(refused.value)


DAMAGED = ["{}\n", "\r{}", " {}", "{}\t", '"{}"', "'{}'", "{}\0"]


def test_what_a_file_of_variables_did_to_a_value_is_refused_by_name(monkeypatch):
    """Docker keeps quotes, a secret in a file a line break: it must not fail at the first mail."""
    told = {}
    for name, damaged in product(environment.VARIABLES, DAMAGED):
        value = damaged.format(GOOD.get(name) or environment.VARIABLES[name].default or "waarde")
        monkeypatch.setattr(environment.env, "ENVIRON", {**GOOD, name: value})
        try:
            told[name, damaged] = repr(environment.read(name))
        except ImproperlyConfigured as refused:
            told[name, damaged] = str(refused)
    assert [one for one in told if not re.match(f"{one[0]} (has a|holds a|is written between) ", told[one])] == []


@pytest.mark.parametrize("password", ["$ecret", "$PATH", "$$", "\\$x", "pa ss", "#", "ë€"])
def test_a_password_is_what_was_given_and_never_another_variable(monkeypatch, password):
    monkeypatch.setattr(environment.env, "ENVIRON", {**GOOD, "PATH": "/bin", "SMTP_PASSWORD": password})
    assert environment.read("SMTP_PASSWORD") == password


@pytest.mark.parametrize(
    ("machines", "hosts", "ports"),
    [
        ("one:6432,two:6433", "one,two", "6432,6433"),
        ("one,two:6433", "one,two", "5432,6433"),
        ("[2001:db8::1]:6432,[2001:db8::2]", "2001:db8::1,2001:db8::2", "6432,5432"),
    ],
)
def test_of_a_database_with_copies_the_one_is_asked_that_can_store(monkeypatch, machines, hosts, ports):
    address = f"postgresql://user:p,@ss@{machines}/name?sslmode=verify-full"
    monkeypatch.setattr(environment.env, "ENVIRON", {**GOOD, "DATABASE_URL": address})
    asked = environment.read("DATABASE_URL")
    assert (asked["HOST"], asked["PORT"], asked["PASSWORD"]) == (hosts, ports, "p,@ss")
    assert asked["OPTIONS"] == {"sslmode": "verify-full", "target_session_attrs": "read-write"}


def test_a_database_behind_a_socket_may_be_written_as_libpq_has_it(monkeypatch):
    address = "postgresql://user@%2Frun%2Fpostgresql/name"
    monkeypatch.setattr(environment.env, "ENVIRON", {**GOOD, "DATABASE_URL": address})
    assert environment.read("DATABASE_URL")["HOST"] == "/run/postgresql"


@pytest.mark.parametrize("password", ["pa@ss", "pa#ss", "pa/ss", "pa?ss", "p:a%ss"])
def test_the_broker_is_asked_with_the_password_as_it_was_given(monkeypatch, password):
    monkeypatch.setattr(environment.env, "ENVIRON", {**GOOD, "REDIS_URL": f"redis://:{password}@redis.example:6379/2"})
    asked = Connection(environment.read("REDIS_URL"))
    assert (asked.hostname, asked.port, asked.password, asked.virtual_host) == ("redis.example", 6379, password, "2")


def test_the_first_key_of_the_ring_is_the_one_that_seals():
    key = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
    assert list(environment.key_ring(f"2:{key},1:{key}")) == [2, 1]


def test_production_does_not_start_without_its_keys():
    incomplete = {key: value for key, value in GOOD.items() if key != "VAULT_KEYS"}
    started = subprocess.run(
        [sys.executable, "manage.py", "check"],
        env={"PATH": os.environ["PATH"], **incomplete},
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.returncode != 0
    assert "VAULT_KEYS is missing" in started.stderr


MAIL = dict.fromkeys((name for name in environment.VARIABLES if name.startswith(("SMTP", "IMAP", "OAUTH"))), "")
NO_LOGIN = {**MAIL, "SMTP_LOGIN": "none", "IMAP_LOGIN": "none"}
OAUTH = {"OAUTH_TOKEN_URL": "https://x.example/token", "OAUTH_CLIENT_ID": "id", "OAUTH_CLIENT_SECRET": "geheim"}


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"SMTP_LOGIN": "password", "SMTP_PASSWORD": "geheim"}, "SMTP_USERNAME is missing"),
        ({"SMTP_LOGIN": "password", "SMTP_USERNAME": "a"}, "SMTP_PASSWORD is missing"),
        ({"SMTP_USERNAME": "a", "SMTP_PASSWORD": "geheim"}, "SMTP_USERNAME is given"),
        ({"SMTP_LOGIN": "xoauth2", "SMTP_USERNAME": "a", **OAUTH, "OAUTH_CLIENT_ID": ""}, "OAUTH_CLIENT_ID is missing"),
        ({"SMTP_LOGIN": "xoauth2", "SMTP_USERNAME": "a", **OAUTH, "SMTP_PASSWORD": "geheim"}, "SMTP_PASSWORD is given"),
        ({"IMAP_LOGIN": "password", "IMAP_HOST": "h", "IMAP_USERNAME": "a"}, "IMAP_PASSWORD is missing"),
        ({"IMAP_HOST": "h"}, "IMAP_LOGIN is none"),
    ],
)
def test_a_login_that_is_half_configured_is_refused_by_name(changes, named):
    with pytest.raises(ImproperlyConfigured, match=f"^{named}") as refused:
        completeness.check_logins({**NO_LOGIN, **changes})
    assert "geheim" not in str(refused.value)


@pytest.mark.parametrize(
    "login",
    [
        {},
        {"SMTP_LOGIN": "password", "SMTP_USERNAME": "a", "SMTP_PASSWORD": "geheim"},
        {"SMTP_LOGIN": "xoauth2", "SMTP_USERNAME": "a", **OAUTH},
        {"IMAP_HOST": "h", "IMAP_LOGIN": "xoauth2", "IMAP_USERNAME": "a", **OAUTH},
    ],
)
def test_a_login_that_is_whole_is_accepted(login):
    completeness.check_logins({**NO_LOGIN, **login})
