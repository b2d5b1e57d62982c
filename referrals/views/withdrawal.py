"""A referral comes to its end: the question, the call to the receiver, and the guide to a new referral (R55, D9)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.answers import form_for
from accounts.request import SignedInRequest
from consent.models import Reason
from law.refusal import Overtaken
from law.roles import Role, allowed_to
from outbox.nudging import nudge
from referrals import actions
from referrals.forms.receiver_notice import CallForm, DeclaredForm
from referrals.forms.withdrawal import WithdrawalForm
from referrals.rules.archives import mailboxes_with_data
from referrals.tasks import carry_out_wishes
from referrals.views.referral import load
from referrals.words.summary import client_rows_of, deletion_lines


@allowed_to(Role.TEAM_MEMBER)
@require_http_methods(["GET", "POST"])
def end(request: SignedInRequest, reference: str, reason: Reason) -> HttpResponse:
    """Ask when, who told whom and how the receiver is told; then end the referral for this reason.

    Who moved is asked for a new place at once: a new receiver means new information and a new consent (D9, R59).
    """
    found = load(request, reference)
    if found.consent.withdrawn_on is not None:
        return redirect("referrals:referral", found.reference)
    at = timezone.now()
    today = timezone.localdate(at)
    has_left = bool(mailboxes_with_data(found))
    form = form_for(request, WithdrawalForm, referral=found, reason=reason, has_left=has_left, today=today)
    if form.is_valid():
        answers, call = form.cleaned_data, form.call_on(today)
        told = {"told_by": answers["told_by"], "told_to": answers["told_to"], "call": call}
        try:
            notices = actions.ask_to_withdraw(found, on=answers["on"], reason=reason, **told, by=request.user, at=at)
        except Overtaken:  # the button was pressed twice, or a colleague was first
            return redirect("referrals:referral", found.reference)
        if notices is None:
            nudge(carry_out_wishes)
            messages.warning(request, _WAITS)
            return redirect("referrals:referral", found.reference)
        messages.success(request, _done(reason, is_mailed=bool(notices) and call is None))
        if reason == Reason.MOVED:
            return redirect("referrals:file")
        return redirect("referrals:referral", found.reference)
    whom = client_rows_of(found, at=at)[:1]  # the name: nobody ends the wrong one
    context = {
        "referral": found,
        "form": form,
        "has_left": has_left,
        "surely_left": found.transmission.sent_at,
        "whom": whom,
        **_WORDS[reason],
    }
    return render(request, "referrals/end.html", context)


@allowed_to(Role.TEAM_MEMBER)
@require_http_methods(["GET", "POST"])
def seen(request: SignedInRequest, reference: str) -> HttpResponse:
    """Note, after a press on the button, that someone of the team read that the client withdrew alone (D35)."""
    found = load(request, reference)
    if request.method == "POST":
        actions.note_seen(found, by=request.user, at=timezone.now())
    return redirect("referrals:referral", found.reference)


@allowed_to(Role.TEAM_MEMBER)
@require_safe
def otherwise(request: SignedInRequest, reference: str) -> HttpResponse:
    """Lead to what fits: the client moved, the receiver is not the right one, or there is a second parent (D9)."""
    found = load(request, reference)
    context = {"referral": found, "may_withdraw": found.consent.withdrawn_on is None}
    return render(request, "referrals/otherwise.html", context)


@allowed_to(Role.TEAM_MEMBER)
@require_http_methods(["GET", "POST"])
def call(request: SignedInRequest, reference: str) -> HttpResponse:
    """Note that the receiver was phoned about deleting: it counts as much as the mail (D5)."""
    found = load(request, reference)
    asked = found.deletion_notices.filter(called_on=None)
    if not asked.exists():
        return redirect("referrals:referral", found.reference)
    at = timezone.now()
    asked_on = min(timezone.localdate(one.asked_at) for one in asked)
    form = form_for(request, CallForm, today=timezone.localdate(at), not_before=asked_on)
    if form.is_valid():
        actions.record_call(found, call=form.build(), by=request.user, at=at)
        messages.success(request, "Het telefoongesprek is genoteerd.")
        return redirect("referrals:referral", found.reference)
    context = {"referral": found, "form": form, "correction": None}
    return render(request, "referrals/call.html", context)


@allowed_to(Role.TEAM_MEMBER)
@require_http_methods(["GET", "POST"])
def declared(request: SignedInRequest, reference: str) -> HttpResponse:
    """Note that a receiver without an account declared by phone that the data are deleted (D3, D5)."""
    found = load(request, reference)
    asked = [timezone.localdate(one.asked_at) for one in found.deletion_notices.all()]
    if not asked or deletion_lines(found).declared_on:
        return redirect("referrals:referral", found.reference)
    at = timezone.now()
    form = form_for(request, DeclaredForm, today=timezone.localdate(at), not_before=min(asked))
    if form.is_valid():
        actions.declare_deletion(found, **form.cleaned_data, by_phone=True, by=request.user, at=at)
        messages.success(request, "De verklaring is genoteerd.")
        return redirect("referrals:referral", found.reference)
    return render(request, "referrals/declared.html", {"referral": found, "form": form})


_WORDS = {
    Reason.CHANGED_MIND: {
        "title": "Toestemming intrekken",
        "intro": "De cliënt wil niet meer dat deze ontvanger de gegevens gebruikt. Dat mag altijd.",
        "button": "Intrekking bewaren",
    },
    Reason.MOVED: {
        "title": "De cliënt is verhuisd",
        "intro": "Deze ontvanger moet de gegevens wissen. In de nieuwe gemeente is een nieuwe toestemming nodig.",
        "button": "Verhuizing bewaren",
    },
    Reason.WRONG_RECEIVER: {
        "title": "De ontvanger was niet de juiste",
        "intro": "Deze ontvanger moet de gegevens wissen. Voor een andere ontvanger is een nieuwe toestemming nodig.",
        "button": "Aanmelding stopzetten",
    },
}


_WAITS = (
    "Uw intrekking is genoteerd. Er is net een mail over deze cliënt onderweg: dat duurt hoogstens een "
    "halve minuut. "
    "Daarna wordt de intrekking uitgevoerd. Vertrok er iets, dan vragen wij de ontvanger om het te wissen."
)


def _done(reason: Reason, *, is_mailed: bool) -> str:
    what = "De intrekking is bewaard." if reason == Reason.CHANGED_MIND else "De aanmelding is stopgezet."
    if reason == Reason.MOVED:
        what = "De verhuizing is bewaard. Wil de cliënt hulp in de nieuwe gemeente? Begin dan hier opnieuw."
    return f"{what} Er vertrekt alleen nog een verwijderbericht." if is_mailed else f"{what} Er gaat niets meer weg."
