"""Reads the environment, once, at start. A missing or wrong variable stops the start and is named in the message.

Every variable is one row of `VARIABLES`. `python -m settings.environment` prints the table of `docs/operations.md`, and
a test compares the two.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

from settings.acmidm import issuer, organisation_codes, scopes
from settings.parsers import (
    as_it_is_meant,
    certificates,
    count,
    database,
    days_of_retention,
    encryption,
    form_of_lines,
    host,
    hosts,
    index_key,
    key_ring,
    login,
    mail_address,
    named_mail_address,
    names,
    optional_host,
    optional_mail_address,
    port,
    reason,
    redis,
    scanner,
    seconds,
    secret,
    secrets,
    site,
    text,
    token,
    token_address,
    writable_file,
    yes_or_no,
)

env = environ.Env()


@dataclass(frozen=True)
class Variable:
    """One variable: how its text is read, what it is for, and what holds without it; None: it has to be there."""

    name: str
    parse: Callable[[str], Any]
    purpose: str
    default: str | None = None


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
            certificates,
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
        Variable("ALLOWED_HOSTS", hosts, "Host names under which the site answers, separated by commas."),
        Variable("SITE_URL", site, "Address of the site as written in mails, for example https://aanmelden.example."),
        Variable(
            "MAIL_FROM", named_mail_address, "Sender of every mail, for example Aanmelden <aanmelden@example.org>."
        ),
        Variable(
            "MAIL_RETURN",
            mail_address,
            "Mailbox that receives bounces; a token is added: terugmelding@… becomes terugmelding+token@….",
        ),
        Variable("SMTP_HOST", host, "Host name of the mail relay, as written in its certificate."),
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
            certificates,
            "PEM file with the authority that signed the relay's certificate; empty for the system's own.",
            default="",
        ),
        Variable("SMTP_EHLO_NAME", host, "Name under which we greet the relay. Never the name of a machine."),
        Variable(
            "IMAP_HOST",
            optional_host,
            "Host name of the return mailbox, as in its certificate. Empty: no bounce is ever read.",
            default="",
        ),
        Variable("IMAP_PORT", port, "Port of the return mailbox, TLS from the first byte. Default 993.", default="993"),
        Variable("IMAP_LOGIN", login, "How we open the return mailbox: password (default) or xoauth2.", default="none"),
        Variable("IMAP_USERNAME", text, "Login at the return mailbox.", default=""),
        Variable("IMAP_PASSWORD", text, "Password that goes with IMAP_USERNAME, for password.", default=""),
        Variable(
            "IMAP_CA_FILE",
            certificates,
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
            "CONTACT_EMAIL",
            optional_mail_address,
            "Address of the administrator of this site, on the page Contact. Empty: the page names Opgroeien regie.",
            default="",
        ),
        Variable(
            "CONTACT_PHONE",
            text,
            "Phone number of the administrator of this site, on the page Contact. Empty: none.",
            default="",
        ),
        Variable(
            "PRIVACY_EMAIL",
            optional_mail_address,
            "Address of the DPO, on the page Privacy. Empty: none.",
            default="",
        ),
        Variable(
            "SECURITY_EMAIL",
            optional_mail_address,
            "Where to report what is not safe, also in /.well-known/security.txt. Empty: there is no such file.",
            default="",
        ),
        Variable(
            "SENTRY_DSN",
            text,
            "A Sentry that is told the kind and place of errors, and nothing else; asks sentry-sdk. Empty: none.",
            default="",
        ),
        Variable(
            "CLAMAV_SOCKET",
            scanner,
            "Socket of ClamAV that looks at uploads: /run/clamav/clamd.ctl, or host:3310. Empty: nobody looks.",
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
    # not `env.str`: to the library "$ecret" is another variable, and without one it is nothing
    raw = str(env.ENVIRON.get(name, default or variable.default or ""))
    if raw == "" and variable.default is None:
        raise ImproperlyConfigured(f"{name} is missing. {variable.purpose}")
    try:
        return variable.parse(as_it_is_meant(raw))
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


if __name__ == "__main__":
    print(example() if sys.argv[1:] == ["example"] else table())
