"""Let mail leave again; after a restore, the withdrawals since the copy are recorded again first (R55)."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.models import User
from consent.journal import read_sealed, read_withdrawals
from outbox.models import StopReason
from outbox.standstill import freeze_if_moved
from referrals.actions import release_outbox


class Command(BaseCommand):
    help = "Laat de verzending weer los. Na het terugzetten van een kopie: eerst de intrekkingen uit het journaal."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--by", required=True, help="e-mailadres van wie dit beslist; het komt in het logboek")
        parser.add_argument("--without-journal", action="store_true", help="er is geen journaal van intrekkingen meer")

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.filter(email=options["by"].lower(), is_active=True).first()
        if by is None:
            raise CommandError("Dit account bestaat niet of is niet actief. Geef het e-mailadres van een account.")
        at = timezone.now()
        state = freeze_if_moved(at)
        if state.frozen_at is None:
            self.stdout.write("De verzending stond niet stil.")
            return
        journal = Path(settings.WITHDRAWAL_JOURNAL) if settings.WITHDRAWAL_JOURNAL else None
        if journal is not None and journal.is_file():
            withdrawn, noted = read_withdrawals(journal), read_sealed(journal)
        elif state.frozen_because != StopReason.RESTORED or options["without_journal"]:
            withdrawn, noted = {}, []
        else:
            raise CommandError(
                "Er is geen journaal van intrekkingen (WITHDRAWAL_JOURNAL). Ga met de teams na wie introk "
                "sinds de kopie. Gebruik daarna --without-journal."
            )
        held, again = release_outbox(withdrawn=withdrawn, noted=noted, by=by, at=at)
        self.stdout.write(f"{again} intrekkingen opnieuw genoteerd.")
        self.stdout.write(f"{held} berichten zijn misschien al weg: hun team beslist of ze opnieuw vertrekken.")
        self.stdout.write("De verzending loopt weer.")
