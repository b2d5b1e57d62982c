"""Reads the environment, once, at start. A missing or wrong variable stops the start and is named in the message.

Every variable is one row of `VARIABLES`. `python -m settings.environment` prints the table of `docs/operations.md`, and
a test compares the two.
"""

import base64
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import environ
from django.core.exceptions import ImproperlyConfigured

from outbox.message import is_one_address
from settings.acmidm import issuer, organisation_codes, scopes
from settings.parsers import form_of_lines, reason, seconds, token, with_its_password_escaped, yes_or_no

env = environ.Env()


@dataclass(frozen=True)
class Variable:
    """One variable: how its text is read, what it is for, and what holds without it; None: it has to be there."""

    name: str
    parse: Callable[[str], Any]
    purpose: str
    default: str | None = None


def text(raw: str) -> str:
    """Accept any text."""
    return raw


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
    if not raw.isascii() or not raw.isdigit() or not 0 < int(raw) < 65536:
        raise ValueError("is not a port number.")
    return int(raw)


def encryption(raw: str) -> Literal["starttls", "tls"]:
    """Accept a way to encrypt the line to the relay; there is none to leave it plain (ADR 0008)."""
    if raw == "starttls":
        return "starttls"
    if raw == "tls":
        return "tls"
    raise ValueError("is neither starttls nor tls.")


def database(raw: str) -> dict[str, Any]:
    """Accept the address of a PostgreSQL database; no other engine has the locks and triggers we lean on (ADR 0002)."""
    parsed = environ.Env.db_url_config(with_its_password_escaped(raw))
    if parsed.get("ENGINE") != "django.db.backends.postgresql" or not parsed.get("NAME"):
        raise ValueError("is not a postgresql:// address with a database name.")
    return dict(parsed)


def redis(raw: str) -> str:
    """Accept a redis:// or rediss:// address."""
    if not raw.startswith(("redis://", "rediss://")):
        raise ValueError("is not a redis:// address.")
    return raw


def site(raw: str) -> str:
    """Accept the address of a site, without a path."""
    if not raw.startswith(("https://", "http://")) or raw.count("/") > 2:
        raise ValueError("is not an https:// address without a path.")
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
    if not raw.isascii() or not raw.isdigit() or int(raw) > 9:
        raise ValueError("is not a whole number from 0 to 9.")
    return int(raw)


def days_of_retention(raw: str) -> int:
    """Accept a term of 1 to 90 days: D1 allows no longer one."""
    if not raw.isascii() or not raw.isdigit() or not 1 <= int(raw) <= 90:
        raise ValueError("is not a whole number of days from 1 to 90.")
    return int(raw)


def key_ring(raw: str) -> dict[int, bytes]:
    """Parse `2:<base64>,1:<base64>`; the first key seals, all of them open. Each key is 32 bytes."""
    ring: dict[int, bytes] = {}
    for item in names(raw):
        number, _, encoded = item.partition(":")
        if not number.isdigit() or int(number) in ring or not 0 < int(number) < 2**16:
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


def readable_file(raw: str) -> str | None:
    """Accept the path of a file that can be read, or nothing."""
    if raw and not Path(raw).is_file():
        raise ValueError("names a file that does not exist.")
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


