"""Erase lines of the logs that are older than ten years; their hashes stay. Beat runs it every night."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from audit.retention import clear_expired


class Command(BaseCommand):
    help = "Wist regels van de logboeken die ouder zijn dan tien jaar; hun hashes blijven. Beat doet dit elke nacht."

    def handle(self, *args: Any, **options: Any) -> None:
        clear_expired(timezone.now())
        self.stdout.write("Wat ouder is dan tien jaar, is weg.")
