"""The register, the page of one agreement, and a page for each part of the papers."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_safe

from accounts.request import SignedInRequest
from agreements import actions, forms, summary
from agreements.models import Agreement
from agreements.page import ask_part, load, posted, protocol_of, the
from agreements.paper import Document, Party
from agreements.remarks import remarks_on
from agreements.route import route_on
from agreements.status import status_of
from agreements.task_list import party_name, tasks_of
from law import gate
from law.roles import Role, allowed_to

PAGE = 25


@allowed_to(Role.ADMINISTRATOR, Role.AUDITOR)
@require_safe
def register(request: SignedInRequest) -> HttpResponse:
    """List the agreements with their status; the status is the gate's answer of today, so it is filtered in memory."""
    on = timezone.localdate(timezone.now())
    form = forms.RegisterFilterForm(request.GET)
    found = Agreement.objects.visible_to(request.user).with_papers().order_by("partner__name", "team__name", "-version")
    chosen = ""
    if form.is_valid():
        chosen = form.cleaned_data["status"]
        for word in form.cleaned_data["q"].split():
            found = found.filter(Q(team__name__icontains=word) | Q(partner__name__icontains=word))
    rows = [row for row in _rows(found, on) if row["status"] == chosen] if chosen else found
    page: Page[Any] = Paginator(rows, PAGE).get_page(request.GET.get("pagina"))
    context = {
        "form": form,
        "rows": page.object_list if chosen else _rows(page.object_list, on),
        "page": page,
        "is_filtered": any(form.data.get(name) for name in form.fields),
        "may_change": request.user.has_role(Role.ADMINISTRATOR),
    }
    return render(request, "agreements/register.html", context)


def _rows(agreements: Iterable[Agreement], on: date) -> list[dict[str, Any]]:
    decisions = [(agreement, gate.check_agreement(agreement=agreement, on=on)) for agreement in agreements]
    return [
        {"agreement": agreement, "status": status_of(agreement, decision), "may_send": decision.may_send}
        for agreement, decision in decisions
    ]