VARIABLES = {
    variable.name: variable
    for variable in (
        Variable(
            "SECRET_KEY",
            secret,
            "Signs sessions and forms. At least 50 random characters. Not used to encrypt client data.",
        ),
        Variable(
            "SECRET_KEY_FALLBACKS",
            secrets,
            "Earlier values of SECRET_KEY, separated by commas, for as long as their sessions may go on: a day.",
            default="",
        ),
        Variable("DATABASE_URL", database, "PostgreSQL, for example postgresql://user:password@host:5432/name."),
        Variable(
            "DATABASE_WITHOUT_TLS_BECAUSE",
            reason,
            "Why the line to PostgreSQL may be without TLS, or with a certificate that nobody checks. "
            "Not asked on this machine itself. Empty: sslmode=verify-full.",
            default="",
        ),
        Variable("REDIS_URL", redis, "Broker of the Celery workers, for example redis://host:6379/0."),
        Variable(
            "REDIS_CA_FILE",
            readable_file,
            "PEM file with the authority of Redis, for rediss://; empty for the system's own.",
            default="",
        ),
        Variable(
            "REDIS_WITHOUT_TLS_BECAUSE",
            reason,
            "Why the line to Redis may be redis:// to another machine. Only numbers of rows travel over it.",
            default="",
        ),
        Variable(
            "VAULT_KEYS",
            key_ring,
            "Key ring of the sealed columns: 2:<base64 of 32 bytes>,1:<…>. The first is used for sealing.",
        ),
        Variable(
            "VAULT_INDEX_KEY",
            index_key,
            "Key of the fingerprints, as rotate_keys --index-key shows it; once their key left VAULT_KEYS. "
            "Empty: follows from the lowest key.",
            default="",
        ),
        Variable("ALLOWED_HOSTS", names, "Host names under which the site answers, separated by commas."),
        Variable("SITE_URL", site, "Address of the site as written in mails, for example https://aanmelden.example."),
        Variable(
            "MAIL_FROM", named_mail_address, "Sender of every mail, for example Aanmelden <aanmelden@example.org>."
        ),
        Variable(
            "MAIL_RETURN",
            mail_address,
            "Mailbox that receives bounces; a token is added: terugmelding@… becomes terugmelding+token@….",
        ),
        Variable("SMTP_HOST", text, "Host name of the mail relay, as written in its certificate."),
        Variable("SMTP_PORT", port, "Port of the mail relay. Default 587.", default="587"),
        Variable(
            "SMTP_SECURITY",
            encryption,
            "starttls (default) or tls. There is no third choice: mail never leaves unencrypted.",
            default="starttls",
        ),
        Variable(
            "SMTP_LOGIN",
            login,
            "How we show who we are at the relay: none (default), password or xoauth2 (Microsoft 365).",
            default="none",
        ),
        Variable("SMTP_USERNAME", text, "Login at the relay, for password and xoauth2.", default=""),
        Variable("SMTP_PASSWORD", text, "Password that goes with SMTP_USERNAME, for password.", default=""),
        Variable(
            "SMTP_CA_FILE",
            readable_file,
            "PEM file with the authority that signed the relay's certificate; empty for the system's own.",
            default="",
        ),
        Variable("SMTP_EHLO_NAME", text, "Name under which we greet the relay. Never the name of a machine."),
        Variable(
            "IMAP_HOST",
            text,
            "Host name of the return mailbox, as in its certificate. Empty: no bounce is ever read.",
            default="",
        ),
        Variable("IMAP_PORT", port, "Port of the return mailbox, TLS from the first byte. Default 993.", default="993"),
        Variable("IMAP_LOGIN", login, "How we open the return mailbox: password (default) or xoauth2.", default="none"),
        Variable("IMAP_USERNAME", text, "Login at the return mailbox.", default=""),
        Variable("IMAP_PASSWORD", text, "Password that goes with IMAP_USERNAME, for password.", default=""),
        Variable(
            "IMAP_CA_FILE",
            readable_file,
            "PEM file with the authority of the return mailbox; empty for the system's own.",
            default="",
        ),
        Variable(
            "OAUTH_TOKEN_URL",
            token_address,
            "Where xoauth2 gets its tokens: https://login.microsoftonline.com/<tenant>/oauth2/v2.0/token.",
            default="",
        ),
        Variable("OAUTH_CLIENT_ID", text, "Our client id there.", default=""),
        Variable("OAUTH_CLIENT_SECRET", text, "Our client secret there.", default=""),
        Variable(
            "OAUTH_SCOPE",
            text,
            "What the token is for. Default https://outlook.office365.com/.default.",
            default="https://outlook.office365.com/.default",
        ),
        Variable(
            "ACMIDM_ISSUER",
            issuer,
            "Issuer of ACM/IDM: https://authenticatie.vlaanderen.be/op, in test authenticatie-ti. Empty: off.",
            default="",
        ),
        Variable("ACMIDM_CLIENT_ID", text, "Our client id at ACM/IDM.", default=""),
        Variable("ACMIDM_CLIENT_SECRET", text, "Our client secret at ACM/IDM.", default=""),
        Variable(
            "ACMIDM_SCOPE",
            scopes,
            "What we ask there: openid profile vo, and the scope of our application. Never rrn.",
            default="openid profile vo",
        ),
        Variable(
            "ACMIDM_AGENCY_CODES",
            organisation_codes,
            "OVO codes or enterprise numbers under which ACM/IDM knows the agency and its teams, separated by commas.",
            default="",
        ),
        Variable(
            "ACMIDM_MFA",
            names,
            "Values of acr or amr that count as a second factor, asked as acr_values. Empty: ours is always asked.",
            default="",
        ),
        Variable(
            "WITHDRAWAL_JOURNAL",
            writable_file,
            "File that is not restored with the database, for every web and worker process. Production needs it.",
            default="",
        ),
        Variable(
            "TRAIL_HEADS_FILE",
            writable_file,
            "File outside the database that gets one line a log a day; what it knows is checked. Empty: none.",
            default="",
        ),
        Variable(
            "LOG_FORMAT",
            form_of_lines,
            "How each line is logged: plain (default), or json for a program that collects them.",
            default="plain",
        ),
        Variable(
            "HEALTH_TOKEN",
            token,
            "Opens /gezond/diep/ and /gezond/metrieken/ as Authorization: Bearer …, at least 32 characters. "
            "Empty: only for who asks on the machine itself.",
            default="",
        ),
        Variable(
            "OPERATOR_EMAIL",
            optional_mail_address,
            "Who gets the alarms of the house besides the administrators. Empty: nobody else.",
            default="",
        ),
        Variable(
            "SENTRY_DSN",
            text,
            "A Sentry that is told the kind and place of errors, and nothing else; asks sentry-sdk. Empty: none.",
            default="",
        ),
        Variable(
            "PROXY_COUNT",
            count,
            "How many proxies of ours stand before the web processes, for the limits of the sign-in. Default 1.",
            default="1",
        ),
        Variable(
            "HSTS_SECONDS",
            seconds,
            "How long a browser keeps to HTTPS for this site. Default two years; begin with 3600 on a new name.",
            default="63072000",
        ),
        Variable(
            "HSTS_SUBDOMAINS",
            yes_or_no,
            "Whether that holds for all names below it: yes (default) or no, when one of them has no HTTPS.",
            default="yes",
        ),
        Variable(
            "HSTS_PRELOAD",
            yes_or_no,
            "Whether browsers may build the name in: yes or no (default). Hard to undo, so ask who owns the domain.",
            default="no",
        ),
        Variable(
            "RETENTION_DAYS_AFTER_OPENING",
            days_of_retention,
            "Days from opening by the receiver to erasing of client data, 1 to 90. Default 30.",
            default="30",
        ),
        Variable(
            "RETENTION_DAYS_AFTER_SENDING",
            days_of_retention,
            "Days from sending to erasing of client data in any case, 1 to 90. Default 90.",
            default="90",
        ),
        Variable(
            "PRODUCT_NAME",
            text,
            "Name of the product in the header. Default: Aanmelden bij het OCMW.",
            default="Aanmelden bij het OCMW",
        ),
    )
}


