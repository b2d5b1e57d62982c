"""One paper on one page, in the order of the document, beside its pages: typed over, judged, registered (ADR 0083)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.forms.boundfield import BoundField
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from accounts.request import SignedInRequest
from gbo.models import KINDS
from law.refusal import Refusal
from law.roles import Role, allowed_to
from paper_import import actions
from paper_import.asked import PaperPart, TypedField
from paper_import.core_actors import CoreActors
from paper_import.earlier import earlier_cells
from paper_import.forms import TypedForm
from paper_import.gbo_fields import count_key
from paper_import.judged import Judged
from paper_import.models import DraftStatus, PaperDraft, Papers, Read
from paper_import.parties import Parties
from paper_import.reading import MENTIONED, PRINTED_TEAM
from paper_import.typed_fields import parts_of
from paper_import.views.registered import after_registering, show_done
from paper_import.views.verdict import verdict_of
from paper_reading.paper import picture_to_show
from vault.bounded import Busy, OutOfBounds

NEW_TEAM = "nieuw-team"
_CHECKED = "nagaan"
"""In the address: the part whose errors are shown, or `_WHOLE`."""
_WHOLE = "1"
_LONGEST = 300  # characters in a field


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field with what stands beside it."""

    bound: BoundField
    asked: TypedField
    read: Read | None
    is_unseen: bool
    is_not_printed: bool
    sentence: str
    """What is wrong or odd about it, unless the field itself says so."""
    gate: str
    """What the gate makes of it; empty where it asks nothing."""
    is_in_order: bool
    quote: str
    """The words of the paper; empty when the field before it showed the same."""


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part of the document."""

    part: PaperPart
    rows: list[FieldRow]
    rare: list[FieldRow]
    is_looked_at: bool
    unseen: int
    earlier: list[str]
    """What the last papers said where nothing stands now, in words."""
    note: str


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def paper(request: SignedInRequest, draft_pk: UUID) -> HttpResponse:
    """Ask all that the paper says; each button saves everything. A paper that is done shows what comes next."""
    draft = get_object_or_404(PaperDraft.objects.visible_to(request.user).defer("content"), pk=draft_pk)
    if draft.status == DraftStatus.WAITING:
        return redirect("paper_import:papers")
    if draft.status == DraftStatus.DISCARDED:
        raise Http404
    if draft.status == DraftStatus.REGISTERED:
        return show_done(request, draft)
    if request.method == "POST":
        return _save(request, draft)
    return render(request, "paper_import/paper.html", _page(request, draft))


@allowed_to(Role.ADMINISTRATOR)
@require_safe
def picture(request: SignedInRequest, draft_pk: UUID, number: int) -> HttpResponse:
    """One page of the file as a picture, without the password of the e-signature (R16)."""
    draft = get_object_or_404(PaperDraft.objects.visible_to(request.user).in_hand(), pk=draft_pk)
    if not 1 <= number <= draft.pages or draft.content is None:
        raise Http404
    try:
        content = picture_to_show(draft.content, number - 1)
    except OutOfBounds:
        raise Http404 from None
    except Busy:
        return HttpResponse(status=503, headers={"Retry-After": "5"})
    return HttpResponse(content, content_type="image/png")


def _save(request: SignedInRequest, draft: PaperDraft) -> HttpResponse:
    """Hold what was typed, whatever it is; then do what the button says."""
    act, _, part = request.POST.get("doe", "").partition(":")
    cells = _typed(request, draft, act, part)
    papers = Papers(part) if act == "soort" and part in Papers.values else None
    address = reverse("paper_import:paper", args=[draft.pk])
    checked = request.GET.get(_CHECKED, "")
    again = f"{address}?{urlencode({_CHECKED: checked})}" if checked else address
    try:
        draft = actions.drafts.save_answers(
            draft=draft,
            cells=cells,
            looked_at=part if act == "klopt" else "",
            not_printed=part if act == "staatniet" else "",
            papers=papers,
            at=timezone.now(),
        )
        if act == "allesklopt":
            _look_at_all(draft)
            return redirect(f"{address}#einde")
        if act == "team":
            made = actions.drafts.add_team(
                name=request.POST.get(NEW_TEAM, "").strip()[:120], by=request.user, at=timezone.now()
            )
            actions.drafts.save_answers(draft=draft, cells={"team.name": made.name}, at=timezone.now())
            messages.success(request, f"{made} is geregistreerd.")
            return redirect(f"{address}#veld-team.name")
        if act == "registreer":
            actions.drafts.register_paper(draft=draft, by=request.user, at=timezone.now())
            return after_registering(request, draft, to_next=part == "volgende")
    except Refusal as refused:
        if str(refused) != actions.drafts.STILL_WRONG:  # which the page says field by field
            messages.error(request, str(refused))
        return redirect(f"{address}?{_CHECKED}={_WHOLE}")
    if act == "klopt" and part not in draft.looked_at:
        return redirect(f"{address}?{urlencode({_CHECKED: part})}#{_first_wrong(draft, part)}")
    if act == "klopt":
        return redirect(f"{address}#{_after(draft, part)}")
    if act == "staatniet":
        return redirect(f"{again}#veld-{quote(part)}")
    if act == "nog":
        return redirect(f"{again}#{_last_of(draft, part)}")
    return redirect(f"{again}#deel-{quote(part)}" if act in ("bewaar", "vorige") and part else again)


def _typed(request: SignedInRequest, draft: PaperDraft, act: str, part: str) -> dict[str, str]:
    """What stands in the fields, with what the button puts there."""
    cells = {
        field.key: " ".join(request.POST[field.key].split())[:_LONGEST]
        for one in parts_of(draft)
        for field in one.fields
        if field.key in request.POST
    }
    if act == "vorige":
        return _with_earlier(draft, cells, part)
    return _with_one_more(draft, cells, part) if act == "nog" else cells


def _look_at_all(draft: PaperDraft) -> None:
    """Each part that nobody looked at yet; one in which something is wrong stays so."""
    for one in parts_of(draft):
        if one.code not in draft.looked_at:
            draft = actions.drafts.save_answers(draft=draft, cells={}, looked_at=one.code, at=timezone.now())


def _first_wrong(draft: PaperDraft, code: str) -> str:
    """The field of this part to which one goes back; the part itself when there is none."""
    judged = actions.drafts.judge_draft(draft, today=timezone.localdate(timezone.now()))
    wrong = judged.errors_in(_keys_of(draft, code))
    return next((f"veld-{quote(key)}" for key in wrong), f"deel-{quote(code)}")


def _keys_of(draft: PaperDraft, code: str) -> tuple[str, ...]:
    """The fields of this part, in its order; none of a part that this paper does not have."""
    return next((tuple(field.key for field in part.fields) for part in parts_of(draft) if part.code == code), ())


def _after(draft: PaperDraft, code: str) -> str:
    """The first part behind this one that nobody looked at; the end when there is none."""
    codes = [part.code for part in parts_of(draft)]
    place = codes.index(code) + 1 if code in codes else 0
    following = next((one for one in codes[place:] if one not in draft.looked_at), "")
    return f"deel-{following}" if following else "einde"


def _with_earlier(draft: PaperDraft, cells: dict[str, str], code: str) -> dict[str, str]:
    part = next((one for one in parts_of(draft) if one.code == code), None)
    if part is None:
        return cells
    earlier = earlier_cells(by_team=cells.get("team.name", ""))
    return cells | {
        field.key: earlier[field.key] for field in part.fields if field.key in earlier and not cells.get(field.key)
    }


def _with_one_more(draft: PaperDraft, cells: dict[str, str], kind: str) -> dict[str, str]:
    """Ask one more core actor of this kind."""
    asked = sum(part.code.startswith(f"{kind}-") for part in parts_of(draft))
    return cells | {count_key(kind): str(asked + 1)}


def _last_of(draft: PaperDraft, kind: str) -> str:
    return f"deel-{kind}-{sum(part.code.startswith(f'{kind}-') for part in parts_of(draft))}"


def _page(request: SignedInRequest, draft: PaperDraft) -> dict[str, Any]:
    parts, cells = parts_of(draft), draft.cells
    today = timezone.localdate(timezone.now())
    judged = actions.drafts.judge_draft(draft, today=today)
    asked = [field for part in parts for field in part.fields if field.key not in judged.known_already]
    names, choices = _offered(draft)
    form = TypedForm(asked=asked, cells=cells, choices=choices)
    checked = request.GET.get(_CHECKED, "")
    form.point_out(judged.errors if checked == _WHOLE else judged.errors_in(_keys_of(draft, checked)))
    earlier = earlier_cells(by_team=cells.get("team.name", ""))
    rows = [_part(part, form, draft, judged, earlier) for part in parts]
    return {
        "draft": draft,
        "form": form,
        "has_errors": bool(form.errors),
        "checked": checked,
        "parts": rows,
        "names": names,
        "judged": judged,
        "verdict": verdict_of(draft, judged),
        **_to_do_first(parts, judged),
        "new_team": draft.read.get(PRINTED_TEAM) if not cells.get("team.name") else None,
        "mentioned": draft.read.get(MENTIONED) if draft.papers == Papers.PROTOCOL else None,
        "looked_at": sum(row.is_looked_at for row in rows),
        "pages": range(1, draft.pages + 1),
        "texts": draft.texts,
        "kinds": [one for one in Papers if one.value != draft.papers],
        "in_hand": PaperDraft.objects.visible_to(request.user).in_hand().count(),
        "finding": judged.errors.get("", "") or judged.warnings.get("", ""),
    }


def _to_do_first(parts: Iterable[PaperPart], judged: Judged) -> dict[str, Any]:
    """What stops the registering: fields that are wrong, and parts in which something can be no doubt."""
    unseen = judged.errors.keys() & judged.to_look_at
    asked = [field for part in parts for field in part.fields]
    wrong = judged.errors_in(field.key for field in asked if field.key not in unseen)
    return {
        "to_fix": [(field, wrong[field.key]) for field in asked if field.key in wrong],
        "to_look_at_first": [part for part in parts if any(field.key in unseen for field in part.fields)],
    }


def _offered(draft: PaperDraft) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The names that are offered while one types, by kind, and the choices of the lists."""
    if draft.papers == Papers.GBO:
        actors = CoreActors.load()
        return {kind: actors.names_of(kind) for kind in KINDS}, {}
    parties, chosen = Parties.load(), draft.cells.get("team.name")
    teams = {one.name for one in parties.teams.values() if one.is_active} | ({chosen} if chosen else set())
    partners = sorted(one.name for one in parties.partners.values() if one.is_active)
    return {"partner": partners}, {"team.name": sorted(teams), "partner.kind": ["ocmw", "caw"]}


