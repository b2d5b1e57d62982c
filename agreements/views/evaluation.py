"""The evaluation of an agreement (R45) and the bottlenecks that are brought to it (R46)."""

from collections import Counter
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.answers import form_for
from accounts.request import SignedInRequest
from agreements import actions
from agreements.forms.evaluation import BottleneckForm, EvaluationForm, HeldForm, MinutesForm
from agreements.letters import duties as letters
from agreements.models import Agreement, Bottleneck
from agreements.rules.deadlines import evaluation_due_on
from agreements.terms.papers import Party, months
from agreements.views.page import ask_part, load
from agreements.words.duties import message_words
from agreements.words.evaluation import agreed_rows, part_rows
from law.evaluation import YEARLY
from law.refusal import Refusal
from law.roles import Role, allowed_to
from vault.printing import page_or_pdf


@allowed_to(Role.ADMINISTRATOR, Role.AUDITOR)
@require_safe
def overview(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show when the next evaluation is due, how often what waits for it, and those that were held.

    Numbers only, and no days: a day could point at a case (D4).
    """
    found = load(request, pk)
    today = timezone.localdate(timezone.now())
    rows = (
        found.evaluations.select_related("invitation__transmission", "minutes", "agreed__version")
        .prefetch_related("parts", "links__transmission")
        .order_by("-held_on")
    )
    planned = next((one for one in rows if one.held_on is None), None)
    waiting = Bottleneck.objects.visible_to(request.user).filter(agreement=found, evaluation=None)
    counted = Counter((one.get_kind_display(), found.party_name(one.party)) for one in waiting)
    due_on = evaluation_due_on(found)
    now = timezone.now()
    context = {
        "agreement": found,
        "may_change": request.user.has_role(Role.ADMINISTRATOR),
        "interval": months(found.evaluation_months or YEARLY),
        "due_on": due_on,
        "is_late": due_on is not None and due_on < today,
        "planned": planned,
        "parts": part_rows(planned, at=now) if planned and planned.asked_on else [],
        "may_ask": planned is None or len(planned.parts.all()) < len(Party),
        "has_address": bool(letters.address_of(found, Party.PARTNER)),
        "invitation": message_words(planned.invitation) if planned and planned.invitation else "",
        "held": [one for one in rows if one.held_on is not None],
        "counted": [(*what, number) for what, number in sorted(counted.items(), key=lambda one: (-one[1], one[0]))],
    }
    return render(request, "agreements/evaluation.html", context)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def invite(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Propose a day for the evaluation to the partner (R45)."""
    found, now = load(request, pk), timezone.now()
    form = form_for(request, EvaluationForm, today=timezone.localdate(now))

    def save() -> None:
        actions.evaluation.invite_to_evaluation(agreement=found, **form.cleaned_data, by=request.user, at=now)

    addresses = found.mail_addresses_of(Party.PARTNER)
    goes_to = (
        f"De uitnodiging gaat naar {', '.join(addresses)}."
        if addresses
        else (
            "De partner heeft geen contactpersoon met een e-mailadres. De uitnodiging wordt een brief om af te drukken."
        )
    )
    intro = f"{goes_to} De genoteerde knelpunten staan erin."
    title, button = "Partner uitnodigen voor de evaluatie", "Uitnodiging versturen"
    return ask_part(request, found, form, save, title=title, button=button, intro=intro, back=_back(found))


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def ask_parts(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Ask both parties for their part, or again who did not bring it, after a press on the button (R45)."""
    found = load(request, pk)
    if request.method == "POST":
        try:
            actions.evaluation_parts.ask(agreement=found, by=request.user, at=timezone.now())
        except Refusal as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "De vraag vertrekt nu.")
    return redirect("agreements:evaluation", found.pk)


@allowed_to(Role.ADMINISTRATOR, Role.AUDITOR)
@require_safe
def report(request: SignedInRequest, pk: UUID, evaluation_pk: UUID) -> HttpResponse:
    """Show one evaluation whole, to print: what both sides brought, what was agreed, the minutes."""
    found = load(request, pk)
    rows = found.evaluations.select_related("minutes", "agreed__version").prefetch_related("parts", "bottlenecks")
    context = {
        "agreement": found,
        "evaluation": (one := get_object_or_404(rows, pk=evaluation_pk)),
        "parts": [{"name": found.party_name(party), "part": one.part_of(party)} for party in Party],
        "agreed": agreed_rows(one),
        "may_change": request.user.has_role(Role.ADMINISTRATOR),
    }
    return page_or_pdf(request, "agreements/evaluation_report.html", context, name="evaluatie")


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def prepare_version(request: SignedInRequest, pk: UUID, evaluation_pk: UUID) -> HttpResponse:
    """Prepare the next version with what was agreed, in one press (R44)."""
    found = load(request, pk)
    held = get_object_or_404(found.evaluations.exclude(agreed=None), pk=evaluation_pk)
    if request.method == "POST":
        try:
            made = actions.evaluation.prepare_version(evaluation=held, by=request.user, at=timezone.now())
        except Refusal as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"Versie {made.version} is gemaakt, met wat u afsprak. Werk ze nu af.")
            return redirect("agreements:agreement", made.pk)
    return redirect("agreements:evaluation_report", found.pk, held.pk)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def hold(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Record that both parties evaluated (R45)."""
    found, now = load(request, pk), timezone.now()
    form = form_for(request, HeldForm, today=timezone.localdate(now))

    def save() -> None:
        answers = {name: form.cleaned_data[name] for name in ("held_on", "content")}
        actions.evaluation.hold_evaluation(agreement=found, **answers, agreed=form.agreed, by=request.user, at=now)

    def done(agreement: Agreement) -> str:
        held = agreement.evaluations.exclude(agreed=None).filter(held_on=form.cleaned_data["held_on"]).first()
        return reverse("agreements:evaluation_report", args=[agreement.pk, held.pk]) if held else _back(agreement)

    intro = "De knelpunten die tot die dag vastgesteld zijn, gelden dan als besproken."
    title, button = "Evaluatie noteren", "Evaluatie bewaren"
    return ask_part(request, found, form, save, title=title, button=button, intro=intro, back=_back(found), done=done)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def minutes(request: SignedInRequest, pk: UUID, evaluation_pk: UUID) -> HttpResponse:
    """Keep the minutes of an evaluation that was held (R45)."""
    found, now = load(request, pk), timezone.now()
    held = get_object_or_404(found.evaluations, pk=evaluation_pk)
    form = form_for(request, MinutesForm, today=timezone.localdate(now))

    def save() -> None:
        actions.evaluation.keep_minutes(evaluation=held, **form.cleaned_data, by=request.user, at=now)

    title, button = "Verslag van de evaluatie", "Verslag bewaren"
    return ask_part(request, found, form, save, title=title, button=button, back=_back(found))


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def note_bottleneck(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Note what got stuck, for the next evaluation (R46)."""
    found, now = load(request, pk), timezone.now()
    form = form_for(request, BottleneckForm, today=timezone.localdate(now))

    def save() -> None:
        actions.bottlenecks.note_bottleneck(agreement=found, **form.cleaned_data, by=request.user, at=now)

    intro = "Kies wat er misloopt. Over cliënten noteert u hier niets."
    title, button = "Knelpunt noteren", "Knelpunt bewaren"
    return ask_part(request, found, form, save, title=title, button=button, intro=intro, back=_back(found))


def _back(agreement: Agreement) -> str:
    return reverse("agreements:evaluation", args=[agreement.pk])
