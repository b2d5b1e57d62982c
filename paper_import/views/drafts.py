"""A folder of papers at once: bring them in, see how far the reading is, and go through them (ADR 0084)."""

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
from paper_import.forms import BeginForm, PapersForm
from paper_import.models import DraftStatus, PaperDraft

PAGE = 50
REFRESH = 3  # seconds


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def papers(request: SignedInRequest) -> HttpResponse:
    """Bring in a folder, and the list of all papers that are still to be typed over.

    While some are being read the page asks to be shown again; `?stil=1` suspends it (WCAG 2.2.2).
    """
    form = form_for(request, PapersForm)
    if form.is_valid():
        made, known = actions.drafts.add_papers(files=form.cleaned_data["chosen"], by=request.user, at=timezone.now())
        for name, same in known:
            where = "geregistreerd" if same.status == DraftStatus.REGISTERED else "in de lijst"
            messages.warning(request, f"“{name}” was er al: het staat {where}. Wij namen het niet opnieuw.")
        if made:
            words = "1 papier toegevoegd" if len(made) == 1 else f"{len(made)} papieren toegevoegd"
            messages.success(request, f"{words}. De computer leest ze nu.")
        return redirect("paper_import:papers")
    visible = PaperDraft.objects.visible_to(request.user)
    in_hand = (
        visible.in_hand()
        .defer("content", "sealed_texts")
        .select_related("uploaded_by")
        .order_by("uploaded_at", "position", "pk")
    )
    statuses = list(visible.in_hand().values_list("status", flat=True))
    waiting = statuses.count(DraftStatus.WAITING)
    is_still = "stil" in request.GET or bool(form.errors)
    registered = (
        visible.filter(status=DraftStatus.REGISTERED)
        .select_related("agreement__team", "agreement__partner", "gbo_agreement")
        .prefetch_related("gbo_agreement__parties__organisation")
    )
    page = Paginator(in_hand, PAGE).get_page(request.GET.get("pagina"))
    context = {
        "form": form,
        "page": page,
        "waiting": waiting,
        "read": len(statuses) - waiting,
        "total": len(statuses),
        "is_still": is_still,
        "registered": registered.defer("content").order_by("-finished_at")[:PAGE],
    }
    answer = render(request, "paper_import/papers.html", context)
    if waiting and not is_still:
        answer.headers["Refresh"] = str(REFRESH)
    return answer


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
