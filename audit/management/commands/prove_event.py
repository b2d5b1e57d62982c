"""Prove as JSON that a line stands in a log; check_trail.py recomputes it."""

import json
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit.models import AGENCY
from audit.sealing import prove_event, seal


class Command(BaseCommand):
    help = "Geeft een bewijs dat een regel in een logboek staat, als JSON; check_trail.py rekent het na."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int, help="Het nummer van de regel.")
        parser.add_argument("--log", type=UUID, default=AGENCY, metavar="NUMMER", help="Een ontvanger.")
        parser.add_argument("--size", type=int, help="Het aantal regels van de stand waarnaar het bewijs leidt.")

    def handle(self, *args: Any, **options: Any) -> None:
        seal()
        proof = prove_event(options["log"], options["number"], size=options["size"])
        if proof is None:
            raise CommandError("Dit logboek heeft die regel niet, of hij werd na tien jaar gewist.")
        if not proof.pop("holds"):
            raise CommandError("Deze regel is gewijzigd: hij past niet bij zijn hash. Gebruik verify_trail.")
        self.stdout.write(json.dumps(proof))
