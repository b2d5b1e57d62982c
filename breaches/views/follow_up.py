"""What is done about a breach: telling the parties and the authority, consulting, measures, closing (R24, R97)."""

from uuid import UUID

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.answers import form_for
from accounts.request import SignedInRequest
from agreements import actions
from breaches import actions as breaches_actions
from breaches import letters as breach_notice
from breaches.forms import (
    CloseForm,
    ConsultationForm,
    DecideClientsForm,
    DecideReportForm,
    MeasureForm,
    NoticePostingForm,
)
from breaches.models import MeasureKind
from breaches.views.breach import ask, back_to, load_breach, press
from directory.models import Organisation
from law.refusal import Overtaken, Refusal
from law.roles import Role, allowed_to
from vault.printing import page_or_pdf


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def notice(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show the notice as it will be sent, and send it when that is confirmed (R24, R97)."""
    found, now = load_breach(request, pk), timezone.now()
    if request.method == "POST":
        shown = request.POST.get("shown", "")
        try:
            sent = breaches_actions.send_notice(breach=found, fingerprint=shown, by=request.user, at=now)
        except Refusal as refused:
            messages.error(request, str(refused))
            is_double = isinstance(refused, Overtaken) and found.notices.exists()
            return redirect(back_to(found) if is_double or found.closed_on else request.path)
        letters = sum(not one.message.recipient for one in sent)
        words = f"De melding is klaar om te versturen: {len(sent) - letters} per mail"
        messages.success(request, f"{words}, {letters} als brief om af te drukken." if letters else f"{words}.")
        return redirect(back_to(found))
    context = {"breach": found, "draft": breach_notice.draft(found), "back": back_to(found)}
    return render(request, "breaches/breach_notice.html", context)


@allowed_to(Role.ADMINISTRATOR, Role.AUDITOR)
@require_http_methods(["GET", "POST"])
def letter(request: SignedInRequest, pk: UUID, notice_pk: UUID) -> HttpResponse:
    """Show one message as it was written; a letter is printed here, and its posting recorded by an administrator."""
    found, now = load_breach(request, pk), timezone.now()
    written = get_object_or_404(found.notices.select_related("message__transmission"), pk=notice_pk)
    may_post = not written.message.recipient and request.user.has_role(Role.ADMINISTRATOR)
    today = timezone.localdate(now)
    form = form_for(request, NoticePostingForm, today=today) if may_post else NoticePostingForm(today=today)
    if form.is_valid():
        try:
            actions.messages.record_posting(
                message=written.message, **form.cleaned_data, proof="", by=request.user, at=now
            )
        except Refusal as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "De verzending per post is genoteerd.")
            return redirect(back_to(found))
    context = {
        "breach": found,
        "notice": written,
        "sender": Organisation.objects.visible_to(request.user).agency(),
        "form": form,
        "may_post": may_post,
        "back": back_to(found),
    }
    return page_or_pdf(request, "breaches/breach_letter.html", context, name="brief")


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def authority(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Record the report to the supervisory authority, or why none is needed (art. 33 GDPR)."""
    found, now = load_breach(request, pk), timezone.now()
    initial = model_to_dict(found, ["authority", "no_report_reason", "no_report_decided_by"])
    if found.reported_at:
        local = timezone.localtime(found.reported_at)
        initial |= {"reported_on": local.date(), "reported_hour": local.time()}
    form = form_for(request, DecideReportForm, initial=initial, breach=found, now=now)

    def save() -> str:
        breaches_actions.decide_report(breach=found, **form.decision, by=request.user, at=now)
        return "De beslissing over de toezichthouder is bewaard."

    intro = "U meldt het lek zelf op de website van de toezichthouder. Hier noteert u alleen dat het gebeurde."
    return ask(
        request, found, form, save, title="Melding aan de toezichthouder", button="Beslissing bewaren", intro=intro
    )


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def clients(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Record whether the clients must be told (art. 34 GDPR)."""
    found, now = load_breach(request, pk), timezone.now()
    initial = {
        "told": found.clients_told,
        "not_told_reason": found.not_told_reason,
        "decided_on": found.clients_decided_on,
        "told_on": found.clients_told_on,
    }
    form = form_for(request, DecideClientsForm, initial=initial, breach=found, now=now)

    def save() -> str:
        breaches_actions.decide_clients(breach=found, **form.cleaned_data, by=request.user, at=now)
        return "De beslissing over de cliënten is bewaard."

    intro = "Is het risico voor de cliënten groot? Dan licht het team hen meteen in (art. 34 AVG)."
    return ask(request, found, form, save, title="Cliënten inlichten", button="Beslissing bewaren", intro=intro)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def new_consultation(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Record that both parties consulted each other (R98)."""
    found, now = load_breach(request, pk), timezone.now()
    if not found.agreements.exists():
        messages.error(request, "Kies eerst over welke overeenkomst het gaat. Dan weten wij wie de partner is.")
        return redirect(back_to(found))
    form = form_for(request, ConsultationForm, breach=found, now=now)

    def save() -> str:
        answers = form.answers("agreement", "channel", "agency_attendees", "partner_attendees")
        assert form.moment is not None
        breaches_actions.record_consultation(breach=found, held_at=form.moment, **answers, by=request.user, at=now)
        return "Het overleg is genoteerd."

    return ask(request, found, form, save, title="Overleg noteren", button="Overleg noteren")


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def new_measure(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Plan a measure, or record that it was done (R98)."""
    found, now = load_breach(request, pk), timezone.now()
    form = form_for(request, MeasureForm, breach=found, now=now)

    def save() -> str:
        breaches_actions.keep_measure(breach=found, **form.cleaned_data, by=request.user, at=now)
        return "De maatregel is bewaard."

    return ask(request, found, form, save, title="Maatregel noteren", button="Maatregel bewaren")


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def change_measure(request: SignedInRequest, pk: UUID, measure_pk: UUID) -> HttpResponse:
    """Change the day of a measure, or record that it was done."""
    found, now = load_breach(request, pk), timezone.now()
    saved = get_object_or_404(found.measures, pk=measure_pk)
    initial = {"on": saved.on, "is_done": "ja" if saved.is_done else "nee"}
    form = form_for(request, MeasureForm, initial=initial, breach=found, now=now)
    del form.fields["kind"]

    def save() -> str:
        answers = form.answers("on", "is_done")
        breaches_actions.keep_measure(breach=found, kind=MeasureKind(saved.kind), **answers, by=request.user, at=now)
        return "De maatregel is bewaard."

    intro = f"{saved.get_kind_display().capitalize()}."
    return ask(request, found, form, save, title="Maatregel wijzigen", button="Maatregel bewaren", intro=intro)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def close(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Close a breach of which everything is decided and done."""
    found, now = load_breach(request, pk), timezone.now()
    form = form_for(request, CloseForm, initial={"on": timezone.localdate(now)}, breach=found, now=now)

    def save() -> str:
        breaches_actions.close_breach(breach=found, **form.cleaned_data, by=request.user, at=now)
        return "Het gegevenslek is afgesloten."

    intro = "Afsluiten kan als alles beslist en gedaan is. U kunt het lek later heropenen."
    return ask(request, found, form, save, title="Gegevenslek afsluiten", button="Gegevenslek afsluiten", intro=intro)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def reopen(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Open a closed breach again."""
    found = load_breach(request, pk)

    def act() -> str:
        breaches_actions.reopen_breach(breach=found, by=request.user, at=timezone.now())
        return "Het gegevenslek is heropend."

    return press(request, found, act)
