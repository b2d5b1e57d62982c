"""What follows from a stop: its letter, the day on which it can still be taken back, and who may read it (D29)."""

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
from agreements.forms.stopping import StopLetterForm
from agreements.letters import stops as letters
from agreements.models import Stop, StopKind
from agreements.terms.papers import Party
from agreements.views.page import load
from agreements.words.stops import letter_rows, stop_rows, stop_status
from agreements.words.stops import own_stops as own_stops_of
from law.refusal import Refusal
from law.roles import Role, allowed_to

SHOWN = 50


@allowed_to(Role.ADMINISTRATOR)
@require_safe
def stop(request: SignedInRequest, pk: UUID, stop_pk: UUID) -> HttpResponse:
    """Show one stop: what it says, what was written about it, and what can still be done."""
    found = _load(request, pk, stop_pk)
    context = {
        "stop": found,
        "urls": _urls(found),
        "rows": stop_rows(found),
        "status": stop_status(found),
        "letters": [
            {**row, "url": reverse("agreements:message", args=[pk, row["message"].pk])} for row in letter_rows(found)
        ],
        "no_mail": "Het team heeft geen e-mailadres: bel het team.",
        "may_write": found.taken_back_at is None and not actions.stops.written_to(found, Party.PARTNER),
        "may_take_back": not found.against_taking_back(request.user, at=timezone.now()),
    }
    return render(request, "agreements/stop.html", context)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def letter(request: SignedInRequest, pk: UUID, stop_pk: UUID) -> HttpResponse:
    """Show the letter as the partner will read it, and write it when that is confirmed."""
    found, now = _load(request, pk, stop_pk), timezone.now()
    writing = letters.to_partner(found)
    is_notice = found.kind in (StopKind.NOTICE_OF_AGREEMENT, StopKind.NOTICE_OF_PROTOCOL)
    form = form_for(request, StopLetterForm, addresses=writing.addresses, is_notice=is_notice)
    if form.is_valid():
        shown = request.POST.get("shown", "")
        try:
            written = actions.stops.write_letter(
                stop=found, route=form.cleaned_data["route"], fingerprint=shown, by=request.user, at=now
            )
        except Refusal as refused:
            messages.error(request, str(refused))
            return redirect("agreements:stop", pk, stop_pk)
        on_paper = next((one for one in written if not one.recipient), None)
        if on_paper is not None:
            messages.success(request, "De brief staat klaar. Druk hem af en post hem. Noteer daarna het nummer.")
            return redirect("agreements:message", pk, on_paper.pk)
        messages.success(request, "De brief vertrekt per mail.")
        return redirect("agreements:stop", pk, stop_pk)
    if actions.stops.written_to(found, Party.PARTNER) or found.taken_back_at is not None:
        return redirect("agreements:stop", pk, stop_pk)
    context = {
        "stop": found,
        "urls": _urls(found),
        "writing": writing,
        "form": form,
        "told": "De partner kreeg nog niets. Het team kreeg al een mail.",
    }
    return render(request, "agreements/stop_letter.html", context)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def take_back(request: SignedInRequest, pk: UUID, stop_pk: UUID) -> HttpResponse:
    """Take back a mistake of today, once that is confirmed."""
    found, now = _load(request, pk, stop_pk), timezone.now()
    if request.method == "POST":
        try:
            released = actions.stops.take_back(stop=found, by=request.user, at=now)
        except Refusal as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"Teruggenomen. Alles is weer zoals voordien. {_go_on(released)}")
        return redirect("agreements:stop", pk, stop_pk)
    if sentence := found.against_taking_back(request.user, at=now):
        messages.error(request, sentence)
        return redirect("agreements:stop", pk, stop_pk)
    told = [row for row in letter_rows(found) if row["message"].transmission_id or row["message"].posted_on]
    context = {"stop": found, "urls": _urls(found), "rows": stop_rows(found), "told": told}
    return render(request, "agreements/take_back_stop.html", context)


@allowed_to(Role.TEAM_MEMBER, Role.SOCIAL_WORKER)
@require_safe
def own_stops(request: SignedInRequest) -> HttpResponse:
    """List what stopped or suspended sharing under the papers of the own team or receiver, the newest first (D29)."""
    return render(request, "agreements/own_stops.html", {"stops": own_stops_of(request.user, SHOWN)})


def _go_on(released: int) -> str:
    if not released:
        return "Er stond niets te wachten."
    return (
        f"{released} {'mail' if released == 1 else 'mails'} die wachtte{'' if released == 1 else 'n'}, vertrekken nu."
    )


def _urls(stop: Stop) -> dict[str, str]:
    """Where the pages of a stop lead: they are those of every stop (D29)."""
    args = [stop.agreement_id, stop.pk]
    return {
        "all": reverse("agreements:stopping", args=args[:1]),
        "stop": reverse("agreements:stop", args=args),
        "letter": reverse("agreements:stop_letter", args=args),
        "take_back": reverse("agreements:take_back_stop", args=args),
    }


def _load(request: SignedInRequest, pk: UUID, stop_pk: UUID) -> Stop:
    found: Stop = get_object_or_404(Stop.objects.visible_to(request.user), pk=stop_pk, agreement=pk)
    found.agreement = load(request, pk)
    return found
