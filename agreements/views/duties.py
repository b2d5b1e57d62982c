"""What the parties owe each other: publication (R42), security measures (R71–R73), word of changes (R99)."""

from uuid import UUID

from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.answers import form_for
from accounts.request import SignedInRequest
from agreements import actions
from agreements.forms.duties import ChangeAnswerForm, MeasuresForm, ProofForm, PublicationForm, ReportedChangeForm
from agreements.letters import duties as letters
from agreements.models import Agreement
from agreements.rules.duties import measures_of, publication_of
from agreements.terms.papers import Party
from agreements.views.page import ask_part, confirm_message, load
from agreements.words import duties
from law.roles import Role, allowed_to


@allowed_to(Role.ADMINISTRATOR, Role.AUDITOR)
@require_safe
def overview(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show what the parties owe each other beside the sharing, and what is done of it."""
    found = load(request, pk)
    may_change = request.user.has_role(Role.ADMINISTRATOR)
    requests = found.proof_requests.select_related("message__transmission", "file").order_by("-asked_on")
    proofs = [{"proof": one, "message": duties.message_words(one.message)} for one in requests]
    sides = [
        {
            "party": party,
            "name": found.party_name(party),
            "processors": duties.processors_of(found, party),
            "overview": duties.overview_words(found, party),
        }
        for party in Party
    ]
    context = {
        "agreement": found,
        "may_change": may_change,
        "publication_rows": duties.publication_rows(found, may_change=may_change),
        "measure_rows": duties.measure_rows(found, may_change=may_change),
        "proofs": proofs,
        "may_ask_proof": all(one.received_on for one in requests),
        "sides": sides,
        "changes": found.reported_changes.order_by("-reported_on", "kind"),
    }
    return render(request, "agreements/duties.html", context)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def publication(request: SignedInRequest, pk: UUID, party: Party) -> HttpResponse:
    """Record where one party shows the protocol on its website (R42)."""
    found, now = load(request, pk), timezone.now()
    saved = publication_of(found, party)
    initial = model_to_dict(saved) if saved else {}
    form = form_for(request, PublicationForm, initial=initial, today=timezone.localdate(now))

    def save() -> None:
        actions.duties.record_publication(agreement=found, party=party, **form.cleaned_data, by=request.user, at=now)

    title = f"Bekendmaking op de website van {found.party_name(party)}"
    return ask_part(request, found, form, save, title=title, button="Bekendmaking bewaren", back=_back(found))


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def measures(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Record which security measures the partner confirms (R71–R73)."""
    found, now = load(request, pk), timezone.now()
    initial = model_to_dict(measures_of(found))
    form = form_for(request, MeasuresForm, initial=initial, today=timezone.localdate(now))

    def save() -> None:
        actions.duties.confirm_measures(agreement=found, **form.cleaned_data, by=request.user, at=now)

    title, button = f"Beveiliging bij {found.partner}", "Maatregelen bewaren"
    intro = "Artikel 6 van het protocol noemt deze drie maatregelen. Noteer wanneer de partner ze bevestigde."
    return ask_part(request, found, form, save, title=title, button=button, intro=intro, back=_back(found))


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def ask_proof(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show what will be written to the partner, and write it when that is confirmed (R71–R73)."""
    found = load(request, pk)

    def send() -> None:
        actions.duties.ask_proof(agreement=found, by=request.user, at=timezone.now())

    title, button = "Bewijs van de beveiliging vragen", "Bewijs vragen"
    writing = letters.proof_request(found)
    return confirm_message(request, found, writing, send, title=title, button=button, back=_back(found))


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def receive_proof(request: SignedInRequest, pk: UUID, proof_pk: UUID) -> HttpResponse:
    """Keep the proof that the partner sent (R71–R73)."""
    found, now = load(request, pk), timezone.now()
    asked = get_object_or_404(found.proof_requests, pk=proof_pk)
    form = form_for(request, ProofForm, proof_request=asked, today=timezone.localdate(now))

    def save() -> None:
        actions.duties.receive_proof(request=asked, **form.cleaned_data, by=request.user, at=now)

    title, button = "Bewijs van de beveiliging", "Bewijs bewaren"
    return ask_part(request, found, form, save, title=title, button=button, back=_back(found))


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def report_change(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Record a change that the partner reported (protocol art. 9; R99)."""
    found, now = load(request, pk), timezone.now()
    form = form_for(request, ReportedChangeForm, today=timezone.localdate(now))

    def save() -> None:
        actions.duties.record_reported_change(agreement=found, **form.cleaned_data, by=request.user, at=now)

    intro = "De partner meldt wijzigingen van de wetgeving en van zijn verwerkers meteen."
    title, button = "Gemelde wijziging", "Wijziging bewaren"
    return ask_part(request, found, form, save, title=title, button=button, intro=intro, back=_back(found))


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def answer_change(request: SignedInRequest, pk: UUID, change_pk: UUID) -> HttpResponse:
    """Record what was done with a reported change (R99)."""
    found, now = load(request, pk), timezone.now()
    reported = get_object_or_404(found.reported_changes, pk=change_pk)
    initial = model_to_dict(reported)
    form = form_for(request, ChangeAnswerForm, initial=initial, reported=reported, today=timezone.localdate(now))

    def save() -> None:
        actions.duties.answer_reported_change(reported=reported, **form.cleaned_data, by=request.user, at=now)

    title, button = "Wat is er gedaan met de wijziging?", "Antwoord bewaren"
    return ask_part(request, found, form, save, title=title, button=button, intro=f"{reported}.", back=_back(found))


def _back(agreement: Agreement) -> str:
    return reverse("agreements:duties", args=[agreement.pk])
