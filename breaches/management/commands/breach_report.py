"""Print what left, or may have left, to whom and when: references and numbers, never client data (R97, D8).

For the operator who must say quickly what a breach can have touched; it works without any breach record, and writes
nothing. Exits with 0 when something is printed, 1 when nothing left, 2 when the question is not clear.
"""

import sys
from collections import Counter
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.formats import date_format

from agreements.terms.papers import PARTNER_KINDS
from breaches.rules import what_left
from directory.models import Organisation

AT_ONCE = 2000  # rows read in one go


class Command(BaseCommand):
    help = "Toont welke verzendingen met gegevens van cliënten vertrokken of misschien vertrokken."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--since", required=True, type=date.fromisoformat, help="eerste dag, als 2026-01-01")
        parser.add_argument("--until", type=date.fromisoformat, help="laatste dag; vandaag als u niets kiest")
        group = parser.add_mutually_exclusive_group()
        group.add_argument("--mailbox", default="", help="alleen wat naar dit adres ging, ook als het nu anders is")
        group.add_argument("--partner", default="", help="alleen voor dit OCMW of CAW: de naam, of een deel ervan")

    def handle(self, *args: Any, **options: Any) -> None:
        since: date = options["since"]
        until: date = options["until"] or timezone.localdate(timezone.now())
        if until < since:
            raise CommandError("De laatste dag ligt voor de eerste dag.", returncode=2)
        if since.year < 2018 or until.year > 9000:
            raise CommandError("Kijk het jaar na, bijvoorbeeld 2026-01-01.", returncode=2)
        partner = partner_named(options["partner"]) if options["partner"] else None
        found = what_left(mailbox=options["mailbox"], partner=partner, from_on=since, until_on=until)
        numbers: Counter[str] = Counter()
        for mail in found.iterator(chunk_size=AT_ONCE):
            numbers[mail.recipient] += 1
            when = timezone.localtime(mail.__dict__["left_at"]).strftime("%Y-%m-%d %H:%M")
            certain = "verstuurd" if mail.sent_at else "misschien verstuurd"
            name = mail.reference or f"{mail.pk.hex[:8]}"
            self.stdout.write(f"{when}  {name}  {mail.recipient}  {mail.get_kind_display()}  {certain}")
        period = f"van {date_format(since)} tot en met {date_format(until)}"
        if not numbers:
            self.stdout.write(f"Er vertrok niets {period}.")
            sys.exit(1)
        for recipient, number in sorted(numbers.items()):
            self.stdout.write(f"{recipient}: {number}")
        self.stdout.write(f"Samen {numbers.total()} {period}.")


def partner_named(text: str) -> Organisation:
    """The one partner with this name, or with this in its name."""
    partners = Organisation.objects.filter(kind__in=PARTNER_KINDS)
    exact = list(partners.filter(name__iexact=text))
    found = exact or list(partners.filter(name__icontains=text).order_by("name")[:10])
    if len(found) == 1:
        return found[0]
    names = ", ".join(partner.name for partner in found)
    sentence = f"Meer dan één partner past: {names}." if found else "Deze partner kennen wij niet."
    raise CommandError(sentence, returncode=2)
