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

from local.ports import LOOPBACK, Ports
from local.processes import ROOT, Program, Programs
from local.secret_file import kept_secrets

START = 120  # seconds until everything answers; on a busy machine many, else a few


class AlreadyRunningError(Exception):
    """Another product runs in this folder."""


class Product:
    """The product in `folder`: database, broker, mailbox, website (2 processes), worker (2 processes) and beat.

    A context manager: inside it everything answers, after it nothing is left running. Raises AlreadyRunningError,
    PortNotUsableError, or ProgramFailedError with the end of the log of what failed. `broker` is the address of one
    that is there already, for a caller who has plans with it.

        with Product(folder, free_ports()) as product:
            requests.get(product.site + "/inloggen/")
    """

    def __init__(
        self,
        folder: Path,
        ports: Ports,
        *,
        with_demo_data: bool = True,
        broker: str = "",
        tell: Callable[[str], None] = lambda words: None,
    ) -> None:
        self.folder = folder.resolve()
        self.ports = ports
        self.with_demo_data = with_demo_data
        self.broker = broker
        self.tell = tell
        self.site = f"http://localhost:{ports.web}"
        self.mail_page = f"http://localhost:{ports.mail_page}"
        self.environment: dict[str, str] = {}
        self.programs = Programs(self.folder / "log")
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            stack.enter_context(self._alone_in_folder())
            self.ports.check_free()
            self.tell("Database en broker starten …")
            addresses = self._start_services(stack.enter_context(Programs(self.folder / "log")))
            stack.enter_context(self.programs)  # stops before the services do
            self._start(addresses)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def _start(self, addresses: dict[str, str]) -> None:
        self.environment = {**os.environ, **kept_secrets(self.folder / "secrets.env"), **self._variables(), **addresses}
        self.programs.wait(self._start_mailbox(), seconds=START)  # first: the others read its certificate at start
        self.tell("Databank bijwerken, worker starten …")
        celery = self._start_celery()  # has nothing to do until somebody files: it may come up meanwhile
        self.manage("prepare", *([] if self.with_demo_data else ["--without-demo-data"]))
        self.tell("Website starten …")
        self.programs.wait(self._start_web(), *celery, seconds=START)

    def _variables(self) -> dict[str, str]:
        """Every variable of `settings.environment` but the secrets and the services."""
        return {
            "DJANGO_SETTINGS_MODULE": "settings.dev",
            "PYTHONUNBUFFERED": "1",
            "ALLOWED_HOSTS": f"localhost,{LOOPBACK}",
            "SITE_URL": self.site,
            "MAIL_FROM": "Aanmelden <aanmelden@agentschap.example>",
            "MAIL_RETURN": "terugmelding@agentschap.example",
            "SMTP_HOST": "localhost",
            "SMTP_PORT": str(self.ports.smtp),
            "SMTP_SECURITY": "starttls",
            "SMTP_LOGIN": "none",
            "SMTP_USERNAME": "",
            "SMTP_PASSWORD": "",
            "SMTP_CA_FILE": str(self.folder / "mailbox" / "ca.pem"),
            "SMTP_EHLO_NAME": "aanmelden.agentschap.example",
            "PROXY_COUNT": "0",
        }

    def manage(self, command: str, *arguments: str) -> None:
        """Run a management command to its end; raises ProgramFailedError."""
        self.programs.run(command, [sys.executable, "manage.py", command, *arguments], environment=self.environment)

    def _start_services(self, programs: Programs) -> dict[str, str]:
        """Start database and broker, unless the environment names others; return DATABASE_URL and REDIS_URL."""
        addresses = self.folder / "services.json"
        addresses.unlink(missing_ok=True)
        keeper = programs.start(
            "services",
            [sys.executable, "-m", "local.keep_services", str(self.folder)],
            environment={**os.environ, **({"REDIS_URL": self.broker} if self.broker else {})},
            answers=addresses.exists,
        )
        programs.wait(keeper, seconds=START)
        return dict(json.loads(addresses.read_text()))

    def _start_mailbox(self) -> Program:
        ports = self.ports
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
            "--preload",
        ]
        files = ["--no-control-socket", f"--worker-tmp-dir={self.folder}"]  # nothing in the home folder
        return self.programs.start(
            "web",
            [sys.executable, "-m", "gunicorn", "settings.wsgi", *options, *files],
            environment=self.environment,
            answers=lambda: page_is_there(self.ports.web, "/inloggen/"),
        )

    def _start_celery(self) -> list[Program]:
        celery = [sys.executable, "-m", "celery", "--app", "settings"]
        quick = ["--without-gossip", "--without-mingle"]  # nobody to speak with: there is one worker
        schedule = ["--schedule", str(self.folder / "beat-schedule"), "--pidfile", ""]
        commands = {
            "worker": ([*celery, "worker", "--concurrency", "2", "--loglevel", "INFO", *quick], " ready."),
            "beat": ([*celery, "beat", "--loglevel", "INFO", *schedule], "beat: Starting"),
        }
        return [
            self.programs.start(name, command, environment=self.environment, answers=self._has_logged(name, words))
            for name, (command, words) in commands.items()
        ]

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
