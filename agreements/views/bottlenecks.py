"""Bottlenecks as a team member or a social worker meets them: note one, look back, take a mistake back (R46)."""

from datetime import date
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
from agreements.forms.bottlenecks import OwnBottleneckForm, TakeBackForm
from agreements.models import Agreement, Bottleneck
from agreements.terms.papers import Party
from law.notice_period import add_months
from law.refusal import Refusal
from law.roles import Role, allowed_to

SHOWN_MONTHS = 12


@allowed_to(Role.TEAM_MEMBER, Role.SOCIAL_WORKER)
@require_safe
def bottlenecks(request: SignedInRequest) -> HttpResponse:
    """List what my own team or receiver noted in the last year, with what was taken back."""
    since = add_months(timezone.localdate(timezone.now()), -SHOWN_MONTHS)
    found = Bottleneck.with_taken_back.visible_to(request.user).filter(met_on__gte=since)
    rows = found.select_related("agreement__team", "agreement__partner", "noted_by", "evaluation", "taken_back_by")
    side = _side(request)
    shown = [{"bottleneck": one, "other": _other(one.agreement, side)} for one in rows.order_by("-met_on", "-noted_at")]
    return render(request, "agreements/bottlenecks.html", {"rows": shown, "start": reverse("start")})


@allowed_to(Role.TEAM_MEMBER, Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def note(request: SignedInRequest) -> HttpResponse:
    """Ask what got stuck, and with whom; codes and a day, no text (R46, R62–R65)."""
    today, side = timezone.localdate(timezone.now()), _side(request)
    own = _cooperations(request, today)
    choices = sorted(((key, _other(one, side)) for key, one in own.items()), key=lambda choice: choice[1].lower())
    initial = {"met_on": today}
    form = form_for(request, OwnBottleneckForm, today=today, party=side, agreements=choices, initial=initial)
    if form.is_valid():
        answers = form.cleaned_data | {"agreement": own[form.cleaned_data["agreement"]]}
        actions.bottlenecks.note_bottleneck(**answers, party=side, by=request.user, at=timezone.now())
        messages.success(request, "Het knelpunt is genoteerd. Het komt op de volgende evaluatie.")
        return redirect("agreements:bottlenecks")
    context = {
        "form": form,
        "title": "Knelpunt noteren",
        "button": "Knelpunt bewaren",
        "intro": "Een knelpunt komt op de volgende evaluatie van de samenwerking. Er staat geen cliënt bij.",
        "back": reverse("agreements:bottlenecks"),
    }
    return render(request, "agreements/form.html", context)


@allowed_to(Role.TEAM_MEMBER, Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def take_back(request: SignedInRequest) -> HttpResponse:
    """Take back what a colleague or I noted by mistake, after a press on the button."""
    form = form_for(request, TakeBackForm)
    if form.is_valid():
        own = Bottleneck.with_taken_back.visible_to(request.user)
        found = get_object_or_404(own, pk=form.cleaned_data["bottleneck"])
        try:
            actions.bottlenecks.take_back(bottleneck=found, by=request.user, at=timezone.now())
        except Refusal as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Het knelpunt is teruggenomen. Het telt niet meer mee.")
    return redirect("agreements:bottlenecks")


def _side(request: SignedInRequest) -> Party:
    return Party.PARTNER if request.user.has_role(Role.SOCIAL_WORKER) else Party.AGENCY


def _other(agreement: Agreement, side: Party) -> str:
    """The name of whom one works with."""
    return agreement.team.name if side == Party.PARTNER else agreement.partner.name


def _cooperations(request: SignedInRequest, today: date) -> dict[UUID, Agreement]:
    """Of each pair of a team and a receiver of mine the version that counts today: the latest that has begun (R44)."""
    found = Agreement.objects.visible_to(request.user).filter(in_force_from__lte=today)
    latest = {(one.team_id, one.partner_id): one for one in found.select_related("team", "partner").order_by("version")}
    return {one.pk: one for one in latest.values()}
