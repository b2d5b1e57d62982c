"""The pages on which a partner fills in its own part, by a link and without an account (D33, ADR 0085, 0086)."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.guest_pages import guest_page
from agreements import actions
from agreements.forms.own_part import PIECE_FORMS, kept_values
from agreements.models import OwnPartLink, OwnPiece
from agreements.terms.own_part import PieceAnswer, PieceKind, PieceOutcome
from agreements.words import own_part as words
from law.refusal import Overtaken, Refusal

DONE = "agreements/fill_in_done.html"


@guest_page(OwnPartLink, done=DONE)
def fill_in(request: HttpRequest, link: OwnPartLink) -> HttpResponse:
    """Show what is asked and what was answered by whichever contact; a button says that all is done."""
    agreement, sentence = link.agreement, ""
    if request.method == "POST":
        try:
            actions.own_part.finish(link=link, at=timezone.now())
        except Overtaken:
            return redirect(request.path)
        except Refusal as refused:
            sentence = str(refused)
        else:
            return redirect(request.path)
    pieces = sorted(link.part.pieces.all(), key=lambda piece: (words.order_of(piece), piece.position))
    context = {
        "agreement": agreement,
        "link": link,
        "tasks": words.guest_tasks(agreement, pieces),
        "left": sum(piece.is_to_do for piece in pieces),
        "sentence": sentence,
    }
    return render(request, "agreements/fill_in.html", context)


@guest_page(OwnPartLink, done=DONE)
def fill_in_piece(request: HttpRequest, link: OwnPartLink, piece_pk: UUID) -> HttpResponse:
    """Ask one piece, with what is known filled in; it is kept at once, and every contact sees it."""
    piece: OwnPiece = get_object_or_404(link.part.pieces, pk=piece_pk)
    agreement, now = link.agreement, timezone.now()
    if piece.outcome == PieceOutcome.TAKEN:
        return redirect("agreements:fill_in")
    form_class = PIECE_FORMS[PieceKind(piece.kind)]
    known = piece.values or words.registered(agreement, piece)
    said = request.POST.get("said", PieceAnswer.GIVEN)
    typed = request.POST if request.method == "POST" and said == PieceAnswer.GIVEN else None
    form = form_class(typed, initial=known, today=timezone.localdate(now))
    sentence = ""
    if request.method == "POST" and (typed is None or form.is_valid()):
        try:
            _keep(request, link, piece, said, kept_values(form) if typed is not None else {})
        except Overtaken:
            return redirect("agreements:fill_in")
        except Refusal as refused:
            sentence = str(refused)
            piece.refresh_from_db()
        else:
            return redirect("agreements:fill_in")
    context = {
        "piece": piece,
        "title": words.question_of(piece),
        "form": form,
        "sentence": sentence,
        "now": words.answered_rows(piece) if sentence else [],
        "said": words.answer_words(piece),
    }
    return render(request, "agreements/fill_in_piece.html", context)


def _keep(request: HttpRequest, link: OwnPartLink, piece: OwnPiece, said: str, values: dict[str, Any]) -> None:
    if said not in PieceAnswer.values:
        raise Refusal("Dit antwoord past hier niet. Kies een ander.")
    seen = request.POST.get("seen", "")
    answer, now = PieceAnswer(said), timezone.now()
    actions.own_part.answer(link=link, piece=piece, said=answer, values=values, seen=seen, at=now)
