"""What a team member can do with a message of the team that did not leave: try again, or give it up."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.request import SignedInRequest
from law.refusal import Refusal
from law.roles import Role, allowed_to
from referrals import actions
from referrals.models import Referral
from referrals.rules.worklist import ToDo, to_do

MOST_AT_ONCE = 100
CANNOT = "Dat kan nu niet meer. Kijk hieronder hoe het met de mail staat."


@allowed_to(Role.TEAM_MEMBER)
@require_http_methods(["GET", "POST"])
def retry(request: SignedInRequest, reference: str) -> HttpResponse:
    """Try again: the same message to the same mailbox, after the gate is asked anew."""
    found = get_object_or_404(Referral.objects.visible_to(request.user), reference=reference)
    if request.method == "POST":
        try:
            obstacles = actions.retry_sending(found, by=request.user, at=timezone.now())
            if obstacles:
                words = " ".join(obstacle.sentence for obstacle in obstacles)
                messages.error(request, f"De mail mag nog niet weg. {words}")
            else:
                messages.success(request, "De mail staat weer klaar. Ze vertrekt meestal binnen een minuut.")
        except Refusal:
            messages.error(request, CANNOT)
    return redirect("referrals:referral", found.reference)


@allowed_to(Role.TEAM_MEMBER)
@require_http_methods(["GET", "POST"])
def send_waiting(request: SignedInRequest) -> HttpResponse:
    """Send in one press all of the own teams that waited for the papers and can go again (D29, D30)."""
    if request.method == "POST":
        ready = list(to_do(Referral.objects.visible_to(request.user), only=ToDo.GO_AGAIN)[:MOST_AT_ONCE])
        going = actions.send_again(ready, by=request.user, at=timezone.now())
        if going:
            messages.success(request, f"{going} {'mail vertrekt' if going == 1 else 'mails vertrekken'} nu.")
        if going < len(ready) or not ready:
            messages.warning(request, "Wat nog in de lijst staat, mag niet weg. Open het en lees waarom.")
    return redirect("referrals:worklist")


@allowed_to(Role.TEAM_MEMBER)
@require_http_methods(["GET", "POST"])
def cancel(request: SignedInRequest, reference: str) -> HttpResponse:
    """Give up a message that did not leave."""
    found = get_object_or_404(Referral.objects.visible_to(request.user), reference=reference)
    if request.method == "POST":
        try:
            actions.cancel_sending(found, by=request.user, at=timezone.now())
            messages.success(request, "De mail is geannuleerd. Er gaat niets meer weg.")
        except Refusal:
            messages.error(request, CANNOT)
    return redirect("referrals:referral", found.reference)
