"""Pick up every mail that is due: run by beat each minute, and runnable from cron when there is no broker at all."""

import logging
import time
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from outbox.delivery import deliver
from outbox.models import Transmission

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Verstuurt alles wat klaarstaat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seconds", type=int, default=60, help="begin na zoveel seconden niets nieuws meer")

    def handle(self, *args: Any, **options: Any) -> None:
        until = time.monotonic() + options["seconds"]
        tried = 0
        failed: list[UUID] = []
        for pk in Transmission.objects.due(timezone.now()).order_by("due_at").values_list("pk", flat=True):
            if time.monotonic() >= until:
                break
            tried += 1
            try:
                deliver(pk)
            except Exception as error:  # one mail that cannot be handled must not keep in all the others
                failed.append(pk)
                log.error("transmission %s: %s", pk, type(error).__name__)
        self.stdout.write(f"{tried} verzendingen opgepakt.")
        if failed:
            raise CommandError(f"{len(failed)} verzendingen lukten niet door een fout in het programma: zie het log.")
