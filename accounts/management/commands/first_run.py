"""From a migrated database to a first administrator who only has to open a link; safe to run again (D34)."""

import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.formats import date_format

from accounts.actions.invitations import invite
from accounts.guest_links import GuestLinkState
from accounts.letters import administrators
from accounts.models import INVITATION_LINK, Invitation
from directory.actions import register_organisation
from directory.forms import RegisterOrganisationForm
from directory.management.commands import load_municipalities
from directory.models import Municipality, Organisation
from law.facts import OrganisationKind
from law.refusal import Refusal
from law.roles import Role
from vault.key_ring import VaultError, seal, unseal

AGENCY = ("agency", "enterprise_number", "street", "postal_code", "municipality_name")


class Command(BaseCommand):
    help = (
        "Zet een nieuwe installatie klaar: sleutels, gemeenten, agentschap en de uitnodiging van de eerste beheerder."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--agency", default="", help="naam van het agentschap")
        parser.add_argument("--enterprise-number", default="", help="bijvoorbeeld 0886.886.638")
        parser.add_argument("--street", default="", help="straat en huisnummer van de zetel")
        parser.add_argument("--postal-code", default="")
        parser.add_argument("--municipality-name", default="")
        parser.add_argument("--email", default="", help="e-mailadres van de eerste beheerder")
        parser.add_argument("--name", default="", help="voornaam en naam van de eerste beheerder")

    def handle(self, *args: Any, **options: Any) -> None:
        self._check_tables()
        self._check_keys()
        self._prepare()
        agency = self._agency(options)
        self._administrator(agency, options)

    def _check_tables(self) -> None:
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise CommandError("De tabellen zijn er nog niet, of niet allemaal. Voer eerst uit: manage.py migrate")

    def _check_keys(self) -> None:
        probe = secrets.token_bytes(16)
        try:
            if unseal(seal(probe, context=b"first run"), context=b"first run") != probe:
                raise CommandError("De sleutels (VAULT_KEYS) openen niet wat zij sluiten.")
        except VaultError:
            raise CommandError("De sleutels (VAULT_KEYS) werken niet. Kijk de omgeving na.") from None
        self.stdout.write("Sleutels: in orde.")

    def _prepare(self) -> None:
        call_command("createcachetable", verbosity=0)
        if not Municipality.objects.exists():
            call_command(load_municipalities.Command(), stdout=self.stdout)
        self.stdout.write("Gemeenten: in orde.")

    def _agency(self, options: dict[str, Any]) -> Organisation:
        found = Organisation.objects.filter(kind=OrganisationKind.AGENCY).first()
        if found is not None:
            self.stdout.write(f"Agentschap: {found.name} is al geregistreerd.")
            return found
        self._ask_for(AGENCY, options)
        form = RegisterOrganisationForm({**options, "name": options["agency"], "kind": OrganisationKind.AGENCY.value})
        if not form.is_valid():
            raise CommandError(" ".join(str(error) for errors in form.errors.values() for error in errors))
        made = register_organisation(**form.cleaned_data, by=None, at=timezone.now())
        self.stdout.write(f"Agentschap: {made.name} is geregistreerd.")
        return made

    def _administrator(self, agency: Organisation, options: dict[str, Any]) -> None:
        if there := administrators().first():
            self.stdout.write(f"Beheerder: {there.name} heeft al toegang. Nodig anderen uit op de site.")
            return
        link, until = self._open_link(agency, options)
        self.stdout.write(
            f"Eerste beheerder: open deze link en kies een wachtwoord. De link werkt één keer, tot {until}.\n{link}\n"
            "De link vertrekt ook per mail. Geef ze aan niemand anders: wie ze opent, wordt beheerder."
        )

    def _open_link(self, agency: Organisation, options: dict[str, Any]) -> tuple[str, str]:
        """The link that waits for an answer, as long as its mail did not leave; else that of a new invitation."""
        now, waiting = timezone.now(), None
        for one in Invitation.objects.open().filter(organisation=agency, role=Role.ADMINISTRATOR, sent_by=None):
            if one.state(now) == GuestLinkState.OPEN and options["email"].lower() in ("", one.email):
                waiting = one
        if waiting is None or waiting.token is None:
            email, name = (options["email"], options["name"]) if waiting is None else (waiting.email, waiting.name)
            self._ask_for(("email", "name"), {"email": email, "name": name})
            try:
                validate_email(email)
                waiting = invite(organisation=agency, role=Role.ADMINISTRATOR, name=name, email=email, by=None, at=now)
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from None
            except Refusal as refused:
                raise CommandError(str(refused)) from None
        until = date_format(timezone.localtime(waiting.expires_at), "j F Y, H:i")
        return INVITATION_LINK.url(str(waiting.token)), until

    def _ask_for(self, names: tuple[str, ...], options: dict[str, Any]) -> None:
        missing = [f"--{name.replace('_', '-')}" for name in names if not options[name]]
        if missing:
            raise CommandError(f"Zeg ook: {', '.join(missing)}. Alles wat al gedaan is, blijft. Voer het opnieuw uit.")
