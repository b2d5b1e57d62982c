"""The files of the papers: the list, keeping one, reading one, and taking away what was a mistake."""

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
from agreements.forms.files import FileForm
from agreements.models import Agreement, FileKind, KeptFile, PaperFile
from agreements.views.page import ask_part, load
from law.refusal import Refusal
from law.roles import Role, allowed_to
from vault.download import as_attachment


@allowed_to(Role.ADMINISTRATOR, Role.AUDITOR)
@require_safe
def files(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """List the files of an agreement, the newest first; and those that were taken away, without their content."""
    found = load(request, pk)
    kept = found.files.defer("content").select_related("uploaded_by", "withdrawn_by").order_by("-uploaded_at")
    context = {
        "agreement": found,
        "files": [one for one in kept if one.withdrawn_at is None],
        "withdrawn": [one for one in kept if one.withdrawn_at is not None],
        "may_change": request.user.has_role(Role.ADMINISTRATOR),
        "readable": [FileKind.AGREEMENT, FileKind.PROTOCOL],
    }
    return render(request, "agreements/files.html", context)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def keep_file(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Keep a PDF; the kind can be chosen beforehand by the page that leads here (`?soort=`)."""
    found, now = load(request, pk), timezone.now()
    form = form_for(request, FileForm, initial={"kind": request.GET.get("soort")})

    def save() -> None:
        kind, content = form.cleaned_data["kind"], form.cleaned_data["file"]
        actions.files.keep_file(agreement=found, kind=kind, content=content, by=request.user, at=now)

    back = reverse("agreements:files", args=[found.pk])
    return ask_part(request, found, form, save, title="Bestand toevoegen", button="Bestand bewaren", back=back)


@allowed_to(Role.ADMINISTRATOR, Role.AUDITOR)
@require_http_methods(["GET", "POST"])
def file(request: SignedInRequest, pk: UUID, file_pk: UUID) -> HttpResponse:
    """Give the file to whoever asks for it with a button, as an attachment; an address alone reads nothing."""
    found = load(request, pk)
    back = reverse("agreements:files", args=[pk])
    if request.method == "GET":  # as after signing in again
        return redirect(back)
    return hand_out(request, _load(request, found, file_pk), back=back)


def hand_out(request: SignedInRequest, kept: KeptFile, *, back: str) -> HttpResponse:
    """The content as an attachment in a sandbox, with the reading in the trail; `back` when it was taken away."""
    try:
        content = actions.files.read_file(file=kept, by=request.user, at=timezone.now())
    except Refusal as gone:
        messages.error(request, str(gone))
        return redirect(back)
    return as_attachment(content, filename=kept.filename)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def withdraw_file(request: SignedInRequest, pk: UUID, file_pk: UUID) -> HttpResponse:
    """Take away a file that was a mistake, once that is confirmed."""
    found = load(request, pk)
    kept = _load(request, found, file_pk)
    if request.method == "GET":
        return render(request, "agreements/withdraw_file.html", {"agreement": found, "file": kept})
    actions.files.withdraw_file(file=kept, by=request.user, at=timezone.now())
    messages.success(request, "Het bestand is weggehaald.")
    return redirect("agreements:files", found.pk)


def _load(request: SignedInRequest, agreement: Agreement, pk: UUID) -> PaperFile:
    kept = PaperFile.objects.visible_to(request.user).defer("content").select_related("agreement__partner")
    file: PaperFile = get_object_or_404(kept, pk=pk, agreement=agreement)
    return file
