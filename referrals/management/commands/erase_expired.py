"""Erase the data whose term is over (D1); beat runs it every night, and it may be run from cron or by hand."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from referrals.actions import due_for_erasure, erase_expired


class Command(BaseCommand):
    help = "Wist de gegevens waarvan de bewaartermijn voorbij is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="toon wat gewist zou worden, en wis niets")

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        if options["dry_run"]:
            due = due_for_erasure(at=at)
            for referral in due:
                self.stdout.write(referral.reference)
            self.stdout.write(f"{len(due)} aanmeldingen zouden gewist worden.")
            return
        run = erase_expired(at=at)
        self.stdout.write(f"{run.erased} aanmeldingen gewist.")
        if run.left:
            self.stdout.write(f"{run.left} waren in gebruik: die volgen de volgende keer.")
        if run.failed:
            raise CommandError(f"{run.failed} aanmeldingen konden niet gewist worden door een fout: zie het log.")
        self.stdout.write(f"{run.emptied} oude verwijderberichten leeggemaakt.")
        self.stdout.write(f"{run.proofs} bewijzen van toestemming gewist, na 10 jaar.")
