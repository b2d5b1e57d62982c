"""Judge the register for today: run by beat just after midnight, and runnable from cron; again changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from agreements.actions.register_lines import judge_all


class Command(BaseCommand):
    help = "Beoordeelt alle overeenkomsten voor vandaag, zodat de lijst snel verschijnt."

    def handle(self, *args: Any, **options: Any) -> None:
        number = judge_all(on=timezone.localdate(timezone.now()))
        self.stdout.write(f"{number} overeenkomsten beoordeeld.")
