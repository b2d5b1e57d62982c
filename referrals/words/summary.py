"""What is known of a referral, as rows for the component `summary_list`: label, value, and where to change it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from breaches.models import Breach
from breaches.rules import what_left
from consent.models import Consent, SignedSheet
from directory.rows import Row
from law.identification import Identification
from law.street import has_house_number
from law.unopened import Step
from outbox.models import Kind, Transmission
from outbox.unreadable import UNREADABLE, read_or_report
from referrals.models import (
    Correction,
    DeletionNotice,
    ReceiverReminder,
    Referral,
    corrections_of,
    deletion_notices_of,
)
from referrals.rules.erasure import erase_on
from referrals.rules.worklist import IN_TROUBLE
from referrals.terms.contents import four_fields
from statements.written import one_written_once, written_once


def breach_report(referral: Referral) -> dict[str, Any]:
    """When a breach was reported of this referral, or that one can be: once anything left, or may have left (D9)."""
    reported_at = _reported_at(referral.reference)
    may_report = reported_at is None and bool(_may_have_left(referral.reference))
    return {"reported_at": reported_at, "may_report": may_report}


@one_written_once
def _reported_at(reference: str) -> QuerySet[Breach, datetime]:
    return Breach.objects.reported_of(reference)[:1]


@written_once
def _may_have_left(reference: str) -> QuerySet[Transmission, Any]:
    return what_left(reference=reference).order_by().values("pk")[:1]


def client_rows(identification: Identification | None, *, change_url: str = "") -> list[Row]:
    """The four fields (R60); no rows once they are erased."""
    if identification is None:
        return []
    return [{"label": label, "value": text, "url": change_url} for label, text in four_fields(identification)]


def client_rows_of(referral: Referral, *, at: datetime) -> list[Row]:
    """The same of a referral; where a value does not open the row says so, and the page goes on."""
    shut: list[Row] = [{"label": "Gegevens van de cliënt", "value": UNREADABLE}]
    return read_or_report(lambda: client_rows(referral.identification), otherwise=shut, at=at)


def left_empty(identification: Identification) -> list[str]:
    """What is lawfully not there, but may have been forgotten: asked once, before filing (D14)."""
    address = identification.address
    questions = []
    if address is not None and identification.phone is None and identification.email is None:
        questions.append("U vulde geen telefoonnummer en geen e-mailadres in. Klopt dat?")
    if address is not None and not has_house_number(address.street):
        questions.append("Bij de straat staat geen huisnummer. Klopt dat?")
    return questions


def consent_rows(consent: Consent, *, change_url: str = "") -> list[Row]:
    """How consent was given (R52–R54)."""
    given = (
        f"{consent.get_channel_display()} op {date_format(consent.given_on)}, taal: {consent.get_language_display()}"
    )
    facts = {
        "Van wie": consent.get_client_display(),
        "Gegeven": given,
        "Tolk": consent.get_interpreter_display(),
        "Vooraf verteld": f"alle vijf punten, met informatietekst {consent.text_version}",
        "Beslist": "vrij, uitdrukkelijk en samen met de cliënt",
    }
    return [{"label": label, "value": value, "url": change_url} for label, value in facts.items()]


def signed_sheet_of(referral: Referral) -> SignedSheet | None:
    """The sheet that the client signed, without its content; None when there is none."""
    return _sheet_of(referral.consent_id)


@one_written_once
def _sheet_of(consent: UUID) -> QuerySet[SignedSheet]:
    return SignedSheet.objects.filter(consent=consent).defer("content").order_by("pk")[:1]


def referral_rows(referral: Referral) -> list[Row]:
    """Who referred to whom, and under which papers (R44)."""
    return [
        {"label": "Ontvanger", "value": referral.partner.name},
        {"label": "Verblijfplaats", "value": referral.residence.name},
        {"label": "Team en aanmelder", "value": f"{referral.team.name}, {referral.filed_by.name}"},
        *([{"label": "Opgevolgd door", "value": referral.handler.name}] if referral.taken_over_by else []),
        {"label": "Overeenkomst", "value": f"{referral.agreement}, versie {referral.agreement.version}"},
        {"label": "Bij ons gewist", "value": erasure_words(referral)},
    ]


def lawfulness_rows(referral: Referral) -> list[Row]:
    """Who sent to whom, under which papers and bound by secrecy since when: what a judge asks besides (R6)."""
    since = referral.filed_by.bound_by_secrecy_since
    return [
        {"label": "Ontvanger", "value": referral.partner.name},
        {"label": "Overeenkomst", "value": f"{referral.agreement}, versie {referral.agreement.version}"},
        {"label": "Team en aanmelder", "value": f"{referral.team.name}, {referral.filed_by.name}"},
        {"label": "Aanmelder gebonden door het beroepsgeheim sinds", "value": date_format(since) if since else ""},
        {"label": "Mailbox waar het naartoe ging", "value": referral.transmission.recipient},
    ]


def erasure_words(referral: Referral) -> str:
    """When the data are, or were, erased on our side (D1)."""
    if referral.erased_at:
        return f"op {date_format(timezone.localdate(referral.erased_at))}"
    return f"uiterlijk op {date_format(erase_on(referral))}"


@dataclass(frozen=True)
class DeletionLines:
    """How the receiver was asked to delete, what still has to be done, and the day that it declared."""

    lines: list[str]
    is_open: bool
    has_trouble: bool
    declared_on: date | None


def deletion_lines(referral: Referral) -> DeletionLines:
    """Say for each request to delete where it is (R56, D5)."""
    notices = deletion_notices_of(referral)
    declaration = getattr(referral, "deletion_declaration", None)
    return DeletionLines(
        lines=[_deletion_line(notice) for notice in notices],
        is_open=any(notice.called_on is None for notice in notices),
        has_trouble=any(
            notice.called_on is None and notice.transmission and notice.transmission.status in IN_TROUBLE
            for notice in notices
        ),
        declared_on=declaration.declared_on if declaration else None,
    )


def _deletion_line(notice: DeletionNotice) -> str:
    lines = []
    mail = notice.transmission
    if mail and mail.sent_at:
        lines.append(f"Verwijderbericht verstuurd op {date_format(timezone.localdate(mail.sent_at))}.")
    elif mail and mail.status in IN_TROUBLE:
        lines.append("Het verwijderbericht raakte niet weg.")
    elif mail:
        lines.append("Het verwijderbericht is klaar om te versturen.")
    if notice.called_on and notice.called_by:
        listener = notice.get_spoke_with_display()
        lines.append(f"{notice.called_by.name} belde op {date_format(notice.called_on)} met {listener}.")
    return " ".join(lines)


@dataclass(frozen=True)
class CorrectionLines:
    """A report, and what the team did with it; of the mail only whether it needs a call instead (ADR 0023)."""

    correction: Correction
    answer: str
    has_trouble: bool


def correction_lines(referral: Referral) -> list[CorrectionLines]:
    """Every report about this referral, the oldest first."""
    return [CorrectionLines(one, _answer(one), _did_not_leave(one)) for one in corrections_of(referral)]


def _answer(correction: Correction) -> str:
    if correction.answered_by is None or correction.answered_at is None:
        return "nog te beantwoorden"
    by = f"door {correction.answered_by.name} op {date_format(timezone.localdate(correction.answered_at))}"
    told = f", telefonisch aan {correction.get_spoke_with_display()}" if correction.called_on else ""
    return f"{correction.get_answer_display()} {by}{told}"


def _did_not_leave(correction: Correction) -> bool:
    mail = correction.transmission
    return mail is not None and correction.called_on is None and mail.status in IN_TROUBLE


@dataclass(frozen=True)
class ReminderLines:
    """On which days which step of reminding came, and whether the team has to call now. Never whether a mail left."""

    lines: list[ReceiverReminder]
    must_call: bool


def reminder_lines(referral: Referral) -> ReminderLines:
    """The steps that came for a referral that was not opened (D12)."""
    steps = _steps_of(referral.pk)
    return ReminderLines(steps, must_call=bool(steps) and Referral.objects.to_wake().filter(pk=referral.pk).exists())


@written_once
def _steps_of(referral: UUID) -> QuerySet[ReceiverReminder]:
    return ReceiverReminder.objects.filter(referral=referral)


def reminded_on(referral: Referral) -> list[date]:
    """The days on which a reminder left for this receiver; for the receiver only."""
    return sorted({timezone.localdate(at) for at in _reminded_at(referral.pk) if at})


@written_once
def _reminded_at(referral: UUID) -> QuerySet[Transmission, datetime | None]:
    steps = ReceiverReminder.objects.filter(referral=referral).exclude(step=Step.TEAM).order_by().values("pk")
    sent = Transmission.objects.filter(kind=Kind.REMINDER, subject_id__in=steps, sent_at__isnull=False)
    return sent.values_list("sent_at", flat=True)
