"""The last day after a notice, computed for any day: nothing is kept (R37, R39)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.request import SignedInRequest
from agreements.forms.calculator import NoticeCalculatorForm
from law.roles import Role, allowed_to


@allowed_to(Role.ADMINISTRATOR, Role.AUDITOR, Role.TEAM_MEMBER)
@require_safe
def notice_calculator(request: SignedInRequest) -> HttpResponse:
    """Show the first and the last day of a term of notice, and how they were found."""
    initial = {"paper": "local", "months": 6, "given_on": timezone.localdate(timezone.now())}
    form = NoticeCalculatorForm(request.GET or None, initial=initial)
    reads_register = request.user.has_role(Role.ADMINISTRATOR, Role.AUDITOR)
    back = reverse("agreements:register" if reads_register else "start")
    return render(request, "agreements/notice_calculator.html", {"form": form, "back": back})
