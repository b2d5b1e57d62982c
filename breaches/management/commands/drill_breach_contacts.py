"""Mail the yearly drill to breach contacts: run by beat in the morning, and from cron; again changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from breaches.drills import drill_all


class Command(BaseCommand):
    help = "Stuurt de jaarlijkse oefening naar de contacten bij een gegevenslek die er een jaar geen kregen."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{drill_all(at=timezone.now())} oefeningen staan klaar om te vertrekken.")
