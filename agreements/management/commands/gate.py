"""Ask the gate whether a team may send to a place on a day, with every reason why not; reads and writes nothing else.

Exits with 0 when it may, 1 when it may not, 2 when the question is not clear.
"""

import sys
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.formats import date_format

from agreements.route import municipality_named, route_on
from directory.models import Organisation
from law.facts import OrganisationKind
from law.refusal import Refusal


class Command(BaseCommand):
    help = "Zegt of een lokaal team op een dag gegevens mag doorgeven naar een plaats, en waarom niet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--team", required=True, help="naam van het lokaal team, of een deel ervan")
        parser.add_argument("--place", required=True, help="postcode of gemeente waar de cliënt verblijft")
        parser.add_argument("--day", type=date.fromisoformat, help="dag als 2026-11-23; vandaag als u niets kiest")

    def handle(self, *args: Any, **options: Any) -> None:
        on = options["day"] or timezone.localdate(timezone.now())
        try:
            residence = municipality_named(options["place"])
        except Refusal as unclear:
            raise CommandError(str(unclear), returncode=2) from None
        team = team_named(options["team"])
        route = route_on(team=team, residence=residence, on=on)
        answer = "mag" if route.decision.may_send else "mag niet"
        receiver = route.receiver or "geen ontvanger"
        self.stdout.write(f"{team} naar {residence} ({receiver}) op {date_format(on)}: {answer}.")
        for obstacle in route.decision.obstacles:
            self.stdout.write(f"- {obstacle.sentence} Bron: {obstacle.source} ({' '.join(obstacle.rules)}).")
        for note in route.decision.notes:
            self.stdout.write(f"Let op: {note.sentence} Bron: {note.source}.")
        if not route.decision.may_send:
            sys.exit(1)


def team_named(text: str) -> Organisation:
    """The one local team with this name, or with this in its name."""
    teams = Organisation.objects.filter(kind=OrganisationKind.LOCAL_TEAM)
    found = list(teams.filter(name__iexact=text)) or list(teams.filter(name__icontains=text).order_by("name")[:10])
    if len(found) == 1:
        return found[0]
    names = ", ".join(team.name for team in found)
    sentence = f"Meer dan één lokaal team past: {names}." if found else "Dit lokaal team kennen wij niet."
    raise CommandError(sentence, returncode=2)
