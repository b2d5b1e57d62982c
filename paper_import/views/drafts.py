"""A folder of papers at once: bring them in, see how far the reading is, and go through them (ADR 0084)."""

from collections.abc import Iterator
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.answers import form_for
from accounts.request import SignedInRequest
from law.roles import Role, allowed_to
from paper_import import actions
from paper_import.forms import BeginForm, DraftFilterForm, PapersForm
from paper_import.listing import has_words, in_order, rows_of
from paper_import.models import DraftStatus, PaperDraft

PAGE = 50
LATEST = 10
"""Registered papers below the list: who looks for another one finds it in the register."""
MOST_TOLD_APART = 5


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def papers(request: SignedInRequest) -> HttpResponse:
    """Bring in a folder, and the list of all papers that are still to be typed over.

    While some are being read a script asks how far that is (`?stand=1`). A page that came again by itself would take
    away the files that somebody chooses meanwhile.
    """
    form = form_for(request, PapersForm)
    if form.is_valid():
        made, known = actions.drafts.add_papers(files=form.cleaned_data["chosen"], by=request.user, at=timezone.now())
        for sentence in _told_of_known(known):
            messages.warning(request, sentence)
        if made:
            words = "1 papier toegevoegd" if len(made) == 1 else f"{len(made)} papieren toegevoegd"
            messages.success(request, f"{words}. De computer leest ze nu.")
        return redirect("paper_import:papers")
    visible = PaperDraft.objects.visible_to(request.user)
    in_hand = in_order(visible.in_hand().defer("content", "sealed_texts", "sealed_read").select_related("uploaded_by"))
    waiting = sum(one.status == DraftStatus.WAITING for one in in_hand)
    words = request.GET.get("q", "")[:100]
    found = [one for one in in_hand if has_words(one, words)]
    progress = {"waiting": waiting, "read": len(in_hand) - waiting, "total": len(in_hand)}
    if "stand" in request.GET:
        return render(request, "paper_import/progress.html", progress)
    registered = (
        visible.filter(status=DraftStatus.REGISTERED)
        .select_related("agreement__team", "agreement__partner", "gbo_agreement")
        .prefetch_related("gbo_agreement__parties__organisation")
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("pagina"))
    shown = visible.defer("content", "sealed_texts").select_related("uploaded_by")
    by_key = shown.in_bulk([one.pk for one in page.object_list])
    context = {
        "form": form,
        "filter": DraftFilterForm(request.GET),
        "words": words,
        "page": page,
        "rows": rows_of(by_key[one.pk] for one in page.object_list),
        **progress,
        "registered": registered.defer("content").order_by("-finished_at")[:LATEST],
    }
    return render(request, "paper_import/papers.html", context)


def _told_of_known(known: list[tuple[str, PaperDraft]]) -> Iterator[str]:
    """What was brought in before is not taken again; of a whole folder that is one sentence."""
    if len(known) > MOST_TOLD_APART:
        registered = sum(same.status == DraftStatus.REGISTERED for _name, same in known)
        yield (
            f"{len(known)} bestanden waren er al. Wij namen ze niet opnieuw. "
            f"Geregistreerd: {registered}. In de lijst: {len(known) - registered}."
        )
        return
    for name, same in known:
        where = "geregistreerd" if same.status == DraftStatus.REGISTERED else "in de lijst"
        yield f"“{name}” was er al: het staat {where}. Wij namen het niet opnieuw."


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def begin(request: SignedInRequest) -> HttpResponse:
    """Begin with a paper that is on the desk and not in a file; parties in the address are filled in already."""
    form = form_for(request, BeginForm, initial={"papers": request.GET.get("papier")})
    if form.is_valid():
        cells = {
            key: request.GET.get(name, "")[:200] for key, name in (("team.name", "team"), ("partner.name", "partner"))
        }
        draft = actions.drafts.begin_paper(
            papers=form.cleaned_data["papers"], cells=cells, by=request.user, at=timezone.now()
        )
        return redirect("paper_import:paper", draft.pk)
    return render(request, "paper_import/begin.html", {"form": form})


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def discard(request: SignedInRequest, draft_pk: UUID) -> HttpResponse:
    """Throw a paper away, with its file and all that was typed, once that is confirmed."""
    drafts = PaperDraft.objects.visible_to(request.user).in_hand().defer("content")
    draft = get_object_or_404(drafts, pk=draft_pk)
    if request.method == "GET":
        return render(request, "paper_import/discard_paper.html", {"draft": draft})
    actions.drafts.discard_paper(draft=draft, by=request.user, at=timezone.now())
    messages.success(request, "Het papier is weggegooid. Er is niets geregistreerd.")
    return redirect("paper_import:papers")
