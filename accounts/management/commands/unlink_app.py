"""End every app, passkey and reserve code of someone who lost them; a mailed link lets the person choose anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.actions.people import unlink_app
from accounts.models import User


class Command(BaseCommand):
    help = "Ontkoppelt app, passkeys en reservecodes van een account. Bel eerst terug om te weten wie het vraagt."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].lower()).first()
        if user is None:
            raise CommandError(f"Er is geen account met het adres {options['email']!r}.")
        if not unlink_app(user=user, at=timezone.now()):
            raise CommandError("Dit account heeft geen app gekoppeld en geen passkey.")
        self.stdout.write("Alles is losgekoppeld. Via de link van Wachtwoord vergeten kiest deze persoon iets nieuws.")
