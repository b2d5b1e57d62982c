"""Check and import the uploaded files that wait: run by a worker after an upload, and by beat each minute."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from paper_import.worker import run_waiting


class Command(BaseCommand):
    help = "Kijkt de opgeladen bestanden met overeenkomsten na, en voert in wat bevestigd is."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{run_waiting(at=timezone.now())} bestanden opgepakt.")
