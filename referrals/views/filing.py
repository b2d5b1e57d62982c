"""Filing a referral, once its place is known: consent, four fields, check, filed. Each can wait for later."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.forms.utils import ErrorDict
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods

from accounts.answers import form_for
from accounts.models import User
from accounts.request import SignedInRequest
from consent import information
from consent.forms import ConsentForm
from consent.languages import DUTCH
from consent.sheet import SheetFacts
from directory.models import Organisation
from law.gate import Decision
from law.identification import Identification
from law.refusal import Overtaken, Refusal
from law.roles import Role, allowed_to
from referrals import actions
from referrals.forms.filing import IdentificationForm
from referrals.models import Draft, Referral
from referrals.rules.sheet import sheet_facts
from referrals.views.practice import invented_client
from referrals.words.summary import client_rows, consent_rows, left_empty
from statements.written import one_written_once

LATER = "later"
"""The name of the button that keeps an unfinished page."""

FOR_GOOD = "for-good"
"""The name of the button that erases a draft at once: the client said no."""


@allowed_to(Role.TEAM_MEMBER)
@require_http_methods(["GET", "POST"])
def consent(request: SignedInRequest, draft_id: UUID) -> HttpResponse:
    """Ask what was told and how consent was given."""
    draft = load_draft(request, draft_id)
    route = _route(request, draft)
    if draft.referral or route.receiver is None:
        return _elsewhere(draft, route)
    form = form_for(request, ConsentForm, start=_kept(draft, "consent"), **_asked(draft, route, route.receiver))
    if request.method == "POST" and LATER in request.POST:
        return _keep_for_later(request, draft, "consent", form)
    if request.method == "POST" and form.is_valid():
        _keep(draft, "consent", form)
        return redirect("referrals:check" if "data" in draft.answers else "referrals:data", draft.pk)
    _say_nothing_yet(draft, "consent", form)
    script = information.sheet(information.CURRENT, DUTCH, _facts(draft, route, route.receiver))
    return render(request, "referrals/consent.html", {"form": form, "draft": draft, "route": route, "script": script})


@allowed_to(Role.TEAM_MEMBER)
@require_http_methods(["GET", "POST"])
def data(request: SignedInRequest, draft_id: UUID) -> HttpResponse:
    """Ask the four things that may be shared (R60)."""
    draft = load_draft(request, draft_id)
    route = _route(request, draft)
    if draft.referral or route.receiver is None or "consent" not in draft.answers:
        return _elsewhere(draft, route)
    start = _kept(draft, "data") or (invented_client(draft.residence) if draft.is_practice else None)
    form = form_for(request, IdentificationForm, start=start, residence=draft.residence)
    if request.method == "POST" and LATER in request.POST:
        return _keep_for_later(request, draft, "data", form)
    if request.method == "POST" and form.is_valid():
        _keep(draft, "data", form)
        return redirect("referrals:check", draft.pk)
    _say_nothing_yet(draft, "data", form)
    return render(request, "referrals/data.html", {"form": form, "draft": draft, "route": route})


@allowed_to(Role.TEAM_MEMBER)
@require_http_methods(["GET", "POST"])
def check(request: SignedInRequest, draft_id: UUID) -> HttpResponse:
    """Show everything once more; file on POST."""
    draft = load_draft(request, draft_id)
    route = _route(request, draft)
    if draft.referral or route.receiver is None or not {"consent", "data"} <= set(draft.answers):
        return _elsewhere(draft, route)
    consent_form = ConsentForm(_kept(draft, "consent"), **_asked(draft, route, route.receiver))
    data_form = IdentificationForm(_kept(draft, "data"), residence=draft.residence)
    if not consent_form.is_valid():
        return redirect("referrals:consent", draft.pk)
    if not data_form.is_valid():
        return redirect("referrals:data", draft.pk)
    decision: Decision | None = None
    is_changed = request.method == "POST" and request.POST.get("revision") != str(draft.revision)
    if request.method == "POST" and not is_changed and draft.is_practice:
        actions.discard_draft(draft)
        return redirect("referrals:practised")
    if request.method == "POST" and not is_changed:
        try:
            referral = actions.file_referral(
                draft,
                consent=consent_form.build(),
                identification=data_form.build(),
                by=request.user,
                at=timezone.now(),
            )
        except Overtaken:
            is_changed = True
        except Refusal as refusal:
            decision = refusal.decision
        else:
            return redirect("referrals:filed", referral.reference)
    context = {
        "draft": draft,
        "route": route,
        "left_empty": left_empty(data_form.build()),
        "client_rows": client_rows(data_form.build(), change_url=reverse("referrals:data", args=[draft.pk])),
        "consent_rows": consent_rows(consent_form.build(), change_url=reverse("referrals:consent", args=[draft.pk])),
        "decision": decision,
        "is_changed": is_changed,
        "doubles": _doubles(request, draft, route.receiver, data_form.build()),
    }
    return render(request, "referrals/check.html", context, status=409 if decision or is_changed else 200)


@allowed_to(Role.TEAM_MEMBER)
@require_http_methods(["GET", "POST"])
def discard(request: SignedInRequest, draft_id: UUID) -> HttpResponse:
    """Ask whether a draft may be thrown away, with all that was answered; do so after a press on the button."""
    draft = load_draft(request, draft_id)
    if draft.referral:
        return redirect("referrals:referral", draft.referral.reference)
    if request.method == "POST":
        if draft.is_practice or FOR_GOOD in request.POST:
            actions.discard_draft(draft)
            messages.success(request, "Alles wat u invulde, is gewist.")
        else:
            actions.throw_away(draft, at=timezone.now())
            messages.success(request, "Het ontwerp is weggegooid. U kunt het nog een uur terughalen, hieronder.")
        return redirect("referrals:worklist")
    return render(request, "referrals/discard.html", {"draft": draft, "has_consent": "consent" in draft.answers})


@allowed_to(Role.TEAM_MEMBER)
@require_http_methods(["GET", "POST"])
def fetch_back(request: SignedInRequest, draft_id: UUID) -> HttpResponse:
    """Go on with a draft that was thrown away less than an hour ago."""
    draft = get_object_or_404(Draft.objects.visible_to(request.user).exclude(thrown_away_at=None), pk=draft_id)
    if request.method == "GET":  # as after signing in again
        return redirect("referrals:worklist")
    if actions.fetch_back(draft, at=timezone.now()):
        return redirect("referrals:check", draft.pk)
    messages.error(request, "Dat kan niet meer: na een uur is een weggegooid ontwerp gewist.")
    return redirect("referrals:worklist")


def _doubles(
    request: SignedInRequest, draft: Draft, receiver: Organisation, identification: Identification
) -> list[Referral]:
    """Open referrals of the same client to the same receiver, of the own team only (ADR 0026)."""
    mine = Referral.objects.visible_to(request.user).filter(team=draft.team)
    if draft.is_practice:
        return []
    return list(mine.doubles_of(identification, partner=receiver).only("reference", "filed_at")[:5])


def load_draft(request: SignedInRequest, draft_id: UUID) -> Draft:
    """The draft in the address; 404 for who did not begin it, and once it is thrown away."""
    draft = _draft(request.user, draft_id)
    if draft is None:
        raise Http404
    return draft


@one_written_once
def _draft(user: User, draft_id: UUID) -> QuerySet[Draft]:
    mine = Draft.objects.visible_to(user).filter(pk=draft_id, thrown_away_at=None)
    return mine.select_related("team", "residence", "referral")


def _route(request: SignedInRequest, draft: Draft) -> actions.SendingRoute:
    return actions.route_of(draft, sender=request.user, at=timezone.now())


def _elsewhere(draft: Draft, route: actions.SendingRoute) -> HttpResponse:
    """Where a draft really is: filed, without a receiver by now, or at an earlier question."""
    if draft.referral:
        return redirect("referrals:filed", draft.referral.reference)
    if route.receiver is None:
        return redirect("referrals:route", draft.team_id, draft.residence_id)
    return redirect("referrals:data" if "consent" in draft.answers else "referrals:consent", draft.pk)


def _kept(draft: Draft, step: str) -> MultiValueDict[str, str] | None:
    answers = draft.kept(step)
    return MultiValueDict(answers) if answers else None


def _asked(draft: Draft, route: actions.SendingRoute, receiver: Organisation) -> dict[str, Any]:
    facts, today = _facts(draft, route, receiver), timezone.localdate(timezone.now())
    return {"team": draft.team, "receiver": receiver, "facts": facts, "today": today}


def _facts(draft: Draft, route: actions.SendingRoute, receiver: Organisation) -> SheetFacts:
    return sheet_facts(team=draft.team, receiver=receiver, agreement=route.agreement)


def _keep(draft: Draft, step: str, form: Form, *, is_whole: bool = True) -> None:
    """Keep what was asked, as it was typed; nothing that came along unasked."""
    answers = {name: cast(QueryDict, form.data).getlist(name) for name in form.fields}
    actions.keep_answers(draft, step=step, answers=answers, is_whole=is_whole)


def _keep_for_later(request: SignedInRequest, draft: Draft, step: str, form: Form) -> HttpResponse:
    """Keep what was typed, whole or not, and lead back to the start page: the next visit waits."""
    _keep(draft, step, form, is_whole=False)
    until = date_format(timezone.localtime(draft.started_at + actions.DRAFT_LIFE), "j F")
    messages.success(request, f"Uw ontwerp is bewaard tot {until}. Het staat hieronder bij “Nog niet verstuurd”.")
    return redirect("referrals:worklist")


def _say_nothing_yet(draft: Draft, step: str, form: Form) -> None:
    """Show what was kept for later without errors: nobody said yet that it was all."""
    is_shown_again = form.is_bound and form.errors and step not in draft.answers
    if is_shown_again and form.data == _kept(draft, step):
        form._errors = ErrorDict(renderer=form.renderer)  # type: ignore[attr-defined]  # what `form.errors` answers with
