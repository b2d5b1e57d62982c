"""Import papers from a spreadsheet on the command line: the same checks as on the page, whole or not at all."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from law.refusal import Refusal
from paper_import.lines import lines_of
from paper_import.models import LineOutcome
from paper_import.worker import lock_parties, plan_all
from paper_import.writing import write_papers
from sheets.refusal import Unreadable
from vault.bounded import Busy


class Command(BaseCommand):
    help = "Voert overeenkomsten in uit een CSV-, XLSX- of ODS-bestand: alles of niets."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="CSV, XLSX of ODS met de titels van het sjabloon")
        parser.add_argument("--dry-run", action="store_true", help="kijk alles na, maar schrijf niets")

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        try:
            lines = lines_of(options["file"].read_bytes())
        except (Unreadable, OSError) as error:
            raise CommandError(str(error)) from None
        except Busy:
            raise CommandError("Er worden nu te veel bestanden gelezen. Probeer het over een minuut opnieuw.") from None
        with transaction.atomic():
            lock_parties(lines)
            plans = plan_all(lines, at=at, tell=self._tell("nagekeken"))
            for planned in plans:
                for finding in planned.findings:
                    where = f"regel {planned.number}, {finding['column']}"
                    self.stdout.write(f"{where}: {finding['sentence']}")
            counts = {outcome: sum(one.outcome == outcome for one in plans) for outcome in LineOutcome}
            self.stdout.write(", ".join(f"{outcome.label}: {count}" for outcome, count in counts.items()) + ".")
            if counts[LineOutcome.WRONG]:
                raise CommandError("Er staan fouten in. Er is niets ingevoerd.")
            if options["dry_run"]:
                self.stdout.write("Alleen nagekeken: er is niets ingevoerd.")
                return
            tell = self._tell("ingevoerd")
            try:
                write_papers(paper_import=None, plans=plans, by=None, at=at, tell=lambda done: tell(done, len(plans)))
            except Refusal as refused:
                raise CommandError(str(refused)) from None
        self.stdout.write("Alles is ingevoerd.")

    def _tell(self, what: str) -> Any:
        """One line on stderr that shows how far it is."""

        def tell(done: int, total: int) -> None:
            ending = "\n" if done == total else ""
            self.stderr.write(f"\r{done} van {total} {what}", ending=ending)
            self.stderr.flush()

        return tell
