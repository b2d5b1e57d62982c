"""What is printed so that nobody is sure of it: the list of one agreement, a new one, and looking one up (R33)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.answers import form_for
from accounts.request import SignedInRequest
from agreements import actions
from agreements.forms.doubts import NewDoubtForm, SettleDoubtForm
from agreements.terms.doubts import DoubtField
from agreements.views.page import ask_part, load
from agreements.words import summary
from law.roles import Role, allowed_to


@allowed_to(Role.ADMINISTRATOR)
@require_safe
def doubts(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show what must still be confirmed, and what was."""
    found = load(request, pk)
    rows = found.doubt_set.select_related("settled_by").order_by("-settled_at", "raised_at")
    context = {
        "agreement": found,
        "open": summary.doubt_tasks(found, may_change=True),
        "settled": [row for row in rows if not row.is_open],
    }
    return render(request, "agreements/doubts.html", context)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def new_doubt(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Record that a fact is printed so that nobody is sure of it."""
    found, now = load(request, pk), timezone.now()
    form = form_for(request, NewDoubtForm, agreement=found, today=timezone.localdate(now))

    def save() -> None:
        spot, field = form.place_chosen
        printed = form.as_printed
        actions.doubts.raise_doubt(agreement=found, spot=spot, field=field, printed=printed, by=request.user, at=now)

    back = reverse("agreements:doubts", args=[found.pk])
    intro = "Zolang een twijfel open staat, wordt er niets verstuurd."
    return ask_part(
        request, found, form, save, title="Twijfel melden", button="Twijfel bewaren", intro=intro, back=back
    )


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def settle_doubt(request: SignedInRequest, pk: UUID, doubt_pk: UUID) -> HttpResponse:
    """Confirm or correct what the paper says."""
    found, now = load(request, pk), timezone.now()
    doubt = get_object_or_404(found.doubt_set, pk=doubt_pk)
    if not doubt.is_open:
        messages.info(request, "Deze twijfel is al nagekeken.")
        return redirect("agreements:doubts", found.pk)
    value = summary.doubted_value(found, doubt)
    form = form_for(request, SettleDoubtForm, doubt=doubt, today=timezone.localdate(now), value=value)

    def save() -> None:
        actions.doubts.settle_doubt(doubt=doubt, value=form.cleaned_data["value"], by=request.user, at=now)

    back = reverse("agreements:doubts", args=[found.pk])
    intro = "Neem het papier. Staat het er toch anders? Vul dan in wat er staat."
    if doubt.field == DoubtField.ENTERPRISE_NUMBER:
        intro = "Neem het papier en vergelijk het nummer met dat van de organisatie."
    title = f"Twijfel nakijken: {doubt.words}"
    return ask_part(request, found, form, save, title=title, button="Gegeven bevestigen", intro=intro, back=back)
