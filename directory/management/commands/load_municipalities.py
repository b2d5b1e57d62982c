"""`manage.py load_municipalities`: bring municipalities, postal codes and other names in line with `directory/data`."""

import csv
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import ProtectedError

from directory.models import Alias, Municipality, PostalCode

DATA = Path(__file__).resolve().parents[2] / "data"


class Command(BaseCommand):
    help = "Load the municipalities of Belgium with their postal codes and other names; may be run again at any time."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        rows = _read("municipalities.csv")
        _save_municipalities(rows)
        _save_postal_codes(rows)
        _save_aliases(_read("aliases.csv"))
        kept = _delete_all_but({row["nis"] for row in rows})
        self.stdout.write(
            f"Gemeenten: {len(rows)}. Postcodes: {PostalCode.objects.count()}. Andere namen: {Alias.objects.count()}."
        )
        for municipality in kept:
            self.stdout.write(f"Bestaat niet meer, maar blijft omdat ernaar verwezen wordt: {municipality}.")


def _read(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _save_municipalities(rows: list[dict[str, str]]) -> None:
    Municipality.objects.bulk_create(
        [
            Municipality(
                nis=row["nis"],
                name=row["naam_nl"],
                name_fr=row["naam_fr"],
                region=row["gewest"],
                province=row["provincie"],
            )
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=["nis"],
        update_fields=["name", "name_fr", "region", "province"],
    )


def _save_postal_codes(rows: list[dict[str, str]]) -> None:
    wanted = {(row["nis"], code) for row in rows for code in row["postcodes"].split()}
    present = {(postal.municipality_id, postal.code): postal.pk for postal in PostalCode.objects.all()}
    PostalCode.objects.filter(pk__in=[present[key] for key in present.keys() - wanted]).delete()
    PostalCode.objects.bulk_create(PostalCode(municipality_id=nis, code=code) for nis, code in wanted - present.keys())


def _save_aliases(rows: list[dict[str, str]]) -> None:
    # Made anew: nothing refers to an alias, and a change in how names are compared must reach each of them.
    Alias.objects.all().delete()
    Alias.objects.bulk_create(Alias(municipality_id=row["nis"], name=row["name"]) for row in rows)


def _delete_all_but(present: set[str]) -> list[Municipality]:
    """Delete the municipalities that are gone; return those that stay because something refers to them."""
    kept = []
    for municipality in Municipality.objects.exclude(nis__in=present):
        try:
            with transaction.atomic():
                municipality.delete()
        except ProtectedError:
            kept.append(municipality)
    return kept
