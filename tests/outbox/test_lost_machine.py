"""A machine that vanishes between its event and its commit stops nobody (ADR 0049): no FIN, no reset, only silence."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from copy import deepcopy
from io import StringIO

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from audit.events import Event
from audit.models import AGENCY, AuditEvent
from audit.record import record_event
from audit.sealing import seal, verify
from consent.models import Reason, Withdrawal
from law.roles import Role
from outbox import delivery, standstill
from outbox.handover import HandoverOutcome, HandoverResult, Stage, TlsFault
from outbox.models import Transmission, TransmissionStatus
from referrals.actions import ask_to_withdraw, carry_out_wishes
from referrals.models import PendingWithdrawal, Referral
from settings.sessions import LIMITS, WAIT_OF_A_PERSON, WAIT_OF_A_WORKER, limit_sessions
from tests.builders.accounts import a_user
from tests.builders.referrals import a_correction, a_referral

NOT_SAFE = HandoverResult(HandoverOutcome.NOT_SENT, Stage.TLS, None, None, TlsFault.EXPIRED)

pytestmark = pytest.mark.django_db(transaction=True)


class Wire:
    """A proxy in front of PostgreSQL that can go silent: it keeps its sockets open and forwards nothing any more."""

    def __init__(self, family: int, address: object) -> None:
        self.family, self.address = family, address
        self.is_cut = threading.Event()
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        self.sockets: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self.server.accept()
                database = socket.socket(self.family)
                database.connect(self.address)
                self.sockets += [client, database]
                for source, target in ((client, database), (database, client)):
                    threading.Thread(target=self._forward, args=(source, target), daemon=True).start()

    def _forward(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if self.is_cut.is_set():
                    return
                target.sendall(data)

    def close(self) -> None:
        for one in [self.server, *self.sockets]:
            one.close()


@pytest.fixture
def wire() -> Iterator[Wire]:
    """Lead to the server of the tests, which listens on a socket of the file system or on a port."""
    parameters = connection.get_connection_params()
    host, port = parameters.get("host") or "localhost", parameters.get("port") or 5432
    is_file = str(host).startswith("/")
    address = f"{host}/.s.PGSQL.{port}" if is_file else (host, int(port))
    with closing(Wire(socket.AF_UNIX if is_file else socket.AF_INET, address)) as wire:
        yield wire


def session_of_a_worker(wire: Wire, **shorter: str) -> psycopg.Connection:
    """Connect as a worker does, through the wire; `shorter` limits make the test end sooner."""
    database = deepcopy(settings.DATABASES["default"])
    database["OPTIONS"].pop("options", None)
    limit_sessions(database)
    options = database["OPTIONS"]["options"] + "".join(f" -c {name}={value}" for name, value in shorter.items())
    parameters = connection.get_connection_params()
    return psycopg.connect(
        host="127.0.0.1",
        port=wire.port,
        user=parameters.get("user"),
        password=parameters.get("password"),
        dbname=parameters["dbname"],
        options=options,
        sslmode="disable",
    )


def test_every_session_of_the_product_asks_for_the_limits(wire):
    assert "idle_in_transaction_session_timeout=40s" in settings.DATABASES["default"]["OPTIONS"]["options"]
    with session_of_a_worker(wire) as session:
        for name, value in {**LIMITS, "lock_timeout": WAIT_OF_A_WORKER}.items():
            if not name.startswith("tcp_"):  # a socket of the file system has none
                assert session.execute(f"SHOW {name}").fetchone() == (value,)


def test_the_limits_keep_the_promise_of_45_seconds_and_leave_a_hand_over_its_time():
    seconds = {name: int(value.rstrip("s")) for name, value in LIMITS.items()}
    assert delivery.DEADLINE < seconds["idle_in_transaction_session_timeout"] < 45
    dead_after = seconds["tcp_keepalives_idle"] + seconds["tcp_keepalives_interval"] * seconds["tcp_keepalives_count"]
    assert delivery.DEADLINE < dead_after < 45, "its line to the relay may still be whole"
    assert dead_after + seconds["client_connection_check_interval"] < 45, "a statement that runs notices it then"
    assert seconds["tcp_user_timeout"] == dead_after, "also when an answer of the server is under way"
    assert delivery.DEADLINE < int(WAIT_OF_A_WORKER.rstrip("s")) < 45
    assert int(WAIT_OF_A_PERSON.rstrip("s")) <= 5


def a_lost_worker(wire: Wire, referral: Referral, *, noticed_after: str) -> psycopg.Connection:
    """Begin to write about a referral, and vanish."""
    lost = session_of_a_worker(wire, idle_in_transaction_session_timeout=noticed_after)
    lost.execute("SELECT 1 FROM referrals_referral WHERE id = %s FOR NO KEY UPDATE", [referral.pk])
    lost.execute(
        "INSERT INTO audit_auditevent (log, at, event, object_type, object_id, details) "
        "VALUES (%s, now(), 'referral_filed', 'referrals.referral', 'x', '{}')", [AGENCY],
    )  # fmt: skip
    wire.is_cut.set()
    return lost


def test_a_worker_that_vanished_stops_nobody_meanwhile(wire, signed_in):
    """Signing in, an event, its number, a list: none of them waits, however long the lost session stays."""
    referral, administrator = a_referral(), a_user(Role.ADMINISTRATOR)
    with closing(a_lost_worker(wire, referral, noticed_after="10min")) as lost, waiting_no_longer_than("300ms"):
        client = signed_in(administrator)
        assert client.get(reverse("agreements:register")).status_code == 200
        with transaction.atomic():
            event = record_event(Event.SIGNED_IN, by=administrator, at=timezone.now(), about=administrator)
        seal()
        assert event.leaf.number >= 1
        with pytest.raises(OperationalError), transaction.atomic():  # it held its lock all the while
            lock(referral)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 20000)", [lost.info.backend_pid])
            assert cursor.fetchone() == (True,)


def test_a_worker_that_vanished_frees_its_locks(wire):
    """The lock is gone when the session is: after a second here, after the limits of the product there."""
    referral = a_referral()
    with closing(a_lost_worker(wire, referral, noticed_after="1s")), waiting_no_longer_than("45s"):
        with transaction.atomic():
            lock(referral)
        assert not AuditEvent.objects.filter(event="referral_filed", object_id="x").exists()
        assert verify(AGENCY).fault is None


def lock(referral: Referral) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM referrals_referral WHERE id = %s FOR NO KEY UPDATE", [referral.pk])


@contextmanager
def waiting_no_longer_than(limit: str) -> Iterator[None]:
    """Refuse here what waits longer for a lock. Only waiting counts: a busy machine may be slow."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [limit])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")


