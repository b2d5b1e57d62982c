"""Erase answers that came back with errors and that nobody came back for; beat runs it every ten minutes."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.answers import forget_old


class Command(BaseCommand):
    help = "Wist antwoorden met fouten waarvoor na een uur niemand terugkwam."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{forget_old(at=timezone.now())} keer antwoorden gewist.")
