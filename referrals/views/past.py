"""Whether a referral was allowed on its day: an answer that can be printed and shown to whoever asks (D26)."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.request import SignedInRequest
from agreements.words.past import answer_words
from law.roles import Role, allowed_to
from referrals.rules.past import judged_moments
from referrals.views.referral import load
from referrals.words.summary import consent_rows, lawfulness_rows
from vault.printing import page_or_pdf


@allowed_to(Role.TEAM_MEMBER)
@require_safe
def was_it_allowed(request: SignedInRequest, reference: str) -> HttpResponse:
    """Say of filing and sending whether they were allowed: reasons, what held, what was known when; no client data."""
    found, now = load(request, reference), timezone.now()
    moments: list[dict[str, Any]] = []
    for one in judged_moments(found, at=now):
        shown = {"words": one.words, **answer_words(one.answer, to_administrator=False)}
        if moments and shown["facts"] == moments[0]["facts"]:
            shown["facts"] = []  # the table above says the same
        moments.append(shown)
    context = {
        "referral": found,
        "at": now,
        "rows": lawfulness_rows(found),
        "consent_rows": consent_rows(found.consent),
        "moments": moments,
    }
    return page_or_pdf(request, "referrals/past.html", context, name="mocht-dit")
