"""The mailbox check: the receiver answers it without an account, and attests secrecy (R69, D27, ADR 0013)."""

from datetime import datetime

from allauth.core.ratelimit import consume
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from agreements import actions
from agreements.forms.mailbox import CheckCodeForm
from agreements.models import CheckState, MailboxCheck
from agreements.models.mailbox_checks import CHECK_LINK, MOST_WRONG_CODES
from law.roles import open_to_everyone
from outbox.spelling import spell

LINK_ENDED = (CheckState.EXPIRED, CheckState.REPLACED)
"""These look exactly like a link that never was."""


@open_to_everyone
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_check(request: HttpRequest) -> HttpResponse:
    """Show the password of the harmless archive on request, and take the code that was found inside.

    Whoever opens the link changes nothing: mail scanners do so too. No name, address or organisation is on this page.
    """
    if first := CHECK_LINK.first_step(request):
        return first
    now = timezone.now()
    check = MailboxCheck.objects.addressed_to(CHECK_LINK.digest_in(request)).first()
    if check is None or request.method != "POST":
        return _page(request, check, CheckCodeForm(), at=now)
    if not consume(request, action="mailbox_check"):
        return render(request, "429.html", status=429)
    if "code" not in request.POST:
        password = actions.mailbox_checks.show_password(check=check, at=now)
        return _page(request, check, CheckCodeForm(), at=now, password=password)
    form = CheckCodeForm(request.POST)
    if form.is_valid():
        answers = {name: form.cleaned_data[name] for name in ("code", "attested_by")}
        if actions.mailbox_checks.answer(check=check, **answers, at=now):
            return redirect(request.path)
        check.refresh_from_db()
        left = MOST_WRONG_CODES - check.wrong_codes
        tries = "één keer" if left == 1 else f"{left} keer"
        form.add_error("code", f"Deze code klopt niet. Kijk ze na in het bestand. U kunt nog {tries} proberen.")
    return _page(request, check, form, at=now)


def _page(
    request: HttpRequest, check: MailboxCheck | None, form: CheckCodeForm, *, at: datetime, password: str | None = None
) -> HttpResponse:
    state = check.state(at) if check else None
    if check is None or state in LINK_ENDED:
        return render(request, "agreements/check_unknown.html", status=404)
    context = {
        "form": form if state == CheckState.WAITING else None,
        "is_answered": state == CheckState.ANSWERED,
        "groups": spell(password) if password else [],
        "expires_at": check.expires_at,
    }
    return render(request, "agreements/check.html", context)
