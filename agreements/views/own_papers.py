"""Reading the papers under which one works: from when to when, whom to call, and the files (D32)."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.request import SignedInRequest
from agreements.models import Agreement, FileKind, PaperFile
from agreements.rules.status import status_of
from agreements.views.files import hand_out
from agreements.views.page import load
from agreements.words.own_papers import contacts_to_call, paper_rows
from law import gate
from law.roles import Role, allowed_to

SHOWN = 100
"""Of one team or receiver; it has one with each partner, and far fewer."""


@allowed_to(Role.TEAM_MEMBER, Role.SOCIAL_WORKER)
@require_safe
def own_papers(request: SignedInRequest) -> HttpResponse:
    """List the agreements of the own team or receiver, each with where it stands today."""
    today = timezone.localdate(timezone.now())
    found = Agreement.objects.visible_to(request.user).with_papers()
    rows = [
        {"agreement": one, "status": status_of(one, gate.check_agreement(agreement=one, on=today))}
        for one in found.order_by("partner__name", "team__name", "-version")[:SHOWN]
    ]
    return render(request, "agreements/own_papers.html", {"rows": rows})


@allowed_to(Role.TEAM_MEMBER, Role.SOCIAL_WORKER)
@require_safe
def own_paper(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show one of them in words, with whom to call at both sides and the files that both have."""
    found, today = load(request, pk), timezone.localdate(timezone.now())
    decision = gate.check_agreement(agreement=found, on=today)
    context = {
        "agreement": found,
        "status": status_of(found, decision),
        "decision": decision,
        "papers": paper_rows(found),
        "sides": contacts_to_call(found),
        "files": _signed_papers(found).order_by("kind", "-uploaded_at"),
    }
    return render(request, "agreements/own_paper.html", context)


@allowed_to(Role.TEAM_MEMBER, Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def own_paper_file(request: SignedInRequest, pk: UUID, file_pk: UUID) -> HttpResponse:
    """Give a signed paper to whoever asks for it with a button; an address alone reads nothing."""
    found = load(request, pk)
    kept: PaperFile = get_object_or_404(_signed_papers(found).select_related("agreement__partner"), pk=file_pk)
    back = reverse("agreements:own_paper", args=[pk])
    return redirect(back) if request.method == "GET" else hand_out(request, kept, back=back)


def _signed_papers(agreement: Agreement) -> QuerySet[PaperFile]:
    """What both parties have, and show to everyone (R42); not the advices, letters and proofs that lie beside it."""
    return agreement.files.filter(kind__in=(FileKind.AGREEMENT, FileKind.PROTOCOL), withdrawn_at=None).defer("content")
