"""The register of organisations, for the administrators of agreements."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audit.request import PersonRequest
from directory import actions
from directory.forms import (
    ChangeOrganisationForm,
    EndTerritoryForm,
    FilterForm,
    MunicipalitySearchForm,
    RegisterOrganisationForm,
    TerritoryForm,
)
from directory.models import Municipality, Organisation, Territory
from law.roles import Role, allowed_to

LONGEST_LIST = 100
MOST_CANDIDATES = 20


@allowed_to(Role.ADMINISTRATOR)
@require_safe
def organisations(request: PersonRequest) -> HttpResponse:
    """List organisations by kind, name or enterprise number."""
    form = FilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = Organisation.objects.visible_to(request.user).matching(
        kind=wanted.get("soort", ""), text=wanted.get("zoek", "")
    )
    rows = list(found[: LONGEST_LIST + 1])
    context = {"form": form, "organisations": rows[:LONGEST_LIST], "has_more": len(rows) > LONGEST_LIST}
    return render(request, "directory/organisations.html", context)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: PersonRequest) -> HttpResponse:
    """Register an organisation."""
    form = RegisterOrganisationForm(_sent(request))
    if form.is_valid():
        try:
            organisation = actions.register_organisation(**form.cleaned_data, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "De organisatie is geregistreerd.")
            return redirect("directory:organisation", organisation.pk)
    return render(request, "directory/register.html", {"form": form})


@allowed_to(Role.ADMINISTRATOR)
@require_safe
def organisation(request: PersonRequest, organisation_id: UUID) -> HttpResponse:
    """Show one organisation with its territory, past and future."""
    organisation = _visible_organisation(request, organisation_id)
    territory = organisation.territory_set.select_related("municipality").order_by("municipality__name", "from_on")
    context = {
        "organisation": organisation,
        "rows": _summary(organisation),
        "territory": territory,
        "today": timezone.localdate(timezone.now()),
    }
    return render(request, "directory/organisation.html", context)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PersonRequest, organisation_id: UUID) -> HttpResponse:
    """Change what is said of an organisation."""
    organisation = _visible_organisation(request, organisation_id)
    form = ChangeOrganisationForm.of(organisation, _sent(request))
    if form.is_valid():
        try:
            actions.change_organisation(
                organisation=organisation, **form.cleaned_data, by=request.user, at=timezone.now()
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "De organisatie is gewijzigd.")
            return redirect("directory:organisation", organisation.pk)
    return render(request, "directory/change.html", {"form": form, "organisation": organisation})


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def add_territory(request: PersonRequest, organisation_id: UUID) -> HttpResponse:
    """Find a municipality, then add it to the territory for a period."""
    organisation = _visible_organisation(request, organisation_id)
    search = MunicipalitySearchForm(request.GET or None)
    found = _candidates(search)
    form = TerritoryForm(_sent(request) if found else None, candidates=found[:MOST_CANDIDATES])
    if form.is_valid():
        try:
            actions.assign_territory(organisation=organisation, **form.cleaned_data, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "De gemeente is toegevoegd aan het werkgebied.")
            return redirect("directory:organisation", organisation.pk)
    context = {
        "organisation": organisation,
        "search": search,
        "territory_form": form if found else None,
        "has_more": len(found) > MOST_CANDIDATES,
        "forms": [search, form],
        "has_errors": bool(search.errors or form.errors),
    }
    return render(request, "directory/add_territory.html", context)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def end_territory(request: PersonRequest, territory_id: UUID) -> HttpResponse:
    """Set the last day on which an organisation serves a municipality."""
    territory = _visible_territory(request, territory_id)
    form = EndTerritoryForm(_sent(request), initial={"until_on": territory.until_on})
    if form.is_valid():
        try:
            actions.end_territory(territory=territory, **form.cleaned_data, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "De laatste dag is bewaard.")
            return redirect("directory:organisation", territory.organisation_id)
    return render(request, "directory/end_territory.html", {"form": form, "territory": territory})


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def remove_territory(request: PersonRequest, territory_id: UUID) -> HttpResponse:
    """Ask whether a municipality was added by mistake (GET), and take it away (POST)."""
    territory = _visible_territory(request, territory_id)
    if request.method != "POST":
        return render(request, "directory/remove_territory.html", {"territory": territory})
    try:
        actions.remove_territory(territory=territory, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, "De gemeente is verwijderd uit het werkgebied.")
    return redirect("directory:organisation", territory.organisation_id)


def _sent(request: PersonRequest) -> QueryDict | None:
    """What was sent in a form; None on a first look."""
    return request.POST if request.method == "POST" else None


def _visible_organisation(request: PersonRequest, organisation_id: UUID) -> Organisation:
    return get_object_or_404(Organisation.objects.visible_to(request.user), pk=organisation_id)


def _visible_territory(request: PersonRequest, territory_id: UUID) -> Territory:
    visible = Territory.objects.visible_to(request.user).select_related("organisation", "municipality")
    return get_object_or_404(visible, pk=territory_id)


def _candidates(search: MunicipalitySearchForm) -> list[Municipality]:
    """The municipalities that may be meant, best first, one more than is shown; none is an error of the search."""
    if not search.is_valid():
        return []
    typed = search.cleaned_data["zoek"]
    found = (Municipality.objects.search(typed) or Municipality.objects.suggest(typed))[: MOST_CANDIDATES + 1]
    if not found:
        search.add_error("zoek", "Deze gemeente vinden we niet. Typ een naam of postcode, bijvoorbeeld 2260.")
    return found


def _summary(organisation: Organisation) -> list[dict[str, Any]]:
    """The facts of an organisation as rows of the summary list."""
    url = reverse("directory:change", args=[organisation.pk])
    facts = {
        "Naam": organisation.name,
        "Ondernemingsnummer (KBO)": organisation.enterprise_number_display,
        "Zetel": organisation.seat_display,
        "Briefadres": organisation.correspondence_display,
        "Algemeen telefoonnummer": organisation.phone_display,
        "Algemeen e-mailadres": organisation.email,
        "Actief": "ja" if organisation.is_active else "nee",
    }
    return [{"label": label, "value": value, "url": url} for label, value in facts.items()]
