"""Finding a referral by its reference or by the number of the own file."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.answers import form_for, show_again
from accounts.request import SignedInRequest
from law.roles import Role, allowed_to
from ocmw_intake.forms.worklist import SearchForm
from ocmw_intake.models import Intake, handlers_at
from ocmw_intake.models.worklist import fetched
from ocmw_intake.page import list_url
from ocmw_intake.views.worklist import PAGE, rows_of


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def search(request: SignedInRequest) -> HttpResponse:
    """Go to the one referral that was meant, or list those with the same number; what is typed stays in the POST."""
    form = form_for(request, SearchForm)
    found = _found(request, form) if form.is_valid() else []
    if len(found) == 1:
        return redirect("ocmw_intake:referral", found[0].referral.reference)
    if request.method == "POST":  # errors and a list of several are shown by a GET: what was typed stays nowhere
        return show_again(request, form)
    if form.is_valid() and not found:
        form.add_error(
            "asked",
            "Wij vinden geen aanmelding met deze referentie of dit dossiernummer. Kijk de referentie na in de mail.",
        )
    receivers = request.user.organisations_as(Role.SOCIAL_WORKER)
    handlers = handlers_at(receiver.pk for receiver in receivers)
    context = {
        "form": form,
        "rows": rows_of(found[:PAGE], by=request.user, handlers=handlers, at=timezone.now()),
        "shown": PAGE,
        "has_more": len(found) > PAGE,
        "has_receivers": len(receivers) > 1,
        "list_url": list_url(request),
    }
    return render(request, "ocmw_intake/search.html", context)


def _found(request: SignedInRequest, form: SearchForm) -> list[Intake]:
    """The referral with this reference, and those of files with this number; two look-ups, each by its own index."""
    mine = fetched(Intake.objects.visible_to(request.user))
    found = list(mine.filter(referral__reference=form.reference)) if form.reference else []
    same_file = mine.filter(file_number__iexact=form.file_number).exclude(file_number="")
    known = {intake.pk for intake in found}
    found += [intake for intake in same_file.order_by("-received_at", "-pk")[: PAGE + 1] if intake.pk not in known]
    return found
