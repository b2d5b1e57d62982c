"""The page on which an auditor reads the trail (D11); it names objects by number, so it shows no client data (D8)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audit.forms import TrailForm
from audit.models import AuditEvent
from law.roles import Role, allowed_to

PAGE = 50


@allowed_to(Role.AUDITOR)
@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """Show the trail, newest first, a page at a time; reading by key costs the same on every page."""
    form = TrailForm(request.GET)
    visible = AuditEvent.objects.visible_to(request.user)
    found = list(visible.filtered(**form.cleaned_data)[: PAGE + 1]) if form.is_valid() else []
    older = request.GET.copy()
    if len(found) > PAGE:
        older["voor"] = str(found[PAGE - 1].pk)
    context = {
        "form": form,
        "events": found[:PAGE],
        "older_url": f"?{older.urlencode()}" if len(found) > PAGE else "",
        "is_filtered": any(name in request.GET for name in form.fields),
    }
    return render(request, "audit/trail.html", context)
