"""The page on which a DPO reads the log of the own side (D11, D19); it shows no client data (D8)."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.apps import apps
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audit import names
from audit.actions import note_trail_export
from audit.forms import TrailForm
from audit.models import AGENCY, AuditEvent, Leaf, logs_of
from audit.request import PersonRequest
from audit.sealing import seal_for_reading
from law.roles import Role, allowed_to, asks_proof
from sheets.columns import Column
from sheets.writing import CONTENT_TYPES, as_csv

PAGE = 50
MOST_COUNTED = 1000
"""Whoever asks for how many gets a number up to here: counting further costs more than it tells."""
MOST_EXPORTED = 100_000
"""Lines of one file; whoever wants more chooses a period, or takes `manage.py export_trail`."""


@allowed_to(Role.AUDITOR, Role.RECEIVER_AUDITOR)
@require_safe
def trail(request: PersonRequest) -> HttpResponse:
    """Show a log, newest first, a page at a time; reading by number costs the same on every page."""
    is_up_to_date = seal_for_reading()
    form = _form(request)
    leaves: list[Leaf] = []
    number_found = None
    is_filtered = any(request.GET.get(name) for name in form.fields if name not in ("log", "voor"))
    if form.is_valid():
        asked = form.narrowed(Leaf.objects.visible_to(request.user).shown())
        before = form.cleaned_data["voor"]
        leaves = list((asked.filter(number__lt=before) if before else asked)[: PAGE + 1])
        if is_filtered:
            number_found = asked.order_by()[: MOST_COUNTED + 1].count()
    older = request.GET.copy()
    if len(leaves) > PAGE:
        older["voor"] = str(leaves[PAGE - 1].number)
    chosen = request.GET.copy()
    chosen.pop("voor", None)
    lines = list(_told(leaves[:PAGE], form=form, reader=request.user))
    context = {
        "form": form,
        "log_name": dict(form.logs)[form.log_key] if form.is_valid() else "",
        "leaves": leaves[:PAGE],
        "lines": lines,
        "narrowed_to": lines[0] if lines and form.cleaned_data.get("ding") else None,
        "older_url": f"?{older.urlencode()}" if len(leaves) > PAGE else "",
        "newest_url": f"?{chosen.urlencode()}" if request.GET.get("voor") else "",
        "export_url": f"{reverse('audit:export')}?{chosen.urlencode()}",
        "is_filtered": is_filtered,
        "number_found": number_found,
        "counted_up_to": MOST_COUNTED if number_found is not None and number_found > MOST_COUNTED else None,
        "is_up_to_date": is_up_to_date,
    }
    return render(request, "audit/trail.html", context)


@allowed_to(Role.AUDITOR, Role.RECEIVER_AUDITOR)
@asks_proof
@require_http_methods(["GET", "POST"])
def export(request: PersonRequest) -> HttpResponse | StreamingHttpResponse:
    """Give what the page shows, all pages of it, as a CSV; asked with POST, because an audit event is written."""
    seal_for_reading()
    form = _form(request)
    if request.method == "GET" or not form.is_valid():  # as after signing in again
        return redirect(f"{reverse('audit:trail')}?{request.GET.urlencode()}")
    leaves = form.narrowed(Leaf.objects.visible_to(request.user).shown())[:MOST_EXPORTED]
    note_trail_export(by=request.user, at=timezone.now())
    name = f"logboek-{timezone.localdate():%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(as_csv(_lines(leaves), COLUMNS), content_type=CONTENT_TYPES["csv"], headers=headers)


COLUMNS = [
    Column("number", "Regel", "Het nummer in dit logboek"),
    Column("at", "Tijdstip", "Plaatselijke tijd"),
    Column("who", "Wie", "Wie het deed"),
    Column("what", "Wat", "Wat er gebeurde"),
    Column("kind", "Soort", "Waarover het gaat"),
    Column("about", "Waarover", "De naam of het nummer daarvan"),
    Column("details", "Bijzonderheden", "Meer, zonder gegevens van cliënten"),
]


def _lines(leaves: Any) -> Iterator[dict[str, object]]:
    batch: list[Leaf] = []
    for leaf in leaves.iterator(chunk_size=1000):
        batch.append(leaf)
        if len(batch) == 1000:
            yield from _whole(batch)
            batch = []
    yield from _whole(batch)


def _whole(leaves: list[Leaf]) -> Iterator[dict[str, object]]:
    for event, line in _described(leaves):
        yield {**line, "details": "; ".join(event.detail_lines)}


def _described(leaves: list[Leaf]) -> Iterator[tuple[AuditEvent, dict[str, object]]]:
    names.name_things(leaf.event for leaf in leaves)
    names.name_teams(leaf.event for leaf in leaves)
    names.name_places(leaf.event for leaf in leaves)
    names.add_details(leaf.event for leaf in leaves)
    for leaf in leaves:
        event = leaf.event
        line = {
            "number": leaf.number,
            "at": f"{timezone.localtime(event.at):%d/%m/%Y %H:%M:%S}",
            "who": event.actor.name if event.actor else "Systeem",
            "what": event.event_label,
            "kind": event.object_label,
            "about": event.object_name,
        }
        yield event, line


def _told(leaves: list[Leaf], *, form: TrailForm, reader: Any) -> Iterator[dict[str, object]]:
    """The lines of the page: who reads them is addressed, and led to each thing that they may open."""
    names.link_things((leaf.event for leaf in leaves), reader)
    for event, line in _described(leaves):
        own = {"who": "U zelf"} if event.actor_id == reader.pk else {}
        link = {"page": event.page, "page_words": event.page_words} if event.page else {}
        thing = {"about": event.asked_as} if event.asked_as else {"ding": event.object_id}
        yield {
            **line,
            **own,
            **link,
            "all_about": f"?{urlencode({'log': form.log_key} | thing)}",
            "kind_beside": event.object_kind,
            "beside": event.details_beside_name,
        }


def _form(request: HttpRequest) -> TrailForm:
    logs = logs_of(request.user)
    named = apps.get_model("directory.Organisation")._base_manager.in_bulk([log for log in logs if log != AGENCY])
    return TrailForm(request.GET, logs=[(log, _name(log, named)) for log in logs])


def _name(log: UUID, named: dict[UUID, Any]) -> str:
    return "Opgroeien" if log == AGENCY else str(named[log])
