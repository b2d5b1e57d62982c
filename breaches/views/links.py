"""The pages of a breach contact without an account, and the list of the yearly drill (D31)."""

import uuid
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.guest_pages import guest_page
from accounts.request import SignedInRequest
from breaches import drills
from breaches.forms import PartyReportForm
from breaches.models import BreachLink, Happening
from breaches.words import contacts_without_mail, drill_status
from law.refusal import Overtaken, Refusal
from law.roles import Role, allowed_to

PAGE = 50
OWN_SHOWN = 10


@guest_page(BreachLink)
def by_link(request: HttpRequest, link: BreachLink) -> HttpResponse:
    """Ask for the one click of the drill, and show the way to report a breach; opening it does nothing."""
    if request.method == "POST":
        with suppress(Overtaken):  # the page says how it is now
            drills.answer_drill(link=link, at=timezone.now())
        return redirect(request.path)
    reports = link.reports.order_by("-registered_at")[:OWN_SHOWN]
    return render(request, "breaches/by_link.html", {"link": link, "reports": reports})


@guest_page(BreachLink)
def report_by_link(request: HttpRequest, link: BreachLink) -> HttpResponse:
    """Ask what happened, when, and in which cooperation; it is told at once to Opgroeien."""
    now = timezone.now()
    local = timezone.localtime(now)
    initial = {"key": uuid.uuid4(), "discovered_on": local.date(), "discovered_hour": local.time()}
    posted = request.POST if request.method == "POST" else None
    form = PartyReportForm(posted, initial=initial, papers=drills.papers_of(link), now=now)
    if form.is_valid() and form.moment is not None:
        answers = form.cleaned_data
        try:
            drills.report_by_link(
                link=link,
                key=answers["key"],
                agreement=answers["agreement"],
                happening=Happening(answers["happening"]),
                discovered_at=form.moment,
                at=now,
            )
        except Overtaken:
            return redirect("breaches:by_link")
        except Refusal as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("breaches:by_link")
    return render(request, "breaches/report_by_link.html", {"link": link, "form": form})


@allowed_to(Role.ADMINISTRATOR, Role.AUDITOR)
@require_safe
def drill_list(request: SignedInRequest) -> HttpResponse:
    """List the breach contacts with their drill: who did not answer first."""
    now = timezone.now()
    links = BreachLink.objects.visible_to(request.user).filter(ended_at=None)
    found = links.select_related("partner", "transmission").defer("transmission__message", "transmission__password")
    page: Page[Any] = Paginator(
        found.order_by(F("answered_at").desc(nulls_first=True), "sent_at", "pk"), PAGE
    ).get_page(request.GET.get("pagina"))
    context = {
        "rows": [{"link": one, "status": drill_status(one, at=now)} for one in page.object_list],
        "page": page,
        "unanswered": links.unanswered(now).count(),
        "without_mail": contacts_without_mail(),
        "may_change": request.user.has_role(Role.ADMINISTRATOR),
    }
    return render(request, "breaches/drills.html", context)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def drill_again(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Mail a contact a new drill and link; an address alone sends nothing."""
    link = get_object_or_404(BreachLink.objects.visible_to(request.user).select_related("partner"), pk=pk)
    if request.method == "POST":
        try:
            drills.drill_again(link=link, by=request.user, at=timezone.now())
        except Refusal as refused:
            messages.error(request, str(refused))
        else:
            messages.success(
                request, f"Een nieuwe oefening vertrekt naar {link.email}. De vorige link werkt niet meer."
            )
    return redirect("breaches:drills")
