"""A form that was sent from a page of before: after signing in again in another window, for example."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.csrf import csrf_failure

from accounts.answers import SeeOther, keep_draft
from accounts.models import User

TOO_OLD = "Deze pagina was te oud. Er is nog niets gewijzigd. Kijk uw antwoorden na en bevestig ze opnieuw."


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refuse what is not proved to come from a page of ours, and ask it anew: by a GET, for it can be of a client."""
    if not isinstance(request.user, User):
        return csrf_failure(request, reason)
    if request.headers.get("Sec-Fetch-Site") == "same-origin":  # says the browser, and no page of a stranger can
        return SeeOther(keep_draft(request, TOO_OLD))
    messages.error(request, "Deze pagina was te oud. Er is niets bewaard. Vul uw antwoorden opnieuw in.")
    return SeeOther(request.get_full_path())
