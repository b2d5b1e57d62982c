"""Try every setting by really connecting; one line each, and 1 at the end when something must be mended."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from upkeep.configuration import check

_MARKS = {True: "goed ", False: "FOUT ", None: "let op"}


class Command(BaseCommand):
    help = "Probeert alle instellingen: databank, Redis, mail, mailbox, bestanden, klok, site en sleutels."
    requires_system_checks = "__all__"

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = 0
        for line in check():
            wrong += line.is_well is False
            self.stdout.write(f"{_MARKS[line.is_well]:6} {line.about}: {line.sentence}")
        if wrong:
            raise CommandError(f"{wrong} keer FOUT. Doe wat er staat, en herhaal check_config.")
        self.stdout.write("Alles wat nodig is, werkt.")
