"""What the pages of one agreement share: who may see it, and how a part of it is asked and saved."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.db.models import Model
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.request import SignedInRequest
from agreements.letters.duties import Writing, address_of
from agreements.models import Agreement, Protocol
from agreements.rules.odd_days import odd_days
from agreements.terms.doubts import Spot
from agreements.terms.papers import Document, Party
from law.refusal import Refusal


def load(request: SignedInRequest, pk: UUID) -> Agreement:
    """The agreement in the address with all its papers; 404 for who may not see it."""
    visible = Agreement.objects.visible_to(request.user).with_papers().with_what_is_not_printed()
    return get_object_or_404(visible, pk=pk)


def protocol_of(agreement: Agreement) -> Protocol:
    """The annex; 404 when there is none."""
    if agreement.protocol_facts is None:
        raise Http404
    return agreement.protocol_facts


def beside(agreement: Agreement, spot: Spot, *, today: date) -> dict[str, Any]:
    """What a form about this part of the papers says beside its fields: doubts, and days that are odd."""
    doubts = {one.field: one for one in agreement.all_doubts if one.is_open and one.spot == spot}
    hints: dict[str, str] = {}
    for one in odd_days(agreement, today=today):
        if one.spot == spot:
            hints[one.field] = f"{hints.get(one.field, '')} {one.hint}".strip()
    return {"today": today, "doubts": doubts, "hints": hints}


def the(document: Document) -> str:
    """A paper with its article, as in the middle of a sentence."""
    return "de overeenkomst" if document == Document.AGREEMENT else "het protocol"


def ask_part(
    request: SignedInRequest,
    agreement: Model,
    form: Form,
    save: Callable[[], None],
    *,
    title: str,
    button: str,
    intro: str = "",
    back: str = "",
    done: Callable[[Any], str] | None = None,
) -> HttpResponse:
    """Ask one part of the papers; once saved, go `back` to the page of that part, or else to the agreement.

    `done` gives another page to go to, when what was saved has a next step.
    """
    back = back or reverse("agreements:agreement", args=[agreement.pk])
    if form.is_valid():
        try:
            save()
        except Refusal as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _what_was_done(button))
            return redirect(done(agreement) if done else back)
    context = {"agreement": agreement, "form": form, "title": title, "button": button, "intro": intro, "back": back}
    return render(request, "agreements/form.html", context)


_PARTICIPLES: Final = {
    "bevestigen": "bevestigd",
    "beëindigen": "beëindigd",
    "opschorten": "opgeschort",
    "stopzetten": "stopgezet",
    "sturen": "vertrekt nu",
    "toevoegen": "toegevoegd",
    "versturen": "staat klaar",
    "weghalen": "weggehaald",
    "wijzigen": "gewijzigd",
}


def _what_was_done(button: str) -> str:
    """A button is an object with its verb: "Advies bewaren" did "Advies bewaard."; a mail still has to leave."""
    thing, _space, verb = button.rpartition(" ")
    return f"{thing} {_PARTICIPLES.get(verb, 'bewaard')}."


def confirm_message(
    request: SignedInRequest,
    agreement: Agreement,
    writing: Writing,
    send: Callable[[], None],
    *,
    title: str,
    button: str,
    back: str,
) -> HttpResponse:
    """Show what will be written to the partner, and whom to; write it when that is confirmed."""
    sentence = ""
    if request.method == "POST":
        try:
            send()
        except Refusal as refused:
            sentence = str(refused)
        else:
            messages.success(request, "Het bericht is geschreven.")
            return redirect(back)
    context = {
        "agreement": agreement,
        "title": title,
        "button": button,
        "writing": writing,
        "address": address_of(agreement, Party.PARTNER),
        "sentence": sentence,
        "has_errors": bool(sentence),
        "back": back,
    }
    return render(request, "agreements/confirm_message.html", context)
