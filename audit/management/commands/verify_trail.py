from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audit.chain import verify


class Command(BaseCommand):
    help = "Controleert of niemand een regel van het logboek wijzigde, wiste of tussenvoegde."

    def handle(self, *args: Any, **options: Any) -> None:
        result = verify()
        if result.first_broken_id is not None:
            raise CommandError(f"Het logboek klopt niet meer vanaf regel {result.first_broken_id}.")
        self.stdout.write(f"Het logboek klopt: {result.checked} regels gecontroleerd.")
