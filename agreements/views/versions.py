"""The versions of an agreement: making the next one, and letting it take over (R44)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods

from accounts.answers import form_for
from accounts.request import SignedInRequest
from agreements import actions
from agreements.forms.versions import NextVersionForm
from agreements.rules import versions
from agreements.views.page import load
from law.refusal import Refusal
from law.roles import Role, allowed_to


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def start(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Prepare a next version, beside the one that holds (R44)."""
    found, now = load(request, pk), timezone.now()
    refusal = versions.against_next(found)
    if refusal:
        messages.error(request, refusal)
        return redirect("agreements:agreement", found.pk)
    form = form_for(request, NextVersionForm, today=timezone.localdate(now))
    if form.is_valid():
        try:
            made = actions.versions.start_next_version(agreement=found, **form.cleaned_data, by=request.user, at=now)
        except Refusal as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Versie {made.version} is gemaakt. Werk ze nu af.")
            return redirect("agreements:agreement", made.pk)
    context = {
        "agreement": found,
        "form": form,
        "title": "Nieuwe versie maken",
        "button": "Nieuwe versie maken",
        "intro": "Een overeenkomst wijzigt met akkoord van beide partijen. "
        "De nieuwe versie begint met wat u al hebt. Ze wordt opnieuw geadviseerd en ondertekend.",
        "back": reverse("agreements:agreement", args=[found.pk]),
    }
    return render(request, "agreements/form.html", context)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def take_over(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show from when the next version can hold and what is still missing; let it take over once that is confirmed."""
    found, now = load(request, pk), timezone.now()
    if not versions.waits_to_take_over(found):
        raise Http404
    today = timezone.localdate(now)
    day = versions.first_day(found, today=today)
    if request.method == "POST":
        if request.POST.get("confirmed") == day.isoformat():
            try:
                actions.versions.take_over(agreement=found, first_day=day, today=today, by=request.user, at=now)
            except Refusal as refused:
                messages.error(request, str(refused))
            else:
                messages.success(request, f"Versie {found.version} geldt vanaf {date_format(day)}.")
                return redirect("agreements:agreement", found.pk)
        return redirect("agreements:take_over", found.pk)
    context = {
        "agreement": found,
        "day": day,
        "last_day": versions.last_day_before(found, first_day=day),
        "refusal": versions.against_take_over(found, on=day),
        "decision": versions.readiness(found, on=day),
    }
    return render(request, "agreements/take_over.html", context)
