"""Let nothing leave: before opening a restored copy to people, or whenever an operator wants all mail to wait."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from outbox import standstill
from outbox.models import StopReason


class Command(BaseCommand):
    help = "Zet alle verzending stil, tot outbox_release."
    requires_system_checks = []  # noqa: RUF012  # who stops all mail does not wait for a look at every page

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--restored",
            action="store_true",
            help="deze databank is een teruggezette kopie: wat erin klaarstond, is misschien al weg",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        because = StopReason.RESTORED if options["restored"] else StopReason.OPERATOR
        is_still = standstill.freeze(because=because, by=None, at=timezone.now())
        if not is_still:
            self.stdout.write("Let op: één mail was al onderweg; die is er binnen een halve minuut, of gaat niet weg.")
        self.stdout.write("Er vertrekt niets meer. Laat los met manage.py outbox_release --by <e-mailadres>.")
