"""Whether there is a GBO agreement in the region of each OCMW and CAW (R91)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.answers import form_for
from accounts.request import SignedInRequest
from agreements.terms.papers import PARTNER_KINDS
from directory.models import Organisation
from gbo import actions as gbo_actions
from gbo.forms.agreements import AbsenceForm, RegionFilterForm
from gbo.route import region_answers
from law.refusal import Refusal
from law.roles import Role, allowed_to

PAGE = 25


@allowed_to(Role.ADMINISTRATOR, Role.AUDITOR)
@require_safe
def regions(request: SignedInRequest) -> HttpResponse:
    """List every active OCMW and CAW with its answer of today."""
    on = timezone.localdate(timezone.now())
    form = RegionFilterForm(request.GET)
    found = Organisation.objects.visible_to(request.user).filter(kind__in=PARTNER_KINDS, is_active=True)
    chosen = ""
    if form.is_valid():
        chosen = form.cleaned_data["answer"]
        for word in form.cleaned_data["q"].split():
            found = found.filter(name__icontains=word)
    rows = [row for row in region_answers(found.order_by("name"), on) if not chosen or row.answer == chosen]
    page: Page[Any] = Paginator(rows, PAGE).get_page(request.GET.get("pagina"))
    context = {
        "form": form,
        "rows": page.object_list,
        "page": page,
        "is_filtered": any(form.data.get(name) for name in form.fields),
        "may_change": request.user.has_role(Role.ADMINISTRATOR),
    }
    return render(request, "gbo/regions.html", context)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def absence(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Record that there is no GBO agreement in the region of one OCMW or CAW."""
    candidates = Organisation.objects.visible_to(request.user).filter(kind__in=PARTNER_KINDS)
    organisation, now = get_object_or_404(candidates, pk=pk), timezone.now()
    form = form_for(request, AbsenceForm, today=timezone.localdate(now))
    back = reverse("gbo:regions")
    if form.is_valid():
        try:
            gbo_actions.agreements.record_absence(
                organisation=organisation, **form.cleaned_data, by=request.user, at=now
            )
        except Refusal as refused:
            form.add_error("asked_on", str(refused))
        else:
            messages.success(request, f"{organisation}: genoteerd dat er geen GBO-overeenkomst is.")
            return redirect(back)
    context = {
        "form": form,
        "agreement": organisation,
        "title": "Geen GBO-overeenkomst in deze regio",
        "button": "Antwoord bewaren",
        "intro": "Vraag het eerst na bij deze organisatie.",
        "back": back,
    }
    return render(request, "agreements/form.html", context)
