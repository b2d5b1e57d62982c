"""Make the database and the static files ready for a product on this computer; quick when they are."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    help = "Maakt de databank en de statische bestanden klaar."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--without-demo-data", action="store_true", help="geen voorbeelden")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=1)
        call_command("createcachetable")
        call_command("load_municipalities")
        with only_one_at_a_time(settings.STATIC_ROOT):
            call_command("collectstatic", interactive=False, verbosity=0)
        if not options["without_demo_data"]:
            call_command("load_demo")


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
