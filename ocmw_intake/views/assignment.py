"""Putting referrals on someone's name."""

import re
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.answers import form_for
from accounts.request import SignedInRequest
from law.refusal import Refusal
from law.roles import Role, allowed_to
from ocmw_intake import actions
from ocmw_intake.forms.assignment import HandlerForm
from ocmw_intake.models import Handlers, Intake, IntakeStatus, handlers_at
from ocmw_intake.models.worklist import fetched
from ocmw_intake.page import declare_first, list_url
from referrals.terms.reference import SHAPE


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def take(request: SignedInRequest, reference: str) -> HttpResponse:
    """Put one referral on one's own name."""
    intake, _handlers = _load(request, reference)
    return _write(request, intake, actions.take, "De aanmelding staat op uw naam.")


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def leave(request: SignedInRequest, reference: str) -> HttpResponse:
    """Give one referral back to the service."""
    intake, _handlers = _load(request, reference)
    return _write(request, intake, actions.leave, "De aanmelding staat op niemands naam meer.")


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def assign(request: SignedInRequest, reference: str) -> HttpResponse:
    """Put one referral on the name of someone of the same receiver."""
    intake, handlers = _load(request, reference)
    form = form_for(request, HandlerForm, intake=intake, handlers=handlers)
    if not form.is_valid():
        if form.is_bound:
            messages.error(request, actions.NOT_A_COLLEAGUE)
        return redirect("ocmw_intake:referral", intake.referral.reference)
    to, instead_of = form.cleaned_data["handler"], form.cleaned_data["instead_of"]
    name = handlers.names[intake.partner_id][to]
    done = f"De aanmelding staat op naam van {name}."
    return _write(request, intake, actions.assign, done, to=to, instead_of=instead_of)


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def take_several(request: SignedInRequest) -> HttpResponse:
    """Put the referrals that were ticked on one's own name; those that a colleague took meanwhile stay as they are."""
    at = timezone.now()
    ticked = [reference for reference in request.POST.getlist("referral") if re.fullmatch(SHAPE, reference)]
    intakes = Intake.objects.visible_to(request.user).filter(referral__reference__in=ticked[:_MOST])
    taken = 0
    for intake in fetched(intakes).order_by("received_at", "pk"):
        try:
            actions.take(intake, by=request.user, at=at)
        except actions.SecrecyNotDeclared:
            return declare_first(request)
        except Refusal as refusal:
            messages.error(request, f"{intake.referral.reference}: {refusal.sentence}")
        else:
            taken += 1
    if taken:
        words = "1 aanmelding staat" if taken == 1 else f"{taken} aanmeldingen staan"
        messages.success(request, f"{words} op uw naam.")
    elif request.method == "POST" and not intakes:
        messages.error(request, "Vink eerst aan welke aanmeldingen u opvolgt.")
    return redirect(list_url(request))


_MOST = 100
"""More than a page holds; who sends more made the request by hand."""


def handling(request: SignedInRequest, intake: Intake) -> dict[str, Any]:
    """What the page of one referral says and asks about who follows up."""
    handlers = handlers_at([intake.partner_id])
    handler = handlers.of(intake)
    return {
        "name": handlers.name_of(intake),
        "is_nobody": handler is None,
        "is_mine": handler == request.user.pk,
        "may_change": intake.status != IntakeStatus.DELETED,
        "form": HandlerForm(intake=intake, handlers=handlers) if len(handlers.names[intake.partner_id]) > 1 else None,
    }


def _load(request: SignedInRequest, reference: str) -> tuple[Intake, Handlers]:
    intake = get_object_or_404(fetched(Intake.objects.visible_to(request.user)), referral__reference=reference)
    return intake, handlers_at([intake.partner_id])


def _write(
    request: SignedInRequest, intake: Intake, act: Callable[..., None], done: str, **answers: Any
) -> HttpResponse:
    """Write who follows up, and go back to the referral; a GET comes after signing in again, and writes nothing."""
    if request.method == "POST":
        try:
            act(intake, **answers, by=request.user, at=timezone.now())
        except actions.SecrecyNotDeclared:
            return declare_first(request)
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, done)
    return redirect("ocmw_intake:referral", intake.referral.reference)
