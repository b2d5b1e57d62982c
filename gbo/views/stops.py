"""What follows from a stop of a GBO agreement: its letters, the day on which it can be taken back (D29, R39, R101).

The pages are those of every stop (`agreements.views.stops`). What a core actor posts itself is drafted here.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.answers import form_for
from accounts.request import SignedInRequest
from agreements.forms.messages import PostingForm
from agreements.forms.stopping import StopLetterForm
from agreements.words.proof import message_status, proof_rows
from agreements.words.stops import letter_rows, stop_status
from directory.models import Organisation
from gbo import actions as gbo_actions
from gbo import letters
from gbo.models import GboStop, GboStopKind, GboStopLetter
from gbo.rules import stopping
from gbo.views.page import ask, load, party_of, suspension_of
from gbo.words import stop_rows
from law.refusal import Refusal
from law.roles import Role, allowed_to
from vault.printing import page_or_pdf


@allowed_to(Role.ADMINISTRATOR)
@require_safe
def notice_letters(request: SignedInRequest, pk: UUID, party_pk: UUID) -> HttpResponse:
    """Draft the registered letters by which one core actor gives notice to each of the others (art. 14; R39)."""
    found = load(request, pk)
    by_party, on = party_of(found, party_pk), timezone.localdate(timezone.now())
    if sentence := stopping.against_notice(found, given_on=on):
        messages.error(request, sentence)
        return redirect("gbo:stopping", pk)
    body = letters.notice_of(found, by_party, on=on)
    context = {
        "agreement": found,
        "title": f"Brieven voor de opzegging door {by_party}",
        "sender": by_party,
        "letters": [{"to": one, "body": body} for one in found.parties_in_order if one.pk != by_party.pk],
        "subject": "Opzegging van de GBO-overeenkomst",
        "on": on,
        "next": reverse("gbo:give_notice", args=[pk, party_pk]),
        "next_words": "De brieven zijn verstuurd: opzegging noteren",
    }
    return page_or_pdf(request, "gbo/letters.html", context, name="brieven")


@allowed_to(Role.ADMINISTRATOR)
@require_safe
def notification_letter(request: SignedInRequest, pk: UUID, suspension_pk: UUID) -> HttpResponse:
    """Draft the letter by which one core actor notifies another before it stops sharing for good (art. 9; R101)."""
    found = load(request, pk)
    one, on = suspension_of(found, suspension_pk), timezone.localdate(timezone.now())
    if one.is_over(on):
        messages.error(request, one.against_change or "Deze opschorting is voorbij. Er valt niets stop te zetten.")
        return redirect("gbo:stopping", pk)
    context = {
        "agreement": found,
        "title": f"Kennisgeving door {one.by_party}",
        "sender": one.by_party,
        "letters": [{"to": one.against_party, "body": letters.notification_of(found, one, on=on)}],
        "subject": "Kennisgeving: het doorgeven van gegevens stopt",
        "on": on,
        "next": reverse("gbo:stop", args=[pk, suspension_pk]),
        "next_words": "De brief is verstuurd: stopzetting noteren",
    }
    return page_or_pdf(request, "gbo/letters.html", context, name="brieven")


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
            {**row, "url": reverse("gbo:stop_message", args=[pk, stop_pk, row["message"].pk])}
            for row in letter_rows(found)
        ],
        "may_write": found.taken_back_at is None and not found.letters.exists(),
        "may_take_back": not found.against_taking_back(request.user, at=timezone.now()),
    }
    return render(request, "agreements/stop.html", context)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def letter(request: SignedInRequest, pk: UUID, stop_pk: UUID) -> HttpResponse:
    """Show the letter as every core actor will read it, and write it when that is confirmed."""
    found = _load(request, pk, stop_pk)
    writing = letters.to_core_actors(found)
    is_notice = found.kind == GboStopKind.NOTICE
    form = form_for(request, StopLetterForm, addresses=writing.addresses, is_notice=is_notice)
    if form.is_valid():
        route, shown = form.cleaned_data["route"], request.POST.get("shown", "")
        try:
            written = gbo_actions.stops.write_letters(
                stop=found, route=route, fingerprint=shown, by=request.user, at=timezone.now()
            )
        except Refusal as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _written(sum(not one.recipient for one in written)))
        return redirect("gbo:kept_stop", pk, stop_pk)
    if found.letters.exists() or found.taken_back_at is not None:
        return redirect("gbo:kept_stop", pk, stop_pk)
    context = {
        "stop": found,
        "urls": _urls(found),
        "writing": writing,
        "recipients": writing.recipients,
        "form": form,
        "told": "De kernactoren kregen nog niets.",
    }
    return render(request, "agreements/stop_letter.html", context)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def take_back(request: SignedInRequest, pk: UUID, stop_pk: UUID) -> HttpResponse:
    """Take back a mistake of today, once that is confirmed."""
    found, now = _load(request, pk, stop_pk), timezone.now()
    if request.method == "POST":
        try:
            gbo_actions.stops.take_back(stop=found, by=request.user, at=now)
        except Refusal as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Teruggenomen. Alles is weer zoals voordien.")
        return redirect("gbo:kept_stop", pk, stop_pk)
    if sentence := found.against_taking_back(request.user, at=now):
        messages.error(request, sentence)
        return redirect("gbo:kept_stop", pk, stop_pk)
    told = [row for row in letter_rows(found) if row["message"].transmission_id or row["message"].posted_on]
    context = {"stop": found, "urls": _urls(found), "rows": stop_rows(found), "told": told}
    return render(request, "agreements/take_back_stop.html", context)


@allowed_to(Role.ADMINISTRATOR)
@require_safe
def message(request: SignedInRequest, pk: UUID, stop_pk: UUID, message_pk: UUID) -> HttpResponse:
    """Show one letter with its proof; printed it is the letter."""
    found = _load(request, pk, stop_pk)
    one = _letter(found, message_pk)
    written = one.message
    context = {
        "caption": found.agreement,
        "back": reverse("gbo:kept_stop", args=[pk, stop_pk]),
        "back_words": "Terug",
        "posting": reverse("gbo:posting", args=[pk, stop_pk, message_pk]),
        "message": written,
        "sender": Organisation.objects.visible_to(request.user).agency(),
        "agency": None,
        "receiver": one.party.organisation,
        "status": message_status(written),
        "proof_rows": proof_rows(written),
        "may_post": written.transmission is None and written.posted_on is None,
    }
    return page_or_pdf(request, "agreements/message.html", context, name="brief")


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def record_posting(request: SignedInRequest, pk: UUID, stop_pk: UUID, message_pk: UUID) -> HttpResponse:
    """Record that a letter was posted, and what proves it."""
    found, now = _load(request, pk, stop_pk), timezone.now()
    one = _letter(found, message_pk)
    written_on = timezone.localdate(one.message.written_at)
    form = form_for(request, PostingForm, written_on=written_on, today=timezone.localdate(now))

    def save() -> None:
        gbo_actions.stops.record_posting(letter=one, **form.cleaned_data, by=request.user, at=now)

    back = reverse("gbo:stop_message", args=[pk, stop_pk, message_pk])
    return ask(request, found.agreement, form, save, title="Brief gepost", button="Verzending bewaren", back=back)


def _written(on_paper: int) -> str:
    if not on_paper:
        return "De brief vertrekt per mail naar elke kernactor."
    words = "1 brief staat" if on_paper == 1 else f"{on_paper} brieven staan"
    return f"{words} klaar op papier. Open, druk af en post. Noteer daarna het nummer."


def _urls(stop: GboStop) -> dict[str, Any]:
    args = [stop.agreement_id, stop.pk]
    return {
        "all": reverse("gbo:stopping", args=args[:1]),
        "stop": reverse("gbo:kept_stop", args=args),
        "letter": reverse("gbo:stop_letter", args=args),
        "take_back": reverse("gbo:take_back_stop", args=args),
    }


def _letter(stop: GboStop, message_pk: UUID) -> GboStopLetter:
    found = stop.letters.select_related("message__transmission", "message__written_by", "party__organisation")
    letter: GboStopLetter = get_object_or_404(found, pk=message_pk)
    letter.stop = stop
    return letter


def _load(request: SignedInRequest, pk: UUID, stop_pk: UUID) -> GboStop:
    parties = GboStop.objects.visible_to(request.user).select_related(
        "by_party__organisation", "against_party__organisation", "recorded_by"
    )
    found: GboStop = get_object_or_404(parties, pk=stop_pk, agreement=pk)
    found.agreement = load(request, pk)
    return found
