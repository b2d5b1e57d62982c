"""Stopping: notice, end for breach, the end of the legal ground, and suspension."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_safe

from accounts.answers import form_for
from accounts.request import SignedInRequest
from agreements import actions
from agreements.forms.fields import EndSuspensionForm
from agreements.forms.stopping import EndForBreachForm, LegalGroundForm, NoticeForm, SuspensionForm
from agreements.models import Agreement, Stop
from agreements.terms.papers import Document
from agreements.views.page import ask_part, load, protocol_of, the
from agreements.words.stops import stop_status
from agreements.words.task_list import stopping_tasks_of
from law.refusal import Refusal
from law.roles import Role, allowed_to


@allowed_to(Role.ADMINISTRATOR)
@require_safe
def stopping(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show the ways in which sharing stops or is suspended, and what is recorded of each."""
    found = load(request, pk)
    today = timezone.localdate(timezone.now())
    suspensions = [
        {
            "suspension": one,
            "party": found.party_name(one.by_party),
            "period": one.period,
            "is_over": one.is_over(today),
        }
        for one in found.suspensions.all()
    ]
    recorded = Stop.objects.visible_to(request.user).filter(agreement=found)
    stops = recorded.select_related("recorded_by").order_by("-recorded_at")
    context = {
        "agreement": found,
        "tasks": stopping_tasks_of(found),
        "suspensions": suspensions,
        "stops": [{"stop": one, "status": stop_status(one)} for one in stops],
    }
    return render(request, "agreements/stopping.html", context)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def give_notice(request: SignedInRequest, pk: UUID, document: Document) -> HttpResponse:
    """Record a notice (R37): the page first shows the last day, and takes the notice when that day is confirmed."""
    found, now = load(request, pk), timezone.now()
    paper = found if document == Document.AGREEMENT else protocol_of(found)
    form = form_for(request, NoticeForm, paper=paper, today=timezone.localdate(now))
    if form.is_valid() and "change" not in request.POST:
        if request.POST.get("confirmed") != form.last_day.isoformat():
            return _confirm_notice(request, found, form, document)
        try:
            stop = actions.stopping.give_notice(
                paper=paper, **form.cleaned_data, last_day=form.last_day, by=request.user, at=now
            )
        except Refusal as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"De opzegging is bewaard. De laatste dag is {date_format(form.last_day)}.")
            return redirect("agreements:stop_letter", found.pk, stop.pk)
    context = {
        "agreement": found,
        "form": form,
        "title": f"{the(document).capitalize()} opzeggen",
        "button": "Laatste dag berekenen",
        "intro": "Eerst ziet u de laatste dag. Pas als u die bevestigt, bewaren wij de opzegging.",
        "back": _back(found),
    }
    return render(request, "agreements/form.html", context)


def _confirm_notice(
    request: SignedInRequest, agreement: Agreement, form: NoticeForm, document: Document
) -> HttpResponse:
    answers = form.cleaned_data
    rows: list[dict[str, Any]] = [
        {"label": "Dag van de opzegging", "value": date_format(answers["given_on"])},
        {"label": "Wie zegt op?", "value": agreement.party_name(answers["by_party"])},
        {"label": "Bewijs", "value": answers["proof"]},
        {"label": "Laatste dag", "value": date_format(form.last_day)},
    ]
    context = {
        "agreement": agreement,
        "form": form,
        "document_words": the(document),
        "rows": rows,
        "back": _back(agreement),
    }
    return render(request, "agreements/confirm_notice.html", context)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def end_for_breach(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Record that Opgroeien ended the protocol at once (R100)."""
    found, now = load(request, pk), timezone.now()
    protocol = protocol_of(found)
    form = form_for(request, EndForBreachForm, protocol=protocol, today=timezone.localdate(now))

    def save() -> None:
        actions.stopping.end_for_breach(protocol=protocol, **form.cleaned_data, by=request.user, at=now)

    intro = "Opgroeien kan het protocol stopzetten als de partner de afspraken niet naleeft. Dit geldt meteen."
    title, button = "Protocol stopzetten wegens inbreuk", "Protocol stopzetten"
    return ask_part(
        request, found, form, save, title=title, button=button, intro=intro, back=_back(found), done=_letter
    )


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def end_legal_ground(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Record from when there is no legal ground any more (R36)."""
    found, now = load(request, pk), timezone.now()
    form = form_for(request, LegalGroundForm, agreement=found, today=timezone.localdate(now))

    def save() -> None:
        actions.stopping.end_legal_ground(agreement=found, **form.cleaned_data, by=request.user, at=now)

    intro = "Valt de rechtsgrond weg? Dan eindigt het protocol van rechtswege."
    title, button = "Einde van de rechtsgrond", "Einde van de rechtsgrond bewaren"
    return ask_part(
        request, found, form, save, title=title, button=button, intro=intro, back=_back(found), done=_letter
    )


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def suspend(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Suspend sharing (R101)."""
    found, now = load(request, pk), timezone.now()
    form = form_for(request, SuspensionForm, agreement=found, today=timezone.localdate(now))

    def save() -> None:
        actions.stopping.suspend_sharing(agreement=found, **form.cleaned_data, by=request.user, at=now)

    intro = "Aanmeldingen die klaarstaan, worden tegengehouden zolang de opschorting duurt."
    title, button = "Doorgeven opschorten", "Doorgeven opschorten"
    return ask_part(
        request, found, form, save, title=title, button=button, intro=intro, back=_back(found), done=_letter
    )


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def end_suspension(request: SignedInRequest, pk: UUID, suspension_pk: UUID) -> HttpResponse:
    """Set the last day of a suspension (R101)."""
    found, now = load(request, pk), timezone.now()
    suspension = get_object_or_404(found.suspensions, pk=suspension_pk)
    form = form_for(request, EndSuspensionForm, suspension=suspension, today=timezone.localdate(now))

    def save() -> None:
        actions.stopping.end_suspension(suspension=suspension, **form.cleaned_data, by=request.user, at=now)

    intro = f"{found.party_name(suspension.by_party)} schortte het doorgeven op {suspension.period}."
    title, button = "Opschorting beëindigen", "Opschorting beëindigen"
    return ask_part(
        request, found, form, save, title=title, button=button, intro=intro, back=_back(found), done=_letter
    )


def _letter(agreement: Agreement) -> str:
    """After recording: the letter about what was recorded last."""
    last = agreement.stops.order_by("-recorded_at", "-pk").first()
    return reverse("agreements:stop_letter", args=[agreement.pk, last.pk]) if last else _back(agreement)


def _back(agreement: Agreement) -> str:
    return reverse("agreements:stopping", args=[agreement.pk])
