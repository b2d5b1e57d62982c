"""Practising: the pages of a referral with a receiver and a client who do not exist. Nothing leaves, nothing counts."""

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_http_methods, require_safe

from accounts.request import SignedInRequest
from directory.models import Municipality
from law.facts import Region
from law.roles import Role, allowed_to
from referrals import actions
from referrals.views.place import places_of

INVENTED = {
    "first_name": "Noor",
    "last_name": "Oefening",
    "address_answer": "given",
    "street": "Proefstraat 1",
    "phone": "0470 00 00 00",
}
"""Nobody; the number is one that is never given out here."""


@allowed_to(Role.TEAM_MEMBER)
@require_http_methods(["GET", "POST"])
def practise(request: SignedInRequest) -> HttpResponse:
    """Begin a practice for the first team of this person, in a place of its papers or else anywhere."""
    if request.method == "GET":  # as after signing in again
        return redirect("referrals:worklist")
    teams = request.user.organisations_as(Role.TEAM_MEMBER)
    known = places_of(teams)
    somewhere = Q(name=known[0][0]) if known else Q(region=Region.FLANDERS)
    residence = Municipality.objects.filter(somewhere).order_by("name").first()
    if residence is None:
        return redirect("start")
    draft = actions.start_practice(team=teams[0], residence=residence, by=request.user, at=timezone.now())
    return redirect("referrals:consent", draft.pk)


@allowed_to(Role.TEAM_MEMBER)
@require_safe
def practised(request: SignedInRequest) -> HttpResponse:
    """Say what would have happened now."""
    return render(request, "referrals/practised.html")


def invented_client(residence: Municipality) -> MultiValueDict[str, str]:
    """What a practice has filled in beforehand, so that nobody types a client who exists."""
    code = residence.postal_codes.order_by("code").values_list("code", flat=True).first()
    return MultiValueDict({name: [text] for name, text in {**INVENTED, "postal_code": code or ""}.items()})
