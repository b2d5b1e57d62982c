"""Read one paper on the command line, as the page does: proposals, each with its page and its words."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from paper_reading.paper import PaperUnreadable, read_paper
from paper_reading.terms import Proposal
from vault.bounded import Busy


class Command(BaseCommand):
    help = (
        "Leest een overeenkomst of protocol (PDF, DOCX, tekst) en drukt af wat er lijkt te staan. Schrijft niets. "
        "Data als 2024-01-29, termijnen in maanden, ondernemingsnummers als 0886.886.638, "
        "personen als lijst van naam en functie."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="het papier")
        parser.add_argument("--json", action="store_true", help="als JSON: field, value, sure, page, quote")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            proposals = read_paper(options["file"].read_bytes())
        except PaperUnreadable as error:
            raise CommandError(str(error)) from None
        except OSError:
            raise CommandError("Dit bestand is er niet, of mag niet gelezen worden. Kijk de naam na.") from None
        except Busy:
            raise CommandError("Er worden nu te veel bestanden gelezen. Probeer het over een minuut opnieuw.") from None
        if options["json"]:
            self.stdout.write(json.dumps([one.as_dict() for one in proposals], ensure_ascii=False, indent=1))
            return
        for one in proposals:
            self.stdout.write(_line(one))


def _line(one: Proposal) -> str:
    people = one.value if isinstance(one.value, list) else None
    value = "; ".join(f"{who['name']}, {who['function']}" for who in people) if people else one.value
    certain = "" if one.sure else " (twijfel)"
    return f"{one.field}: {value if value is not None else '?'}{certain}\n    blz. {one.page}: “{one.quote}”"
