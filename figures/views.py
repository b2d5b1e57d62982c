"""The figures of both sides: on a page, as a spreadsheet, and as the dossier for the yearly evaluation (R80, R45)."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.answers import form_for
from accounts.guest_pages import guest_page
from accounts.request import SignedInRequest
from agreements.actions import evaluation_parts
from agreements.forms.evaluation import PartForm
from agreements.models import Agreement, Bottleneck, EvaluationLink, EvaluationPart
from agreements.terms.papers import Party
from figures import actions
from figures.charts import chart_of
from figures.compared import section_before, trends_of
from figures.dossier import dossier_of
from figures.forms import FiguresForm
from figures.headline import headline_of
from figures.report import FiguresReport, Section, pairs_of, report_of
from figures.scope import scope_of
from figures.spreadsheet import COLUMNS, lines_of
from law.refusal import Overtaken, Refusal
from law.roles import Role, allowed_to, asks_proof
from sheets.writing import CONTENT_TYPES, as_csv, as_xlsx
from vault.printing import page_or_pdf

READERS = tuple(role for role in Role if role != Role.RECEIVER_AUDITOR)
"""A DPO of a receiver reads the log of that receiver, and no figures of a cooperation."""


@allowed_to(*READERS)
@require_safe
def figures(request: SignedInRequest) -> HttpResponse:
    """Show the figures of one's own teams or receivers, or of everyone, over a period."""
    today = timezone.localdate(timezone.now())
    form, report = _asked(request, today=today)
    context = {
        "form": form,
        "has_errors": bool(form.errors),
        "report": report,
        "sections": [_drawn(report, section) for section in report.sections] if report else [],
        "year_words": _year_words(report, today) if report else "",
        "headline": headline_of(report) if report else None,
        "hides": _hides(report) if report else False,
        "words": form.words if report else "",
    }
    return render(request, "figures/figures.html", context)


@allowed_to(*READERS)
@asks_proof
@require_http_methods(["GET", "POST"])
def export(request: SignedInRequest, kind: str) -> HttpResponse:
    """Give what the page shows as a spreadsheet; asked with POST, because an audit event is written."""
    now = timezone.now()
    form, report = _asked(request, today=timezone.localdate(now))
    if request.method == "GET" or report is None:  # as after signing in again
        return redirect(f"{reverse('figures:figures')}?{request.GET.urlencode()}")
    period = report.period
    actions.note_figures_export(kind=kind, from_on=period.from_on, until_on=period.until_on, by=request.user, at=now)
    lines = lines_of(report, scope=form.words or "alles wat u mag zien")
    content = b"".join(as_csv(lines, COLUMNS)) if kind == "csv" else as_xlsx(lines, COLUMNS, title="Cijfers")
    name = f"cijfers-{period.from_on:%Y-%m-%d}-tot-{period.until_on:%Y-%m-%d}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=CONTENT_TYPES[kind], headers=headers)