@allowed_to(Role.ADMINISTRATOR, Role.AUDITOR)
@require_safe
def any_day(request: SignedInRequest) -> HttpResponse:
    """Say whether a team may send to a place on a day, with every reason why not."""
    today = timezone.localdate(timezone.now())
    form = forms.AnyDayForm(request.GET or None, initial={"day": today})
    context: dict[str, Any] = {"form": form, "route": None}
    if form.is_valid():
        team, residence, on = (form.cleaned_data[name] for name in ("team", "place", "day"))
        route = route_on(team=team, residence=residence, on=on)
        context = {"form": form, "route": route, "team": team, "residence": residence}
    return render(request, "agreements/any_day.html", context)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Register an agreement: its parties and what is known so far (R26)."""
    now = timezone.now()
    form = forms.NewAgreementForm(posted(request), today=timezone.localdate(now))
    if form.is_valid():
        parties = form.answers("team", "partner")
        try:
            made = actions.register_agreement(**parties, terms=form.terms, by=request.user, at=now)
        except actions.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "De overeenkomst is geregistreerd. Vul nu de andere delen aan.")
            return redirect("agreements:agreement", made.pk)
    back, words = reverse("agreements:register"), "Overeenkomst registreren"
    context = {"form": form, "title": words, "button": words, "intro": "", "back": back}
    return render(request, "agreements/form.html", context)


@allowed_to(Role.ADMINISTRATOR, Role.AUDITOR)
@require_safe
def agreement(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show whether anything may be sent today, or on another day (`?op=`), why not, and all that the papers say."""
    found = load(request, pk)
    today = timezone.localdate(timezone.now())
    form = forms.DayForm(request.GET)
    on = (form.cleaned_data["op"] if form.is_valid() else None) or today
    decision = gate.check_agreement(agreement=found, on=on)
    may_change = request.user.has_role(Role.ADMINISTRATOR)
    protocol = found.protocol_facts
    mailbox = protocol.mailbox_facts if protocol else None
    context = {
        "agreement": found,
        "form": form,
        "day": "vandaag" if on == today else f"op {date_format(on)}",
        "is_past": on < today,
        "decision": decision,
        "remarks": [*decision.notes, *remarks_on(found, on=on)],
        "status": status_of(found, decision),
        "tasks": tasks_of(found, decision, may_change=may_change),
        "parties": [summary.organisation_rows(found.team), summary.organisation_rows(found.partner)],
        "agreement_rows": summary.agreement_rows(found),
        "protocol_rows": summary.protocol_rows(protocol) if protocol else [],
        "signature_rows": summary.signature_rows(found),
        "suspension_rows": summary.suspension_rows(found),
        "may_change": may_change,
        "mailbox_rows": summary.mailbox_rows(mailbox) if mailbox else [],
        "contact_rows": summary.contact_rows(found),
    }
    return render(request, "agreements/agreement.html", context)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def change_agreement(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Change what the agreement says (R14, R16, R33, R37, R45)."""
    found, now = load(request, pk), timezone.now()
    form = forms.AgreementForm(posted(request), initial=model_to_dict(found), today=timezone.localdate(now))

    def save() -> None:
        actions.change_agreement(agreement=found, terms=form.terms, by=request.user, at=now)

    return ask_part(request, found, form, save, title="Termijnen van de overeenkomst", button="Overeenkomst bewaren")


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def change_protocol(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Change what the protocol says (R17, R33, R37)."""
    found, now = load(request, pk), timezone.now()
    protocol = protocol_of(found)
    form = forms.ProtocolForm(posted(request), initial=model_to_dict(protocol), today=timezone.localdate(now))

    def save() -> None:
        actions.change_protocol(protocol=protocol, terms=form.terms, by=request.user, at=now)

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
        sides.append({"name": party_name(found, party), "party": party, "signatures": rows, "free": free})
    context = {"agreement": found, "document": document, "document_words": the(document), "sides": sides}
    return render(request, "agreements/signatures.html", context)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def signature(request: SignedInRequest, pk: UUID, document: Document, party: Party, position: int) -> HttpResponse:
    """Record one signatory, with the day of signing when that has come (R11, R13)."""
    found, now = load(request, pk), timezone.now()
    paper = found if document == Document.AGREEMENT else protocol_of(found)
    saved = next((one for one in paper.signatures_of(party) if one.position == position), None)
    initial = model_to_dict(saved) if saved else {}
    form = forms.SignatureForm(posted(request), initial=initial, today=timezone.localdate(now))

    def save() -> None:
        actions.record_signature(
            agreement=found,
            document=document,
            party=party,
            position=position,
            **form.cleaned_data,
            by=request.user,
            at=now,
        )

    title = f"Ondertekenaar van {party_name(found, party)} onder {the(document)}"
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
    actions.remove_signature(signature=signed, by=request.user, at=timezone.now())
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
    form = forms.DpoAdviceForm(posted(request), initial=initial, today=timezone.localdate(now))

    def save() -> None:
        actions.record_dpo_advice(protocol=protocol, party=party, **form.cleaned_data, by=request.user, at=now)

    title = f"Advies van de DPO van {party_name(found, party)}"
    return ask_part(request, found, form, save, title=title, button="Advies bewaren")


@allowed_to(Role.ADMINISTRATOR)
@require_safe
def mailbox(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show the mailbox with its two checks, and the addresses it replaced (R69, R70)."""
    found = load(request, pk)
    protocol = protocol_of(found)
    current = protocol.mailbox_facts
    earlier = sorted((one for one in protocol.mailboxes.all() if one != current), key=lambda one: one.registered_at)
    context = {
        "agreement": found,
        "mailbox": current,
        "rows": summary.mailbox_rows(current) if current else [],
        "earlier": earlier,
        "checked_by_me": current is not None and current.first_verified_by_id == request.user.pk,
    }
    return render(request, "agreements/mailbox.html", context)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def set_mailbox(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Record the mailbox, and the attestation about professional secrecy (R69, R70)."""
    found, now = load(request, pk), timezone.now()
    protocol = protocol_of(found)
    current = protocol.mailbox_facts
    initial = model_to_dict(current) if current else {}
    form = forms.MailboxForm(posted(request), initial=initial, today=timezone.localdate(now))

    def save() -> None:
        actions.set_mailbox(protocol=protocol, **form.cleaned_data, by=request.user, at=now)

    intro = "Een ander adres wordt opnieuw door twee beheerders gecontroleerd. Tot dan wordt er niets verstuurd."
    back = reverse("agreements:mailbox", args=[found.pk])
    title, button = "Mailbox voor gegevensdeling", "Mailbox bewaren"
    return ask_part(request, found, form, save, title=title, button=button, intro=intro, back=back)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def verify_mailbox(request: SignedInRequest, pk: UUID, mailbox_pk: UUID) -> HttpResponse:
    """Compare the address with the signed protocol; two administrators do so, one after the other (R70)."""
    found, now = load(request, pk), timezone.now()
    current = get_object_or_404(protocol_of(found).mailboxes, pk=mailbox_pk)
    form = forms.MailboxCheckForm(posted(request), registered=current.address)

    def save() -> None:
        actions.verify_mailbox(mailbox=current, by=request.user, at=now)

    intro = "Neem het ondertekende protocol. Zo zien we of het adres juist geregistreerd is."
    back = reverse("agreements:mailbox", args=[found.pk])
    title, button = "Mailbox controleren", "Adres bevestigen"
    return ask_part(request, found, form, save, title=title, button=button, intro=intro, back=back)


@allowed_to(Role.ADMINISTRATOR)
@require_safe
def contacts(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show whom each party turns to (R18–R24)."""
    found = load(request, pk)
    sides = []
    for party in Party:
        rows = [{"contact": one, "lines": summary.contact_lines(one)} for one in summary.contacts_of(found, party)]
        sides.append({"name": party_name(found, party), "contacts": rows})
    return render(request, "agreements/contacts.html", {"agreement": found, "sides": sides})


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def new_contact(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Add a contact (R18–R24)."""
    found, now = load(request, pk), timezone.now()
    form = forms.ContactForm(posted(request), today=timezone.localdate(now))

    def save() -> None:
        actions.add_contact(agreement=found, contact_details=form.contact_details, by=request.user, at=now)

    back = reverse("agreements:contacts", args=[found.pk])
    return ask_part(request, found, form, save, title="Contact toevoegen", button="Contact toevoegen", back=back)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def change_contact(request: SignedInRequest, pk: UUID, contact_pk: UUID) -> HttpResponse:
    """Change a contact (R18–R24)."""
    found, now = load(request, pk), timezone.now()
    contact = get_object_or_404(found.contacts, pk=contact_pk)
    form = forms.ContactForm(posted(request), initial=model_to_dict(contact), today=timezone.localdate(now))

    def save() -> None:
        actions.change_contact(contact=contact, contact_details=form.contact_details, by=request.user, at=now)

    back = reverse("agreements:contacts", args=[found.pk])
    return ask_part(request, found, form, save, title="Contact wijzigen", button="Contact bewaren", back=back)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def remove_contact(request: SignedInRequest, pk: UUID, contact_pk: UUID) -> HttpResponse:
    """Remove a contact whom the other party no longer turns to; an address alone removes nothing."""
    found = load(request, pk)
    if request.method == "GET":  # as after signing in again
        return redirect("agreements:contacts", pk)
    contact = get_object_or_404(found.contacts, pk=contact_pk)
    actions.remove_contact(contact=contact, by=request.user, at=timezone.now())
    messages.success(request, "Het contact is weggehaald.")
    return redirect("agreements:contacts", found.pk)
