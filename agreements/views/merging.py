"""Municipalities become one: choose, look at what changes, confirm (R2, R59)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods

from accounts.answers import form_for
from accounts.request import SignedInRequest
from agreements.forms.merging import MergeForm
from agreements.models import Agreement
from directory.merging import MergePlan, merge_municipalities, plan_merge
from law.roles import Role, allowed_to


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: SignedInRequest) -> HttpResponse:
    """Merge municipalities: the page first shows what changes, and does it when exactly that is confirmed."""
    now = timezone.now()
    form = form_for(request, MergeForm)
    if form.is_valid() and "change" not in request.POST:
        confirmed = request.POST.get("confirmed", "")
        try:
            plan = plan_merge(**form.cleaned_data, today=timezone.localdate(now))
            if not confirmed or (confirmed != plan.fingerprint and not plan.is_empty):
                return _preview(request, form, plan, has_changed=bool(confirmed))
            merge_municipalities(**form.cleaned_data, by=request.user, at=now, shown=confirmed)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"{plan.into} is samengevoegd vanaf {date_format(plan.on)}.")
            return redirect("agreements:register")
    return render(request, "agreements/merge.html", {"form": form})


def _preview(request: SignedInRequest, form: MergeForm, plan: MergePlan, *, has_changed: bool) -> HttpResponse:
    agreements = Agreement.objects.visible_to(request.user).filter(partner__in=plan.former_receivers).unreplaced()
    context = {
        "form": form,
        "plan": plan,
        "has_changed": has_changed,
        "agreements": agreements.select_related("team", "partner").order_by("partner__name", "team__name"),
    }
    return render(request, "agreements/confirm_merge.html", context)
