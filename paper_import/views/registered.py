"""A paper is registered: what became of it, and what comes next."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from accounts.request import SignedInRequest
from agreements.models import Agreement
from paper_import.listing import after, in_order
from paper_import.models import DraftStatus, PaperDraft, Papers


def after_registering(request: SignedInRequest, draft: PaperDraft, *, to_next: bool) -> HttpResponse:
    """Tell what was registered, and lead to the next paper when that was asked, else to the page of this one."""
    draft = PaperDraft.objects.visible_to(request.user).defer("content").get(pk=draft.pk)
    following = _following(request, draft)[0] if to_next else None
    if following is None:
        messages.success(request, "Het papier is geregistreerd.")
        return redirect("paper_import:paper", draft.pk)
    papers, agreement = draft.get_papers_display(), draft.agreement
    about = agreement or draft.gbo_agreement
    messages.success(request, f"Geregistreerd: {papers} {about}. Dit is het volgende papier.")
    if agreement is not None and _what_became_of_file(draft, agreement) == "erased":
        messages.warning(request, "Het vorige bestand is niet bewaard: wij bewaren alleen een pdf zonder gebreken.")
    return redirect("paper_import:paper", following.pk)


def show_done(request: SignedInRequest, draft: PaperDraft) -> HttpResponse:
    """What comes next: the other paper of this partner, else the next one of the folder, or the page of the agreement.

    An agreement prints no enterprise number: it can be registered once its protocol made the partner known.
    """
    agreement = draft.agreement
    if agreement is None:
        messages.success(request, "Hieronder staat wat er nog ontbreekt.")
        return redirect("gbo:agreement", draft.gbo_agreement_id)
    following, count = _following(request, draft)
    other = Papers.AGREEMENT if draft.papers == Papers.PROTOCOL else Papers.PROTOCOL
    parties = {"papier": other.value, "team": agreement.team.name, "partner": agreement.partner.name}
    is_missing = draft.papers != Papers.BOTH and (
        agreement.in_force_from is None if other == Papers.AGREEMENT else agreement.protocol.in_force_from is None
    )
    is_same = following is not None and following.parties == _between(agreement)
    context = {
        "draft": draft,
        "agreement": agreement,
        "following": following,
        "is_same": is_same,
        "count": count,
        "other": other.label if is_missing and not is_same else "",
        "has_doubts": agreement.doubt_set.open().exists(),
        "file": _what_became_of_file(draft, agreement),
        "is_without_territory": not agreement.partner.territory_set.covering(
            timezone.localdate(timezone.now())
        ).exists(),
        "begin": f"{reverse('paper_import:begin_paper')}?{urlencode(parties)}",
    }
    return render(request, "paper_import/paper_done.html", context)


def _following(request: SignedInRequest, draft: PaperDraft) -> tuple[PaperDraft | None, int]:
    """The paper to go on with, and how many wait: of the same parties first, else in the order of the list."""
    others = PaperDraft.objects.visible_to(request.user).in_hand().exclude(status=DraftStatus.WAITING)
    waiting = in_order(others.defer("content", "sealed_read", "sealed_texts"))
    agreement = draft.agreement
    if agreement is not None:
        same = next((one for one in waiting if one.parties == _between(agreement)), None)
        name = agreement.partner.name
    else:
        same, name = None, draft.gbo_agreement.caw.organisation.name if draft.gbo_agreement else ""
    return same or after(draft, name, waiting), len(waiting)


def _between(agreement: Agreement) -> str:
    return f"{agreement.team.name} – {agreement.partner.name}"


def _what_became_of_file(draft: PaperDraft, agreement: Agreement) -> str:
    """Whether the agreement holds the file of this paper; empty for a paper that came without one."""
    if not draft.fingerprint or draft.finished_at is None:
        return ""
    is_kept = agreement.files.filter(uploaded_at=draft.finished_at, withdrawn_at=None).exists()
    return "kept" if is_kept else "erased"
