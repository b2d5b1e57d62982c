"""Whom each party turns to (R18–R24)."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.answers import form_for
from accounts.request import SignedInRequest
from agreements import actions
from agreements.forms.contacts import ContactForm
from agreements.letters.contacts import is_due
from agreements.models import Agreement
from agreements.terms.papers import Party
from agreements.views.page import ask_part, load
from agreements.words import summary
from agreements.words.not_printed import contacts_left_out
from law.refusal import Refusal
from law.roles import Role, allowed_to


@allowed_to(Role.ADMINISTRATOR, Role.AUDITOR)
@require_safe
def contacts(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show whom each party turns to (R18–R24)."""
    found = load(request, pk)
    sides = []
    for party in Party:
        own = summary.contacts_of(found, party)
        rows = [{"contact": one, "lines": summary.contact_lines_on_paper(found, one)} for one in own]
        left_out = list(contacts_left_out(found, party))
        sides.append({"name": found.party_name(party), "contacts": rows, "left_out": left_out})
    is_notified = is_due(found, timezone.localdate(timezone.now()))
    context = {"agreement": found, "sides": sides, "is_notified": is_notified}
    context["may_change"] = request.user.has_role(Role.ADMINISTRATOR)
    return render(request, "agreements/contacts.html", context)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def new_contact(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Add a contact (R18–R24)."""
    found, now = load(request, pk), timezone.now()
    today = timezone.localdate(now)
    form = form_for(request, ContactForm, today=today, is_notified=is_due(found, today))

    def save() -> None:
        actions.contacts.add_contact(
            agreement=found,
            contact_details=form.contact_details,
            stands_in_papers=form.is_copied,
            by=request.user,
            at=now,
        )

    return _ask(request, found, form, save, title="Contact toevoegen", button="Contact toevoegen")


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def change_contact(request: SignedInRequest, pk: UUID, contact_pk: UUID) -> HttpResponse:
    """Change a contact (R18–R24)."""
    found, now = load(request, pk), timezone.now()
    contact = get_object_or_404(found.contacts, pk=contact_pk)
    today = timezone.localdate(now)
    initial = model_to_dict(contact)
    form = form_for(request, ContactForm, initial=initial, today=today, is_notified=is_due(found, today))

    def save() -> None:
        actions.contacts.change_contact(
            contact=contact,
            contact_details=form.contact_details,
            stands_in_papers=form.is_copied,
            by=request.user,
            at=now,
        )

    return _ask(request, found, form, save, title="Contact wijzigen", button="Contact bewaren")


def _ask(
    request: SignedInRequest,
    agreement: Agreement,
    form: ContactForm,
    save: Callable[[], None],
    *,
    title: str,
    button: str,
) -> HttpResponse:
    is_notified = "stands_in_papers" in form.fields
    intro = "Wij melden elke wijziging meteen schriftelijk aan de andere partij." if is_notified else ""
    back = reverse("agreements:contacts", args=[agreement.pk])
    return ask_part(request, agreement, form, save, title=title, button=button, intro=intro, back=back)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def remove_contact(request: SignedInRequest, pk: UUID, contact_pk: UUID) -> HttpResponse:
    """Remove a contact whom the other party no longer turns to; an address alone removes nothing."""
    found = load(request, pk)
    if request.method == "GET":  # as after signing in again
        return redirect("agreements:contacts", pk)
    contact = get_object_or_404(found.contacts, pk=contact_pk)
    now = timezone.now()
    try:
        actions.contacts.remove_contact(contact=contact, by=request.user, at=now)
    except Refusal as refused:
        messages.warning(request, str(refused))
        return redirect("agreements:contacts", found.pk)
    told = " De andere partij krijgt bericht." if is_due(found, timezone.localdate(now)) else ""
    messages.success(request, f"Het contact is weggehaald.{told}")
    if not found.contacts.filter(party=contact.party, kind=contact.kind).exists():
        side, kind = found.party_name(contact.party), contact.get_kind_display()
        messages.warning(request, f"{side} heeft nu geen {kind} meer. Voeg er een toe.")
    return redirect("agreements:contacts", found.pk)
