"""The register of breaches, the record of one, and the search for what was affected (R97, D9)."""

import uuid
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.answers import form_for
from accounts.request import SignedInRequest
from breaches import actions as breaches_actions
from breaches import letters as breach_notice
from breaches import words as breach_summary
from breaches.forms import (
    AddAgreementForm,
    AddPartnerForm,
    BreachFilterForm,
    BreachForm,
    BreachSearchForm,
    NewBreachForm,
    TakeOutForm,
)
from breaches.models import AffectedTransmission, Breach
from breaches.rules import clock, still_to_decide
from law.refusal import Refusal
from law.roles import Role, allowed_to

PAGE = 25
AFFECTED_PAGE = 50


def load_breach(request: SignedInRequest, pk: UUID) -> Breach:
    """The breach in the address; 404 for who may not see it."""
    return get_object_or_404(Breach.objects.visible_to(request.user).with_affected_count(), pk=pk)


def back_to(breach: Breach) -> str:
    return reverse("breaches:breach", args=[breach.pk])


def ask(
    request: SignedInRequest,
    breach: Breach | None,
    form: Form,
    save: Callable[[], str],
    *,
    title: str,
    button: str,
    intro: str = "",
) -> HttpResponse:
    """Ask one part of a breach; `save` gives the words for what was done. Once saved, go to the breach."""
    if form.is_valid():
        try:
            done = save()
        except Refusal as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, done)
            return redirect(back_to(breach) if breach else reverse("breaches:breach", args=[form.cleaned_data["key"]]))
    back = back_to(breach) if breach else reverse("breaches:register")
    context = {"agreement": breach, "form": form, "title": title, "button": button, "intro": intro, "back": back}
    return render(request, "agreements/form.html", context)


def press(request: SignedInRequest, breach: Breach, act: Callable[[], str]) -> HttpResponse:
    """Do what one button on the page of the breach does; an address alone does nothing."""
    if request.method == "POST":
        try:
            messages.success(request, act())
        except Refusal as refused:
            messages.error(request, str(refused))
    return redirect(back_to(breach))


