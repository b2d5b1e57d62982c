"""The mailbox check: an administrator sends it, and the receiver answers it without an account (ADR 0013)."""

from datetime import datetime
from uuid import UUID

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.request import SignedInRequest
from agreements import actions
from agreements.forms.mailbox import CheckCodeForm
from agreements.models import CheckState, MailboxCheck
from agreements.models.mailbox_checks import CHECK_LINK, MOST_WRONG_CODES
from agreements.views.page import load, protocol_of
from law.refusal import Refusal
from law.roles import Role, allowed_to, open_to_everyone
from outbox.spelling import spell

LINK_ENDED = (CheckState.EXPIRED, CheckState.REPLACED)
"""These look exactly like a link that never was."""


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def start_check(request: SignedInRequest, pk: UUID, mailbox_pk: UUID) -> HttpResponse:
    """Mail a harmless archive to the mailbox (R68, R70); an address alone sends nothing."""
    found = load(request, pk)
    mailbox = get_object_or_404(protocol_of(found).mailboxes, pk=mailbox_pk)
    if request.method == "GET":  # as after signing in again
        return redirect("agreements:mailbox", pk)
    try:
        actions.mailbox_checks.start(mailbox=mailbox, by=request.user, at=timezone.now())
    except Refusal as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, "De controle vertrekt naar de mailbox. Vraag het OCMW of CAW om ze te beantwoorden.")
    return redirect("agreements:mailbox", found.pk)


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
        if actions.mailbox_checks.answer(check=check, code=form.cleaned_data["code"], at=now):
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
