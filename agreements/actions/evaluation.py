"""Writes on the evaluation of an agreement (R45); the bottlenecks brought to it have a module of their own (R46)."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.actions.guests import end_links
from accounts.models import User
from agreements.actions import papers, versions
from agreements.actions.files import keep_file
from agreements.actions.messages import write_message
from agreements.actions.writing import record
from agreements.letters import duties as letters
from agreements.models import AgreedChange, Agreement, Bottleneck, Evaluation, FileKind, MessageKind
from agreements.terms.evaluation import AgreedTerms
from agreements.terms.papers import Amendment, Party, ProtocolTerms
from audit.events import Event
from law.refusal import Refusal, refuse


@transaction.atomic
def invite_to_evaluation(*, agreement: Agreement, proposed_on: date, by: User, at: datetime) -> Evaluation:
    """Propose a day to each contact of the partner in writing (agreement art. 7; R45); again moves the day."""
    Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    if Evaluation.objects.filter(agreement=agreement, held_on=None, proposed_on=proposed_on).exists():
        refuse("U nodigde de partner voor deze dag al uit.")
    writing = letters.invitation(
        agreement, proposed_on=proposed_on, bottlenecks=agreement.bottlenecks.filter(evaluation=None).order_by("kind")
    )
    message, *_others = [
        write_message(
            kind=MessageKind.EVALUATION,
            agreement=agreement,
            to_party=Party.PARTNER,
            recipient=address,
            subject=writing.subject,
            body=writing.body,
            by=by,
            at=at,
        )
        for address in agreement.mail_addresses_of(Party.PARTNER) or [""]
    ]
    evaluation, _ = Evaluation.objects.update_or_create(
        agreement=agreement, held_on=None, defaults={"proposed_on": proposed_on, "invitation": message}
    )
    record(Event.EVALUATION_PLANNED, agreement, by=by, at=at, details={"proposed_on": proposed_on.isoformat()})
    return evaluation


@transaction.atomic
def hold_evaluation(
    *,
    agreement: Agreement,
    held_on: date,
    content: bytes | None,
    agreed: AgreedTerms | None = None,
    by: User,
    at: datetime,
) -> Evaluation:
    """Record that both parties evaluated, with the minutes when there are any, and what they agreed to change.

    What got stuck until then is discussed, and links for a part work no more.

    Raises Refusal when the evaluation of that day is recorded.
    """
    Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    if Evaluation.objects.filter(agreement=agreement, held_on=held_on).exists():
        raise Refusal("De evaluatie van deze dag is al genoteerd. Kijk de datum na.")
    evaluation = Evaluation.objects.filter(agreement=agreement, held_on=None).first() or Evaluation(agreement=agreement)
    evaluation.held_on = held_on
    if content:
        evaluation.minutes = keep_file(agreement=agreement, kind=FileKind.MINUTES, content=content, by=by, at=at)
    evaluation.save()
    end_links(evaluation.links.all(), at=at)
    if agreed:
        AgreedChange.objects.create(evaluation=evaluation, **agreed)
    Bottleneck.objects.filter(agreement=agreement, evaluation=None, met_on__lte=held_on).update(evaluation=evaluation)
    record(Event.EVALUATION_HELD, agreement, by=by, at=at, details={"held_on": held_on.isoformat()})
    return evaluation


@transaction.atomic
def prepare_version(*, evaluation: Evaluation, by: User, at: datetime) -> Agreement:
    """Prepare the next version with what was agreed at this evaluation (art. 7, R44), judged as any other.

    Raises Refusal when it was prepared before, and when no next version can be made now.
    """
    agreement = Agreement.objects.select_for_update(no_key=True).get(pk=evaluation.agreement_id)
    agreed = AgreedChange.objects.select_for_update(no_key=True).get(evaluation=evaluation)
    if agreed.version_id is not None:
        refuse("De nieuwe versie is al voorbereid.")
    made = versions.start_next_version(
        agreement=agreement, amendment=Amendment(agreed.amendment), agreed_from=agreed.agreed_from, by=by, at=at
    )
    names = ("evaluation_months", "notice_months", "ends_on")
    terms: Any = {name: value for name in names if (value := getattr(agreed, name)) is not None}
    if terms:
        papers.change_agreement(agreement=made, terms=terms, by=by, at=at)
    if agreed.notice_months is not None:
        months: ProtocolTerms = {"notice_months": agreed.notice_months}
        papers.change_protocol(protocol=made.protocol, terms=months, by=by, at=at)
    agreed.version = made
    agreed.save(update_fields=["version"])
    return made


@transaction.atomic
def keep_minutes(*, evaluation: Evaluation, content: bytes, by: User, at: datetime) -> None:
    """Keep the minutes of an evaluation that was recorded without them (R45)."""
    evaluation = Evaluation.objects.select_for_update(no_key=True).get(pk=evaluation.pk)
    if evaluation.held_on is None:
        refuse("Noteer eerst op welke dag de evaluatie was.")
    if evaluation.minutes_id is not None:
        raise Refusal("Het verslag van deze evaluatie is al bewaard.")
    evaluation.minutes = keep_file(agreement=evaluation.agreement, kind=FileKind.MINUTES, content=content, by=by, at=at)
    evaluation.save(update_fields=["minutes"])
    record(Event.MINUTES_KEPT, evaluation.agreement, by=by, at=at, details={"evaluation": str(evaluation.pk)})
