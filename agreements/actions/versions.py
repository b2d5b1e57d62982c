"""Writes on the versions of an agreement: preparing the next one, and letting it take over (R44, ADR 0011)."""

import uuid
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import models, transaction

from accounts.models import User
from agreements.actions.writing import record
from agreements.models import Agreement, Protocol
from agreements.rules import versions
from agreements.terms.papers import Amendment
from audit.events import Event
from law.refusal import Refusal, refuse

Row = TypeVar("Row", bound=models.Model)


@transaction.atomic
def start_next_version(
    *, agreement: Agreement, amendment: Amendment, agreed_from: date, by: User, at: datetime
) -> Agreement:
    """Prepare the next version with what stays: terms, contacts, who signs and advises, and the mailbox (R44).

    Days of signing and of advice are left out, since it is signed and advised anew (R31); notices and suspensions
    belong to the version in which they were given. The mailbox keeps its checks: the address is the same.
    """
    before = Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    refuse(versions.against_next(before))
    made = Agreement.objects.create(
        team=before.team,
        partner=before.partner,
        version=before.version + 1,
        replaces=before,
        amendment=amendment,
        agreed_from=agreed_from,
        notice_months=before.notice_months,
        evaluation_months=before.evaluation_months,
        drawn_up_at_place=before.drawn_up_at_place,
        created_at=at,
    )
    old = before.protocol_facts
    protocol = Protocol.objects.create(agreement=made, notice_months=old.notice_months if old else None)
    for contact in before.contacts.all():
        _copy(contact, agreement=made)
    for signature in before.signatures.all():
        _copy(signature, agreement=made, signed_on=None)
    if old is not None:
        for advice in old.dpo_advices.all():
            _copy(advice, protocol=protocol, asked_on=None, advised_on=None)
        if old.mailbox_facts is not None:
            _copy(old.mailbox_facts, protocol=protocol)
    details = {"version": made.version, "amendment": amendment.value, "agreed_from": agreed_from.isoformat()}
    record(Event.VERSION_STARTED, made, by=by, at=at, details={**details, "replaces": str(before.pk)})
    return made


@transaction.atomic
def take_over(*, agreement: Agreement, first_day: date, today: date, by: User, at: datetime) -> None:
    """Let a next version hold from `first_day`, the day that was shown; the one before it ends on the eve (R44).

    Raises Refusal when the papers give another day by now, when the gate would refuse that day, and
    when this version cannot take over.
    """
    keys = [key for key in (agreement.pk, agreement.replaces_id) if key is not None]
    # Only the locks: what hangs on these rows is read next.
    list(Agreement.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("version"))
    agreement = Agreement.objects.with_papers().select_related("replaces").get(pk=agreement.pk)
    before = agreement.replaces
    if before is None or versions.first_day(agreement, today=today) != first_day:
        raise Refusal("De papieren zijn intussen gewijzigd. Kijk de eerste dag opnieuw na.")
    refuse(versions.against_take_over(agreement, on=first_day))
    decision = versions.readiness(agreement, on=first_day)
    if not decision.may_send:
        raise Refusal("Deze versie is nog niet in orde. Vul eerst aan wat ontbreekt.", decision=decision)
    before.ends_on = versions.last_day_before(agreement, first_day=first_day)
    before.save(update_fields=["ends_on"])
    agreement.save(update_fields=["in_force_from", "legal_ground_gone_on"])
    agreement.protocol.save(update_fields=["in_force_from"])
    details = {"version": agreement.version, "in_force_from": first_day.isoformat(), "replaces": str(before.pk)}
    record(Event.VERSION_TOOK_OVER, agreement, by=by, at=at, details=details, also=[before])


def _copy(row: Row, **changes: Any) -> None:
    """Write the same row again, under a key of its own, with these values changed."""
    for name, value in {"pk": uuid.uuid4(), **changes}.items():
        setattr(row, name, value)
    row._state.adding = True
    row.save(force_insert=True)
