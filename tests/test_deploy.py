"""What an operator installs says what the code says: units, nginx, variables, containers, and the release."""

import json
import re
import subprocess
from collections.abc import Iterator
from configparser import RawConfigParser
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

from settings import environment, version
from tests.servers import answering
from tests.test_consistency import HOUSE
from tools import known_faults, release
from upkeep.schedule import WORDS

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))


def test_the_example_of_the_variables_is_that_of_the_settings():
    assert (DEPLOY / "env.example").read_text().strip() == environment.example().strip(), (
        "python -m settings.environment example > deploy/env.example"
    )


def test_every_variable_that_must_be_given_is_given_by_the_guide():
    text = (ROOT / "docs" / "install.md").read_text()
    needed = {name for name, variable in environment.VARIABLES.items() if variable.default is None}
    assert needed <= set(re.findall(r"^([A-Z_]+)=", text, re.MULTILINE))


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_a_unit_starts_what_exists_as_an_ordinary_user(unit):
    parser = RawConfigParser(strict=False)
    parser.optionxform = str
    parser.read(unit)
    service = parser["Service"]
    assert (service["User"], service["EnvironmentFile"]) == ("aanmelden", "/etc/aanmelden/environment")
    program, *arguments = service["ExecStart"].split()
    assert program.startswith("/opt/aanmelden/current/.venv/bin/")
    if arguments[0] == "manage.py":
        assert arguments[1] in get_commands()
    else:
        assert program.split("/")[-1] in ("gunicorn", "celery")
    assert service["NoNewPrivileges"] == "yes"


def test_timers_have_a_unit_and_what_nobody_else_starts_has_a_timer():
    timers = {path.stem for path in (DEPLOY / "systemd").glob("*.timer")}
    assert timers == {"aanmelden-overdue", "aanmelden-sessions"}
    assert timers < {path.stem for path in UNITS}
    assert WORDS, "all other work is in the schedule of beat, and run_overdue does it too"


def test_nginx_overwrites_who_comes_and_logs_no_query():
    text = re.sub(r"#.*", "", (DEPLOY / "nginx.conf").read_text())
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in text
    assert "proxy_set_header X-Forwarded-Proto $scheme;" in text
    assert "$proxy_add_x_forwarded_for" not in text
    [form] = re.findall(r"log_format without_query (.*?);", text, re.DOTALL)
    assert not re.search(r"\$(request\b|request_uri|args|query_string|http_referer)", form)
    assert set(re.findall(r"access_log \S+ (\w+)", text)) == {"without_query"}
    assert re.findall(r"error_log \S+ (\w+);", text) == ["crit"]
    assert int(re.findall(r"client_max_body_size (\d+)m", text)[0]) > 20


def test_two_nodes_of_containers_run_every_program_over_a_network_of_their_own():
    told = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    services = told["services"]
    assert {"web-1", "web-2", "worker-1", "worker-2", "beat", "postgres", "redis"} == set(services)
    assert told["networks"]["inside"]["internal"] is True
    assert all(services[name]["networks"] == ["inside"] for name in ("postgres", "redis"))
    assert all(port.startswith("127.0.0.1:") for one in services.values() for port in one.get("ports", []))


def test_the_version_is_said_once():
    assert f'version = "{version.VERSION}"' in (ROOT / "pyproject.toml").read_text()
    assert f"aanmelden-{version.VERSION}.tar.gz" in (ROOT / "docs" / "install.md").read_text()


def test_a_release_holds_what_production_imports_and_nothing_of_development():
    shipped = set(release.shipped())
    assert {"manage.py", "gunicorn.conf.py", "deploy/roles.sql", "docs/install.md", "requirements/base.txt"} <= shipped
    assert {path.split("/")[0] for path in shipped} & release.ONLY_HERE == set()
    rooms = set(HOUSE) - release.ONLY_HERE
    assert rooms <= {path.split("/")[0] for path in shipped}
    imported = subprocess.run(
        ["grep", "-rlE", r"^(from|import) (tools|local|example|bench|tests)\b", *sorted(rooms), "--include=*.py"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert imported.stdout == ""


@pytest.fixture
def index() -> Iterator[tuple[str, dict[str, object]]]:
    """A list of known faults of our own; an answer for each package."""
    answers: dict[str, object] = {}

    class Endpoint(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.split("/")[2]
            body = json.dumps(answers.get(name, {"vulnerabilities": []})).encode()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Endpoint)
    with answering(server):
        yield f"http://127.0.0.1:{server.server_port}", answers


FAULT = {"id": "PYSEC-1", "aliases": ["CVE-1"], "fixed_in": ["9.9"]}


def test_a_list_that_knows_no_fault_of_a_faulty_release_was_not_looked_at(index, capsys):
    address, answers = index
    assert known_faults.main(address) == 2
    assert "NIET BEKEKEN" in capsys.readouterr().err
    assert known_faults.main("http://127.0.0.1:1") == 2
    answers["django"] = {"vulnerabilities": [FAULT]}
    assert known_faults.main(address) == 1, "the pinned Django is asked for as well"
    answers["celery"] = {"no": "list"}
    assert known_faults.main(address) == 2


def test_known_faults_are_named_with_what_mends_them(index, capsys):
    address, answers = index
    answers["django"] = {"vulnerabilities": [FAULT]}
    answers["celery"] = {"vulnerabilities": [FAULT | {"withdrawn": "2026-01-01"}]}
    assert known_faults.main(address) == 1
    shown = capsys.readouterr().out
    assert re.search(r"django [\d.]+: PYSEC-1 \(CVE-1\), opgelost in 9\.9", shown)
    assert "celery" not in shown
