"""Let the head of each log leave the house, to the file and the DPOs; beat runs it every evening."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from agreements.actions.heads import give_heads


class Command(BaseCommand):
    help = "Laat de stand van elk logboek het huis uit: naar het bestand en naar de DPO’s. Beat doet dit elke avond."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            give_heads(at=timezone.now())
        except OSError as error:
            raise CommandError(f"Het bestand met de standen kan niet geschreven worden: {error.strerror}.") from None
        self.stdout.write("De stand van elk logboek is genoteerd en klaargezet voor de DPO’s.")
