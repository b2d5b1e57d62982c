"""Carry out what clients asked on the public page (D35); beat runs it every minute, and it may be run from cron."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from referrals.actions import carry_out_wishes


class Command(BaseCommand):
    help = "Voert uit wat cliënten op de openbare pagina vroegen."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{carry_out_wishes(at=timezone.now())} wensen afgehandeld.")
