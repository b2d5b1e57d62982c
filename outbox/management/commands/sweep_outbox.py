"""Pick up every mail that is due: run by beat each minute, and runnable from cron when there is no broker at all."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from outbox.delivery import deliver
from outbox.models import Transmission


class Command(BaseCommand):
    help = "Verstuurt alles wat klaarstaat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seconds", type=int, default=60, help="begin na zoveel seconden niets nieuws meer")

    def handle(self, *args: Any, **options: Any) -> None:
        until = time.monotonic() + options["seconds"]
        tried = 0
        for pk in Transmission.objects.due(timezone.now()).order_by("due_at").values_list("pk", flat=True):
            if time.monotonic() >= until:
                break
            deliver(pk)
            tried += 1
        self.stdout.write(f"{tried} verzendingen opgepakt.")
