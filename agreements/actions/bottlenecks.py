"""Writes on bottlenecks: what one side met in working together, as a code and a day (R46)."""

from datetime import date, datetime, timedelta

from django.db import transaction

from accounts.models import User
from agreements.actions.writing import record
from agreements.models import Agreement, Bottleneck, BottleneckKind
from agreements.terms.papers import Party
from audit.events import Event
from audit.record import Code
from law.refusal import Refusal

SAME_PRESS = timedelta(minutes=1)


@transaction.atomic
def note_bottleneck(
    *, agreement: Agreement, party: Party, kind: BottleneckKind, met_on: date, by: User, at: datetime
) -> Bottleneck:
    """Note what one side met, for the next evaluation (R46): a code and a day, and nothing about a client.

    The same note of the same person within a minute is one press on the button that came twice.
    """
    Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    answers = {"agreement": agreement, "party": party, "kind": kind, "met_on": met_on, "noted_by": by}
    twin: Bottleneck | None = Bottleneck.objects.filter(
        **answers, noted_at__range=(at - SAME_PRESS, at + SAME_PRESS)
    ).first()
    if twin is not None:
        return twin
    bottleneck: Bottleneck = Bottleneck.objects.create(**answers, noted_at=at)
    record(Event.BOTTLENECK_NOTED, agreement, by=by, at=at, details=_details(bottleneck))
    return bottleneck


@transaction.atomic
def take_back(*, bottleneck: Bottleneck, by: User, at: datetime) -> None:
    """Take back what was noted by mistake: it counts no more, and who did so and when stays.

    Raises Refusal when it was taken back before, or discussed.
    """
    found = Bottleneck.objects.select_for_update(no_key=True, of=("self",)).filter(pk=bottleneck.pk).first()
    if found is None or found.evaluation_id is not None:
        raise Refusal("Dit knelpunt kunt u niet meer terugnemen: het is besproken, of het is al teruggenomen.")
    found.taken_back_by, found.taken_back_at = by, at
    found.save(update_fields=["taken_back_by", "taken_back_at"])
    record(Event.BOTTLENECK_TAKEN_BACK, found.agreement, by=by, at=at, details=_details(found))


def _details(bottleneck: Bottleneck) -> dict[str, Code]:
    """For the trail. Of what a receiver's side met, only that it was noted: one note at a time is not a figure (D4)."""
    if bottleneck.party == Party.PARTNER:
        return {"party": bottleneck.party}
    return {"kind": bottleneck.kind, "party": bottleneck.party, "met_on": bottleneck.met_on.isoformat()}
