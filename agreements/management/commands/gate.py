"""Ask the gate whether a team may send to a place on a day, with every reason why not; reads and writes nothing else.

A past day is judged by what was true on it; what was known then is told beside it when it gives another answer (D26).
Exits with 0 when it may, 1 when it may not, 2 when the question is not clear.
"""

import sys
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.formats import date_format

from agreements.past import GateAnswer, answer_for_route
from agreements.route import municipality_on
from directory.models import Organisation
from law.facts import OrganisationKind
from law.refusal import Refusal


class Command(BaseCommand):
    help = "Zegt of een lokaal team op een dag gegevens mag doorgeven naar een plaats, en waarom niet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--team", required=True, help="naam van het lokaal team, of een deel ervan")
        parser.add_argument("--place", required=True, help="postcode of gemeente waar de cliënt verblijft")
        parser.add_argument("--day", type=date.fromisoformat, help="dag als 2026-11-23; vandaag als u niets kiest")
        parser.add_argument(
            "--as-known-on", type=date.fromisoformat, help="met wat op die dag bekend was, in plaats van nu"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        on, known_on = options["day"] or timezone.localdate(now), options["as_known_on"]
        try:
            residence = municipality_on(options["place"], on)
        except Refusal as unclear:
            raise CommandError(str(unclear), returncode=2) from None
        team = team_named(options["team"])
        found = answer_for_route(team=team, residence=residence, on=on, known_on=known_on, at=now)
        known = f", met wat bekend was op {date_format(known_on)}" if found.now.known_at else ""
        receiver = found.now.receiver or "geen ontvanger"
        self.stdout.write(
            f"{team} naar {residence} ({receiver}) op {date_format(on)}{known}: {said(found.now, found.is_past)}."
        )
        self.tell(found.now)
        if found.then is not None:
            self.stdout.write(f"Met wat toen bekend was: {said(found.then, found.is_past)}.")
            self.tell(found.then)
        if found.registered_at is not None and not found.was_registered:
            registered = date_format(timezone.localtime(found.registered_at))
            self.stdout.write(f"Deze papieren zijn hier geregistreerd op {registered}.")
        if not found.now.decision.may_send:
            sys.exit(1)

    def tell(self, answer: GateAnswer) -> None:
        """Write the reasons and the warnings of one answer, each with its source."""
        for obstacle in answer.decision.obstacles:
            self.stdout.write(f"- {obstacle.sentence} Bron: {obstacle.source} ({' '.join(obstacle.rules)}).")
        for note in answer.decision.notes:
            self.stdout.write(f"Let op: {note.sentence} Bron: {note.source}.")


def said(answer: GateAnswer, is_past: bool) -> str:
    """Yes or no, of a day that is over or not."""
    may = "mocht" if is_past else "mag"
    return may if answer.decision.may_send else f"{may} niet"


def team_named(text: str) -> Organisation:
    """The one local team with this name, or with this in its name."""
    teams = Organisation.objects.filter(kind=OrganisationKind.LOCAL_TEAM)
    found = list(teams.filter(name__iexact=text)) or list(teams.filter(name__icontains=text).order_by("name")[:10])
    if len(found) == 1:
        return found[0]
    names = ", ".join(team.name for team in found)
    sentence = f"Meer dan één lokaal team past: {names}." if found else "Dit lokaal team kennen wij niet."
    raise CommandError(sentence, returncode=2)
