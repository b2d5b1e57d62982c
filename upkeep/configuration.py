"""Whether this machine can do its work with the settings it has: by really connecting, and saying what to do if not."""

import http.client
import os
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from celery import current_app
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from outbox.delivery import relay
from outbox.handover import HandoverOutcome, RelayLine, Stage
from outbox.return_mailbox import MailboxClosed, try_mailbox
from upkeep.database import why_it_only_reads
from upkeep.findings import look
from upkeep.keys import wrong_keys
from vault.rotation import name_of, opens_by_key, sealed_fields

PATIENCE = 10  # seconds
OLDEST_POSTGRESQL = 150000
FORBIDDEN = {
    "audit_auditevent": ("UPDATE", "DELETE"),
    "audit_leaf": ("INSERT", "UPDATE", "DELETE"),
    "django_migrations": ("INSERT", "UPDATE", "DELETE"),
}
"""What the role of the application may not do, as deploy/roles.sql says."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One thing that was tried: what it is about, what came of it, and a sentence; `is_well` None is a remark."""

    about: str
    is_well: bool | None
    sentence: str


def check() -> Iterator[Tried]:
    """Try everything, one after the other; what needs the database is left out when that is away."""
    yield from _guarded("databank", _database)
    if connection.connection is not None and connection.is_usable():
        for about, part in {"rechten": _rights, "sleutels": _keys, "klok": _clock, "werk": _work}.items():
            yield from _guarded(about, part)
    parts = {"redis": _broker, "mailserver": _relay, "terugmeldingen": _return_mailbox, "bestanden": _files}
    for about, part in {**parts, "site": _site, "alarmen": _alarms}.items():
        yield from _guarded(about, part)


def _guarded(about: str, part: Callable[[], Iterator[Tried]]) -> Iterator[Tried]:
    """What a part finds; an error that it did not expect is one more finding, without its words."""
    try:
        yield from part()
    except Exception as error:
        yield Tried(about, False, f"Dit lukte niet ({type(error).__name__}). Kijk de instelling en de verbinding na.")


def _database() -> Iterator[Tried]:
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('server_version_num')::int, current_setting('server_version'),"
                " coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false)"
            )
            number, version, is_encrypted = cursor.fetchone()
    except DatabaseError as error:
        kind = type(error).__name__
        yield Tried("databank", False, f"PostgreSQL antwoordt niet ({kind}). Kijk DATABASE_URL, pg_hba.conf en TLS na.")
        return
    yield Tried(
        "databank", number >= OLDEST_POSTGRESQL, f"PostgreSQL {version.split()[0]} antwoordt; 15 of later is nodig."
    )
    if why := why_it_only_reads():
        yield Tried(
            "databank", False, f"Deze databank {why}: niets kan bewaard worden. Zet de hoofddatabank in DATABASE_URL."
        )
    reason = settings.DATABASE_WITHOUT_TLS_BECAUSE
    if is_encrypted:
        yield Tried("databank", True, "De lijn naar PostgreSQL is versleuteld.")
    else:
        yield Tried("databank", None, f"De lijn naar PostgreSQL is niet versleuteld: {reason or 'zelfde machine'}.")
    waiting = [one for one, _backwards in _waiting_migrations()]
    todo = f"{len(waiting)} migraties wachten. Doe als eigenaar: manage.py migrate." if waiting else ""
    yield Tried("databank", not waiting, todo or "Alle migraties zijn gebeurd.")
    has_cache = settings.CACHES["default"]["LOCATION"] in connection.introspection.table_names()
    yield Tried(
        "databank", has_cache, "De tabel voor tellers is er." if has_cache else "Doe: manage.py createcachetable."
    )


