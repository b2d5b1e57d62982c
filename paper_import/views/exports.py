"""The register as a spreadsheet (CSV or XLSX), with the conditions of the page."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.request import SignedInRequest
from agreements.forms.register import RegisterFilterForm
from agreements.models import Agreement
from agreements.rules.register import found, told_of
from law.roles import Role, allowed_to, asks_proof
from paper_import.actions import note_export
from paper_import.columns import COLUMNS
from paper_import.register_sheet import cells_of
from sheets.writing import CONTENT_TYPES, MOST_ROWS, as_csv, as_xlsx

CHUNK = 200  # agreements in memory at once


@allowed_to(Role.ADMINISTRATOR, Role.AUDITOR)
@asks_proof
@require_http_methods(["GET", "POST"])
def export(request: SignedInRequest, kind: str) -> HttpResponseBase:
    """Give the register that the page shows, all pages of it; asked with POST, because an audit event is written."""
    if request.method == "GET":  # as after signing in again
        return redirect("agreements:register")
    now = timezone.now()
    on = timezone.localdate(now)
    conditions = RegisterFilterForm(request.GET).conditions
    agreements = found(Agreement.objects.visible_to(request.user), conditions, on=on)
    number = agreements.count()
    if kind == "xlsx" and number > MOST_ROWS:
        messages.error(
            request,
            f"Deze lijst telt {number} overeenkomsten. In een XLSX-bestand passen er hoogstens {MOST_ROWS}. "
            "Haal de lijst op als CSV, of filter ze eerst.",
        )
        return redirect(f"{reverse('agreements:register')}?{request.GET.urlencode()}")
    note_export(kind=kind, lines=number, by=request.user, at=now)
    cells = (cells_of(one, told_of(one, on=on)) for one in agreements.with_papers().iterator(chunk_size=CHUNK))
    name = "-".join(filter(None, ["overeenkomsten", conditions.status, f"{on:%Y-%m-%d}"]))
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    if kind == "csv":
        return StreamingHttpResponse(as_csv(cells, COLUMNS), content_type=CONTENT_TYPES[kind], headers=headers)
    return HttpResponse(
        as_xlsx(cells, COLUMNS, title="Overeenkomsten"), content_type=CONTENT_TYPES[kind], headers=headers
    )
