"""Make an account from the command line; the password is asked, never given as an argument."""

from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import IntegrityError
from django.utils import timezone

from accounts.actions import create_account
from directory.models import Organisation
from law.refusal import Refusal
from law.roles import Role


class Command(BaseCommand):
    help = "Maakt een account met één rol bij één organisatie."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("--role", required=True, choices=[role.value for role in Role])
        parser.add_argument("--organisation", required=True, help="naam of ondernemingsnummer van de organisatie")
        parser.add_argument("--head", action="store_true", help="diensthoofd: nodigt zelf collega's uit")

    def handle(self, *args: Any, **options: Any) -> None:
        found = Organisation.objects.filter(name=options["organisation"]) or Organisation.objects.filter(
            enterprise_number=options["organisation"].replace(".", "")
        )
        if len(found) != 1:
            raise CommandError(f"Geen (of meer dan één) organisatie gevonden voor {options['organisation']!r}.")
        try:
            validate_email(options["email"])
            password = getpass("Wachtwoord: ")
            validate_password(password)
            create_account(
                email=options["email"],
                name=options["name"],
                password=password,
                memberships=[(found[0], Role(options["role"]))],
                is_head=options["head"],
                by=None,
                at=timezone.now(),
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        except Refusal as error:
            raise CommandError(str(error)) from None
        except IntegrityError:
            raise CommandError("Dit e-mailadres heeft al een account.") from None
        self.stdout.write("Het account is gemaakt.")
