"""Help in the site: the guide, and every reason why something cannot be sent. Public: who cannot sign in needs it."""

from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from home import guide
from law.obstacles import Obstacle
from law.roles import open_to_everyone

LONGEST_QUESTION = 100
MOST_FOUND = 30


@open_to_everyone
@login_not_required
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show the first page of the guide, or the sections that answer a question (`?zoek=`)."""
    asked = " ".join(request.GET.get("zoek", "").replace("\0", "").split())[:LONGEST_QUESTION]
    context = {"asked": asked, "found": guide.search(asked)[:MOST_FOUND] if asked else []}
    return render(request, "home/help.html", context | guide.context_of(guide.START))


@open_to_everyone
@login_not_required
@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one page of the guide."""
    if slug not in guide.slugs() or slug == guide.START:
        raise Http404
    return render(request, "home/help_page.html", guide.context_of(slug))


@open_to_everyone
@login_not_required
@require_safe
def reasons(request: HttpRequest) -> HttpResponse:
    """Show every reason why data may not go, with the rule it comes from."""
    topics = [(topic.label, list(ones)) for topic, ones in groupby(Obstacle, key=lambda one: one.topic)]
    return render(request, "home/reasons.html", {"topics": topics})
