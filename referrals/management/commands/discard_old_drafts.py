"""Erase drafts nobody finished within a week, or thrown away an hour ago; beat runs it every ten minutes."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from referrals.actions import discard_old_drafts


class Command(BaseCommand):
    help = "Wist ontwerpen die ouder zijn dan een week, of een uur geleden weggegooid."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{discard_old_drafts(at=timezone.now())} ontwerpen weggegooid.")
