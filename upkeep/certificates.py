"""How long the certificates still hold with which others reach us: site, mail relay and return mailbox.

Looked at each night by asking them, as files tell nothing of what a proxy shows. Kept in the cache, which is a table.
"""

import logging
import socket
import ssl
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache

from outbox.delivery import relay
from outbox.handover import RelayLine

log = logging.getLogger(__name__)
_KEY = "upkeep.certificates"
_KEPT = 3 * 24 * 3600  # seconds: two nights may fail
_PATIENCE = 10.0  # seconds


def known() -> dict[str, datetime]:
    """Until when each certificate holds, as it was seen last."""
    kept: dict[str, datetime] = cache.get(_KEY) or {}
    return kept


def look_again() -> dict[str, datetime]:
    """Ask each of them anew; one that does not answer keeps what was known, for three days."""
    seen = known()
    for name, ask in {"de site": _of_site, "de mailserver": _of_relay, "de mailbox": _of_return_mailbox}.items():
        try:
            end = ask()
        except OSError as error:  # refused, silent, or a certificate that does not hold
            log.warning("certificate of %s: %s", ask.__name__.removeprefix("_of_"), type(error).__name__)
            continue
        if end is not None:
            seen[name] = end
    cache.set(_KEY, seen, timeout=_KEPT)
    return seen


def _of_site() -> datetime | None:
    address = urlsplit(settings.SITE_URL)
    if address.scheme != "https" or address.hostname is None:
        return None
    return _end_at(address.hostname, address.port or 443, ca_file=None)


def _of_return_mailbox() -> datetime | None:
    return (
        _end_at(settings.IMAP_HOST, settings.IMAP_PORT, ca_file=settings.IMAP_CA_FILE) if settings.IMAP_HOST else None
    )


def _of_relay() -> datetime | None:
    with RelayLine(relay()) as line:
        line.try_login()
        return line.certificate_end()


def _end_at(host: str, port: int, *, ca_file: str | None) -> datetime | None:
    context = ssl.create_default_context(cafile=ca_file)
    with (
        socket.create_connection((host, port), timeout=_PATIENCE) as plain,
        context.wrap_socket(plain, server_hostname=host) as line,
    ):
        shown = line.getpeercert()
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(shown["notAfter"])), UTC) if shown else None
