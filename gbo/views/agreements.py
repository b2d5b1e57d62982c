"""The register of GBO agreements, the page of one, and a page for each part of it."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_safe

from accounts.answers import form_for
from accounts.request import SignedInRequest
from agreements.forms.fields import DayForm
from agreements.views.files import hand_out
from gbo import actions as gbo_actions
from gbo import words as summary
from gbo.forms.agreements import (
    DrawnUpForm,
    GboAdviceForm,
    GboFileForm,
    GboFilterForm,
    GboPartyAddForm,
    GboPartyForm,
    GboPublicationForm,
)
from gbo.models import GboAgreement, GboFile
from gbo.rules import stopping
from gbo.rules.status import next_deadline, status_of
from gbo.views.page import ask, load, party_of
from law.facts import OrganisationKind
from law.onward import check_gbo_agreement
from law.refusal import Refusal
from law.roles import Role, allowed_to

PAGE = 25


@allowed_to(Role.ADMINISTRATOR, Role.AUDITOR)
@require_safe
def register(request: SignedInRequest) -> HttpResponse:
    """List the GBO agreements with their status, which is the gate's answer of today and so filtered in memory."""
    on = timezone.localdate(timezone.now())
    form = GboFilterForm(request.GET)
    found = GboAgreement.objects.visible_to(request.user).with_parties().order_by("-created_at")
    chosen = ""
    if form.is_valid():
        chosen = form.cleaned_data["status"]
        for word in form.cleaned_data["q"].split():
            found = found.filter(Q(parties__organisation__name__icontains=word)).distinct()
    rows = [row for row in _rows(found, on) if not chosen or row["status"] == chosen]
    page: Page[Any] = Paginator(rows, PAGE).get_page(request.GET.get("pagina"))
    context = {
        "form": form,
        "rows": page.object_list,
        "page": page,
        "is_filtered": any(form.data.get(name) for name in form.fields),
        "may_change": request.user.has_role(Role.ADMINISTRATOR),
    }
    return render(request, "gbo/register.html", context)


def _rows(agreements: Iterable[GboAgreement], on: date) -> list[dict[str, Any]]:
    return [
        {
            "agreement": one,
            "caw": one.caw,
            "others": [party for party in one.parties_in_order if party.kind != OrganisationKind.CAW],
            "status": status_of(one, check_gbo_agreement(gbo_agreement=one, on=on)),
            "deadline": next_deadline(one, on),
        }
        for one in agreements
    ]


