"""What every page shows around its content, and where someone starts."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.request import SignedInRequest
from law.roles import Role, allowed_to_signed_in

NAVIGATION = [
    ({Role.TEAM_MEMBER}, "referrals:worklist", "Aanmeldingen"),
    ({Role.SOCIAL_WORKER}, "ocmw_intake:worklist", "Opvolging"),
    ({Role.AUDITOR}, "audit:trail", "Logboek"),
    ({Role.ADMINISTRATOR, Role.AUDITOR}, "agreements:register", "Overeenkomsten"),
    ({Role.ADMINISTRATOR, Role.AUDITOR}, "gbo:register", "GBO"),
    ({Role.ADMINISTRATOR, Role.AUDITOR}, "breaches:register", "Gegevenslekken"),
    ({Role.ADMINISTRATOR}, "directory:organisations", "Organisaties"),
]
"""Roles, url name and words; the first item someone may see is where that person starts."""


def page(request: HttpRequest) -> dict[str, Any]:
    """Context of `base.html`: product name, navigation of this person, links in the footer."""
    user = getattr(request, "user", None)
    items = []
    if user is not None and user.is_authenticated:
        for roles, name, words in NAVIGATION:
            if user.has_role(*roles):
                url = reverse(name)
                items.append({"url": url, "label": words, "is_current": request.path.startswith(url)})
    return {"PRODUCT_NAME": settings.PRODUCT_NAME, "navigation": items, "footer_links": []}


@allowed_to_signed_in
def start(request: SignedInRequest) -> HttpResponse:
    """Send a person to the first page of the first role."""
    for roles, name, _words in NAVIGATION:
        if request.user.has_role(*roles):
            return redirect(name)
    return redirect("accounts:own")
