"""How the text of a variable is read; each raises ValueError with what is wrong, and never with the value."""

import base64
import re
import ssl
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, unquote, urlsplit

import environ

from outbox.message import is_one_address

_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_LONGEST_NUMBER = 12


def text(raw: str) -> str:
    """Accept any text."""
    return raw


def as_it_is_meant(raw: str) -> str:
    """Accept what was not damaged on its way here: files of variables differ in what they make of quotes and spaces."""
    if not raw.isprintable():
        raise ValueError("holds a line break or another character that cannot be seen.")
    if raw != raw.strip():
        raise ValueError("has a space before or after it.")
    if len(raw) > 1 and raw[0] == raw[-1] and raw[0] in "'\"":
        raise ValueError("is written between quotes, which count as part of it here: take them away.")
    return raw


def whole_number(raw: str) -> int:
    """Accept a number in plain digits; -1 for anything else."""
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) <= _LONGEST_NUMBER else -1


def is_address_of_a_machine(raw: str) -> bool:
    """Whether this is an IP address."""
    try:
        ip_address(raw)
    except ValueError:
        return False
    return True


def host(raw: str) -> str:
    """Accept the name or the IP address of a machine, alone."""
    if not _HOST.fullmatch(raw) and not is_address_of_a_machine(raw):
        raise ValueError("is not the name of a machine alone, without scheme, port or path.")
    return raw


def optional_host(raw: str) -> str:
    """Accept the name or the IP address of a machine, or nothing."""
    return host(raw) if raw else ""


def hosts(raw: str) -> list[str]:
    """Accept names of this site, also with a full stop in front for all names below it; not every name there is."""
    given = names(raw)
    if not given:
        raise ValueError("holds no name.")
    for one in given:
        host(one.removeprefix(".").removeprefix("[").removesuffix("]"))
    return given


def names(raw: str) -> list[str]:
    """Split a comma separated list."""
    return [name.strip() for name in raw.split(",") if name.strip()]


def secret(raw: str) -> str:
    """Accept a signing key of at least 50 characters."""
    if len(raw) < 50:
        raise ValueError("is shorter than 50 characters.")
    return raw


def secrets(raw: str) -> list[str]:
    """Accept a comma separated list of signing keys, or nothing."""
    return [secret(one) for one in names(raw)]


def port(raw: str) -> int:
    """Accept a TCP port."""
    if not 0 < whole_number(raw) < 65536:
        raise ValueError("is not a port number.")
    return int(raw)


def encryption(raw: str) -> Literal["starttls", "tls"]:
    """Accept a way to encrypt the line to the relay; there is none to leave it plain (ADR 0008)."""
    if raw == "starttls":
        return "starttls"
    if raw == "tls":
        return "tls"
    raise ValueError("is neither starttls nor tls.")


POSTGRESQL = 5432
"""The port on which it listens when nobody says another."""


def database(raw: str) -> dict[str, Any]:
    """Accept the address of a PostgreSQL database; no other engine has the locks and triggers we lean on (ADR 0002).

    Of several machines, separated by commas as libpq has them, the one is meant that can store.
    """
    address = with_its_password_escaped(raw)
    machines = address.partition("://")[2].rpartition("@")[2].partition("/")[0].split(",")
    for machine in machines:
        refuse_wrong_port(f"//{machine}")
    parsed = environ.Env.db_url_config(address)
    if parsed.get("ENGINE") != "django.db.backends.postgresql" or not parsed.get("NAME"):
        raise ValueError("is not a postgresql:// address with a database name.")
    parsed["HOST"] = unquote(parsed["HOST"])  # a folder with a socket, %2Frun%2Fpostgresql
    if len(machines) > 1:
        split = [urlsplit(f"//{machine}") for machine in machines]
        if not all(one.hostname for one in split):
            raise ValueError("has a comma in front of no machine.")
        parsed["HOST"] = ",".join(str(one.hostname) for one in split)
        parsed["PORT"] = ",".join(str(one.port or POSTGRESQL) for one in split)
        parsed.setdefault("OPTIONS", {}).setdefault("target_session_attrs", "read-write")
    return dict(parsed)


def redis(raw: str) -> str:
    """Accept a redis:// or rediss:// address of a machine, with the number of a database or without."""
    address = with_its_password_escaped(raw)
    refuse_wrong_port(address)
    parts = urlsplit(address)
    if parts.scheme not in ("redis", "rediss") or not parts.hostname or not re.fullmatch("/?|/[0-9]{1,4}", parts.path):
        raise ValueError("is not an address as redis://host:6379/0.")
    return address


def refuse_wrong_port(address: str) -> None:
    """Raise ValueError for a port that is none, without the words of the library, which repeat what was given."""
    try:
        _ = urlsplit(address).port
    except ValueError:
        raise ValueError("has a port that is not a port number.") from None


def site(raw: str) -> str:
    """Accept the address of a site as a browser writes it: no path, in small letters, without its usual port.

    A passkey is bound to this very text.
    """
    scheme, _, place = raw.partition("://")
    name, colon, number = place.partition(":")
    usual = {"https": "443", "http": "80"}.get(scheme)
    if usual is None or not _HOST.fullmatch(name) or (colon and not 0 < whole_number(number) < 65536):
        raise ValueError("is not an https:// address without a path.")
    if raw != raw.lower() or number == usual:
        raise ValueError("is not written as a browser does: in small letters, without its usual port.")
    return raw


