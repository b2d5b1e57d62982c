"""Data that are not right, at the team: note a report, correct, or answer that they are right (R86–R88)."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.answers import form_for
from accounts.request import SignedInRequest
from law.gate import Decision
from law.refusal import Refusal
from law.roles import Role, allowed_to
from referrals import actions
from referrals.forms.correction import CorrectionForm, TeamDefectsForm
from referrals.forms.receiver_notice import CallForm
from referrals.models import Correction, Referral
from referrals.views.referral import is_correctable, load


@allowed_to(Role.TEAM_MEMBER)
@require_http_methods(["GET", "POST"])
def report(request: SignedInRequest, reference: str) -> HttpResponse:
    """Note which data are not right: the receiver phoned (D5), or the team saw it."""
    found = load(request, reference)
    if not is_correctable(found):
        messages.error(request, "Verbeteren kan alleen na het versturen, en zolang de toestemming geldt.")
        return redirect("referrals:referral", found.reference)
    form = form_for(request, TeamDefectsForm, known=found.identification)
    if form.is_valid():
        kept = form.cleaned_data
        answers = {"defects": form.build(), "is_unreadable": kept["is_unreadable"], "how": kept["how"]}
        try:
            correction = actions.report_defects(found, **answers, by=request.user, at=timezone.now())
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
            return redirect("referrals:referral", found.reference)
        if correction.asks_the_same_again:
            return redirect("referrals:referral", found.reference)
        return redirect("referrals:correction", found.reference, correction.pk)
    return render(request, "referrals/report_defects.html", {"referral": found, "form": form})


@allowed_to(Role.TEAM_MEMBER)
@require_http_methods(["GET", "POST"])
def correct(request: SignedInRequest, reference: str, correction_id: UUID) -> HttpResponse:
    """Ask the right data, with the checks of filing; or, when ours were erased, the call in which they were told."""
    found = load(request, reference)
    correction = _open(found, correction_id)
    if correction is None:
        return redirect("referrals:referral", found.reference)
    at = timezone.now()
    today = timezone.localdate(at)
    form: CorrectionForm | CallForm
    by_phone = found.erased_at is not None or correction.asks_the_same_again
    if not by_phone:
        form = form_for(request, CorrectionForm, referral=found, defects=correction.wrong_columns)
    else:
        form = form_for(request, CallForm, today=today, not_before=timezone.localdate(correction.reported_at))
    if form.is_valid():
        try:
            if isinstance(form, CallForm):
                actions.correct_by_phone(correction, call=form.build(), by=request.user, at=at)
            else:
                actions.correct(
                    correction, identification=form.build(), call=form.call_on(today), by=request.user, at=at
                )
        except Refusal as refusal:
            if refusal.decision is None:
                messages.error(request, refusal.sentence)
                return redirect("referrals:referral", found.reference)
            _refuse(form, refusal.decision)
        else:
            messages.success(request, _kept(found, form))
            return redirect("referrals:referral", found.reference)
    context = {"referral": found, "correction": correction, "form": form, "by_phone": by_phone}
    return render(request, "referrals/correction.html", context)


@allowed_to(Role.TEAM_MEMBER)
@require_http_methods(["GET", "POST"])
def resend(request: SignedInRequest, reference: str, correction_id: UUID) -> HttpResponse:
    """Send the same data again, after a press on the button: the receiver cannot open the archive (ADR 0037)."""
    found = load(request, reference)
    correction = _open(found, correction_id)
    if request.method == "POST" and correction is not None:
        try:
            actions.resend(correction, by=request.user, at=timezone.now())
        except Refusal as refusal:
            reasons = [obstacle.sentence for obstacle in refusal.decision.obstacles] if refusal.decision else []
            words = " ".join(["De mail mag nog niet weg.", *reasons]) if reasons else refusal.sentence
            messages.error(request, words)
        else:
            messages.success(request, "De gegevens vertrekken opnieuw, in een nieuw archief met een nieuw wachtwoord.")
    return redirect("referrals:referral", found.reference)


@allowed_to(Role.TEAM_MEMBER)
@require_http_methods(["GET", "POST"])
def confirm(request: SignedInRequest, reference: str, correction_id: UUID) -> HttpResponse:
    """Answer that the data were right, after a press on the button."""
    found = load(request, reference)
    correction = _open(found, correction_id)
    if request.method == "POST" and correction is not None:
        try:
            actions.confirm(correction, by=request.user, at=timezone.now())
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, "U antwoordde dat de gegevens kloppen.")
    return redirect("referrals:referral", found.reference)


@allowed_to(Role.TEAM_MEMBER)
@require_http_methods(["GET", "POST"])
def call(request: SignedInRequest, reference: str, correction_id: UUID) -> HttpResponse:
    """Note that corrected data were passed on by phone, after their mail did not leave (D5)."""
    found = load(request, reference)
    correction = get_object_or_404(found.corrections.all(), pk=correction_id)
    if correction.answered_at is None or correction.called_on or not is_correctable(found):
        return redirect("referrals:referral", found.reference)
    at = timezone.now()
    answered_on = timezone.localdate(correction.answered_at)
    form = form_for(request, CallForm, today=timezone.localdate(at), not_before=answered_on)
    if form.is_valid():
        try:
            actions.record_correction_call(correction, call=form.build(), by=request.user, at=at)
        except Refusal as refusal:
            if refusal.decision is None:
                messages.error(request, refusal.sentence)
                return redirect("referrals:referral", found.reference)
            _refuse(form, refusal.decision)
        else:
            messages.success(request, "Het telefoongesprek is genoteerd.")
            return redirect("referrals:referral", found.reference)
    context = {"referral": found, "form": form, "correction": correction}
    return render(request, "referrals/call.html", context)


def _kept(referral: Referral, form: CorrectionForm | CallForm) -> str:
    """What was kept, and whether a mail leaves. Never what its archive holds: that is the receiver's (ADR 0023)."""
    if isinstance(form, CallForm):
        return "Het gesprek is bewaard."
    if form.call_on(timezone.localdate()):
        return "De verbetering is bewaard."
    return f"De verbetering is bewaard. Er vertrekt nu een mail met een nieuw archief naar {referral.partner.name}."


def _refuse(form: Form, decision: Decision) -> None:
    """Say above the form every reason why nothing was kept."""
    for obstacle in decision.obstacles:
        form.add_error(None, f"Er is niets bewaard. {obstacle.sentence}")


def _open(referral: Referral, correction_id: UUID) -> Correction | None:
    """The report in the address; None when it was answered, 404 when it is of another referral."""
    correction = get_object_or_404(referral.corrections.all(), pk=correction_id)
    if correction.answer or not is_correctable(referral):
        return None
    return correction
