"""The pages of a mailbox for data sharing: its address, its checks (R69, R70), the same for every owner (D27)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.answers import form_for
from accounts.models import User
from accounts.request import SignedInRequest
from agreements import actions
from agreements.forms.mailbox import AddressForm, BounceForm, MailboxForm, RestoreForm
from agreements.models import Mailbox, current_of
from agreements.views.page import ask_part, load, protocol_of
from agreements.words import summary
from agreements.words.not_printed import instead
from agreements.words.proof import check_status
from law.refusal import Refusal
from law.roles import Role, allowed_to, asks_proof


@dataclass(frozen=True)
class MailboxPlace:
    """Whose mailbox it is, and where its pages are."""

    paper: Model
    title: str
    paper_words: str
    """The paper on which the address stands, with its article."""
    back: str
    mailboxes: Iterable[Mailbox]
    save: Callable[[str, User, datetime], object]
    """Record this address."""
    page: Callable[[str, Mailbox | None], str]
    """The address of one of these pages."""
    not_printed: str = ""
    """Who said, and when, that the paper prints no address (D28)."""

    def of(self, pk: UUID) -> Mailbox:
        """One of its mailboxes; 404 when it is none of them."""
        found = next((one for one in self.mailboxes if one.pk == pk), None)
        if found is None:
            raise Http404
        return found


def show_mailbox(request: SignedInRequest, place: MailboxPlace, *, tabs_of: Model | None = None) -> HttpResponse:
    """Show the mailbox, how far its verification is, and the addresses it replaced (R69, R70).

    `tabs_of` is the agreement beside whose other pages this one stands.
    """
    current, now = current_of(place.mailboxes), timezone.now()
    checks = summary.checks_of(current) if current else []
    latest = checks[0] if checks else None
    context = {
        "place": place,
        "tabs_of": tabs_of,
        "may_change": request.user.has_role(Role.ADMINISTRATOR),
        "reads_log": tabs_of is not None and request.user.has_role(Role.AUDITOR),
        "mailbox": current,
        "rows": summary.mailbox_rows(current) if current else [],
        "earlier": sorted((one for one in place.mailboxes if one != current), key=lambda one: one.registered_at),
        "compared_by_me": current is not None and current.first_verified_by_id == request.user.pk,
        "check": latest,
        "check_status": check_status(latest, now),
        "check_rows": summary.check_rows(checks, now),
        "urls": {name: place.page(name, current) for name in _PAGES[: None if current else 1]},
    }
    return render(request, "agreements/mailbox.html", context)


_PAGES = ("set_mailbox", "verify_mailbox", "start_check", "record_bounce", "restore_mailbox")


def ask_address(request: SignedInRequest, place: MailboxPlace) -> HttpResponse:
    """Ask the address; another one is compared and checked anew (R70)."""
    current, now = current_of(place.mailboxes), timezone.now()
    initial = {"address": current.address} if current else {}
    form = form_for(request, MailboxForm, initial=initial, today=timezone.localdate(now))

    def save() -> None:
        place.save(form.cleaned_data["address"], request.user, now)

    intro = "Een ander adres wordt opnieuw vergeleken en gecontroleerd. Tot dan wordt er niets verstuurd."
    return _ask(request, place, form, save, title=place.title, button="Mailbox bewaren", intro=intro)


def ask_comparison(request: SignedInRequest, place: MailboxPlace, mailbox_pk: UUID) -> HttpResponse:
    """Compare the address with the signed paper; two administrators do so, one after the other (R70)."""
    mailbox, now = place.of(mailbox_pk), timezone.now()
    form = form_for(request, AddressForm, registered=mailbox.address)

    def save() -> None:
        actions.mailbox.verify_mailbox(mailbox=mailbox, by=request.user, at=now)

    intro = f"Neem {place.paper_words}. Zo zien we of het adres juist geregistreerd is."
    return _ask(request, place, form, save, title="Adres vergelijken", button="Adres bevestigen", intro=intro)


def send_check(request: SignedInRequest, place: MailboxPlace, mailbox_pk: UUID) -> HttpResponse:
    """Mail a harmless archive to the mailbox (R68, R70); an address alone sends nothing."""
    mailbox = place.of(mailbox_pk)
    if request.method == "GET":  # as after signing in again
        return redirect(place.page("mailbox", None))
    try:
        actions.mailbox_checks.start(mailbox=mailbox, by=request.user, at=timezone.now())
    except Refusal as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, "De controle vertrekt naar de mailbox. Vraag de ontvanger om ze te beantwoorden.")
    return redirect(place.page("mailbox", None))


def ask_bounce(request: SignedInRequest, place: MailboxPlace, mailbox_pk: UUID) -> HttpResponse:
    """Record by hand that a mail to the mailbox came back (R68)."""
    mailbox, now = place.of(mailbox_pk), timezone.now()
    form = form_for(request, BounceForm, today=timezone.localdate(now))

    def save() -> None:
        actions.mailbox.record_bounce(mailbox=mailbox, **form.cleaned_data, by=request.user, at=now)

    intro = "Vanaf dan vertrekt er niets meer naar deze mailbox, tot ze opnieuw gecontroleerd is."
    return _ask(
        request, place, form, save, title="Een mail kwam terug", button="Teruggekomen mail bewaren", intro=intro
    )


def ask_restoring(request: SignedInRequest, place: MailboxPlace, mailbox_pk: UUID) -> HttpResponse:
    """Switch on again a mailbox that was switched off wrongly, without a new check (D30)."""
    mailbox, now = place.of(mailbox_pk), timezone.now()
    form = form_for(request, RestoreForm)

    def save() -> None:
        actions.mailbox.restore_mailbox(mailbox=mailbox, reason=form.cleaned_data["reason"], by=request.user, at=now)

    intro = (
        "De vergelijking en de controle van vroeger tellen dan weer. Uw naam en de reden staan in het logboek. "
        "Bestaat de mailbox echt niet meer? Vraag dan het nieuwe adres."
    )
    title = "Mailbox weer aanzetten"
    return _ask(request, place, form, save, title=title, button=title, intro=intro)


def _ask(
    request: SignedInRequest, place: MailboxPlace, form: object, save: Callable[[], None], **words: str
) -> HttpResponse:
    return ask_part(request, place.paper, form, save, back=place.page("mailbox", None), **words)  # type: ignore[arg-type]


# --- the mailbox of a protocol ----------------------------------------------------------------------------------------


@allowed_to(Role.ADMINISTRATOR, Role.AUDITOR)
@require_safe
def mailbox(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show the mailbox of a protocol."""
    place = _place(request, pk)
    return show_mailbox(request, place, tabs_of=place.paper)


