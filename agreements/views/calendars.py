"""Deadlines in someone's own calendar: the page of the address, and what a calendar program reads there."""

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response, set_response_etag
from django.views.decorators.http import require_http_methods, require_safe

from accounts.request import SignedInRequest
from agreements import actions
from agreements.models import CALENDAR_LINK, CalendarFeed
from agreements.models.calendars import CALENDAR_READERS
from agreements.rules.coming import coming
from agreements.words.calendar import as_calendar
from law.notice_period import add_months
from law.roles import allowed_to, open_to_everyone

MONTHS_AHEAD = 18
"""The evaluation is due within a year (R45): what comes next is always in it."""

CONTENT_TYPE = "text/calendar; charset=utf-8"


@allowed_to(*CALENDAR_READERS)
@require_http_methods(["GET", "POST"])
def own_calendar(request: SignedInRequest) -> HttpResponse:
    """Say whether there is an address; make one when asked, and show it this once."""
    token = actions.calendars.make(by=request.user, at=timezone.now()) if request.method == "POST" else ""
    url = CALENDAR_LINK.url(token) if token else ""
    context = {
        "feed": CalendarFeed.objects.visible_to(request.user).first(),
        "url": url,
        "webcal": f"webcal://{url.partition('://')[2]}",
    }
    return render(request, "agreements/own_calendar.html", context)


@allowed_to(*CALENDAR_READERS)
@require_http_methods(["GET", "POST"])
def revoke_calendar(request: SignedInRequest) -> HttpResponse:
    """Take the address back, after a press on the button."""
    if request.method == "POST":
        actions.calendars.revoke(by=request.user, at=timezone.now())
        messages.success(request, "Het adres werkt niet meer. Haal de agenda nu ook weg in uw agendaprogramma.")
    return redirect("agreements:own_calendar")


@open_to_everyone
@login_not_required
@require_safe
def calendar(request: HttpRequest) -> HttpResponseBase:
    """Give a calendar program what its owner reads on the list of deadlines; 304 when nothing changed.

    Whoever asks is a program: it keeps no cookie, and what goes wrong is said in one plain line.
    """
    if not consume(request, action="calendar"):
        return _plain("Te vaak gevraagd. Probeer het straks opnieuw.", status=429)
    feed = CalendarFeed.objects.addressed_to(CALENDAR_LINK.digest_in_address(request)).first()
    if feed is None:
        return _plain("Dit adres werkt niet. Maak een nieuw adres op de site.", status=404)
    today = timezone.localdate(timezone.now())
    content = as_calendar(coming(feed.user, on=today, until=add_months(today, MONTHS_AHEAD)))
    headers = {"Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff"}
    response = HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)
    set_response_etag(response)
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


def _plain(sentence: str, *, status: int) -> HttpResponse:
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
