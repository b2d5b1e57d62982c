"""Prove as JSON that nothing was changed or erased between two heads of a log."""

import json
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit.models import AGENCY
from audit.sealing import prove_heads, seal


class Command(BaseCommand):
    help = "Geeft een bewijs dat tussen twee standen van een logboek niets gewijzigd of gewist is, als JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("old", type=int, help="Het aantal regels van de oudste stand.")
        parser.add_argument("new", type=int, help="Het aantal regels van de nieuwste stand.")
        parser.add_argument("--log", type=UUID, default=AGENCY, metavar="NUMMER", help="Een ontvanger.")

    def handle(self, *args: Any, **options: Any) -> None:
        seal()
        proof = prove_heads(options["log"], options["old"], options["new"])
        if proof is None:
            raise CommandError("Zo veel regels had dit logboek nooit, of de oudste stand is de grootste.")
        self.stdout.write(json.dumps(proof))