@allowed_to(Role.ADMINISTRATOR)
@asks_proof
@require_http_methods(["GET", "POST"])
def set_mailbox(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Record the mailbox of a protocol."""
    return ask_address(request, _place(request, pk))


@allowed_to(Role.ADMINISTRATOR)
@asks_proof
@require_http_methods(["GET", "POST"])
def verify_mailbox(request: SignedInRequest, pk: UUID, mailbox_pk: UUID) -> HttpResponse:
    """Compare the address with the signed protocol."""
    return ask_comparison(request, _place(request, pk), mailbox_pk)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def start_check(request: SignedInRequest, pk: UUID, mailbox_pk: UUID) -> HttpResponse:
    """Send the check of a mailbox."""
    return send_check(request, _place(request, pk), mailbox_pk)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def record_bounce(request: SignedInRequest, pk: UUID, mailbox_pk: UUID) -> HttpResponse:
    """Record by hand that a mail came back."""
    return ask_bounce(request, _place(request, pk), mailbox_pk)


@allowed_to(Role.ADMINISTRATOR)
@asks_proof
@require_http_methods(["GET", "POST"])
def restore_mailbox(request: SignedInRequest, pk: UUID, mailbox_pk: UUID) -> HttpResponse:
    """Switch a mailbox on again."""
    return ask_restoring(request, _place(request, pk), mailbox_pk)


def _place(request: SignedInRequest, pk: UUID) -> MailboxPlace:
    agreement = load(request, pk)
    protocol = protocol_of(agreement)

    def save(address: str, by: User, at: datetime) -> object:
        return actions.mailbox.set_mailbox(protocol=protocol, address=address, by=by, at=at)

    def page(name: str, mailbox: Mailbox | None) -> str:
        needs_mailbox = name not in ("mailbox", "set_mailbox")
        return reverse(f"agreements:{name}", args=[pk, mailbox.pk] if mailbox and needs_mailbox else [pk])

    return MailboxPlace(
        paper=agreement,
        title="Mailbox voor gegevensdeling",
        paper_words="het ondertekende protocol",
        back=reverse("agreements:agreement", args=[pk]),
        mailboxes=list(protocol.mailboxes.all()),
        save=save,
        page=page,
        not_printed=instead(agreement, "mailbox.address"),
    )
