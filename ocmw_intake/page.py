"""What the pages about one referral share: loading it, and the ways back when something is refused."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.request import SignedInRequest
from law.refusal import Refusal
from law.retention import Terms, delete_by
from ocmw_intake import actions
from ocmw_intake.models import Cause, Intake, addressed
from referrals.models import Referral
from statements.written import written_once


def load(request: SignedInRequest, reference: str) -> Any:
    """Return a referral with where its follow-up stands."""
    found = addressed(request.user, reference)
    if found is None:
        raise Http404
    return found


def remember_list(request: SignedInRequest, url: str) -> None:
    """Remember the list that the person looks at, so that every page about one referral leads back to it."""
    if request.session.get(_LIST) != url:
        request.session[_LIST] = url


def list_url(request: SignedInRequest) -> str:
    """The list that the person came from."""
    return str(request.session.get(_LIST) or reverse("ocmw_intake:worklist"))


_LIST = "worklist"


def follow_up_of(request: SignedInRequest, found: Referral) -> Intake:
    """The follow-up of a referral that was loaded; every referral that arrived has one (ADR 0031)."""
    [intake] = _follow_up(request.user, found.pk)
    return intake


@written_once
def _follow_up(user: User, referral: UUID) -> QuerySet[Intake]:
    return Intake.objects.visible_to(user).filter(referral=referral)


def declare_first(request: SignedInRequest) -> HttpResponse:
    messages.error(request, "Verklaar eerst dat u door het beroepsgeheim gebonden bent.")
    return redirect("accounts:own")


def stop(request: SignedInRequest, found: Referral, refusal: Refusal) -> HttpResponse:
    messages.error(request, refusal.sentence)
    return redirect("ocmw_intake:referral", found.reference)


def write(
    request: SignedInRequest, found: Any, form: Form, act: Callable[..., object], done: str, **answers: Any
) -> HttpResponse | None:
    """Do what the form asks and go back to the referral; None when the form now says which answer was refused."""
    try:
        return _do(request, found, act, done, **answers)
    except Refusal as refusal:
        # the day of an attempt is `made_on`; a form that asks another day calls it `on`
        form.add_error("on" if refusal.field == "made_on" and "on" in form.fields else refusal.field, refusal.sentence)
        return None


def press(request: SignedInRequest, found: Any, act: Callable[..., object], done: str) -> HttpResponse:
    """The same for a button that asks nothing: a refusal is told on the page of the referral."""
    try:
        return _do(request, found, act, done)
    except Refusal as refusal:
        return stop(request, found, refusal)


def _do(request: SignedInRequest, found: Any, act: Callable[..., object], done: str, **answers: Any) -> HttpResponse:
    try:
        act(found, **answers, by=request.user, at=timezone.now())
    except actions.SecrecyNotDeclared:
        return declare_first(request)
    except Refusal as refusal:
        if refusal.field:
            raise  # it is about an answer of the form
        return stop(request, found, refusal)
    messages.success(request, done)
    return redirect("ocmw_intake:referral", found.reference)


def is_over(found: Any) -> bool:
    """Whether nothing more can be logged: the client stopped, or the data were declared deleted."""
    return bool(found.is_withdrawn or found.is_withdrawn_here or found.deleted_on)


def may_change_file(found: Any) -> bool:
    """Whether the own file can be closed or reopened: also one that stays after a withdrawal (D22)."""
    return bool(found.has_own_file and not found.deleted_on and (found.file_stays or not is_over(found)))


def last_day_to_delete(found: Any, terms: Terms) -> date | None:
    """The last day to delete what must go, with the receiver's own term (R84)."""
    if not found.must_go or found.deleted_on:
        return None
    gave_up = found.must_go_because == Cause.NOT_REACHED
    return delete_by(timezone.localdate(found.must_go_since), terms, gave_up=gave_up)
