"""Production speaks with PostgreSQL and Redis over TLS with a checked certificate, or an operator says why not."""

import os
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured
from kombu import Connection

from local.certificate import server_context
from settings import environment
from settings.encrypted_lines import encrypt_broker, encrypt_database
from tests.settings.test_environment import GOOD


@pytest.mark.parametrize("password", ["a@b", "a/b", "a#b", "a?b", "a:b", "a%2Fb", "é@/#?:", "a%b"])
def test_a_password_is_read_as_it_was_written(password):
    """With a percent sign and two digits it is one that was escaped."""
    read = environment.database(f"postgresql://mij:{password}@db.example:5433/aanmelden?sslmode=verify-ca")
    assert read["PASSWORD"] == password.replace("%2F", "/")
    assert (read["USER"], read["HOST"], read["PORT"], read["NAME"]) == ("mij", "db.example", 5433, "aanmelden")
    assert read["OPTIONS"] == {"sslmode": "verify-ca"}


@pytest.mark.parametrize(
    ("url", "reason", "mode"),
    [
        ("postgresql://u:p@db.example/n", "", "verify-full"),
        ("postgresql://u:p@192.0.2.3/n?sslmode=verify-ca", "", "verify-ca"),
        ("postgresql://u:p@db.example/n?sslmode=disable", "een eigen kabel", "disable"),
        ("postgresql://u:p@db.example/n", "een eigen kabel", None),
        ("postgresql://u:p@127.0.0.1/n", "", None),
        ("postgresql://u:p@localhost/n", "", None),
        ("postgresql://u:p@/n?host=/var/run/postgresql", "", None),
        ("postgresql://u:p@db.example/n?sslmode=require", "", "refused"),
        ("postgresql://u:p@db.example/n?sslmode=prefer", "", "refused"),
        ("postgresql://u:p@/n?host=/run/postgresql,db.example&sslmode=disable", "", "refused"),
    ],
)
def test_another_machine_is_asked_for_a_certificate_that_is_checked(url, reason, mode):
    database = environment.database(url)
    if mode == "refused":
        with pytest.raises(ImproperlyConfigured, match="DATABASE_WITHOUT_TLS_BECAUSE"):
            encrypt_database(database, reason=reason)
        return
    encrypt_database(database, reason=reason)
    assert database["OPTIONS"].get("sslmode") == mode


@pytest.mark.parametrize(
    ("url", "reason", "is_refused"),
    [
        ("redis://redis.example:6379/0", "", True),
        ("redis://:geheim@192.0.2.3:6379/0", "", True),
        ("redis://redis.example:6379/0", "een eigen kabel", False),
        ("redis://127.0.0.1:6379/0", "", False),
        ("redis://[::1]:6379/0", "", False),
        ("rediss://redis.example:6379/0", "", False),
    ],
)
def test_a_plain_line_to_redis_on_another_machine_is_refused(url, reason, is_refused):
    if is_refused:
        with pytest.raises(ImproperlyConfigured, match="REDIS_WITHOUT_TLS_BECAUSE"):
            encrypt_broker(url, ca_file=None, reason=reason)
    else:
        assert (encrypt_broker(url, ca_file=None, reason=reason) is None) is url.startswith("redis:")


@contextmanager
def before_redis(context: ssl.SSLContext) -> Iterator[int]:
    """A door with TLS before the Redis of these tests."""
    address = urlsplit(os.environ["REDIS_URL"])

    def pump(one: socket.socket, other: socket.socket) -> None:
        try:
            while content := one.recv(65536):
                other.sendall(content)
        except OSError:
            pass
        finally:
            other.close()

    def serve(door: socket.socket) -> None:
        while True:
            try:
                plain, _ = door.accept()
            except OSError:
                return
            try:
                line = context.wrap_socket(plain, server_side=True)
            except OSError:
                continue
            behind = socket.create_connection((address.hostname or "", address.port or 6379))
            for pair in ((line, behind), (behind, line)):
                threading.Thread(target=pump, args=pair, daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as door:
        threading.Thread(target=serve, args=(door,), daemon=True).start()
        yield door.getsockname()[1]


@pytest.mark.parametrize("is_known", [True, False])
def test_the_broker_is_reached_over_tls_only_when_it_is_who_it_says(tmp_path, is_known):
    certificate = tmp_path / "ca.pem"
    with before_redis(server_context(certificate)) as port:
        url = f"rediss://localhost:{port}/0"
        options = encrypt_broker(url, ca_file=str(certificate) if is_known else None, reason="")
        with Connection(url, ssl=options, transport_options={"socket_timeout": 3, "max_retries": 0}) as line:
            if is_known:
                assert line.default_channel.client.ping()
            else:
                with pytest.raises(Exception, match="certificate verify failed"):
                    line.default_channel.client.ping()


def started(**changes: str) -> subprocess.CompletedProcess[str]:
    code = (
        "from django.conf import settings as s; print(s.SECURE_HSTS_SECONDS, s.SECURE_HSTS_INCLUDE_SUBDOMAINS,"
        " s.SECURE_HSTS_PRELOAD, s.DATABASES['default']['OPTIONS'].get('sslmode'))"
    )
    environ = {"PATH": os.environ["PATH"], **GOOD, **changes}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, env=environ, capture_output=True, text=True, check=False)


def test_production_starts_with_what_the_operator_chose_and_not_with_what_contradicts_itself():
    assert started().stdout.split() == ["63072000", "True", "False", "None"]
    chosen = started(HSTS_SECONDS="3600", HSTS_SUBDOMAINS="no", DATABASE_URL="postgresql://u:p@db.example/n")
    assert chosen.stdout.split() == ["3600", "False", "False", "verify-full"]
    assert "HSTS_PRELOAD asks" in started(HSTS_SECONDS="3600", HSTS_PRELOAD="yes").stderr
    assert "HSTS_SUBDOMAINS is not yes or no" in started(HSTS_SUBDOMAINS="true").stderr
