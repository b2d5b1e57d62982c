"""Throw away the drafts that nobody finished within a week; beat runs it every night."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from referrals.actions import discard_old_drafts


class Command(BaseCommand):
    help = "Gooit ontwerpen weg die ouder zijn dan een week."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{discard_old_drafts(at=timezone.now())} ontwerpen weggegooid.")
