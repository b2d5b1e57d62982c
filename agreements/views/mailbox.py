"""The mailbox for data sharing: its address, and its checks (R69, R70)."""

from uuid import UUID

from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.answers import form_for
from accounts.request import SignedInRequest
from agreements import actions
from agreements.forms.mailbox import AddressForm, BounceForm, MailboxForm, RestoreForm
from agreements.views.page import ask_part, load, protocol_of
from agreements.words import summary
from agreements.words.proof import check_status
from law.roles import Role, allowed_to


@allowed_to(Role.ADMINISTRATOR)
@require_safe
def mailbox(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show the mailbox, how far its verification is, and the addresses it replaced (R69, R70)."""
    found, now = load(request, pk), timezone.now()
    protocol = protocol_of(found)
    current = protocol.mailbox_facts
    earlier = sorted((one for one in protocol.mailboxes.all() if one != current), key=lambda one: one.registered_at)
    checks = summary.checks_of(current) if current else []
    latest = checks[0] if checks else None
    context = {
        "agreement": found,
        "mailbox": current,
        "rows": summary.mailbox_rows(current) if current else [],
        "earlier": earlier,
        "compared_by_me": current is not None and current.first_verified_by_id == request.user.pk,
        "check": latest,
        "check_status": check_status(latest, now),
        "check_rows": summary.check_rows(checks, now),
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
    form = form_for(request, MailboxForm, initial=initial, today=timezone.localdate(now))

    def save() -> None:
        actions.mailbox.set_mailbox(protocol=protocol, **form.cleaned_data, by=request.user, at=now)

    intro = "Een ander adres wordt opnieuw vergeleken en gecontroleerd. Tot dan wordt er niets verstuurd."
    back = reverse("agreements:mailbox", args=[found.pk])
    title, button = "Mailbox voor gegevensdeling", "Mailbox bewaren"
    return ask_part(request, found, form, save, title=title, button=button, intro=intro, back=back)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def verify_mailbox(request: SignedInRequest, pk: UUID, mailbox_pk: UUID) -> HttpResponse:
    """Compare the address with the signed protocol; two administrators do so, one after the other (R70)."""
    found, now = load(request, pk), timezone.now()
    current = get_object_or_404(protocol_of(found).mailboxes, pk=mailbox_pk)
    form = form_for(request, AddressForm, registered=current.address)

    def save() -> None:
        actions.mailbox.verify_mailbox(mailbox=current, by=request.user, at=now)

    intro = "Neem het ondertekende protocol. Zo zien we of het adres juist geregistreerd is."
    back = reverse("agreements:mailbox", args=[found.pk])
    title, button = "Adres vergelijken", "Adres bevestigen"
    return ask_part(request, found, form, save, title=title, button=button, intro=intro, back=back)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def record_bounce(request: SignedInRequest, pk: UUID, mailbox_pk: UUID) -> HttpResponse:
    """Record by hand that a mail to the mailbox came back (R68)."""
    found, now = load(request, pk), timezone.now()
    current = get_object_or_404(protocol_of(found).mailboxes, pk=mailbox_pk)
    form = form_for(request, BounceForm, today=timezone.localdate(now))

    def save() -> None:
        actions.mailbox.record_bounce(mailbox=current, **form.cleaned_data, by=request.user, at=now)

    intro = "Vanaf dan vertrekt er niets meer naar deze mailbox, tot ze opnieuw gecontroleerd is."
    back = reverse("agreements:mailbox", args=[found.pk])
    title, button = "Een mail kwam terug", "Teruggekomen mail bewaren"
    return ask_part(request, found, form, save, title=title, button=button, intro=intro, back=back)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def restore_mailbox(request: SignedInRequest, pk: UUID, mailbox_pk: UUID) -> HttpResponse:
    """Switch on again a mailbox that was switched off wrongly, without a new check (D30)."""
    found, now = load(request, pk), timezone.now()
    current = get_object_or_404(protocol_of(found).mailboxes, pk=mailbox_pk)
    form = form_for(request, RestoreForm)

    def save() -> None:
        actions.mailbox.restore_mailbox(mailbox=current, reason=form.cleaned_data["reason"], by=request.user, at=now)

    intro = (
        "De vergelijking en de controle van vroeger tellen dan weer. Uw naam en de reden staan in het logboek. "
        "Bestaat de mailbox echt niet meer? Vraag dan het nieuwe adres."
    )
    back = reverse("agreements:mailbox", args=[found.pk])
    title, button = "Mailbox weer aanzetten", "Mailbox weer aanzetten"
    return ask_part(request, found, form, save, title=title, button=button, intro=intro, back=back)
