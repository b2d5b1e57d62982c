"""The worklist of a social worker."""

from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.request import SignedInRequest
from law.roles import Role, allowed_to
from ocmw_intake.forms.worklist import ALL, TO_DO, ReferenceForm, WorklistFilterForm
from ocmw_intake.models import ASKS_FOR_WORK, Status, referrals_of, terms_of
from ocmw_intake.views.page import last_day_to_delete

PAGE = 25


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "HEAD", "POST"])
def worklist(request: SignedInRequest) -> HttpResponse:
    """List the referrals of my receiver, the oldest first: still to do, of one status or all; or find one (POST)."""
    at = timezone.now()
    referrals = referrals_of(request.user)
    search = ReferenceForm(request.POST if request.method == "POST" else None)
    if search.is_valid():
        reference = search.cleaned_data["reference"]
        if referrals.filter(reference=reference).exists():
            return redirect("ocmw_intake:referral", reference)
        search.add_error("reference", "Wij vinden geen aanmelding met deze referentie. Kijk ze na in de mail.")
    counts = dict(referrals.order_by().values_list("intake_status").annotate(Count("pk")))
    form = WorklistFilterForm(request.GET, counts=counts)
    status = form.cleaned_data["status"] if form.is_valid() else TO_DO
    if status == TO_DO:
        referrals = referrals.filter(intake_status__in=ASKS_FOR_WORK)
    elif status != ALL:
        referrals = referrals.filter(intake_status=status)
    page = Paginator(referrals, PAGE).get_page(request.GET.get("pagina"))
    receivers = request.user.organisations_as(Role.SOCIAL_WORKER)
    terms = {receiver.pk: terms_of(receiver.pk) for receiver in receivers}
    rows = [
        {
            "referral": one,
            "status": Status(one.intake_status),
            "open_for": _open_for(one.transmission.sent_at, at),
            "delete_by": last_day_to_delete(one, terms[one.partner_id]),
        }
        for one in page
    ]
    context = {
        "form": form,
        "search": search,
        "forms": [search, form],
        "has_errors": bool(search.errors or form.errors),
        "rows": rows,
        "older": _page_url(status, page.previous_page_number()) if page.has_previous() else "",
        "newer": _page_url(status, page.next_page_number()) if page.has_next() else "",
        "receivers": receivers,
        "total": sum(counts.values()),
    }
    return render(request, "ocmw_intake/worklist.html", context)


def _page_url(status: str, number: int) -> str:
    """Return the address of another page; nothing else that was asked is repeated in it."""
    return f"?status={status}&pagina={number}"


def _open_for(sent_at: datetime, at: datetime) -> str:
    """How long a referral has been waiting, in calendar days."""
    days = (timezone.localdate(at) - timezone.localdate(sent_at)).days
    return "sinds vandaag" if days == 0 else "1 dag" if days == 1 else f"{days} dagen"
