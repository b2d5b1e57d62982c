"""For a timer or cron, each minute: does what beat did not start in time, in this process and without a broker."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from upkeep import actions, recording
from upkeep.schedule import WORDS


class Command(BaseCommand):
    help = "Doet het vaste werk dat te laat is, en verwittigt wie moet ingrijpen."

    def handle(self, *args: Any, **options: Any) -> None:
        done = recording.catch_up(at=timezone.now(), start=recording.start_here)
        for name in done:
            self.stdout.write(f"Ingehaald: {WORDS[name]}.")
        if not done:
            self.stdout.write("Niets is te laat.")
        actions.review(at=timezone.now())