def _waiting_migrations() -> list[tuple[object, bool]]:
    executor = MigrationExecutor(connection)
    return list(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _rights() -> Iterator[Tried]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        [is_superuser] = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user")
        [owned] = cursor.fetchone()
        too_much = [
            f"{right} op {table}"
            for table, rights in FORBIDDEN.items()
            for right in rights
            if _has_right(cursor, table, right)
        ]
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND NOT has_table_privilege(oid, 'SELECT') ORDER BY 1"
        )
        unreadable = [row[0] for row in cursor.fetchall()]
    if is_superuser or owned:
        why = "is een superuser" if is_superuser else f"is eigenaar van {owned} tabellen"
        yield Tried("rechten", False, f"De rol van de toepassing {why}. Gebruik de rol uit deploy/roles.sql.")
    elif too_much:
        yield Tried("rechten", False, f"De rol mag te veel ({', '.join(too_much)}). Voer deploy/roles.sql opnieuw uit.")
    else:
        yield Tried("rechten", True, "De rol mag geen log herschrijven, geen trigger weghalen en geen migratie doen.")
    if unreadable:
        yield Tried("rechten", False, f"De rol mag niet lezen: {', '.join(unreadable)}. Voer deploy/roles.sql uit.")


def _has_right(cursor: object, table: str, right: str) -> bool:
    cursor.execute("SELECT has_table_privilege(%s, %s)", [table, right])  # type: ignore[attr-defined]
    return bool(cursor.fetchone()[0])  # type: ignore[attr-defined]


def _keys() -> Iterator[Tried]:
    if trouble := wrong_keys():
        yield Tried("sleutels", False, f"VAULT_KEYS past niet bij deze databank: {trouble} Zet de sleutel terug.")
        return
    shut = []
    for field in sealed_fields():
        for number, opens in opens_by_key(field).items():
            if not opens:
                shut.append(f"{name_of(field)} (sleutel {number})")
    if shut:
        yield Tried("sleutels", False, f"Gaat niet open: {', '.join(shut)}. Kijk VAULT_KEYS na.")
    else:
        # not how many: a column of the receiver that holds its first value would tell (D19)
        yield Tried("sleutels", True, "Van elke kolom en elke sleutel ging een waarde open.")


def _clock() -> Iterator[Tried]:
    for one in look(at=timezone.now()):
        if one.name == "clock":
            yield Tried("klok", one.is_well, one.sentence)


def _work() -> Iterator[Tried]:
    for one in look(at=timezone.now()):
        if one.name in ("overdue", "sweep", "frozen"):
            yield Tried("werk", True if one.is_well else None, one.sentence)


def _broker() -> Iterator[Tried]:
    try:
        with current_app.connection_for_write() as line:
            line.default_channel.client.ping()  # type: ignore[attr-defined]  # the transport is Redis
    except Exception as error:  # each layer has errors of its own
        kind = type(error).__name__
        yield Tried("redis", False, f"Redis antwoordt niet ({kind}). Kijk REDIS_URL, het wachtwoord en TLS na.")
        return
    yield Tried("redis", True, "Redis antwoordt.")
    if settings.REDIS_WITHOUT_TLS_BECAUSE:
        yield Tried("redis", None, f"De lijn naar Redis is niet versleuteld: {settings.REDIS_WITHOUT_TLS_BECAUSE}.")


_WHERE = {
    Stage.CONNECT: "Er is geen verbinding. Kijk SMTP_HOST, SMTP_PORT en de firewall na.",
    Stage.GREETING: "De server begroet ons niet. Kijk SMTP_EHLO_NAME en SMTP_SECURITY na.",
    Stage.TLS: "TLS lukt niet. Kijk SMTP_SECURITY, SMTP_HOST (zoals in het certificaat) en SMTP_CA_FILE na.",
    Stage.LOGIN: "De login wordt geweigerd. Kijk SMTP_LOGIN, SMTP_USERNAME en SMTP_PASSWORD na.",
}


def _relay() -> Iterator[Tried]:
    with RelayLine(relay()) as line:
        result = line.try_login()
    if result.outcome == HandoverOutcome.ACCEPTED:
        yield Tried("mailserver", True, f"{settings.SMTP_HOST} begroet ons, over TLS, en laat ons binnen.")
    else:
        what = _WHERE.get(result.stage, "De server weigert ons.")
        yield Tried("mailserver", False, f"{what}{f' Code {result.code}.' if result.code else ''}")


