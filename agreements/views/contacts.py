"""Whom each party turns to (R18–R24)."""

from uuid import UUID

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.request import SignedInRequest
from agreements import actions, summary
from agreements.forms.contacts import ContactForm
from agreements.page import ask_part, load, posted
from agreements.paper import Party
from agreements.task_list import party_name
from law.roles import Role, allowed_to


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
    form = ContactForm(posted(request), today=timezone.localdate(now))

    def save() -> None:
        actions.contacts.add_contact(agreement=found, contact_details=form.contact_details, by=request.user, at=now)

    back = reverse("agreements:contacts", args=[found.pk])
    return ask_part(request, found, form, save, title="Contact toevoegen", button="Contact toevoegen", back=back)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def change_contact(request: SignedInRequest, pk: UUID, contact_pk: UUID) -> HttpResponse:
    """Change a contact (R18–R24)."""
    found, now = load(request, pk), timezone.now()
    contact = get_object_or_404(found.contacts, pk=contact_pk)
    form = ContactForm(posted(request), initial=model_to_dict(contact), today=timezone.localdate(now))

    def save() -> None:
        actions.contacts.change_contact(contact=contact, contact_details=form.contact_details, by=request.user, at=now)

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
    actions.contacts.remove_contact(contact=contact, by=request.user, at=timezone.now())
    messages.success(request, "Het contact is weggehaald.")
    return redirect("agreements:contacts", found.pk)
