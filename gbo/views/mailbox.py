"""The mailbox of a core actor, in which it gets what a receiver passes on: the pages of every mailbox (R90, D27)."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.request import SignedInRequest
from agreements.models import Mailbox
from agreements.views import mailbox as pages
from agreements.views.mailbox import MailboxPlace
from gbo import actions as gbo_actions
from gbo.views.page import load, party_of
from law.roles import Role, allowed_to, asks_proof


@allowed_to(Role.ADMINISTRATOR)
@require_safe
def mailbox(request: SignedInRequest, pk: UUID, party_pk: UUID) -> HttpResponse:
    """Show the mailbox of a core actor."""
    return pages.show_mailbox(request, _place(request, pk, party_pk))


@allowed_to(Role.ADMINISTRATOR)
@asks_proof
@require_http_methods(["GET", "POST"])
def set_mailbox(request: SignedInRequest, pk: UUID, party_pk: UUID) -> HttpResponse:
    """Record the mailbox of a core actor."""
    return pages.ask_address(request, _place(request, pk, party_pk))


@allowed_to(Role.ADMINISTRATOR)
@asks_proof
@require_http_methods(["GET", "POST"])
def verify_mailbox(request: SignedInRequest, pk: UUID, party_pk: UUID, mailbox_pk: UUID) -> HttpResponse:
    """Compare the address with what the core actor gave in writing."""
    return pages.ask_comparison(request, _place(request, pk, party_pk), mailbox_pk)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def start_check(request: SignedInRequest, pk: UUID, party_pk: UUID, mailbox_pk: UUID) -> HttpResponse:
    """Send the check of a mailbox."""
    return pages.send_check(request, _place(request, pk, party_pk), mailbox_pk)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def record_bounce(request: SignedInRequest, pk: UUID, party_pk: UUID, mailbox_pk: UUID) -> HttpResponse:
    """Record by hand that a mail came back."""
    return pages.ask_bounce(request, _place(request, pk, party_pk), mailbox_pk)


@allowed_to(Role.ADMINISTRATOR)
@asks_proof
@require_http_methods(["GET", "POST"])
def restore_mailbox(request: SignedInRequest, pk: UUID, party_pk: UUID, mailbox_pk: UUID) -> HttpResponse:
    """Switch a mailbox on again that was switched off wrongly (D30)."""
    return pages.ask_restoring(request, _place(request, pk, party_pk), mailbox_pk)


def _place(request: SignedInRequest, pk: UUID, party_pk: UUID) -> MailboxPlace:
    agreement = load(request, pk)
    party = party_of(agreement, party_pk)

    def save(address: str, by: User, at: datetime) -> object:
        return gbo_actions.mailbox.set_mailbox(party=party, address=address, by=by, at=at)

    def page(name: str, mailbox: Mailbox | None) -> str:
        needs_mailbox = name not in ("mailbox", "set_mailbox")
        key = [mailbox.pk] if mailbox and needs_mailbox else []
        return reverse(f"gbo:{name}", args=[pk, party_pk, *key])

    return MailboxPlace(
        paper=agreement,
        title=f"Mailbox van {party}",
        paper_words="het papier waarop de kernactor het adres gaf",
        back=reverse("gbo:agreement", args=[pk]),
        mailboxes=party.mailboxes,
        save=save,
        page=page,
    )
