"""Try again to open the sealed values that did not open, after a key came back or a row was put right."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from outbox.unreadable import try_again


class Command(BaseCommand):
    help = "Probeert opnieuw wat niet openging, en toont waar het nog altijd niet lukt."

    def handle(self, *args: Any, **options: Any) -> None:
        opened, shut = try_again(at=timezone.now())
        for noted in shut:
            self.stdout.write(f"gaat niet open: {noted.column} van {noted.table} {noted.row}")
        self.stdout.write(f"{opened} gaan weer open, {len(shut)} nog niet.")