def mail_address(raw: str) -> str:
    """Accept one bare address."""
    if not is_one_address(raw):
        raise ValueError("is not one e-mail address, for example terugmelding@example.org.")
    return raw


def named_mail_address(raw: str) -> str:
    """Accept one address, bare or as `Name <address>`."""
    _name, bracket, address = raw.rpartition("<")
    if not is_one_address(address.removesuffix(">") if bracket else raw) or not raw.isprintable():
        raise ValueError("is not one e-mail address, for example Aanmelden <aanmelden@example.org>.")
    return raw


def count(raw: str) -> int:
    """Accept a small whole number."""
    if not 0 <= whole_number(raw) <= 9:
        raise ValueError("is not a whole number from 0 to 9.")
    return int(raw)


def scanner(raw: str) -> str | tuple[str, int] | None:
    """Accept the path of a socket, or host:port of a scanner on this network; or nothing."""
    if not raw or raw.startswith("/"):
        return raw or None
    machine, _, number = raw.rpartition(":")
    if not machine:
        raise ValueError("is neither the path of a socket nor host:port.")
    return machine, port(number)


def days_of_retention(raw: str) -> int:
    """Accept a term of 1 to 90 days: D1 allows no longer one."""
    if not 1 <= whole_number(raw) <= 90:
        raise ValueError("is not a whole number of days from 1 to 90.")
    return int(raw)


def key_ring(raw: str) -> dict[int, bytes]:
    """Parse `2:<base64>,1:<base64>`; the first key seals, all of them open. Each key is 32 bytes."""
    ring: dict[int, bytes] = {}
    for item in names(raw):
        number, _, encoded = item.partition(":")
        if not 0 < whole_number(number) < 2**16 or int(number) in ring:
            raise ValueError("is not a key ring: each key is written as number:base64, with a number of its own.")
        try:
            key = base64.b64decode(encoded, validate=True)
        except ValueError:
            raise ValueError(f"has a key {number} that is not base64.") from None
        if len(key) != 32:
            raise ValueError(f"has a key {number} that is not 32 bytes long.")
        ring[int(number)] = key
    if not ring:
        raise ValueError("holds no key.")
    return ring


def index_key(raw: str) -> tuple[int, bytes] | None:
    """Parse `1:<base64>`, the one key of the fingerprints, or nothing."""
    return next(iter(key_ring(raw).items())) if raw else None


def certificates(raw: str) -> str | None:
    """Accept the path of a file with the certificate of an authority, or nothing."""
    if raw and not Path(raw).is_file():
        raise ValueError("names a file that does not exist.")
    try:
        ssl.create_default_context(cafile=raw or None)
    except OSError:  # no right to read it, or nothing in it that is a certificate
        raise ValueError("names a file in which we can read no certificate (PEM).") from None
    return raw or None


def optional_mail_address(raw: str) -> str:
    """Accept one bare address, or nothing."""
    return mail_address(raw) if raw else ""


def login(raw: str) -> Literal["none", "password", "xoauth2"]:
    """Accept a way to show who we are at a mail server."""
    if raw == "none":
        return "none"
    if raw == "password":
        return "password"
    if raw == "xoauth2":
        return "xoauth2"
    raise ValueError("is not none, password or xoauth2.")


def token_address(raw: str) -> str:
    """Accept an https:// address, or nothing: a client secret does not travel in the clear."""
    if raw and not raw.startswith("https://"):
        raise ValueError("is not an https:// address.")
    return raw


def writable_file(raw: str) -> str | None:
    """Accept the path of a file in a folder that is there, or nothing."""
    if raw and not Path(raw).parent.is_dir():
        raise ValueError("names a folder that does not exist.")
    return raw or None


def form_of_lines(raw: str) -> Literal["plain", "json"]:
    """Accept a form of the lines of the log."""
    if raw == "plain":
        return "plain"
    if raw == "json":
        return "json"
    raise ValueError("is neither plain nor json.")


def token(raw: str) -> str:
    """Accept what cannot be guessed, or nothing."""
    if raw and (len(raw) < 32 or not raw.isascii() or not raw.isprintable() or " " in raw):
        raise ValueError("is shorter than 32 characters, or has others than letters, digits and signs.")
    return raw


def with_its_password_escaped(raw: str) -> str:
    """Read a password with @, /, # or ? as it was meant: all between the scheme and the last @ is name and password."""
    scheme, mark, rest = raw.partition("://")
    person, at, place = rest.rpartition("@")
    name, colon, password = person.partition(":")
    return f"{scheme}{mark}{quote(unquote(name), safe='')}{colon}{quote(unquote(password), safe='')}{at}{place}"


def reason(raw: str) -> str:
    """Accept a reason in words, or nothing."""
    if raw and len(raw.split()) < 3:
        raise ValueError("is not a reason of at least three words.")
    return raw


def seconds(raw: str) -> int:
    """Accept a number of seconds up to ten years."""
    if not 0 <= whole_number(raw) <= 10 * 365 * 24 * 60 * 60:
        raise ValueError("is not a whole number of seconds, of ten years at most.")
    return int(raw)


def yes_or_no(raw: str) -> bool:
    """Accept yes or no."""
    if raw not in ("yes", "no"):
        raise ValueError("is not yes or no.")
    return raw == "yes"
