"""Remind of the days that come for the papers (R37, R45): run by beat every morning, and runnable from cron.

Each reminder is a transaction of its own, so a run that is killed goes on where it stopped, and two runs at once do not
send twice.
"""

import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.formats import date_format

from agreements.actions.reminders import remind, reminders_due

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Herinnert aan wat eraan komt: het einde van papieren en de evaluaties."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="toon wat er zou vertrekken, en verstuur niets")

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        reminded = mails = failed = 0
        for due in reminders_due(on=timezone.localdate(at)):
            if options["dry_run"]:
                self.stdout.write(f"{due.agreement}: {due.deadline.words}, {date_format(due.deadline.on)}")
                continue
            try:
                written = remind(due, at=at)
            except Exception as error:  # one agreement that cannot be handled must not keep in all the others
                failed += 1
                log.error("reminder for agreement %s: %s", due.agreement.pk, type(error).__name__)
                continue
            if written:
                log.info(
                    "reminder for agreement %s: %s, %s", due.agreement.pk, due.deadline.kind.value, due.moment.value
                )
                reminded, mails = reminded + 1, mails + written
        if not options["dry_run"]:
            self.stdout.write(f"{reminded} herinneringen, {mails} mails.")
        if failed:
            raise CommandError(f"{failed} herinneringen lukten niet door een fout in het programma: zie het log.")
