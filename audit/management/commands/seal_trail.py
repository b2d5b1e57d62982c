"""Give every new line of the logs its number; beat runs it every two seconds."""

from typing import Any

from django.core.management.base import BaseCommand

from audit.sealing import seal


class Command(BaseCommand):
    help = "Geeft alle nieuwe regels van de logboeken hun nummer. Beat doet dit om de twee seconden."

    def handle(self, *args: Any, **options: Any) -> None:
        seal()
        self.stdout.write("De logboeken zijn bijgewerkt.")
