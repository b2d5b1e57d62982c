"""The page of one agreement, and a page for each part of the two papers."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_safe

from accounts.answers import form_for
from accounts.request import SignedInRequest
from agreements import actions
from agreements.forms.fields import DayForm
from agreements.forms.papers import AgreementForm, DpoAdviceForm, NewAgreementForm, ProtocolForm, SignatureForm
from agreements.models import Agreement
from agreements.past import answer_for_agreement
from agreements.rules import versions
from agreements.rules.odd_days import odd_days
from agreements.rules.status import status_of
from agreements.terms.doubts import Spot
from agreements.terms.papers import Document, Party
from agreements.views.page import ask_part, beside, load, protocol_of, the
from agreements.words import summary
from agreements.words.life import drawing_of, life_of, until_when
from agreements.words.past import answer_words
from agreements.words.remarks import remarks_on
from agreements.words.task_list import next_step_of, tasks_of
from law import gate
from law.refusal import Refusal
from law.roles import Role, allowed_to
from vault.printing import page_or_pdf


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Register an agreement: its parties and what is known so far (R26)."""
    now = timezone.now()
    form = form_for(request, NewAgreementForm, today=timezone.localdate(now))
    if form.is_valid():
        parties = form.answers("team", "partner")
        try:
            made = actions.papers.register_agreement(
                **parties, terms=form.terms, marks=form.marks, by=request.user, at=now
            )
        except Refusal as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "De overeenkomst is geregistreerd. Vul nu de andere delen aan.")
            return redirect("agreements:agreement", made.pk)
    back, words = reverse("agreements:register"), "Overeenkomst registreren"
    context = {"form": form, "title": words, "button": words, "intro": "", "back": back}
    return render(request, "agreements/new.html", context)


