"""What is due at the receiver: data to delete, files whose years are over, and whom nobody tried to reach yet."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.answers import form_for
from accounts.request import SignedInRequest
from law.refusal import Refusal
from law.retention import Terms, decide_by, delete_by
from law.roles import Role, allowed_to
from ocmw_intake import actions
from ocmw_intake.actions.writing import has_contract
from ocmw_intake.forms.clocks import SeveralDeletedForm
from ocmw_intake.models import DAYS_WITHOUT_OUTCOME, OF_ITS_OWN, Cause, Intake, IntakeQuerySet, referrals_of, terms_of
from ocmw_intake.page import declare_first

SHOWN = 50
"""Of each list; the others come up when these are done."""

DAYS_WITHOUT_ATTEMPT = 5
"""The papers give no term to begin (FAQ 10, R76): this only asks for attention."""


@dataclass(frozen=True)
class Due:
    """One line: why, the last day, and how far that is, in words."""

    intake: Intake
    why: str
    last_day: date | None
    words: str
    is_late: bool = False


@dataclass(frozen=True)
class DueList:
    """One list of what is due: what stands longest comes first."""

    key: str
    title: str
    text: str
    rows: list[Due]
    total: int
    day: str = ""
    """What has to be done by the last day, as the head of that column; empty without one."""
    is_deletion: bool = False
    """Whether the rows can be ticked to declare that the data are deleted."""

    @property
    def others(self) -> int:
        """How many do not fit on the page."""
        return self.total - len(self.rows)


@allowed_to(Role.SOCIAL_WORKER)
@require_http_methods(["GET", "HEAD", "POST"])
def clocks(request: SignedInRequest) -> HttpResponse:
    """List what is due at my receivers, and declare several deletions at once (R57, R82–R84)."""
    at = timezone.now()
    today = timezone.localdate(at)
    form = form_for(request, SeveralDeletedForm, user=request.user, initial={"on": today})
    if form.is_valid():
        try:
            done, refused = _declare(request, list(form.cleaned_data["ticked"]), form.cleaned_data["on"], at)
        except actions.SecrecyNotDeclared:
            return declare_first(request)
        if done:
            _report(request, done, refused)
            return redirect("ocmw_intake:clocks")
        for sentence, references in refused.items():
            form.add_error("on", f"{', '.join(references)}: {sentence}")
    mine = Intake.objects.visible_to(request.user)
    receivers = [
        (
            partner,
            _clocks_of(mine.filter(partner=partner), terms_of(partner.pk), today, has_log=has_contract(partner.pk, at)),
        )
        for partner in request.user.organisations_as(Role.SOCIAL_WORKER)
    ]
    every = [clock for _partner, clocks in receivers for clock in clocks]
    context = {
        "form": form,
        "receivers": receivers,
        "ticked": set(form["ticked"].value() or []),
        "is_empty": not any(clock.total for clock in every),
        "may_declare": any(clock.rows for clock in every if clock.is_deletion),
    }
    return render(request, "ocmw_intake/clocks.html", context)


def _declare(
    request: SignedInRequest, ticked: list[Intake], on: date, at: datetime
) -> tuple[list[str], dict[str, list[str]]]:
    """Declare each deletion on its own: the references that were done, and those that were refused, by sentence."""
    done: list[str] = []
    refused: dict[str, list[str]] = {}
    for referral in referrals_of(request.user).filter(pk__in=[one.referral_id for one in ticked]):
        try:
            actions.declare_deletion(referral, on=on, by=request.user, at=at)
        except actions.SecrecyNotDeclared:
            raise
        except Refusal as refusal:
            refused.setdefault(refusal.sentence, []).append(referral.reference)
        else:
            done.append(referral.reference)
    return done, refused


def _report(request: HttpRequest, done: list[str], refused: dict[str, list[str]]) -> None:
    how_many = "1 aanmelding" if len(done) == 1 else f"{len(done)} aanmeldingen"
    messages.success(request, f"U verklaarde voor {how_many} dat de gegevens gewist zijn.")
    for sentence, references in refused.items():
        messages.error(request, f"{', '.join(references)}: {sentence}")


def _clocks_of(found: IntakeQuerySet, terms: Terms, today: date, *, has_log: bool) -> list[DueList]:
    """All lists of one receiver; without a contact log nobody knows here who was tried (D21)."""
    deletions = _deletions(found, terms, today)
    return [*deletions, *_contacts(found, terms, today)] if has_log else deletions


def _contacts(found: IntakeQuerySet, terms: Terms, today: date) -> list[DueList]:
    midnight = timezone.make_aware(datetime.combine(today - timedelta(days=DAYS_WITHOUT_ATTEMPT), time.min))
    return [
        _clock(
            found.undecided(today - timedelta(days=DAYS_WITHOUT_OUTCOME)),
            key="undecided",
            title="Nog geen resultaat",
            text=f"De laatste poging is meer dan {DAYS_WITHOUT_OUTCOME} dagen oud. Probeer opnieuw, of zeg hoe het "
            "afliep. Stopt u met proberen? Zeg dan sinds wanneer.",
            row=lambda one: _undecided(one, terms, today),
            day="Beslis ten laatste op",
        ),
        _clock(
            found.untouched_since(midnight),
            key="untouched",
            title="Nog geen contactpoging",
            text=f"Deze aanmeldingen kwamen meer dan {DAYS_WITHOUT_ATTEMPT} dagen geleden aan. Neem zo snel mogelijk "
            "contact op.",
            row=lambda one: _untouched(one, today),
        ),
    ]


def _deletions(found: IntakeQuerySet, terms: Terms, today: date) -> list[DueList]:
    """What must be deleted, by who asks for it: each list has one term, so what is due longest comes first."""
    return [
        _clock(
            found.to_delete(Cause.TEAM),
            key="asked",
            title="Het lokaal team vroeg om te wissen",
            text="Wis het archief, de mail en elke kopie. Een eigen dossier blijft. Het team ziet alleen de dag "
            "van uw verklaring.",
            row=lambda one: _to_delete(one, terms, today),
        ),
        _clock(
            found.to_delete(*OF_ITS_OWN),
            key="own",
            title="Gegevens die u niet meer nodig hebt",
            text="Wis het archief, de mail en elke kopie. Een eigen dossier blijft. Het lokaal team ziet hier "
            "niets van.",
            row=lambda one: _to_delete(one, terms, today),
        ),
        _clock(
            found.to_delete(Cause.NOT_REACHED),
            key="gave_up",
            title="Cliënten die u niet bereikte",
            text=f"U probeert niet meer. Wis de gegevens binnen {terms.days_after_giving_up} dagen. Het lokaal team "
            "ziet hier niets van.",
            row=lambda one: _to_delete(one, terms, today),
        ),
        _clock(
            found.with_file_over(today, terms),
            key="files",
            title="Dossiers die u lang genoeg bewaarde",
            text=f"U bewaart een dossier {terms.years_after_closing} jaar na het afsluiten. Wis het daarna.",
            row=lambda one: _file_over(one, terms, today),
        ),
    ]


_DELETE = "Wis ten laatste op"
_NO_DELETION = {"undecided", "untouched"}


def _clock(found: IntakeQuerySet, *, key: str, title: str, text: str, row: Any, day: str = "") -> DueList:
    shown = found.select_related("referral__team").only(
        "status", "partner_id", "received_at", "must_go_since", "must_go_because", "closed_on",
        "referral__reference", "referral__team__name",
    )[:SHOWN]  # fmt: skip
    rows = [row(one) for one in shown]
    total = len(rows) if len(rows) < SHOWN else found.count()
    is_deletion = key not in _NO_DELETION
    return DueList(key, title, text, rows, total, day=_DELETE if is_deletion else day, is_deletion=is_deletion)


def _to_delete(intake: Intake, terms: Terms, today: date) -> Due:
    since = timezone.localdate(intake.must_go_since)
    because = Cause(intake.must_go_because)
    last_day = delete_by(since, terms, gave_up=because == Cause.NOT_REACHED)
    return _due(intake, str(because.label), last_day, today)


def _file_over(intake: Intake, terms: Terms, today: date) -> Due:
    until = intake.kept_until(terms) or today
    last_day = delete_by(until + timedelta(days=1), terms)
    return _due(intake, "het dossier is lang genoeg bewaard", last_day, today)


def _undecided(intake: Any, terms: Terms, today: date) -> Due:
    return _due(intake, str(intake.get_status_display()), decide_by(intake.last_tried_on, terms), today)


def _untouched(intake: Intake, today: date) -> Due:
    days = (today - timezone.localdate(intake.received_at)).days
    return Due(intake, "nog geen contactpoging", None, f"{days} dagen geleden aangekomen")


def _due(intake: Intake, why: str, last_day: date, today: date) -> Due:
    days = (last_day - today).days
    if days == 0:
        words = "vandaag"
    elif days > 0:
        words = "nog 1 dag" if days == 1 else f"nog {days} dagen"
    else:
        words = "1 dag te laat" if days == -1 else f"{-days} dagen te laat"
    return Due(intake, why, last_day, words, is_late=days < 0)
