"""The register as a spreadsheet (CSV or XLSX), with the conditions of the page."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.request import SignedInRequest
from agreements import actions
from agreements.forms.register import RegisterFilterForm
from agreements.importing.export import CONTENT_TYPES, MOST_ROWS, as_csv, as_xlsx, cells_of
from agreements.models import Agreement
from agreements.register import arranged, found
from law.roles import Role, allowed_to


@allowed_to(Role.ADMINISTRATOR, Role.AUDITOR)
@require_http_methods(["GET", "POST"])
def export(request: SignedInRequest, kind: str) -> HttpResponseBase:
    """Give the register that the page shows, all pages of it; asked with POST, because the trail is told."""
    if request.method == "GET":  # as after signing in again
        return redirect("agreements:register")
    now = timezone.now()
    on = timezone.localdate(now)
    conditions = RegisterFilterForm(request.GET).conditions
    agreements = found(Agreement.objects.visible_to(request.user), conditions, on=on)
    rows = arranged(agreements, conditions, on=on)[:MOST_ROWS]
    actions.exports.note_export(kind=kind, lines=len(rows), by=request.user, at=now)
    cells = (cells_of(row) for row in rows)
    name = "-".join(filter(None, ["overeenkomsten", conditions.status, f"{on:%Y-%m-%d}"]))
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    if kind == "csv":
        return StreamingHttpResponse(as_csv(cells), content_type=CONTENT_TYPES[kind], headers=headers)
    return HttpResponse(as_xlsx(cells), content_type=CONTENT_TYPES[kind], headers=headers)
