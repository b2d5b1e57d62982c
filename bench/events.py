"""Events per second with a log and without one; `python -m bench.events` on an empty database prints one JSON line.

Without: the same rows by the same code into a table with the same columns and indexes, and no triggers. Both in turns,
by eight clients each, while a sealer runs as beat runs it.
"""

import json
import multiprocessing
import os
import time
from statistics import median, quantiles
from uuid import uuid4

import django
from django.db import connection, transaction

CLIENTS = 8
EVENTS = 150  # by each client in a round
ROUNDS = 8
SEALED_EVERY = 2.0  # seconds, as in the schedule of beat
PLAIN = "plain_event"


def main() -> dict[str, float]:
    """Measure everything; see the module."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {PLAIN} (LIKE audit_auditevent INCLUDING ALL)")
    trail, plain = write_in_turns()
    measured = {
        "trail_vs_plain": median(without / with_log for with_log, without in zip(trail, plain, strict=True)),
        "trail_events_per_s": CLIENTS * EVENTS / median(trail),
        "seal_lag_p95_s": seal_lag(),
    }
    count = int(os.environ.get("BENCH_EVENTS", "1000000"))
    return {**measured, **check(count)}


def write_in_turns() -> tuple[list[float], list[float]]:
    """Return the seconds of each round with a log and without; the first round warms up and is left out."""
    connection.close()
    processes = multiprocessing.get_context("fork")
    done = processes.Event()
    sealer = processes.Process(target=seal_until, args=(done,))
    sealer.start()
    seconds: dict[str, list[float]] = {"audit_auditevent": [], PLAIN: []}
    start, end = processes.Barrier(CLIENTS + 1), processes.Barrier(CLIENTS + 1)
    clients = [processes.Process(target=write, args=(start, end)) for _ in range(CLIENTS)]
    for client in clients:
        client.start()
    for _ in range(ROUNDS + 1):
        for taken in seconds.values():
            start.wait()
            began = time.perf_counter()
            end.wait()
            taken.append(time.perf_counter() - began)
    for process in clients:
        process.join()
    time.sleep(SEALED_EVERY)
    done.set()
    sealer.join()
    return seconds["audit_auditevent"][1:], seconds[PLAIN][1:]


def write(start: "multiprocessing.synchronize.Barrier", end: "multiprocessing.synchronize.Barrier") -> None:
    """Be one client: write events through the product's own way, each in the transaction of an act."""
    from django.utils import timezone

    from audit.events import Event
    from audit.models import AuditEvent
    from audit.record import record_event
    from directory.models import Organisation

    thing = Organisation(pk=uuid4())
    for _ in range(ROUNDS + 1):
        for table in ("audit_auditevent", PLAIN):
            AuditEvent._meta.db_table = table
            start.wait()
            for number in range(EVENTS):
                with transaction.atomic():
                    record_event(
                        Event.TRANSMISSION_SENT,
                        by=None,
                        at=timezone.now(),
                        about=thing,
                        details={"attempt": number, "kind": "referral"},
                    )
            end.wait()


def seal_until(done: "multiprocessing.synchronize.Event") -> None:
    """Be the sealer that beat starts every two seconds."""
    from audit.sealing import seal

    while not done.wait(SEALED_EVERY):
        seal()


def seal_lag() -> float:
    """Return how long 95 of 100 events waited at most for their number, in seconds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT extract(epoch FROM leaf.sealed_at - entry.written_at)::float8 "
            "FROM audit_leaf AS leaf JOIN audit_auditevent AS entry ON entry.id = leaf.event_id"
        )
        waited: list[float] = [row[0] for row in cursor.fetchall()]
        return quantiles(waited, n=20)[-1]


def check(count: int) -> dict[str, float]:
    """Return the seconds that it takes to seal so many events, to check them all, and to prove one of them."""
    from audit.models import AGENCY
    from audit.sealing import prove_event, seal, strangers, verify

    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_auditevent (log, at, event, object_type, object_id, details) "
            "SELECT %s, now(), 'transmission_sent', 'outbox.transmission', gen_random_uuid()::text, "
            """'{"kind": "referral", "attempt": 1}' FROM generate_series(1, %s)""",
            [AGENCY, count],
        )
        cursor.execute("ANALYZE audit_auditevent")
    began = time.perf_counter()
    seal()
    sealed = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE audit_leaf")
    analysed = time.perf_counter()
    result = verify(AGENCY)
    assert result.fault is None
    assert strangers() == 0
    verified = time.perf_counter()
    proofs = []
    for number in range(1, result.size, result.size // 20):
        asked = time.perf_counter()
        proof = prove_event(AGENCY, number)
        proofs.append(time.perf_counter() - asked)
        assert proof is not None
        assert proof["holds"]
    return {
        "events": float(result.size),
        "seal_1m_s": sealed - began,
        "verify_1m_s": verified - analysed,
        "prove_event_1m_s": max(proofs),
    }


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main()))
