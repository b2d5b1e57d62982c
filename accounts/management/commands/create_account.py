"""Invite somebody from the command line, for when nobody can do it on a page: no password is ever typed here (D34)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils import timezone

from accounts.actions.invitations import invite
from directory.models import Organisation
from law.refusal import Refusal
from law.roles import Role


class Command(BaseCommand):
    help = "Nodigt iemand uit met één rol bij één organisatie. De link vertrekt per mail en vraagt een wachtwoord."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("--role", required=True, choices=[role.value for role in Role])
        parser.add_argument("--organisation", required=True, help="naam of ondernemingsnummer van de organisatie")
        parser.add_argument("--head", action="store_true", help="hoofd: nodigt zelf collega's uit")

    def handle(self, *args: Any, **options: Any) -> None:
        found = Organisation.objects.filter(name=options["organisation"]) or Organisation.objects.filter(
            enterprise_number=options["organisation"].replace(".", "")
        )
        if len(found) != 1:
            raise CommandError(f"Geen (of meer dan één) organisatie gevonden voor {options['organisation']!r}.")
        try:
            validate_email(options["email"])
            invite(
                organisation=found[0],
                role=Role(options["role"]),
                is_head=options["head"],
                name=options["name"],
                email=options["email"],
                by=None,
                at=timezone.now(),
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        except Refusal as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"De uitnodiging vertrekt naar {options['email']}. De link werkt één keer, en 7 dagen lang.")
