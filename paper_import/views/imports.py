"""Existing papers from a spreadsheet: upload, watch it being checked, look at the preview, confirm."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.answers import form_for
from accounts.request import SignedInRequest
from law.refusal import Refusal
from law.roles import Role, allowed_to
from paper_import import actions as paper_import_actions
from paper_import.forms import UploadForm
from paper_import.models import ImportStatus, LineOutcome, PaperImport
from paper_import.register_sheet import EXAMPLE, TEMPLATE
from sheets.writing import CONTENT_TYPES, as_csv, as_xlsx

PAGE = 50
EARLIER = 20
REFRESH = 2  # seconds


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def imports(request: SignedInRequest) -> HttpResponse:
    """Upload a file, or come back to one."""
    form = form_for(request, UploadForm)
    if form.is_valid():
        made = paper_import_actions.upload_papers(content=form.cleaned_data["file"], by=request.user, at=timezone.now())
        return redirect("paper_import:import", made.pk)
    earlier = PaperImport.objects.visible_to(request.user).select_related("uploaded_by").defer("content")
    context = {"form": form, "earlier": earlier.order_by("-uploaded_at")[:EARLIER], "columns": TEMPLATE}
    return render(request, "paper_import/imports.html", context)


@allowed_to(Role.ADMINISTRATOR)
@require_safe
def template(request: SignedInRequest, kind: str) -> HttpResponse:
    """An empty spreadsheet with the right titles and one example."""
    content = (
        b"".join(as_csv([EXAMPLE], TEMPLATE))
        if kind == "csv"
        else as_xlsx([EXAMPLE], TEMPLATE, title="Overeenkomsten", explained=True)
    )
    headers = {"Content-Disposition": f'attachment; filename="sjabloon-overeenkomsten.{kind}"'}
    return HttpResponse(content, content_type=CONTENT_TYPES[kind], headers=headers)


@allowed_to(Role.ADMINISTRATOR)
@require_safe
def paper_import(request: SignedInRequest, import_pk: UUID) -> HttpResponse:
    """Show how far it is, then what every line would do, and in the end what was done.

    While the worker is at it the page asks to be shown again; `?stil=1` suspends it (WCAG 2.2.2).
    """
    row = _visible(request, import_pk)
    is_still = "stil" in request.GET
    counts = dict.fromkeys(LineOutcome, 0)
    for outcome in row.lines.values_list("outcome", flat=True):
        counts[LineOutcome(outcome)] += 1
    lines = row.lines.order_by("number")
    if request.GET.get("toon") == "aandacht":
        lines = lines.exclude(findings=[])
    context: dict[str, Any] = {
        "import": row,
        "status": ImportStatus(row.status),
        "is_still": is_still,
        "counts": [(outcome.label, counts[outcome]) for outcome in LineOutcome],
        "doubts": sum(row.lines.values_list("doubts", flat=True)),
        "page": Paginator(lines, PAGE).get_page(request.GET.get("pagina")),
        "has_errors_in_file": counts[LineOutcome.WRONG] > 0,
        "may_confirm": row.status == ImportStatus.CHECKED
        and not counts[LineOutcome.WRONG]
        and counts[LineOutcome.NEW] + counts[LineOutcome.CHANGED] > 0,
    }
    answer = render(request, "paper_import/import.html", context)
    if row.is_waiting and not is_still:
        answer.headers["Refresh"] = str(REFRESH)
    return answer


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def confirm(request: SignedInRequest, import_pk: UUID) -> HttpResponse:
    """Let the worker write what the preview shows."""
    row = _visible(request, import_pk)
    if request.method == "POST":
        try:
            paper_import_actions.confirm_import(paper_import=row, by=request.user, at=timezone.now())
        except Refusal as refused:
            messages.error(request, str(refused))
    return redirect("paper_import:import", row.pk)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def discard(request: SignedInRequest, import_pk: UUID) -> HttpResponse:
    """Throw a file away."""
    row = _visible(request, import_pk)
    if request.method != "POST":
        return redirect("paper_import:import", row.pk)
    try:
        paper_import_actions.discard_import(paper_import=row, by=request.user, at=timezone.now())
    except Refusal as refused:
        messages.error(request, str(refused))
        return redirect("paper_import:import", row.pk)
    messages.success(request, "Het bestand is verworpen. Er is niets ingevoerd.")
    return redirect(reverse("paper_import:imports"))


def _visible(request: SignedInRequest, pk: UUID) -> PaperImport:
    return get_object_or_404(PaperImport.objects.visible_to(request.user).defer("content"), pk=pk)
