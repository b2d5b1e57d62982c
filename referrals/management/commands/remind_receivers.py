"""Remind the receivers that did not open an archive (D12): run by beat on weekdays, and runnable from cron.

Each reminder is a transaction of its own, so a run that is killed goes on where it stopped, and two runs at once do not
remind twice. On a weekend or a public holiday it does nothing.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from referrals.actions import remind_receivers, reminders_due


class Command(BaseCommand):
    help = "Herinnert ontvangers die een archief nog niet openden, en zegt het team wanneer het moet bellen."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="tel wat er zou gebeuren, en verstuur niets")

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        if options["dry_run"]:
            self.stdout.write(f"Voor {len(reminders_due(at=at))} aanmeldingen kwam een volgende stap.")
            return
        reminded, failed = remind_receivers(at=at)
        self.stdout.write(f"{reminded} herinneringen.")
        if failed:
            raise CommandError(f"{failed} herinneringen lukten niet door een fout in het programma: zie het log.")
