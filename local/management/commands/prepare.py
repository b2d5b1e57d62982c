"""Make the database and the static files ready for a product on this computer; quick when they are."""

import fcntl
import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from local.preparation import TABLES_ARE_THERE, is_collected, keep_as_collected
from local.progress import STEP
from local.schema import SchemaIsOldError, load_schema


class Command(BaseCommand):
    help = "Maakt de databank en de statische bestanden klaar."

    def handle(self, *args: Any, **options: Any) -> None:
        gc.disable()  # this process ends in seconds, and spends a fifth of them looking for garbage
        self.make_tables()
        self.collect_static_files()
        self.stdout.write(TABLES_ARE_THERE)
        call_command("load_demo", stdout=Steps(self.stdout))

    def make_tables(self) -> None:
        """Fill an empty database from the file beside the migrations; let the migrations change any other."""
        if connection.introspection.table_names():
            self.step("Databank bijwerken …")
            self.migrate()
        else:
            self.step("Databank maken …")
            try:
                load_schema(os.environ["DATABASE_URL"])
            except SchemaIsOldError:
                self.step("Databank maken met de migraties, dat duurt langer …")
                self.migrate()
        call_command("load_municipalities")

    def migrate(self) -> None:
        call_command("migrate", interactive=False, verbosity=1)
        call_command("createcachetable")

    def collect_static_files(self) -> None:
        with only_one_at_a_time(settings.STATIC_ROOT):
            if not is_collected():
                self.step("Stijl en beelden klaarzetten …")
                call_command("collectstatic", interactive=False, verbosity=0)
                keep_as_collected()

    def step(self, words: str) -> None:
        self.stdout.write(STEP + words)


class Steps:
    """Where `load_demo` writes: each of its lines that goes on is a step."""

    def __init__(self, stdout: Any) -> None:
        self.stdout = stdout

    def write(self, words: str) -> None:
        self.stdout.write(STEP + words if words.rstrip().endswith("…") else words)


@contextmanager
def only_one_at_a_time(folder: Path) -> Iterator[None]:
    """Hold this folder: `make run` and `make demo` may start together, and collect into the same one."""
    folder.mkdir(exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