@allowed_to(Role.ADMINISTRATOR, Role.AUDITOR)
@require_safe
def agreement(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show whether anything may be passed on today, or on another day (`?op=`), why not, and all that it says."""
    found = load(request, pk)
    today = timezone.localdate(timezone.now())
    form = DayForm(request.GET)
    on = (form.cleaned_data["op"] if form.is_valid() else None) or today
    decision = check_gbo_agreement(gbo_agreement=found, on=on)
    may_change = request.user.has_role(Role.ADMINISTRATOR)
    context = {
        "agreement": found,
        "form": form,
        "day": "vandaag" if on == today else f"op {date_format(on)}",
        "is_past": on < today,
        "decision": decision,
        "status": status_of(found, decision),
        "remarks": list(summary.remarks_on(found, on=on)),
        "tasks": summary.tasks_of(found, decision, may_change=may_change),
        "agreement_rows": summary.agreement_rows(found),
        "parties": [
            {
                "party": one,
                "rows": summary.party_rows(one),
                "kind": one.get_kind_display(),
                "may_go": may_change and not stopping.against_removal(one, found),
            }
            for one in found.parties_in_order
        ],
        "parties_can_change": may_change and not stopping.against_change_of_parties(found),
        "suspension_rows": summary.suspension_rows(found),
        "files": found.files.defer("content").order_by("uploaded_at"),
        "may_change": may_change,
    }
    return render(request, "gbo/agreement.html", context)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def add_party(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Add an OCMW or a DMW; the CAW stands there from the start."""
    found, now = load(request, pk), timezone.now()
    form = form_for(request, GboPartyAddForm, agreement=found)

    def save() -> None:
        gbo_actions.agreements.add_party(agreement=found, **form.cleaned_data, by=request.user, at=now)

    intro = "Dit kan zolang niemand ondertekende."
    return ask(request, found, form, save, title="Kernactor toevoegen", button="Kernactor toevoegen", intro=intro)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def remove_party(request: SignedInRequest, pk: UUID, party_pk: UUID) -> HttpResponse:
    """Take away a core actor; an address alone takes nothing away."""
    found = load(request, pk)
    if request.method == "POST":
        try:
            gbo_actions.agreements.remove_party(party=party_of(found, party_pk), by=request.user, at=timezone.now())
        except Refusal as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "De kernactor is weggehaald.")
    return redirect("gbo:agreement", found.pk)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def party(request: SignedInRequest, pk: UUID, party_pk: UUID) -> HttpResponse:
    """Record who signs for a core actor, when, and who its DPO is (art. 2; R40)."""
    found, now = load(request, pk), timezone.now()
    one = party_of(found, party_pk)
    form = form_for(request, GboPartyForm, initial=model_to_dict(one), today=timezone.localdate(now))

    def save() -> None:
        gbo_actions.agreements.change_party(party=one, terms=form.cleaned_data, by=request.user, at=now)  # type: ignore[arg-type]

    return ask(request, found, form, save, title=f"Handtekening en DPO van {one}", button="Kernactor bewaren")


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def drawn_up(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Record where and when it was drawn up (R16)."""
    found, now = load(request, pk), timezone.now()
    form = form_for(request, DrawnUpForm, initial=model_to_dict(found), today=timezone.localdate(now))
    save = _saving(request, found, form, now)
    return ask(request, found, form, save, title="Plaats en datum van opmaak", button="Opmaak bewaren")


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def advice(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Record the advice of the DPO of the CAW (R43)."""
    found, now = load(request, pk), timezone.now()
    initial = model_to_dict(found)
    initial["advised_by"] = initial["advised_by"] or found.caw.dpo_name
    form = form_for(request, GboAdviceForm, initial=initial, today=timezone.localdate(now))
    save = _saving(request, found, form, now)
    intro = "Alleen de DPO van het CAW geeft advies, op een ontwerp."
    return ask(
        request, found, form, save, title=f"Advies van de DPO van {found.caw}", button="Advies bewaren", intro=intro
    )


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def publication(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Record where the CAW made it public (R42)."""
    found, now = load(request, pk), timezone.now()
    form = form_for(request, GboPublicationForm, initial=model_to_dict(found), today=timezone.localdate(now))
    save = _saving(request, found, form, now)
    title = f"Bekendmaking op de website van {found.caw}"
    return ask(request, found, form, save, title=title, button="Bekendmaking bewaren")


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def add_file(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Keep a PDF of the paper."""
    found = load(request, pk)
    form = form_for(request, GboFileForm)

    def save() -> None:
        gbo_actions.agreements.keep_file(agreement=found, **form.cleaned_data, by=request.user, at=timezone.now())

    return ask(request, found, form, save, title="Bestand toevoegen", button="Bestand toevoegen")


def _saving(request: SignedInRequest, found: GboAgreement, form: Any, now: Any) -> Any:
    def save() -> None:
        gbo_actions.agreements.change_terms(agreement=found, terms=form.cleaned_data, by=request.user, at=now)

    return save


@allowed_to(Role.ADMINISTRATOR, Role.AUDITOR)
@require_http_methods(["GET", "POST"])
def file(request: SignedInRequest, pk: UUID, file_pk: UUID) -> HttpResponse:
    """Give a file to whoever asks for it with a button; an address alone reads nothing."""
    found = load(request, pk)
    back = reverse("gbo:agreement", args=[pk])
    if request.method == "GET":  # as after signing in again
        return redirect(back)
    visible = GboFile.objects.visible_to(request.user).defer("content")
    return hand_out(request, get_object_or_404(visible, pk=file_pk, agreement=found), back=back)
