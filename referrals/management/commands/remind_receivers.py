"""Remind the receivers that did not open an archive (D12): run by beat on weekdays, and runnable from cron.

Each reminder is a transaction of its own, so a run that is killed goes on where it stopped, and two runs at once do not
remind twice. On a weekend or a public holiday it does nothing.
"""

import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from referrals.actions import remind_receiver, reminders_due

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Herinnert ontvangers die een archief nog niet openden, en zegt het team wanneer het moet bellen."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="tel wat er zou gebeuren, en verstuur niets")

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        due = reminders_due(at=at)
        if options["dry_run"]:
            self.stdout.write(f"Voor {len(due)} aanmeldingen kwam een volgende stap.")
            return
        reminded = failed = 0
        for referral_id in due:
            try:
                reminded += remind_receiver(referral_id, at=at) is not None
            except Exception as error:  # one referral that cannot be handled must not keep in all the others
                failed += 1
                log.error("reminder for referral %s: %s", referral_id, type(error).__name__)
        self.stdout.write(f"{reminded} herinneringen.")
        if failed:
            raise CommandError(f"{failed} herinneringen lukten niet door een fout in het programma: zie het log.")
