"""Ending a GBO agreement or suspending sharing: notice, suspension, and the stop after it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_safe

from accounts.answers import form_for
from accounts.request import SignedInRequest
from agreements.forms.fields import EndSuspensionForm
from agreements.words.stops import stop_status
from gbo import actions as gbo_actions
from gbo.forms.stopping import GboNoticeForm, GboStopForm, GboSuspensionForm
from gbo.models import GboAgreement, GboParty, GboStop
from gbo.rules.stopping import against_notice
from gbo.views.page import ask_stop, load, party_of, suspension_of
from law.refusal import Refusal
from law.roles import Role, allowed_to


@allowed_to(Role.ADMINISTRATOR)
@require_safe
def overview(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show the suspensions, and who can give notice."""
    found = load(request, pk)
    today = timezone.localdate(timezone.now())
    suspensions = [
        {
            "suspension": one,
            "period": one.period,
            "is_over": one.is_over(today),
        }
        for one in found.suspensions.all()
    ]
    context = {
        "agreement": found,
        "suspensions": suspensions,
        "no_notice": against_notice(found),
        "parties": found.parties_in_order,
        "stops": [
            {"stop": one, "status": stop_status(one)}
            for one in found.stops.select_related("by_party__organisation").order_by("-recorded_at")
        ],
    }
    return render(request, "gbo/stopping.html", context)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def give_notice(request: SignedInRequest, pk: UUID, party_pk: UUID) -> HttpResponse:
    """Record the notice by one core actor (R39): the page first shows both days, and takes it when confirmed."""
    found, now = load(request, pk), timezone.now()
    by_party = party_of(found, party_pk)
    form = form_for(request, GboNoticeForm, agreement=found, by_party=by_party, today=timezone.localdate(now))
    if form.is_valid() and "change" not in request.POST:
        if request.POST.get("confirmed") != form.last_day.isoformat():
            return _confirm_notice(request, found, form, by_party)
        try:
            made = gbo_actions.stopping.give_notice(
                agreement=found,
                by_party=by_party,
                letters=form.letters,
                last_day=form.last_day,
                by=request.user,
                at=now,
            )
        except Refusal as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"De opzegging is bewaard. De laatste dag is {date_format(form.last_day)}.")
            return redirect("gbo:kept_stop", found.pk, made.pk)
    context = {
        "agreement": found,
        "form": form,
        "title": f"Opzegging door {by_party}",
        "button": "Laatste dag berekenen",
        "intro": "De opzegging gaat met een aangetekende brief naar elke andere kernactor. De laatste brief telt.",
        "back": _back(found),
    }
    return render(request, "agreements/form.html", context)


def _confirm_notice(
    request: SignedInRequest, agreement: GboAgreement, form: GboNoticeForm, by_party: GboParty
) -> HttpResponse:
    rows: list[dict[str, Any]] = [
        {"label": "Wie zegt op?", "value": str(by_party)},
        *(
            {"label": f"Brief aan {letter.to_party}", "value": f"{letter.number}, {date_format(letter.sent_on)}"}
            for letter in form.letters
        ),
        {"label": "Dag van de opzegging", "value": date_format(form.given_on)},
        {"label": "Eerste dag van de opzegtermijn", "value": f"maandag {date_format(form.first_day)}"},
        {"label": "Laatste dag", "value": date_format(form.last_day)},
    ]
    context = {
        "agreement": agreement,
        "form": form,
        "document_words": "de GBO-overeenkomst",
        "rows": rows,
        "back": _back(agreement),
    }
    return render(request, "agreements/confirm_notice.html", context)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def suspend(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Suspend sharing until another core actor complies (R101)."""
    found, now = load(request, pk), timezone.now()
    form = form_for(request, GboSuspensionForm, agreement=found, today=timezone.localdate(now))

    def save() -> GboStop:
        return gbo_actions.stopping.suspend(agreement=found, **form.cleaned_data, by=request.user, at=now)

    intro = "Zolang de opschorting duurt, mag niets meer naar GBO-partners doorgegeven worden."
    title, button = "Doorgeven opschorten", "Doorgeven opschorten"
    return ask_stop(request, found, form, save, title=title, button=button, intro=intro)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def end_suspension(request: SignedInRequest, pk: UUID, suspension_pk: UUID) -> HttpResponse:
    """Set the last day of a suspension: the other complies again (R101)."""
    found, now = load(request, pk), timezone.now()
    one = suspension_of(found, suspension_pk)
    form = form_for(request, EndSuspensionForm, suspension=one, today=timezone.localdate(now))

    def save() -> GboStop:
        return gbo_actions.stopping.end_suspension(suspension=one, **form.cleaned_data, by=request.user, at=now)

    intro = f"{one.by_party} schortte het doorgeven op {one.period}."
    title, button = "Opschorting beëindigen", "Opschorting beëindigen"
    return ask_stop(request, found, form, save, title=title, button=button, intro=intro)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def stop(request: SignedInRequest, pk: UUID, suspension_pk: UUID) -> HttpResponse:
    """Stop sharing for good after a suspension and a notification (R101)."""
    found, now = load(request, pk), timezone.now()
    one = suspension_of(found, suspension_pk)
    form = form_for(request, GboStopForm, agreement=found, suspension=one, today=timezone.localdate(now))

    def save() -> GboStop:
        return gbo_actions.stopping.stop(suspension=one, **form.cleaned_data, by=request.user, at=now)

    intro = (
        f"{one.against_party} leefde de afspraken niet binnen een redelijke termijn na. "
        "U kunt dit alleen vandaag nog terugnemen."
    )
    title, button = "Doorgeven stopzetten", "Doorgeven stopzetten"
    return ask_stop(request, found, form, save, title=title, button=button, intro=intro)


def _back(agreement: GboAgreement) -> str:
    return reverse("gbo:stopping", args=[agreement.pk])
