"""What every public site owes its visitors: accessibility, privacy, cookies, whom to ask, and where to report a leak.

The accessibility statement follows the model of Implementing Decision (EU) 2018/1523 (Bestuursdecreet art. II.16).
"""

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from law.roles import open_to_everyone

SECURITY_TXT_HOLDS = timedelta(days=180)
"""RFC 9116 asks a day within a year, after which nobody trusts the file any more."""

_measured: dict[str, Any] = json.loads((Path(__file__).parent / "measured.json").read_text(encoding="utf-8"))
MEASURED = {
    **_measured,
    "on": date.fromisoformat(_measured["on"]),
    "done_by_keyboard": len(_measured["tasks"]) - len(_measured["keyboard"]),
    "done_without_scripts": len(_measured["tasks"]) - len(_measured["without_scripts"]),
}
"""What `make accessibility` found, and on which day: nobody fills in the outcome of a test by hand (ADR 0096)."""

FOOTER = [
    ("help", "Hulp"),
    ("contact", "Contact"),
    ("privacy", "Privacy"),
    ("cookies", "Cookies"),
    ("accessibility", "Toegankelijkheid"),
    ("security", "Veiligheid melden"),
]
"""Url name and words of the links at the foot of every page."""


@open_to_everyone
@login_not_required
@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    """Say whom to ask."""
    return _page(request, "home/contact.html")


@open_to_everyone
@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say which data this site keeps of whom, why, and for how long (art. 13 GDPR)."""
    days = {
        "after_opening": settings.RETENTION_DAYS_AFTER_OPENING,
        "after_sending": settings.RETENTION_DAYS_AFTER_SENDING,
    }
    return _page(request, "home/privacy.html", days=days)


@open_to_everyone
@login_not_required
@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    """Name every cookie."""
    names = {
        "session": settings.SESSION_COOKIE_NAME,
        "csrf": settings.CSRF_COOKIE_NAME,
        "device": settings.DEVICE_COOKIE_NAME,
    }
    return _page(request, "home/cookies.html", names=names)


@open_to_everyone
@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say how accessible this site is, how that was tested, and where to complain."""
    return _page(request, "home/accessibility.html", measured=MEASURED)


@open_to_everyone
@login_not_required
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Say where to report what is not safe."""
    return _page(request, "home/security.html")


@open_to_everyone
@login_not_required
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """The same for programs (RFC 9116); there is no file where nobody is named."""
    if not settings.SECURITY_EMAIL:
        raise Http404
    today = timezone.now().date()
    expires = datetime.combine(today + SECURITY_TXT_HOLDS, time.min, tzinfo=timezone.get_default_timezone())
    lines = [
        f"Contact: mailto:{settings.SECURITY_EMAIL}",
        f"Expires: {expires.isoformat()}",
        "Preferred-Languages: nl, fr, en",
        f"Canonical: {settings.SITE_URL}{reverse('security_txt')}",
        f"Policy: {settings.SITE_URL}{reverse('security')}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


def _page(request: HttpRequest, template: str, **context: object) -> HttpResponse:
    asked = {
        "contact_email": settings.CONTACT_EMAIL,
        "contact_phone": settings.CONTACT_PHONE,
        "privacy_email": settings.PRIVACY_EMAIL,
        "security_email": settings.SECURITY_EMAIL,
    }
    return render(request, template, {**asked, **context})