@allowed_to(Role.ADMINISTRATOR, Role.AUDITOR)
@require_safe
def agreement(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show whether anything may be sent today, or on another day (`?op=`), why not, and all that the papers say."""
    found = load(request, pk)
    now = timezone.now()
    today = timezone.localdate(now)
    form = DayForm(request.GET)
    on = (form.cleaned_data["op"] if form.is_valid() else None) or today
    answer = answer_for_agreement(found, on=on, at=now)
    decision = answer.now.decision
    may_change = request.user.has_role(Role.ADMINISTRATOR)
    protocol = found.protocol_facts
    tasks = tasks_of(found, decision, may_change=may_change)
    context = {
        "agreement": found,
        "form": form,
        "day": "vandaag" if on == today else f"op {date_format(on)}",
        "is_past": answer.is_past,
        "answer": answer_words(answer, to_administrator=may_change) if answer.is_past else None,
        "decision": decision,
        "remarks": [
            *decision.notes,
            *remarks_on(found, on=on),
            *odd_days(found, today=today),
        ],
        "is_another_day": on != today,
        "doubts": summary.doubt_tasks(found, may_change=may_change),
        "status": status_of(found, decision),
        "next_step": next_step_of(found, _to_do_first(request, found, tasks), on=today, may_change=may_change),
        "tasks_to_do": [task for task in tasks if task["tone"] != "success"],
        "tasks_done": [task for task in tasks if task["tone"] == "success"],
        **_life(found, today),
        "parties": [(one.name, summary.organisation_rows(one)) for one in (found.team, found.partner)],
        "agreement_rows": summary.agreement_rows(found),
        "protocol_rows": summary.protocol_rows(protocol) if protocol else [],
        "signature_rows": summary.signature_rows(found),
        "may_change": may_change,
    }
    return page_or_pdf(request, "agreements/agreement.html", context, name="overeenkomst")


def _to_do_first(request: SignedInRequest, found: Agreement, tasks: list[dict[str, str]]) -> list[dict[str, str]]:
    """The rows that say what comes next: of a version that waits to take over, those of its first day."""
    if not versions.waits_to_take_over(found):
        return tasks
    begun = load(request, found.pk)  # of its own: the days are filled in on it
    day = versions.first_day(begun, today=timezone.localdate(timezone.now()))
    return tasks_of(begun, versions.readiness(begun, on=day), may_change=request.user.has_role(Role.ADMINISTRATOR))


@allowed_to(Role.ADMINISTRATOR, Role.AUDITOR)
@require_safe
def history(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show how the papers came about: their versions, their life, and when sharing was suspended (R44, R101)."""
    found, today = load(request, pk), timezone.localdate(timezone.now())
    context = {
        "agreement": found,
        "versions": _versions(request, found, today),
        "waits_to_take_over": versions.waits_to_take_over(found),
        "may_have_next": not versions.against_next(found),
        "suspension_rows": summary.suspension_rows(found),
        **_life(found, today),
        "may_change": request.user.has_role(Role.ADMINISTRATOR),
        "reads_log": request.user.has_role(Role.AUDITOR),
    }
    return render(request, "agreements/history.html", context)


def _life(agreement: Agreement, today: date) -> dict[str, Any]:
    life = life_of(agreement, on=today)
    return {
        "life": life,
        "drawing": drawing_of(agreement, life, on=today),
        "until_when": until_when(agreement),
    }


def _versions(request: SignedInRequest, agreement: Agreement, today: date) -> list[dict[str, Any]]:
    """All versions of this agreement, the newest first, each with where it stands today (R44)."""
    pair = {"team": agreement.team_id, "partner": agreement.partner_id}
    others = Agreement.objects.visible_to(request.user).with_papers().filter(**pair).exclude(pk=agreement.pk)
    found = sorted([agreement, *others], key=lambda one: one.version, reverse=True)
    return [{"version": one, "status": status_of(one, gate.check_agreement(agreement=one, on=today))} for one in found]


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def change_agreement(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Change what the agreement says (R14, R16, R33, R37, R45)."""
    found, now = load(request, pk), timezone.now()
    spoken = beside(found, Spot(Document.AGREEMENT), today=timezone.localdate(now))
    form = form_for(request, AgreementForm, initial=model_to_dict(found), **spoken)

    def save() -> None:
        actions.papers.change_agreement(agreement=found, terms=form.terms, marks=form.marks, by=request.user, at=now)

    return ask_part(request, found, form, save, title="Termijnen van de overeenkomst", button="Overeenkomst bewaren")


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def change_protocol(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Change what the protocol says (R17, R33, R37)."""
    found, now = load(request, pk), timezone.now()
    protocol = protocol_of(found)
    spoken = beside(found, Spot(Document.PROTOCOL), today=timezone.localdate(now))
    form = form_for(request, ProtocolForm, initial=model_to_dict(protocol), **spoken)

    def save() -> None:
        actions.papers.change_protocol(protocol=protocol, terms=form.terms, marks=form.marks, by=request.user, at=now)

    return ask_part(request, found, form, save, title="Termijnen van het protocol", button="Protocol bewaren")


@allowed_to(Role.ADMINISTRATOR)
@require_safe
def signatures(request: SignedInRequest, pk: UUID, document: Document) -> HttpResponse:
    """Show who signs one of the papers: one or two per side (R13)."""
    found = load(request, pk)
    paper = found if document == Document.AGREEMENT else protocol_of(found)
    sides = []
    for party in Party:
        signed = paper.signatures_of(party)
        free = next((position for position in (1, 2) if position not in {one.position for one in signed}), None)
        rows = [{"signature": one, "lines": summary.signature_lines(one)} for one in signed]
        sides.append({"name": found.party_name(party), "party": party, "signatures": rows, "free": free})
    context = {
        "agreement": found,
        "document": document,
        "document_words": the(document),
        "sides": sides,
        "next_party": next((side["party"] for side in sides if not side["signatures"]), None),
    }
    return render(request, "agreements/signatures.html", context)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def signature(request: SignedInRequest, pk: UUID, document: Document, party: Party, position: int) -> HttpResponse:
    """Record one signatory, with the day of signing when that has come (R11, R13)."""
    found, now = load(request, pk), timezone.now()
    paper = found if document == Document.AGREEMENT else protocol_of(found)
    saved = next((one for one in paper.signatures_of(party) if one.position == position), None)
    initial = model_to_dict(saved) if saved else {}
    spoken = beside(found, Spot(document, party, position), today=timezone.localdate(now))
    form = form_for(request, SignatureForm, initial=initial, **spoken)

    def save() -> None:
        actions.papers.record_signature(
            agreement=found,
            document=document,
            party=party,
            position=position,
            **form.answers("name", "function", "place", "signed_on"),
            marks=form.marks,
            by=request.user,
            at=now,
        )

    title = f"Ondertekenaar van {found.party_name(party)} onder {the(document)}"
    back = reverse("agreements:signatures", args=[found.pk, document])
    return ask_part(request, found, form, save, title=title, button="Ondertekenaar bewaren", back=back)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def remove_signature(
    request: SignedInRequest, pk: UUID, document: Document, party: Party, position: int
) -> HttpResponse:
    """Take away a signatory who does not sign after all (R13); an address alone takes nothing away."""
    found = load(request, pk)
    if request.method == "GET":  # as after signing in again
        return redirect("agreements:signatures", pk, document)
    signed = get_object_or_404(found.signatures, document=document, party=party, position=position)
    actions.papers.remove_signature(signature=signed, by=request.user, at=timezone.now())
    messages.success(request, "De ondertekenaar is weggehaald.")
    return redirect("agreements:signatures", found.pk, document)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def dpo_advice(request: SignedInRequest, pk: UUID, party: Party) -> HttpResponse:
    """Record who is DPO of one side, and the day of the advice (R29, R30)."""
    found, now = load(request, pk), timezone.now()
    protocol = protocol_of(found)
    saved = protocol.advice_of(party)
    initial = model_to_dict(saved) if saved else {}
    spoken = beside(found, Spot(Document.PROTOCOL, party), today=timezone.localdate(now))
    form = form_for(request, DpoAdviceForm, initial=initial, **spoken)

    def save() -> None:
        answers = form.answers("dpo_name", "dpo_email", "asked_on", "advised_on")
        actions.papers.record_dpo_advice(
            protocol=protocol, party=party, **answers, marks=form.marks, by=request.user, at=now
        )

    title = f"Advies van de DPO van {found.party_name(party)}"
    return ask_part(request, found, form, save, title=title, button="Advies bewaren")
