"""The pages of the receiver: worklist, one referral, its password and outcome. Never the four fields (D3)."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.request import SignedInRequest
from law.retention import Terms, delete_by
from law.roles import Role, allowed_to
from ocmw_intake import actions
from ocmw_intake.forms import (
    ALL,
    TO_DO,
    AttemptForm,
    DeletedForm,
    OutcomeForm,
    ReferenceForm,
    TermsForm,
    WithdrawnForm,
    WorklistFilterForm,
)
from ocmw_intake.models import ASKS_FOR_WORK, Intake, OutcomeKind, Status, referrals_of, terms_of
from outbox.spelling import spell
from referrals.actions import PasswordGone
from referrals.archives import archives_of
from referrals.contents import DELETION_NAME, TEXT_NAME
from referrals.forms.correction import DefectsForm
from referrals.models import Referral
from referrals.summary import erasure_words

PAGE = 25


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "HEAD", "POST"])
def worklist(request: SignedInRequest) -> HttpResponse:
    """List the referrals of my receiver, the oldest first: still to do, of one status or all; or find one (POST)."""
    at = timezone.now()
    referrals = referrals_of(request.user)
    search = ReferenceForm(request.POST if request.method == "POST" else None)
    if search.is_valid():
        reference = search.cleaned_data["reference"]
        if referrals.filter(reference=reference).exists():
            return redirect("ocmw_intake:referral", reference)
        search.add_error("reference", "Wij vinden geen aanmelding met deze referentie. Kijk ze na in de mail.")
    counts = dict(referrals.order_by().values_list("intake_status").annotate(Count("pk")))
    form = WorklistFilterForm(request.GET, counts=counts)
    status = form.cleaned_data["status"] if form.is_valid() else TO_DO
    if status == TO_DO:
        referrals = referrals.filter(intake_status__in=ASKS_FOR_WORK)
    elif status != ALL:
        referrals = referrals.filter(intake_status=status)
    page = Paginator(referrals, PAGE).get_page(request.GET.get("pagina"))
    receivers = request.user.organisations_as(Role.SOCIAL_WORKER)
    terms = {receiver.pk: terms_of(receiver.pk) for receiver in receivers}
    rows = [
        {
            "referral": one,
            "status": Status(one.intake_status),
            "open_for": _open_for(one.transmission.sent_at, at),
            "delete_by": _delete_by(one, terms[one.partner_id]),
        }
        for one in page
    ]
    context = {
        "form": form,
        "search": search,
        "forms": [search, form],
        "has_errors": bool(search.errors or form.errors),
        "rows": rows,
        "older": _page_url(status, page.previous_page_number()) if page.has_previous() else "",
        "newer": _page_url(status, page.next_page_number()) if page.has_next() else "",
        "receivers": receivers,
        "total": sum(counts.values()),
    }
    return render(request, "ocmw_intake/worklist.html", context)


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def referral(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show one referral with what was done and what comes next, and log an attempt to reach the client."""
    found = _referral(request, reference)
    at = timezone.now()
    form = AttemptForm(request.POST or None, initial={"made_on": timezone.localdate(at)})
    if form.is_valid():
        try:
            actions.log_attempt(found, **form.cleaned_data, by=request.user, at=at)
        except actions.SecrecyNotDeclared:
            return _declare_first(request)
        except actions.FollowUpOver as over:
            return _stop(request, found, over)
        except actions.AnswerRefused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, "De contactpoging is toegevoegd.")
            return redirect("ocmw_intake:referral", found.reference)
    intake = Intake.objects.visible_to(request.user).filter(referral=found).first()
    terms = terms_of(found.partner_id)
    context = {
        "referral": found,
        "status": Status(found.intake_status),
        "form": form,
        "may_open": request.user.is_bound_by_secrecy(timezone.localdate(at)),
        "attempts": intake.attempts.select_related("made_by") if intake else [],
        "outcomes": intake.outcomes.select_related("recorded_by") if intake else [],
        "erasure": erasure_words(found),
        "terms": terms,
        "delete_by": _delete_by(found, terms),
        "is_over": found.is_withdrawn or found.is_withdrawn_here or found.deleted_on,
        "archives": [one for one in archives_of(found, only_sent=True) if not one.is_superseded or not found.must_go],
        "corrections": found.corrections.all(),
    }
    return render(request, "ocmw_intake/referral.html", context)


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def password(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show the password of the archive after a press on the button, never by an address alone (D2)."""
    found = _referral(request, reference)
    if request.method == "GET":  # as after signing in again
        return redirect("ocmw_intake:referral", found.reference)
    try:
        archive = request.POST.get("archive", "")
        secret = actions.read_password(found, by=request.user, at=timezone.now(), archive=archive)
    except actions.SecrecyNotDeclared:
        return _declare_first(request)
    except actions.FollowUpOver as over:
        return _stop(request, found, over)
    except PasswordGone:
        messages.error(request, f"Het wachtwoord is gewist, samen met de gegevens. Bel {found.team.name}.")
        return redirect("ocmw_intake:referral", found.reference)
    shown = next((one for one in archives_of(found, only_sent=True) if one.name == archive), None)
    context = {
        "referral": found,
        "groups": spell(secret),
        "archive_name": archive or f"{found.reference}.zip",
        "text_name": DELETION_NAME if shown and shown.is_deletion_notice else TEXT_NAME,
    }
    return render(request, "ocmw_intake/password.html", context)


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def outcome(request: SignedInRequest, reference: str) -> HttpResponse:
    """Ask how the contact ended; an outcome that was recorded before is replaced."""
    found = _referral(request, reference)
    form = OutcomeForm(request.POST or None, initial={"kind": found.outcome})
    if form.is_valid():
        try:
            actions.record_outcome(found, kind=form.cleaned_data["kind"], by=request.user, at=timezone.now())
        except actions.SecrecyNotDeclared:
            return _declare_first(request)
        except actions.FollowUpOver as over:
            return _stop(request, found, over)
        except actions.AnswerRefused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, "Het resultaat is geregistreerd.")
            return redirect("ocmw_intake:referral", found.reference)
    if found.is_withdrawn or found.is_withdrawn_here or found.deleted_on:
        return redirect("ocmw_intake:referral", found.reference)
    label = OutcomeKind(found.outcome).label if found.outcome else ""
    return render(request, "ocmw_intake/outcome.html", {"referral": found, "form": form, "current": label})


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def withdrawn(request: SignedInRequest, reference: str) -> HttpResponse:
    """Record that the client told the receiver to stop; nobody else learns of it (R57, D4)."""
    found = _referral(request, reference)
    form = WithdrawnForm(request.POST or None, initial={"on": timezone.localdate(timezone.now())})
    if form.is_valid():
        return _log_day(request, found, form, actions.withdraw_here, "ocmw_intake/withdrawn.html", _DELETE_NOW)
    if found.is_withdrawn or found.is_withdrawn_here or found.deleted_on:
        return redirect("ocmw_intake:referral", found.reference)
    return render(request, "ocmw_intake/withdrawn.html", {"referral": found, "form": form})


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def deleted(request: SignedInRequest, reference: str) -> HttpResponse:
    """Declare that the data are deleted (R57, R83)."""
    found = _referral(request, reference)
    form = DeletedForm(request.POST or None, initial={"on": timezone.localdate(timezone.now())})
    if form.is_valid():
        return _log_day(request, found, form, actions.declare_deletion, "ocmw_intake/deleted.html", _DECLARED)
    if found.deleted_on or not found.must_go:
        return redirect("ocmw_intake:referral", found.reference)
    return render(request, "ocmw_intake/deleted.html", {"referral": found, "form": form})


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def defects(request: SignedInRequest, reference: str) -> HttpResponse:
    """Tell the team which of the four fields are not right (R86)."""
    found = _referral(request, reference)
    form = DefectsForm(request.POST or None)
    if form.is_valid():
        try:
            actions.report_defects(found, defects=form.build(), by=request.user, at=timezone.now())
        except actions.SecrecyNotDeclared:
            return _declare_first(request)
        except actions.FollowUpOver as over:
            return _stop(request, found, over)
        messages.success(request, f"Wij verwittigden {found.team.name}.")
        return redirect("ocmw_intake:referral", found.reference)
    if found.must_go or found.deleted_on:
        return redirect("ocmw_intake:referral", found.reference)
    return render(request, "ocmw_intake/defects.html", {"referral": found, "form": form})


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def terms(request: SignedInRequest, partner_id: UUID) -> HttpResponse:
    """Ask how long my receiver keeps what it got (R84)."""
    partner = get_object_or_404(request.user.memberships_as(Role.SOCIAL_WORKER), organisation=partner_id).organisation
    known = terms_of(partner.pk)
    initial = {"days_to_delete": known.days_to_delete, "years_after_closing": known.years_after_closing}
    form = TermsForm(request.POST or None, initial=initial)
    if form.is_valid():
        actions.set_terms(partner, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, "De bewaartermijnen zijn bewaard.")
        return redirect("ocmw_intake:worklist")
    return render(request, "ocmw_intake/terms.html", {"partner": partner, "form": form})


_DELETE_NOW = "De intrekking is geregistreerd. Wis nu de gegevens."
_DECLARED = "Uw verklaring is bewaard."


def _log_day(
    request: SignedInRequest, found: Any, form: Form, log: Callable[..., object], template: str, done: str
) -> HttpResponse:
    """Log something that happened on a day, and go back to the referral."""
    try:
        log(found, on=form.cleaned_data["on"], by=request.user, at=timezone.now())
    except actions.SecrecyNotDeclared:
        return _declare_first(request)
    except actions.FollowUpOver as over:
        return _stop(request, found, over)
    except actions.NothingToDelete:
        return redirect("ocmw_intake:referral", found.reference)
    except actions.AnswerRefused as refusal:
        form.add_error("on", str(refusal))
        return render(request, template, {"referral": found, "form": form})
    messages.success(request, done)
    return redirect("ocmw_intake:referral", found.reference)


def _referral(request: SignedInRequest, reference: str) -> Any:
    """Return a referral with the annotations of `referrals_of`."""
    return get_object_or_404(referrals_of(request.user), reference=reference)


def _declare_first(request: SignedInRequest) -> HttpResponse:
    messages.error(request, "Verklaar eerst dat u door het beroepsgeheim gebonden bent.")
    return redirect("accounts:own")


def _stop(request: SignedInRequest, found: Referral, over: actions.FollowUpOver) -> HttpResponse:
    messages.error(request, over.sentence)
    return redirect("ocmw_intake:referral", found.reference)


def _page_url(status: str, number: int) -> str:
    """Return the address of another page; nothing else that was asked is repeated in it."""
    return f"?status={status}&pagina={number}"


def _delete_by(found: Any, terms: Terms) -> date | None:
    """The last day to delete what must go, with the receiver's own term (R84)."""
    if not found.must_go or found.deleted_on:
        return None
    return delete_by(timezone.localdate(found.must_go_since), terms)


def _open_for(sent_at: datetime, at: datetime) -> str:
    """How long a referral has been waiting, in calendar days."""
    days = (timezone.localdate(at) - timezone.localdate(sent_at)).days
    return "sinds vandaag" if days == 0 else "1 dag" if days == 1 else f"{days} dagen"
