"""Recompute the logs: nobody changed, erased, moved or slipped in a line."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from audit import heads
from audit.check_trail import TrailError, read_head
from audit.models import AGENCY, Head, SealedLog
from audit.sealing import seal, strangers, verify


class Command(BaseCommand):
    help = "Rekent de logboeken na: niemand wijzigde, wiste, verplaatste of voegde een regel tussen."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--since",
            type=date.fromisoformat,
            metavar="JJJJ-MM-DD",
            help="Een dag waarop alles al nagerekend was: wat er toen stond, wordt aan de stand van die dag getoetst.",
        )
        parser.add_argument(
            "--head",
            metavar="AANTAL:WORTEL",
            help="Een stand van het logboek van Opgroeien die u kent, bijvoorbeeld uit de dagelijkse mail.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        seal()
        faults, remarks = self._of_file(), []
        known = []
        if options["head"]:
            try:
                size, root = read_head(options["head"])
            except TrailError:
                raise CommandError("Dat is geen stand. Typ AANTAL:WORTEL, zoals in de dagelijkse mail.") from None
            known.append(Head(log=AGENCY, day=timezone.localdate(), size=size, root=root))
        logs = {AGENCY, *SealedLog.objects.values_list("log", flat=True), *Head.objects.values_list("log", flat=True)}
        for log in sorted(logs):
            result = verify(log, since=self._size_on(log, options["since"]), known=known)
            name = "Opgroeien" if log == AGENCY else f"ontvanger {log}"
            if result.fault:
                faults.append(f"Logboek van {name}, regel {result.fault.number}: {result.fault.sentence}.")
            elif log == AGENCY:
                self.stdout.write(f"Logboek van {name}: {result.checked} regels nagerekend, {result.size} in totaal.")
                remarks += result.remarks
        if (count := strangers()) > 0:
            faults.append(f"{count} regels staan in de databank en niet in een logboek: zij werden tussengevoegd.")
        for remark in remarks:
            self.stdout.write(f"Let op: {remark}")
        if faults:
            raise CommandError("Het logboek klopt niet.\n" + "\n".join(faults))
        self.stdout.write("Alle logboeken kloppen.")

    def _of_file(self) -> list[str]:
        return [
            f"De databank kent de stand van {day:%d/%m/%Y} van logboek {log} niet: "
            "het is een oudere kopie, of die stand werd gewijzigd."
            for day, log, _ in heads.unknown_lines()
        ]

    def _size_on(self, log: Any, day: date | None) -> int:
        if day is None:
            return 0
        head = Head.objects.filter(log=log, day__lte=day).order_by("-day").first()
        return head.size if head else 0
