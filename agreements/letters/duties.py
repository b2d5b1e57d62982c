"""What is written to the other party about duties, evaluation and deadlines: whom to, and the plain text.

No text holds client data: only the names of the parties, days, and codes in words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format

from agreements.models import Agreement, Bottleneck, Processor
from agreements.rules.deadlines import ENDS, Deadline
from agreements.terms.papers import Party
from law.reminding import Moment


@dataclass(frozen=True, slots=True)
class Writing:
    """A subject and a text, not yet addressed."""

    subject: str
    body: str


def address_of(agreement: Agreement, party: str) -> str:
    """Where to write to one side; empty when no contact person has an e-mail address: it becomes a letter."""
    return next(iter(agreement.mail_addresses_of(party)), "")


def proof_request(agreement: Agreement) -> Writing:
    """Ask the partner to prove its measures (protocol art. 6; R71–R73)."""
    return _write("Vraag om bewijs van de beveiliging", "mail/proof_request.txt", agreement)


def processor_overview(agreement: Agreement, processors: Iterable[Processor]) -> Writing:
    """Give the partner the overview of our processors, and ask for theirs (protocol art. 6; R99)."""
    lines = [_processor(one) for one in processors]
    return _write("Overzicht van verwerkers", "mail/processors.txt", agreement, lines=lines)


def invitation(agreement: Agreement, *, proposed_on: date, bottlenecks: Iterable[Bottleneck]) -> Writing:
    """Invite the partner to the evaluation, with what is to be discussed (R45, R46)."""
    kinds = list(dict.fromkeys(one.get_kind_display() for one in bottlenecks))
    subject = f"Uitnodiging voor de evaluatie op {date_format(proposed_on)}"
    return _write(subject, "mail/evaluation.txt", agreement, proposed_on=proposed_on, bottlenecks=kinds)


def own_part(agreement: Agreement) -> Writing:
    """Ask the own team for its part of the evaluation, on the site (R45)."""
    page = settings.SITE_URL + reverse("figures:team_part", args=[agreement.pk])
    return _write("Vul uw deel van de evaluatie in", "mail/evaluation_team.txt", agreement, page=page)


def reminder(agreement: Agreement, deadline: Deadline, moment: Moment, *, for_contacts: bool) -> Writing:
    """Remind of a deadline; administrators also get the way to the page (R37, R45)."""
    is_past, ends = moment == Moment.DAY_AFTER, deadline.kind in ENDS
    day = date_format(deadline.on)
    subject = f"Herinnering: {deadline.words}, {day}"
    partner_knows = any(agreement.mail_addresses_of(Party.PARTNER))
    return _write(
        subject,
        "mail/reminder.txt",
        agreement,
        what=f"{deadline.words[0].upper()}{deadline.words[1:]}",
        day=day,
        is_past=is_past,
        ends=ends,
        for_contacts=for_contacts,
        partner_knows=partner_knows,
        by_mail=True,
    )


def _write(subject: str, template: str, agreement: Agreement, **context: Any) -> Writing:
    fixed = {
        "agreement": agreement,
        "by_mail": bool(address_of(agreement, Party.PARTNER)),
        "answer_to": address_of(agreement, Party.AGENCY),
        "url": settings.SITE_URL + reverse("agreements:agreement", args=[agreement.pk]),
        "product_name": settings.PRODUCT_NAME,
    }
    return Writing(subject=subject, body=render_to_string(template, {**fixed, **context}))


def _processor(processor: Processor) -> str:
    parts = [processor.name, processor.enterprise_number_display, processor.get_purpose_display()]
    signed = processor.contract_signed_on
    parts.append(
        f"overeenkomst ondertekend op {date_format(signed)}" if signed else "overeenkomst nog niet ondertekend"
    )
    return ", ".join(part for part in parts if part)
