"""Seal everything again under the first key of VAULT_KEYS, so that the others can be taken away (ADR 0071)."""

import base64
from collections import Counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from upkeep import keys
from vault.blind_index import index_key_in_use
from vault.rotation import name_of, reseal, sealed_fields


class Command(BaseCommand):
    help = "Verzegelt alles opnieuw met de eerste sleutel. Mag afgebroken en herhaald worden, terwijl alles draait."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="alleen tellen")
        parser.add_argument(
            "--index-key", action="store_true", help="toon VAULT_INDEX_KEY, voor u een sleutel wegneemt"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["index_key"]:
            number, key = index_key_in_use()
            self.stdout.write(f"VAULT_INDEX_KEY={number}:{base64.b64encode(key).decode()}")
            return
        if trouble := keys.wrong_keys():
            raise CommandError(f"VAULT_KEYS {trouble}")
        if not options["dry_run"]:
            self._reseal()
        self._report(keys.count_by_key(), is_dry=options["dry_run"])

    def _reseal(self) -> None:
        for field in sealed_fields():
            found = reseal(field)
            if found.done or found.busy or found.shut:
                self.stdout.write(
                    f"{name_of(field)}: {found.done} opnieuw verzegeld, {found.busy} in gebruik, {found.shut} niet open"
                )
        if done := keys.reseal_second_factors():
            self.stdout.write(f"{keys.SECOND_FACTORS}: {done} opnieuw verzegeld")

    def _report(self, counts: dict[str, Counter[int]], *, is_dry: bool) -> None:
        _first, *others = settings.VAULT_KEYS
        for number in sorted({number for found in counts.values() for number in found} | set(settings.VAULT_KEYS)):
            for place, found in counts.items():
                if found[number]:
                    self.stdout.write(f"sleutel {number}: {found[number]:>8} in {place}")
        left = {number for number in others if any(found[number] for found in counts.values())}
        free = set(others) - left
        if not is_dry:
            keys.forget_checks(free)
        for number in sorted(free):
            self.stdout.write(f"Sleutel {number} mag weg uit VAULT_KEYS.{self._before_it_goes(number)}")
        if left:
            raise CommandError(f"Nog nodig: sleutel {', '.join(map(str, sorted(left)))}. Herhaal rotate_keys.")

    def _before_it_goes(self, number: int) -> str:
        """What to keep of a key that goes."""
        words = " Bewaar hem elders zolang er kopieën van de databank van voordien zijn."
        if number == index_key_in_use()[0] and settings.VAULT_INDEX_KEY is None:
            words += " Zet eerst VAULT_INDEX_KEY (rotate_keys --index-key)."
        if lines := keys.lines_of_the_journal()[number]:
            words += f" Het journaal heeft {lines} regels onder deze sleutel; die horen bij die kopieën."
        return words
