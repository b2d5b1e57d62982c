"""Pick up every mail that is due: run by beat each minute, and runnable from cron when there is no broker at all."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from outbox import standstill
from outbox.delivery import deliver_due


class Command(BaseCommand):
    help = "Verstuurt alles wat klaarstaat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seconds", type=int, default=60, help="begin na zoveel seconden niets nieuws meer")

    def handle(self, *args: Any, **options: Any) -> None:
        if standstill.look(timezone.now()).frozen_at is not None:
            raise CommandError("De verzending staat stil. Laat haar weer los met manage.py outbox_release.")
        tried, failed = deliver_due(seconds=options["seconds"])
        self.stdout.write(f"{tried} verzendingen opgepakt.")
        if failed:
            raise CommandError(f"{len(failed)} verzendingen lukten niet door een fout in het programma: zie het log.")
