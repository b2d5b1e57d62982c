"""The whole product on this computer, as processes: what `make run` starts, and `make demo` and the journeys too."""

import fcntl
import http.client
import json
import os
import socket
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from local import preparation
from local.ports import LOOPBACK, Ports
from local.processes import ROOT, Program, Programs, inherited_environment
from local.progress import Progress
from local.secret_file import kept_secrets, write_secretly

START = 120  # seconds until everything answers; on a busy machine many, else a few
PREPARATION = 600  # seconds until there are tables; the migrations of a large database take long
ENVIRONMENT = "environment.json"


class AlreadyRunningError(Exception):
    """Another product runs in this folder."""


class RewrittenError(Exception):
    """A migration that made the database of this folder is another one now."""


class Product:
    """The product in `folder`: database, broker, mailbox, website (2 processes), worker (2 processes) with beat inside.

    A context manager: inside it everything answers, after it nothing is left running. Raises RewrittenError,
    AlreadyRunningError, PortNotUsableError, or ProgramFailedError with the end of the log of what failed.
    `broker` is the address of one that is there already, for a caller who has plans with it.

        with Product(folder, free_ports()) as product:
            requests.get(product.site + "/inloggen/")
    """

    def __init__(
        self,
        folder: Path,
        ports: Ports,
        *,
        broker: str = "",
        tell: Callable[[str], None] = lambda words: None,
    ) -> None:
        self.folder = folder.resolve()
        self.ports = ports
        self.broker = broker
        self.progress = Progress(tell)
        self.site = f"http://localhost:{ports.web}"
        self.mail_page = f"http://localhost:{ports.mail_page}"
        self.environment: dict[str, str] = {}
        self.programs = Programs(self.folder / "log")
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as stack, self.progress:
            stack.enter_context(self._alone_in_folder())
            self.ports.check_free()
            (self.folder / ENVIRONMENT).unlink(missing_ok=True)
            if "DATABASE_URL" not in os.environ and preparation.is_rewritten(self.folder):
                raise RewrittenError(
                    f"Een migratie is herschreven nadat deze databank gemaakt is. Begin opnieuw: rm -r {self.folder}"
                )
            if preparation.is_unfinished(self.folder):
                self.progress.tell("De vorige eerste start is afgebroken. Alles wordt opnieuw gemaakt.")
                preparation.discard(self.folder / "mailbox" / "mails")
            self.progress.begin("Database, broker en mailbox starten …")
            services = stack.enter_context(Programs(self.folder / "log"))
            keeper = self._start_services(services)
            stack.enter_context(self.programs)  # stops before the services do
            self._start(services, keeper)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def _start(self, services: Programs, keeper: Program) -> None:
        own = kept_secrets(self.folder / "secrets.env") | variables(self.folder, self.ports)
        self.environment = inherited_environment() | own
        mailbox = self._start_mailbox()
        prepare = None if self._is_prepared() else self._start_prepare()  # it loads what it needs meanwhile
        services.wait(keeper, seconds=START)
        addresses = json.loads((self.folder / preparation.SERVICES).read_text())
        self.environment |= addresses
        self.programs.wait(mailbox, seconds=START)  # first: the others read its certificate at start
        if prepare is None and self._is_prepared():
            self._start_site()
        else:
            self._prepare(prepare or self._start_prepare())
        # For `local.manage`, which finds a product that runs by it; only the owner reads it.
        write_secretly(self.folder / ENVIRONMENT, json.dumps(own | addresses))

    def _is_prepared(self) -> bool:
        return preparation.is_prepared(self.folder) and "DATABASE_URL" not in os.environ

    def _start_prepare(self) -> Program:
        return self.programs.start(
            "prepare",
            [sys.executable, "-m", "local.prepare", str(self.folder)],
            environment=self.environment,
            answers=self._has_logged("prepare", preparation.TABLES_ARE_THERE),
            ends=True,
        )

    def _prepare(self, prepare: Program) -> None:
        """Make the database ready; the other programs come up while the example is written."""
        self.progress.follow(prepare.log)
        self.programs.wait(prepare, seconds=PREPARATION)
        starting = [self._start_web(), self._start_celery()]
        self.programs.finish(prepare)
        preparation.keep_as_prepared(self.folder)
        self.progress.begin("Website starten …")
        self.programs.wait(*starting, seconds=START)

    def _start_site(self) -> None:
        self.progress.begin("Website starten …")
        self.programs.wait(self._start_web(), self._start_celery(), seconds=START)

    def _start_services(self, programs: Programs) -> Program:
        """Start database and broker, unless the environment names others."""
        addresses = self.folder / preparation.SERVICES
        addresses.unlink(missing_ok=True)
        return programs.start(
            "services",
            [sys.executable, "-m", "local.keep_services", str(self.folder)],
            environment={**inherited_environment(), **({"REDIS_URL": self.broker} if self.broker else {})},
            answers=addresses.exists,
        )

    def _start_mailbox(self) -> Program:
        ports = self.ports
        Path(self.environment["SMTP_CA_FILE"]).unlink(missing_ok=True)  # of a mailbox that is gone
        listens = ["--smtp", str(ports.smtp), "--page", str(ports.mail_page), "--pop3", str(ports.pop3)]
        return self.programs.start(
            "mailbox",
            [sys.executable, "-m", "local.mailbox", str(self.folder / "mailbox"), *listens],
            environment=self.environment,
            answers=lambda: all(map(accepts, (ports.smtp, ports.mail_page, ports.pop3))),
        )

    def _start_web(self) -> Program:
        options = [
            f"--bind={LOOPBACK}:{self.ports.web}",
            "--workers=2",
            "--threads=4",
        ]
        files = ["--no-control-socket", f"--worker-tmp-dir={self.folder}"]  # nothing in the home folder
        return self.programs.start(
            "web",
            [sys.executable, "-m", "gunicorn", "settings.wsgi", *options, *files],
            environment=self.environment,
            answers=lambda: page_is_there(self.ports.web, "/inloggen/"),
        )

    def _start_celery(self) -> Program:
        celery = [sys.executable, "-m", "celery", "--app", "settings"]
        quick = ["--without-gossip", "--without-mingle"]  # nobody to speak with: there is one worker
        beat = ["--beat", "--schedule", str(self.folder / "beat-schedule")]  # it shares what the worker loaded
        return self.programs.start(
            "worker",
            [*celery, "worker", "--concurrency", "2", "--loglevel", "INFO", *quick, *beat],
            environment=self.environment,
            answers=self._has_logged("worker", " ready."),
        )

    def _has_logged(self, name: str, words: str) -> Callable[[], bool]:
        return lambda: words in (self.programs.log_folder / f"{name}.log").read_text(errors="replace")

    def _alone_in_folder(self) -> ExitStack:
        """Hold the folder until the end of the product; the system lets go of it when this process dies."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        stack = ExitStack()
        lock = stack.enter_context((self.folder / "lock").open("w"))
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            stack.close()
            raise AlreadyRunningError(f"Het product draait al in {self.folder}. Stop het eerst met Ctrl-C.") from None
        return stack


def variables(folder: Path, ports: Ports) -> dict[str, str]:
    """Every variable of `settings.environment` but the secrets and the services, for a product in this folder."""
    return {
        "DJANGO_SETTINGS_MODULE": "settings.dev",
        "PYTHONUNBUFFERED": "1",
        "ALLOWED_HOSTS": f"localhost,{LOOPBACK}",
        "SITE_URL": f"http://localhost:{ports.web}",
        "MAIL_FROM": "Aanmelden <aanmelden@agentschap.example>",
        "MAIL_RETURN": "terugmelding@agentschap.example",
        "SMTP_HOST": "localhost",
        "SMTP_PORT": str(ports.smtp),
        "SMTP_SECURITY": "starttls",
        "SMTP_LOGIN": "none",
        "SMTP_USERNAME": "",
        "SMTP_PASSWORD": "",
        "SMTP_CA_FILE": str(folder / "mailbox" / "ca.pem"),
        "SMTP_EHLO_NAME": "aanmelden.agentschap.example",
        "PROXY_COUNT": "0",
        "TRAIL_HEADS_FILE": str(folder / "heads.jsonl"),
    }


def is_running(folder: Path) -> bool:
    """Whether a product runs in this folder, or starts there."""
    lock = folder / "lock"
    if not lock.exists():
        return False
    with lock.open() as held:
        try:
            fcntl.flock(held, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def accepts(port: int) -> bool:
    """Whether somebody listens on this port of this computer."""
    try:
        socket.create_connection((LOOPBACK, port), timeout=2).close()
    except OSError:
        return False
    return True


def page_is_there(port: int, path: str) -> bool:
    """Whether this page answers with 200."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def default_folder() -> Path:
    """Where `make run` keeps its data, from one start to the next."""
    return ROOT / "var" / "run"
