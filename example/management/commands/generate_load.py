"""Fill the database with invented referrals of five years, to measure how the product behaves when there is much."""

from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone

from agreements.models import Agreement
from example.load import casework, papers

AGREEMENTS = 600
QUIET = 10  # seconds without a word, at most


class Command(BaseCommand):
    help = "Vult een meetdatabank met verzonnen aanmeldingen over vijf jaar. Opnieuw starten gaat verder."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rows", type=int, default=1_000_000, help="aantal aanmeldingen, samen met wat er al is")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = options["rows"]
        if rows < 1:
            raise CommandError("--rows: geef een aantal van 1 of meer, bijvoorbeeld 10000.")
        if not Agreement.objects.filter(team__name__startswith="Meetteam").exists():
            self.tell(papers.fill(AGREEMENTS))
        batches = casework.generate(rows, until=timezone.now())
        done = before = next(batches)
        told = monotonic()
        for done in batches:
            if monotonic() - told > QUIET or done >= rows:
                self.stderr.write(f"{done} van {rows} aanmeldingen")
                told = monotonic()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        self.stdout.write(f"Er kwamen {done - before} verzonnen aanmeldingen bij. Er zijn er nu {done}.")

    def tell(self, filled: papers.Filled) -> None:
        self.stdout.write(
            f"Er kwamen {filled.agreements} overeenkomsten bij, "
            f"tussen {filled.teams} verzonnen teams en {filled.partners} verzonnen OCMW's."
        )
        if filled.left_alone:
            self.stdout.write(f"Hier werkt al een OCMW, dus kwam er niets bij: {', '.join(filled.left_alone)}.")
