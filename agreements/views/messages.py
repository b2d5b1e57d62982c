"""What was written to the other party about an agreement, with its proof: the annexes of R23."""

from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.answers import form_for
from accounts.request import SignedInRequest
from agreements import actions
from agreements.forms.messages import PostingForm
from agreements.letters.contacts import organisation_of, other
from agreements.models import Message
from agreements.terms.papers import Party
from agreements.views.page import ask_part, load
from agreements.words.proof import message_status, proof_of, proof_rows
from directory.models import Organisation
from law.roles import Role, allowed_to
from vault.printing import page_or_pdf

PAGE = 25


@allowed_to(Role.ADMINISTRATOR, Role.AUDITOR)
@require_safe
def messages(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """List what was written about this agreement, newest first (R23)."""
    found = load(request, pk)
    written = Message.objects.visible_to(request.user).filter(agreement=found).select_related("transmission")
    page: Page[Any] = Paginator(written.order_by("-written_at", "pk"), PAGE).get_page(request.GET.get("pagina"))
    rows = [
        {
            "message": one,
            "party": found.party_name(one.to_party),
            "status": message_status(one),
            "proof": proof_of(one),
        }
        for one in page.object_list
    ]
    return render(request, "agreements/messages.html", {"agreement": found, "rows": rows, "page": page})


@allowed_to(Role.ADMINISTRATOR, Role.AUDITOR)
@require_safe
def message(request: SignedInRequest, pk: UUID, message_pk: UUID) -> HttpResponse:
    """Show one message with its proof; printed it is the letter, or the annex (R23)."""
    found = load(request, pk)
    one = get_object_or_404(_written(request, message_pk), agreement=found)
    party = Party(one.to_party)
    context = {
        "caption": found,
        "back": reverse("agreements:messages", args=[found.pk]),
        "back_words": "Naar de berichten",
        "posting": reverse("agreements:record_posting", args=[found.pk, one.pk]),
        "message": one,
        "sender": organisation_of(found, other(party)),
        "agency": Organisation.objects.visible_to(request.user).agency() if party == Party.PARTNER else None,
        "receiver": organisation_of(found, party),
        "status": message_status(one),
        "proof_rows": proof_rows(one),
        "may_post": one.transmission is None and one.posted_on is None and request.user.has_role(Role.ADMINISTRATOR),
    }
    return page_or_pdf(request, "agreements/message.html", context, name="brief")


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def record_posting(request: SignedInRequest, pk: UUID, message_pk: UUID) -> HttpResponse:
    """Record that a letter was posted, and what proves it (R23)."""
    found, now = load(request, pk), timezone.now()
    one = get_object_or_404(_written(request, message_pk), agreement=found, transmission=None)
    written_on = timezone.localdate(one.written_at)
    form = form_for(request, PostingForm, written_on=written_on, today=timezone.localdate(now))

    def save() -> None:
        actions.stops.record_posting(message=one, **form.cleaned_data, by=request.user, at=now)

    back = reverse("agreements:message", args=[found.pk, one.pk])
    return ask_part(request, found, form, save, title="Brief gepost", button="Verzending bewaren", back=back)


def _written(request: SignedInRequest, message_pk: UUID) -> Any:
    return Message.objects.visible_to(request.user).select_related("transmission", "written_by").filter(pk=message_pk)
