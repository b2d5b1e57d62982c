"""Pick up every mail that is due: run by beat each minute, and runnable from cron when there is no broker at all."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from outbox.delivery import OutboxFrozen, sweep


class Command(BaseCommand):
    help = "Verstuurt alles wat klaarstaat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seconds", type=int, default=60, help="begin na zoveel seconden niets nieuws meer")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            _tried, failed = sweep(seconds=options["seconds"])
        except OutboxFrozen:
            raise CommandError("De verzending staat stil. Laat haar weer los met manage.py outbox_release.") from None
        self.stdout.write("Wat klaarstond, is opgepakt.")  # no number: part of it may be a receiver's (D19)
        if failed:
            raise CommandError("Niet alles lukte, door een fout in het programma: zie het log.")
