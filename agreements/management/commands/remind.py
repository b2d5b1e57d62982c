"""Remind of the days that come for the papers (R37, R45): run by beat every morning, and runnable from cron.

Each reminder is a transaction of its own, so a run that is killed goes on where it stopped, and two runs at once do not
send twice.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.formats import date_format

from agreements.actions.evaluation_parts import ask_all
from agreements.actions.own_part_reminders import remind_partners
from agreements.actions.reminders import remind_all, reminders_due


class Command(BaseCommand):
    help = "Herinnert aan wat eraan komt: het einde van papieren en de evaluaties."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="toon wat er zou vertrekken, en verstuur niets")

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        if options["dry_run"]:
            for due in reminders_due(on=timezone.localdate(at)):
                self.stdout.write(f"{due.agreement}: {due.deadline.words}, {date_format(due.deadline.on)}")
            return
        run = remind_all(at=at)
        evaluations = ask_all(at=at)
        asked_again, failed = remind_partners(at=at)
        self.stdout.write(f"{run.reminded} herinneringen, {run.mails} mails. {asked_again} partners herinnerd.")
        self.stdout.write(f"{evaluations} evaluaties gevraagd.")
        failed += run.failed
        if failed:
            raise CommandError(f"{failed} herinneringen lukten niet door een fout in het programma: zie het log.")