@allowed_to(*READERS)
@require_safe
def dossier(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show what both sides bring to the evaluation of one agreement, to print on A4 (R45, R80)."""
    today = timezone.localdate(timezone.now())
    agreement = get_object_or_404(Agreement.objects.visible_to(request.user).with_papers(), pk=pk)
    bottlenecks = Bottleneck.objects.visible_to(request.user).filter(agreement=agreement, evaluation=None)
    found = dossier_of(agreement, bottlenecks, on=today)
    keeps_papers = request.user.has_role(Role.ADMINISTRATOR, Role.AUDITOR)
    context = {"dossier": found, "keeps_papers": keeps_papers}
    return page_or_pdf(request, "figures/dossier.html", context, name="evaluatiedossier")


@allowed_to(Role.TEAM_MEMBER, Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def team_part(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Let the team, or an administrator for it, bring its part of the evaluation beside the figures (R45)."""
    now = timezone.now()
    agreement = get_object_or_404(Agreement.objects.visible_to(request.user).with_papers(), pk=pk)
    evaluation = next((one for one in agreement.evaluations.all() if one.held_on is None and one.asked_on), None)
    if evaluation is None:
        messages.error(request, "Er is nu geen evaluatie waarvoor uw deel gevraagd is.")
        return redirect("figures:dossier", agreement.pk)
    before = evaluation.part_of(Party.AGENCY)
    start = before.as_answers if before else {"filled_in_by": request.user.name}
    form = form_for(request, PartForm, party=Party.AGENCY, initial=start)
    if form.is_valid():
        seen = request.POST.get("seen", "")
        try:
            evaluation_parts.fill_in(
                evaluation=evaluation, party=Party.AGENCY, **form.answers, seen=seen, by=request.user, at=now
            )
        except Refusal as refused:
            messages.error(request, str(refused))
            return redirect(request.path)
        messages.success(request, "Uw deel van de evaluatie is verstuurd. U kunt het wijzigen tot de evaluatie.")
        return redirect("figures:dossier", agreement.pk)
    bottlenecks = Bottleneck.objects.visible_to(request.user)
    return _part_page(request, agreement, form, bottlenecks, part=before, at=now)


@guest_page(EvaluationLink)
def partner_part(request: HttpRequest, link: EvaluationLink) -> HttpResponse:
    """Let the partner read what it may see of the dossier, and bring its part, without an account (R45, D19).

    Each contact of the partner has a link, and all of them bring one part: who comes later reads and changes it.
    """
    now, agreement = timezone.now(), link.evaluation.agreement
    before = link.evaluation.part_of(Party.PARTNER)
    start = before.as_answers if before else None
    form = PartForm(request.POST if request.method == "POST" else None, party=Party.PARTNER, initial=start)
    if form.is_valid():
        seen = request.POST.get("seen", "")
        try:
            evaluation_parts.fill_in(
                evaluation=link.evaluation, party=Party.PARTNER, **form.answers, seen=seen, link=link, by=None, at=now
            )
        except Overtaken:
            return redirect(request.path)
        except Refusal as refused:
            before = link.evaluation.parts.filter(party=Party.PARTNER).first()
            form = PartForm(before.as_answers if before else request.POST, party=Party.PARTNER)
            form.add_error(None, str(refused))
        else:
            return redirect(request.path)
    own = agreement.bottlenecks.filter(party=Party.PARTNER)
    return _part_page(request, agreement, form, own, part=before, at=now)


def _part_page(
    request: HttpRequest,
    agreement: Agreement,
    form: PartForm,
    bottlenecks: QuerySet[Bottleneck],
    *,
    part: EvaluationPart | None,
    at: datetime,
) -> HttpResponse:
    found = dossier_of(agreement, bottlenecks.filter(agreement=agreement, evaluation=None), on=timezone.localdate(at))
    return render(request, "figures/part.html", {"dossier": found, "form": form, "part": part})


def _asked(request: SignedInRequest, *, today: date) -> tuple[FiguresForm, FiguresReport | None]:
    """The filter, and what it finds; nothing when it cannot be understood."""
    agreements = list(Agreement.objects.visible_to(request.user).unreplaced().select_related("team", "partner"))
    form = FiguresForm(request.GET, agreements=agreements, today=today)
    if not form.is_valid():
        return form, None
    scope = replace(scope_of(request.user), team=form.team_id, partner=form.partner_id, province=form.province)
    if form.agreement is not None:
        scope = scope.of(form.agreement)
    bottlenecks = Bottleneck.objects.visible_to(request.user)
    return form, report_of(scope, form.period, pairs=pairs_of(agreements), bottlenecks=bottlenecks, on=today)


def _drawn(report: FiguresReport, section: Section) -> dict[str, Any]:
    """A section with a chart beside each table, and beside a year the year before."""
    before = section_before(report, section)
    if before is None:
        return {"section": section, "tables": [{"table": table, "chart": chart_of(table)} for table in section.tables]}
    return {"section": section, "trends": trends_of(before, section)}


def _hides(report: FiguresReport) -> bool:
    return any(section.hides for one in (report, report.before) if one for section in one.sections)


def _year_words(report: FiguresReport, today: date) -> str:
    """The head of the column of this year: a year that goes on is not done where the one beside it is."""
    return f"{report.period.words} (loopt nog)" if report.period.until_on >= today else report.period.words
