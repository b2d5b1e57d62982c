"""The partner's own part for an administrator: ask it, compare each answer, take it over or not (D33)."""

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
from agreements import actions
from agreements.forms.own_part import AskOwnPartForm, RefuseAnswerForm
from agreements.letters.contacts import is_due
from agreements.models import Agreement, FileKind, OwnPart, OwnPiece, PaperFile
from agreements.terms.own_part import OF_CONTACTS, PieceAnswer
from agreements.terms.papers import Party
from agreements.views.page import ask_part, load
from agreements.words import own_part as words
from law.refusal import Refusal
from law.roles import Role, allowed_to, asks_proof
from paper_reading.paper import PaperUnreadable, read_paper
from paper_reading.terms import PaperField, Proposal, by_field
from vault.bounded import Busy

SHOWN = 200


@allowed_to(Role.ADMINISTRATOR)
@require_safe
def own_parts(request: SignedInRequest) -> HttpResponse:
    """List what partners were asked to fill in: first what waits to be compared, then the newest."""
    found = OwnPart.objects.visible_to(request.user).current()
    parts = found.select_related("agreement__team", "agreement__partner").prefetch_related("pieces", "links")[:SHOWN]
    now = timezone.now()
    rows = [(part, words.part_status(part, now)) for part in parts]
    rows.sort(key=lambda row: row[1]["tone"] != "error")
    return render(request, "agreements/own_parts.html", {"rows": rows})


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def own_part(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show what the partner was asked and what it answered, beside what is registered and, on request, the paper."""
    found, now = load(request, pk), timezone.now()
    part = _current(request, found)
    pieces = _pieces(part) if part else []
    paper = _paper(found)
    printed = _read(request, paper) if request.method == "POST" and paper else None
    shown = [
        _item(found, piece, title=words.title_of(piece, pieces), printed=printed)
        for piece in pieces
        if piece.answer or not piece.is_optional
    ]
    context = {
        "agreement": found,
        "part": part,
        "paper": paper,
        "is_read": printed is not None,
        "unchanged": sum(words.is_unchanged(found, piece) for piece in pieces),
        "status": words.part_status(part, now) if part else None,
        "links": [{"link": link, "state": link.state(now).label} for link in part.links.order_by("-sent_at")]
        if part
        else [],
        "pieces": shown,
        "found_on_paper": any(item["is_read"] for item in shown),
    }
    return render(request, "agreements/own_part.html", context)


def _item(
    agreement: Agreement, piece: OwnPiece, *, title: str, printed: dict[PaperField, Proposal] | None
) -> dict[str, Any]:
    rows = words.compared_rows(agreement, piece, printed)
    return {
        "piece": piece,
        "title": title,
        "status": words.piece_status(piece),
        "said": words.answer_words(piece),
        "rows": [row for row in rows if row["old"] or row["new"] or row["paper"]],
        "is_read": any(row["paper"] for row in rows),
    }


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def ask_own_part(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Mail a link to a contact of the partner; a second time it is a new link."""
    found = load(request, pk)
    known = found.mail_addresses_of(Party.PARTNER) or [found.partner.email]
    form = form_for(request, AskOwnPartForm, initial={"email": request.GET.get("aan") or known[0]})

    def save() -> None:
        actions.own_part.ask(agreement=found, **form.cleaned_data, by=request.user, at=timezone.now())

    back = reverse("agreements:own_part", args=[pk])
    title, button = "Link sturen naar de partner", "Link sturen"
    intro = (
        "De partner vult zelf zijn gegevens in, zonder account. De link werkt 30 dagen. "
        "U vergelijkt daarna elk antwoord met het papier. Niets wordt vanzelf geregistreerd."
    )
    return ask_part(request, found, form, save, title=title, button=button, intro=intro, back=back)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def end_own_part(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take the question back; an address alone ends nothing."""
    found = load(request, pk)
    part = _current(request, found)
    if request.method == "POST" and part is not None:
        actions.own_part.take_back(part=part, by=request.user, at=timezone.now())
        messages.success(request, "De vraag is teruggenomen. De links werken niet meer.")
    return redirect("agreements:own_part", pk)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def take_unchanged_pieces(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Note at once every answer that says what is registered already; an address alone notes nothing."""
    found = load(request, pk)
    part = _current(request, found)
    if request.method == "POST" and part is not None:
        same = [piece for piece in _pieces(part) if words.is_unchanged(found, piece)]
        try:
            actions.own_part_judging.take_over_unchanged(pieces=same, by=request.user, at=timezone.now())
        except Refusal as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Wat hetzelfde bleef, is nagekeken.")
    return redirect("agreements:own_part", pk)


@allowed_to(Role.ADMINISTRATOR)
@asks_proof
@require_http_methods(["GET", "POST"])
def judge_own_piece(request: SignedInRequest, pk: UUID, piece_pk: UUID) -> HttpResponse:
    """Take one answer over, or say why not; a mailbox is among them, so it is shown anew who sits here."""
    found, now = load(request, pk), timezone.now()
    part = get_object_or_404(OwnPart.objects.visible_to(request.user), agreement=found, pieces=piece_pk)
    piece = part.pieces.get(pk=piece_pk)
    piece.part.agreement = found
    form = form_for(request, RefuseAnswerForm)
    back = reverse("agreements:own_part", args=[pk])
    if request.method == "POST":
        try:
            if _judge(request, piece, form):
                return redirect(back)
        except Refusal as refused:
            messages.error(request, str(refused))
            return redirect(request.get_full_path())
    context = {
        "agreement": found,
        "piece": piece,
        "title": words.title_of(piece, piece.part.pieces.all()),
        "said": words.answer_words(piece),
        "rows": words.compared_rows(found, piece),
        "is_notified": piece.kind in OF_CONTACTS and is_due(found, timezone.localdate(now)),
        "is_given": piece.answer == PieceAnswer.GIVEN,
        "form": form,
        "back": back,
    }
    return render(request, "agreements/judge_own_piece.html", context)


def _judge(request: SignedInRequest, piece: OwnPiece, form: RefuseAnswerForm) -> bool:
    act: dict[str, Any] = {
        "piece": piece,
        "seen": request.POST.get("seen", ""),
        "by": request.user,
        "at": timezone.now(),
    }
    if "take" in request.POST:
        request.asked = None  # type: ignore[attr-defined]  # the other form of this page was not filled in
        actions.own_part_judging.take_over(**act, stands_in_papers="stands_in_papers" in request.POST)
        messages.success(request, "Overgenomen.")
        return True
    if form.is_valid():
        actions.own_part_judging.refuse_answer(**act, reason=form.cleaned_data["reason"])
        messages.success(request, "Niet overgenomen. De partner leest waarom.")
        return True
    return False


def _current(request: SignedInRequest, agreement: Agreement) -> OwnPart | None:
    return OwnPart.objects.visible_to(request.user).current().filter(agreement=agreement).first()


def _paper(agreement: Agreement) -> PaperFile | None:
    """The newest protocol that was kept: it prints most of what is asked."""
    kept = agreement.files.filter(kind=FileKind.PROTOCOL, withdrawn_at=None).select_related("agreement__partner")
    return kept.order_by("-uploaded_at").first()


def _read(request: SignedInRequest, paper: PaperFile) -> dict[PaperField, Proposal] | None:
    try:
        content = actions.files.read_file(file=paper, by=request.user, at=timezone.now())
        return by_field(read_paper(content))
    except (Refusal, PaperUnreadable) as error:
        messages.error(request, str(error))
    except Busy:
        messages.error(request, "Er worden nu veel bestanden gelezen. Probeer het over een minuut opnieuw.")
    return None


def _pieces(part: OwnPart) -> list[OwnPiece]:
    found = part.pieces.select_related("answered_by", "judged_by")
    return sorted(found, key=lambda piece: (words.order_of(piece), piece.position))