@allowed_to(Role.ADMINISTRATOR, Role.AUDITOR)
@require_safe
def register(request: SignedInRequest) -> HttpResponse:
    """List the breaches, the latest first, each with its clock."""
    now = timezone.now()
    form = BreachFilterForm(request.GET)
    found = Breach.objects.visible_to(request.user).with_affected_count().order_by("-discovered_at", "-pk")
    state = form.cleaned_data["toestand"] if form.is_valid() else ""
    if state:
        found = found.filter(closed_on__isnull=state == "open")
    page: Page[Any] = Paginator(found, PAGE).get_page(request.GET.get("pagina"))
    context = {
        "form": form,
        "rows": [{"breach": breach, "clock": clock(breach, at=now)} for breach in page.object_list],
        "page": page,
        "is_filtered": bool(request.GET.get("toestand")),
        "may_change": request.user.has_role(Role.ADMINISTRATOR),
    }
    return render(request, "breaches/breaches.html", context)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Register a breach."""
    now = timezone.now()
    form = form_for(request, NewBreachForm, initial={"key": uuid.uuid4()}, now=now)

    def save() -> str:
        breaches_actions.register_breach(
            **form.answers("key", "agreement"), details=form.details, by=request.user, at=now
        )
        return "Het gegevenslek is geregistreerd. Zoek nu de getroffen verzendingen."

    intro = "Registreer een lek meteen, ook als u nog weinig weet. Zet hier niets over een cliënt."
    return ask(
        request, None, form, save, title="Gegevenslek registreren", button="Gegevenslek registreren", intro=intro
    )


@allowed_to(Role.ADMINISTRATOR, Role.AUDITOR)
@require_safe
def breach(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show the record of one breach; with `?alles=ja` all affected mails on one page, for printing (art. 33.5 GDPR)."""
    found, now = load_breach(request, pk), timezone.now()
    affected = found.affected.listed()
    shows_all = request.GET.get("alles") == "ja"
    may_change = request.user.has_role(Role.ADMINISTRATOR) and not shows_all
    page: Page[Any] = Paginator(affected, max(affected.count(), 1) if shows_all else AFFECTED_PAGE).get_page(
        request.GET.get("pagina")
    )
    consultations = found.consultations.select_related("agreement__partner", "agreement__team").order_by("held_at")
    context = {
        "breach": found,
        "clock": clock(found, at=now),
        "may_change": may_change and found.closed_on is None,
        "may_reopen": may_change and found.closed_on is not None,
        "open_ends": still_to_decide(found),
        "rows": breach_summary.breach_rows(found),
        "report_rows": breach_summary.report_rows(found),
        "client_rows": breach_summary.client_rows(found),
        "agreements": found.agreements.select_related("team", "partner").order_by("partner__name", "team__name"),
        "partners": found.partners.order_by("name"),
        "missing": breach_notice.missing_contacts(found),
        "searches": found.searches.select_related("partner").order_by("run_at"),
        "page": page,
        "notices": found.notices.select_related("message__transmission").order_by("round", "addressee"),
        "consultation_rows": [breach_summary.consultation_row(one) for one in consultations],
        "measures": found.measures.order_by("on", "kind"),
        "printed_at": now,
    }
    return render(request, "breaches/breach.html", context)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Change what is known of a breach."""
    found, now = load_breach(request, pk), timezone.now()
    local = timezone.localtime(found.discovered_at)
    saved = {name: getattr(found, name) for name in ("happenings", "discovered_by", "from_on", "until_on")}
    initial = {**saved, "discovered_on": local.date(), "discovered_hour": local.time()}
    form = form_for(request, BreachForm, initial=initial, breach=found, now=now)

    def save() -> str:
        breaches_actions.change_breach(breach=found, details=form.details, by=request.user, at=now)
        return "Het gegevenslek is bewaard."

    return ask(request, found, form, save, title="Gegevenslek wijzigen", button="Gegevenslek bewaren")


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def add_agreement(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Add an agreement that the breach is about; its contacts get the notice (R24)."""
    found, now = load_breach(request, pk), timezone.now()
    form = form_for(request, AddAgreementForm)

    def save() -> str:
        breaches_actions.add_agreement(breach=found, **form.cleaned_data, by=request.user, at=now)
        return "De overeenkomst is toegevoegd."

    intro = "De contacten en de DPO’s van deze overeenkomst krijgen de melding."
    return ask(request, found, form, save, title="Overeenkomst toevoegen", button="Overeenkomst toevoegen", intro=intro)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def remove_agreement(request: SignedInRequest, pk: UUID, agreement_pk: UUID) -> HttpResponse:
    """Take away an agreement that the breach is not about."""
    found = load_breach(request, pk)
    agreement = get_object_or_404(found.agreements, pk=agreement_pk)

    def act() -> str:
        breaches_actions.remove_agreement(breach=found, agreement=agreement, by=request.user, at=timezone.now())
        return "De overeenkomst is weggehaald."

    return press(request, found, act)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def add_partner(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Add a GBO partner at which it happened; it and the other core actors get the notice (D31)."""
    found, now = load_breach(request, pk), timezone.now()
    form = form_for(request, AddPartnerForm)

    def save() -> str:
        breaches_actions.add_partner(breach=found, **form.cleaned_data, by=request.user, at=now)
        return "De GBO-partner is toegevoegd."

    intro = (
        "De partner, zijn DPO en de andere kernactoren krijgen de melding. "
        "Wat er doorgegeven werd, zien wij niet: elke ontvanger kijkt dat zelf na."
    )
    return ask(request, found, form, save, title="GBO-partner toevoegen", button="GBO-partner toevoegen", intro=intro)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def remove_partner(request: SignedInRequest, pk: UUID, partner_pk: UUID) -> HttpResponse:
    """Take away a GBO partner at which it did not happen."""
    found = load_breach(request, pk)
    partner = get_object_or_404(found.partners, pk=partner_pk)

    def act() -> str:
        breaches_actions.remove_partner(breach=found, partner=partner, by=request.user, at=timezone.now())
        return "De GBO-partner is weggehaald."

    return press(request, found, act)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def search(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Find what left, or may have left, to a mailbox, for a partner or in a period, and add it to the breach."""
    found, now = load_breach(request, pk), timezone.now()
    form = form_for(request, BreachSearchForm, initial={"until_on": found.until_on}, today=timezone.localdate(now))

    def save() -> str:
        added = breaches_actions.search_affected(breach=found, **form.cleaned_data, by=request.user, at=now)
        return _found(added)

    intro = "Wij zoeken wat vertrok of misschien vertrok. Aan alle voorwaarden die u invult, moet voldaan zijn."
    addresses = breach_summary.mailboxes_of(found)
    if addresses:
        intro = f"{intro} Mailboxen bij dit lek, vroeger en nu: {addresses}."
    title = "Getroffen verzendingen zoeken"
    return ask(request, found, form, save, title=title, button="Verzendingen zoeken", intro=intro)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def search_again(request: SignedInRequest, pk: UUID, search_pk: UUID) -> HttpResponse:
    """Do a search again, to find what left since."""
    found = load_breach(request, pk)
    conditions = get_object_or_404(found.searches.select_related("partner"), pk=search_pk)

    def act() -> str:
        added = breaches_actions.search_affected(
            breach=found,
            mailbox=conditions.mailbox,
            partner=conditions.partner,
            from_on=conditions.from_on,
            until_on=conditions.until_on,
            by=request.user,
            at=timezone.now(),
        )
        return _found(added)

    return press(request, found, act)


def _found(added: int) -> str:
    if not added:
        return "Wij vonden geen nieuwe verzendingen."
    return f"{added} {'verzending' if added == 1 else 'verzendingen'} toegevoegd."


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def take_out(request: SignedInRequest, pk: UUID, affected_pk: UUID) -> HttpResponse:
    """Take out a mail that is not affected after all."""
    found, now = load_breach(request, pk), timezone.now()
    affected = _affected(found, affected_pk)
    form = form_for(request, TakeOutForm)

    def save() -> str:
        breaches_actions.take_out(affected=affected, **form.cleaned_data, by=request.user, at=now)
        return "De verzending telt niet meer mee."

    intro = f"{affected}. De verzending blijft in het register staan, met uw reden."
    return ask(request, found, form, save, title="Verzending niet meetellen", button="Niet meetellen", intro=intro)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def put_back(request: SignedInRequest, pk: UUID, affected_pk: UUID) -> HttpResponse:
    """Count a mail that was taken out again."""
    found = load_breach(request, pk)
    affected = _affected(found, affected_pk)

    def act() -> str:
        breaches_actions.put_back(affected=affected, by=request.user, at=timezone.now())
        return "De verzending telt weer mee."

    return press(request, found, act)


def _affected(breach: Breach, pk: UUID) -> AffectedTransmission:
    return get_object_or_404(breach.affected.listed(), pk=pk)