def _return_mailbox() -> Iterator[Tried]:
    if not settings.IMAP_HOST:
        yield Tried("terugmeldingen", None, "IMAP_HOST is leeg: niemand ziet wat terugkomt.")
        return
    try:
        waiting = try_mailbox()
    except MailboxClosed as error:
        yield Tried("terugmeldingen", False, f"De mailbox gaat niet open ({error}). Kijk de IMAP_-instellingen na.")
        return
    yield Tried("terugmeldingen", True, f"De mailbox gaat open; er staan {waiting} mails in.")


def _files() -> Iterator[Tried]:
    for name in ("WITHDRAWAL_JOURNAL", "TRAIL_HEADS_FILE"):
        path = getattr(settings, name)
        if path is None:
            yield Tried(
                "bestanden", None, f"{name} is leeg. Zet het op een schijf die niet met de databank teruggezet wordt."
            )
            continue
        file = Path(path)
        if os.access(file if file.exists() else file.parent, os.W_OK):
            yield Tried("bestanden", True, f"{name} is te schrijven.")
        else:
            yield Tried(
                "bestanden", False, f"{name} is niet te schrijven. Geef deze gebruiker rechten op {file.parent}."
            )
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    is_there = manifest.exists()
    yield Tried(
        "bestanden", is_there, "De stijl is klaargezet." if is_there else "Doe: manage.py collectstatic --noinput."
    )


def _site() -> Iterator[Tried]:
    """Ask our own address as a visitor does: over HTTPS, past the proxy, which must tell of every address before it."""
    address = urlsplit(settings.SITE_URL)
    host = address.hostname or ""
    names = {name.lstrip(".") for name in settings.ALLOWED_HOSTS}
    yield Tried("site", host in names, f"SITE_URL noemt {host}" + ("." if host in names else "; ALLOWED_HOSTS niet."))
    if address.scheme != "https":
        yield Tried("site", False, "SITE_URL begint niet met https://.")
        return
    try:
        alive, _hsts = _ask(host, address.port, "/gezond/")
        deep, hsts = _ask(host, address.port, "/gezond/diep/")
    except (OSError, http.client.HTTPException) as error:
        kind = type(error).__name__
        yield Tried("site", None, f"{host} antwoordt niet van hieruit ({kind}). Kijk DNS, nginx en het certificaat na.")
        return
    yield Tried("site", alive == http.HTTPStatus.OK, f"{host} antwoordt over HTTPS met {alive}.")
    is_told = deep == http.HTTPStatus.NOT_FOUND
    words = "De proxy zegt wie er komt." if is_told else "De proxy zet X-Forwarded-For niet. Zie deploy/nginx.conf."
    yield Tried("site", is_told, words)
    yield Tried("site", True if hsts else None, f"Strict-Transport-Security: {hsts or 'ontbreekt'}.")
    if settings.ALLAUTH_TRUSTED_PROXY_COUNT == 0:
        yield Tried("site", False, "PROXY_COUNT is 0: iedereen telt dan als één bezoeker. Zet het aantal proxy's.")


def _ask(host: str, port: int | None, path: str) -> tuple[int, str]:
    line = http.client.HTTPSConnection(host, port, timeout=PATIENCE, context=ssl.create_default_context())
    try:
        line.request("GET", path)
        answer = line.getresponse()
        return answer.status, answer.headers.get("Strict-Transport-Security", "")
    finally:
        line.close()


def _alarms() -> Iterator[Tried]:
    for name, words in {
        "OPERATOR_EMAIL": "alarmen gaan alleen naar de beheerders",
        "HEALTH_TOKEN": "alleen deze machine zelf kan /gezond/diep/ vragen",
    }.items():
        if not getattr(settings, name):
            yield Tried("alarmen", None, f"{name} is leeg: {words}.")
