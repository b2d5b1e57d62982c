"""Check and import the uploaded files that wait, and read the papers: after an upload, and by beat each minute."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from paper_import.paper_worker import read_waiting
from paper_import.worker import run_waiting


class Command(BaseCommand):
    help = "Kijkt de opgeladen bestanden met overeenkomsten na, en voert in wat bevestigd is."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        self.stdout.write(f"{run_waiting(at=now) + read_waiting(at=now)} bestanden opgepakt.")