@contextmanager
def held(referral: Referral) -> Iterator[None]:
    """Hold the lock of a referral, as a hand-over does, while this session waits no longer than a web process may."""
    holding, release = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            Referral.objects.select_for_update(no_key=True).get(pk=referral.pk)
            Transmission.objects.select_for_update(no_key=True).get(pk=referral.transmission_id)
            holding.set()
            release.wait(20)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    try:
        assert holding.wait(10)
        with waiting_no_longer_than("300ms"):
            yield
    finally:
        release.set()
        thread.join(10)


def test_a_page_whose_lock_does_not_come_says_so_and_keeps_what_was_typed(signed_in):
    referral = a_referral(sent=True)
    correction = a_correction(referral)
    client = signed_in(referral.filed_by)
    address = reverse("referrals:correction", args=[referral.reference, correction.pk])
    typed = {"first_name": "Noor", "last_name": "Van den Voorbeeld", "street": "Beukenlaan 9", "postal_code": "9999",
             "phone": "0470 00 00 99", "channel": "mail"}  # fmt: skip
    with held(referral):
        page = client.post(address, typed).text
    assert "Er wordt net aan hetzelfde gewerkt." in page
    assert "Beukenlaan 9" in page
    correction.refresh_from_db()
    assert correction.answered_at is None


