"""Production speaks with PostgreSQL and Redis over TLS with a checked certificate, or somebody says why not."""

import ssl
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

CHECKED = ("verify-full", "verify-ca")
"""Values of sslmode with which libpq checks who is at the other end."""


def is_this_machine(host: str) -> bool:
    """Whether this host is a socket or a loopback address: nobody can listen in between."""
    if host == "" or host.startswith(("/", "@")) or host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def encrypt_database(database: dict[str, Any], *, reason: str) -> None:
    """Ask TLS with a checked certificate for this database; refuse a weaker one that nobody gave a reason for."""
    options = database.setdefault("OPTIONS", {})
    hosts = str(database.get("HOST") or options.get("host") or "").split(",")
    if reason or all(map(is_this_machine, hosts)):
        return
    mode = options.setdefault("sslmode", "verify-full")
    if mode not in CHECKED:
        raise ImproperlyConfigured(
            f"DATABASE_URL has sslmode={mode}, with which anybody can stand in between. "
            "Use verify-full, or say in DATABASE_WITHOUT_TLS_BECAUSE why not."
        )
    options.setdefault("sslrootcert", "system")


def encrypt_broker(url: str, *, ca_file: str | None, reason: str) -> dict[str, Any] | None:
    """Return the TLS options of the broker, None for a plain line; refuse a plain one that nobody gave a reason for."""
    parts = urlsplit(url)
    if parts.scheme == "rediss":
        checks = {"ssl_cert_reqs": ssl.CERT_REQUIRED, "ssl_check_hostname": True}
        return {**checks, "ssl_ca_certs": ca_file} if ca_file else checks
    if not reason and not is_this_machine(parts.hostname or ""):
        raise ImproperlyConfigured(
            "REDIS_URL is redis://, with which anybody can listen in. "
            "Use rediss://, or say in REDIS_WITHOUT_TLS_BECAUSE why not."
        )
    return None
