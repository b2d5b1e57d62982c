"""Finding one referral of the own teams, by its reference or by the name of the client (D16)."""

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.answers import form_for, show_again
from accounts.request import SignedInRequest
from law.roles import Role, allowed_to
from referrals import actions
from referrals.forms.worklist import FindForm
from referrals.models import Referral, ReferralQuerySet
from referrals.views.worklist import named

MOST_SHOWN = 20


@allowed_to(Role.TEAM_MEMBER)
@require_http_methods(["GET", "POST"])
def find(request: SignedInRequest) -> HttpResponse:
    """Go to the referral with this reference or of this client; list them when there are more."""
    form = form_for(request, FindForm)
    mine = Referral.objects.visible_to(request.user)
    if not form.is_valid():
        if request.method == "POST":
            messages.error(request, str(form.errors["sought"][0]))
        return redirect("referrals:worklist")
    if request.method == "GET":
        found = _named_so(request, mine, form).with_status().select_related("partner").order_by("-filed_at")
        rows = named(found[: MOST_SHOWN + 1])
        context = {"referrals": rows[:MOST_SHOWN], "has_more": len(rows) > MOST_SHOWN, "form": form}
        return render(request, "referrals/found.html", context)
    if by_reference := mine.filter(reference=form.reference).first():
        return redirect("referrals:referral", by_reference.reference)
    if not consume(request, action="client_search"):
        messages.error(request, "U zocht te vaak na elkaar. Probeer het over een uur opnieuw.")
        return redirect("referrals:worklist")
    found = _named_so(request, mine, form)
    references = list(found.values_list("reference", flat=True)[: MOST_SHOWN + 1])
    actions.note_search(found=len(references), everywhere=False, by=request.user, at=timezone.now())
    if len(references) > 1:
        return show_again(request, form)
    if references:
        return redirect("referrals:referral", references[0])
    messages.error(
        request,
        "Wij vinden niets. Kijk de referentie na, of schrijf de naam anders. "
        "Is de aanmelding al gewist? Kies dan “Cliënt van vroeger zoeken”.",
    )
    return redirect("referrals:worklist")


def _named_so(request: SignedInRequest, mine: ReferralQuerySet, form: FindForm) -> ReferralQuerySet:
    return mine.named(form.cleaned_data["sought"], teams=request.user.organisations_as(Role.TEAM_MEMBER))
