"""What people call the things in the trail, and which things belong to a reference they know (D20).

The rooms above register how their references are looked up, when Django starts: this room knows none of them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from uuid import UUID

from django.apps import apps

from audit.models import AuditEvent

Finder = Callable[[str], Iterable[UUID]]
"""Gives the keys of all things that belong to a reference; of none when nothing bears it."""

_finders: list[Finder] = []


def register(finder: Finder) -> None:
    """Let the log be searched by one more kind of reference; called from `AppConfig.ready`."""
    if finder not in _finders:
        _finders.append(finder)


def things_with(reference: str) -> list[str]:
    """Return the keys, as they stand in the trail, of all things that belong to a reference."""
    return sorted({str(key) for find in _finders for key in find(reference)})


def name_things(events: Iterable[AuditEvent]) -> None:
    """Give each event the name of its thing (`object_name`): one query for each kind of thing, and not one a line.

    Things whose model says of which columns its name is made (`NAMED_IN_TRAIL`) have a name; others a short number.
    """
    wanted: dict[str, list[AuditEvent]] = defaultdict(list)
    for event in events:
        event.object_name = event.object_id[:8]
        wanted[event.object_type].append(event)
    for kind, of_kind in wanted.items():
        try:
            model = apps.get_model(kind)
        except LookupError:
            continue  # the app of ten years ago is gone
        columns = getattr(model, "NAMED_IN_TRAIL", None)
        if columns is None:
            continue
        keys = {event.object_id: UUID(event.object_id) for event in of_kind}
        related = {path.rpartition("__")[0] for path in columns} - {""}
        # select_related() without a name would join all there is
        rows = model._base_manager.select_related(*related) if related else model._base_manager.all()
        things = rows.only(*columns).in_bulk(set(keys.values()))
        for event in of_kind:
            thing = things.get(keys[event.object_id])
            if thing is not None:
                event.object_name = str(thing)
