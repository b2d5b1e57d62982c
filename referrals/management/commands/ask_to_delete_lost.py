"""Ask the receiver of a referral that a restore took away to delete what it got (D6, ADR 0068)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.models import User
from referrals.actions import ask_to_delete_lost


class Command(BaseCommand):
    help = "Vraagt de ontvanger te wissen wat hij kreeg van een aanmelding die met een herstel verloren ging."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("reference", help="de referentie, zoals outbox_release ze noemde")
        parser.add_argument("--by", required=True, help="e-mailadres van wie dit beslist; het komt in het logboek")

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.filter(email=options["by"].lower(), is_active=True).first()
        if by is None:
            raise CommandError("Dit account bestaat niet of is niet actief. Geef het e-mailadres van een account.")
        asked = ask_to_delete_lost(options["reference"].upper(), by=by, at=timezone.now())
        if not asked:
            raise CommandError("Geen verloren aanmelding met deze referentie wacht op een verwijderbericht.")
        self.stdout.write("De ontvanger krijgt de vraag om te wissen.")
