"""Words that exist nowhere else go through every field of a client and thirty failures; then everything is searched.

The programs are those of production, with its settings but for HTTPS and the names of cookies that go with it: they
keep a journal, tell a Sentry, and log more than production does, also the words of errors. The database logs every
statement with every parameter. Beside them one word is planted in each place, which the same search has to find.
"""

import base64
import binascii
import os
import pickle
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import quote, urljoin

import psycopg
import pytest
import redis
import requests

from example import accounts
from local.product import Product
from local.services import POSTGRES_PROGRAMS
from tools import demo
from tools.browser import Browser, Page

PLANTED = "Pimpelzwaluwnest"
STEMS = ("quixelij", "zwonkerm", "flodderk", "snorrepo", "47073915", "0470 73 91 5", "470 73 91 5")
"""What the words below have in common; long enough to stand nowhere by chance."""
OWN_NUMBER = "ZQX-7749213"
PLACES_OF_THE_NUMBER = {"dump", "data folder", "log of the database"}
"""A file number of the receiver is its own, names nobody, and stands in a column (R62–R65)."""


def client(letter: str, number: int) -> dict[str, str]:
    """The four fields of an invented client."""
    return {
        "first_name": f"Quixelij{letter}ne",
        "last_name": f"Zwonkerm{letter}at",
        "street": f"Flodderk{letter}nt {number}",
        "box": "",
        "postal_code": "2260",
        "phone": f"0470 73 91 5{number}",
        "email": f"quixelij{letter}@snorrepo{letter}.example",
    }


FILED, CORRECTED, PASSED_ON, REFUSED, LEFT, SOUGHT, TAKEN = (client(letter, i) for i, letter in enumerate("aeiouyh", 1))


def needles(stem: str) -> set[bytes]:
    """A stem as programs write it: plain, as UTF-16, in hexadecimal, in an address, in base64 at each of its places."""
    plain = stem.casefold().encode()
    return {plain, stem.encode("utf-16-le"), plain.hex().encode(), quote(stem).casefold().encode()}


ALL = {stem: needles(stem) for stem in (*STEMS, PLANTED.casefold(), OWN_NUMBER.casefold())}
BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{24,}={0,2}")


def in_hexadecimal(stem: str) -> set[bytes]:
    """Of bytes a database writes the exact letters: also those that begin with a capital."""
    return {
        stem.encode().hex().encode(),
        stem.capitalize().encode().hex().encode(),
        stem.upper().encode().hex().encode(),
    }


def words_in(content: bytes) -> set[str]:
    """The words that stand in bytes as they are."""
    small = content.lower()
    return {stem for stem, forms in ALL.items() if any(one in small for one in forms | in_hexadecimal(stem))}


def words_inside(content: bytes) -> set[str]:
    """The same, and what is packed in them: base64, compressed or pickled, as sessions and caches are."""
    found = words_in(content)
    for run in set(BASE64.findall(content)):
        for text in (run, run.replace(b"-", b"+").replace(b"_", b"/")):
            with suppress(binascii.Error, ValueError):
                packed = base64.b64decode(text + b"=" * (-len(text) % 4))
                found |= words_in(packed)
                with suppress(zlib.error):
                    found |= words_in(zlib.decompress(packed))
    return found


@pytest.mark.parametrize(
    "hidden",
    [
        f"een regel met {PLANTED} erin".encode(),
        PLANTED.upper().encode(),
        PLANTED.encode("utf-16-le"),
        rb"\x" + PLANTED.encode().hex().encode(),
        base64.b64encode(b"iets meer, dan " + PLANTED.encode()),
        b"."
        + base64.urlsafe_b64encode(zlib.compress(b'{"naam": "' + PLANTED.encode() + b'"}')).rstrip(b"=")
        + b":1abc:xyz",
        base64.b64encode(pickle.dumps({"naam": PLANTED})),
    ],
    ids=["plain", "capitals", "UTF-16", "hexadecimal", "base64", "session", "cache"],
)
def test_a_word_is_found_however_it_is_written(hidden: bytes):
    assert words_inside(b"ervoor " + hidden + b" erna") == {PLANTED.casefold()}


# --- the places


