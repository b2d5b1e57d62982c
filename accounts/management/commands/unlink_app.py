"""End the second factor of someone who lost the phone and the reserve codes; the person links a new app."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.actions import unlink_app
from accounts.models import User


class Command(BaseCommand):
    help = (
        "Ontkoppelt de app voor codes van een account. Ga eerst na wie het vraagt, bijvoorbeeld door terug te bellen."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].lower()).first()
        if user is None:
            raise CommandError(f"Er is geen account met het adres {options['email']!r}.")
        if not unlink_app(user=user, at=timezone.now()):
            raise CommandError("Dit account heeft geen app gekoppeld.")
        self.stdout.write("De app is losgekoppeld. Bij het volgende inloggen koppelt deze persoon een nieuwe app.")