def _part(part: PaperPart, form: TypedForm, draft: PaperDraft, judged: Judged, earlier: dict[str, str]) -> PartRow:
    shown = [one for one in part.fields if one.key in form.fields]
    is_looked_at = part.code in draft.looked_at and not judged.errors_in(one.key for one in part.fields)
    rows: dict[str, FieldRow] = {}
    quoted = ""
    for one in shown:
        rows[one.key] = _row(one, form, draft, judged, quoted=quoted)
        quoted = rows[one.key].quote or quoted
    cells = draft.cells
    offered = [f"{one.label}: {earlier[one.key]}" for one in shown if one.key in earlier and not cells.get(one.key)]
    return PartRow(
        part=part,
        rows=[rows[one.key] for one in shown if not one.is_rare],
        rare=[rows[one.key] for one in shown if one.is_rare],
        is_looked_at=is_looked_at,
        unseen=sum(row.is_unseen for row in rows.values()),
        earlier=[] if is_looked_at else offered,
        note=judged.notes.get(part.code, "") or part.note,
    )


def _row(asked: TypedField, form: TypedForm, draft: PaperDraft, judged: Judged, *, quoted: str) -> FieldRow:
    text, read = draft.cells.get(asked.key, ""), draft.read.get(asked.key)
    is_unseen = asked.key in judged.to_look_at
    sentence = judged.errors.get(asked.key, "") if text and not is_unseen else ""
    sentence = "" if asked.key in form.errors else sentence or judged.warnings.get(asked.key, "")
    obstacles = judged.decision.obstacles if judged.decision else ()
    hit = next((one for one in asked.obstacles if one in obstacles), None)
    is_judged = bool(asked.obstacles and judged.decision)
    return FieldRow(
        bound=form[asked.key],
        asked=asked,
        read=read if read and (not text or text == read.text) else None,
        is_unseen=is_unseen,
        is_not_printed=not text and asked.key in draft.not_printed,
        sentence=sentence,
        gate=hit.sentence_to_administrator if hit else "",
        is_in_order=is_judged and hit is None and bool(text),
        quote=read.quote if read and read.quote != quoted else "",
    )
