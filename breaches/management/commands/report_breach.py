"""Report a breach from the machine, by the operator who found it: administrators and DPOs are told at once (D31).

It holds what a page asks, and no text. Run again with the same answers it makes no second breach. Exits with 2 when an
answer is not clear.
"""

import uuid
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from agreements.models import Agreement
from breaches.actions import register_breach
from breaches.management.commands.breach_report import partner_named
from breaches.models import DiscoveredBy, Happening
from breaches.rules import BreachDetails
from law.refusal import Refusal

_SAME = uuid.UUID("6f0a7a5c-3b0e-4c6e-9f52-0d0f6f1a2f11")
"""The name space of the keys: the same answers give the same breach."""


class Command(BaseCommand):
    help = "Meldt een gegevenslek aan de beheerders en de DPO van Opgroeien."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("happening", choices=[one.value for one in Happening], help="wat er gebeurde")
        parser.add_argument("--discovered", required=True, help="wanneer ontdekt, als 2026-11-28T14:30")
        parser.add_argument("--partner", default="", help="voor dit OCMW of CAW: de naam, of een deel ervan")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            discovered_at = timezone.make_aware(datetime.fromisoformat(options["discovered"]).replace(tzinfo=None))
        except (ValueError, OverflowError):
            raise CommandError("Schrijf dag en uur als 2026-11-28T14:30, tijd van Brussel.", returncode=2) from None
        agreement = None
        if options["partner"]:
            papers = Agreement.objects.unreplaced().filter(partner=partner_named(options["partner"]))
            agreement = papers.order_by("-in_force_from").first()
        details = BreachDetails(
            discovered_at=discovered_at,
            discovered_by=DiscoveredBy.AGENCY,
            happenings=[Happening(options["happening"])],
            from_on=None,
            until_on=None,
        )
        answers = f"{options['happening']} {discovered_at.isoformat()} {agreement.pk if agreement else ''}"
        try:
            breach = register_breach(
                key=uuid.uuid5(_SAME, answers), details=details, agreement=agreement, by=None, at=timezone.now()
            )
        except Refusal as refused:
            raise CommandError(str(refused), returncode=2) from None
        self.stdout.write(f"Gemeld: {breach}. De beheerders en de DPO van Opgroeien krijgen een mail.")
