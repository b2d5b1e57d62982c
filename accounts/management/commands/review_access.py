"""Ask heads who still works there, and end access that nobody confirms or uses; beat runs it every morning."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.actions.review import review_access


class Command(BaseCommand):
    help = "Vraagt hoofden wie er nog werkt, en beëindigt toegang die niemand bevestigt of gebruikt."

    def handle(self, *args: Any, **options: Any) -> None:
        done = review_access(at=timezone.now())
        self.stdout.write(
            "gevraagd: {asked}, opnieuw gevraagd: {reminded}, beëindigd: {ended}, "
            "verwittigd wegens ongebruikt: {unused}, gesloten: {closed}".format(**done)
        )
