"""`manage.py merge_municipalities`: let one municipality take the place of others from a day on."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.formats import date_format

from agreements.route import former_municipality_named, municipality_named
from directory.merging import MergePlan, merge_municipalities, plan_merge
from directory.models import Organisation
from law.refusal import Refusal


class Command(BaseCommand):
    help = "Voegt gemeenten samen vanaf een dag, en zegt wat er aan het werkgebied verandert."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--old", action="append", required=True, help="gemeente die verdwijnt; mag meermaals")
        parser.add_argument("--into", required=True, help="gemeente die in de plaats komt")
        parser.add_argument("--on", type=date.fromisoformat, required=True, help="eerste dag, als 2025-01-01")
        parser.add_argument("--receiver", default="", help="wie er dan ontvangt, als dat nog niemand is")
        parser.add_argument("--dry-run", action="store_true", help="toon alleen wat er zou veranderen")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        try:
            old = list(dict.fromkeys(former_municipality_named(name) for name in options["old"]))
            into = municipality_named(options["into"])
            receiver = _receiver_named(options["receiver"]) if options["receiver"] else None
            if options["dry_run"]:
                today = timezone.localdate(now)
                plan = plan_merge(old=old, into=into, on=options["on"], receiver=receiver, today=today)
            else:
                plan = merge_municipalities(old=old, into=into, on=options["on"], receiver=receiver, by=None, at=now)
        except Refusal as unclear:
            raise CommandError(str(unclear)) from None
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        self._report(plan)
        if options["dry_run"]:
            self.stdout.write("Er is niets bewaard.")

    def _report(self, plan: MergePlan) -> None:
        self.stdout.write(f"{plan.into} vanaf {date_format(plan.on)}: {plan.receiver} ontvangt.")
        for one in plan.ending:
            self.stdout.write(f"- {one}: laatste dag {date_format(plan.last_day)}.")
        for one in plan.removed:
            self.stdout.write(f"- {one}: vervalt, zou pas op {date_format(one.from_on)} beginnen.")
        for one in plan.beginning:
            self.stdout.write(f"- {one}: eerste dag {date_format(one.from_on)}.")
        if plan.is_empty:
            self.stdout.write("Er verandert niets.")


def _receiver_named(name: str) -> Organisation:
    """The one active organisation with exactly this name."""
    found = list(Organisation.objects.filter(name__iexact=name, is_active=True)[:2])
    if len(found) != 1:
        raise CommandError("Deze ontvanger kennen wij niet. Typ de volledige naam, bijvoorbeeld OCMW Tielt.")
    return found[0]
