"""What the warning on a page asks before a session ends; see `static/session.js`."""

from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts import idle
from accounts.request import SignedInRequest
from law.roles import allowed_to_signed_in


@idle.is_no_activity
@allowed_to_signed_in
@require_http_methods(["GET", "POST"])
def session(request: SignedInRequest) -> JsonResponse:
    """Say how long the session lasts. With POST, the press on "Ingelogd blijven", half an hour from now."""
    if request.method == "POST":
        idle.note_activity(request)
    ends_at, can_stay = idle.ends_at(request)
    seconds = max(0, int((ends_at - timezone.now()).total_seconds()))
    return JsonResponse({"seconds": seconds, "at": f"{timezone.localtime(ends_at):%H:%M}", "can_stay": can_stay})