@dataclass
class Watch:
    """What can only be seen while it happens: commands to the broker, and how programs were started."""

    broker: list[bytes] = field(default_factory=list)
    programs: dict[str, bytes] = field(default_factory=dict)


@contextmanager
def watching(product: Product) -> Iterator[Watch]:
    watch, stop = Watch(), threading.Event()
    broker = redis.from_url(product.environment["REDIS_URL"])

    def listen() -> None:
        with suppress(redis.RedisError), broker.monitor() as monitor:
            while not stop.is_set():
                watch.broker.append(str(monitor.next_command()).encode())

    def look() -> None:
        looked_at = Counter([str(os.getpid())] * 3)
        while not stop.wait(0.1):
            for folder in Path("/proc").glob("[0-9]*"):
                if looked_at[folder.name] == 3:  # a program may become another one just after its start
                    continue
                looked_at[folder.name] += 1
                with suppress(OSError):
                    command = (folder / "cmdline").read_bytes()
                    name = f"{folder.name} {command!r}"
                    if name not in watch.programs:
                        watch.programs[name] = command + (folder / "environ").read_bytes()

    threads = [threading.Thread(target=target, daemon=True) for target in (listen, look)]
    for thread in threads:
        thread.start()
    try:
        yield watch
    finally:
        stop.set()
        broker.ping()  # so that the listener hears one more command, and ends
        for thread in threads:
            thread.join(5)


@contextmanager
def everything_logged(product: Product) -> Iterator[psycopg.Connection]:
    """Let PostgreSQL write each statement with all its parameters, also of those that fail."""
    settings = {
        "log_statement": "all",
        "log_min_duration_statement": "0",
        "log_parameter_max_length": "-1",
        "log_parameter_max_length_on_error": "-1",
        "log_error_verbosity": "verbose",
        "log_min_error_statement": "debug5",
    }
    with psycopg.connect(product.environment["DATABASE_URL"], autocommit=True) as connection:
        for name, value in settings.items():
            connection.execute(f"ALTER SYSTEM SET {name} = '{value}'")
        connection.execute("SELECT pg_reload_conf()")
        yield connection
        for name in settings:
            connection.execute(f"ALTER SYSTEM RESET {name}")
        connection.execute("SELECT pg_reload_conf()")


def search(product: Product, watch: Watch, before: set[Path], told_to_sentry: list[bytes]) -> dict[str, set[str]]:
    """Which words stand in which place."""
    data, mails = product.folder / "postgres" / "data", product.folder / "mailbox"
    dump = subprocess.run(
        [str(Path(POSTGRES_PROGRAMS) / "pg_dump"), product.environment["DATABASE_URL"]], capture_output=True, check=True
    ).stdout
    broker = redis.from_url(product.environment["REDIS_URL"])
    held = [key + b" " + (broker.dump(key) or b"") for key in broker.scan_iter(count=1000)]
    with psycopg.connect(product.environment["DATABASE_URL"]) as connection:
        rows = {
            name: [str(row).encode() for row in connection.execute(f"SELECT * FROM {table}").fetchall()]
            for name, table in (("cache", "cache"), ("sessions", "django_session"))
        }
    own = {*files_below(data), *files_below(mails), *files_below(product.programs.log_folder)}
    return {
        "standard output and error": words_of_files(product.programs.log_folder, inside=True),
        "log of the database": words_in((data / "log").read_bytes()),
        "dump": words_inside(dump),
        "data folder": words_of_files(data, but={data / "log"}),
        "broker": words_of(held) | words_of(list(watch.broker)),
        "cache": words_of(rows["cache"]),
        "sessions": words_of(rows["sessions"]),
        "mails": words_of(part for file in files_below(mails) for part in parts_of_mail(file.read_bytes())),
        "other files of the product": words_of(file.read_bytes() for file in files_below(product.folder) - own),
        "folder for temporary files": {word for content in temporary_files(before) for word in words_in(content)},
        "how programs were started": words_of(list(watch.programs.values())),
        "Sentry": words_of(told_to_sentry),
        "health and metrics": words_of(
            requests.get(f"{product.site}{path}", timeout=30).content
            for path in ("/gezond/", "/gezond/diep/", "/gezond/metrieken/")
        ),
    }


