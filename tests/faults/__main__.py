"""`make faults`: the real product under load while everything around it breaks; ends with one JSON line.

`python -m tests.faults` makes one run (FAULTS_N referrals, default 1000; FAULTS_SEED); exit 0 only when every promise
held. `python -m tests.faults mutants` plants each known bug in turn, and demands that the run catches all of them.
"""

import json
import logging
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

from local.processes import listen_for_stop
from tests.faults.sink import Sink
from tests.faults.stage import Stage

PER_SECOND = 14  # referrals filed
WITHDRAWN, CORRECTED, WITHDRAWN_AND_CORRECTED = 0.4, 0.2, 0.1  # parts of all referrals
ALONE = 0.5  # part of the withdrawals that the client does on the public page (D35)
SETTLE = 90  # seconds in which everything must come to its end
MUTANT_N = 48


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def main(arguments: list[str]) -> int:
    listen_for_stop()
    if arguments == ["mutants"]:
        return run_mutants()
    count, seed = int(os.environ.get("FAULTS_N", "1000")), int(os.environ.get("FAULTS_SEED", "1"))
    mutant = os.environ.get("FAULTS_MUTANT", "")
    with tempfile.TemporaryDirectory(prefix="faults-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # PostgreSQL may run as another user
        with Sink(folder, seed=seed) as sink, Stage(folder, sink, seed=seed, mutant=mutant) as stage:
            verdict = run(stage, count=count, seed=seed)
    print(json.dumps({**asdict(verdict), "seed": seed}), flush=True)
    return 0 if verdict.holds else 1


def run(stage: Stage, *, count: int, seed: int):
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from tests.faults import load, mutants, verdict

    mutants.plant(stage.mutant)  # some bugs sit with the people, and not with the workers

    logging.getLogger("outbox.nudging").setLevel(logging.ERROR)  # that nudges fail is what this is about
    began = time.monotonic()
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    partnerships = load.make_partnerships()
    stage.start_workers()
    people = load.People(partnerships, seed=seed, pauses=stage.pauses)
    seconds = max(12.0, count / PER_SECOND)
    say(f"{count} aanmeldingen in {seconds:.0f} seconden, zaad {seed} …")
    people.do(lambda: break_things(stage, people, seconds, seed))
    file_and_withdraw(people, count, seconds)
    people.wait()
    say("Geen fouten meer: de gevaarlijke momenten één voor één …")
    stage.calm_down()
    connection.close()  # of before the database restarted
    play_scenes(people)
    people.wait()
    say("Afwachten tot alles klaar is …")
    settle()
    found = verdict.judge(people.cases, stage.sink.ledger)
    found.seconds = round(time.monotonic() - began, 1)
    return found


def file_and_withdraw(people, count: int, seconds: float) -> None:
    """File `count` referrals at a steady pace; four in ten are withdrawn, at a random moment soon after.

    Half of those withdraw alone, the others tell the team.
    """
    turn = random.Random(f"{os.environ.get('FAULTS_SEED', '1')}/turns")
    plan = [(turn.choice(people.partnerships), turn.random(), turn.uniform(0, 4), turn.random()) for _ in range(count)]
    lanes = 4

    def lane(own) -> None:
        for number, (partnership, fate, after, way) in own:
            wait = began + seconds * number / count - time.monotonic()
            time.sleep(max(0.0, wait))
            case = people.file(partnership)
            if fate < WITHDRAWN:
                withdraw = people.withdraw_alone if way < ALONE else people.withdraw
                people.do(lambda c=case, p=partnership, a=after, w=withdraw: (time.sleep(a), w(c, p)))
            if fate > 1 - CORRECTED or fate < WITHDRAWN_AND_CORRECTED:
                people.do(lambda c=case, p=partnership: people.correct(c, p))

    began = time.monotonic()
    numbered = list(enumerate(plan))
    for first in range(lanes):
        people.do(lambda own=numbered[first::lanes]: lane(own))


def break_things(stage: Stage, people, seconds: float, seed: int) -> None:
    """Everything around the product fails in turn, as the seed says, for as long as people work."""
    chance = random.Random(f"{seed}/faults")
    until = time.monotonic() + seconds
    broker_away = min(60.0, seconds / 3)
    faults = {
        "group": lambda: stage.kill_group(chance.randrange(2)),
        "flush": stage.forget_everything,
        "database": stage.crash_database,
        "refused": lambda: stage.sink.refuse(1.5),
        "mailbox": lambda: people.change_mailbox(chance.choice(people.partnerships)),
    }
    people.do(lambda: (time.sleep(seconds / 4), stage.stop_broker(broker_away)))
    names = list(faults)
    chance.shuffle(names)
    while time.monotonic() < until:
        for name in names:
            time.sleep(chance.uniform(0.8, 2.2))
            say(f"  {name}")
            faults[name]()


def play_scenes(people) -> None:
    """The dangerous moments, one by one and on purpose: somebody acts while a worker stands exactly there."""
    for partnership in people.partnerships[:3]:
        with people.worker_stands_at("before_dot", partnership) as case:
            people.do(lambda c=case, p=partnership: people.withdraw(c, p))
            time.sleep(0.7)
        with people.worker_stands_at("after_intent", partnership) as case:
            people.withdraw(case, partnership)
        with people.worker_stands_at("before_claim", partnership) as case:
            people.say_stop(case, partnership)  # and the worker goes on before anyone carries it out
        people.do(lambda c=case: people.wait_for_withdrawal(c))
        with people.worker_stands_at("before_dot", partnership) as case:
            people.say_stop(case, partnership)  # stored at once, though a hand-over holds the lock
            people.do(lambda c=case: people.wait_for_withdrawal(c))
            time.sleep(0.7)
        with people.worker_stands_at("after_intent", partnership) as case:
            people.change_mailbox(partnership)
            case.shut_at = time.monotonic()
        people.worker_dies_at("after_250", partnership)  # the relay has the mail, and no row says so yet


def settle() -> None:
    """Wait until nothing is under way any more, or time is up."""
    from outbox.models import OPEN, Transmission

    until = time.monotonic() + SETTLE
    while Transmission.objects.filter(status__in=OPEN).exists() and time.monotonic() < until:
        time.sleep(0.5)
    time.sleep(1)


def run_mutants() -> int:
    from tests.faults.mutants import MUTANTS

    caught = []
    for name in MUTANTS:
        environment = {**os.environ, "FAULTS_MUTANT": name, "FAULTS_N": os.environ.get("FAULTS_N", str(MUTANT_N))}
        done = subprocess.run(
            [sys.executable, "-m", "tests.faults"], env=environment, stdout=subprocess.PIPE, check=False, text=True
        )
        say(f"{name}: {'gevat' if done.returncode == 1 else 'NIET GEVAT'} {done.stdout.strip()}")
        if done.returncode == 1:
            caught.append(name)
    print(json.dumps({"mutants_caught": len(caught), "mutants": len(MUTANTS), "caught": caught}), flush=True)
    return 0 if len(caught) == len(MUTANTS) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