def test_a_withdrawal_is_stored_first_and_carried_out_when_the_hand_over_is_over(
    signed_in, monkeypatch, settings, tmp_path
):
    """R55: from the moment it is stored nothing begins to leave, and nobody has to press again."""
    referral = a_referral()
    settings.WITHDRAWAL_JOURNAL = str(tmp_path / "journaal")
    monkeypatch.setattr("referrals.views.withdrawal.nudge", lambda *_: True)  # no worker here
    address = reverse("referrals:withdraw", args=[referral.reference])
    typed = {"on": f"{timezone.localdate():%d/%m/%Y}", "told_by": "client", "told_to": "recorder", "channel": "mail"}
    client = signed_in(referral.filed_by)
    with held(referral):
        began = time.monotonic()
        page = client.post(address, typed, follow=True).text
        assert time.monotonic() - began < 5
        assert "Uw intrekking is genoteerd." in page
    assert str(referral.consent_id) in (tmp_path / "journaal").read_text(), "a copy put back now would forget it"
    assert PendingWithdrawal.objects.get().asked_by == referral.filed_by
    delivery.deliver(referral.transmission_id)  # a worker is faster than the withdrawal
    referral.transmission.refresh_from_db()
    assert referral.transmission.status == TransmissionStatus.CANCELLED
    assert carry_out_wishes(at=timezone.now()) == 1
    assert carry_out_wishes(at=timezone.now()) == 0
    withdrawal = Withdrawal.objects.get(consent=referral.consent_id)
    assert withdrawal.withdrawn_on == timezone.localdate()
    assert not PendingWithdrawal.objects.exists()


def test_what_is_refused_is_not_kept(signed_in):
    referral = a_referral()
    client = signed_in(referral.filed_by)
    typed = {"on": "1/1/2001", "told_by": "client", "told_to": "recorder", "channel": "mail"}
    client.post(reverse("referrals:withdraw", args=[referral.reference]), typed)
    assert not PendingWithdrawal.objects.exists()
    assert not Withdrawal.objects.exists()


def test_freezing_waits_for_no_hand_over_and_holds_from_the_first_moment(monkeypatch):
    """A worker speaks with the relay, or its machine is gone: nothing else begins, and the operator has an answer.

    Also when it is gone right after it noted what is wrong with the relay: who freezes asks for no row of a hand-over.
    """
    speaking, release, over = threading.Event(), threading.Event(), threading.Event()

    def speak() -> None:
        with transaction.atomic():
            assert standstill.hold_open()
            standstill.note_encryption(NOT_SAFE, at=timezone.now())
            standstill.login_was_refused(code=535, at=timezone.now())
            speaking.set()
            release.wait(20)  # who waits for this hand-over waits so long, and finds that it is over
            over.set()
        connection.close()

    monkeypatch.setattr(standstill, "PATIENCE", "300ms")
    standstill.relay_row()  # the worker that looks whether the outbox is open makes the row, before any hand-over
    thread = threading.Thread(target=speak)
    thread.start()
    try:
        assert speaking.wait(10)
        output = StringIO()
        call_command("outbox_freeze", stdout=output)
        assert not over.is_set()
        assert "één mail was al onderweg" in output.getvalue()
        with transaction.atomic():  # what another worker finds wrong holds up nobody either
            standstill.note_encryption(NOT_SAFE, at=timezone.now())
            standstill.login_was_refused(code=535, at=timezone.now())
        assert not over.is_set()
        with transaction.atomic():
            assert not standstill.hold_open()
    finally:
        release.set()
        thread.join(10)
    output = StringIO()
    call_command("outbox_freeze", stdout=output)
    assert "onderweg" not in output.getvalue()


def test_a_release_waits_for_no_hand_over_and_what_was_noted_carries_itself_out(settings, tmp_path):
    """Only a copy misses what the journal knows: without one, a lock of a machine that is gone holds up no release."""
    referral = a_referral()
    settings.WITHDRAWAL_JOURNAL = str(tmp_path / "journaal")
    asked = {"on": timezone.localdate(), "reason": Reason.CHANGED_MIND, "told_by": "client", "told_to": "recorder"}
    call_command("outbox_freeze", stdout=StringIO())
    with held(referral):
        assert ask_to_withdraw(referral, **asked, call=None, by=referral.filed_by, at=timezone.now()) is None
        call_command("outbox_release", by=a_user(Role.ADMINISTRATOR).email, stdout=StringIO())
        with transaction.atomic():
            assert standstill.hold_open()
    assert carry_out_wishes(at=timezone.now()) == 1
    assert Withdrawal.objects.get(consent=referral.consent_id).withdrawn_on == timezone.localdate()