def read(name: str, *, default: str | None = None) -> Any:
    """Return variable `name`, parsed; raise ImproperlyConfigured that names it when it is missing or wrong.

    `default` replaces that of the row, where one variable depends on another.
    """
    variable = VARIABLES[name]
    raw = env.str(name, default=default or variable.default or "")
    if raw == "" and variable.default is None:
        raise ImproperlyConfigured(f"{name} is missing. {variable.purpose}")
    try:
        return variable.parse(raw)
    except (ValueError, KeyError, ImproperlyConfigured) as error:
        raise ImproperlyConfigured(f"{name} {error} {variable.purpose}") from None


def table() -> str:
    """The table of the operations guide, in Markdown."""
    rows = (f"| `{variable.name}` | {variable.purpose} |" for variable in VARIABLES.values())
    return "\n".join(["| variable | purpose |", "|---|---|", *rows])


def example() -> str:
    """`deploy/env.example`: every variable with its purpose; one that must be given has no value yet."""
    blocks = [
        "# The variables of Aanmelden: copy this to /etc/aanmelden/environment, rights 0640, owner root:aanmelden.\n"
        "# One NAME=value a line, without quotes. Made by: python -m settings.environment example",
        "DJANGO_SETTINGS_MODULE=settings.prod",
    ]
    for variable in VARIABLES.values():
        mark, value = ("", "") if variable.default is None else ("#", variable.default)
        blocks.append(f"# {variable.purpose}\n{mark}{variable.name}={value}")
    return "\n\n".join(blocks)


def check_logins(values: dict[str, Any]) -> None:
    """Refuse a login that is half configured, by the name of what is missing or of what is too much."""
    for server in ("SMTP", "IMAP"):
        chosen = values[f"{server}_LOGIN"]
        asks = {
            f"{server}_USERNAME": chosen != "none",
            f"{server}_PASSWORD": chosen == "password",
            **dict.fromkeys(("OAUTH_TOKEN_URL", "OAUTH_CLIENT_ID", "OAUTH_CLIENT_SECRET"), chosen == "xoauth2"),
        }
        for name, is_needed in asks.items():
            if is_needed and not values[name]:
                raise ImproperlyConfigured(f"{name} is missing: {server}_LOGIN is {chosen}. {VARIABLES[name].purpose}")
            if not is_needed and values[name] and name.startswith(server):
                raise ImproperlyConfigured(f"{name} is given, but {server}_LOGIN is {chosen}. Choose another login.")
    if values["IMAP_HOST"] and values["IMAP_LOGIN"] == "none":
        raise ImproperlyConfigured("IMAP_LOGIN is none, but a mailbox does not open without a login.")


def check_acmidm(values: dict[str, Any]) -> None:
    """Refuse ACM/IDM that is half configured, by the name of what is missing or of what is too much."""
    needed = ("ACMIDM_CLIENT_ID", "ACMIDM_CLIENT_SECRET", "ACMIDM_AGENCY_CODES")
    for name in needed:
        if values["ACMIDM_ISSUER"] and not values[name]:
            raise ImproperlyConfigured(f"{name} is missing: ACMIDM_ISSUER is given. {VARIABLES[name].purpose}")
    for name in (*needed, "ACMIDM_MFA"):
        if not values["ACMIDM_ISSUER"] and values[name]:
            raise ImproperlyConfigured(f"{name} is given, but ACMIDM_ISSUER is empty. {VARIABLES[name].purpose}")


if __name__ == "__main__":
    print(example() if sys.argv[1:] == ["example"] else table())
