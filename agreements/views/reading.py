"""A kept paper is read by the machine, and each proposal taken over by a person (D28, ADR 0075)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.request import SignedInRequest
from agreements import actions
from agreements.models import FileKind, PaperFile
from agreements.terms.papers import Document
from agreements.views.page import load
from agreements.words.reading import LABELS, is_of_other_partner, missing_labels, proposal_rows
from law.refusal import Refusal
from law.roles import Role, allowed_to
from paper_reading.paper import PaperUnreadable, read_paper
from paper_reading.terms import PaperField, Proposal, by_field
from vault.bounded import Busy

_READING = "paper_being_read"
"""In the session: the file that somebody asked to read. An address alone reads nothing."""

DOCUMENTS = {FileKind.AGREEMENT: Document.AGREEMENT, FileKind.PROTOCOL: Document.PROTOCOL}
"""The kinds of file that can be read, and as which paper."""


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def read_file(request: SignedInRequest, pk: UUID, file_pk: UUID) -> HttpResponse:
    """Show what the machine read on a paper, beside what is registered; take over one proposal at a time."""
    agreement, now = load(request, pk), timezone.now()
    kept = PaperFile.objects.visible_to(request.user).select_related("agreement__partner")
    file = get_object_or_404(kept, pk=file_pk, agreement=agreement, kind__in=DOCUMENTS)
    taken = request.POST.get("neem", "")
    if request.method == "POST" and not taken:
        try:
            actions.files.read_file(file=file, by=request.user, at=now)
        except Refusal as gone:
            messages.error(request, str(gone))
            return redirect("agreements:files", pk)
        request.session[_READING] = str(file_pk)
        return redirect("agreements:read_file", pk, file_pk)
    if request.session.get(_READING) != str(file_pk) or file.content is None:
        return redirect("agreements:files", pk)
    try:
        proposals = by_field(read_paper(file.content))
    except PaperUnreadable as error:
        return _not_read(request, pk, str(error))
    except Busy:
        return _not_read(request, pk, "Er worden nu veel bestanden gelezen. Probeer het over een minuut opnieuw.")
    if request.method == "POST":
        return _take_over(request, pk, file_pk, proposals, taken)
    rows = proposal_rows(agreement, proposals)
    context = {
        "agreement": agreement,
        "file": file,
        "to_take": [row for row in rows if not row.is_same and not row.is_to_compare],
        "to_compare": [row for row in rows if not row.is_same and row.is_to_compare],
        "is_of_other_partner": is_of_other_partner(agreement, proposals),
        "same": [row for row in rows if row.is_same],
        "missing": missing_labels(agreement, proposals, DOCUMENTS[FileKind(file.kind)]),
    }
    return render(request, "agreements/read_file.html", context)


def _not_read(request: SignedInRequest, pk: UUID, sentence: str) -> HttpResponse:
    request.session.pop(_READING, None)
    messages.error(request, sentence)
    return redirect("agreements:files", pk)


def _take_over(
    request: SignedInRequest, pk: UUID, file_pk: UUID, proposals: dict[PaperField, Proposal], taken: str
) -> HttpResponse:
    try:
        field = PaperField(taken)
        actions.reading.take_over(
            agreement=load(request, pk), proposals=proposals, field=field, by=request.user, at=timezone.now()
        )
    except ValueError:
        messages.error(request, "Dit gegeven kennen wij niet. Kies een voorstel uit de lijst.")
    except Refusal as refused:
        messages.error(request, str(refused))
    else:
        certain = proposals[field].sure
        messages.success(request, f"{LABELS[field]}: overgenomen{'' if certain else ' als twijfel'}.")
    return redirect("agreements:read_file", pk, file_pk)
