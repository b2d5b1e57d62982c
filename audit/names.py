"""What people call the things in the trail, which belong to a reference they know (D20), and on which page each stands.

The rooms above register how their references and pages are looked up, when Django starts: this room knows none of them.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model, QuerySet
from django.urls import resolve, reverse

from audit.events import Event
from audit.models import AuditEvent
from statements.among import Keys
from statements.written import written_once

Finder = Callable[[str], Iterable[UUID]]
"""Gives the keys of all things that belong to a reference; of none when nothing bears it."""

PagesOf = Callable[[Collection[UUID]], dict[UUID, str]]
"""Gives the address of the page of each of these things that has one, in one query."""

WordsOf = Callable[[Collection[UUID]], dict[UUID, str]]
"""Gives a word or a line about each of these things of which there is one, in as many queries for one as for all."""

_finders: list[Finder] = []
_references: dict[str, WordsOf] = {}
_details: list[tuple[WordsOf, set[str]]] = []
_pages: dict[str, tuple[PagesOf, str]] = {}


def register(finder: Finder) -> None:
    """Let the log be searched by one more kind of reference; called from `AppConfig.ready`."""
    if finder not in _finders:
        _finders.append(finder)


def register_references(kind: type[Model], references: WordsOf) -> None:
    """Let things of a kind be called by the reference to which they belong; called from `AppConfig.ready`."""
    _references[kind._meta.label_lower] = references


def register_details(lines: WordsOf, *kinds: type[Model]) -> None:
    """Let the log say one thing more about things of these kinds; called from `AppConfig.ready`."""
    _details.append((lines, {kind._meta.label_lower for kind in kinds}))


def register_pages(kind: type[Model], pages: PagesOf, words: str) -> None:
    """Let the log link to the things of one more kind, with these words; called from `AppConfig.ready`."""
    _pages[kind._meta.label_lower] = pages, words


def register_page(kind: type[Model], view: str, *columns: str) -> None:
    """The same for things whose page is `view`, with these columns of their rows in its address."""

    @written_once
    def rows(keys: Keys) -> QuerySet[Any, Any]:
        return kind._base_manager.filter(pk__among=keys).values_list("pk", *columns)

    def pages(keys: Collection[UUID]) -> dict[UUID, str]:
        return {key: reverse(view, args=args) for key, *args in rows(Keys(keys)) if all(args)}

    register_pages(kind, pages, "openen")


def things_with(reference: str) -> list[str]:
    """Return the keys, as they stand in the trail, of all things that belong to a reference."""
    return sorted({str(key) for find in _finders for key in find(reference)})


def name_things(events: Iterable[AuditEvent]) -> None:
    """Give each event the name of its thing (`object_name`): one query for each kind of thing, and not one a line.

    Things whose model says of which columns its name is made (`NAMED_IN_TRAIL`) have a name; others a short number.
    All lines about it are asked by its reference where it bears one (`asked_as`), as somebody types it.
    """
    for kind, of_kind in _by_kind(events).items():
        for event in of_kind:
            event.object_name, event.asked_as = event.object_id[:8], ""
        if kind in _references:
            references = _references[kind]({UUID(event.object_id) for event in of_kind})
            for event in of_kind:
                event.asked_as = references.get(UUID(event.object_id), "")
                event.object_name = event.asked_as or event.object_name
            continue
        try:
            model = apps.get_model(kind)
        except LookupError:
            continue  # the app of ten years ago is gone
        columns = getattr(model, "NAMED_IN_TRAIL", None)
        if columns is None:
            continue
        keys = {event.object_id: UUID(event.object_id) for event in of_kind}
        reference = next((path.replace("__", ".") for path in columns if path.endswith("reference")), "")
        things = {thing.pk: thing for thing in _named(kind, tuple(columns))(Keys(set(keys.values())))}
        for event in of_kind:
            thing = things.get(keys[event.object_id])
            if thing is not None:
                event.object_name = str(thing)
                event.asked_as = attrgetter(reference)(thing) if reference else ""


@cache
def _named(kind: str, columns: tuple[str, ...]) -> Callable[[Keys], list[Any]]:
    """How the names of things of one kind are asked."""
    things = apps.get_model(kind)._base_manager
    related = {path.rpartition("__")[0] for path in columns} - {""}
    # select_related() without a name would join all there is
    rows: QuerySet[Any, Any] = things.select_related(*related) if related else things.all()

    @written_once
    def named(keys: Keys) -> QuerySet[Any, Any]:
        return rows.only(*columns).filter(pk__among=keys)

    return named


def add_details(events: Iterable[AuditEvent]) -> None:
    """Give each event what the rooms above say beside it (`more_lines`)."""
    by_kind = _by_kind(events)
    for lines_of, kinds in _details:
        told = [event for kind in kinds & by_kind.keys() for event in by_kind[kind]]
        lines = lines_of({UUID(event.object_id) for event in told}) if told else {}
        for event in told:
            if line := lines.get(UUID(event.object_id)):
                event.more_lines = (*event.more_lines, line)


def _by_kind(events: Iterable[AuditEvent]) -> dict[str, list[AuditEvent]]:
    wanted: dict[str, list[AuditEvent]] = defaultdict(list)
    for event in events:
        wanted[event.object_type].append(event)
    return wanted


def name_teams(events: Iterable[AuditEvent]) -> None:
    """Say beside each event that a referral was filed which team did (`more_lines`), in one query.

    A DPO may know the team of a reference (D8), and asks with it whether that team might send on a day (D26).
    """
    filed = [event for event in events if event.event == Event.REFERRAL_FILED]
    if filed:
        teams = apps.get_model("directory.Organisation")._base_manager.in_bulk({one.organisation_id for one in filed})
        for event in filed:
            if team := teams.get(event.organisation_id):
                event.more_lines = (*event.more_lines, f"lokaal team: {team}")


def name_places(events: Iterable[AuditEvent]) -> None:
    """Call each municipality in the details by its name, in one query: the log holds its code, which nobody knows."""
    placed = [event for event in events if event.details.get("municipality")]
    if placed:
        codes = {event.details["municipality"] for event in placed}
        places = apps.get_model("directory.Municipality")._base_manager.in_bulk(codes)
        for event in placed:
            code = event.details["municipality"]
            event.details = {**event.details, "municipality": str(places.get(code, code))}


def link_things(events: Iterable[AuditEvent], reader: Any) -> None:
    """Give each event the page of its thing (`page`) and the words of the link; one query for each kind.

    There is none where this reader may not open it: nobody is sent to a closed door, and never across the wall (D4).
    """
    for kind, of_kind in _by_kind(events).items():
        for event in of_kind:
            event.page = ""
        if kind not in _pages:
            continue
        pages_of, words = _pages[kind]
        pages = pages_of({UUID(event.object_id) for event in of_kind})
        for event in of_kind:
            page = pages.get(UUID(event.object_id), "")
            event.page = page if page and _serves(page, reader) else ""
            event.page_words = words


def _serves(page: str, reader: Any) -> bool:
    """Whether the view of a page names a role of this reader (ADR 0006): of pages for all there is nothing to link."""
    audience = _audience(page)
    return isinstance(audience, frozenset) and reader.has_role(*audience)


@lru_cache(maxsize=2_000)
def _audience(page: str) -> object:
    """What the view of a page declares: Django tries one pattern after the other, and a page of the log has fifty."""
    return getattr(resolve(page).func, "audience", None)
