"""Write a whole log to a file that check_trail.py recomputes without our product."""

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit.models import AGENCY, SealedLog
from audit.sealing import seal, texts


class Command(BaseCommand):
    help = "Schrijft een heel logboek naar een bestand dat check_trail.py zonder ons product kan narekenen."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="Het bestand, of - voor de uitvoer.")
        parser.add_argument(
            "--log", type=UUID, default=AGENCY, metavar="NUMMER", help="Een ontvanger; standaard het log van Opgroeien."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        seal()
        sealed = SealedLog.objects.filter(log=options["log"]).first()
        lines = texts(options["log"], size=sealed.size if sealed else 0)
        if options["file"] == "-":
            for line in lines:
                self.stdout.write(line.decode())
            return
        try:
            with open(options["file"], "wb") as file:
                file.writelines(line + b"\n" for line in lines)
        except OSError as error:
            raise CommandError(f"Dat bestand kan niet geschreven worden: {error.strerror}.") from None
        self.stdout.write("Het logboek is geschreven. Reken het na met: python3 check_trail.py export BESTAND")