def words_of(contents: Iterator[bytes] | list[bytes]) -> set[str]:
    return {word for content in contents for word in words_inside(content)}


def words_of_files(folder: Path, *, but: set[Path] = frozenset(), inside: bool = False) -> set[str]:  # type: ignore[assignment]
    look = words_inside if inside else words_in
    return {word for file in files_below(folder) - but for word in look(file.read_bytes())}


def files_below(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


TEMPORARY = sorted({tempfile.gettempdir(), "/tmp", "/var/tmp", "/dev/shm"})  # noqa: S108  # looked at, and not written to


def in_folders_for_temporary_files() -> set[Path]:
    return {path for folder in TEMPORARY if Path(folder).is_dir() for path in Path(folder).iterdir()}


def temporary_files(before: set[Path]) -> Iterator[bytes]:
    """Names and contents of what came there meanwhile, but for the database of a test or a product beside this one."""
    for new in in_folders_for_temporary_files() - before:
        yield str(new).encode()
        for path in [new, *new.rglob("*")] if not {*new.glob("*/PG_VERSION"), *new.glob("*/*/PG_VERSION")} else []:
            with suppress(OSError):
                if path.is_file() and path.stat().st_size < 20_000_000:
                    yield str(path).encode() + b" " + path.read_bytes()


def parts_of_mail(content: bytes) -> Iterator[bytes]:
    """Headers and text as people read them, names in an archive, and all bytes as they came."""
    yield content
    mail = message_from_bytes(content, policy=policy.default)
    yield "\n".join(f"{name}: {value}" for name, value in mail.items()).encode()
    for part in mail.walk():
        if not part.is_multipart():
            yield part.get_payload(decode=True) or b""  # of an archive: its list of names stands in it readable


# --- the flows


def proved(person: Browser, account: accounts.ExampleAccount) -> Browser:
    demo.sign_in(person, account)
    return person


def type_in(person: Browser, path: str, name: str, **answers: str | list[str]) -> Page:
    page = person.open(path)
    return person.send(page, page.form_with(name), **answers)


def begin(person: Browser) -> Page:
    """A filing up to the page of the four fields."""
    page = demo.choose_place(person, "Westerlo")
    form = page.form_with("told")
    ticked = {"told": form.offered["told"], "voluntary": form.offered["voluntary"]}
    return person.send(page, form, **ticked, client="parent", channel="oral", language="nl", interpreter="none")


def file(person: Browser, typed: dict[str, str]) -> str:
    page = begin(person)
    page = person.send(page, page.form_with("first_name"), **typed)
    page = person.send(page, page.form_to("/nakijken/"))
    return page.url.split("/")[-3]


def walk(product: Product, member: Browser, worker: Browser) -> set[str]:
    """Every flow in which a client is named; returns what was shown once, and must stand nowhere either."""
    reference = file(member, FILED)
    demo.wait_until_sent(member, reference)
    password = demo.read_password(worker, reference)
    type_in(worker, f"/opvolging/{reference}/", "channel", channel="phone", result="reached")
    type_in(worker, f"/opvolging/{reference}/resultaat/", "kind", kind="wants_help", file_number=OWN_NUMBER)
    # wrong data are reported, and corrected with others; first with a mistake
    type_in(worker, f"/opvolging/{reference}/foutief/", "phone_defect", phone_defect="wrong")
    page = member.open(f"/aanmeldingen/{reference}/")
    correcting = next(link for link in links(member, page) if "/verbeteren/" in link)
    type_in(member, correcting, "first_name", **{**REFUSED, "phone": "0470 73 91 5zes"})
    page = type_in(member, correcting, "first_name", **CORRECTED, channel="mail")
    assert page.url.endswith(f"/aanmeldingen/{reference}/"), page.errors
    # passed on to a partner
    page = worker.open(f"/opvolging/{reference}/doorgeven/")
    partner = next(link for link in links(worker, page) if "/doorgeven/" in link and link.count("-") > 4)
    page = worker.open(partner)
    form = page.form_with("told")
    page = worker.send(page, form, told=form.offered["told"], voluntary=form.offered["voluntary"])
    page = worker.send(page, page.form_with("first_name"), **{**PASSED_ON, "email": "snorrepo zonder apenstaart"})
    page = worker.send(page, page.form_with("first_name"), **PASSED_ON)
    assert page.url.endswith(f"/opvolging/{reference}/"), page.errors
    # sought by who comes back, in vain and by a mistake
    for typed in (
        SOUGHT,
        {**SOUGHT, "postal_code": "Flodderkxx"},
        {"last_name": FILED["last_name"], "phone": FILED["phone"]},
    ):
        type_in(member, "/aanmeldingen/terug/", "last_name", **typed)
    # typed and refused, typed and left
    page = begin(member)
    member.send(page, page.form_with("first_name"), **{**REFUSED, "email": "quixelij zonder snorrepo"})
    page = begin(member)
    member.send(page, page.form_with("first_name"), **LEFT)
    # filed, taken home and taken back with the code of the slip
    second = file(member, TAKEN)
    demo.wait_until_sent(member, second)
    page = member.open(f"/aanmeldingen/{second}/meenemen/")
    page = member.send(page, page.form_with("language"), language="nl")
    code = re.sub(r"\D", "", next(text for text in page.with_class("app-slip__codes") if text).rpartition(second)[2])
    with Browser(product.site) as visitor:
        page = type_in(visitor, "/stop/nl/", "code", reference=second, code=code)
        assert visitor.send(page, page.form_with("code"), sure="yes").url.endswith("/ontvangen/")
    return {password, code}


def links(person: Browser, page: Page) -> list[str]:
    found = re.findall(r'href="([^"#]+)"', person.session.get(page.url, timeout=30).text)
    return [urljoin(page.url, link) for link in found]


# --- the failures


def fail(product: Product, member: Browser, worker: Browser, database: psycopg.Connection) -> int:
    """Send these words where they cannot be taken; returns how often."""
    page = begin(member)
    form, here = page.form_with("first_name"), page.url
    right = {name: value for name, [value] in form.answers.items()} | REFUSED
    posts: list[Callable[[], requests.Response]] = []

    def post(person: Browser | None, path: str, **options: object) -> None:
        session = person.session if person else requests.Session()
        posts.append(
            lambda: session.post(urljoin(product.site, path), timeout=30, **{"headers": {"Referer": here}, **options})
        )

    name = REFUSED["last_name"]
    for field_name in ("first_name", "last_name", "street", "box", "phone", "email"):
        post(member, here, data={**right, field_name: f"{REFUSED[field_name] or name}\x00"})
        post(member, here, data={**right, field_name: f"{name} " * 2000})
        post(member, here, data={**right, field_name: f"=HYPERLINK({name})\r\nBcc: {REFUSED['email']}"})
    post(member, here, data={**right, "csrfmiddlewaretoken": name})
    post(member, here, data=f"last_name={name}&%ff%fe=%zz".encode())
    post(member, here, data={**right, **{f"a{i}": name for i in range(250)}})
    post(member, here, data={**right, "street": name * 200_000})
    post(member, here, files={"file": (f"{name}.pdf", f"%PDF- {name}", "application/pdf")}, data=right)
    post(member, here, data=f'{{"naam": "{name}"}}', headers={"Content-Type": "application/json"})
    post(member, here, data=f"--x\r\n{name}", headers={"Content-Type": "multipart/form-data; boundary=x"})
    post(member, here, data=right, headers={"Host": f"{name}.example", "Referer": here})
    post(member, "/aanmeldingen/ZZZZ-ZZZZ/intrekken/", data=right)
    post(member, "/opvolging/ZZZZ-ZZZZ/", data=right)
    post(worker, here, data=right)
    post(None, here, data=right)
    post(None, "/stop/nl/", data={"reference": name, "code": REFUSED["phone"]})
    posts.append(lambda: member.session.put(here, data=right, timeout=30))
    posts.append(lambda: member.session.request("TRACE", here, headers={"X-Naam": name}, timeout=30))
    answers = [answer_to(send) for send in posts]
    assert set(answers) <= {0, 200, 400, 403, 404, 405, 413}, answers
    return len(posts) + broken(database, member, here, right)


def answer_to(send: Callable[[], requests.Response]) -> int:
    """The status; 0 when the line was cut, as it is by gunicorn when a body is refused before it was read."""
    try:
        return send().status_code
    except requests.ConnectionError:
        return 0


def broken(database: psycopg.Connection, member: Browser, here: str, right: dict[str, str]) -> int:
    """Faults of ours: a table that is gone, while a page needs it."""
    tables, codes = ("accounts_returnedanswers", "referrals_draft", "directory_municipality"), []
    for table in tables:
        database.execute(f"ALTER TABLE {table} RENAME TO gone")
        codes.append(
            member.session.post(
                here, data={**right, "phone": "quixelij"}, headers={"Referer": here}, timeout=30
            ).status_code
        )
        database.execute(f"ALTER TABLE gone RENAME TO {table}")
    assert 500 in codes, codes
    return len(tables)


def plant(product: Product, database: psycopg.Connection, folder: Path) -> None:
    """Leave the planted word in each place, as a mistake of ours would."""
    with (product.programs.log_folder / "web.log").open("a") as log:
        log.write(f"WARNING cliënt {PLANTED} niet gevonden\n")
    database.execute("CREATE TABLE planted AS SELECT %s::text AS word", [PLANTED])
    database.execute(
        "INSERT INTO cache VALUES (%s, %s, now())", ["planted", base64.b64encode(pickle.dumps(PLANTED)).decode()]
    )
    packed = base64.urlsafe_b64encode(zlib.compress(f'{{"naam": "{PLANTED}"}}'.encode())).decode().rstrip("=")
    database.execute("INSERT INTO django_session VALUES ('planted', %s, now())", [f".{packed}:1abc:xyz"])
    ends = {PLANTED: datetime.now(UTC) + timedelta(days=1)}  # health names whose certificate ends first
    packed = base64.b64encode(pickle.dumps(ends)).decode()
    database.execute("DELETE FROM cache WHERE cache_key = ':1:upkeep.certificates'")
    database.execute("INSERT INTO cache VALUES (':1:upkeep.certificates', %s, now() + interval '1 day')", [packed])
    requests.post(product.environment["SENTRY_DSN"].replace("sleutel@", ""), data=PLANTED, timeout=30)
    database.execute("CHECKPOINT")
    redis.from_url(product.environment["REDIS_URL"]).set("planted", PLANTED)
    mail = f"To: an@dienst.example\r\nSubject: =?utf-8?b?{base64.b64encode(PLANTED.encode()).decode()}?=\r\n\r\nDag\r\n"
    next(path for path in (product.folder / "mailbox").rglob("new")).joinpath("planted").write_bytes(mail.encode())
    (product.folder / "planted.txt").write_text(PLANTED)
    (folder / "planted.txt").write_text(PLANTED)
    subprocess.run([sys.executable, "-c", "import time; time.sleep(1)", PLANTED], check=True)


def test_nothing_of_a_client_is_anywhere_but_where_it_may_be(product: Product, told_to_sentry: list[bytes]):
    before = in_folders_for_temporary_files()
    folder = Path(tempfile.mkdtemp(prefix="canary-"))
    with (
        everything_logged(product) as database,
        watching(product) as watch,
        proved(Browser(product.site), accounts.TEAM_MEMBER_KEMPEN) as member,
        proved(Browser(product.site), accounts.SOCIAL_WORKER_WESTERLO) as worker,
    ):
        shown_once = walk(product, member, worker)
        assert fail(product, member, worker, database) >= 30
        for person in (member, worker):
            page = person.open("/")
            person.send(page, page.form_to("/uitloggen/"))
        ALL.update({word: needles(word) for word in shown_once})
        plant(product, database, folder)
        found = search(product, watch, before, told_to_sentry)
    assert b'"exception"' in b"".join(told_to_sentry)  # of the tables that were gone
    shutil.rmtree(folder)
    expected = {place: {PLANTED.casefold()} for place in found}
    for place in PLACES_OF_THE_NUMBER:
        expected[place] |= {OWN_NUMBER.casefold()}
    assert found == expected
