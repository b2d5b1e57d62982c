"""Register an organisation from the command line: the first one, before anybody can sign in."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from directory.actions import register_organisation
from directory.forms import RegisterOrganisationForm
from law.facts import OrganisationKind


class Command(BaseCommand):
    help = "Registreert een organisatie, bijvoorbeeld het agentschap waartoe de eerste beheerder hoort."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--kind", required=True, choices=[kind.value for kind in OrganisationKind])
        parser.add_argument("--enterprise-number", default="", help="bijvoorbeeld 0886.886.638")
        parser.add_argument("--street", required=True, help="straat en huisnummer van de zetel")
        parser.add_argument("--postal-code", required=True)
        parser.add_argument("--municipality-name", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        form = RegisterOrganisationForm(options)
        if not form.is_valid():
            raise CommandError(" ".join(str(error) for errors in form.errors.values() for error in errors))
        register_organisation(**form.cleaned_data, by=None, at=timezone.now())
        self.stdout.write("De organisatie is geregistreerd.")
