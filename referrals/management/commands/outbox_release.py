"""Let mail leave again; after a restore, the withdrawals since the copy are recorded again first (R55)."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.models import User
from audit.events import Event
from audit.journal import read_sealed, write_missed
from consent.journal import read_withdrawals
from outbox.models import StopReason
from outbox.standstill import freeze_if_moved
from referrals.actions import open_rights, release_outbox


class Command(BaseCommand):
    help = "Laat de verzending weer los. Na het terugzetten van een kopie: eerst de intrekkingen uit het journaal."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--by", required=True, help="e-mailadres van wie dit beslist; het komt in het logboek")
        parser.add_argument("--without-journal", action="store_true", help="er is geen journaal van intrekkingen meer")
        parser.add_argument(
            "--papers-seen", action="store_true", help="wat sinds de kopie op papier eindigde, is opnieuw genoteerd"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.filter(email=options["by"].lower(), is_active=True).first()
        if by is None:
            raise CommandError("Dit account bestaat niet of is niet actief. Geef het e-mailadres van een account.")
        at = timezone.now()
        write_missed()
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
        if state.frozen_because == StopReason.RESTORED and not options["papers_seen"]:
            self._ask_about_papers(open_rights(noted))
        done = release_outbox(withdrawn=withdrawn, noted=noted, by=by, at=at)
        self.stdout.write(f"{done.withdrawn} intrekkingen opnieuw genoteerd.")
        self.stdout.write(f"{done.ended} keer toegang, een app voor codes of gegevens opnieuw beëindigd of gewist.")
        self.stdout.write(f"{done.held} berichten zijn misschien al weg: hun team beslist of ze opnieuw vertrekken.")
        self.stdout.write(f"{len(done.lost)} aanmeldingen van na de kopie zijn hier niet meer.")
        if done.lost:
            self.stdout.write("Geef ze aan hun team. Laat wissen met manage.py ask_to_delete_lost REFERENTIE --by …:")
        for lost in done.lost:
            self.stdout.write(f"  {lost.reference} van {lost.begun_on:%d/%m/%Y}, aan {lost.recipient}")
        self.stdout.write("De verzending loopt weer.")

    def _ask_about_papers(self, open_ones: list[Mapping[str, Any]]) -> None:
        """Data could leave under papers that ended since the copy: a person records that again first."""
        if not open_ones:
            return
        for entry in open_ones:
            label, _, key = entry["about"].partition(":")
            self.stdout.write(f"  {Event(entry['event']).label} op {entry['at'][:10]}: {label} {key}")
        raise CommandError(
            "Dit gebeurde sinds de kopie en staat hier niet meer. Noteer het opnieuw op de pagina's van de "
            "overeenkomsten. Gebruik daarna --papers-seen."
        )
