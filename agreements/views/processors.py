"""The processors of both parties, and the overview that they give each other (R99)."""

from uuid import UUID

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.answers import form_for
from accounts.request import SignedInRequest
from agreements import actions
from agreements.forms.duties import OverviewForm, ProcessorForm
from agreements.letters import duties as letters
from agreements.models import Agreement
from agreements.terms.papers import Party
from agreements.views.page import ask_part, confirm_message, load
from agreements.words import duties
from law.roles import Role, allowed_to


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def new_processor(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Add a processor of one of the parties (R99)."""
    found, now = load(request, pk), timezone.now()
    form = form_for(request, ProcessorForm, today=timezone.localdate(now))

    def save() -> None:
        actions.processors.add_processor(
            agreement=found, processor_details=form.processor_details, by=request.user, at=now
        )

    title, button = "Verwerker toevoegen", "Verwerker toevoegen"
    return ask_part(request, found, form, save, title=title, button=button, back=_back(found))


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def change_processor(request: SignedInRequest, pk: UUID, processor_pk: UUID) -> HttpResponse:
    """Change what is known of a processor (R99)."""
    found, now = load(request, pk), timezone.now()
    processor = get_object_or_404(found.processors, pk=processor_pk, removed_at=None)
    form = form_for(request, ProcessorForm, initial=model_to_dict(processor), today=timezone.localdate(now))

    def save() -> None:
        actions.processors.change_processor(
            processor=processor, processor_details=form.processor_details, by=request.user, at=now
        )

    title, button = "Verwerker wijzigen", "Verwerker bewaren"
    return ask_part(request, found, form, save, title=title, button=button, back=_back(found))


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def remove_processor(request: SignedInRequest, pk: UUID, processor_pk: UUID) -> HttpResponse:
    """Take away a processor with whom a party no longer works; an address alone takes nothing away."""
    found = load(request, pk)
    if request.method == "GET":  # as after signing in again
        return redirect("agreements:duties", pk)
    processor = get_object_or_404(found.processors, pk=processor_pk)
    actions.processors.remove_processor(processor=processor, by=request.user, at=timezone.now())
    messages.success(request, "De verwerker is weggehaald.")
    return redirect("agreements:duties", found.pk)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def send_overview(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show the overview of our processors as it will be written to the partner, and write it when confirmed (R99)."""
    found = load(request, pk)

    def send() -> None:
        actions.processors.send_overview(agreement=found, by=request.user, at=timezone.now())

    writing = letters.processor_overview(found, duties.processors_of(found, Party.AGENCY))
    title, button = "Overzicht van verwerkers bezorgen", "Overzicht bezorgen"
    return confirm_message(request, found, writing, send, title=title, button=button, back=_back(found))


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def receive_overview(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Record that the partner gave its overview (R99)."""
    found, now = load(request, pk), timezone.now()
    form = form_for(request, OverviewForm, today=timezone.localdate(now))

    def save() -> None:
        actions.processors.receive_overview(agreement=found, **form.cleaned_data, by=request.user, at=now)

    title, button = f"Overzicht van verwerkers van {found.partner}", "Overzicht bewaren"
    return ask_part(request, found, form, save, title=title, button=button, back=_back(found))


def _back(agreement: Agreement) -> str:
    return reverse("agreements:duties", args=[agreement.pk])
